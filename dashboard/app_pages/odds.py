"""Odds: how many funded companies raise again, exit and list; what financings return; one right bet."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from dashboard.charts.frame import Frame, Size
from dashboard.export.odds import odds_csv
from dashboard.i18n.catalog import text as texts
from dashboard.ui import state
from dashboard.ui.chart import show_chart
from dashboard.ui.export_bar import export_bar
from dashboard.ui.gate import turn
from dashboard.ui.odds_parts import controls, post_line, sources, table, tiles
from dashboard.views.odds import OddsPage, odds_figure
from dashboard.views.odds_words import headline, refusal, rule
from dashboard.views.path_words import problem_words


def _page() -> OddsPage:
    return OddsPage(state.scenario().odds)


def _picture(size: Size, lang: str) -> go.Figure | None:
    return odds_figure(_page(), texts(lang), Frame(size=size), handle=state.scenario().handle)


@st.fragment
def page() -> None:
    """The whole page: every part follows the chart and its numbers."""
    with turn:
        _show()


def _show() -> None:
    text, view = state.words(), _page()
    st.html(f'<h1 class="fc-headline">{headline(view, text)}</h1><p class="fc-sub">{rule(view, text)}</p>')
    controls(view)
    tiles(view)
    refused = refusal(view)
    if refused is not None:
        st.warning(problem_words(refused, text))
    fig = odds_figure(view, text, Frame(theme=state.theme()))
    if fig is None:
        st.info(text.t("odds.nothing"))
    else:
        show_chart(fig, alt=headline(view, text))
    sources(view)
    export_bar(f"odds-{view.view.chart}", _picture, lambda: odds_csv(_page()))
    post_line(view)
    table(view)
    with st.expander(text.t("path.how")):
        st.markdown(text.t("odds.how_text").replace("$", "\\$").replace("*)", "\\*)"))


page()
