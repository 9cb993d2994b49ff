"""How values stand in a link, and how they are read back; None is what cannot be read."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from calc.errors import CalcError
from calc.types import PartialDate

Query = Mapping[str, Sequence[str]]
Reads = Mapping[str, tuple[str, Callable[[str], object]]]

_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
_LARGEST = 1e15
_View = TypeVar("_View")


def number_word(value: float) -> str:
    """A number as a link holds it: whole ones without a point."""
    return str(int(value)) if value == int(value) else repr(value)


def read_number(text: str) -> float | None:
    """A finite number no larger than any company."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= _LARGEST else None


def read_positive(text: str) -> float | None:
    """A number above zero."""
    value = read_number(text)
    return value if value is not None and value > 0 else None


def read_slug(text: str) -> str | None:
    """A key: small letters, digits and hyphens."""
    return text if _KEY.fullmatch(text) else None


def read_date(text: str) -> PartialDate | None:
    """A day, a month or a year."""
    try:
        return PartialDate(text)
    except CalcError:
        return None


def read_flag(text: str) -> bool | None:
    """1 or 0."""
    return {"1": True, "0": False}.get(text)


def one_of(*allowed: str) -> Callable[[str], str | None]:
    """A reader that takes these words only."""
    return lambda text: text if text in allowed else None


def clean_name(name: str) -> str:
    """A name as a link can hold it: one line, no colons, at most 30 letters."""
    return name.replace(":", " ").strip()[:30].strip()


def read_parts(view: _View, query: Query, reads: Reads, ignored: list[str]) -> _View:
    """The view with every readable parameter set; the others are named in `ignored`.

    reads: parameter -> (field of the view, reader). Of a repeated parameter the last counts.
    """
    changes: dict[str, Any] = {}
    for key, (name, read) in reads.items():
        if not query.get(key):
            continue
        value = read(query[key][-1])
        if value is None:
            ignored.append(f"{key}={query[key][-1]}")
        else:
            changes[name] = value
    return replace(view, **changes)  # type: ignore[type-var]


def view_query(view: object, reads: Reads) -> dict[str, str]:
    """Parameters of a view as read_parts takes them back, defaults left out."""
    default, query = type(view)(), {}
    for key, (name, _) in reads.items():
        value = getattr(view, name)
        if value != getattr(default, name):
            query[key] = _value_word(value)
    return query


def _value_word(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(_value_word(one) for one in value) or "none"
    return number_word(value) if isinstance(value, float) else str(value)


def read_within(low: float, high: float) -> Callable[[str], float | None]:
    """A reader of numbers from low to high, both included."""

    def read(text: str) -> float | None:
        value = read_number(text)
        return value if value is not None and low <= value <= high else None

    return read
