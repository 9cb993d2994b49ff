"""Exit mathematics: what entry, exit, years, dilution and hit rate make of a return, solved for any."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from dashboard.charts.frame import Frame, Size
from dashboard.export.exit_math import math_csv
from dashboard.i18n.catalog import text as texts
from dashboard.ui import state
from dashboard.ui.chart import show_chart
from dashboard.ui.exit_math_parts import controls, tables, tiles
from dashboard.ui.export_bar import export_bar
from dashboard.ui.gate import turn
from dashboard.ui.library_parts import exit_source
from dashboard.views.exit_math import MathPage
from dashboard.views.exit_math_more import fund_company
from dashboard.views.exit_math_words import headline, math_figure, refusal, rule, source


def _page() -> MathPage:
    return MathPage(state.scenario().exit_math)


def _picture(size: Size, lang: str) -> go.Figure | None:
    return math_figure(_page(), texts(lang), Frame(size=size), handle=state.scenario().handle)


@st.fragment
def page() -> None:
    """The whole page: every part follows the chart and its numbers."""
    with turn:
        _show()


def _show() -> None:
    text, view = state.words(), _page()
    title = headline(view, text)
    st.html(f'<h1 class="fc-headline">{title}</h1><p class="fc-sub">{rule(view, text)}</p>')
    controls(view)
    tiles(view)
    refused = refusal(view, text)
    if refused:
        st.warning(refused.replace("$", "\\$"))
    fig = math_figure(view, text, Frame(theme=state.theme()))
    if fig is not None:
        show_chart(fig, alt=title)
    st.html(f'<p class="fc-sources">{source(view, text)}</p>')
    if view.view.chart == "fund":
        exit_source(fund_company(view).exit)
    export_bar(f"exit-math-{view.view.chart}", _picture, lambda: math_csv(_page()))
    tables(view)
    with st.expander(text.t("path.how")):
        st.markdown(text.t("exit_math.how_text").replace("$", "\\$"))


page()
