"""One door for every file of a person: a table, a scenario or an OCF package, told by its content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from calc.events.state import State
from dashboard.sources.own.company import Import, read_company
from dashboard.sources.own.guard import open_file
from dashboard.sources.own.json_file import read_scenario_file
from dashboard.sources.own.ocf import read_ocf
from dashboard.sources.own.problems import Problem, Refused
from dashboard.sources.own.table import read_table


@dataclass(frozen=True)
class OwnFile:
    """What a file held. kind: "table", "scenario", "ocf" or "refused"."""

    kind: str
    name: str
    imports: tuple[Import, ...] = ()
    problems: tuple[Problem, ...] = ()
    link: str = ""
    state: State | None = None
    unread: tuple[tuple[str, int], ...] = ()


def read_file(data: bytes, name: str, chosen: Mapping[str, str] | None = None) -> OwnFile:
    """Read any file. Never raises; what is wrong is in the problems, what is right is kept.

    chosen: head of a column -> key of the field it is, as a person said.
    """
    try:
        opened = open_file(data)
    except Refused as refused:
        return OwnFile("refused", name, problems=(refused.problem(name),))
    if opened.kind == "json":
        held = read_scenario_file(data, name)
        return OwnFile("scenario", name, held.imports, held.problems, held.link)
    if opened.kind == "ocf" and opened.archive is not None:
        try:
            package = read_ocf(opened.archive, name)
        except Refused as refused:
            return OwnFile("refused", name, problems=(refused.problem(name),))
        told = package.found.problems
        return OwnFile("ocf", name, (package.found,), told, state=package.state, unread=package.unread)
    found = read_company(read_table(data, name), chosen)
    return OwnFile("table", name, (found,), found.problems)
