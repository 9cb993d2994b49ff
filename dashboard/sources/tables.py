"""Reads the CSV files of datasets/ and says exactly where one goes wrong."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from calc.types import Basis, Figure, PartialDate
from dashboard.sources.schema import DATASETS, DataError, ForeignKey, Problem, Resource, read_package
from dashboard.sources.values import Value, parse_value

__all__ = ["DATASETS", "DataError", "DataFolder", "Problem", "Row", "Table", "read_table", "rows_of"]


@dataclass(frozen=True)
class Row:
    """One checked row: typed values by column, and the line it starts on."""

    line: int
    values: dict[str, Value]

    def text(self, column: str) -> str:
        """A text cell; empty if blank."""
        value = self.values[column]
        return "" if value is None else value.text if isinstance(value, PartialDate) else str(value)

    def number(self, column: str) -> float:
        """A filled number cell."""
        value = self.values[column]
        if not isinstance(value, int | float):
            raise TypeError(f"{column} on line {self.line} holds no number")
        return float(value)

    def integer(self, column: str) -> int:
        """A filled whole-number cell."""
        value = self.values[column]
        return value if isinstance(value, int) else int(self.number(column))

    def date(self, column: str) -> PartialDate:
        """A filled date cell, to the day or coarser."""
        value = self.values[column]
        return value if isinstance(value, PartialDate) else PartialDate(str(value))

    def has(self, column: str) -> bool:
        """Whether the cell is filled."""
        return self.values[column] is not None

    def figure(self, column: str, *, basis: str = "basis", source: str = "source_id") -> Figure:
        """A filled number cell with the basis and source cells that belong to it."""
        return Figure(self.number(column), Basis(self.text(basis)), self.text(source))


@dataclass(frozen=True)
class Table:
    """The checked rows of one file, in file order, and every problem found on the way."""

    resource: Resource
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


class DataFolder:
    """One folder of data files; reads each file once, when first asked for."""

    def __init__(self, folder: Path = DATASETS) -> None:
        self.folder = folder
        self.resources = read_package(folder)
        self._scanned: dict[str, Table] = {}

    def scan(self, name: str) -> Table:
        """The file with every problem in it, without raising."""
        if name not in self._scanned:
            self._scanned[name] = self._scan(name)
        return self._scanned[name]

    def rows(self, name: str) -> tuple[Row, ...]:
        """The rows of a faultless file.

        Raises:
            DataError: the first problem of the file.
        """
        table = self.scan(name)
        if table.problems:
            raise DataError(table.problems[0])
        return table.rows

    def _scan(self, name: str) -> Table:
        resource = self.resources[name]
        rows, problems = _read_rows(resource, self.folder / resource.path)
        problems += _repeated_keys(resource, rows)
        for key in resource.foreign_keys:
            problems += self._dangling(resource, key, rows)
        return Table(resource, tuple(rows), tuple(sorted(problems)))

    def _dangling(self, resource: Resource, key: ForeignKey, rows: list[Row]) -> list[Problem]:
        known = {row.values.get(key.target) for row in self.scan(key.table).rows}
        message = f"expected a {key.target} of {key.table}.csv, found "
        return [
            Problem(resource.path, row.line, key.column, message + repr(row.text(key.column)))
            for row in rows
            if key.column in row.values and row.has(key.column) and row.values[key.column] not in known
        ]


def read_table(name: str, folder: Path = DATASETS) -> tuple[Row, ...]:
    """The checked rows of datasets/<name>.csv.

    Raises:
        DataError: naming file, line and column of the first problem.
    """
    return DataFolder(folder).rows(name)


def rows_of(data: DataFolder, table: str, company: str) -> list[Row]:
    """The rows of one company, in file order."""
    return [row for row in data.rows(table) if row.text("company") == company]


def _read_rows(resource: Resource, path: Path) -> tuple[list[Row], list[Problem]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            records = list(_records(handle))
    except OSError:
        return [], [Problem(resource.path, 1, "-", "expected this file, it cannot be read")]
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return [], [Problem(resource.path, line, "-", "expected UTF-8 text")]
    except csv.Error as error:
        return [], [Problem(resource.path, 1, "-", f"expected comma-separated values: {error}")]
    problems = _header_problems(resource, records[0][1] if records else [])
    if problems:
        return [], problems
    return _parse_rows(resource, records[1:])


def _records(handle: Iterator[str]) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(handle, strict=True)
    line = 1
    for cells in reader:
        yield line, cells
        line = reader.line_num + 1


def _header_problems(resource: Resource, header: list[str]) -> list[Problem]:
    expected = [field.name for field in resource.fields]
    for place, name in enumerate(expected):
        found = header[place] if place < len(header) else "nothing"
        if found != name:
            return [Problem(resource.path, 1, name, f"expected this header, found {found!r}")]
    extra = header[len(expected) :]
    return [Problem(resource.path, 1, name, "expected no such column") for name in extra]


def _parse_rows(resource: Resource, records: list[tuple[int, list[str]]]) -> tuple[list[Row], list[Problem]]:
    rows: list[Row] = []
    problems: list[Problem] = []
    for line, cells in records:
        values, found = _parse_cells(resource, line, cells)
        problems += found
        if not found:
            rows.append(Row(line, values))
    return rows, problems


def _parse_cells(resource: Resource, line: int, cells: list[str]) -> tuple[dict[str, Value], list[Problem]]:
    if len(cells) != len(resource.fields):
        last = resource.fields[min(len(cells), len(resource.fields) - 1)].name
        message = f"expected {len(resource.fields)} cells, found {len(cells)}"
        return {}, [Problem(resource.path, line, last, message)]
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for field, text in zip(resource.fields, cells, strict=True):
        try:
            values[field.name] = parse_value(field, text)
        except ValueError as error:
            problems.append(Problem(resource.path, line, field.name, str(error)))
    return values, problems


def _repeated_keys(resource: Resource, rows: list[Row]) -> list[Problem]:
    seen: dict[tuple[Value, ...], int] = {}
    problems: list[Problem] = []
    for row in rows:
        key = tuple(row.values[name] for name in resource.primary_key)
        if key and key in seen:
            message = f"expected a new key, found the one of line {seen[key]}"
            problems.append(Problem(resource.path, row.line, resource.primary_key[-1], message))
        seen.setdefault(key, row.line)
    return problems
