"""Any CSV or XLSX of a person as plain sheets: one door for every import."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dashboard.sources.own.guard import CELL_LETTERS, COLUMNS, open_file
from dashboard.sources.own.problems import Problem, Refused
from dashboard.sources.own.text_file import decode, rows_of_text
from dashboard.sources.own.workbook import Cell, Raw, column_letter, sheets_of_book

_LOOK = 20  # rows in which the header is looked for


@dataclass(frozen=True)
class Sheet:
    """One sheet. Every row is as wide as the header; `numbers` are the rows' own numbers in the file.

    above: rows over the header (a title, say), kept as they stood. A blank cell is None.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[list[Cell], ...]
    numbers: tuple[int, ...]
    above: tuple[list[Cell], ...] = ()


@dataclass(frozen=True)
class Table:
    """What a file holds. encoding is "" for a workbook; `problems` name everything lost or odd."""

    name: str
    sheets: tuple[Sheet, ...] = ()
    problems: tuple[Problem, ...] = ()
    encoding: str = ""


def read_table(data: bytes, name: str) -> Table:
    """A person's CSV or XLSX as sheets of plain cells. Never raises; bad places are in `problems`.

    The file is judged before it is parsed (size, zip bombs, entities, too many rows or columns),
    by content and not by name. CSV: UTF-8, UTF-16, Windows-1251 or -1252, separated by comma,
    semicolon, tab or bar; its one sheet has no name and its cells are text. XLSX: visible
    sheets, values only (of a formula the saved value); cells are text, numbers, flags or days.
    Rows without any value are left out. The header is the first row at least half as
    wide as the widest of the first twenty; columns without a head are named by their letter.

    >>> read_table("Раунд;Сумма\\nA;1,5 млн".encode("cp1251"), "rounds.csv").sheets[0].rows
    (['A', '1,5 млн'],)
    """
    problems: list[Problem] = []
    try:
        opened = open_file(data)
        if opened.kind == "xlsx" and opened.archive is not None:
            found = sheets_of_book(data, opened.archive, name, problems)
            return _table(name, found, problems)
        if opened.kind != "text":
            raise Refused("not_a_table")
        decoded = decode(data)
        raw: Raw = [(line, list(cells)) for line, cells in rows_of_text(decoded.text, name, problems)]
        if decoded.damaged:
            problems.append(Problem("damaged_letters", name, row=_first_damaged(raw)))
        return replace(_table(name, {"": raw}, problems), encoding=decoded.encoding)
    except Refused as refused:
        return Table(name, problems=(*problems, refused.problem(name)))


def _first_damaged(raw: Raw) -> int:
    return next((number for number, cells in raw if any("\ufffd" in str(cell) for cell in cells)), 0)


def _table(name: str, found: dict[str, Raw], problems: list[Problem]) -> Table:
    sheets = [_sheet(title, raw, name, problems) for title, raw in found.items()]
    kept = tuple(sheet for sheet in sheets if sheet is not None)
    if not kept:
        problems.append(Problem("no_rows", name))
    return Table(name, kept, tuple(problems))


def _sheet(title: str, raw: Raw, file: str, problems: list[Problem]) -> Sheet | None:
    filled = [(number, _tidy(cells)) for number, cells in raw]
    filled = [(number, cells) for number, cells in filled if cells]
    if not filled:
        return None
    at = _header_at([cells for _, cells in filled])
    width = max(len(cells) for _, cells in filled[at:])
    if width > COLUMNS:
        raise Refused("too_many_columns", sheet=title, limit=COLUMNS, count=width)
    header = _header(filled[at][1], width)
    rows, numbers = [], []
    for number, cells in filled[at + 1 :]:
        _check_letters(cells, header, Problem("cell_too_long", file, title, number), problems)
        rows.append(cells + [None] * (width - len(cells)))
        numbers.append(number)
    return Sheet(title, header, tuple(rows), tuple(numbers), tuple(cells for _, cells in filled[:at]))


def _tidy(cells: Sequence[Cell]) -> list[Cell]:
    """Cells with blanks as None and none at the end."""
    tidy: list[Cell] = [None if isinstance(cell, str) and not cell.strip() else cell for cell in cells]
    while tidy and tidy[-1] is None:
        tidy.pop()
    return tidy


def _header_at(rows: Sequence[Sequence[Cell]]) -> int:
    counts = [sum(cell is not None for cell in cells) for cells in rows[:_LOOK]]
    return next(at for at, count in enumerate(counts) if 2 * count >= max(counts))


def _header(cells: Sequence[Cell], width: int) -> tuple[str, ...]:
    """Names of the columns, one line each and no two the same."""
    names: list[str] = []
    for at in range(width):
        cell = cells[at] if at < len(cells) else None
        name = " ".join(str(cell).split())[:80] if cell is not None else column_letter(at)
        names.append(name if name not in names else f"{name} ({column_letter(at)})")
    return tuple(names)


def _check_letters(cells: list[Cell], header: Sequence[str], at: Problem, problems: list[Problem]) -> None:
    """Cut what no table needs, and say so."""
    for number, cell in enumerate(cells):
        if isinstance(cell, str) and len(cell) > CELL_LETTERS:
            values = {"limit": CELL_LETTERS, "count": len(cell)}
            problems.append(replace(at, column=header[number], found=cell[:40], values=values))
            cells[number] = cell[:CELL_LETTERS]
