"""A map of two inputs: bands of return, a line where it is the wanted one, a mark where the reader is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import plotly.graph_objects as go

from dashboard.charts.frame import Box, Frame, Key
from dashboard.charts.layout import framed, picture_box
from dashboard.charts.measure import text_width
from dashboard.charts.sketch import Sketch
from dashboard.charts.theme import Theme

_LIGHT = ("#f0d8cc", "#eef1f5", "#d3dfeb", "#b1c7dc", "#8dafcd", "#6b97bd")
_DARK = ("#4a2a1d", "#1a212d", "#22324a", "#2b4566", "#355a84", "#4371a3")


@dataclass(frozen=True)
class Axis:
    """One axis: positions of its ticks (log10 where it is one), their words, its ends and name."""

    ticks: tuple[float, ...]
    words: tuple[str, ...]
    low: float
    high: float
    name: str


@dataclass(frozen=True)
class Mark:
    """A named place: a level line (x None), a stretch (x, to_x at y), or a point."""

    words: str
    y: float
    x: float | None = None
    to_x: float | None = None


@dataclass(frozen=True)
class Heat:
    """The map: the upper edge of every band but the last, and words for places under the pointer."""

    x: Axis
    y: Axis
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    edges: tuple[tuple[tuple[float, float], ...], ...]
    hovers: tuple[tuple[str, ...], ...]
    wanted: tuple[tuple[float, float], ...] = ()
    wanted_words: str = ""
    levels: tuple[Mark, ...] = ()
    stretch: Mark | None = None
    point: Mark | None = None
    bands: tuple[str, ...] = field(default=())


def band_colors(theme: Theme) -> tuple[str, ...]:
    """Colours of the bands, losses first."""
    return _DARK if theme.name == "dark" else _LIGHT


def build_heat_figure(heat: Heat, frame: Frame) -> go.Figure:
    """Filled bands with everything named on the map itself."""
    colors = band_colors(frame.theme)
    frame.keys = tuple(Key(words, color, "■") for words, color in zip(heat.bands, colors, strict=True))
    frame.screen_height = 520
    size = frame.px(22.5) if frame.is_picture else 12
    left = max(text_width(words, size=23 if frame.is_picture else 26) for words in heat.y.words) + 18
    axis = 40 if frame.is_wide else 96 if frame.is_picture else 100
    frame = frame.reserve(left=left, right=6, axis=axis)
    fig = Sketch()
    _bands(fig, heat, colors, frame)
    for mark in _apart(heat, frame, size):
        _level(fig, heat, mark, frame, size)
    if heat.wanted:
        _wanted(fig, heat, frame, size)
    if heat.stretch is not None:
        _stretch(fig, heat.stretch, frame, size)
    if heat.point is not None:
        _point(fig, heat, heat.point, frame)
    _axes(fig, heat, frame, size)
    return framed(fig, frame)


def _bands(fig: Sketch, heat: Heat, colors: Sequence[str], frame: Frame) -> None:
    """The whole map in the last colour, and over it each band from the top down."""
    low, high = heat.y.low, heat.y.high
    ends = [heat.x.low, heat.x.high]
    _area(fig, [*ends, *ends[::-1]], [low, low, high, high], colors[-1])
    for edge, color in zip(heat.edges[::-1], colors[-2::-1], strict=True):
        xs, ys = [x for x, _ in edge], [min(max(y, low), high) for _, y in edge]
        _area(fig, [*xs, xs[-1], xs[0]], [*ys, low, low], color)
    if not frame.is_picture:  # what is under the pointer; a picture has none
        fig.add_heatmap(
            x=list(heat.xs),
            y=list(heat.ys),
            z=[[0] * len(heat.xs) for _ in heat.ys],
            text=[list(row) for row in heat.hovers],
            hovertemplate="%{text}<extra></extra>",
            showscale=False,
            opacity=0,
        )


def _area(fig: Sketch, xs: list[float], ys: list[float], color: str) -> None:
    fig.add_scatter(
        mode="lines", x=xs, y=ys, fill="toself", fillcolor=color, line={"width": 0}, hoverinfo="skip"
    )


def _apart(heat: Heat, frame: Frame, size: float) -> list[Mark]:
    """Levels from the top down, those left out whose words would lie on others."""
    box = picture_box(frame) if frame.size else Box(0, 0, 0, frame.screen_height - 60)
    gap = 1.15 * size * (heat.y.high - heat.y.low) / (box.bottom - box.top)
    kept: list[Mark] = []
    for mark in sorted(heat.levels, key=lambda one: -one.y):
        if not kept or kept[-1].y - mark.y >= gap:
            kept.append(mark)
    return kept


def _level(fig: Sketch, heat: Heat, mark: Mark, frame: Frame, size: float) -> None:
    line = {"color": frame.theme.grey, "width": frame.px(2) if frame.is_picture else 1, "dash": "dot"}
    fig.add_shape(type="line", x0=heat.x.low, x1=heat.x.high, y0=mark.y, y1=mark.y, line=line)
    place = {"xanchor": "right", "yanchor": "bottom", "xshift": -size * 0.4}
    fig.write(mark.words, heat.x.high, mark.y, size=size, color=frame.theme.ink, **place)


def _wanted(fig: Sketch, heat: Heat, frame: Frame, size: float) -> None:
    theme = frame.theme
    fig.add_scatter(
        mode="lines",
        x=[x for x, _ in heat.wanted],
        y=[y for _, y in heat.wanted],
        line={"color": theme.ink, "width": frame.px(5) if frame.is_picture else 2.5},
        hoverinfo="skip",
    )
    inside = [
        (x, y) for x, y in heat.wanted if heat.x.low <= x <= heat.x.high and heat.y.low <= y <= heat.y.high
    ]
    if inside:
        x, y = _clear(inside, heat)
        place = {"xanchor": "right", "yanchor": "bottom", "xshift": -size * 0.5}
        fig.write(f"<b>{heat.wanted_words}</b>", x, y, size=size, color=theme.ink, **place)


def _clear(line: Sequence[tuple[float, float]], heat: Heat) -> tuple[float, float]:
    """The place on a line farthest from the reader's, of a few that leave room to the left."""
    spots = [line[int(len(line) * part)] for part in (0.4, 0.6, 0.75, 0.9)]
    point = heat.point
    if point is None or point.x is None:
        return spots[2]
    x = point.x
    return max(spots, key=lambda spot: abs(spot[0] - x) / (heat.x.high - heat.x.low))


