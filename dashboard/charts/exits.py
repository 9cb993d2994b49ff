"""Who gets what at every exit, stacked; break points and the chosen exit drawn as lines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.frame import Frame, Key
from dashboard.charts.layout import framed, picture_box
from dashboard.charts.measure import spread, text_width
from dashboard.charts.sketch import Sketch
from dashboard.charts.theme import Theme
from dashboard.i18n.catalog import Catalog


@dataclass(frozen=True)
class Payout:
    """One class: its payout at every exit of the sweep and at the chosen one."""

    key: str
    label: str
    payouts_usd: tuple[float, ...]
    at_exit_usd: float
    kind: str = ""  # "common", "options", or a class of preferred


def build_exits_figure(
    bands: Sequence[Payout],
    text: Catalog,
    frame: Frame,
    *,
    exits_usd: Sequence[float],
    exit_usd: float,
    breaks_usd: Sequence[float],
) -> go.Figure:
    """Stacked areas over the exit; the classes are named with what they get at the chosen one.

    In a picture the names stand beside the bands; on a page, which may be a phone's, above.
    """
    frame.screen_height = 460
    labels = [f"{band.label} {text.num.money(band.at_exit_usd)}" for band in bands]
    units = 23 if frame.is_picture else 24
    room = max(text_width(label, size=units, bold=True) for label in labels) + 40
    frame = frame.reserve(right=room if frame.is_picture else 0, axis=54)
    if not frame.is_picture:
        colors = [_color(at, band, bands, frame.theme) for at, band in enumerate(bands)]
        frame.keys = tuple(Key(label, color, "■") for label, color in zip(labels, colors, strict=True))
    fig = Sketch()
    for at, band in enumerate(bands):
        fig.add_scatter(
            name=band.label,
            x=list(exits_usd),
            y=list(band.payouts_usd),
            mode="lines",
            stackgroup="paid",
            line={"width": frame.px(1.5) if frame.is_picture else 1, "color": frame.theme.paper},
            fillcolor=_color(at, band, bands, frame.theme),
            customdata=[text.num.money(value) for value in band.payouts_usd],
            hovertemplate=f"{band.label}: <b>%{{customdata}}</b><extra></extra>",
        )
    span = exits_usd[-1]
    for at_usd in breaks_usd:
        _line(fig, at_usd, span, frame, color=frame.theme.paper, dash="dot", width=2.5)
    _line(fig, exit_usd, span, frame, color=frame.theme.ink, dash="solid", width=4)
    _exit_word(fig, exit_usd, span, text, frame)
    if frame.is_picture:
        _right_labels(fig, bands, labels, frame, units=units, top=span)
    _axes(fig, span, text, frame)
    return framed(fig, frame)


def _color(at: int, band: Payout, bands: Sequence[Payout], theme: Theme) -> str:
    if band.kind:
        return theme.before if band.kind == "common" else theme.grey
    spare = [one.key for one in bands if not one.kind]
    steps = len(theme.bands) - 1
    return theme.bands[round(spare.index(band.key) * steps / max(1, len(spare) - 1))]


def _line(
    fig: Sketch, at_usd: float, span: float, frame: Frame, *, color: str, dash: str, width: float
) -> None:
    """A line from the axis up to the exit itself: all that is paid."""
    fig.add_shape(
        type="line",
        x0=at_usd,
        x1=at_usd,
        y0=0,
        y1=at_usd if dash == "dot" else span * 0.9,
        line={"color": color, "dash": dash, "width": frame.px(width) if frame.is_picture else width / 2},
    )


def _exit_word(fig: Sketch, exit_usd: float, span: float, text: Catalog, frame: Frame) -> None:
    right = exit_usd > span * 0.6
    anchor = "right" if right else "left"
    fig.add_annotation(
        text=f"<b>{text.t('exits.sold_for', exit=text.num.money(exit_usd))}</b>",
        x=exit_usd,
        y=span * 0.9,
        xanchor=anchor,
        yanchor="top",
        align=anchor,
        xshift=(-1 if right else 1) * (frame.px(12) if frame.is_picture else 6),
        showarrow=False,
        borderpad=0,
        font={"size": frame.px(28) if frame.is_picture else 14, "color": frame.theme.ink},
    )


def _right_labels(
    fig: Sketch, bands: Sequence[Payout], labels: Sequence[str], frame: Frame, *, units: float, top: float
) -> None:
    """Names beside the bands where they end, moved apart where they are thin."""
    middles, level = [], 0.0
    for band in bands:
        middles.append((level + band.payouts_usd[-1] / 2) / top)
        level += band.payouts_usd[-1]
    box = picture_box(frame)
    height = box.bottom - box.top
    size = frame.px(units)
    places = spread(middles, gap=size * 1.3 / height, low=0.02, high=0.98)
    for label, place in zip(labels, places, strict=True):
        fig.add_annotation(
            text=label,
            xref="x domain",
            yref="y domain",
            x=1,
            y=place,
            yanchor="middle",  # plotly's own choice jumps at a third of the height
            xanchor="left",
            align="left",
            borderpad=0,
            xshift=frame.px(10),
            showarrow=False,
            font={"size": size, "color": frame.theme.ink},
        )


def _step(least: float) -> float:
    """The round number at or above: 1, 2, 2.5 or 5 with zeros."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(times * power for times in (1, 2, 2.5, 5, 10) if times * power >= least * 0.999)


def _axes(fig: Sketch, span: float, text: Catalog, frame: Frame) -> None:
    step = _step(span / (5 if frame.is_wide else 4 if frame.is_picture else 2))
    ticks = [step * at for at in range(int(0.94 * span / step) + 1)]
    fig.update_xaxes(
        tickvals=ticks,
        ticktext=[text.num.money(value) for value in ticks],
        tickangle=0,
        tickfont={"size": frame.px(22) if frame.is_picture else 12, "color": frame.theme.grey},
        range=[0, span],
    )
    fig.update_yaxes(visible=False, range=[0, span])
