"""The editable table of rounds: what it shows, and what a typed text does to the scenario.

Streamlit's own data editor draws on a canvas: it cannot mark one changed cell, carry a link
to a source in a cell, or be read at 390 pixels wide. This one is plain HTML inputs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from calc.whatif import WhatIf
from dashboard.edits import with_cell, with_new_round, with_round_back, without_round
from dashboard.i18n.catalog import Catalog
from dashboard.i18n.parse import ParseError, parse_date, parse_money, parse_shares
from dashboard.scenario import EDIT_FIELDS, clean_name
from dashboard.ui import state
from dashboard.ui.own_companies import view_of
from dashboard.ui.rounds_rows import COLUMNS, row_cells
from dashboard.ui.terms_editor import OPEN
from dashboard.views.names import round_name
from dashboard.views.path import PathView

_ASSETS = Path(__file__).parent / "assets"
_table = st.components.v2.component(
    "first_check_rounds",
    html='<div class="wrap"></div>',
    css=(_ASSETS / "rounds_editor.css").read_text(encoding="utf-8"),
    js=(_ASSETS / "rounds_editor.js").read_text(encoding="utf-8"),
)
_KEY = "rounds-editor"
_REJECTED = "rejected-edit"


def rounds_editor(view: PathView) -> None:
    """The table, and above it why a typed text was not taken, if so."""
    text = state.words()
    rejected = st.session_state.get(_REJECTED)
    if rejected:
        st.error(_rejected_words(rejected, view, text))
    shown = {
        "head": [[text.t(f"column.{key}"), text.t(f"column_help.{key}")] for key in COLUMNS],
        "rows": [row_cells(view, terms, text, rejected) for terms in view.terms],
        "removed": [
            [r.key, text.t("path.restore", round=round_name(r.name, text))]
            for r in view.company.rounds
            if r.key in view.scenario.active.removed
        ],
        "mine": state.theme().mine,
    }
    _table(
        key=_KEY,
        data=[shown],  # a list is passed on as it is; a dict makes Streamlit import pandas first
        on_edit_change=_on_edit,
    )


def _rejected_words(rejected: dict[str, str], view: PathView, text: Catalog) -> str:
    name = next((t.name for t in view.terms if t.key == rejected["row"]), "")
    return text.t(
        "edited.bad",
        round=round_name(name, text),
        column=text.t(f"column.{rejected['field']}"),
        typed=rejected["typed"],
        why=text.t(f"edited.why.{rejected['code']}"),
    )


def _on_edit() -> None:
    message = st.session_state[_KEY].get("edit")
    if not message:
        return
    st.session_state.pop(_REJECTED, None)
    scenario = state.scenario()
    if "typed" in message:
        _typed(message)
        return
    what_if, row = scenario.what_if, message["row"]
    if message.get("undo"):
        _change(with_cell(what_if, row, EDIT_FIELDS[message["field"]], None))
    elif message["action"] == "remove":
        _change(without_round(what_if, row))
    elif message["action"] == "restore":
        _change(with_round_back(what_if, row))
    elif message["action"] == "terms":
        st.session_state[OPEN] = row
    elif message["action"] == "add":
        _add(what_if, row)


def _add(what_if: WhatIf, row: str) -> None:
    view, name = view_of(state.scenario()), state.words().t("path.new_round")
    if view is not None:
        _change(with_new_round(what_if, view.path, name=name, after_key=row))


def _change(what_if: WhatIf) -> None:
    """Take a change, and show it: a change made while the record is shown switches back."""
    state.change(what_if=what_if, record_only=False)


def _typed(message: dict[str, str]) -> None:
    row, column, typed = message["row"], message["field"], message["typed"].strip()
    try:
        value = _parsed(column, typed)
    except ParseError as error:
        st.session_state[_REJECTED] = {"row": row, "field": column, "typed": typed, "code": error.code}
        return
    name = "name" if column == "round" else EDIT_FIELDS[column]
    _change(with_cell(state.scenario().what_if, row, name, value))


def _parsed(column: str, typed: str) -> Any:
    if column == "round":
        if not clean_name(typed):
            raise ParseError("empty", typed)
        return clean_name(typed)
    if column == "date":
        return parse_date(typed)
    if column == "other":
        return parse_shares(typed)
    value = parse_money(typed)
    if value <= 0:
        raise ParseError("not_positive", typed)
    return value
