"""Value of one holding from the day it was bought to the newest close."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import plotly.graph_objects as go

from calc.types import Basis
from dashboard.charts.clear import box_beside, cost
from dashboard.charts.frame import Box, Frame
from dashboard.charts.layout import framed, picture_box
from dashboard.charts.measure import text_width
from dashboard.charts.sketch import Sketch
from dashboard.charts.theme import about
from dashboard.i18n.catalog import Catalog

_NARROWEST = 300.0  # pixels of a chart on a phone
_PAGE = Box(30, 700, 8, 380)  # about what a chart on the page takes


@dataclass(frozen=True)
class StakePoint:
    """The holding at one date; low = high unless the share count is a range.

    date is empty where only the order is known: then every point stands at its place in the
    order, named by its tick. words stand for the amount where it is nothing, which a log axis has not.
    """

    date: str
    low_usd: float
    high_usd: float
    kind: str
    name: str
    basis: Basis
    flag: str = ""
    tick: str = ""
    words: str = ""


def build_stake_figure(points: Sequence[StakePoint], text: Catalog, frame: Frame) -> go.Figure:
    """A line (a band for a range) on a log money axis; cost, IPO, peak and newest are named."""
    points = _placed(points, text)
    frame.screen_height = 440
    frame = frame.reserve(left=40 if frame.is_picture else 20, right=64 if frame.is_picture else 30, axis=48)
    fig = Sketch()
    ranged = any(point.low_usd != point.high_usd for point in points)
    _values(fig, points, frame, text, ranged=ranged)
    _flags(fig, points, frame, text)
    fig.update_yaxes(visible=False, type="log", range=[*_bounds(points)])
    letters = {"size": frame.px(22) if frame.is_picture else 12, "color": frame.theme.grey}
    fig.update_xaxes(tickfont=letters, **(_dates(points) if _is_dated(points) else _order(points, frame)))
    return framed(fig, frame)


def _placed(points: Sequence[StakePoint], text: Catalog) -> list[StakePoint]:
    """The points with a total loss set at the low end of the log axis, in its own words."""
    floor = min(point.low_usd for point in points if point.low_usd > 0) / 10
    return [
        point
        if point.high_usd > 0
        else replace(point, low_usd=floor, high_usd=floor, words=text.num.money(0))
        for point in points
    ]


def _bounds(points: Sequence[StakePoint]) -> tuple[float, float]:
    """Ends of the log axis."""
    values = [value for point in points for value in (point.low_usd, point.high_usd)]
    low, high = math.log10(min(values)), math.log10(max(values))
    room = max(high - low, 0.3)
    return low - 0.28 * room, high + 0.32 * room


def _is_dated(points: Sequence[StakePoint]) -> bool:
    return all(point.date for point in points)


def _places(points: Sequence[StakePoint]) -> list[str] | list[int]:
    """Where each point stands: its date, or its number if any date is not known."""
    return [point.date for point in points] if _is_dated(points) else list(range(len(points)))


def _dates(points: Sequence[StakePoint]) -> dict[str, Any]:
    years = int(points[-1].date[:4]) - int(points[0].date[:4])
    return {
        "tickformat": "%Y",
        "dtick": f"M{12 * max(1, round(years / 8))}",
        "range": [_shifted(points[0].date, -0.03, points), _shifted(points[-1].date, 0.02, points)],
        "type": "date",
    }


def _order(points: Sequence[StakePoint], frame: Frame) -> dict[str, Any]:
    """Names instead of dates, as many as stand side by side."""
    size = frame.px(22) if frame.is_picture else 12
    box = picture_box(frame) if frame.size else None
    room = ((box.right - box.left) if box else _NARROWEST) / max(1, len(points))
    shown: list[int] = []
    free = -1.0
    for at, point in enumerate(points):
        half = text_width(point.tick, size=size) / 2 + size * 0.3
        again = bool(shown) and points[shown[-1]].tick == point.tick
        if at * room - half >= free and not again:
            shown.append(at)
            free = at * room + half
    return {
        "tickvals": shown,
        "ticktext": [points[at].tick for at in shown],
        "tickangle": 0,
        "range": [-0.03 * len(points), (len(points) - 1) * 1.02],
    }


def _shifted(date: str, by_frac: float, points: Sequence[StakePoint]) -> str:
    """A date moved by a fraction of the whole span."""
    first, last = (dt.date.fromisoformat(points[at].date) for at in (0, -1))
    return (dt.date.fromisoformat(date) + (last - first) * by_frac).isoformat()


def _values(fig: Sketch, points: Sequence[StakePoint], frame: Frame, text: Catalog, *, ranged: bool) -> None:
    theme = frame.theme
    dates = _places(points)
    width = frame.px(5) if frame.is_picture else 2.5
    if ranged:
        fig.add_scatter(
            x=dates,
            y=[p.low_usd for p in points],
            mode="lines",
            hoverinfo="skip",
            line={"color": theme.accent, "width": width, "dash": "dot"},
        )
    fig.add_scatter(
        name=text.t("chart.stake"),
        x=dates,
        y=[point.high_usd for point in points],
        mode="lines",
        line={"color": theme.accent, "width": width, "dash": "dot" if ranged else "solid"},
        fill="tonexty" if ranged else None,
        fillcolor=_tint(theme.accent),
        customdata=[[p.name, money_words(p, text)] for p in points],
        hovertemplate=f"{'%{x|%Y-%m-%d} ' if _is_dated(points) else ''}%{{customdata[0]}}: "
        "<b>%{customdata[1]}</b><extra></extra>",
    )


def money_words(point: StakePoint, text: Catalog) -> str:
    """The value in words: one amount, or the range it lies in."""
    if point.words:
        return point.words
    if point.low_usd == point.high_usd:
        return about(text.num.money(point.high_usd), point.basis)
    return text.num.money_range(point.low_usd, point.high_usd)


def _tint(color: str) -> str:
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.22)"


def _flags(fig: Sketch, points: Sequence[StakePoint], frame: Frame, text: Catalog) -> None:
    places: list[Any] = [*_places(points)]
    line, plot = _pixels(points, frame)
    dots = [spot for point, spot in zip(points, line, strict=True) if point.flag]
    taken: list[Box] = []
    named = []
    for flag in ("cost", "newest", "ipo", "peak"):
        for at, point in enumerate(points):
            if point.flag == flag and _flag(
                fig, point, places[at], frame, text, at=at, line=line, dots=dots, plot=plot, taken=taken
            ):
                named.append(at)
    fig.add_scatter(
        x=[places[at] for at in named],
        y=[points[at].high_usd for at in named],
        mode="markers",
        marker={"color": frame.theme.ink, "size": frame.px(18) if frame.is_picture else 9},
        hoverinfo="skip",
    )


def _pixels(points: Sequence[StakePoint], frame: Frame) -> tuple[list[tuple[float, float]], Box]:
    """The line as drawn, low edge of a range after its high one, and the plot it is in."""
    plot = picture_box(frame) if frame.size else _PAGE
    low, high = _bounds(points)
    if _is_dated(points):
        days = [float(dt.date.fromisoformat(point.date).toordinal()) for point in points]
    else:
        days = [float(at) for at in range(len(points))]
    span = (days[-1] - days[0]) or 1.0
    first, last = days[0] - 0.03 * span, days[-1] + 0.02 * span

    def place(day: float, usd: float) -> tuple[float, float]:
        across, down = (day - first) / (last - first), (high - math.log10(usd)) / (high - low)
        return plot.left + across * (plot.right - plot.left), plot.top + down * (plot.bottom - plot.top)

    return [place(day, point.high_usd) for day, point in zip(days, points, strict=True)], plot


# Preferred places of words by flag: right of the point or left, above it or below
_SIDES = {
    "cost": ((True, False), (True, True)),
    "newest": ((False, True), (False, False)),
    "ipo": ((True, False), (False, True), (True, True), (False, False)),
    "peak": ((False, True), (True, True)),
}


def _flag(
    fig: Sketch,
    point: StakePoint,
    place: str | int,
    frame: Frame,
    text: Catalog,
    *,
    at: int,
    line: list[tuple[float, float]],
    dots: list[tuple[float, float]],
    plot: Box,
    taken: list[Box],
) -> bool:
    """Words beside a point where least is in their way; the peak's only if nothing is. If written."""
    size = frame.px(23 if frame.is_wide else 28) if frame.is_picture else 13
    money, between = money_words(point, text), " " if frame.is_wide else "<br>"
    widths = [text_width(money, size=size, bold=True), text_width(point.name, size=size)]
    one_line = frame.is_wide
    extent = (sum(widths) + size * 0.3, size * 1.3) if one_line else (max(widths), size * 2.6)
    room = Box(plot.left - frame.left_px, plot.right + frame.right_px, plot.top, plot.bottom)
    sides = _SIDES.get(point.flag, _SIDES["ipo"])
    if at == len(line) - 1:
        sides = _SIDES["newest"]
    options = []
    for right, up in sides:
        for steps in (0.5, 1.3, 2.4):
            aside = size * (0.5 if right else -0.9 if at == len(line) - 1 else 0.3)
            box = box_beside(line[at], extent, right=right, up=up, away=(aside, size * steps))
            in_way = cost(box, line, taken, room) + 0.5 * _over_another(box, line[at], dots, up=up)
            options.append((in_way, steps, right, up, aside, box))
    least, steps, right, up, aside, box = min(options, key=lambda option: (option[0], option[1]))
    if point.flag == "peak" and least:
        return False
    taken.append(box)
    fig.add_annotation(
        text=f"<b>{money}</b>{between}{point.name}",
        x=place,
        y=math.log10(point.high_usd if up else point.low_usd),
        xanchor="left" if right else "right",
        align="left" if right else "right",
        yanchor="bottom" if up else "top",
        xshift=aside if right else -aside,
        yshift=(1 if up else -1) * size * steps,
        showarrow=False,
        borderpad=0,
        font={"size": size, "color": frame.theme.ink},
    )
    return True


def _over_another(box: Box, own: tuple[float, float], dots: list[tuple[float, float]], *, up: bool) -> bool:
    """Whether words would seem to name a dot that is not their own: it stands under (or over) them."""
    others = [(x, y) for x, y in dots if (x, y) != own and box.left <= x <= box.right]
    return any(y > box.bottom if up else y < box.top for _, y in others)
