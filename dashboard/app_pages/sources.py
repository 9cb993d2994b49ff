"""Sources: every data set and publication, may I repost it, and what could not be found."""

from __future__ import annotations

import streamlit as st

from dashboard.ui import state
from dashboard.ui.gate import turn
from dashboard.ui.source_parts import data_files, limits, publications


@st.fragment
def page() -> None:
    """The whole page."""
    with turn:
        _show()


def _show() -> None:
    text = state.words()
    st.html(f'<h1 class="fc-headline">{text.t("sources.title")}</h1>')
    st.html(f'<p class="fc-sub">{text.t("sources.sub")}</p>')
    data_files()
    st.subheader(text.t("sources.publications"), anchor=False)
    st.text_input(
        text.t("sources.search"),
        value=state.scenario().find,
        key="sources_search",
        max_chars=100,
        on_change=state.bound("find", "sources_search"),
    )
    publications(state.scenario().find)
    st.subheader(text.t("sources.limits"), anchor=False)
    limits()


page()
