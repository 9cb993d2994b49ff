"""Counts against a rate: a point a year, its year beside it where there is room."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.frame import Frame, Key
from dashboard.charts.layout import framed, picture_box
from dashboard.charts.measure import text_width
from dashboard.charts.sketch import Sketch
from dashboard.i18n.catalog import Catalog


@dataclass(frozen=True)
class Dot:
    """One year. mine: the count is the reader's own."""

    year: int
    rate_frac: float
    count: float
    mine: bool = False


@dataclass(frozen=True)
class Axes:
    """Words of both axes, and whether counts go by powers of ten."""

    rate: str
    count: str
    log: bool = False


def build_scatter_figure(
    dots: Sequence[Dot],
    highlight: Sequence[int],
    axes: Axes,
    text: Catalog,
    frame: Frame,
    *,
    shades: Callable[[int], str] | None = None,
    keys: Sequence[Key] = (),
) -> go.Figure:
    """Highlighted years in colour. shades names the era a year lies in, empty for none."""
    theme = frame.theme
    frame.keys = (Key(axes.count, theme.ink, "↑"), Key(axes.rate, theme.ink, "→"), *keys)
    frame.screen_height = 520
    frame = frame.reserve(left=76, axis=44)
    fig = Sketch()
    colors = [_color(dot, highlight, frame, shades) for dot in dots]
    fig.add_scatter(
        mode="markers",
        x=[dot.rate_frac for dot in dots],
        y=[dot.count for dot in dots],
        marker={"size": frame.px(15) if frame.is_picture else 9, "color": colors},
        customdata=[f"{dot.year}: <b>{text.num.integer(dot.count)}</b>, {_rate(dot, text)}" for dot in dots],
        hovertemplate="%{customdata}<extra></extra>",
    )
    box = _Box.of(dots, axes, frame)
    for dot, right, up in box.labels(dots, highlight):
        bold = dot.year in highlight
        fig.add_annotation(
            text=f"<b>{dot.year}</b>" if bold else str(dot.year),
            x=dot.rate_frac,
            y=math.log10(max(dot.count, 1)) if axes.log else dot.count,
            xshift=right,
            yshift=up,
            xanchor="center",
            yanchor="middle",
            showarrow=False,
            borderpad=0,
            font={"size": box.letters, "color": colors[dots.index(dot)] if bold else theme.grey},
        )
    _axes(fig, box, axes, text, frame)
    return framed(fig, frame)


def _rate(dot: Dot, text: Catalog) -> str:
    return text.num.percent(dot.rate_frac, 1)


def _color(dot: Dot, highlight: Sequence[int], frame: Frame, shades: Callable[[int], str] | None) -> str:
    theme = frame.theme
    if dot.mine or (shades is not None and shades(dot.year)):
        return theme.mine
    return theme.accent if dot.year in highlight else theme.context


