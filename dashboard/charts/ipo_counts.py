"""IPOs by year: one bar a year, the years the title speaks of in colour."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.eras import Shade, era_keys, shade
from dashboard.charts.frame import Frame, Key
from dashboard.charts.layout import framed
from dashboard.charts.sketch import Sketch
from dashboard.i18n.catalog import Catalog


@dataclass(frozen=True)
class IpoBar:
    """One year; counts None where not known. partial: the year is not over."""

    year: int
    tech: int | None
    all: int | None
    average: float | None
    partial: bool


@dataclass(frozen=True)
class IpoChoice:
    """What to draw of the counts."""

    highlight: tuple[int, ...]
    log: bool = False
    show_all: bool = False
    show_average: bool = False
    eras: tuple[Shade, ...] = ()
    own: tuple[tuple[int, int], ...] = ()
    own_name: str = ""


def build_ipo_counts_figure(
    bars: Sequence[IpoBar], choice: IpoChoice, text: Catalog, frame: Frame
) -> go.Figure:
    """Bars by year; highlighted years carry their number, a partial year is hatched."""
    theme = frame.theme
    keys = []
    if choice.show_all or choice.show_average or any(bar.partial for bar in bars):
        keys.append(Key(text.t("key.tech"), theme.accent, "■"))
    if choice.show_all:
        keys.append(Key(text.t("key.all"), theme.grey, "□"))
    if choice.show_average:
        keys.append(Key(text.t("key.average"), theme.ink, "—"))
    if any(bar.partial for bar in bars):
        keys.append(Key(text.t("key.partial"), theme.grey, "//"))
    if choice.own:
        keys.append(Key(choice.own_name, theme.mine, "◆"))
    frame.keys = (*keys, *era_keys(choice.eras, text, theme))
    frame.screen_height = 440
    frame = frame.reserve(axis=44)
    fig = Sketch()
    if choice.show_all:
        _all_bars(fig, bars, frame, text)
    _tech_bars(fig, bars, choice, frame, text)
    if choice.show_average:
        _average(fig, bars, frame, text)
    if choice.own:
        _own(fig, choice, frame)
    shade(fig, choice.eras, theme)
    _numbers(fig, bars, choice, frame, text)
    _axes(fig, bars, choice, frame)
    return framed(fig, frame)


def _all_bars(fig: Sketch, bars: Sequence[IpoBar], frame: Frame, text: Catalog) -> None:
    fig.add_bar(
        name=text.t("key.all"),
        x=[bar.year for bar in bars],
        y=[bar.all for bar in bars],
        marker={
            "color": "rgba(0,0,0,0)",
            "line": {"color": frame.theme.grey, "width": frame.px(2) if frame.is_picture else 1},
            "pattern": {
                "shape": ["/" if bar.partial else "" for bar in bars],
                "fgcolor": frame.theme.grey,
                "size": 6,
            },
        },
        hovertemplate="%{x}: <b>%{y}</b><extra></extra>",
    )


def _tech_bars(fig: Sketch, bars: Sequence[IpoBar], choice: IpoChoice, frame: Frame, text: Catalog) -> None:
    theme = frame.theme
    colors = [theme.accent if bar.year in choice.highlight else theme.context for bar in bars]
    fig.add_bar(
        name=text.t("key.tech"),
        x=[bar.year for bar in bars],
        y=[bar.tech for bar in bars],
        marker={
            "color": colors,
            "line": {"width": 0},
            "pattern": {"shape": ["/" if bar.partial else "" for bar in bars]},
        },
        hovertemplate="%{x}: <b>%{y}</b><extra></extra>",
    )


def _own(fig: Sketch, choice: IpoChoice, frame: Frame) -> None:
    """The reader's own counts, a violet diamond a year."""
    fig.add_scatter(
        name=choice.own_name,
        x=[year for year, _ in choice.own],
        y=[count for _, count in choice.own],
        mode="markers",
        marker={
            "symbol": "diamond",
            "size": frame.px(15) if frame.is_picture else 9,
            "color": frame.theme.mine,
        },
        hovertemplate="%{x}: <b>%{y}</b><extra></extra>",
    )


def _average(fig: Sketch, bars: Sequence[IpoBar], frame: Frame, text: Catalog) -> None:
    fig.add_scatter(
        name=text.t("key.average"),
        x=[bar.year for bar in bars],
        y=[bar.average for bar in bars],
        mode="lines",
        connectgaps=False,
        line={"color": frame.theme.ink, "width": frame.px(5) if frame.is_picture else 2.5},
        hovertemplate="%{x}: <b>%{y:.1f}</b><extra></extra>",
    )


def _numbers(fig: Sketch, bars: Sequence[IpoBar], choice: IpoChoice, frame: Frame, text: Catalog) -> None:
    for bar in bars:
        if bar.year not in choice.highlight or bar.tech is None or (choice.log and bar.tech <= 0):
            continue
        size = frame.px(28) if frame.is_picture else 14
        fig.add_annotation(
            text=f"<b>{text.num.integer(bar.tech)}</b>",
            x=bar.year,
            y=math.log10(bar.tech) if choice.log else bar.tech,
            yanchor="bottom",
            yshift=2,
            showarrow=False,
            font={"size": size, "color": frame.theme.accent},
            bgcolor=frame.theme.paper if choice.show_all or choice.show_average else None,
            borderpad=1,
        )


def _axes(fig: Sketch, bars: Sequence[IpoBar], choice: IpoChoice, frame: Frame) -> None:
    years = [bar.year for bar in bars]
    size = frame.px(24) if frame.is_picture else 12
    fig.update_layout(barmode="overlay", bargap=0.22)
    fig.update_xaxes(
        tickvals=_ticks(years, choice, 4.2 if frame.is_picture else 4.6),
        tickangle=0,
        tickfont={"size": size, "color": frame.theme.grey},
        range=[years[0] - 0.8, years[-1] + (len(years) / 11 if choice.log else 1.1)],
    )
    counts = [bar.all if choice.show_all else bar.tech for bar in bars] + [count for _, count in choice.own]
    top = max([count for count in counts if count] or [1])
    if choice.log:
        fig.update_yaxes(type="log", range=[0, math.log10(top) * 1.12], visible=True, **_grid(frame, size))
        fig.update_yaxes(tickvals=[1, 3, 10, 30, 100, 300, 1000])
    else:
        fig.update_yaxes(visible=False, range=[0, top * 1.14])


def _grid(frame: Frame, size: float) -> dict[str, object]:
    return {
        "side": "right",
        "ticklabelposition": "inside top",
        "tickfont": {"size": size, "color": frame.theme.grey},
    }


def _ticks(years: Sequence[int], choice: IpoChoice, apart: float) -> list[int]:
    """Highlighted years first, then ends and decades, as far as they do not crowd."""
    wish = [*[y for y in choice.highlight if years[0] <= y <= years[-1]], years[0], years[-1]]
    wish += [year for year in years if year % 10 == 0] + [year for year in years if year % 5 == 0]
    gap = apart * max(1.0, len(years) / 46)
    ticks: list[int] = []
    for year in wish:
        if all(abs(year - tick) >= gap for tick in ticks):
            ticks.append(year)
    return sorted(ticks)
