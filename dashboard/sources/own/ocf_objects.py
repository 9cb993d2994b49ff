"""Objects of an Open Cap Format package, each with its place, and their fields as values.

The schema: github.com/Open-Cap-Table-Coalition/Open-Cap-Format-OCF (1.2; older names are read too).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from calc.errors import CalcError
from calc.types import PartialDate
from dashboard.sources.own.cells import clean_text
from dashboard.sources.own.guard import ROWS
from dashboard.sources.own.json_file import load_json
from dashboard.sources.own.problems import Problem, Refused

_NUMERIC: Final = re.compile(r"[+-]?\d{1,24}(\.\d{1,15})?")


class BadField(ValueError):
    """A field that is not what the schema says."""

    def __init__(self, code: str, name: str, found: object) -> None:
        super().__init__(code)
        self.code, self.name, self.found = code, name, str(found)[:80]


@dataclass(frozen=True)
class Item:
    """One object of the package and where it stands."""

    fields: Mapping[str, Any]
    place: Problem

    @property
    def type(self) -> str:
        """Its object_type."""
        return str(self.fields.get("object_type", ""))

    def text(self, name: str) -> str:
        """A text field, empty if it is not there."""
        value = self.fields.get(name)
        return clean_text(value) if isinstance(value, str) else ""

    def number(self, name: str) -> float:
        """A Numeric: a string of digits.

        Raises:
            BadField: "ocf_number".
        """
        return read_numeric(self.fields.get(name), name)

    def usd(self, name: str) -> float:
        """A Monetary in US dollars.

        Raises:
            BadField: "ocf_number", "ocf_currency".
        """
        value = self.fields.get(name)
        held = value if isinstance(value, dict) else {}
        if held.get("currency", "USD") != "USD":
            raise BadField("ocf_currency", name, held.get("currency"))
        return read_numeric(held.get("amount"), name)

    def date(self, name: str = "date") -> PartialDate:
        """A day.

        Raises:
            BadField: "ocf_date".
        """
        try:
            return PartialDate(str(self.fields.get(name)))
        except CalcError as error:
            raise BadField("ocf_date", name, self.fields.get(name)) from error

    def problem(self, error: BadField) -> Problem:
        """What is wrong with a field, at its place."""
        return replace(self.place, code=error.code, column=error.name, found=error.found)


def read_numeric(value: object, name: str) -> float:
    """A number of the format: digits in a string (a plain number is taken too).

    Raises:
        BadField: "ocf_number".
    """
    text = str(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else ""
    if not _NUMERIC.fullmatch(text):
        raise BadField("ocf_number", name, value)
    return float(text)


def ratio(value: object, name: str) -> float:
    """A Ratio: numerator / denominator.

    Raises:
        BadField: "ocf_number".
    """
    held = value if isinstance(value, dict) else {}
    under = read_numeric(held.get("denominator"), name)
    found = read_numeric(held.get("numerator"), name) / under if under else 0.0
    if not found > 0:
        raise BadField("ocf_number", name, value)
    return found


def read_items(archive: zipfile.ZipFile, file: str, problems: list[Problem]) -> list[Item]:
    """Every object of every JSON file of the package, the issuer first.

    Raises:
        Refused: "not_ocf" if no file is one of the format, "broken_zip".
    """
    items: list[Item] = []
    known = False
    for name in sorted(one for one in archive.namelist() if one.lower().endswith(".json")):
        if name.startswith("__MACOSX") or "/__MACOSX" in name:
            continue
        try:
            held = load_json(archive.read(name))
        except Refused as refused:
            problems.append(replace(refused.problem(file), sheet=name))
            continue
        except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as error:
            raise Refused("broken_zip") from error
        kind = held.get("file_type") if isinstance(held, dict) else None
        if isinstance(kind, str) and kind.startswith("OCF_"):
            known = True
            items += _items_of(held, Problem("", file, name))
    if not known:
        raise Refused("not_ocf")
    return items


def _items_of(held: Mapping[str, Any], place: Problem) -> list[Item]:
    issuer = held.get("issuer")
    found = [Item({"object_type": "ISSUER", **issuer}, place)] if isinstance(issuer, dict) else []
    items = held.get("items")
    listed = items if isinstance(items, list) else []
    if len(listed) > ROWS:
        raise Refused("too_many_rows", sheet=place.sheet, limit=ROWS)
    for number, one in enumerate(listed, start=1):
        if isinstance(one, dict):
            found.append(Item(one, replace(place, row=number)))
    return found