@dataclass(frozen=True)
class _Box:
    """The plot in pixels and in values."""

    width: float
    height: float
    x: tuple[float, float]
    y: tuple[float, float]
    log: bool
    letters: float

    @classmethod
    def of(cls, dots: Sequence[Dot], axes: Axes, frame: Frame) -> _Box:
        if frame.size is None:
            width, height = 480.0, frame.screen_height - 60.0
        else:
            box = picture_box(frame)
            width, height = box.right - box.left, box.bottom - box.top
        low, high = min(0.0, *(d.rate_frac for d in dots)), max(d.rate_frac for d in dots)
        pad = (high - low) * 0.05 or 0.01
        top = max(d.count for d in dots)
        y = (0.0, math.log10(top) * 1.08) if axes.log else (-top * 0.04, top * 1.08)
        letters = frame.px(22) if frame.is_picture else 12
        return cls(width, height, (low - pad, high + pad * 1.6), y, axes.log, letters)

    def _spot(self, dot: Dot) -> tuple[float, float]:
        value = math.log10(max(dot.count, 1)) if self.log else dot.count
        x = (dot.rate_frac - self.x[0]) / (self.x[1] - self.x[0]) * self.width
        return x, (value - self.y[0]) / (self.y[1] - self.y[0]) * self.height

    def labels(self, dots: Sequence[Dot], highlight: Sequence[int]) -> list[tuple[Dot, float, float]]:
        """Years beside their points, highlighted and outer ones first; none lies on a point or on another."""
        spots = {dot.year: self._spot(dot) for dot in dots}
        order = sorted(dots, key=lambda dot: (dot.year not in highlight, -dot.count))
        taken: list[tuple[float, float, float, float]] = []
        placed = []
        for dot in order:
            others = [spot for year, spot in spots.items() if year != dot.year]
            found = self._free_place(spots[dot.year], others, taken, sure=dot.year in highlight)
            if found is not None:
                (x, y), box = found
                taken.append(box)
                placed.append((dot, x - spots[dot.year][0], y - spots[dot.year][1]))
        return placed

    def _free_place(
        self,
        spot: tuple[float, float],
        others: Sequence[tuple[float, float]],
        taken: Sequence[tuple[float, float, float, float]],
        *,
        sure: bool,
    ) -> tuple[tuple[float, float], tuple[float, float, float, float]] | None:
        """Middle and box of a year's words beside its point; None if all places are taken.

        A year that is sure to be written takes the place where it touches least: no other words if it can.
        """
        half, gap = text_width("2000", size=self.letters, bold=True) / 2, self.letters * 0.55
        beside, over = gap + half, self.letters * 1.05
        best, least = None, math.inf
        places = [(beside, 0.0), (-beside, 0.0), (0.0, over), (0.0, -over)]
        if sure:
            places += [(side * beside, up * over) for up in (1, -1) for side in (1, -1)]
        for dx, dy in places:
            x, y = spot[0] + dx, spot[1] + dy
            box = (x - half, y - gap, x + half, y + gap)
            if box[0] < 0 or box[2] > self.width or box[1] < 0 or box[3] > self.height:
                continue
            near = self.letters * 0.4
            points = [(a - near, b - near, a + near, b + near) for a, b in others]
            met = sum(_meet(box, other) for other in points) + 100 * sum(_meet(box, one) for one in taken)
            if met < least:
                best, least = ((x, y), box), met
        return best if sure or least == 0 else None


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _axes(fig: Sketch, box: _Box, axes: Axes, text: Catalog, frame: Frame) -> None:
    size = frame.px(22) if frame.is_picture else 12
    font = {"size": size, "color": frame.theme.grey}
    rates = _steps(box.x[0], box.x[1], 5)
    fig.update_xaxes(
        range=list(box.x),
        tickvals=rates,
        ticktext=[text.num.percent(rate, 0 if float(100 * rate).is_integer() else 1) for rate in rates],
        tickangle=0,
        tickfont=font,
    )
    counts = [1.0, 10.0, 100.0, 1000.0] if axes.log else _steps(0, box.y[1], 4)
    fig.update_yaxes(
        type="log" if axes.log else "linear",
        range=list(box.y),
        tickvals=counts,
        ticktext=[f"{text.num.integer(count)}\u2002" for count in counts],
        tickfont=font,
    )
    for edge in ({"x0": 0, "x1": 1, "y0": 0, "y1": 0}, {"x0": 0, "x1": 0, "y0": 0, "y1": 1}):
        line = {"color": frame.theme.faint, "width": max(1.0, frame.unit * 2)}
        fig.add_shape(type="line", xref="x domain", yref="y domain", line=line, layer="below", **edge)


def _steps(low: float, high: float, about: int) -> list[float]:
    """Round values from low to high, about so many of them."""
    raw = (high - low) / about
    power = 10 ** math.floor(math.log10(raw))
    step = next(part * power for part in (1, 2, 2.5, 5, 10) if part * power >= raw)
    at = math.ceil(low / step)
    return [round(step * n, 10) for n in range(at, math.floor(high / step) + 1)]
