"""Who owns what after every round, stacked; what rounds do not explain is its own band."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.frame import Frame
from dashboard.charts.layout import framed, picture_box
from dashboard.charts.measure import spread, text_width
from dashboard.charts.sketch import Sketch
from dashboard.i18n.catalog import Catalog


@dataclass(frozen=True)
class Band:
    """One holder group: its fraction after every event, None before it exists."""

    key: str
    label: str
    fractions: tuple[float | None, ...]
    estimated: bool = False


@dataclass(frozen=True)
class OwnershipView:
    """Bands bottom to top and the events they are measured at."""

    events: tuple[str, ...]
    years: tuple[str, ...]
    bands: tuple[Band, ...]
    focus: str


def build_ownership_figure(view: OwnershipView, text: Catalog, frame: Frame) -> go.Figure:
    """Stacked bars, one per event, with the last bar labelled band by band."""
    frame.screen_height = 470
    labels = [f"{band.label} {text.num.percent(band.fractions[-1] or 0)}" for band in view.bands]
    units = 23 if frame.is_picture else 24
    room = max(text_width(label, size=units, bold=True) for label in labels) + 26
    frame = frame.reserve(right=room, axis=66)
    fig = Sketch()
    for at, band in enumerate(view.bands):
        fig.add_bar(
            name=band.label,
            x=list(range(len(view.events))),
            y=list(band.fractions),
            width=0.78,
            marker=_paint(view, band, at, frame),
            customdata=[text.num.percent(value) for value in band.fractions],
            hovertemplate=f"{band.label}: <b>%{{customdata}}</b><extra></extra>",
        )
    _right_labels(fig, view, labels, frame, units)
    fig.update_layout(barmode="relative", bargap=0.1)
    fig.update_yaxes(visible=False, range=[0, 1.0])
    years = view.years if frame.is_picture else [f"’{year[-2:]}" if year else "" for year in view.years]
    names = [f"<b>{event}</b><br>{year}" for event, year in zip(view.events, years, strict=True)]
    fig.update_xaxes(
        tickvals=list(range(len(view.events))),
        ticktext=names,
        tickangle=0,
        tickfont={"size": frame.px(22) if frame.is_picture else 11, "color": frame.theme.ink},
        range=[-0.5, len(view.events) - 0.5],
    )
    return framed(fig, frame)


def _paint(view: OwnershipView, band: Band, at: int, frame: Frame) -> dict[str, object]:
    theme = frame.theme
    if band.estimated:
        pattern = {
            "shape": "/",
            "fgcolor": theme.grey,
            "bgcolor": theme.paper,
            "size": frame.px(8) if frame.is_picture else 6,
            "solidity": 0.25,
        }
        return {"color": theme.grey, "pattern": pattern, "line": {"width": 0}}
    if band.key == view.focus:
        return {"color": theme.accent, "line": {"width": 0}}
    colors = (theme.before, *[color for color in theme.bands if color != theme.accent])
    return {
        "color": colors[min(at, len(colors) - 1)],
        "line": {"width": frame.px(2) if frame.is_picture else 1, "color": theme.paper},
    }


def _right_labels(
    fig: Sketch, view: OwnershipView, labels: Sequence[str], frame: Frame, units: float
) -> None:
    tops: list[float] = []
    level = 0.0
    for band in view.bands:
        share = band.fractions[-1] or 0.0
        tops.append(level + share / 2)
        level += share
    height = frame.screen_height - 80.0
    if frame.size is not None:
        box = picture_box(frame)
        height = box.bottom - box.top
    size = frame.px(units) if frame.is_picture else 12
    gap = size * 1.28 / height
    kept = _that_fit(view, most=int(1 / gap))
    places = spread([tops[at] for at in kept], gap=gap, low=0.0, high=1.0)
    for at, place in zip(kept, places, strict=True):
        band, label = view.bands[at], labels[at]
        focus = band.key == view.focus
        fig.add_annotation(
            text=f"<b>{label}</b>" if focus else label,
            x=len(view.events) - 0.5,
            y=place,
            xanchor="left",
            align="left",
            borderpad=0,
            xshift=frame.px(10) if frame.is_picture else 4,
            showarrow=False,
            font={"size": size, "color": frame.theme.accent if focus else frame.theme.ink},
        )


def _that_fit(view: OwnershipView, *, most: int) -> list[int]:
    """Which bands have room for a label: the stressed one and the largest, in order."""
    sizes = [1.0 if band.key == view.focus else band.fractions[-1] or 0.0 for band in view.bands]
    largest = sorted(range(len(sizes)), key=lambda at: -sizes[at])[:most]
    return sorted(largest)
