"""An XLSX workbook, already judged safe, into rows of plain values."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from dashboard.sources.own.guard import check_sheets
from dashboard.sources.own.problems import Problem, Refused

Cell = str | int | float | bool | dt.date | None
Raw = list[tuple[int, list[Cell]]]


def sheets_of_book(
    data: bytes, archive: zipfile.ZipFile, file: str, problems: list[Problem]
) -> dict[str, Raw]:
    """Rows of every visible sheet, with the row number a spreadsheet shows.

    Values only: of a formula the value saved with it. A formula without one is told, its
    cell is blank. Hidden sheets are left out and told.

    Raises:
        Refused: those of `check_sheets`, and "broken_workbook".
    """
    check_sheets(archive)
    import openpyxl  # 0.3 s that only a person with a workbook has to wait

    try:
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        if not book.worksheets:
            raise Refused("broken_workbook")
        found = {}
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                problems.append(Problem("hidden_sheet", file, sheet.title, is_note=True))
                continue
            sheet.reset_dimensions()  # what a file says of its size is not believed
            found[sheet.title] = _rows(sheet)
        if any(b"<f" in archive.read(name) for name in archive.namelist() if "worksheets/sheet" in name):
            problems += _without_value(data, file, found)
    except Refused:
        raise
    except Exception as error:  # openpyxl raises what its parsers raise: KeyError, ParseError, ValueError...
        raise Refused("broken_workbook") from error
    return found


def _rows(sheet: Any) -> Raw:
    rows: Raw = []
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        rows.append((number, [_plain(cell) for cell in cells]))
    return rows


def _plain(value: Any) -> Cell:
    """A cell's value; a moment becomes its day, an array formula's text and the like become text."""
    if isinstance(value, dt.datetime):
        return value.date()
    if value is None or isinstance(value, str | int | float | bool | dt.date):
        return value
    return str(value)


def _without_value(data: bytes, file: str, found: dict[str, Raw]) -> list[Problem]:
    """Formulas that were saved without a value, as a program that never computed them leaves them."""
    import openpyxl

    problems = []
    book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
    for title, rows in found.items():
        book[title].reset_dimensions()
        written = book[title].iter_rows()
        for (number, values), cells in zip(rows, written, strict=False):
            problems += _row_without_value(values, cells, file=file, sheet=title, row=number)
    return problems


def _row_without_value(
    values: Sequence[Cell], cells: Any, *, file: str, sheet: str, row: int
) -> list[Problem]:
    return [
        Problem("formula_no_value", file, sheet, row, column_letter(at), found=str(cell.value)[:80])
        for at, (value, cell) in enumerate(zip(values, cells, strict=False))
        if value is None and cell.data_type == "f"
    ]


def column_letter(at: int) -> str:
    """Letter of a column counted from 0: A, B ... Z, AA.

    >>> column_letter(0), column_letter(27)
    ('A', 'AB')
    """
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
