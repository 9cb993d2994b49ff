"""The path as a ladder: what the first round's dollar was worth at every later event."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import plotly.graph_objects as go

from calc.types import Basis
from dashboard.charts.frame import Box, Frame, Key
from dashboard.charts.layout import framed, picture_box
from dashboard.charts.measure import spread, text_width
from dashboard.charts.multiples import basis_keys
from dashboard.charts.sketch import Sketch
from dashboard.charts.theme import about, symbol_of
from dashboard.i18n.catalog import Catalog


@dataclass(frozen=True)
class Rung:
    """One event: multiples of the first round on both bases, and the step that led here.

    A multiple that is not known is None: the line goes on to the next that is.
    """

    name: str
    year: str
    price_x: float | None
    value_x: float | None
    price_step_x: float | None
    value_step_x: float | None
    price_basis: Basis
    value_basis: Basis
    value_step_basis: Basis = Basis.REPORTED
    record_price_x: float | None = None


_MANY = 10  # more steps than that are written for every second one, and where they stand out


def build_ladder_figure(
    rungs: Sequence[Rung], text: Catalog, frame: Frame, *, base: str = "price", sold: bool = True
) -> go.Figure:
    """Two climbing lines on a log axis, each step labelled with its own factor.

    sold False: the last event is no exit, so the prices are not what a holder got.
    """
    theme = frame.theme
    colors = (theme.accent, theme.grey) if base == "price" else (theme.grey, theme.accent)
    price, value = basis_keys(text, *colors)
    if not sold:
        price = Key(text.t("key.share_price"), price.color)
    priced, valued = _known(rungs, "price"), _known(rungs, "value")
    keys = [key for key, known in ((price, priced), (value, valued)) if len(known) > 1]
    bases = {rung.price_basis for rung in rungs} | {rung.value_basis for rung in rungs}
    if Basis.ESTIMATED in bases:
        keys.append(Key(text.t("key.estimated"), theme.ink, "○"))
    if Basis.ASSUMED in bases:
        keys.append(Key(text.t("key.assumed"), theme.ink, "◆"))
    frame.keys = tuple(keys)
    frame.screen_height = 460
    ends = _end_words(rungs, text)
    letters = 28 if frame.is_wide else 38 if frame.is_picture else 32
    room = max(text_width(words, size=letters, bold=True) for _, words, _ in ends.values()) + 34
    frame = frame.reserve(right=room, axis=62 if not frame.is_picture else 70)
    fig = Sketch()
    if len(valued) > 1:
        _line(fig, rungs, frame, text, price=False, color=colors[1])
    if len(priced) > 1:
        _line(fig, rungs, frame, text, price=True, color=colors[0])
    _steps(fig, rungs, frame, text)
    _ends(fig, rungs, frame, ends, {"price": colors[0], "value": colors[1]})
    _axes(fig, rungs, frame)
    return framed(fig, frame)


def _known(rungs: Sequence[Rung], which: str) -> list[tuple[int, float]]:
    """Place and multiple of every rung that has one."""
    found = [(at, rung.price_x if which == "price" else rung.value_x) for at, rung in enumerate(rungs)]
    return [(at, x) for at, x in found if x]


def _line(
    fig: Sketch, rungs: Sequence[Rung], frame: Frame, text: Catalog, *, price: bool, color: str
) -> None:
    values = [rung.price_x if price else rung.value_x for rung in rungs]
    bases = [rung.price_basis if price else rung.value_basis for rung in rungs]
    words = [text.num.multiple(value) if value is not None else "" for value in values]
    fig.add_scatter(
        name=text.t("key.per_share" if price else "key.by_value"),
        x=list(range(len(rungs))),
        y=values,
        mode="lines+markers",
        connectgaps=True,
        cliponaxis=False,
        line={
            "color": color,
            "width": frame.px(6) if frame.is_picture else 3,
            "dash": "solid" if price else "dot",
        },
        marker={
            "color": color,
            "size": frame.px(20) if frame.is_picture else 10,
            "symbol": [symbol_of(basis) for basis in bases],
            "line": {"color": color, "width": frame.px(4) if frame.is_picture else 2},
        },
        customdata=[
            [r.name, w, text.t(f"basis.{b.value}")] for r, w, b in zip(rungs, words, bases, strict=True)
        ],
        hovertemplate="%{customdata[0]}: <b>%{customdata[1]}</b> · %{customdata[2]}<extra></extra>",
    )


def _steps(fig: Sketch, rungs: Sequence[Rung], frame: Frame, text: Catalog) -> None:
    """Factor of each step: above the upper line, below the lower or only one."""
    priced, valued = _known(rungs, "price"), _known(rungs, "value")
    both = frame.is_picture and not frame.is_wide
    on_top = len(priced) > 1 and len(valued) > 1 and priced[-1][1] > valued[-1][1]
    for which, known in (("price", priced), ("value", valued)):
        price = which == "price"
        if not price and not both and len(priced) > 1:
            continue
        tight = len(known) > _MANY
        for number, ((start, before), (end, x)) in enumerate(pairwise(known)):
            rung = rungs[end]
            step = rung.price_step_x if price else rung.value_step_x
            if not step or (tight and number % 2 and 0.9 < step < 4):
                continue
            words = (
                f"<b>{text.num.multiple(step)}</b>"
                if price
                else about(text.num.multiple(step), rung.value_step_basis)
            )
            steep = _is_steep(x / before, end - start, rungs, frame)
            color = frame.theme.ink if price else frame.theme.grey
            at, middle = (start + end) / 2, math.sqrt(before * x)
            side = 1 if price is on_top else -1
            _label(fig, frame, words, x=at, y=middle, side=side, steep=steep, color=color)


def _is_steep(step_x: float, apart: int, rungs: Sequence[Rung], frame: Frame) -> bool:
    """Whether a step goes up or down more than it goes aside, in pixels."""
    box = picture_box(frame) if frame.size else Box(0, 700, 0, 400)
    every = [x for _, x in (*_known(rungs, "price"), *_known(rungs, "value"))]
    decades = math.log10(max(every) / min(every)) or 1.0
    up = (box.bottom - box.top) * abs(math.log10(step_x)) / decades
    return up > (1.2 if frame.is_wide else 0.6) * apart * (box.right - box.left) / len(rungs)


def _label(
    fig: Sketch, frame: Frame, words: str, *, x: float, y: float, side: int, steep: bool, color: str
) -> None:
    """Above (side 1) or below a flat step, left (side 1) or right of a steep one."""
    away = frame.px(28) if frame.is_picture else 15
    anchor = ("left" if side < 0 else "right") if steep else "center"
    fig.add_annotation(
        text=words,
        x=x,
        y=math.log10(y),
        xanchor=anchor,
        align=anchor,
        xshift=-side * away * 0.75 if steep else 0,
        yshift=side * away * (0.2 if steep else 1.0),
        showarrow=False,
        borderpad=0,
        font={"size": frame.px(24) if frame.is_picture else 12, "color": color},
    )


def _end_words(rungs: Sequence[Rung], text: Catalog) -> dict[str, tuple[int, str, float]]:
    """The last point of each line: its place, the words and the multiple."""
    found = {}
    for which, known in (("price", _known(rungs, "price")), ("value", _known(rungs, "value"))):
        if len(known) > 1:
            at, x = known[-1]
            basis = rungs[at].price_basis if which == "price" else rungs[at].value_basis
            found[which] = (at, about(text.num.multiple(x), basis), x)
    return found


def _ends(
    fig: Sketch,
    rungs: Sequence[Rung],
    frame: Frame,
    ends: dict[str, tuple[int, str, float]],
    colors: dict[str, str],
) -> None:
    """The result of each line beside its last point, moved apart where two would touch."""
    size = frame.px(28 if frame.is_wide else 38) if frame.is_picture else 16
    low, high = _bounds(rungs, frame)
    box = picture_box(frame) if frame.size else Box(0, 0, 0, 380)
    gap = size * 1.25 * (high - low) / (box.bottom - box.top)
    order = sorted(ends, key=lambda which: ends[which][2])
    places = spread([math.log10(ends[which][2]) for which in order], gap=gap, low=low, high=high)
    for which, place in zip(order, places, strict=True):
        at, words, _ = ends[which]
        price = which == "price"
        fig.add_annotation(
            text=f"<b>{words}</b>" if price else words,
            x=at,
            y=place,
            xanchor="left",
            align="left",
            xshift=frame.px(20) if frame.is_picture else 10,
            showarrow=False,
            borderpad=0,
            font={"size": size if price else size * 0.85, "color": colors[which]},
        )


def _bounds(rungs: Sequence[Rung], frame: Frame) -> tuple[float, float]:
    """Ends of the log axis."""
    values = [x for r in rungs for x in (r.price_x, r.value_x) if x]
    low, high = math.log10(min(values)), math.log10(max(values))
    span = max(high - low, 0.3)
    below, above = (0.2, 0.2) if frame.is_wide else (0.06, 0.1)
    return low - below * span, high + above * span


def _axes(fig: Sketch, rungs: Sequence[Rung], frame: Frame) -> None:
    fig.update_yaxes(visible=False, type="log", range=[*_bounds(rungs, frame)])
    size = frame.px(22) if frame.is_picture else 12
    box = picture_box(frame) if frame.size else Box(0, 700, 0, 400)
    room = (box.right - box.left) / len(rungs)
    short = [_fitting(rung.name, room, size) for rung in rungs]
    names = [
        f"<b>{n}</b><br>{r.year}" if r.year else f"<b>{n}</b>" for n, r in zip(short, rungs, strict=True)
    ]
    fig.update_xaxes(
        tickvals=list(range(len(rungs))),
        ticktext=names,
        tickangle=0,
        tickfont={"size": size, "color": frame.theme.ink},
        range=[-0.45, len(rungs) - 0.9],
        showline=False,
    )


def _fitting(name: str, room: float, size: float) -> str:
    """A name cut to what stands under its rung without touching the next."""
    if text_width(name, size=size, bold=True) <= room:
        return name
    for at in range(len(name) - 1, 1, -1):
        cut = f"{name[:at].rstrip(' /,')}…"
        if text_width(cut, size=size, bold=True) <= room:
            return cut
    return f"{name[:1]}…"
