"""Compare: several paths on one chart, and why two first checks made different multiples."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from dashboard.charts.frame import Frame, Size
from dashboard.export.compare import compare_csv
from dashboard.i18n.catalog import text as texts
from dashboard.ui import state
from dashboard.ui.chart import show_chart
from dashboard.ui.compare_parts import controls, table
from dashboard.ui.export_bar import export_bar
from dashboard.ui.gate import turn
from dashboard.views.compare import ComparePage, compare_figure
from dashboard.views.compare_words import caption, difference_words, left_out


def _picture(size: Size, lang: str) -> go.Figure | None:
    scenario = state.scenario()
    return compare_figure(ComparePage(scenario), texts(lang), Frame(size=size), handle=scenario.handle)


@st.fragment
def page() -> None:
    """The whole page: every part follows the chosen paths."""
    with turn:
        _show()


def _show() -> None:
    text, view = state.words(), ComparePage(state.scenario())
    words = caption(view, text)
    st.html(f'<h1 class="fc-headline">{words.title}</h1><p class="fc-sub">{words.subtitle}</p>')
    controls(view)
    fig = compare_figure(view, text, Frame(theme=state.theme()))
    if fig is None:
        st.info(text.t("compare.none"))
    else:
        show_chart(fig, alt=words.title)
    for sentence in left_out(view, text):
        st.caption(sentence)
    st.html(f'<p class="fc-sub fc-why">{difference_words(view, text)}</p>')
    st.html(f'<p class="fc-sources">{words.source}</p>')
    export_bar("compare", _picture, lambda: compare_csv(ComparePage(state.scenario())))
    st.subheader(text.t("compare.table"), anchor=False)
    table(view)


page()
