"""Own data: a reader's files in, any company out."""

from __future__ import annotations

from urllib.parse import parse_qs

import streamlit as st

from dashboard.scenario import from_query
from dashboard.sources.own.files import OwnFile, read_file
from dashboard.ui import state
from dashboard.ui.gate import turn
from dashboard.ui.own_companies import keep
from dashboard.ui.own_data_parts import (
    chosen_columns,
    columns,
    held,
    package,
    problems,
    result,
    take_out,
    templates,
    uploader,
)

_READ = "own_read"


def _read(name: str, data: bytes) -> OwnFile:
    """The file as read with the columns as chosen; read anew only if either changed."""
    asked = (name, data, tuple(sorted(chosen_columns().items())))
    kept = st.session_state.get(_READ)
    if kept is None or kept[0] != asked:
        kept = (asked, read_file(data, name, chosen_columns()))
        st.session_state[_READ] = kept
        for one in kept[1].imports:
            if one.own is not None:
                keep(one.own)
    found: OwnFile = kept[1]
    return found


def _open_scenario(found: OwnFile) -> None:
    text = state.words()
    if found.link and st.button(text.t("own_data.open_link"), type="primary", key="own_open_link"):
        scenario, _ = from_query(parse_qs(found.link))
        state.replace_all(scenario)
        st.switch_page("app_pages/path.py")


def _go() -> None:
    key = st.session_state.pop("own_go", None)
    if key:
        state.switch_company(key)
        st.switch_page("app_pages/path.py")


def page() -> None:
    """In above, out below."""
    text = state.words()
    _go()
    st.html(f'<h1 class="fc-headline">{text.t("own_data.title")}</h1>')
    st.html(f'<p class="fc-sub">{text.t("own_data.sub")}</p>')
    put = uploader()
    templates()
    if put:
        with turn:
            found = _read(*put)
        _open_scenario(found)
        for one in found.imports:
            result(one)
        if found.state is not None:
            package(found.state, found.unread)
        problems(found.problems, found.name)
        if found.kind == "table":
            columns(
                found.imports[0].sheets, is_open=any(one.code == "column_missing" for one in found.problems)
            )
    held()
    take_out()


page()
