"""Where adapters of worked examples register: by topic, inputs they need and inputs they may have.

Inputs are read through `Given`: what an adapter asks for and is not there, and what is there and
nobody asked for, both make the case one of an unknown shape, at any depth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Inputs = dict[str, Any]
Adapter = Callable[[Inputs], dict[str, Any]]
SAYS_NOTHING = {"note", "comment", "source", "currency", "form"}  # no figure hangs on these


class Unsupported(Exception):
    """A case of a shape that no adapter understands."""


class Given(dict):
    """Inputs that remember what was read of them."""

    def __init__(self, inputs: Inputs) -> None:
        super().__init__({key: _given(value) for key, value in inputs.items()})
        self.read: set[str] = set()

    def __getitem__(self, key: str) -> Any:
        self.read.add(key)
        return super().__getitem__(key)

    def __missing__(self, key: str) -> Any:
        raise Unsupported(f"no input {key}")

    def get(self, key: str, default: Any = None) -> Any:
        self.read.add(key)
        return super().get(key, default)

    def items(self) -> Any:
        self.read.update(self)
        return super().items()

    def values(self) -> Any:
        self.read.update(self)
        return super().values()


def _given(value: Any) -> Any:
    if isinstance(value, dict):
        return Given(value)
    return [_given(item) for item in value] if isinstance(value, list) else value


def _unread(value: Any, where: str = "") -> Iterator[str]:
    if isinstance(value, Given):
        for key in value:
            inside = dict.__getitem__(value, key)
            if key in value.read:
                yield from _unread(inside, f"{where}{key}.")
            elif key not in SAYS_NOTHING:
                yield f"{where}{key}"
    elif isinstance(value, list):
        for item in value:
            yield from _unread(item, where)


@dataclass(frozen=True)
class Shape:
    """One adapter: the inputs it needs, those it may have, and those that repeat others."""

    needs: frozenset[str]
    may: frozenset[str]
    repeats: frozenset[str]
    act: Adapter

    def fits(self, keys: set[str]) -> bool:
        return self.needs <= keys <= self.needs | self.may | self.repeats | SAYS_NOTHING


SHAPES: dict[str, list[Shape]] = {}


def adapter(topic: str, *needs: str, may: str = "", repeats: str = "") -> Callable[[Adapter], Adapter]:
    """Register a function for cases of this topic with these inputs.

    may: inputs, separated by spaces, that have a default of the conventions.
    repeats: inputs at any depth that say again what others say, or name a default.
    """

    def register(function: Adapter) -> Adapter:
        shape = Shape(frozenset(needs), frozenset(may.split()), frozenset(repeats.split()), function)
        SHAPES.setdefault(topic, []).append(shape)
        return function

    return register


def run_shape(topic: str, inputs: Inputs) -> dict[str, Any]:
    """Figures of a case by the adapter that needs the most of its inputs.

    Raises:
        Unsupported: if none fits, or an input was missing or was not used.
    """
    fitting = [shape for shape in SHAPES.get(topic, []) if shape.fits(set(inputs))]
    if not fitting:
        raise Unsupported(f"no adapter for {topic} with {', '.join(sorted(inputs))}")
    shape = max(fitting, key=lambda one: len(one.needs))
    given = Given(inputs)
    found = shape.act(given)
    left = [name for name in _unread(given) if name.split(".")[-1] not in shape.repeats]
    if left:
        raise Unsupported(f"inputs nobody reads: {', '.join(left)}")
    return found


def worded(text: Any, meanings: dict[Any, Any]) -> Any:
    """Meaning of an input given in words; Unsupported if it has none here."""
    if not isinstance(text, str | bool | int | float) or text not in meanings:
        raise Unsupported(f"no meaning for {text!r}")
    return meanings[text]


def listed(value: Any) -> list[Any]:
    """A list as it is, one value as a list of it."""
    return value if isinstance(value, list) else [value]
