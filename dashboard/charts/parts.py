"""Distributions side by side, each a bar of 100 % cut into the bins its source prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.frame import Frame, Key
from dashboard.charts.layout import framed, picture_box
from dashboard.charts.measure import text_width
from dashboard.charts.sketch import Sketch
from dashboard.charts.theme import Theme
from dashboard.i18n.catalog import Catalog


@dataclass(frozen=True)
class Part:
    """One bin: from which multiple, its fraction, what is written in it and said of it."""

    from_x: float
    frac: float
    words: str
    hover: str
    between: bool = False


@dataclass(frozen=True)
class PartsRow:
    """One distribution; end stands after the bar, main is the one the title speaks of."""

    label: str
    parts: tuple[Part, ...]
    end: str
    main: bool = False


def build_parts_figure(
    rows: Sequence[PartsRow], legend: Sequence[tuple[float, str]], text: Catalog, frame: Frame
) -> go.Figure:
    """Stacked bars, label above each; what nobody printed is left pale."""
    keys = [Key(words, part_color(from_x, frame.theme), "■") for from_x, words in legend]
    frame.keys = (*keys, Key(text.t("odds.not_split"), frame.theme.faint, "■"))
    frame.screen_height = 30 + 66 * len(rows)
    units = 23.0 if frame.is_wide else 26.0
    ends = max(text_width(row.end, size=units if frame.is_picture else 27, bold=True) for row in rows)
    frame = frame.reserve(axis=4, right=ends + 16)
    size = frame.px(units) if frame.is_picture else 13
    box = picture_box(frame) if frame.size else None
    width = box.right - box.left if box else 340.0
    fig = Sketch()
    for at, row in enumerate(rows):
        label = f"<b>{row.label}</b>" if row.main else row.label
        up = {"xanchor": "left", "yanchor": "bottom", "yshift": 3}
        fig.write(label, 0, at - 0.12, size=size, color=frame.theme.ink, **up)
        _bar(fig, at, row, frame, size=size, width=width)
        end = f"<b>{row.end}</b>" if row.main else row.end
        fig.write(end, 1, at + 0.12, size=size, color=frame.theme.ink, xanchor="left", xshift=size * 0.4)
    fig.update_xaxes(visible=False, range=[0, 1])
    fig.update_yaxes(visible=False, range=[len(rows) - 0.55, -0.55])
    return framed(fig, frame)


def part_color(from_x: float, theme: Theme) -> str:
    """Colour of a bin: the accent below 1x, then darker with the multiple."""
    return {0: theme.accent, 1: theme.context, 5: theme.bands[4]}.get(int(from_x), theme.bands[6])


def _bar(fig: Sketch, at: int, row: PartsRow, frame: Frame, *, size: float, width: float) -> None:
    theme, start = frame.theme, 0.0
    spots, hover = [], []
    for part in row.parts:
        end = start + part.frac
        color = theme.faint if part.between else part_color(part.from_x, theme)
        edge = {"color": theme.paper, "width": frame.px(2) if frame.is_picture else 1}
        fig.add_shape(
            type="rect",
            x0=start,
            x1=end,
            y0=at - 0.12,
            y1=at + 0.36,
            fillcolor=color,
            line=edge,
            layer="below",
        )
        if text_width(part.words, size=size) < part.frac * width - frame.px(6):
            light = part.between or int(part.from_x) == 1
            ink = theme.ink if light else theme.paper
            fig.write(part.words, (start + end) / 2, at + 0.12, size=size, color=ink)
        spots.append((start + end) / 2)
        hover.append(part.hover)
        start = end
    fig.add_scatter(
        mode="markers",
        x=spots,
        y=[at + 0.12] * len(spots),
        marker={"size": 24, "opacity": 0},
        customdata=hover,
        hovertemplate="%{customdata}<extra></extra>",
    )
