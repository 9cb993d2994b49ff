"""A scenario file: JSON that holds a link and companies."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from dashboard.sources.own.cells import clean_text
from dashboard.sources.own.company import Import, read_company
from dashboard.sources.own.fields import load_fields
from dashboard.sources.own.guard import COLUMNS, ROWS
from dashboard.sources.own.problems import Problem, Refused
from dashboard.sources.own.table import Sheet, Table
from dashboard.sources.own.text_file import decode
from dashboard.sources.own.workbook import Cell

FORMAT: Final = "first-check"
VERSION: Final = 1
_TABLES: Final = ("company", "rounds", "marks", "stakes", "sources")
_COMPANIES: Final = 100


@dataclass(frozen=True)
class ScenarioFile:
    """What a scenario file holds. link is a query string, empty if there is none."""

    link: str = ""
    imports: tuple[Import, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_scenario_file(data: bytes, name: str) -> ScenarioFile:
    """A scenario file. Never raises; what is wrong is in the problems, what is right is kept."""
    try:
        held = load_json(data)
        _check(held)
        companies = held.get("companies") or []
        if not isinstance(companies, list) or len(companies) > _COMPANIES:
            raise Refused("bad_json_part", part="companies", expected=f"[ … ≤ {_COMPANIES} ]")
        link = held.get("link") or ""
        if not isinstance(link, str):
            raise Refused("bad_json_part", part="link", expected='"…"')
    except Refused as refused:
        return ScenarioFile(problems=(refused.problem(name),))
    imports = tuple(_import(one, name, at) for at, one in enumerate(companies))
    told = tuple(problem for one in imports for problem in one.problems)
    return ScenarioFile(link, imports, told)


def load_json(data: bytes) -> Any:
    """Any JSON text in a known encoding.

    Raises:
        Refused: "bad_json" with the line, "not_a_table".
    """
    try:
        return json.loads(decode(data).text)
    except json.JSONDecodeError as error:
        raise Refused("bad_json", row=error.lineno, what=error.msg) from error
    except (RecursionError, ValueError) as error:
        raise Refused("bad_json", what=str(error)[:80]) from error


def _check(held: Any) -> None:
    if not isinstance(held, dict) or held.get("format") != FORMAT:
        raise Refused("not_our_json")
    version = held.get("version")
    if version != VERSION:
        raise Refused("json_version", found=str(version)[:20], known=str(VERSION))


def _import(held: Any, file: str, at: int) -> Import:
    problems: list[Problem] = []
    if not isinstance(held, dict):
        problem = Problem("bad_json_part", file, values={"part": f"companies[{at}]", "expected": "{…}"})
        return Import(file, problems=(problem,))
    sheets = [sheet for table in _TABLES for sheet in _sheets(held.get(table), table, file, problems)]
    found = read_company(Table(file, tuple(sheets), tuple(problems)), {key: key for key in load_fields()})
    came_from = held.get("file")
    if found.own and isinstance(came_from, str):
        found = replace(found, own=replace(found.own, file=clean_text(came_from[:120])))
    return found


def _sheets(rows: Any, name: str, file: str, problems: list[Problem]) -> Iterator[Sheet]:
    """The rows of one table as a sheet whose heads are the keys of fields."""
    if rows is None:
        return
    if not isinstance(rows, list) or len(rows) > ROWS or not all(isinstance(row, dict) for row in rows):
        values = {"part": name, "expected": "[{…}, …]"}
        problems.append(Problem("bad_json_part", file, name, values=values))
        return
    heads = tuple(dict.fromkeys(str(key)[:80] for row in rows for key in row))
    if len(heads) > COLUMNS:
        problems.append(Problem("too_many_columns", file, name, values={"limit": COLUMNS}))
    elif heads:
        cells = tuple([_cell(row.get(head)) for head in heads] for row in rows)
        yield Sheet(name, heads, cells, tuple(range(1, len(rows) + 1)))


def _cell(value: Any) -> Cell:
    if value is None or isinstance(value, str | bool | float):
        return value if not isinstance(value, float) or math.isfinite(value) else str(value)
    if isinstance(value, int):
        return value if abs(value) < 10**18 else str(value)[:40]
    return json.dumps(value)[:200]
