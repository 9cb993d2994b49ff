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
from dashboard.charts.multiples import basis_keys
from dashboard.charts.sketch import Sketch
from dashboard.charts.theme import about, symbol_of
from dashboard.i18n.catalog import Catalog


@dataclass(frozen=True)
class Rung:
    """One event: multiples of the first round on both bases, and the step that led here."""

    name: str
    year: str
    price_x: float
    value_x: float | None
    price_step_x: float | None
    value_step_x: float | None
    price_basis: Basis
    value_basis: Basis
    value_step_basis: Basis = Basis.REPORTED
    record_price_x: float | None = None


def build_ladder_figure(
    rungs: Sequence[Rung], text: Catalog, frame: Frame, *, base: str = "price"
) -> go.Figure:
    """Two climbing lines on a log axis, each step labelled with its own factor."""
    theme = frame.theme
    colors = (theme.accent, theme.grey) if base == "price" else (theme.grey, theme.accent)
    keys = basis_keys(text, *colors)
    bases = {rung.price_basis for rung in rungs} | {rung.value_basis for rung in rungs}
    if Basis.ESTIMATED in bases:
        keys.append(Key(text.t("key.estimated"), theme.ink, "○"))
    if Basis.ASSUMED in bases:
        keys.append(Key(text.t("key.assumed"), theme.ink, "◆"))
    frame.keys = tuple(keys)
    frame.screen_height = 460
    frame = frame.reserve(axis=62 if not frame.is_picture else 70)
    fig = Sketch()
    _line(fig, rungs, frame, text, price=False, color=colors[1])
    _line(fig, rungs, frame, text, price=True, color=colors[0])
    _steps(fig, rungs, frame, text)
    _ends(fig, rungs, frame, text, colors)
    _axes(fig, rungs, frame)
    return framed(fig, frame)


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
        connectgaps=False,
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
    """Factor of each step: per share below the line, by company value above it."""
    for at, (before, rung) in enumerate(pairwise(rungs)):
        steep = _is_steep(before, rung, rungs, frame)
        if rung.price_step_x:
            middle = math.sqrt(before.price_x * rung.price_x)
            words = f"<b>{text.num.multiple(rung.price_step_x)}</b>"
            _label(fig, frame, words, x=at + 0.5, y=middle, side=-1, steep=steep, color=frame.theme.ink)
        if rung.value_step_x and rung.value_x and before.value_x and frame.is_picture and not frame.is_wide:
            middle = math.sqrt(before.value_x * rung.value_x)
            words = about(text.num.multiple(rung.value_step_x), rung.value_step_basis)
            _label(fig, frame, words, x=at + 0.5, y=middle, side=1, steep=steep, color=frame.theme.grey)


def _is_steep(before: Rung, rung: Rung, rungs: Sequence[Rung], frame: Frame) -> bool:
    """Whether a step climbs more than it goes aside, in pixels."""
    box = picture_box(frame) if frame.size else Box(0, 700, 0, 400)
    decades = math.log10(max(r.price_x for r in rungs) / min(r.price_x for r in rungs)) or 1.0
    up = (box.bottom - box.top) * abs(math.log10(rung.price_x / before.price_x)) / decades
    return up > (1.2 if frame.is_wide else 0.6) * (box.right - box.left) / len(rungs)


def _label(
    fig: Sketch, frame: Frame, words: str, *, x: float, y: float, side: int, steep: bool, color: str
) -> None:
    """Above (side 1) or below a flat step, beside a steep one."""
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


def _ends(fig: Sketch, rungs: Sequence[Rung], frame: Frame, text: Catalog, colors: tuple[str, str]) -> None:
    """The result at the last event, written out on both lines, clear of the last steps."""
    last, at = rungs[-1], len(rungs) - 1
    size = frame.px(28 if frame.is_wide else 38) if frame.is_picture else 16
    away = frame.px(58) if frame.is_picture else 34
    price = about(text.num.multiple(last.price_x), last.price_basis)
    _end(fig, f"<b>{price}</b>", at, last.price_x, shift=-away - size * 0.4, size=size, color=colors[0])
    if last.value_x:
        value = about(text.num.multiple(last.value_x), last.value_basis)
        _end(fig, value, at, last.value_x, shift=away, size=size * 0.85, color=colors[1])


def _end(fig: Sketch, words: str, at: int, y: float, *, shift: float, size: float, color: str) -> None:
    fig.add_annotation(
        text=words,
        x=at,
        y=math.log10(y),
        yshift=shift,
        xanchor="right",
        align="right",
        xshift=size,
        showarrow=False,
        borderpad=0,
        font={"size": size, "color": color},
    )


def _axes(fig: Sketch, rungs: Sequence[Rung], frame: Frame) -> None:
    values = [x for r in rungs for x in (r.price_x, r.value_x) if x]
    low, high = math.log10(min(values)), math.log10(max(values))
    span = max(high - low, 0.3)
    below, above = (0.2, 0.34) if frame.is_wide else (0.06, 0.17)
    fig.update_yaxes(visible=False, type="log", range=[low - below * span, high + above * span])
    names = [f"<b>{r.name}</b><br>{r.year}" if r.year else f"<b>{r.name}</b>" for r in rungs]
    fig.update_xaxes(
        tickvals=list(range(len(rungs))),
        ticktext=names,
        tickangle=0,
        tickfont={"size": frame.px(22) if frame.is_picture else 12, "color": frame.theme.ink},
        range=[-0.45, len(rungs) - 0.4],
        showline=False,
    )
