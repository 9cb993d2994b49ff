"""The table of rounds as a picture."""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go

from calc.types import Basis
from dashboard.charts.frame import Frame
from dashboard.charts.layout import framed, picture_box
from dashboard.charts.measure import text_width
from dashboard.charts.sketch import Sketch

_SMALLEST = 22.0


@dataclass(frozen=True)
class Cell:
    """One written number and how sure it is."""

    words: str
    basis: Basis = Basis.REPORTED


@dataclass(frozen=True)
class TableView:
    """Headings and rows; the first column holds names, `main` is the column to stress.

    spare is a column that may go where the others would not fit beside it.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    main: int
    spare: int

    def without_spare(self) -> TableView:
        """The same table without its spare column."""
        at = self.spare
        rows = tuple((*row[:at], *row[at + 1 :]) for row in self.rows)
        main = self.main - 1 if self.main > at else self.main
        return TableView(head=(*self.head[:at], *self.head[at + 1 :]), rows=rows, main=main, spare=at)


def build_rounds_table_figure(view: TableView, frame: Frame) -> go.Figure:
    """Names left, numbers right-aligned in their columns, hairlines between rows."""
    frame.screen_height = 60 + 34 * (len(view.rows) + 1)
    fig = Sketch()
    fig.add_scatter(x=[0, 1], y=[0, 1], mode="markers", marker={"opacity": 0}, hoverinfo="skip")
    fig.update_xaxes(visible=False, range=[0, 1])
    fig.update_yaxes(visible=False, range=[len(view.rows) + 0.5, -0.5])
    if not _fits(view, frame, _SMALLEST):
        view = view.without_spare()
    size = _letters(view, frame)
    rights = _column_rights(view, frame, size)
    for at, head in enumerate(view.head):
        _write(
            fig, head, 0, rights[at], at, size=_head_letters(size, frame), color=frame.theme.grey, bold=False
        )
    for row_at, row in enumerate(view.rows, start=1):
        fig.add_shape(
            type="line",
            x0=0,
            x1=1,
            y0=row_at - 0.5,
            y1=row_at - 0.5,
            line={"color": frame.theme.faint, "width": frame.px(2) if frame.is_picture else 1},
        )
        for at, cell in enumerate(row):
            _write(
                fig,
                marked(cell),
                row_at,
                rights[at],
                at,
                size=size,
                color=_color(cell, at, view, frame),
                bold=at in (0, view.main),
            )
    return framed(fig, frame)


def marked(cell: Cell) -> str:
    """A number with the sign of how sure it is."""
    if not cell.words.strip("–"):
        return cell.words
    if cell.basis is Basis.ASSUMED:
        return f"◆\u00a0{cell.words}"
    return f"≈{cell.words}" if cell.basis is Basis.ESTIMATED else cell.words


def _color(cell: Cell, at: int, view: TableView, frame: Frame) -> str:
    if cell.basis is Basis.ASSUMED:
        return frame.theme.mine
    return frame.theme.accent if at == view.main else frame.theme.ink


def _letters(view: TableView, frame: Frame) -> float:
    """Largest letters at which every column fits side by side, never below the least."""
    if frame.size is None:
        return 13.0
    sizes = (28.0, 26.0, 25.0, 24.0, 23.0)
    return frame.px(next((units for units in sizes if _fits(view, frame, units)), _SMALLEST))


def _fits(view: TableView, frame: Frame, units: float) -> bool:
    if frame.size is None:
        return True
    box = picture_box(frame)
    return sum(_widths(view, frame.px(units), frame)) <= box.right - box.left


def _head_letters(size: float, frame: Frame) -> float:
    return max(size * 0.94, frame.px(22)) if frame.is_picture else size * 0.94


def _widths(view: TableView, size: float, frame: Frame) -> list[float]:
    columns = zip(*[[marked(cell) for cell in row] for row in view.rows], strict=True)
    widths = []
    for at, (head, words) in enumerate(zip(view.head, columns, strict=True)):
        body = max(text_width(word, size=size, bold=at in (0, view.main)) for word in words)
        top = max(text_width(part, size=_head_letters(size, frame)) for part in head.split("<br>"))
        widths.append(max(body, top) + size * 0.7)
    return widths


def _column_rights(view: TableView, frame: Frame, size: float) -> list[float]:
    """Right edge of every column as a fraction of the table, spare room shared out."""
    widths = _widths(view, size, frame)
    box = picture_box(frame) if frame.size else None
    room = (box.right - box.left) if box else sum(widths)
    spare = max(0.0, room - sum(widths)) / max(1, len(widths) - 1)
    edges, edge = [], 0.0
    for at, width in enumerate(widths):
        edge += width + (spare if at else 0.0)
        edges.append(edge)
    return [edge / edges[-1] for edge in edges]


def _write(
    fig: Sketch, words: str, row: float, right: float, at: int, *, size: float, color: str, bold: bool
) -> None:
    first = at == 0
    fig.add_annotation(
        text=f"<b>{words}</b>" if bold else words,
        x=0 if first else right,
        y=row,
        xanchor="left" if first else "right",
        align="left" if first else "right",
        showarrow=False,
        borderpad=0,
        font={"size": size, "color": color},
    )
