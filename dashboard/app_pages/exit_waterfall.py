"""Exit waterfall: who gets what from nothing to any exit, with the break points drawn."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from calc.errors import CalcError
from dashboard.charts.frame import Frame, Size
from dashboard.export.exits import exits_csv
from dashboard.i18n.catalog import text as texts
from dashboard.ui import state
from dashboard.ui.chart import show_chart
from dashboard.ui.exit_parts import case, controls, proof_line, source_links, sources, table, tiles
from dashboard.ui.exit_terms_parts import classes, holders
from dashboard.ui.export_bar import export_bar
from dashboard.ui.gate import turn
from dashboard.ui.how import how
from dashboard.views.exit_gaps import refused_words
from dashboard.views.exits import ExitPage, caption, exits_figure, headline


def _picture(size: Size, lang: str) -> go.Figure | None:
    scenario = state.scenario()
    return exits_figure(ExitPage(scenario.exits), texts(lang), Frame(size=size), handle=scenario.handle)


@st.fragment
def page() -> None:
    """The whole page: every part follows the exit."""
    with turn:
        _show()


def _show() -> None:
    text, view = state.words(), ExitPage(state.scenario().exits)
    if isinstance(view.built, CalcError):
        st.html(f'<h1 class="fc-headline">{text.t("nav.exits")}</h1>')
        if view.built.code == "classes_blank":
            case(view)
            st.info(refused_words(view, text))
            source_links(view)
        else:
            controls(view)
            st.error(refused_words(view, text))
        classes(view)
        return
    words = caption(view, text)
    st.html(f'<h1 class="fc-headline">{words.title}</h1><p class="fc-sub">{words.subtitle}</p>')
    tiles(view)
    controls(view)
    fig = exits_figure(view, text, Frame(theme=state.theme()))
    if fig is not None:
        show_chart(fig, alt=headline(view, text))
    sources(view)
    export_bar("exit-waterfall", _picture, lambda: exits_csv(ExitPage(state.scenario().exits)))
    proof_line(view)
    st.subheader(text.t("exits.table"), anchor=False)
    table(view)
    st.subheader(text.t("exits.terms"), anchor=False)
    classes(view)
    st.subheader(text.t("exits.by_holder"), anchor=False)
    holders(view)
    how("exits", "exits.how_text")


page()
