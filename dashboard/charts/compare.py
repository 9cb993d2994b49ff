"""Paths side by side: lines on a log axis named at their ends, or a small panel for each."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.frame import Frame
from dashboard.charts.layout import framed, picture_box
from dashboard.charts.measure import spread, text_width
from dashboard.charts.sketch import Sketch
from dashboard.charts.theme import Theme
from dashboard.i18n.catalog import Catalog

SYMBOLS = ("circle", "square", "triangle-up", "diamond", "cross", "star")
_GAP = 0.16  # of a panel, between panels


@dataclass(frozen=True)
class Spot:
    """One point: where on the axis, how high, what is said of it; hollow for an estimate."""

    x: float
    y: float
    words: str
    hollow: bool = False


@dataclass(frozen=True)
class Line:
    """One company's points, its name, what is written at its end; mine is the reader's what-if."""

    name: str
    spots: tuple[Spot, ...]
    end: str
    mine: bool = False


@dataclass(frozen=True)
class Axis:
    """Ticks of the x axis, its name, and whether heights are logarithms."""

    ticks: tuple[tuple[float, str], ...]
    name: str
    log: bool = True


def color_of(at: int, line: Line, theme: Theme) -> str:
    """Colour of a line by its place; the reader's own is violet."""
    if line.mine:
        return theme.mine
    colors = (theme.accent, theme.bands[5], theme.grey, theme.bands[7], theme.bands[1], theme.bands[3])
    return colors[at % len(colors)]


def ink_of(at: int, line: Line, theme: Theme) -> str:
    """Colour of a line's name: the line's own where it can be read on paper."""
    return color_of(at, line, theme) if at < 4 or line.mine else theme.ink


def build_compare_figure(lines: Sequence[Line], axis: Axis, text: Catalog, frame: Frame) -> go.Figure:
    """One chart of all lines; each is named with its result at its right end."""
    theme = frame.theme
    frame.screen_height = 460
    size = _size(frame)
    names = [f"{line.name} {line.end}" for line in lines]
    units = size / frame.unit if frame.is_picture else 27
    room = max(text_width(name, size=units, bold=True) for name in names) + 24
    frame = frame.reserve(left=14, right=room, axis=92)
    fig = Sketch()
    low, high = _bounds(lines, log=axis.log)
    if low < _height(1.0, log=axis.log) < high:
        _level(fig, lines, axis, text, frame)
    for at, line in enumerate(lines):
        _draw(fig, at, line, axis, frame)
    box = picture_box(frame) if frame.is_picture else None
    gap = size * 1.2 / (box.bottom - box.top if box else 360.0) * (high - low)
    order = sorted(range(len(lines)), key=lambda at: lines[at].spots[-1].y)
    wanted = [_height(lines[at].spots[-1].y, log=axis.log) for at in order]
    last = max(line.spots[-1].x for line in lines)
    for at, spot in zip(order, spread(wanted, gap, low=low, high=high), strict=True):
        end = lines[at].spots[-1]
        if end.x < last:
            _leader(fig, (end.x, _height(end.y, log=axis.log)), (last, spot), frame)
        fig.add_annotation(
            text=f"<b>{lines[at].name}</b> {lines[at].end}",
            x=last,
            y=spot,
            xanchor="left",
            align="left",
            xshift=size * 0.6,
            showarrow=False,
            borderpad=0,
            font={"size": size, "color": ink_of(at, lines[at], theme)},
        )
    _axes(fig, axis, frame, low, high)
    start = _span(lines)[0]
    fig.update_xaxes(range=[start - 0.03 * (last - start), last + 0.02 * (last - start)])
    return framed(fig, frame)


def _leader(fig: Sketch, end: tuple[float, float], name: tuple[float, float], frame: Frame) -> None:
    """A thin line from where a path ends to its name."""
    line = {"color": frame.theme.faint, "width": frame.px(2) if frame.is_picture else 1}
    fig.add_shape(type="line", x0=end[0], y0=end[1], x1=name[0], y1=name[1], line=line, layer="below")


def _size(frame: Frame) -> float:
    return frame.px(22.5 if frame.is_wide else 26) if frame.is_picture else 13


def _height(value: float, *, log: bool) -> float:
    return math.log10(value) if log else value


def _bounds(lines: Sequence[Line], *, log: bool) -> tuple[float, float]:
    heights = [_height(spot.y, log=log) for line in lines for spot in line.spots]
    low, high = min(heights), max(heights)
    pad = (high - low or 1.0) * 0.06
    return low - pad, high + pad


