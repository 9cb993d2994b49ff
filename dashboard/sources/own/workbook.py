"""An XLSX workbook, already judged safe, into rows of plain values."""

from __future__ import annotations

import datetime as dt
import html
import re
import zipfile
from io import BytesIO
from typing import Any, Final

from dashboard.sources.own.guard import check_sheets
from dashboard.sources.own.problems import Problem, Refused

Cell = str | int | float | bool | dt.date | None
_FORMULA: Final = re.compile(
    rb"<(?:\w+:)?c ([^>]*)>"
    rb"<(?:\w+:)?f[^>]*>([^<]*)</(?:\w+:)?f>"
    rb"(<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?"
    rb"</(?:\w+:)?c>"
)
_REFERENCE: Final = re.compile(rb'\br="([A-Z]+)(\d+)"')
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
            problems += _without_value(archive.read(sheet._worksheet_path), Problem("", file, sheet.title))
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


def _without_value(sheet_xml: bytes, place: Problem) -> list[Problem]:
    """Formulas saved without a value, as a program that never computed them leaves them."""
    problems: list[Problem] = []
    if b"f>" not in sheet_xml:
        return problems
    for match in _FORMULA.finditer(sheet_xml):
        where, formula = _REFERENCE.search(match[1]), html.unescape(match[2].decode("utf-8", "replace"))
        if where is None or (match[3] is not None and b't="str"' in match[1]):
            continue  # an empty text is a value
        column, row = where[1].decode(), int(where[2])
        told = Problem("formula_no_value", place.file, place.sheet, row, column, f"={formula[:80]}")
        problems.append(told)
    return problems


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
