"""Path: a company round by round, what the first check became, and the reader's what-if."""

from __future__ import annotations

from html import escape

import plotly.graph_objects as go
import streamlit as st

from calc.closes import LIVE
from dashboard.charts.frame import Frame, Size
from dashboard.export.tables import rounds_csv, stake_csv
from dashboard.i18n.catalog import text as texts
from dashboard.ui import state
from dashboard.ui.cap_table_parts import cap_table_at
from dashboard.ui.chart import chart_choice, show_chart
from dashboard.ui.events_editor import events_editor
from dashboard.ui.export_bar import export_bar
from dashboard.ui.gate import turn
from dashboard.ui.how import how
from dashboard.ui.investor_parts import investor
from dashboard.ui.known_page import known_page
from dashboard.ui.live import live_company, live_row
from dashboard.ui.own_companies import full_company
from dashboard.ui.path_parts import (
    chart_sources,
    controls,
    holders,
    rounds_table,
    source_list,
    take_out,
    tiles,
    values_not_used,
)
from dashboard.ui.rounds_editor import rounds_editor
from dashboard.ui.stake_parts import stake_controls, stake_tiles
from dashboard.ui.terms_editor import terms_editor
from dashboard.ui.what_if_bar import what_if_bar
from dashboard.views.path import PathView
from dashboard.views.path_charts import path_figure
from dashboard.views.path_words import caption, dilution_words, headline


def _chart(view: PathView) -> None:
    chart = state.scenario().chart
    choice, stake, drawn = st.container(), st.container(), st.container()
    with drawn:
        _drawn(view, chart)
    with choice:
        chart_choice(chart)
    if chart == "stake":
        with stake:
            stake_controls(view)
            stake_tiles(view)
    chart_sources(view)
    export_bar(
        f"{view.company.key}-{chart}",
        lambda size, lang: _picture(chart, size, lang),
        lambda: stake_csv(_view()) if chart == "stake" else rounds_csv(_view()),
    )
    if chart == "stake":
        investor(view)


def _drawn(view: PathView, chart: str) -> None:
    text = state.words()
    fig = path_figure(view, chart, text, Frame(theme=state.theme())) if chart != "table" else None
    if chart == "table":
        rounds_table(view)
    elif fig is None:
        st.info(text.t("own.no_log" if view.nothing_left else "export.no_chart"))
    else:
        show_chart(fig, alt=caption(view, chart, text).title)


def _view() -> PathView:
    scenario = state.scenario()
    company = full_company(scenario.company)
    assert company is not None
    return PathView(live_company(company), scenario)


def _picture(chart: str, size: Size, lang: str) -> go.Figure | None:
    return path_figure(_view(), chart, texts(lang), Frame(size=size))


@st.fragment
def page() -> None:
    """The whole page: every part follows every other, so they redraw together."""
    with turn:
        _show()


def _show() -> None:
    if full_company(state.scenario().company) is None:
        known_page()
        return
    view, text, scenario = _view(), state.words(), state.scenario()
    above, chart = st.container(), st.container()
    with chart:  # first: its script is the largest the browser has to fetch
        _chart(view)
    with above:
        st.html(f'<h1 class="fc-headline">{escape(headline(view, text))}</h1>')
        st.html(f'<p class="fc-sub">{escape(dilution_words(view, text))}</p>')
        tiles(view)
        controls(view)
        live_row(view.company.key, None if scenario.mark == LIVE else lambda: state.change(mark=LIVE))
    st.subheader(text.t("path.table"), anchor=False)
    what_if_bar(view)
    rounds_editor(view)
    st.caption(text.t("path.table_hint"))
    terms_editor(view)
    events_editor(view)
    cap_table_at(view)
    how("path", "path.how_text")
    source_list(view)
    take_out()
    values_not_used(view)
    holders(view)


page()
