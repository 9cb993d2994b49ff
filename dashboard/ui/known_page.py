"""The path page of a company known with gaps: everything its data supports, a sentence for the rest."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from calc.closes import LIVE
from dashboard.charts.frame import Frame, Size
from dashboard.export.known import known_csv
from dashboard.i18n.catalog import text as texts
from dashboard.sources.library import load_library
from dashboard.ui import state
from dashboard.ui.cap_table_parts import cap_table_at
from dashboard.ui.chart import chart_choice, show_chart
from dashboard.ui.export_bar import export_bar
from dashboard.ui.how import how
from dashboard.ui.investor_parts import investor, known_investor
from dashboard.ui.known_fill import fill_gaps
from dashboard.ui.known_parts import (
    check_controls,
    check_tiles,
    controls,
    outcomes,
    rounds_list,
    sources,
    tiles,
)
from dashboard.ui.live import live_library_company, live_row
from dashboard.ui.path_parts import html_table, rounds_cells
from dashboard.ui.rounds_editor import rounds_editor
from dashboard.ui.what_if_bar import what_if_bar
from dashboard.views.known import KnownView
from dashboard.views.known_charts import known_figure, table_view
from dashboard.views.known_words import (
    chart_refusal,
    gaps_sentence,
    known_caption,
    known_headline,
    none_sentence,
)
from dashboard.views.library import grade_words


def known_view() -> KnownView:
    """The company of the scenario as far as it is known."""
    scenario = state.scenario()
    return KnownView(live_library_company(load_library()[scenario.company]), scenario)


def known_page() -> None:
    """The whole page, in the order of the page of a full record."""
    view, text, scenario = known_view(), state.words(), state.scenario()
    st.html(f'<h1 class="fc-headline">{known_headline(view, text)}</h1>')
    st.html(f'<p class="fc-sub">{grade_words(view.company, text)} {none_sentence(view, text)}</p>')
    tiles(view)
    controls(view)
    live_row(view.company.key, None if scenario.mark == LIVE else lambda: state.change(mark=LIVE))
    _chart(view)
    st.subheader(text.t("known.rounds"), anchor=False)
    rounds_list(view)
    st.html(f'<p class="fc-sub">{gaps_sentence(view, text)}</p>')
    fill_gaps(view)
    _what_if(view)
    outcomes(view)
    how("path", "path.how_text")
    sources(view)


def _chart(view: KnownView) -> None:
    text, chart = state.words(), state.scenario().chart
    chart_choice(chart)
    if chart == "stake":
        check_controls(view)
        check_tiles(view)
    fig = None if chart == "table" else known_figure(view, chart, text, Frame(theme=state.theme()))
    if chart == "table":
        html_table(rounds_cells(table_view(view, text)), text.t("chart.table"))
    elif fig is None:
        st.info(chart_refusal(view, chart, text))
    else:
        show_chart(fig, alt=known_caption(view, chart, text).title)
    export_bar(
        f"{view.company.key}-{chart}",
        lambda size, lang: _picture(chart, size, lang),
        lambda: known_csv(known_view()),
    )
    if chart != "stake":
        return
    if view.replay is not None and view.replay.path.step(view.check_round):
        investor(view.replay)
    elif view.enterable:
        known_investor(view)


def _picture(chart: str, size: Size, lang: str) -> go.Figure | None:
    return known_figure(known_view(), chart, texts(lang), Frame(size=size))


def _what_if(view: KnownView) -> None:
    """The table of changes, for the rounds that can be replayed."""
    text = state.words()
    what_if_bar(view.replay)
    if view.replay is None:
        return
    st.subheader(text.t("path.table"), anchor=False)
    rounds_editor(view.replay)
    st.caption(text.t("path.table_hint"))
    st.caption(text.t("known.no_events", company=view.company.name))
    cap_table_at(view.replay)