def _stretch(fig: Sketch, mark: Mark, frame: Frame, size: float) -> None:
    assert mark.x is not None and mark.to_x is not None
    line = {"color": frame.theme.accent, "width": frame.px(9) if frame.is_picture else 5}
    fig.add_shape(type="line", x0=mark.x, x1=mark.to_x, y0=mark.y, y1=mark.y, line=line)
    place = {"xanchor": "left", "xshift": size * 0.5}
    fig.write(f"<b>{mark.words}</b>", mark.to_x, mark.y, size=size, color=frame.theme.accent, **place)


def _point(fig: Sketch, heat: Heat, mark: Mark, frame: Frame) -> None:
    """The reader's place; at the edge of the map if it lies outside."""
    assert mark.x is not None
    x = min(max(mark.x, heat.x.low), heat.x.high)
    y = min(max(mark.y, heat.y.low), heat.y.high)
    fig.add_scatter(
        mode="markers",
        x=[x],
        y=[y],
        cliponaxis=False,
        marker={
            "symbol": "diamond",
            "size": frame.px(34) if frame.is_picture else 17,
            "color": frame.theme.mine,
            "line": {"color": frame.theme.paper, "width": frame.px(3) if frame.is_picture else 2},
        },
        customdata=[mark.words],
        hovertemplate="%{customdata}<extra></extra>",
    )
    right = x > heat.x.low + 0.26 * (heat.x.high - heat.x.low)  # the lines rise to the right
    size, side = frame.px(30) if frame.is_picture else 15, -1 if right else 1
    place = {"xanchor": "right" if right else "left", "yanchor": "bottom", "xshift": side * size * 0.6}
    words, color = f"<b>{mark.words}</b>", frame.theme.mine
    fig.write(words, x, y, size=size, color=color, yshift=size * 0.2, **place)


def _axes(fig: Sketch, heat: Heat, frame: Frame, size: float) -> None:
    font = {"size": size, "color": frame.theme.grey}
    fig.update_xaxes(
        tickvals=list(heat.x.ticks),
        ticktext=list(heat.x.words),
        tickangle=0,
        tickfont=font,
        range=[heat.x.low, heat.x.high],
    )
    fig.update_yaxes(
        tickvals=list(heat.y.ticks),
        ticktext=[f"{words}\u2002" for words in heat.y.words],
        tickfont=font,
        range=[heat.y.low, heat.y.high],
    )
    if frame.is_wide:  # the subtitle names the axes
        return
    middle = (heat.x.low + heat.x.high) / 2
    down = {"yanchor": "top", "yshift": -size * 2.1}
    fig.write(heat.x.name, middle, heat.y.low, size=size, color=frame.theme.grey, **down)
    inside = {"xanchor": "left", "yanchor": "top", "xshift": size * 0.5, "yshift": -size * 0.4}
    fig.write(heat.y.name, heat.x.low, heat.y.high, size=size, color=frame.theme.ink, **inside)


def log_ticks(low_usd: float, high_usd: float, step: int = 1) -> tuple[float, ...]:
    """Powers of ten between two sums, both included, as log10."""
    first, last = math.ceil(math.log10(low_usd) - 1e-9), math.floor(math.log10(high_usd) + 1e-9)
    return tuple(float(power) for power in range(first, last + 1, step))
