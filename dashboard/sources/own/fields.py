"""Which column of a person's table is which: by name, by near name, or as the person says."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from dashboard.sources.own.table import Sheet

_FILE: Final = Path(__file__).with_name("fields.toml")
_NEAR: Final = 0.8
_UNITS: Final = (
    (1e3, re.compile(r"\b(?:k|thousands?|тыс\w*|\$k|k\$)\b|\$\s*k\b")),
    (1e6, re.compile(r"\b(?:m|mm|mn|mln|millions?|млн|миллион\w*)\b")),
    (1e9, re.compile(r"\b(?:b|bn|bln|billions?|млрд|миллиард\w*)\b")),
)
_SCALED: Final = ("money", "shares", "change")
NOT_READ: Final = ""


@dataclass(frozen=True)
class Field:
    """One thing a table may tell. kind says how its cells are read."""

    key: str
    kind: str
    names: tuple[str, ...]
    guesses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """A column as it is read. unit: what plain numbers in it are multiplied by. guessed: by near name."""

    field: Field
    at: int
    head: str
    unit: float = 1.0
    guessed: bool = False


@lru_cache(maxsize=1)
def load_fields() -> dict[str, Field]:
    """Every field by its key, in the order our own files have them."""
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        key: Field(key, table["kind"], tuple(table["names"]), tuple(table.get("guess", ())))
        for key, table in tables.items()
    }


def plain_head(head: str) -> str:
    """A head without case, punctuation and unit.

    >>> plain_head("Amount Raised ($M)"), plain_head("Объем раунда, млн $")
    ('amount raised', 'объем раунда')
    """
    words = re.findall(r"\w+", head.lower().replace("ё", "е").replace("_", " "))
    units = {"usd", "us", "dollars", "долл", "долларов", "m", "mm", "mn", "mln", "k", "b", "bn", "bln"}
    units |= {"millions", "million", "thousands", "тыс", "млн", "млрд", "x"}
    kept = [word for word in words if word not in units]
    return " ".join(kept or words)


def unit_of(head: str) -> float:
    """What plain numbers under a head are multiplied by.

    >>> unit_of("Raised, $M"), unit_of("Сумма, тыс. $"), unit_of("Month")
    (1000000.0, 1000.0, 1.0)
    """
    words = head.lower().replace("_", " ")
    return next((factor for factor, pattern in _UNITS if pattern.search(words)), 1.0)


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    return {plain_head(name): field.key for field in load_fields().values() for name in field.names}


@lru_cache(maxsize=1)
def _guesses() -> dict[str, str]:
    return {plain_head(name): field.key for field in load_fields().values() for name in field.guesses}


def suggestion(head: str) -> str:
    """Key of the field a head is nearest to, empty if to none.

    >>> suggestion("Amnt raised"), suggestion("Shoe size")
    ('amount_usd', '')
    """
    plain = plain_head(head)
    if plain in _guesses():
        return _guesses()[plain]
    near = difflib.get_close_matches(plain, list(_known()), n=1, cutoff=_NEAR)
    return _known()[near[0]] if near else NOT_READ


def columns_of(sheet: Sheet, chosen: Mapping[str, str]) -> list[Column]:
    """Columns that are read, in order. chosen: head -> key of a field, empty not to read it.

    What the person chose comes first, then exact names, then near ones; a field is taken once.
    """
    fields = load_fields()
    taken: dict[str, Column] = {}
    for find, guessed in ((chosen.get, False), (_exact, False), (suggestion, True)):
        for at, head in enumerate(sheet.header):
            settled = head in chosen and find != chosen.get
            if settled or any(column.at == at for column in taken.values()):
                continue
            key = find(head) or NOT_READ
            if key in fields and key not in taken:
                unit = unit_of(head) if fields[key].kind in _SCALED else 1.0
                taken[key] = Column(fields[key], at, head, unit, guessed)
    return sorted(taken.values(), key=lambda column: column.at)


def _exact(head: str) -> str:
    return _known().get(plain_head(head), NOT_READ)


def heads_not_read(sheet: Sheet, columns: Sequence[Column]) -> list[str]:
    """Heads of columns nobody reads."""
    read = {column.at for column in columns}
    return [head for at, head in enumerate(sheet.header) if at not in read]
