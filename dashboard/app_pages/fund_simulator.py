"""Fund simulator: what fees, carry and a power law leave to a fund's investors."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from calc.errors import CalcError
from dashboard.charts.frame import Frame, Size
from dashboard.export.funds import funds_csv
from dashboard.i18n.catalog import text as texts
from dashboard.scenario.funds import FUND_CHARTS
from dashboard.ui import state
from dashboard.ui.chart import show_chart
from dashboard.ui.export_bar import export_bar
from dashboard.ui.fund_answers import progress, sizes, tiles
from dashboard.ui.fund_parts import controls
from dashboard.ui.gate import turn
from dashboard.ui.how import how
from dashboard.views.fund_words import caption
from dashboard.views.funds import FundPage, funds_figure
from dashboard.views.path_words import problem_words


def _page() -> FundPage:
    return FundPage(state.scenario().funds)


def _picture(size: Size, lang: str) -> go.Figure | None:
    return funds_figure(_page(), texts(lang), Frame(size=size), handle=state.scenario().handle)


def _csv() -> str:
    return funds_csv(_page())


@st.fragment
def page() -> None:
    """The whole page: every part follows the plan."""
    with turn:
        _show()


def _show() -> None:
    text, view = state.words(), _page()
    found = view.summary
    if isinstance(found, CalcError):
        st.html(f'<h1 class="fc-headline">{text.t("funds.title")}</h1>')
        controls(view)
        st.error(problem_words(found, text))
        return
    words = caption(view, found, text)
    st.html(f'<h1 class="fc-headline">{words.title}</h1><p class="fc-sub">{words.subtitle}</p>')
    controls(view)
    progress(view)
    tiles(view, found)
    st.segmented_control(
        text.t("funds.chart"),
        FUND_CHARTS,
        default=view.view.chart,
        key="fund_chart",
        format_func=lambda key: text.t(f"funds.charts.{key}"),
        on_change=state.bound("chart", "fund_chart", part="funds"),
        label_visibility="collapsed",
        required=True,
    )
    fig = funds_figure(view, text, Frame(theme=state.theme()))
    if fig is not None:
        show_chart(fig, alt=words.title)
    st.html(f'<p class="fc-sources">{words.source}</p>')
    export_bar(f"fund-{view.view.chart}", _picture, _csv)
    if view.view.chart == "size":
        st.subheader(text.t("funds.sizes"), anchor=False)
        sizes(view)
    how("funds", "funds.how_text")


page()
