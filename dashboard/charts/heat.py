"""A map of two inputs: bands of return, a line where it is the wanted one, a mark where the reader is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import plotly.graph_objects as go

from dashboard.charts.clear import touch
from dashboard.charts.frame import Box, Frame, Key
from dashboard.charts.heat_words import Note, Plot, clearest
from dashboard.charts.layout import framed, picture_box
from dashboard.charts.measure import text_width
from dashboard.charts.sketch import Sketch
from dashboard.charts.theme import Theme

_LIGHT = ("#f0d8cc", "#eef1f5", "#d3dfeb", "#b1c7dc", "#8dafcd", "#6b97bd")
_PAGE_WIDTHS = (900, 300)
_PARTS = (15, 13, 11, 9, 7, 17, 5, 3)  # of 20 along a line: where words try to stand, in this order
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
    beyond = 20 if frame.is_picture else -12  # a picture has room beside the map for half of its last tick
    last = text_width(heat.x.words[-1], size=23) / 2 - beyond
    frame = frame.reserve(left=left, right=max(6, last), axis=axis)
    fig = Sketch()
    _bands(fig, heat, colors, frame)
    notes = _axes(fig, heat, frame, size)
    if heat.wanted:
        _wanted(fig, heat, frame)
    if heat.stretch is not None:
        notes.append(_stretch(fig, heat.stretch, frame, size))
    if heat.point is not None:
        notes.append(_point(fig, heat, heat.point, frame))
    notes += _levels(fig, heat, frame, size, notes)
    notes += _wanted_words(heat, frame, size, notes)
    for note in notes:
        note.write(fig)
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


def _plots(heat: Heat, frame: Frame) -> list[Plot]:
    """The map in pixels; on the page, whose width nobody knows yet, a wide and a narrow one."""
    boxes = [Box(0, wide, 0, frame.screen_height - 60) for wide in _PAGE_WIDTHS]
    ends = (heat.x.low, heat.x.high), (heat.y.low, heat.y.high)
    return [Plot(*ends, box) for box in ([picture_box(frame)] if frame.size else boxes)]


def _levels(fig: Sketch, heat: Heat, frame: Frame, size: float, taken: Sequence[Note]) -> list[Note]:
    """Dotted lines from the top down with words at the right end, or at the left where those are free.

    A level whose words would lie on others is left out.
    """
    plots, ink, kept = _plots(heat, frame), frame.theme.ink, list[Note]()
    line = {"color": frame.theme.grey, "width": frame.px(2) if frame.is_picture else 1, "dash": "dot"}
    for mark in sorted(heat.levels, key=lambda one: -one.y):
        right = Note(mark.words, heat.x.high, mark.y, size, ink, "right", aside=-size * 0.4)
        left = Note(mark.words, heat.x.low, mark.y, size, ink, "left", aside=size * 0.4)
        others = [*taken, *kept]
        note = clearest([right, left], heat.wanted, others, plots)
        if not any(touch(note.box(plots[0]), other.box(plots[0])) for other in others):
            fig.add_shape(type="line", x0=heat.x.low, x1=heat.x.high, y0=mark.y, y1=mark.y, line=line)
            kept.append(note)
    return kept


def _wanted(fig: Sketch, heat: Heat, frame: Frame) -> None:
    fig.add_scatter(
        mode="lines",
        x=[x for x, _ in heat.wanted],
        y=[y for _, y in heat.wanted],
        line={"color": frame.theme.ink, "width": frame.px(5) if frame.is_picture else 2.5},
        hoverinfo="skip",
    )


def _wanted_words(heat: Heat, frame: Frame, size: float, taken: Sequence[Note]) -> list[Note]:
    """What the line of the wanted return is, where the words touch nothing: above it or below."""
    ink, x, y = frame.theme.ink, heat.x, heat.y
    inside = [at for at in heat.wanted if x.low <= at[0] <= x.high and y.low <= at[1] <= y.high]
    spots = [inside[int((len(inside) - 1) * part / 20)] for part in _PARTS] if inside else []
    above = [_beside_line(heat, spot, size, ink, "right", "bottom") for spot in spots]
    below = [_beside_line(heat, spot, size, ink, "left", "top") for spot in spots]
    found = [*above, *below]
    return [clearest(found, inside, taken, _plots(heat, frame))] if found else []


def _beside_line(
    heat: Heat, at: tuple[float, float], size: float, ink: str, xanchor: str, yanchor: str
) -> Note:
    aside = size * (0.5 if xanchor == "left" else -0.5)
    return Note(heat.wanted_words, *at, size, ink, xanchor, yanchor, aside=aside, bold=True)


def _stretch(fig: Sketch, mark: Mark, frame: Frame, size: float) -> Note:
    assert mark.x is not None and mark.to_x is not None
    accent = frame.theme.accent
    line = {"color": accent, "width": frame.px(9) if frame.is_picture else 5}
    fig.add_shape(type="line", x0=mark.x, x1=mark.to_x, y0=mark.y, y1=mark.y, line=line)
    return Note(mark.words, mark.to_x, mark.y, size, accent, yanchor="middle", aside=size * 0.5, bold=True)


def _point(fig: Sketch, heat: Heat, mark: Mark, frame: Frame) -> Note:
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
    size, anchor = frame.px(30) if frame.is_picture else 15, "right" if right else "left"
    aside = size * (-0.6 if right else 0.6)
    return Note(mark.words, x, y, size, frame.theme.mine, anchor, aside=aside, lift=size * 0.2, bold=True)


def _axes(fig: Sketch, heat: Heat, frame: Frame, size: float) -> list[Note]:
    font = {"size": size, "color": frame.theme.grey}
    fig.update_xaxes(
        tickvals=list(heat.x.ticks),
        ticktext=list(heat.x.words),
        tickangle=0,
        ticklabeloverflow="allow",
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
        return []
    middle, ink = (heat.x.low + heat.x.high) / 2, frame.theme.ink
    return [
        Note(heat.x.name, middle, heat.y.low, size, frame.theme.grey, "center", "top", lift=-size * 2.1),
        Note(heat.y.name, heat.x.low, heat.y.high, size, ink, "left", "top", size * 0.5, -size * 0.4),
    ]


def log_ticks(low_usd: float, high_usd: float, step: int = 1) -> tuple[float, ...]:
    """Powers of ten between two sums, both included, as log10."""
    first, last = math.ceil(math.log10(low_usd) - 1e-9), math.floor(math.log10(high_usd) + 1e-9)
    return tuple(float(power) for power in range(first, last + 1, step))
