"""A company with gaps as a workbook: blanks stay blank, and a column says why."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Final

from calc.gaps import NEEDED
from calc.library import EntryMultiple, Exit
from calc.types import Basis, Figure
from dashboard.export.own_rows import FieldRow, source_rows, sure
from dashboard.export.own_xlsx import COLUMNS, Formula, open_book, write_notes, write_sheet
from dashboard.i18n.catalog import Catalog
from dashboard.sources.own.workbook import column_letter
from dashboard.sources.provenance import Source
from dashboard.views.known import KnownView
from dashboard.views.library import exit_name
from dashboard.views.names import entry_name

ROUNDS: Final = (
    *("what", "name", "date", "amount_usd", "post_money_usd", "price_usd", "new_shares", "ratio_x"),
    *("price_multiple_x", "value_multiple_x", "basis", "source", "value_basis", "value_source", "note"),
)
PRICES: Final = ("what", "date", "price_usd", "company_value_usd", "basis", "source", "note")


def known_xlsx(
    view: KnownView, sources: Mapping[str, Source], text: Catalog, *, notes: Sequence[str] = ()
) -> bytes:
    """The workbook: rounds with formulas where their numbers are known, prices, sources, notes."""
    rounds = [_round(view, one, at, text) for at, one in enumerate(_entries(view), start=2)]
    prices = [_price(one, text) for one in view.exits]
    used = {row.get(name) for row in (*rounds, *prices) for name in ("source", "value_source")}
    out = io.BytesIO()
    with open_book(out) as book:
        write_sheet(book, text.t("own_sheet.rounds"), ROUNDS, rounds, text)
        write_sheet(book, text.t("own_sheet.marks"), PRICES, prices, text)
        write_sheet(book, text.t("own_sheet.sources"), COLUMNS["sources"], source_rows(sources, used), text)
        write_notes(book, text.t("own_sheet.notes"), notes)
    return out.getvalue()


def _entries(view: KnownView) -> list[EntryMultiple]:
    """Every round and mark; without an exit none has a multiple."""
    if view.exit is not None:
        return [*view.multiples]
    return [EntryMultiple(one, None, None, None, None, Basis.PRESS) for one in view.entries]


def _round(view: KnownView, one: EntryMultiple, at: int, text: Catalog) -> FieldRow:
    entry, c = one.entry, {key: f"{column_letter(n)}{at}" for n, key in enumerate(ROUNDS)}
    row: FieldRow = {
        "what": entry.kind.value,
        "name": entry_name(entry.name, text),
        "date": entry.date,
        "amount_usd": _value(entry.raised),
        "post_money_usd": _value(entry.post_money),
        "price_usd": _value(entry.price),
        "ratio_x": entry.ratio_x,
        **sure(entry.price or entry.raised, entry.post_money),
        "note": _missing(view, one, text),
    }
    if entry.shares:
        row["new_shares"] = entry.shares.value
    elif entry.raised and entry.price:
        shares = entry.raised.value / entry.price.value
        row["new_shares"] = Formula(f"={c['amount_usd']}/{c['price_usd']}", shares)
    return row | _multiples(view, one, c, text)


def _multiples(view: KnownView, one: EntryMultiple, c: Mapping[str, str], text: Catalog) -> FieldRow:
    """Formulas over the row of the exit measured at; a part of the cost paid back is a number."""
    at, entry = view.exit, one.entry
    if at is None:
        return {}
    letters = {key: f"${column_letter(n)}" for n, key in enumerate(PRICES)}
    line = next(n for n, other in enumerate(view.exits, start=2) if other.key == at.key)
    price, value = (
        f"'{text.t('own_sheet.marks')}'!{letters[key]}${line}" for key in ("price_usd", "company_value_usd")
    )
    found: FieldRow = {"price_multiple_x": one.price_x, "value_multiple_x": one.value_x}
    if one.price_x is not None and at.price and entry.price:
        formula = f"={price}*{c['ratio_x']}/{c['price_usd']}"
        found["price_multiple_x"] = Formula(formula, one.price_x)
    if one.value_x is not None and at.value and entry.post_money:
        found["value_multiple_x"] = Formula(f"={value}/{c['post_money_usd']}", one.value_x)
    return found


def _missing(view: KnownView, one: EntryMultiple, text: Catalog) -> str:
    """What of the row is not on record, and why there is no multiple per share."""
    lacks = [text.t(f"known.field.{name}") for name in NEEDED if getattr(one.entry, name) is None]
    said = [text.t("own_note.not_on_record", fields=", ".join(lacks))] if lacks else []
    if one.price_x is None:
        why = one.why or ("never_listed" if view.exit is None else "no_price")
        said.append(text.t(f"known.none.{why}", company=view.company.name))
    return " ".join(said)


def _price(one: Exit, text: Catalog) -> FieldRow:
    return {
        "what": exit_name(one, text),
        "date": one.date,
        "price_usd": _value(one.price),
        "company_value_usd": _value(one.value),
        **sure(one.price or one.value),
        "note": text.t("own_note.recalled") if one.recalled else "",
    }


def _value(figure: Figure | None) -> float | None:
    return figure.value if figure else None
