"""The editable table of rounds: what it shows, and what a typed text does to the scenario.

Streamlit's own data editor draws on a canvas: it cannot mark one changed cell, carry a link
to a source in a cell, or be read at 390 pixels wide. This one is plain HTML inputs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from calc.path import Step, Terms
from calc.types import Basis, Quoted, RoundKind
from calc.whatif import WhatIf
from dashboard.edits import with_cell, with_new_round, with_round_back, without_round
from dashboard.i18n.catalog import Catalog
from dashboard.i18n.parse import ParseError, parse_date, parse_money, parse_shares
from dashboard.sources.provenance import Source, load_round_notes
from dashboard.sources.records import load_sources
from dashboard.ui import state
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
_COLUMNS = ("round", "date", "raised", "pre", "post", "other", "paid", "sold", "price_x", "value_x")
_FIELDS = {
    "date": "date",
    "raised": "amount_raised_usd",
    "pre": "pre_money_usd",
    "post": "post_money_usd",
    "other": "other_issuance_shares",
}

Cell = dict[str, Any]


def rounds_editor(view: PathView) -> None:
    """The table, and above it why a typed text was not taken, if so."""
    text = state.words()
    rejected = st.session_state.get(_REJECTED)
    if rejected:
        st.error(_rejected_words(rejected, view, text))
    _table(
        key=_KEY,
        data={
            "head": [[text.t(f"column.{key}"), text.t(f"column_help.{key}")] for key in _COLUMNS],
            "rows": [_row(view, terms, text, rejected) for terms in view.terms],
            "removed": [
                [r.key, text.t("path.restore", round=round_name(r.name, text))]
                for r in view.company.rounds
                if r.key in view.scenario.active.removed
            ],
            "mine": state.theme().mine,
        },
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


def _row(view: PathView, terms: Terms, text: Catalog, rejected: dict[str, str] | None) -> dict[str, Any]:
    step, label = view.path.step(terms.key), round_name(terms.name, text)
    added = terms.key.startswith("added-")
    cells = [
        _name_cell(terms, label, added, text),
        _input(view, terms, "date", text.num.date(terms.date), terms.date_basis, text),
        _input(view, terms, "raised", text.num.money(terms.amount_raised_usd), terms.amount_basis, text),
        _input(view, terms, "pre", text.num.money(_pre(terms)), _value_basis(terms, Quoted.PRE), text),
        _input(view, terms, "post", text.num.money(_post(terms)), _value_basis(terms, Quoted.POST), text),
        _input(view, terms, "other", text.num.shares(terms.other_issuance_shares), terms.other_basis, text),
        *_computed(view, step, text),
    ]
    if rejected and rejected["row"] == terms.key:
        for cell in cells:
            if cell.get("field") == rejected["field"]:
                cell["rejected"] = rejected["typed"]
    tools = []
    if terms.kind is not RoundKind.IPO:
        tools = [
            ["add", "+", text.t("path.add", round=label)],
            ["remove", "×", text.t("path.remove", round=label)],
        ]
    return {"key": terms.key, "name": label, "cells": cells, "tools": tools}


def _name_cell(terms: Terms, label: str, added: bool, text: Catalog) -> Cell:
    cell: Cell = {"text": label, "label": text.t("column.round"), "basis": "assumed" if added else ""}
    return cell | ({"editable": True, "field": "round"} if added else {})


def _pre(terms: Terms) -> float:
    return terms.valuation_usd if terms.held is Quoted.PRE else terms.valuation_usd - terms.amount_raised_usd


def _post(terms: Terms) -> float:
    return terms.valuation_usd if terms.held is not Quoted.PRE else terms.valuation_usd + terms.amount_raised_usd


def _value_basis(terms: Terms, view: Quoted) -> Basis:
    """The value that is held shows its basis; the other one follows from it."""
    held = terms.held if terms.held is Quoted.PRE else Quoted.POST
    if held is view or terms.valuation_basis is not Basis.ASSUMED:
        return terms.valuation_basis
    return Basis.DERIVED


def _input(view: PathView, terms: Terms, column: str, shown: str, basis: Basis, text: Catalog) -> Cell:
    source = _source_of(view, terms, column)
    cell: Cell = {
        "text": shown,
        "field": column,
        "label": text.t(f"column.{column}"),
        "editable": True,
        "basis": basis.value,
        "title": text.t(f"basis.{basis.value}"),
    }
    if column == "other" and terms.other_issuance_shares < 0:
        cell["title"] = text.t("path.negative_other", round=round_name(terms.name, text))
    if basis is Basis.ASSUMED and not terms.key.startswith("added-"):
        cell["undo"] = text.t("path.undo_cell", value=_recorded(view, terms.key, column, text))
    elif source is not None:
        words = text.t("path.source_of", title=source.title, basis=text.t(f"basis.{basis.value}"))
        cell |= {"url": source.url, "source": words, "title": words}
    return cell


def _recorded(view: PathView, key: str, column: str, text: Catalog) -> str:
    step = view.record.step(key)
    if step is None:
        return ""
    shown = {
        "date": lambda: text.num.date(step.terms.date),
        "raised": lambda: text.num.money(step.terms.amount_raised_usd),
        "pre": lambda: text.num.money(step.pre_money_usd),
        "post": lambda: text.num.money(step.post_money_usd),
        "other": lambda: text.num.shares(step.terms.other_issuance_shares),
    }
    return shown[column]()


def _source_of(view: PathView, terms: Terms, column: str) -> Source | None:
    recorded = next((r for r in view.company.rounds if r.key == terms.key), None)
    if recorded is None or column == "other":
        return None
    source_id = {
        "date": recorded.date_source_id,
        "raised": recorded.amount_raised_usd.source_id,
        "paid": recorded.issue_price_usd.source_id,
    }.get(column, recorded.post_money_usd.source_id)
    return load_sources().get(source_id)


def _computed(view: PathView, step: Step | None, text: Catalog) -> list[Cell]:
    if step is None:
        return [{"text": "", "label": text.t(f"column.{key}"), "basis": ""} for key in _COLUMNS[6:]]
    multiple = view.multiples.get(step.key)
    recorded = view.record_multiples.get(step.key)
    price = multiple.price_multiple_x if multiple else None
    value = multiple.valuation_multiple_x if multiple else None
    was_price = recorded.price_multiple_x if recorded else None
    was_value = recorded.valuation_multiple_x if recorded else None
    paid = _computed_cell("paid", text.num.price(step.issue_price_usd), step.price_basis, text)
    source = _source_of(view, step.terms, "paid")
    if source is not None and step.price_basis is not Basis.ASSUMED:
        paid |= {"url": source.url, "source": text.t("path.source_of", title=source.title, basis=text.t(f"basis.{step.price_basis.value}"))}
    by_price = view.scenario.base == "price"
    price_basis = multiple.price_basis if multiple else Basis.REPORTED
    value_basis = multiple.valuation_basis if multiple else Basis.REPORTED
    return [
        paid,
        _computed_cell("sold", text.num.percent(step.sold_frac), step.terms.valuation_basis, text),
        _computed_cell("price_x", _words(price, text), price_basis, text)
        | {"main": by_price, "was": _was(price, was_price, text)},
        _computed_cell("value_x", _words(value, text), value_basis, text)
        | {"main": not by_price, "was": _was(value, was_value, text)},
    ]


def _words(value: float | None, text: Catalog) -> str:
    return text.num.multiple(value) if value is not None else ""


def _was(now: float | None, before: float | None, text: Catalog) -> str:
    if now is None or before is None or abs(now / before - 1) < 1e-9:
        return ""
    return text.t("path.against_record", value=text.num.multiple(before))


def _computed_cell(key: str, shown: str, basis: Basis, text: Catalog) -> Cell:
    return {"text": shown, "label": text.t(f"column.{key}"), "basis": basis.value if shown else "", "title": text.t(f"basis.{basis.value}")}


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
        state.change(what_if=with_cell(what_if, row, _FIELDS[message["field"]], None))
    elif message["action"] == "remove":
        state.change(what_if=without_round(what_if, row), record_only=False)
    elif message["action"] == "restore":
        state.change(what_if=with_round_back(what_if, row))
    elif message["action"] == "add":
        _add(what_if, row)


def _add(what_if: WhatIf, row: str) -> None:
    from dashboard.sources.records import load_company

    scenario = state.scenario()
    view = PathView(load_company(scenario.company), scenario)
    name = state.words().t("path.new_round")
    state.change(what_if=with_new_round(what_if, view.path, name=name, after_key=row), record_only=False)


def _typed(message: dict[str, str]) -> None:
    row, column, typed = message["row"], message["field"], message["typed"].strip()
    try:
        value = _parsed(column, typed)
    except ParseError as error:
        st.session_state[_REJECTED] = {"row": row, "field": column, "typed": typed, "code": error.code}
        return
    name = "name" if column == "round" else _FIELDS[column]
    state.change(what_if=with_cell(state.scenario().what_if, row, name, value), record_only=False)


def _parsed(column: str, typed: str) -> Any:
    if column == "round":
        if not typed:
            raise ParseError("empty", typed)
        return typed[:30].replace(":", " ")
    if column == "date":
        return parse_date(typed)
    if column == "other":
        return parse_shares(typed)
    value = parse_money(typed)
    if value <= 0:
        raise ParseError("not_positive", typed)
    return value


def notes_of(view: PathView) -> list[tuple[str, str]]:
    """Notes of the record on its rounds, by round name."""
    notes = load_round_notes(view.company.key)
    return [(r.name, notes[r.key].note) for r in view.company.rounds if r.key in notes and notes[r.key].note]
