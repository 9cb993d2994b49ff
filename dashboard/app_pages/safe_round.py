"""SAFE / round calculator: founders, pool, several SAFEs and notes, and the round they convert in."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from calc.errors import CalcError
from dashboard.charts.frame import Frame, Size
from dashboard.export.safes import safes_csv
from dashboard.i18n.catalog import text as texts
from dashboard.ui import state
from dashboard.ui.chart import show_chart
from dashboard.ui.export_bar import export_bar
from dashboard.ui.gate import turn
from dashboard.ui.how import how
from dashboard.ui.safe_papers import papers
from dashboard.ui.safe_parts import controls, examples, table, tiles
from dashboard.views.safes import SafePage, caption, headline, refused_words, safes_figure


def _picture(size: Size, lang: str) -> go.Figure | None:
    scenario = state.scenario()
    return safes_figure(SafePage(scenario.safes), texts(lang), Frame(size=size), handle=scenario.handle)


@st.fragment
def page() -> None:
    """The whole page: every part follows the terms."""
    with turn:
        _show()


def _terms(view: SafePage) -> None:
    """What the reader may change."""
    examples(view)
    controls(view)
    st.subheader(state.words().t("safes.papers"), anchor=False)
    papers(view)


def _show() -> None:
    text, view = state.words(), SafePage(state.scenario().safes)
    done = view.solved
    if isinstance(done, CalcError):
        st.html(f'<h1 class="fc-headline">{text.t("nav.safes")}</h1>')
        st.error(refused_words(done, text))
        _terms(view)
        return
    words = caption(view, done, text)
    st.html(f'<h1 class="fc-headline">{words.title}</h1><p class="fc-sub">{words.subtitle}</p>')
    tiles(view, done)
    _terms(view)
    fig = safes_figure(view, text, Frame(theme=state.theme()))
    if fig is not None:
        show_chart(fig, alt=headline(view, done, text))
    st.html(f'<p class="fc-sources">{words.source}</p>')
    export_bar("safe-round", _picture, lambda: safes_csv(SafePage(state.scenario().safes), state.words()))
    st.subheader(text.t("safes.table"), anchor=False)
    table(view, done)
    how("safes", "safes.how_text")


page()
