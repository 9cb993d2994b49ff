"""IPO window: counts under stated rules, rates beside them, a person's own list, the tables behind."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from dashboard.charts.frame import Frame, Size
from dashboard.export.tables import ipos_csv
from dashboard.export.window import window_csv
from dashboard.i18n.catalog import text as texts
from dashboard.sources.records import load_ipo_years
from dashboard.ui import state
from dashboard.ui.chart import show_chart
from dashboard.ui.export_bar import export_bar
from dashboard.ui.gate import turn
from dashboard.ui.ipo_parts import controls, ipo_sources, numbers, tiles
from dashboard.ui.own_ipo_parts import own_list, own_panel
from dashboard.ui.window_parts import (
    chart_switch,
    claim_link,
    eras,
    now,
    rows_table,
    rules,
    window_controls,
)
from dashboard.views.ipos import highlighted, ipo_bars, ipo_figure, ipo_frame, listed
from dashboard.views.window import WindowPage
from dashboard.views.window_charts import window_figure
from dashboard.views.window_words import subtitle_of, title_of


def _years_picture(size: Size, lang: str) -> go.Figure:
    scenario, words = state.scenario(), texts(lang)
    frame = Frame(size=size)
    return ipo_figure(load_ipo_years(), scenario.ipos, words, frame, handle=scenario.handle, own=own_list())


def _picture(size: Size, lang: str) -> go.Figure | None:
    scenario = state.scenario()
    page = WindowPage(scenario.ipos, own_list())
    return window_figure(page, texts(lang), Frame(size=size), handle=scenario.handle)


def _csv() -> str:
    return window_csv(WindowPage(state.scenario().ipos, own_list()))


@st.fragment
def page() -> None:
    """The whole page: every part follows every other, so they redraw together."""
    with turn:
        _show()


def _show() -> None:
    view = WindowPage(state.scenario().ipos, own_list())
    if view.view.chart == "years":
        _years(view)
    else:
        _window(view)
    eras(view)
    own_panel()
    now()
    claim_link()
    if view.view.chart == "years":
        st.subheader(state.words().t("ipos.table"), anchor=False)
        numbers(load_ipo_years(), view.view)
    else:
        st.subheader(state.words().t("ipos.table"), anchor=False)
        rows_table(view)


def _years(page: WindowPage) -> None:
    """Tech IPOs by year, all IPOs behind them if asked."""
    text, view = state.words(), page.view
    table = ipo_frame(load_ipo_years(), view)
    spoken = highlighted(ipo_bars(table), view)
    title = text.t("ipos.headline", list=listed(spoken, text)) if spoken else text.t("chart.ipos")
    rule = text.t("ipos.rule_all" if view.show_all else "ipos.rule")
    st.html(f'<h1 class="fc-headline">{title}</h1><p class="fc-sub">{rule}</p>')
    chart_switch()
    tiles(load_ipo_years(), view)
    controls(load_ipo_years())
    fig = ipo_figure(load_ipo_years(), view, text, Frame(theme=state.theme()), own=page.own)
    show_chart(fig, alt=title)
    ipo_sources()
    export_bar(
        "tech-ipos", _years_picture, lambda: ipos_csv(ipo_frame(load_ipo_years(), state.scenario().ipos))
    )


def _window(page: WindowPage) -> None:
    """Any other chart: its finding, its controls, its rules in words."""
    text = state.words()
    title = title_of(page, text)
    st.html(f'<h1 class="fc-headline">{title}</h1><p class="fc-sub">{subtitle_of(page, text)}</p>')
    chart_switch()
    window_controls(page)
    fig = window_figure(page, text, Frame(theme=state.theme()))
    if fig is None:
        st.info(title)
    else:
        show_chart(fig, alt=title)
    rules(page)
    export_bar(f"ipo-{page.view.chart}", _picture, _csv)


page()
