"""What worked examples say in words: fractions, ranks, terms of a series, bases, distributions."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from calc.antidilution import BaseRule
from calc.waterfall import Participation
from tests.adapters.shapes import Unsupported, worded

PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "tenth": 10}
COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}
BASES = {
    frozenset({"common", "options", "preferred"}): BaseRule.COMMON_PREFERRED_GRANTED,
    frozenset({"common", "preferred"}): BaseRule.COMMON_PREFERRED,
    frozenset({"common", "options", "preferred", "reserve"}): BaseRule.COMMON_PREFERRED_GRANTED_RESERVE,
    frozenset({"series"}): BaseRule.PROTECTED_SERIES,
}
BASE_WORDS = {
    "common": "common",
    "options": "options",
    "granted options": "options",
    "preferred": "preferred",
    "preferred as converted": "preferred",
    "unissued reserve": "reserve",
    "reserve": "reserve",
    "protected series": "series",
    "series A": "series",
}
KIND = re.compile(
    r"(?P<who>[\w ,]+?) (?P<times>[\d.]+)x (?P<kind>non-participating|participating)"
    r"(, (uncapped|total cap (?P<cap>[\d.]+)x))?"
)


def fraction(said: Any) -> float:
    """0.25, "1/4", "25 %", "25%" or "one quarter (printed 25 %)"."""
    if isinstance(said, int | float) and not isinstance(said, bool):
        return float(said)
    text = re.sub(r"\(.*\)", "", str(said)).strip()
    if found := re.fullmatch(r"(\w+)[ -](\w+?)s?", text):
        count, part = found.groups()
        return worded(count, COUNTS) / worded(part, PARTS)
    if found := re.fullmatch(r"([\d.]+) ?%", text):
        return float(found[1]) / 100
    try:
        return float(Fraction(text))
    except (ValueError, ZeroDivisionError):
        raise Unsupported(f"no meaning for {said!r}") from None


def names_in(text: str, known: tuple[str, ...]) -> list[str]:
    """ "A", "A and B", "A, B and C", "both", "all": the classes named, each of them known."""
    if text in ("all", "both", "all of them"):
        return list(known)
    found = re.split(r", | and ", text)
    if not set(found) <= set(known):
        raise Unsupported(f"no class for {text!r}")
    return found


def ranks(text: str, known: tuple[str, ...]) -> dict[str, int]:
    """Rank of each class of "C senior to B senior to A and D", 1 paid first; or "... pari passu"."""
    if text.endswith("pari passu"):
        named = names_in(text.removesuffix("pari passu").strip() or "all", known)
        levels = [named]
    else:
        levels = [names_in(level, known) for level in text.split(" senior to ")]
        if len(levels) < 2:
            raise Unsupported(f"no rank in {text!r}")
    found = {name: rank for rank, level in enumerate(levels, 1) for name in level}
    if set(found) != set(known) or sum(map(len, levels)) != len(known):
        raise Unsupported(f"no rank for every class in {text!r}")
    return found


def series_terms(text: str, known: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    """Terms of each series of "B senior to A, both 1x non-participating" and the like."""
    found: dict[str, dict[str, Any]] = {name: {} for name in known}
    for clause in re.split(r"; |, (?=\w+(?: and \w+)? (?:[\d.]+x|senior|pari))", text):
        if " senior to " in clause or clause.endswith("pari passu"):
            for name, rank in ranks(clause, known).items():
                found[name]["rank"] = rank
            continue
        said = KIND.fullmatch(clause)
        if said is None or (said["kind"] == "non-participating" and said["cap"]):
            raise Unsupported(f"no meaning for {clause!r}")
        for name in names_in(said["who"], known):
            if "participation" in found[name]:
                raise Unsupported(f"terms of {name} twice in {text!r}")
            found[name] |= participation(said["kind"] == "participating", said["cap"])
            found[name]["preference_x"] = float(said["times"])
    if not all("participation" in terms for terms in found.values()):
        raise Unsupported(f"no terms for every series in {text!r}")
    if len(known) > 1 and not all("rank" in terms for terms in found.values()):
        raise Unsupported(f"no rank for every series in {text!r}")
    return found


def participation(shares: bool, cap_x: Any = None) -> dict[str, Any]:
    """The two fields of a class that say whether it shares in the rest, and up to where."""
    if not shares:
        return {"participation": Participation.NONE}
    if cap_x is None:
        return {"participation": Participation.FULL}
    return {"participation": Participation.CAPPED, "cap_x": float(cap_x)}


def base_rule(text: str) -> tuple[BaseRule | None, float | None]:
    """Rule of an anti-dilution base and, if the words print it, its number; None is a full ratchet."""
    if text == "full ratchet":
        return None, None
    words, _, number = text.partition(" = ")
    words = re.sub(r"^(broad|narrow)(-based)?: ", "", words)
    named = frozenset(worded(word.strip(), BASE_WORDS) for word in words.split(" + "))
    return worded_set(named, text), float(number.replace(",", "")) if number else None


def worded_set(named: frozenset[str], text: str) -> BaseRule:
    if named not in BASES:
        raise Unsupported(f"no meaning for {text!r}")
    return BASES[named]


def numbers_of(pattern: str, text: str) -> list[float]:
    """The numbers a pattern finds in words; Unsupported if the words do not fit it."""
    found = re.fullmatch(pattern, text)
    if found is None:
        raise Unsupported(f"no meaning for {text!r}")
    return [float(number) for number in found.groups()]
