"""Where adapters of worked examples register: one per topic and set of input names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Inputs = dict[str, Any]
Adapter = Callable[[Inputs], dict[str, Any]]
ADAPTERS: dict[tuple[str, frozenset[str]], Adapter] = {}


class Unsupported(Exception):
    """A case of a shape that no adapter understands."""


def adapter(topic: str, *keys: str) -> Callable[[Adapter], Adapter]:
    """Register a function for cases of this topic with exactly these inputs."""

    def register(function: Adapter) -> Adapter:
        ADAPTERS[topic, frozenset(keys)] = function
        return function

    return register


def worded(text: str, meanings: dict[str, Any]) -> Any:
    """Meaning of an input given in words; Unsupported if it has none here."""
    if text not in meanings:
        raise Unsupported(f"no meaning for {text!r}")
    return meanings[text]
