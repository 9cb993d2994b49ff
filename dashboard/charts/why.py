"""Why this multiple: from the growth of the company down to what one share got, cause by cause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from calc.types import Basis
from dashboard.charts.frame import Frame, Key
from dashboard.charts.layout import framed
from dashboard.charts.measure import text_width
from dashboard.charts.sketch import Sketch
from dashboard.charts.theme import about
from dashboard.i18n.catalog import Catalog


@dataclass(frozen=True)
class Cut:
    """One cause: its factor, and the multiple before and after it. factor None: a whole bar."""

    label: str
    factor_x: float | None
    before_x: float
    after_x: float
    basis: Basis
    final: bool = False


def build_why_figure(cuts: Sequence[Cut], text: Catalog, frame: Frame) -> go.Figure:
    """Horizontal bars, top to bottom: value growth, what each cause took or added, the share."""
    theme = frame.theme
    frame.keys = (
        Key(text.t("why.value"), theme.context, "■"),
        Key(text.t("why.lost"), theme.grey, "■"),
        Key(text.t("why.share"), theme.accent, "■"),
    )
    frame.screen_height = 70 + 38 * len(cuts)
    units = _units(frame) if frame.is_picture else 27
    names = max(text_width(cut.label, size=units) for cut in cuts) + 30
    words = max(text_width(_words(cut, text), size=units, bold=cut.final) for cut in cuts) + 24
    frame = frame.reserve(left=names, right=words, axis=8)
    fig = Sketch()
    fig.add_bar(
        orientation="h",
        y=list(range(len(cuts))),
        base=[0.0 if cut.factor_x is None else min(cut.before_x, cut.after_x) for cut in cuts],
        x=[cut.after_x if cut.factor_x is None else abs(cut.before_x - cut.after_x) for cut in cuts],
        width=0.62,
        marker={"color": [_color(cut, frame) for cut in cuts]},
        customdata=[_words(cut, text) for cut in cuts],
        hovertemplate="%{customdata}<extra></extra>",
    )
    for at, cut in enumerate(cuts):
        _label(fig, at, cut, text, frame)
    _axes(fig, cuts, frame)
    return framed(fig, frame)


def _color(cut: Cut, frame: Frame) -> str:
    theme = frame.theme
    if cut.factor_x is None:
        return theme.accent if cut.final else theme.context
    return theme.grey


def _label(fig: Sketch, at: int, cut: Cut, text: Catalog, frame: Frame) -> None:
    words = _words(cut, text)
    fig.add_annotation(
        text=f"<b>{words}</b>" if cut.final else words,
        x=max(cut.before_x, cut.after_x),
        y=at,
        xanchor="left",
        align="left",
        xshift=frame.px(10) if frame.is_picture else 6,
        showarrow=False,
        borderpad=0,
        font={"size": _size(frame), "color": frame.theme.accent if cut.final else frame.theme.ink},
    )


def _words(cut: Cut, text: Catalog) -> str:
    after = about(text.num.multiple(cut.after_x), cut.basis)
    if cut.factor_x is None:
        return after
    return f"× {text.num.decimal(cut.factor_x, digits=3)}"


def _axes(fig: Sketch, cuts: Sequence[Cut], frame: Frame) -> None:
    fig.update_xaxes(visible=False, range=[0, max(max(cut.before_x, cut.after_x) for cut in cuts)])
    fig.update_yaxes(
        tickvals=list(range(len(cuts))),
        ticktext=[f"{cut.label}\u2002" for cut in cuts],
        tickfont={"size": _size(frame), "color": frame.theme.ink},
        range=[len(cuts) - 0.5, -0.5],
    )


def _units(frame: Frame) -> float:
    return 22.5 if frame.is_wide else 26.0


def _size(frame: Frame) -> float:
    return frame.px(_units(frame)) if frame.is_picture else 13
