"""A few curves over one input, each named at its end; places on them marked and written out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.frame import Frame
from dashboard.charts.layout import framed, picture_box
from dashboard.charts.measure import spread, text_width
from dashboard.charts.sketch import Sketch


@dataclass(frozen=True)
class Curve:
    """One curve: y is None where there is no value; marks are x, y and words."""

    label: str
    xs: tuple[float, ...]
    ys: tuple[float | None, ...]
    tone: str = "other"
    marks: tuple[tuple[float, float, str], ...] = ()
    dash: str = "solid"


@dataclass(frozen=True)
class Ticks:
    """Ticks of an axis with their words, and the axis' name."""

    places: tuple[float, ...]
    words: tuple[str, ...]
    name: str


def build_curves_figure(
    curves: Sequence[Curve], x: Ticks, top: float, frame: Frame, *, verticals: Sequence[float] = ()
) -> go.Figure:
    """Curves from zero up to `top`; names stand beside their right ends."""
    units = 23.0 if frame.is_wide else 25.0
    size = frame.px(units) if frame.is_picture else 12
    frame.screen_height = 420
    room = max(text_width(curve.label, size=units if frame.is_picture else 25, bold=True) for curve in curves)
    frame = frame.reserve(
        left=14, right=room + 24, axis=76 if frame.is_wide else 90 if frame.is_picture else 96
    )
    fig = Sketch()
    low, high = x.places[0], x.places[-1]
    for at in verticals:
        line = {"color": frame.theme.faint, "width": frame.px(3) if frame.is_picture else 2}
        fig.add_shape(type="line", x0=at, x1=at, y0=0, y1=top, line=line, layer="below")
    for curve in curves:
        _curve(fig, curve, frame)
        _marks(fig, curve, high, frame, size)
    _names(fig, curves, top, frame, size)
    fig.update_xaxes(
        tickvals=list(x.places),
        ticktext=list(x.words),
        tickangle=0,
        tickfont={"size": size, "color": frame.theme.grey},
        range=[low - 0.03 * (high - low), high],
    )
    fig.update_yaxes(visible=False, range=[0, top * 1.08])
    down = {"yanchor": "top", "yshift": -size * 2.1}
    fig.write(x.name, (low + high) / 2, 0, size=size, color=frame.theme.grey, **down)
    return framed(fig, frame)


def _color(curve: Curve, frame: Frame) -> str:
    theme = frame.theme
    return {"main": theme.accent, "mine": theme.mine, "ink": theme.ink}.get(curve.tone, theme.grey)


def _curve(fig: Sketch, curve: Curve, frame: Frame) -> None:
    width = 6 if curve.tone in ("main", "mine") else 4
    fig.add_scatter(
        name=curve.label,
        mode="lines",
        x=list(curve.xs),
        y=list(curve.ys),
        line={
            "color": _color(curve, frame),
            "width": frame.px(width) if frame.is_picture else width / 2,
            "dash": curve.dash,
        },
        hoverinfo="skip",
    )


def _marks(fig: Sketch, curve: Curve, high: float, frame: Frame, size: float) -> None:
    if not curve.marks:
        return
    color = _color(curve, frame)
    fig.add_scatter(
        mode="markers",
        x=[x for x, _, _ in curve.marks],
        y=[y for _, y, _ in curve.marks],
        cliponaxis=False,
        marker={
            "color": color,
            "size": frame.px(20) if frame.is_picture else 11,
            "symbol": "diamond" if curve.tone == "mine" else "circle",
        },
        customdata=[f"{curve.label}: {words}" for _, _, words in curve.marks],
        hovertemplate="%{customdata}<extra></extra>",
    )
    if frame.is_wide and curve.tone == "other":  # words of close curves would lie on each other
        return
    falls = (curve.ys[0] or 0) > (curve.ys[-1] or 0)
    for x, y, words in curve.marks:
        left = x < high * 0.5 or falls
        anchor, aside = ("left", 0.0) if left else ("right", -size * 0.2)
        up = {"yshift": size * 0.5, "xshift": aside}
        fig.write(f"<b>{words}</b>", x, y, size=size, color=color, xanchor=anchor, yanchor="bottom", **up)


def _names(fig: Sketch, curves: Sequence[Curve], top: float, frame: Frame, size: float) -> None:
    """Names at the right ends, moved apart where these lie close."""
    ends = sorted(
        (([y for y in curve.ys if y is not None] or [0.0])[-1], at) for at, curve in enumerate(curves)
    )
    box = picture_box(frame) if frame.size else None
    height = box.bottom - box.top if box else 330.0
    wanted = [min(end / (top * 1.08), 0.98) for end, _ in ends]
    places = spread(wanted, gap=size * 1.3 / height, low=0.02, high=0.98)
    for place, (_, at) in zip(places, ends, strict=True):
        fig.write(
            f"<b>{curves[at].label}</b>",
            1,
            place,
            size=size,
            color=_color(curves[at], frame),
            xref="x domain",
            yref="y domain",
            xanchor="left",
            xshift=size * 0.5,
        )
