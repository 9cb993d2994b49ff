"""Companies ranked by one multiple: a dot each on a log axis, with the line where money is back."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from calc.types import Basis
from dashboard.charts.frame import Frame, Key
from dashboard.charts.layout import framed
from dashboard.charts.measure import text_width
from dashboard.charts.sketch import Sketch
from dashboard.charts.theme import about, symbol_of
from dashboard.i18n.catalog import Catalog

_LEAST = 0.05  # a total loss is drawn here, at the edge of a log axis that has no zero


@dataclass(frozen=True)
class RankRow:
    """A company with its round and multiple; sure is False where a price is from memory."""

    label: str
    multiple_x: float
    basis: Basis
    sure: bool = True


def build_rank_figure(rows: Sequence[RankRow], text: Catalog, frame: Frame) -> go.Figure:
    """Dots with a stem from 1x, the first row on top; below 1x in the accent colour."""
    theme = frame.theme
    if any(row.multiple_x < 1 for row in rows):
        frame.keys = (Key(text.t("library.under"), theme.accent), Key(text.t("library.over"), theme.grey))
    frame.screen_height = 40 + 30 * len(rows)
    units = _units(frame) if frame.is_picture else 27
    names = max(text_width(row.label, size=units) for row in rows) + 30
    frame = frame.reserve(left=names, right=150 if frame.is_picture else 170, axis=10)
    fig = Sketch()
    spots = [math.log10(max(row.multiple_x, _LEAST)) for row in rows]
    fig.add_shape(
        type="line", x0=0, x1=0, y0=-0.6, y1=len(rows) - 0.4, line={"color": theme.grey, "width": 1.5}
    )
    for at, (row, spot) in enumerate(zip(rows, spots, strict=True)):
        color = _color(row, frame)
        fig.add_shape(type="line", x0=0, x1=spot, y0=at, y1=at, line={"color": color, "width": 2})
    fig.add_scatter(
        mode="markers",
        x=spots,
        y=list(range(len(rows))),
        marker={
            "size": frame.px(18) if frame.is_picture else 11,
            "color": [_color(row, frame) for row in rows],
            "symbol": [symbol_of(row.basis) for row in rows],
        },
        customdata=[f"{row.label}: {_words(row, text)}" for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
    )
    for at, (row, spot) in enumerate(zip(rows, spots, strict=True)):
        fig.add_annotation(
            text=_words(row, text),
            x=max(spot, 0),
            y=at,
            xanchor="left",
            align="left",
            xshift=frame.px(16) if frame.is_picture else 10,
            showarrow=False,
            borderpad=0,
            font={"size": _size(frame), "color": theme.ink},
        )
    _axes(fig, rows, spots, frame)
    return framed(fig, frame)


def _color(row: RankRow, frame: Frame) -> str:
    return frame.theme.accent if row.multiple_x < 1 else frame.theme.grey


def _words(row: RankRow, text: Catalog) -> str:
    return about(text.num.multiple(row.multiple_x), row.basis) + ("" if row.sure else "*")


def _axes(fig: Sketch, rows: Sequence[RankRow], spots: Sequence[float], frame: Frame) -> None:
    low, high = min(0.0, *spots), max(0.0, *spots)
    pad = (high - low or 1.0) * 0.04
    fig.update_xaxes(visible=False, range=[low - pad, high + pad])
    fig.update_yaxes(
        tickvals=list(range(len(rows))),
        ticktext=[f"{row.label}\u2002" for row in rows],
        tickfont={"size": _size(frame), "color": frame.theme.ink},
        range=[len(rows) - 0.4, -0.6],
    )


def _units(frame: Frame) -> float:
    return 22.5 if frame.is_wide else 25.0


def _size(frame: Frame) -> float:
    return frame.px(_units(frame)) if frame.is_picture else 13
