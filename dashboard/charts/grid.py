"""A small table as a picture: two inputs along the sides, a value in every cell, coloured by size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.frame import Frame, Key
from dashboard.charts.heat import band_colors
from dashboard.charts.layout import framed, picture_box
from dashboard.charts.measure import text_width
from dashboard.charts.sketch import Sketch


@dataclass(frozen=True)
class GridCell:
    """One cell: its words, the band of its colour, whether it is the reader's own."""

    words: str
    band: int
    mine: bool = False
    hover: str = ""


def build_grid_figure(
    cells: Sequence[Sequence[GridCell]],
    *,
    heads: Sequence[str],
    labels: Sequence[str],
    corner: str,
    bands: Sequence[str],
    frame: Frame,
) -> go.Figure:
    """Rows from the top; the reader's cell has a violet frame and stands in violet."""
    colors = band_colors(frame.theme)[1:]
    frame.keys = tuple(Key(words, color, "■") for words, color in zip(bands, colors, strict=True))
    frame.screen_height = 80 + 62 * len(labels)
    units = 23.0 if frame.is_wide else 27.0
    size = frame.px(units) if frame.is_picture else 12
    left = max(text_width(label, size=units if frame.is_picture else 25) for label in labels) + 24
    frame = frame.reserve(left=left, axis=4)
    fig = Sketch()
    head = _head(len(labels), size, frame)
    one_line = _fit(cells, size, frame)
    for row, (label, line) in enumerate(zip(labels, cells, strict=True)):
        place = {"xanchor": "right", "xshift": -size * 0.5}
        fig.write(label, -0.5, row, size=size, color=frame.theme.ink, **place)
        for at, cell in enumerate(line):
            _cell(fig, at, row, cell, colors, frame, size, one_line=one_line)
    for at, words in enumerate(heads):
        fig.write(f"<b>{words}</b>", at, -0.5 - head * 0.28, size=size, color=frame.theme.ink)
    middle = (len(heads) - 1) / 2
    fig.write(corner, middle, -0.5 - head * 0.78, size=size, color=frame.theme.grey)
    fig.update_xaxes(visible=False, range=[-0.5, len(heads) - 0.5])
    fig.update_yaxes(visible=False, range=[len(labels) - 0.5, -0.5 - head])
    return framed(fig, frame)


def _head(rows: int, size: float, frame: Frame) -> float:
    """Room for two lines above the cells, in rows."""
    box = picture_box(frame) if frame.size else None
    height = box.bottom - box.top if box else frame.screen_height - 20
    room = 3.0 * size
    return rows * room / (height - room)


def _fit(cells: Sequence[Sequence[GridCell]], size: float, frame: Frame) -> bool:
    """Whether number and unit have room on one line; on a page that may be a phone, no."""
    if not frame.size:
        return not any("\u00a0" in cell.words for line in cells for cell in line)
    box = picture_box(frame)
    room = 0.94 * (box.right - box.left) / len(cells[0])
    return all(text_width(cell.words, size=size, bold=cell.mine) <= room for line in cells for cell in line)


def _cell(
    fig: Sketch,
    at: int,
    row: int,
    cell: GridCell,
    colors: Sequence[str],
    frame: Frame,
    size: float,
    *,
    one_line: bool,
) -> None:
    theme = frame.theme
    edge = {"color": theme.paper, "width": frame.px(4) if frame.is_picture else 2}
    box = {"x0": at - 0.5, "x1": at + 0.5, "y0": row - 0.5, "y1": row + 0.5}
    fig.add_shape(type="rect", fillcolor=colors[cell.band], line=edge, layer="below", **box)
    if cell.mine:
        line = {"color": theme.mine, "width": frame.px(6) if frame.is_picture else 3}
        fig.add_shape(type="rect", line=line, x0=at - 0.46, x1=at + 0.46, y0=row - 0.42, y1=row + 0.42)
    words = cell.words if one_line else cell.words.replace("\u00a0", "<br>", 1)
    fig.write(f"<b>{words}</b>" if cell.mine else words, at, row, size=size, color=theme.ink)
    fig.add_scatter(
        mode="markers",
        x=[at],
        y=[row],
        marker={"size": 30, "opacity": 0},
        customdata=[cell.hover],
        hovertemplate="%{customdata}<extra></extra>",
    )
