"""One cell of a data file: text in, typed value out, or a sentence on what was expected."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import TypeAlias

from calc.errors import CalcError
from calc.types import PartialDate
from dashboard.sources.schema import Field

Value: TypeAlias = str | int | float | bool | dt.date | PartialDate | None

_INTEGER = re.compile(r"-?\d+")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PARTIAL = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def parse_value(field: Field, text: str) -> Value:
    """The cell as its declared type; None for a blank one.

    Raises:
        ValueError: the message says what was expected and what was found.
    """
    if text == "":
        if field.required:
            raise ValueError("expected a value, found a blank")
        return None
    value = _PARSERS[field.kind](text)
    if field.choices and value not in field.choices:
        raise ValueError(f"expected one of {', '.join(field.choices)}, found {text!r}")
    _check_bounds(field, value)
    return value


def _check_bounds(field: Field, value: Value) -> None:
    if not isinstance(value, int | float):
        return
    if field.above is not None and value <= field.above:
        raise ValueError(f"expected a number above {field.above}, found {value}")
    if field.minimum is not None and value < field.minimum:
        raise ValueError(f"expected a number of {field.minimum} or more, found {value}")


def _text(text: str) -> str:
    if text != text.strip():
        raise ValueError(f"expected no spaces at the ends, found {text!r}")
    return text


def _integer(text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise ValueError(f"expected a whole number such as 1500000, found {text!r}")
    return int(text)


def _number(text: str) -> float:
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"expected a number such as 68 or 144.71, found {text!r}")
    return float(text)


def _flag(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(f"expected true or false, found {text!r}")
    return text == "true"


def _day(text: str) -> dt.date:
    try:
        if _DAY.fullmatch(text):
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError(f"expected a day such as 2020-12-09, found {text!r}")


def _partial_date(text: str) -> PartialDate:
    try:
        if _PARTIAL.fullmatch(text):
            return PartialDate(text)
    except CalcError:
        pass
    raise ValueError(f"expected a date such as 2015, 2015-06 or 2015-06-29, found {text!r}")


_PARSERS: dict[str, Callable[[str], Value]] = {
    "string": _text,
    "integer": _integer,
    "number": _number,
    "boolean": _flag,
    "date": _day,
    "partial-date": _partial_date,
}
