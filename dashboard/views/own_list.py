"""A person's own IPO list opened by names of sheet and columns, as a script does, not by clicks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from calc.errors import CalcError
from calc.own_ipos import Cell, IpoRules, Tally, year_of
from dashboard.i18n.catalog import Catalog
from dashboard.sources.own import Problem, Sheet, Table
from dashboard.sources.own.workbook import column_letter
from dashboard.views.own_ipos import OwnIpos, rule_words, suggested
from dashboard.views.own_problems import problem_sentence

_TOLD = 5  # rows told one by one; the others are counted


class ListRefused(ValueError):
    """Why a list cannot be counted, with its place."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(frozen=True)
class Wish:
    """What was asked for: a sheet ("" for the first), columns by field, rules."""

    sheet: str
    columns: Mapping[str, str]
    rules: IpoRules


@dataclass(frozen=True)
class OpenedList:
    """The list, its sheet, and what was found wrong in the file and its rows."""

    own: OwnIpos
    sheet: Sheet
    tally: Tally
    problems: tuple[Problem, ...]


def open_list(table: Table, wish: Wish) -> OpenedList:
    """The list of a file, columns guessed by their heads where none is named.

    Raises:
        ListRefused: naming file, sheet and column.
    """
    if not table.sheets:
        raise ListRefused(table.problems[-1])
    sheet = _sheet(table, wish.sheet)
    columns = dict(suggested(sheet.header)) | {
        field: _column(table.name, sheet, head) for field, head in wish.columns.items()
    }
    own = OwnIpos(table.name, sheet.header, sheet.rows, tuple(columns.items()), wish.rules)
    found = own.tally
    if isinstance(found, CalcError):
        values = {"what": str(found.params["field"]), "names": ", ".join(sheet.header)}
        raise ListRefused(Problem("list_needs", table.name, sheet.name, values=values))
    return OpenedList(own, sheet, found, (*table.problems, *_undated(own, sheet)))


def _sheet(table: Table, name: str) -> Sheet:
    found = [one for one in table.sheets if not name or one.name == name]
    if not found:
        names = ", ".join(one.name for one in table.sheets)
        raise ListRefused(Problem("no_such_sheet", table.name, name, values={"names": names}))
    return found[0]


def _column(file: str, sheet: Sheet, head: str) -> int:
    """Place of a column by its head, whatever the case, or by its letter."""
    low = [one.casefold() for one in sheet.header]
    letters = [column_letter(at) for at in range(len(low))]
    if head.casefold() in low:
        return low.index(head.casefold())
    if head.upper() in letters:
        return letters.index(head.upper())
    names = ", ".join(sheet.header)
    raise ListRefused(Problem("no_such_column", file, sheet.name, column=head, values={"names": names}))


def _undated(own: OwnIpos, sheet: Sheet) -> list[Problem]:
    """The first rows whose date cannot be read; such rows are not counted."""
    at = dict(own.columns)["date"]
    bad = [
        (number, row[at])
        for number, row in zip(sheet.numbers, sheet.rows, strict=True)
        if year_of(row[at]) is None
    ]
    place = own.file, sheet.name
    told = [_no_date(own.file, sheet, number, at, cell) for number, cell in bad[:_TOLD]]
    if len(bad) > _TOLD:
        values: dict[str, float | str] = {"count": float(len(bad) - _TOLD)}
        told.append(Problem("more_undated", *place, column=sheet.header[at], values=values))
    return told


def _no_date(file: str, sheet: Sheet, number: int, at: int, cell: Cell) -> Problem:
    place = file, sheet.name, number, sheet.header[at]
    if cell is None:
        return Problem("cell_blank", *place, values={"field": "date"})
    return Problem("expected_date", *place, str(cell)[:40])


def list_record(opened: OpenedList, text: Catalog) -> dict[str, object]:
    """Counts by year for machines, with where every row went."""
    own, tally = opened.own, opened.tally
    return {
        "file": own.file,
        "sheet": opened.sheet.name,
        "columns": {field: own.header[at] for field, at in own.columns},
        "rule": rule_words(own, text),
        "basis": "assumed",
        "years": [{"year": year, "ipos": count} for year, count in tally.counts.items()],
        "rows": tally.rows,
        "counted": sum(tally.counts.values()),
        "no_date": tally.no_date,
        "left_out": tally.left_out,
        "not_known": tally.not_known,
        "problems": [problem_sentence(one, text) for one in opened.problems],
    }
