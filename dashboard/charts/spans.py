"""Values or ranges on one log axis, a row each, with a line where something is reached."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.frame import Frame
from dashboard.charts.layout import framed, picture_box
from dashboard.charts.measure import text_width
from dashboard.charts.sketch import Sketch

FEW = 3  # up to so many rows fill a picture with larger letters
ABOVE = 7  # up to so many rows carry their label above the mark, where it may be long


@dataclass(frozen=True)
class SpanRow:
    """One value, or a range; tone is main, other or mine; hollow is an estimate."""

    label: str
    low: float
    high: float
    words: str
    tone: str = "other"
    hollow: bool = False


def build_spans_figure(
    rows: Sequence[SpanRow], frame: Frame, *, line_at: float | None = None, line_words: str = ""
) -> go.Figure:
    """Dots and bars in the order given, the words beside them."""
    few = 1.25 if len(rows) <= FEW else 1.0
    units = few * (23.0 if frame.is_wide else 28.0 if len(rows) <= ABOVE else 25.0)
    above = len(rows) <= ABOVE and not _fits_beside(rows, units, frame)
    frame.screen_height = 56 + (62 if above else 34) * len(rows)
    widest = max(text_width(row.words, size=units, bold=True) for row in rows)
    names = 0.0 if above else max(text_width(_said(row), size=units) for row in rows) + 24
    frame = frame.reserve(
        left=names, right=widest + 40 if frame.is_picture else 8, axis=36 if line_words else 6
    )
    size = frame.px(units) if frame.is_picture else 13
    fig, share, place = Sketch(), 1.0 if frame.is_picture else 0.62, 0.0
    low, high = _range(rows, line_at)
    if line_at is not None:
        place = (math.log10(line_at) - low) / (high - low)
        _line(fig, line_at, line_words, len(rows), frame, place)
    for at, row in enumerate(rows):
        _mark(fig, at, row, low, len(rows), frame)
        left = math.log10(line_at) if above and line_at and place < 0.3 else low
        _label(fig, at, row, frame, above=above, left=left, size=size, beside_line=left != low)
        shift = frame.px(20) if frame.is_picture else 12
        fig.write(
            f"<b>{row.words}</b>",
            math.log10(row.high),
            at,
            size=size,
            color=_color(row, frame),
            xanchor="left",
            xshift=shift,
        )
    fig.update_xaxes(visible=False, range=[low, low + (high - low) / share])
    fig.update_yaxes(visible=False, range=[len(rows) - 0.45, -0.8 if above else -0.6])
    return framed(fig, frame)


def _said(row: SpanRow) -> str:
    return f"◆ {row.label}" if row.tone == "mine" else row.label


def _fits_beside(rows: Sequence[SpanRow], units: float, frame: Frame) -> bool:
    """Whether every label leaves half of a low picture to the marks."""
    widest = max(text_width(_said(row), size=units) for row in rows)
    return frame.is_wide and widest < 490


def _range(rows: Sequence[SpanRow], line_at: float | None) -> tuple[float, float]:
    values = [value for row in rows for value in (row.low, row.high)]
    values += [line_at] if line_at else []
    low, high = math.log10(min(values)), math.log10(max(values))
    pad = (high - low or 1.0) * 0.03
    return low - pad, high + pad


def _color(row: SpanRow, frame: Frame) -> str:
    return {"main": frame.theme.accent, "mine": frame.theme.mine}.get(row.tone, frame.theme.grey)


def _mark(fig: Sketch, at: int, row: SpanRow, left: float, rows: int, frame: Frame) -> None:
    """A stem from the left edge to a dot, or to a bar from low to high."""
    color, spots = _color(row, frame), [math.log10(row.low), math.log10(row.high)]
    pen = frame.px(3) if frame.is_picture else 2
    stem = {"color": frame.theme.faint, "width": pen}
    fig.add_shape(type="line", x0=left, x1=spots[0], y0=at, y1=at, line=stem, layer="below")
    size = frame.px(20) if frame.is_picture else 11
    if row.low < row.high:
        half, edge = 0.5 * size / _row_px(rows, frame), {"color": color, "width": pen}
        fill = frame.theme.paper if row.hollow else color
        fig.add_shape(
            type="rect", x0=spots[0], x1=spots[1], y0=at - half, y1=at + half, fillcolor=fill, line=edge
        )
    fig.add_scatter(
        mode="markers",
        x=spots[1:],
        y=[at],
        marker={
            "color": color,
            "size": size,
            "opacity": 1 if row.low == row.high else 0,
            "symbol": "diamond" if row.tone == "mine" else "circle-open" if row.hollow else "circle",
            "line": {"color": color, "width": pen},
        },
        cliponaxis=False,
        customdata=[f"{row.label}: {row.words}"],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _row_px(rows: int, frame: Frame) -> float:
    box = picture_box(frame) if frame.size else None
    return (box.bottom - box.top if box else frame.screen_height - 16) / (rows + 0.3)


def _label(
    fig: Sketch,
    at: int,
    row: SpanRow,
    frame: Frame,
    *,
    above: bool,
    left: float,
    size: float,
    beside_line: bool,
) -> None:
    mine = f'<span style="color:{frame.theme.mine}">◆</span> '
    words = (mine if row.tone == "mine" else "") + row.label
    if above:
        aside = size * 0.4 * beside_line
        up = {"xanchor": "left", "yanchor": "bottom", "xshift": aside, "yshift": size * 0.65}
        fig.write(words, left, at, size=size, color=frame.theme.ink, **up)
    else:
        fig.write(words, left, at, size=size, color=frame.theme.ink, xanchor="right", xshift=-size * 0.5)


def _line(fig: Sketch, at: float, words: str, rows: int, frame: Frame, place: float) -> None:
    spot, width = math.log10(at), frame.px(2.5) if frame.is_picture else 1.5
    line = {"color": frame.theme.ink, "width": width, "dash": "dot"}
    fig.add_shape(type="line", x0=spot, x1=spot, y0=-0.75, y1=rows - 0.45, line=line, layer="below")
    if words:
        size = frame.px(23) if frame.is_picture else 12
        anchor = "left" if place < 0.3 else "right" if place > 0.7 else "center"
        down = {"xanchor": anchor, "yanchor": "top", "yshift": -4}
        fig.write(words, spot, rows - 0.45, size=size, color=frame.theme.ink, **down)
