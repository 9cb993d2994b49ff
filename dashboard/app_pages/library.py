"""Library: sixty companies round by round, and who was under water at the listing."""

from __future__ import annotations

from dataclasses import replace

import plotly.graph_objects as go
import streamlit as st

from calc.closes import LIVE
from dashboard.charts.frame import Frame, Size
from dashboard.export.library import library_csv
from dashboard.i18n.catalog import text as texts
from dashboard.ui import state
from dashboard.ui.chart import show_chart
from dashboard.ui.export_bar import export_bar
from dashboard.ui.gate import turn
from dashboard.ui.how import how
from dashboard.ui.library_parts import controls, exit_source, table, tiles
from dashboard.ui.live import live_closes, live_row
from dashboard.views.known import KnownView
from dashboard.views.known_words import none_sentence
from dashboard.views.library import LibraryPage, caption, library_figure


def _picture(size: Size, lang: str) -> go.Figure | None:
    scenario = state.scenario()
    page = LibraryPage(scenario.library, live_closes())
    return library_figure(page, texts(lang), Frame(size=size), handle=scenario.handle)


def _csv() -> str:
    return library_csv(LibraryPage(state.scenario().library, live_closes()), state.words())


def _measure() -> None:
    state.change(library=replace(state.scenario().library, exit_key=LIVE))


@st.fragment
def page() -> None:
    """The whole page: every part follows the company and the exit."""
    with turn:
        _show()


def _show() -> None:
    text, view = state.words(), LibraryPage(state.scenario().library, live_closes())
    words = caption(view, text)
    st.html(f'<h1 class="fc-headline">{words.title}</h1><p class="fc-sub">{words.subtitle}</p>')
    controls(view)
    one = view.view.shown == "company"
    if one:
        live_row(view.company.key, None if view.view.exit_key == LIVE else _measure)
        tiles(view)
    fig = library_figure(view, text, Frame(theme=state.theme()))
    if fig is None:
        at = replace(state.scenario(), mark=view.exit.key if view.exit else "")
        st.info(none_sentence(KnownView(view.company, at), text) or text.t("export.no_chart"))
    else:
        show_chart(fig, alt=words.title)
    st.html(f'<p class="fc-sources">{words.source}</p>')
    name = view.company.key if one else view.view.shown
    export_bar(f"library-{name}", _picture, _csv)
    if one:
        exit_source(view.exit)
        if st.button(text.t("library.open_path", company=view.company.name), icon=":material/timeline:"):
            state.switch_company(view.company.key)
            st.switch_page("app_pages/path.py")
        st.subheader(text.t("library.table"), anchor=False)
        table(view)
    how("library")


page()
