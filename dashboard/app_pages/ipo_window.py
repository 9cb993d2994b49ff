"""IPO window: tech IPOs by year under one stated rule, and the table behind the chart."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from dashboard.charts.frame import Frame, Size
from dashboard.export.tables import ipos_csv
from dashboard.i18n.catalog import text as texts
from dashboard.sources.records import load_ipo_years
from dashboard.ui import state
from dashboard.ui.chart import show_chart
from dashboard.ui.export_bar import export_bar
from dashboard.ui.gate import turn
from dashboard.ui.ipo_parts import controls, ipo_sources, numbers, tiles
from dashboard.views.ipos import highlighted, ipo_bars, ipo_figure, ipo_frame, listed


def _picture(size: Size, lang: str) -> go.Figure:
    scenario = state.scenario()
    return ipo_figure(load_ipo_years(), scenario.ipos, texts(lang), Frame(size=size), handle=scenario.handle)


@st.fragment
def page() -> None:
    """The whole page: every part follows every other, so they redraw together."""
    with turn:
        _show()


def _show() -> None:
    text, view = state.words(), state.scenario().ipos
    table = ipo_frame(load_ipo_years(), view)
    spoken = highlighted(ipo_bars(table), view)
    title = text.t("ipos.headline", list=listed(spoken, text)) if spoken else text.t("chart.ipos")
    rule = text.t("ipos.rule_all" if view.show_all else "ipos.rule")
    st.html(f'<h1 class="fc-headline">{title}</h1><p class="fc-sub">{rule}</p>')
    tiles(load_ipo_years(), view)
    controls(load_ipo_years())
    fig = ipo_figure(load_ipo_years(), view, text, Frame(theme=state.theme()))
    show_chart(fig, alt=title)
    ipo_sources()
    export_bar("tech-ipos", _picture, lambda: ipos_csv(ipo_frame(load_ipo_years(), state.scenario().ipos)))
    st.subheader(text.t("ipos.table"), anchor=False)
    numbers(load_ipo_years(), view)


page()
