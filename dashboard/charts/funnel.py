"""Funnels side by side: of 1,000 companies how many raised again, and below that how they ended.

A number stands over its centred bar; in a low picture, which has no room for that, the bar is beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.frame import Box, Frame, Key
from dashboard.charts.layout import framed, picture_box
from dashboard.charts.measure import text_width
from dashboard.charts.sketch import Sketch
from dashboard.i18n.catalog import Catalog

_GAP = 0.55  # rows of room between raises and ends


@dataclass(frozen=True)
class Cell:
    """One stage of one funnel: its fraction and how it is written; hollow if not sure."""

    frac: float
    words: str
    hollow: bool = False
    hover: str = ""


@dataclass(frozen=True)
class Column:
    """One funnel: heading (short where it does not fit), a cell per row, None where not known."""

    head: str
    short: str
    under: str
    cells: tuple[Cell | None, ...]
    mine: bool = False


def build_funnel_figure(
    columns: Sequence[Column], labels: Sequence[str], text: Catalog, frame: Frame, *, raises: int
) -> go.Figure:
    """A centred bar per stage; the first `raises` rows are rounds, the others ends, set apart."""
    theme = frame.theme
    keys = []
    if any(cell and cell.hollow for column in columns for cell in column.cells):
        keys.append(Key(text.t("odds.key.hollow"), theme.grey, "□"))
    if any(column.mine for column in columns):
        keys.append(Key(text.t("odds.key.mine"), theme.mine, "◆"))
    frame.keys = tuple(keys)
    frame.screen_height = 60 + 44 * len(labels)
    units = 23.0 if frame.is_picture else 24.0
    left = max(text_width(label, size=units) for label in labels) + 16
    frame = frame.reserve(left=left, axis=4)
    fig = Sketch()
    spots = [at + (_GAP if at >= raises else 0) for at in range(len(labels))]
    up = 0.0 if frame.is_wide else 0.1
    for at, label in enumerate(labels):
        size = frame.px(units) if frame.is_picture else 12
        fig.write(
            label, -0.5, spots[at] - up, size=size, color=theme.ink, xanchor="right", xshift=-size * 0.4
        )
    for at, column in enumerate(columns):
        _column(fig, at, column, spots, frame, raises)
    _heads(fig, columns, frame)
    fig.update_xaxes(visible=False, range=[-0.5, len(columns) - 0.5])
    fig.update_yaxes(visible=False, range=[spots[-1] + 0.5, -0.5 - _head_rows(spots[-1] + 1, frame)])
    return framed(fig, frame)


def _head_rows(rows: float, frame: Frame) -> float:
    """Room for two lines of heading, in rows."""
    box = picture_box(frame) if frame.size else Box(0, 0, 0, frame.screen_height - 20)
    room = (1.4 if frame.is_wide else 2.5) * (frame.px(23) if frame.is_picture else 13)
    return room * rows / (box.bottom - box.top - room)


def _column(fig: Sketch, at: int, column: Column, spots: Sequence[float], frame: Frame, raises: int) -> None:
    theme = frame.theme
    hover_y, hover = [], []
    size = frame.px(23) if frame.is_picture else 12
    beside = {"xanchor": "right", "xshift": -size * 0.25} if frame.is_wide else {}
    up = 0.0 if frame.is_wide else 0.1
    for row, cell in enumerate(column.cells):
        words, ink = (cell.words, theme.ink) if cell else ("–", theme.grey)
        fig.write(words, at, spots[row] - up, size=size, color=ink, **beside)
        if cell is None:
            continue
        color = theme.mine if column.mine else theme.context if row < raises else theme.accent
        _bar(fig, at, spots[row], cell, color, frame)
        hover_y.append(spots[row])
        hover.append(cell.hover)
    fig.add_scatter(
        mode="markers",
        x=[at] * len(hover),
        y=hover_y,
        marker={"size": 28, "opacity": 0},
        customdata=hover,
        hovertemplate="%{customdata}<extra></extra>",
    )


def _bar(fig: Sketch, at: int, spot: float, cell: Cell, color: str, frame: Frame) -> None:
    long = max(0.92 * min(cell.frac, 1), 0.008)
    left, right = (at, at + long / 2) if frame.is_wide else (at - long / 2, at + long / 2)
    fig.add_shape(
        type="rect",
        x0=left,
        x1=right,
        y0=spot + (-0.3 if frame.is_wide else 0.22),
        y1=spot + (0.3 if frame.is_wide else 0.42),
        layer="above",
        fillcolor=frame.theme.paper if cell.hollow else color,
        line={"color": color, "width": (frame.px(2) if frame.is_picture else 1.5) * cell.hollow},
    )


def _heads(fig: Sketch, columns: Sequence[Column], frame: Frame) -> None:
    theme, size = frame.theme, frame.px(23) if frame.is_picture else 12
    if frame.size:
        box = picture_box(frame)
        room = (box.right - box.left) / len(columns) - frame.px(8)
    else:
        room = 0.0
    fits = not frame.is_wide and all(
        text_width(column.head, size=size, bold=True) <= room for column in columns
    )
    tight = any(text_width(f"{one.short} {one.under}", size=size, bold=True) > room - size for one in columns)
    for at, column in enumerate(columns):
        name = f"<b>{column.head if fits else column.short}</b>"
        under = f"’{column.under[2:]}" if tight and len(column.under) == 4 else column.under
        words = f"{name} {under}" if frame.is_wide else f"{name}<br>{column.under}"
        color = theme.mine if column.mine else theme.ink
        fig.write(words, at, -0.5, size=size, color=color, yanchor="bottom")
