"""The J-curve: net cash of many funds by year, the median in bands of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.frame import Frame, Key
from dashboard.charts.layout import framed, picture_box
from dashboard.charts.measure import spread
from dashboard.charts.sketch import Sketch
from dashboard.i18n.catalog import Catalog

_TOP = 3.0  # commitments; higher than this the best funds would flatten the rest


@dataclass(frozen=True)
class Band:
    """Net cash so far after one year, as a part of commitments, at five places of all funds."""

    year: int
    tenth: float
    quarter: float
    half: float
    three_quarters: float
    nine_tenths: float


def build_curve_figure(bands: Sequence[Band], text: Catalog, frame: Frame) -> go.Figure:
    """Two bands and a line over the years, the money line at zero, ends labelled."""
    theme = frame.theme
    frame.keys = (
        Key(text.t("funds.band_most"), theme.faint, "■"),
        Key(text.t("funds.band_half"), theme.context, "■"),
        Key(text.t("funds.band_middle"), theme.accent, "●"),
    )
    frame.screen_height = 420
    axis = 70 if frame.is_wide else 92 if frame.is_picture else 84
    frame = frame.reserve(left=20, right=150 if frame.is_picture else 118, axis=axis)
    fig = Sketch()
    years = [band.year for band in bands]
    _band(fig, years, [b.tenth for b in bands], [b.nine_tenths for b in bands], theme.faint)
    _band(fig, years, [b.quarter for b in bands], [b.three_quarters for b in bands], theme.context)
    fig.add_scatter(
        x=years,
        y=[band.half for band in bands],
        mode="lines",
        line={"color": theme.accent, "width": frame.px(6) if frame.is_picture else 3},
        customdata=[_words(band, text) for band in bands],
        hovertemplate="%{customdata}<extra></extra>",
    )
    _marks(fig, bands, text, frame)
    _axes(fig, bands, text, frame)
    return framed(fig, frame)


def _band(fig: Sketch, years: list[int], low: list[float], high: list[float], color: str) -> None:
    for values, fill in ((low, None), (high, "tonexty")):
        fig.add_scatter(
            x=years,
            y=values,
            mode="lines",
            line={"width": 0, "color": color},
            fill=fill,
            fillcolor=color,
            hoverinfo="skip",
        )


def _words(band: Band, text: Catalog) -> str:
    return text.t(
        "funds.band_words",
        year=str(band.year),
        half=text.num.percent(band.half),
        low=text.num.percent(band.tenth),
        high=text.num.percent(band.nine_tenths),
    )


def _marks(fig: Sketch, bands: Sequence[Band], text: Catalog, frame: Frame) -> None:
    """The lowest point of the median, and where tenth, median and nine tenths end."""
    theme, size = frame.theme, _label(frame)
    lowest = min(bands, key=lambda band: band.half)
    last, top = bands[-1], _top(bands)
    shown = {"showarrow": False, "borderpad": 0}
    fig.add_annotation(
        text=f"<b>{text.num.percent(lowest.half)}</b>",
        x=lowest.year,
        y=lowest.half,
        yanchor="top",
        yshift=-size * 0.4,
        font={"size": size, "color": theme.accent},
        **shown,
    )
    ends = [(last.tenth, theme.grey), (last.half, theme.accent), (last.nine_tenths, theme.grey)]
    ends = [(value, color) for value, color in ends if value <= top * 1.04]
    low = _low(bands, top, frame)
    gap = size * 1.15 / _height(frame) * (top * 1.04 - low)
    spots = spread([value for value, _ in ends], gap, low=low, high=top * 1.04)
    for (value, color), spot in zip(ends, spots, strict=True):
        words = f"{'+' if value > 0 else ''}{text.num.percent(value)}"
        fig.add_annotation(
            text=f"<b>{words}</b>" if color == theme.accent else words,
            x=last.year,
            y=spot,
            xanchor="left",
            align="left",
            xshift=size * 0.4,
            font={"size": size, "color": color},
            **shown,
        )


def _top(bands: Sequence[Band]) -> float:
    return min(_TOP, max(max(band.nine_tenths for band in bands), 0.5))


def _height(frame: Frame) -> float:
    box = picture_box(frame) if frame.is_picture else None
    return box.bottom - box.top if box else 320.0


def _low(bands: Sequence[Band], top: float, frame: Frame) -> float:
    """Lower end of the axis, with room for the label of the lowest point."""
    low = min(band.tenth for band in bands)
    room = 2.0 * _label(frame) / _height(frame)
    return low - room / (1 - room) * (top - low)


def _label(frame: Frame) -> float:
    return frame.px(26) if frame.is_picture else 13


def _axes(fig: Sketch, bands: Sequence[Band], text: Catalog, frame: Frame) -> None:
    theme, last, top = frame.theme, bands[-1].year, _top(bands)
    small = {"size": frame.px(23) if frame.is_picture else 13, "color": theme.ink}
    line = {"color": theme.ink, "width": frame.px(2) if frame.is_picture else 1}
    fig.add_shape(type="line", x0=0, x1=last, y0=0, y1=0, line=line)
    fig.add_annotation(
        text=text.t("funds.money_back"),
        x=0,
        y=0,
        xanchor="left",
        yanchor="bottom",
        align="left",
        showarrow=False,
        borderpad=0,
        yshift=4,
        font={"size": small["size"], "color": theme.grey},
    )
    step = 2 if last <= 16 else 5
    ticks = [*range(0, last + 1, step)]
    fig.update_xaxes(
        tickvals=ticks,
        ticktext=[str(tick) for tick in ticks],
        tickangle=0,
        tickfont=small,
        range=[-0.2, last],
        title={"text": text.t("funds.years_axis"), "font": small, "standoff": 6},
    )
    fig.update_yaxes(visible=False, range=[_low(bands, top, frame), top * 1.04])
