"""How a figure of a worked example is compared, nested ones leaf by leaf."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.adapters.shapes import Unsupported

RULES: dict[str, Callable[[Any, Any], bool]] = {  # claims that a source prints in words
    "recomputed value must exceed expected": lambda got, wanted: got > wanted,
    "argmax of P(>=3x) over the sizes must lie in the expected range": lambda got, wanted: (
        len(wanted) == 2 and wanted[0] <= got <= wanted[1]
    ),
}


class AnyOf:
    """A figure that sources print in more than one way; each of them is right."""

    def __init__(self, *readings: Any) -> None:
        self.readings = readings


def agrees(got: Any, wanted: Any, allowed: Any) -> bool:
    """Whether a figure is the wanted one, within {"abs": ..., "rel": ...} or by {"rule": ...}."""
    if isinstance(got, AnyOf):
        return any(agrees(reading, wanted, allowed) for reading in got.readings)
    if isinstance(allowed, dict) and set(allowed) == {"rule"} and allowed["rule"] in RULES:
        return RULES[allowed["rule"]](got, wanted)
    if not isinstance(allowed, dict) or not set(allowed) <= {"abs", "rel"}:
        raise Unsupported(f"cannot apply tolerance {allowed!r}")
    return _near(got, wanted, abs_=allowed.get("abs", 0), rel=allowed.get("rel", 0))


def _near(got: Any, wanted: Any, *, abs_: float, rel: float) -> bool:
    if isinstance(got, AnyOf):
        return any(_near(reading, wanted, abs_=abs_, rel=rel) for reading in got.readings)
    if isinstance(wanted, dict):
        if isinstance(got, dict) and not set(wanted) <= set(got):
            raise Unsupported(f"no figure for {', '.join(sorted(set(wanted) - set(got)))}")
        return isinstance(got, dict) and all(
            _near(got[key], wanted[key], abs_=abs_, rel=rel) for key in wanted
        )
    if isinstance(wanted, list):
        same_length = isinstance(got, list) and len(got) == len(wanted)
        return same_length and all(_near(a, b, abs_=abs_, rel=rel) for a, b in zip(got, wanted, strict=True))
    if isinstance(wanted, str | bool) or wanted is None:
        return bool(got == wanted)
    if isinstance(got, str | bool | list | dict) or got is None:
        return False
    return bool(got == pytest.approx(wanted, abs=abs_, rel=rel))


def spoiled(value: Any) -> Iterator[Any]:
    """The figure with one leaf made wrong, every leaf in turn; an empty list gets one."""
    if isinstance(value, dict):
        for key in value:
            yield from ({**value, key: wrong} for wrong in spoiled(value[key]))
    elif isinstance(value, list):
        if not value:
            yield [1.0]
        for at, item in enumerate(value):
            yield from ([*value[:at], wrong, *value[at + 1 :]] for wrong in spoiled(item))
    elif isinstance(value, str):
        yield f"not {value}"
    elif value is None:
        yield 1.0
    else:
        yield value * 2 + (value == 0)
