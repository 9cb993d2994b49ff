"""A company as a workbook whose sheet computes: change an amount and prices and multiples follow.

Text is written as text, never as a formula or a link; every formula is ours and carries the
value the dashboard shows, so that a program that does not compute shows it too.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from calc.multiples import MarkValue, Multiple, mark_value, multiple_at
from calc.path import record_path
from calc.types import Company, MarkKind, PartialDate
from dashboard.export.own_rows import FieldRow, company_rows
from dashboard.i18n.catalog import Catalog
from dashboard.sources.own.fields import load_fields
from dashboard.sources.own.workbook import column_letter
from dashboard.sources.provenance import Source

_FORMATS: Final = {
    "money": "#,##0",
    "price": "#,##0.00####",
    "shares": "#,##0",
    "change": "#,##0",
    "ratio": "0.00000",
    "computed": "#,##0.00",
}
_WIDTH: Final = {"text": 26, "date": 12, "what": 10, "money": 18, "shares": 18, "basis": 14}
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "company": ("what", "name", "ticker"),
    "rounds": (
        *("what", "name", "date", "amount_usd", "pre_money_usd", "post_money_usd", "other_shares"),
        *("shares_before", "price_usd", "new_shares", "shares_after", "ratio_x"),
        *("price_multiple_x", "value_multiple_x", "leads"),
        *("basis", "source", "value_basis", "value_source"),
    ),
    "marks": (
        *("what", "date", "price_usd", "company_value_usd", "scope"),
        *("basis", "source", "value_basis", "value_source"),
    ),
    "stakes": (
        "what",
        "holder",
        "in_round",
        "date",
        "shares_low",
        "shares_high",
        "cost_usd",
        "basis",
        "source",
    ),
    "sources": ("what", "source", "title", "publisher", "url", "published"),
}


@dataclass(frozen=True)
class Formula:
    """A formula and the value it comes to; None is blank."""

    text: str
    value: float | None


def company_xlsx(
    company: Company,
    sources: Mapping[str, Source],
    text: Catalog,
    *,
    mark_key: str = "",
    notes: Sequence[str] = (),
) -> bytes:
    """The workbook: rounds with live formulas, marks, stakes, sources, each on a sheet of its own.

    mark_key: the mark the multiples are measured at; the last one if there is none of that key.
    """
    tables = company_rows(company, sources)
    at = next((n for n, mark in enumerate(company.marks) if mark.key == mark_key), len(company.marks) - 1)
    tables["rounds"] = with_formulas(company, tables["rounds"], at, text)
    out = io.BytesIO()
    with open_book(out) as book:
        for table, columns in COLUMNS.items():
            if tables[table] or table in ("rounds", "marks"):
                write_sheet(book, text.t(f"own_sheet.{table}"), columns, tables[table], text)
        if notes:
            write_notes(book, text.t("own_sheet.notes"), notes)
    return out.getvalue()


def open_book(out: io.BytesIO) -> Any:
    """A workbook in which text stays text."""
    import xlsxwriter  # a tenth of a second that only this download needs

    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    return xlsxwriter.Workbook(out, options)


def with_formulas(company: Company, rows: Sequence[FieldRow], at: int, text: Catalog) -> list[FieldRow]:
    """Rounds with the columns that follow as formulas; `at` is the row of the mark measured at."""
    path = record_path(company)
    mark = mark_value(company.marks[at], path=path, record=path)
    letters = {key: column_letter(n) for n, key in enumerate(COLUMNS["rounds"])}
    found = []
    for number, (row, step) in enumerate(zip(rows, path.steps, strict=True), start=2):
        is_ipo = row["what"] == "ipo"
        cells = _formulas(row, number, letters, is_ipo=is_ipo)
        if mark is not None and not is_ipo:
            cells |= _multiples(multiple_at(step, mark), mark, at=at, row=number, letters=letters, text=text)
        found.append({**row, **cells})
    return found


def _formulas(row: FieldRow, n: int, letters: Mapping[str, str], *, is_ipo: bool) -> dict[str, Formula]:
    """post = pre + amount; before = after the round before + other; price = pre / before; ..."""
    c = {key: f"{letter}{n}" for key, letter in letters.items()}
    cells = {
        "post_money_usd": Formula(f"={c['pre_money_usd']}+{c['amount_usd']}", row["post_money_usd"]),
        "price_usd": Formula(f"={c['pre_money_usd']}/{c['shares_before']}", row["price_usd"]),
        "new_shares": Formula(f"={c['amount_usd']}/{c['price_usd']}", row["new_shares"]),
        "shares_after": Formula(f"={c['shares_before']}+{c['new_shares']}", row["shares_after"]),
    }
    if n > 2:
        before = f"={letters['shares_after']}{n - 1}+{c['other_shares']}"
        before += _converted(letters, n) if is_ipo else ""
        cells["shares_before"] = Formula(before, row["shares_before"])
    return cells


def _converted(letters: Mapping[str, str], n: int) -> str:
    """Extra common shares preferred becomes at the IPO; a blank ratio is one."""
    shares = f"{letters['new_shares']}2:{letters['new_shares']}{n - 1}"
    ratios = f"{letters['ratio_x']}2:{letters['ratio_x']}{n - 1}"
    return f"+SUMPRODUCT({shares},({ratios}<>0)*({ratios}-1))"


def _multiples(
    multiple: Multiple, mark: MarkValue, *, at: int, row: int, letters: Mapping[str, str], text: Catalog
) -> dict[str, Formula]:
    """price x conversion ratio / price paid, and company value / post-money, at the mark's row."""
    marks = {key: column_letter(n) for n, key in enumerate(COLUMNS["marks"])}
    sheet = text.t("own_sheet.marks")
    price, value = (f"'{sheet}'!${marks[key]}${at + 2}" for key in ("price_usd", "company_value_usd"))
    c = {key: f"{letter}{row}" for key, letter in letters.items()}
    listed = mark.kind in (MarkKind.IPO_PRICE, MarkKind.CLOSE)
    ratio = f"*IF({c['ratio_x']}>0,{c['ratio_x']},1)" if listed else ""
    return {
        "price_multiple_x": Formula(f"={price}{ratio}/{c['price_usd']}", multiple.price_multiple_x),
        "value_multiple_x": Formula(f"={value}/{c['post_money_usd']}", multiple.valuation_multiple_x),
    }


