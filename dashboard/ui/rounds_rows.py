"""The table of rounds as cells: what each shows, how sure it is, and where it comes from."""

from __future__ import annotations

from typing import Any

from calc.path import Step, Terms
from calc.types import Basis, Quoted, RoundKind
from dashboard.i18n.catalog import Catalog
from dashboard.scenario import EDIT_FIELDS
from dashboard.sources.provenance import Source
from dashboard.sources.records import load_companies, load_sources
from dashboard.views.names import round_name
from dashboard.views.path import PathView

COLUMNS = ("round", "date", "raised", "pre", "post", "other", "paid", "sold", "price_x", "value_x")

Cell = dict[str, Any]


def row_cells(view: PathView, terms: Terms, text: Catalog, rejected: dict[str, str] | None) -> dict[str, Any]:
    """One round: its cells, and what can be done with it. `rejected` is a text not taken."""
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
        if view.company.key in load_companies():  # own terms need a full record
            tools.insert(0, ["terms", "⋯", text.t("own.terms_open", round=label)])
    return {"key": terms.key, "name": label, "cells": cells, "tools": tools}


def _name_cell(terms: Terms, label: str, added: bool, text: Catalog) -> Cell:
    cell: Cell = {"text": label, "label": text.t("column.round"), "basis": "assumed" if added else ""}
    return cell | ({"editable": True, "field": "round"} if added else {})


def _pre(terms: Terms) -> float:
    return terms.valuation_usd if terms.held is Quoted.PRE else terms.valuation_usd - terms.amount_raised_usd


def _post(terms: Terms) -> float:
    return (
        terms.valuation_usd if terms.held is not Quoted.PRE else terms.valuation_usd + terms.amount_raised_usd
    )


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
    if _is_edited(view, terms.key, column):
        cell["undo"] = text.t("path.undo_cell", value=_recorded(view, terms.key, column, text))
    elif source is not None:
        words = text.t("path.source_of", title=source.title, basis=text.t(f"basis.{basis.value}"))
        cell |= {"url": source.url, "source": words, "title": words}
    return cell


def _is_edited(view: PathView, key: str, column: str) -> bool:
    """Whether the reader set this very cell (a shift caused by a removed round is not one)."""
    edit = next((edit for edit in view.scenario.active.edits if edit.round_key == key), None)
    return edit is not None and getattr(edit, EDIT_FIELDS[column]) is not None


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
        return [{"text": "", "label": text.t(f"column.{key}"), "basis": ""} for key in COLUMNS[6:]]
    multiple = view.multiples.get(step.key)
    recorded = view.record_multiples.get(step.key)
    price = multiple.price_multiple_x if multiple else None
    value = multiple.valuation_multiple_x if multiple else None
    was_price = recorded.price_multiple_x if recorded else None
    was_value = recorded.valuation_multiple_x if recorded else None
    paid = _computed_cell("paid", text.num.price(step.issue_price_usd), step.price_basis, text)
    source = _source_of(view, step.terms, "paid")
    if source is not None and step.price_basis is not Basis.ASSUMED:
        paid |= {
            "url": source.url,
            "source": text.t(
                "path.source_of", title=source.title, basis=text.t(f"basis.{step.price_basis.value}")
            ),
        }
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
    return {
        "text": shown,
        "label": text.t(f"column.{key}"),
        "basis": basis.value if shown else "",
        "title": text.t(f"basis.{basis.value}"),
    }
