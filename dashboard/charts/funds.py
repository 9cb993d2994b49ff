"""How often a fund ends at which multiple: bars on a log axis, funds that lost money apart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.frame import Frame, Key
from dashboard.charts.layout import framed
from dashboard.charts.sketch import Sketch
from dashboard.i18n.catalog import Catalog

TICKS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True)
class Bar:
    """Part of the funds between two net multiples."""

    low_x: float
    high_x: float
    frac: float


def build_funds_figure(bars: Sequence[Bar], text: Catalog, frame: Frame, *, mine_x: float = 0.0) -> go.Figure:
    """One bar per range of the net multiple; below 1x in the accent colour."""
    theme = frame.theme
    frame.keys = (
        Key(text.t("funds.lost"), theme.accent, "■"),
        Key(text.t("funds.gained"), theme.context, "■"),
    )
    frame.screen_height = 400
    frame = frame.reserve(axis=40 if frame.is_wide else 64)
    fig = Sketch()
    spots = [math.log10(math.sqrt(bar.low_x * bar.high_x)) for bar in bars]
    fig.add_bar(
        x=spots,
        y=[bar.frac for bar in bars],
        width=[math.log10(bar.high_x / bar.low_x) * 0.92 for bar in bars],
        marker={"color": [theme.accent if bar.high_x <= 1 + 1e-9 else theme.context for bar in bars]},
        customdata=[_words(bar, text) for bar in bars],
        hovertemplate="%{customdata}<extra></extra>",
    )
    top = max(bar.frac for bar in bars)
    size = frame.px(24) if frame.is_picture else 13
    place = spots[[bar.frac for bar in bars].index(top)]
    fig.write(f"<b>{text.num.percent(top)}</b>", place, top, size=size, color=theme.ink, yanchor="bottom")
    if mine_x > 0:
        _mine(fig, mine_x, top, text, frame)
    low, high = math.log10(bars[0].low_x), math.log10(bars[-1].high_x)
    ticks = [tick for tick in TICKS if low <= math.log10(tick) <= high]
    fig.update_xaxes(
        tickvals=[math.log10(tick) for tick in ticks],
        ticktext=[f"{text.num.decimal(tick, digits=0 if tick >= 1 else 1)}x" for tick in ticks],
        tickangle=0,
        tickfont={"size": frame.px(23) if frame.is_picture else 13, "color": theme.ink},
        range=[low, high],
    )
    fig.update_yaxes(visible=False, range=[0, top * 1.2])
    return framed(fig, frame)


def _words(bar: Bar, text: Catalog) -> str:
    return f"{text.num.multiple_range(bar.low_x, bar.high_x)}: {text.num.percent(bar.frac)}"


def _mine(fig: Sketch, mine_x: float, top: float, text: Catalog, frame: Frame) -> None:
    at = math.log10(mine_x)
    line = {"color": frame.theme.mine, "width": frame.px(3) if frame.is_picture else 2}
    fig.add_shape(type="line", x0=at, x1=at, y0=0, y1=top * 1.04, line=line)
    fig.add_annotation(
        text=text.t("funds.mine_mark", multiple=text.num.multiple(mine_x)),
        x=at,
        y=top * 1.04,
        xanchor="left",
        align="left",
        yanchor="bottom",
        showarrow=False,
        borderpad=0,
        font={"size": frame.px(24) if frame.is_picture else 13, "color": frame.theme.mine},
    )