def write_sheet(
    book: Any, name: str, columns: Sequence[str], rows: Sequence[FieldRow], text: Catalog
) -> None:
    """One sheet: a head of field names, a row per row, blanks left blank."""
    sheet = book.add_worksheet(name)
    fields = load_fields()
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    sheet.freeze_panes(1, 2)
    for at, key in enumerate(columns):
        kind = fields[key].kind
        sheet.write_string(0, at, text.t(f"own_field.{key}"), head)
        sheet.set_column(at, at, _WIDTH.get(kind, 16))
        shape = book.add_format({"num_format": _FORMATS[kind]}) if kind in _FORMATS else None
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows, start=1):
            _write_cell(sheet, number, at, row.get(key), day if kind == "date" else shape)


def _write_cell(sheet: Any, row: int, at: int, value: Any, shape: Any) -> None:
    if value is None or (isinstance(value, Formula) and value.value is None):
        return
    if isinstance(value, Formula):
        sheet.write_formula(row, at, value.text, shape, value.value)
    elif isinstance(value, PartialDate):
        _write_date(sheet, row, at, value, shape)
    elif isinstance(value, int | float):
        sheet.write_number(row, at, value, shape)
    else:
        sheet.write_string(row, at, str(value))


def _write_date(sheet: Any, row: int, at: int, date: PartialDate, shape: Any) -> None:
    """A day as a day; a month or a year, and days spreadsheets do not know, as text."""
    if date.is_exact and date.earliest.year >= 1901:
        sheet.write_datetime(row, at, dt.datetime.combine(date.earliest, dt.time()), shape)
    else:
        sheet.write_string(row, at, date.text)


def write_notes(book: Any, name: str, notes: Sequence[str]) -> None:
    """Sentences under each other on a sheet of their own."""
    sheet = book.add_worksheet(name)
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 110)
    for number, note in enumerate(notes):
        sheet.write_string(number, 0, note, wrap)
