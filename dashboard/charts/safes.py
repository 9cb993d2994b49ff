"""Who owns what before and after a round over SAFEs and notes: two bars per holder group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.frame import Frame, Key
from dashboard.charts.layout import framed
from dashboard.charts.measure import text_width
from dashboard.charts.sketch import Sketch
from dashboard.i18n.catalog import Catalog

_MARGIN = 64  # units beside everything


@dataclass(frozen=True)
class Part:
    """A holder group: fractions before (None: not there yet) and after, shares after, what set them."""

    key: str
    label: str
    before_frac: float | None
    after_frac: float
    shares: float
    term: str = ""


def build_safes_figure(parts: Sequence[Part], text: Catalog, frame: Frame) -> go.Figure:
    """Horizontal bars, the first group on top: after the round, with what was before behind it."""
    theme = frame.theme
    frame.keys = (
        Key(text.t("safes.after"), theme.accent, "■"),
        Key(text.t("safes.before"), theme.context, "■"),
    )
    frame.screen_height = 60 + 40 * len(parts)
    units = 24 if frame.is_picture else 28  # the page keeps its letters at 13 pixels
    names = max(text_width(part.label, size=units) for part in parts) + 30
    words = [text_width(_words(part, text, frame), size=units) + 24 for part in parts]
    frame = frame.reserve(left=names, right=_right(parts, words, names, frame), axis=10)
    fig = Sketch()
    for name, fractions, color, width in (
        ("before", [part.before_frac for part in parts], theme.context, 0.74),
        ("after", [part.after_frac for part in parts], theme.accent, 0.42),
    ):
        fig.add_bar(
            name=text.t(f"safes.{name}"),
            orientation="h",
            y=list(range(len(parts))),
            x=fractions,
            width=width,
            marker={"color": color},
            customdata=[text.num.percent(value) if value is not None else "" for value in fractions],
            hovertemplate="%{customdata}<extra></extra>",
        )
    for at, part in enumerate(parts):
        fig.add_annotation(
            text=_words(part, text, frame),
            x=_longest(part),
            y=at,
            xanchor="left",
            align="left",
            xshift=frame.px(10) if frame.is_picture else 6,
            showarrow=False,
            borderpad=0,
            font={"size": _size(frame), "color": theme.ink},
        )
    _axes(fig, parts, frame)
    return framed(fig, frame)


def _right(parts: Sequence[Part], words: Sequence[float], names: float, frame: Frame) -> float:
    """Room (units) that the words need beyond the longest bar: short bars may have long ones."""
    if not frame.is_picture:
        return max(words)
    width = 1080 - 2 * _MARGIN - names
    most = _most(parts)
    bars = [(width - word) * most / _longest(part) for part, word in zip(parts, words, strict=True)]
    return width - min(width, *bars)


def _longest(part: Part) -> float:
    return max(part.before_frac or 0.0, part.after_frac)


def _most(parts: Sequence[Part]) -> float:
    return max(_longest(part) for part in parts)


def _words(part: Part, text: Catalog, frame: Frame) -> str:
    """Fractions; in a picture also what set them, which the page has in its table."""
    after = text.num.percent(part.after_frac)
    if part.before_frac is None:
        return f"{after} · {part.term}" if part.term and frame.is_picture else after
    return text.t("safes.was", after=after, before=text.num.percent(part.before_frac))


def _axes(fig: Sketch, parts: Sequence[Part], frame: Frame) -> None:
    fig.update_layout(barmode="overlay")
    fig.update_xaxes(visible=False, range=[0, _most(parts)])
    fig.update_yaxes(
        tickvals=list(range(len(parts))),
        ticktext=[f"{part.label}\u2002" for part in parts],
        tickfont={"size": _size(frame), "color": frame.theme.ink},
        range=[len(parts) - 0.5, -0.5],
    )


def _size(frame: Frame) -> float:
    return frame.px(22 if frame.is_wide else 24) if frame.is_picture else 13