def _level(fig: Sketch, lines: Sequence[Line], axis: Axis, text: Catalog, frame: Frame) -> None:
    """The height at which the money is back."""
    start, last = _span(lines)
    level = _height(1.0, log=True) if axis.log else 0.0
    line = {"color": frame.theme.grey, "width": 1.5, "dash": "dot"}
    fig.add_shape(type="line", x0=start, x1=last, y0=level, y1=level, line=line)


def _span(lines: Sequence[Line]) -> tuple[float, float]:
    spots = [spot.x for line in lines for spot in line.spots]
    return min(spots), max(spots)


def _draw(fig: Sketch, at: int, line: Line, axis: Axis, frame: Frame) -> None:
    color = color_of(at, line, frame.theme)
    mark = frame.px(13) if frame.is_picture else 8
    symbol = "diamond" if line.mine else SYMBOLS[at % len(SYMBOLS)]
    fig.add_scatter(
        name=line.name,
        x=[spot.x for spot in line.spots],
        y=[_height(spot.y, log=axis.log) for spot in line.spots],
        mode="lines+markers",
        line={
            "color": color,
            "width": frame.px(4.5) if frame.is_picture else 2.5,
            "dash": "dash" if line.mine else "solid",
        },
        marker={
            "color": color,
            "size": mark,
            "symbol": [f"{symbol}-open" if spot.hollow else symbol for spot in line.spots],
            "line": {"color": color, "width": 2},
        },
        customdata=[spot.words for spot in line.spots],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _axes(fig: Sketch, axis: Axis, frame: Frame, low: float, high: float) -> None:
    small = {"size": frame.px(22) if frame.is_picture else 13, "color": frame.theme.ink}
    fig.update_xaxes(
        tickvals=[at for at, _ in axis.ticks],
        ticktext=[word for _, word in axis.ticks],
        tickangle=0,
        tickfont=small,
        title={"text": axis.name, "font": small, "standoff": 6},
    )
    fig.update_yaxes(visible=False, range=[low, high])


def build_panels_figure(lines: Sequence[Line], axis: Axis, text: Catalog, frame: Frame) -> go.Figure:
    """A panel per line on common scales: its own line in colour over those of the others."""
    columns = 3 if frame.is_wide or (not frame.is_picture and len(lines) > 4) else 2
    columns = min(columns, len(lines))
    rows = math.ceil(len(lines) / columns)
    frame.screen_height = 60 + 210 * rows
    frame = frame.reserve(left=10, right=10, axis=20)
    fig = Sketch()
    low, high = _bounds(lines, log=axis.log)
    start, last = _span(lines)
    width, height = (last - start) or 1.0, (high - low) or 1.0
    for at in range(len(lines)):
        across, down = at % columns, at // columns
        left, base = across * width * (1 + _GAP), -down * height * (1.22 + _GAP)
        move = _Move(left - start, base - low)
        _panel(fig, at, lines, axis, frame, move, top=base + height, width=width)
    fig.update_xaxes(visible=False, range=[-0.02 * width, columns * width * (1 + _GAP) - width * _GAP * 0.9])
    fig.update_yaxes(
        visible=False, range=[-(rows - 1) * height * (1.22 + _GAP) - 0.12 * height, height * 1.22]
    )
    return framed(fig, frame)


@dataclass(frozen=True)
class _Move:
    """How far a panel stands from the common scale."""

    x: float
    y: float


def _panel(
    fig: Sketch,
    at: int,
    lines: Sequence[Line],
    axis: Axis,
    frame: Frame,
    move: _Move,
    *,
    top: float,
    width: float,
) -> None:
    theme, own = frame.theme, lines[at]
    start = _span(lines)[0]
    for other in lines:
        if other is not own:
            _moved(fig, other, axis, move, color=theme.faint, width=frame.px(3) if frame.is_picture else 1.5)
    color = color_of(at, own, theme)
    _moved(fig, own, axis, move, color=color, width=frame.px(5) if frame.is_picture else 3, words=True)
    fig.add_annotation(
        text=f"<b>{own.name}</b> {own.end}",
        x=start + move.x,
        y=top,
        xanchor="left",
        yanchor="bottom",
        align="left",
        showarrow=False,
        borderpad=0,
        font={"size": _size(frame), "color": ink_of(at, own, theme)},
    )


def _moved(
    fig: Sketch, line: Line, axis: Axis, move: _Move, *, color: str, width: float, words: bool = False
) -> None:
    fig.add_scatter(
        x=[spot.x + move.x for spot in line.spots],
        y=[_height(spot.y, log=axis.log) + move.y for spot in line.spots],
        mode="lines",
        line={"color": color, "width": width, "dash": "dash" if line.mine else "solid"},
        customdata=[spot.words for spot in line.spots],
        hoverinfo=None if words else "skip",
        hovertemplate="%{customdata}<extra></extra>" if words else None,
    )
