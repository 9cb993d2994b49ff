"""The cap table of the path page, after whichever event the reader picks, or on a date."""

from __future__ import annotations

from html import escape

import streamlit as st

from calc.events import Ledger, State
from dashboard.i18n.catalog import Catalog
from dashboard.i18n.parse import ParseError, parse_date
from dashboard.ui import state
from dashboard.ui.path_parts import html_table
from dashboard.views.cap_table import cap_table_rows
from dashboard.views.event_words import entry_name
from dashboard.views.path import PathView

_DATE = "cap-table-date"


def cap_table_at(view: PathView) -> None:
    """Fully diluted shares of everybody after one event or on a date."""
    text = state.words()
    ledger = view.ledger
    entries = {entry.event.key: entry for entry in ledger.entries if not entry.state.ended}
    if not view.path.steps:
        return
    with st.expander(text.t("captable.title")):
        names = {
            key: f"{entry_name(view, key, text)}, {text.num.date(entry.event.date)}"
            for key, entry in entries.items()
        }
        keys = list(names)
        after, on = st.columns([2, 1], vertical_alignment="bottom")
        with after:
            key = st.selectbox(
                text.t("captable.after"),
                keys,
                index=len(keys) - 1,
                key=f"cap-table-{len(keys)}",
                format_func=lambda key: names[key],
            )
        with on:
            st.text_input(text.t("captable.on_date"), key=_DATE, help=text.t("captable.on_date_help"))
        _table(view, _on_date(ledger, text) or entries[key].state, text)


def _on_date(ledger: Ledger, text: Catalog) -> State | None:
    """The state on the typed date; none without one, or with one that cannot be read."""
    typed = str(st.session_state.get(_DATE) or "").strip()
    if not typed:
        return None
    try:
        return ledger.at(parse_date(typed))
    except ParseError as error:
        st.error(text.t("own.bad", typed=typed, why=text.t(f"edited.why.{error.code}")))
        return None


def _table(view: PathView, state_then: State, text: Catalog) -> None:
    if not state_then.fully_diluted_shares:
        st.info(text.t("captable.nobody"))
        return
    rows = [[escape(cell) for cell in row] for row in cap_table_rows(view, state_then, text)]
    html_table([[f"<b>{cell}</b>" for cell in rows[0]], *rows[1:]], text.t("captable.title"))
    st.caption(text.t("captable.note"))
