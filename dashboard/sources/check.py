"""Checks the data files as a whole: each by its schema, then against printed totals."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from dashboard.sources.reconcile import company_problems
from dashboard.sources.reconcile_ipos import ipo_problems
from dashboard.sources.reconcile_odds import odds_problems
from dashboard.sources.schema import (
    DATASETS,
    PACKAGE_FILE,
    DataError,
    Problem,
    Resource,
    file_hash,
    read_package,
    read_package_json,
)
from dashboard.sources.tables import DataFolder

_RECONCILE: tuple[Callable[[DataFolder], list[Problem]], ...] = (
    company_problems,
    ipo_problems,
    odds_problems,
)


def check_data(folder: Path = DATASETS) -> list[Problem]:
    """Every problem of the data files; empty if there is none.

    Totals are compared only once every file can be read.
    """
    try:
        data = DataFolder(folder)
    except DataError as error:
        return [error.problem]
    problems = [problem for name in data.resources for problem in data.scan(name).problems]
    problems += _undeclared(data)
    if not problems:
        problems = [problem for check in _RECONCILE for problem in check(data)]
    return sorted(problems + _hash_problems(data))


def refresh_hashes(folder: Path = DATASETS) -> None:
    """Write the present hash and row count of every file into datapackage.json."""
    raw, data = read_package_json(folder), DataFolder(folder)
    for entry, name in zip(raw["resources"], read_package(folder), strict=True):
        entry["rowCount"] = len(data.scan(name).rows)
        entry["hash"] = file_hash(folder / entry["path"])
    text = json.dumps(raw, indent=2, ensure_ascii=False) + "\n"
    (folder / PACKAGE_FILE).write_text(text, encoding="utf-8", newline="\n")


def _undeclared(data: DataFolder) -> list[Problem]:
    known = {resource.path for resource in data.resources.values()}
    message = f"expected a description of this file in {PACKAGE_FILE}"
    return [
        Problem(path.name, 1, "-", message) for path in data.folder.glob("*.csv") if path.name not in known
    ]


def _hash_problems(data: DataFolder) -> list[Problem]:
    lines = (data.folder / PACKAGE_FILE).read_text(encoding="utf-8").splitlines()
    return [found for item in data.resources.values() if (found := _stale(data, item, lines))]


def _stale(data: DataFolder, resource: Resource, lines: list[str]) -> Problem | None:
    path = data.folder / resource.path
    if not path.exists():
        return None  # the scan has said so
    start = next(number for number, line in enumerate(lines, 1) if f'"{resource.path}"' in line)
    if file_hash(path) != resource.hash:
        message = (
            f"expected the hash of {resource.path}: the file has changed, check it and run refresh_hashes"
        )
        return Problem(PACKAGE_FILE, _line(lines, start, '"hash"'), "hash", message)
    count = len(data.scan(resource.name).rows)
    if count != resource.row_count:
        message = f"expected {count}, the number of rows of {resource.path}, found {resource.row_count}"
        return Problem(PACKAGE_FILE, _line(lines, start, '"rowCount"'), "rowCount", message)
    return None


def _line(lines: list[str], start: int, word: str) -> int:
    return next((number for number, line in enumerate(lines, 1) if number >= start and word in line), start)
