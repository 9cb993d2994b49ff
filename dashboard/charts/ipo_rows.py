"""Rows from the top down: one year by every rule, and what other editions said of each year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.frame import Frame, Key
from dashboard.charts.layout import framed
from dashboard.charts.measure import text_width
from dashboard.charts.sketch import Sketch
from dashboard.i18n.catalog import Catalog


@dataclass(frozen=True)
class RuleRow:
    """One count of one year. open: not over, or an estimate; main: a rule the title speaks of."""

    name: str
    count: float
    words: str
    open: bool = False
    mine: bool = False
    main: bool = False


@dataclass(frozen=True)
class EditionRow:
    """One year: what the chart draws, and other editions as (name, low, high)."""

    year: int
    drawn: int
    others: tuple[tuple[str, int, int], ...]


_LOW_ROWS = 6  # of editions in a low picture; its subtitle says that it is not all of them


def build_rules_figure(rows: Sequence[RuleRow], text: Catalog, frame: Frame) -> go.Figure:
    """A bar for each rule, the largest count on top, its number beside it."""
    theme, size = frame.theme, _size(frame)
    frame.keys = (Key(text.t("key.partial_rule"), theme.grey, "//"),) if any(r.open for r in rows) else ()
    frame.screen_height = 40 + 34 * len(rows)
    units = 22.5 if frame.is_wide else 25
    scale = units if frame.is_picture else 27
    names = max(text_width(row.name, size=scale) for row in rows) + 26
    numbers = max(text_width(row.words, size=scale, bold=True) for row in rows) + 24
    frame = frame.reserve(left=names, right=numbers, axis=10)
    fig = Sketch()
    colors = [theme.mine if r.mine else theme.accent if r.main else theme.context for r in rows]
    fig.add_bar(
        orientation="h",
        y=list(range(len(rows))),
        x=[row.count for row in rows],
        width=0.62,
        marker={
            "color": [
                "rgba(0,0,0,0)" if row.open else color for row, color in zip(rows, colors, strict=True)
            ],
            "line": {"color": colors, "width": [2 if row.open else 0 for row in rows]},
            "pattern": {"shape": ["/" if row.open else "" for row in rows], "fgcolor": colors, "size": 7},
        },
        customdata=[f"{row.name}: <b>{row.words}</b>" for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
    )
    for at, (row, color) in enumerate(zip(rows, colors, strict=True)):
        strong = theme.ink if color == theme.context else color
        _beside(fig, f"<b>{row.words}</b>", row.count, at, frame, strong)
    fig.update_xaxes(visible=False, range=[0, max(row.count for row in rows) or 1])
    _names(fig, [row.name for row in rows], size, frame)
    return framed(fig, frame)


def build_editions_figure(rows: Sequence[EditionRow], text: Catalog, frame: Frame) -> go.Figure:
    """How far other editions lie from what the charts draw, in IPOs; a rounded share gives a range."""
    theme, size = frame.theme, _size(frame)
    rows = _furthest(rows, _LOW_ROWS) if frame.is_wide else rows
    frame.keys = (
        Key(text.t("ipos.edition_drawn"), theme.accent, "●"),
        Key(text.t("ipos.edition_other"), theme.grey, "—"),
    )
    frame.screen_height = 60 + 34 * len(rows)
    words = [_edition_words(row, text) for row in rows]
    scale = (22.5 if frame.is_wide else 25) if frame.is_picture else 27
    right = max(text_width(one, size=scale) for one in words) + 20
    frame = frame.reserve(left=text_width("2000", size=scale) + 30, right=right, axis=10)
    fig = Sketch()
    low = min(at - row.drawn for row in rows for _, at, _ in row.others)
    high = max(max(at - row.drawn for row in rows for _, _, at in row.others), 1)
    for at, row in enumerate(rows):
        for _, first, last in row.others:
            fig.add_shape(
                type="line",
                x0=first - row.drawn - 0.12,
                x1=last - row.drawn + 0.12,
                y0=at,
                y1=at,
                line={"color": theme.grey, "width": frame.px(14) if frame.is_picture else 8},
            )
        _beside(fig, words[at], high + 0.5, at, frame, theme.ink)
    fig.add_scatter(
        mode="markers",
        x=[0] * len(rows),
        y=list(range(len(rows))),
        marker={"size": frame.px(18) if frame.is_picture else 11, "color": theme.accent},
        customdata=[f"{row.year}: {one}" for row, one in zip(rows, words, strict=True)],
        hovertemplate="%{customdata}<extra></extra>",
    )
    fig.update_xaxes(visible=False, range=[low - 0.6, high + 0.5])
    _names(fig, [str(row.year) for row in rows], size, frame)
    return framed(fig, frame)


def _furthest(rows: Sequence[EditionRow], most: int) -> list[EditionRow]:
    """The rows whose editions lie furthest from what is drawn, in the order they came."""

    def apart(row: EditionRow) -> int:
        return max(abs(at - row.drawn) for _, low, high in row.others for at in (low, high))

    least = sorted(map(apart, rows), reverse=True)[:most][-1]
    return [row for row in rows if apart(row) >= least][:most]


def _edition_words(row: EditionRow, text: Catalog) -> str:
    """ "126; 123; 117–119": the drawn count first, then the other editions."""
    parts = [text.num.integer(row.drawn)]
    parts += [text.num.integer(low) if low == high else f"{low}–{high}" for _, low, high in row.others]
    return " · ".join(parts)


def _beside(fig: Sketch, words: str, x: float, at: int, frame: Frame, color: str) -> None:
    fig.add_annotation(
        text=words,
        x=x,
        y=at,
        xanchor="left",
        align="left",
        xshift=frame.px(10) if frame.is_picture else 6,
        showarrow=False,
        borderpad=0,
        font={"size": _size(frame), "color": color},
    )


def _names(fig: Sketch, names: Sequence[str], size: float, frame: Frame) -> None:
    fig.update_yaxes(
        tickvals=list(range(len(names))),
        ticktext=[f"{name}\u2002" for name in names],
        tickfont={"size": size, "color": frame.theme.ink},
        range=[len(names) - 0.4, -0.6],
    )


def _size(frame: Frame) -> float:
    return frame.px(22.5 if frame.is_wide else 25) if frame.is_picture else 13
