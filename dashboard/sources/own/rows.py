"""Rows of a person's sheets as typed values by field, each with its place in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from dashboard.sources.own.cells import BadCell, harmless, read_cell
from dashboard.sources.own.fields import Column, columns_of, heads_not_read, load_fields
from dashboard.sources.own.problems import Problem
from dashboard.sources.own.table import Sheet, Table
from dashboard.sources.own.workbook import Cell

NOTES_SHEETS: Final = {"notes", "пояснения"}
_SHEETS: Final = {
    "company": "company", "компания": "company",
    "rounds": "rounds", "раунды": "rounds",
    "marks": "marks", "prices": "marks", "цены": "marks",
    "stakes": "stakes", "holders": "stakes", "доли": "stakes", "владельцы": "stakes",
    "sources": "sources", "источники": "sources",
}  # fmt: skip
NEEDED: Final = {
    "company": ("name",),
    "rounds": ("name", "date"),
    "marks": ("date",),
    "stakes": ("holder",),
    "sources": ("source",),
}


@dataclass(frozen=True)
class TypedRow:
    """One row: which table it belongs to, its kind in it, values by field, and its place."""

    table: str
    kind: str
    values: Mapping[str, Any]
    place: Problem
    heads: Mapping[str, str] = field(default_factory=dict)

    def problem(self, code: str, name: str, *, is_note: bool = False, **values: float | str) -> Problem:
        """A problem of one field of the row."""
        told = {"field": name, **values}
        found = "" if self.values.get(name) is None else str(self.values[name])
        column = self.heads.get(name, "")
        return replace(self.place, code=code, column=column, found=found, values=told, is_note=is_note)


@dataclass(frozen=True)
class ReadSheet:
    """How one sheet was read: its columns, the heads left over, rows kept of all."""

    name: str
    header: tuple[str, ...]
    columns: tuple[Column, ...]
    kept: int
    count: int


def typed_rows(
    table: Table, chosen: Mapping[str, str], problems: list[Problem]
) -> tuple[list[TypedRow], list[ReadSheet]]:
    """Every row that can be read whole. A row with a bad cell is told, cell by cell, and left out.

    chosen: head of a column -> key of the field it is, as a person said.
    """
    rows: list[TypedRow] = []
    read: list[ReadSheet] = []
    for sheet in table.sheets:
        if sheet.name.strip().lower() in NOTES_SHEETS:
            continue
        columns = columns_of(sheet, chosen)
        found = _rows_of(sheet, columns, table.name, problems)
        rows += found
        read.append(ReadSheet(sheet.name, sheet.header, tuple(columns), len(found), len(sheet.rows)))
        _tell_columns(sheet, columns, table.name, problems)
    return rows, read


def _tell_columns(sheet: Sheet, columns: list[Column], file: str, problems: list[Problem]) -> None:
    place = Problem("column_guessed", file, sheet.name, is_note=True)
    for column in columns:
        if column.guessed:
            problems.append(replace(place, column=column.head, values={"field": column.field.key}))
    left = heads_not_read(sheet, columns)
    if left:
        problems.append(replace(place, code="columns_not_read", found=", ".join(left)[:400]))


def _rows_of(sheet: Sheet, columns: list[Column], file: str, problems: list[Problem]) -> list[TypedRow]:
    table = _SHEETS.get(sheet.name.strip().lower()) or _table_by_columns({c.field.key for c in columns})
    has_what = any(column.field.key == "what" for column in columns)
    present = {column.field.key for column in columns}
    missing = [name for name in NEEDED[table] if name not in present]
    if missing and not has_what:
        heads = ", ".join(sheet.header)[:400]
        for name in missing:
            problems.append(Problem("column_missing", file, sheet.name, found=heads, values={"field": name}))
        return []
    found = []
    for number, cells in zip(sheet.numbers, sheet.rows, strict=True):
        place = Problem("", file, sheet.name, number)
        row = _typed(cells, columns, place, table, problems)
        if row is not None:
            found.append(row)
    return found


def _table_by_columns(keys: set[str]) -> str:
    if "holder" in keys and keys & {"shares_low", "cost_usd"}:
        return "stakes"
    if keys & {"url", "title"} and not keys & {"amount_usd", "price_usd"}:
        return "sources"
    if "price_usd" in keys and not keys & {"amount_usd", "pre_money_usd", "post_money_usd", "name"}:
        return "marks"
    return "rounds"


def _typed(
    cells: list[Cell], columns: list[Column], place: Problem, table: str, problems: list[Problem]
) -> TypedRow | None:
    values: dict[str, Any] = {}
    bad = False
    for column in columns:
        cell = cells[column.at]
        if column.field.kind == "computed":
            continue
        try:
            values[column.field.key] = read_cell(column.field.kind, cell, column.unit)
            if isinstance(cell, str) and column.field.kind == "text" and harmless(cell) != cell:
                problems.append(
                    replace(place, code="brackets", column=column.head, found=cell[:80], is_note=True)
                )
        except BadCell as error:
            bad = True
            told = {"field": column.field.key}
            found = str(cell)[:80]
            problems.append(replace(place, code=error.code, column=column.head, found=found, values=told))
    what = values.pop("what", None)
    table, kind = what or (table, "")
    heads = {column.field.key: column.head for column in columns}
    row = TypedRow(table, kind, values, place, heads)
    for name in NEEDED[table]:
        if values.get(name) is None and not bad:
            problems.append(row.problem("cell_blank", name))
            return None
    return None if bad else row


def field_keys() -> list[str]:
    """Keys of the fields a person can choose for a column."""
    return [key for key, one in load_fields().items() if one.kind != "computed"]
