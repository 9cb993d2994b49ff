"""One sentence read two ways: a group of bars for each, every group on a scale of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.frame import Frame
from dashboard.charts.layout import framed
from dashboard.charts.measure import text_width
from dashboard.charts.sketch import Sketch


@dataclass(frozen=True)
class Side:
    """One bar: how long (0 to 1 of its group), its words; mine is the reader's dilution.

    beside is the reader's number where it has no bar of its own.
    """

    label: str
    frac: float
    words: str
    mine: bool = False
    beside: str = ""


@dataclass(frozen=True)
class Group:
    """One reading with its heading."""

    head: str
    sides: tuple[Side, ...]


def build_readings_figure(groups: Sequence[Group], frame: Frame) -> go.Figure:
    """Groups one below the other, a bar per side; the second of a pair is the reader's."""
    units = 22.5 if frame.is_wide else 26.0
    size = frame.px(units) if frame.is_picture else 13
    count = sum(len(group.sides) + 1.35 for group in groups) - 0.35
    frame.screen_height = int(34 * count)
    each = [side for group in groups for side in group.sides]
    letters = units if frame.is_picture else 26
    left = max(text_width(f"◆ {side.label}", size=letters) for side in each) + 22
    right = max(text_width(f"{side.words} ◆ {side.beside}", size=letters, bold=True) for side in each) + 22
    frame = frame.reserve(left=left, right=right, axis=4)
    fig, row = Sketch(), 0.0
    for group in groups:
        edge = {"xref": "x domain", "xanchor": "left"}
        shift = -left * frame.unit
        fig.write(f"<b>{group.head}</b>", 0, row, size=size, color=frame.theme.ink, xshift=shift, **edge)
        for side in group.sides:
            row += 1
            _side(fig, row, side, frame, size)
        row += 1.35
    fig.update_xaxes(visible=False, range=[0, 1])
    fig.update_yaxes(visible=False, range=[count - 0.5, -0.5])
    return framed(fig, frame)


def _side(fig: Sketch, row: float, side: Side, frame: Frame, size: float) -> None:
    theme = frame.theme
    color = theme.mine if side.mine else theme.context
    box = {"x0": 0, "x1": min(side.frac, 1), "y0": row - 0.34, "y1": row + 0.34}
    fig.add_shape(type="rect", fillcolor=color, line={"width": 0}, layer="below", **box)
    mark = f'<span style="color:{theme.mine}">◆</span> '
    fig.write(
        (mark if side.mine else "") + side.label,
        0,
        row,
        size=size,
        color=theme.ink,
        xanchor="right",
        xshift=-size * 0.4,
    )
    ink = theme.mine if side.mine else theme.ink
    words = f"<b>{side.words}</b>"
    if side.beside:
        words = f'{words} <span style="color:{theme.mine}">◆ <b>{side.beside}</b></span>'
    fig.write(words, min(side.frac, 1), row, size=size, color=ink, xanchor="left", xshift=size * 0.4)
    fig.add_scatter(
        mode="markers",
        x=[min(side.frac, 1) / 2],
        y=[row],
        marker={"size": 22, "opacity": 0},
        customdata=[f"{side.label}: {side.words}"],
        hovertemplate="%{customdata}<extra></extra>",
    )
