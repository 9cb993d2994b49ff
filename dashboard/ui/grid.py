"""A table of typed cells that any page may use: plain HTML inputs and choices, told apart by row and field.

The page says what a typed text means; a text that is not taken stays in its cell, with the reason above.
It is the table of rounds' own HTML under another name, so it reads the same at 390 pixels.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.i18n.parse import ParseError
from dashboard.ui import state

_ASSETS = Path(__file__).parent / "assets"
_table = st.components.v2.component(
    "first_check_grid",
    html='<div class="wrap"></div>',
    css=(_ASSETS / "rounds_editor.css").read_text(encoding="utf-8"),
    js=(_ASSETS / "rounds_editor.js").read_text(encoding="utf-8"),
)
Cell = dict[str, Any]
Row = dict[str, Any]
Typed = Callable[[str, str, str], None]


def grid(
    key: str, *, head: Sequence[str], rows: Sequence[Row], typed: Typed, action: Callable[[str, str], None]
) -> None:
    """The table, and above it why a typed text was not taken, if so.

    typed(row, field, text) changes the scenario or raises ParseError; action(row, name) is a
    row's button.
    """
    rejected = st.session_state.get(f"{key}-rejected")
    if rejected:
        st.error(_rejected_words(rejected, rows))
        for row in rows:
            for cell in row["cells"]:
                if (row["key"], cell.get("field")) == (rejected["row"], rejected["field"]):
                    cell["rejected"] = rejected["typed"]
    shown = {
        "head": [[label, ""] for label in head],
        "rows": list(rows),
        "removed": [],
        "mine": state.theme().mine,
    }
    _table(key=key, data=[shown], on_edit_change=lambda: _on_edit(key, typed, action))


def field(name: str, label: str, shown: str, *, mine: bool = False, hint: str = "") -> Cell:
    """A cell to type into; mine marks what the reader assumed, hint stands in an empty one."""
    basis = "assumed" if mine else ""
    return {"text": shown, "field": name, "label": label, "editable": True, "basis": basis, "hint": hint}


def choice(name: str, label: str, chosen: str, options: Sequence[tuple[str, str]]) -> Cell:
    """A cell to choose in: (value, words) for every option."""
    return field(name, label, chosen) | {"choices": [list(option) for option in options]}


def plain(label: str, shown: str = "") -> Cell:
    """A cell to read; empty where the field does not apply."""
    return {"text": shown, "label": label, "none": not shown}


def row(key: str, name: str, cells: Sequence[Cell], remove: str = "") -> Row:
    """One row; remove is the words of its button, none if empty."""
    return {
        "key": key,
        "name": name,
        "cells": list(cells),
        "tools": [["remove", "×", remove]] if remove else [],
    }


def _rejected_words(rejected: dict[str, str], rows: Sequence[Row]) -> str:
    text = state.words()
    found = next((one for one in rows if one["key"] == rejected["row"]), None)
    cells = found["cells"] if found else []
    return text.t(
        "edited.bad",
        round=found["name"] if found else "",
        column=next((cell["label"] for cell in cells if cell.get("field") == rejected["field"]), ""),
        typed=rejected["typed"],
        why=text.t(f"edited.why.{rejected['code']}"),
    )


def _on_edit(key: str, typed: Typed, action: Callable[[str, str], None]) -> None:
    message = st.session_state[key].get("edit")
    if not message:
        return
    st.session_state.pop(f"{key}-rejected", None)
    if "action" in message:
        action(message["row"], message["action"])
        return
    try:
        typed(message["row"], message["field"], message["typed"].strip())
    except ParseError as error:
        st.session_state[f"{key}-rejected"] = {
            "row": message["row"],
            "field": message["field"],
            "typed": message["typed"],
            "code": error.code,
        }
