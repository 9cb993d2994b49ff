"""A card for a claim: what was said, the verdict, the right number and why."""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.frame import Frame
from dashboard.charts.layout import framed, picture_box
from dashboard.charts.measure import wrap
from dashboard.charts.sketch import Sketch


@dataclass(frozen=True)
class Line:
    """A paragraph of the card; units is its letter height."""

    words: str
    units: float
    bold: bool = False
    strong: bool = False


def build_card_figure(lines: tuple[Line, ...], frame: Frame) -> go.Figure:
    """Paragraphs one under the other, set as large as leaves room for all of them."""
    assert frame.size is not None
    box = picture_box(frame)
    fig = Sketch()
    for scale in (1.25, 1.1, 1.0, 0.9, 0.8, 0.7):
        placed, height = _placed(lines, box.right - box.left, scale, frame)
        if height <= box.bottom - box.top:
            break
    y = box.top + max(0.0, (box.bottom - box.top - height) / 3)
    for words, line, size in placed:
        fig.add_annotation(
            text=f"<b>{words}</b>" if line.bold else words,
            xref="paper",
            yref="paper",
            x=box.left / frame.size.width,
            y=1 - y / frame.size.height,
            xanchor="left",
            yanchor="top",
            align="left",
            showarrow=False,
            borderpad=0,
            font={"size": size, "color": frame.theme.accent if line.strong else frame.theme.ink},
        )
        y += size * 1.32
        if words == wrap(line.words, width=box.right - box.left, size=size, bold=line.bold)[-1]:
            y += size * 0.5
    fig.add_scatter(x=[0], y=[0], mode="markers", marker={"opacity": 0}, hoverinfo="skip")
    fig.update_xaxes(visible=False)
    fig.update_yaxes(visible=False)
    return framed(fig, frame)


def _placed(
    lines: tuple[Line, ...], width: float, scale: float, frame: Frame
) -> tuple[list[tuple[str, Line, float]], float]:
    placed, height = [], 0.0
    for line in lines:
        size = max(frame.px(22.2), frame.px(line.units) * scale)
        rows = wrap(line.words, width=width, size=size, bold=line.bold)
        placed += [(row, line, size) for row in rows]
        height += len(rows) * size * 1.32 + size * 0.5
    return placed, height
