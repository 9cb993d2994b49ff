"""What the number of checks does: chances to return the fund once, three and five times."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.frame import Frame
from dashboard.charts.layout import framed, picture_box
from dashboard.charts.measure import spread
from dashboard.charts.sketch import Sketch
from dashboard.i18n.catalog import Catalog

_LOW = -0.03


@dataclass(frozen=True)
class SizePoint:
    """One number of checks: median net multiple, chances of 1x, 3x and 5x; mine is the page's own."""

    companies: int
    median_x: float
    back: float
    three: float
    five: float
    mine: bool = False


def build_size_figure(points: Sequence[SizePoint], text: Catalog, frame: Frame) -> go.Figure:
    """A line per chance over the number of checks (log axis), named at its right end."""
    theme = frame.theme
    frame.screen_height = 420
    frame = frame.reserve(left=70, right=190 if frame.is_picture else 150, axis=70 if frame.is_wide else 96)
    fig = Sketch()
    lines = (("five", 5, theme.grey), ("three", 3, theme.accent), ("back", 1, theme.bands[5]))
    top = max(point.back for point in points) * 1.08
    for name, _, color in lines:
        _line(fig, points, name, color, text=text, frame=frame)
    for at in (-1, 0):
        _names(fig, points, lines, at, top, text=text, frame=frame)
    small = {"size": frame.px(23) if frame.is_picture else 13, "color": theme.ink}
    ticks = _ticks(points, frame)
    fig.update_xaxes(
        type="linear",
        tickvals=[math.log10(tick) for tick in ticks],
        ticktext=[text.num.integer(tick) for tick in ticks],
        tickangle=0,
        tickfont=small,
        range=[math.log10(points[0].companies) - 0.03, math.log10(points[-1].companies) + 0.02],
        title={"text": text.t("funds.sizes_axis"), "font": small, "standoff": 6},
    )
    fig.update_yaxes(visible=False, range=[_LOW, top])
    return framed(fig, frame)


def _ticks(points: Sequence[SizePoint], frame: Frame) -> list[int]:
    """Numbers of checks with room between them."""
    span = math.log10(points[-1].companies / points[0].companies) or 1.0
    ticks: list[int] = []
    for point in points:
        if not ticks or math.log10(point.companies / ticks[-1]) / span > 0.09:
            ticks.append(point.companies)
    return ticks


def _line(
    fig: Sketch, points: Sequence[SizePoint], name: str, color: str, *, text: Catalog, frame: Frame
) -> None:
    values = [float(getattr(point, name)) for point in points]
    own, other = (frame.px(18), frame.px(10)) if frame.is_picture else (10, 6)
    fig.add_scatter(
        x=[math.log10(point.companies) for point in points],
        y=values,
        mode="lines+markers",
        line={"color": color, "width": frame.px(5) if frame.is_picture else 2.5},
        marker={
            "color": [frame.theme.mine if point.mine else color for point in points],
            "size": [own if point.mine else other for point in points],
            "symbol": ["diamond" if point.mine else "circle" for point in points],
        },
        customdata=[
            f"{text.num.integer(point.companies)}: {text.num.percent(value)}"
            for point, value in zip(points, values, strict=True)
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _names(
    fig: Sketch,
    points: Sequence[SizePoint],
    lines: Sequence[tuple[str, int, str]],
    at: int,
    top: float,
    *,
    text: Catalog,
    frame: Frame,
) -> None:
    """The values at one end of the lines, kept apart; at the right end with the line's name."""
    size = frame.px(26) if frame.is_picture else 13
    box = picture_box(frame) if frame.is_picture else None
    height = box.bottom - box.top if box else 320.0
    values = [float(getattr(points[at], name)) for name, _, _ in lines]
    spots = spread(values, size * 1.15 / height * (top - _LOW), low=_LOW, high=top)
    for (_, multiple, color), value, spot in zip(lines, values, spots, strict=True):
        word = text.num.percent(value)
        fig.add_annotation(
            text=f"<b>{text.t('funds.reach', multiple=multiple)}</b> {word}" if at else word,
            x=math.log10(points[at].companies),
            y=spot,
            xanchor="left" if at else "right",
            align="left" if at else "right",
            xshift=size * (0.5 if at else -0.4),
            showarrow=False,
            borderpad=0,
            font={"size": size, "color": color},
        )
