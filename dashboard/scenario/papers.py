"""A SAFE or note, as a link holds it.

Angel:1000000:10000000:0.2:post        name, amount, cap (0: none), discount, kind
YC:125000:0:0:fixed:0.07               and the fraction of a fixed one
Note:300000:5000000:0.2:note:0.08:2025-01-15:365:2027-01-15   and rate, issued, day count, due (may be empty)
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dashboard.scenario.words import clean_name, number_word, one_of, read_number, read_positive

KINDS = ("post", "pre", "mfn", "fixed", "note")
DAY_COUNTS = ("365", "360")
_read_kind, _read_count = one_of(*KINDS), one_of(*DAY_COUNTS)


@dataclass(frozen=True)
class Note:
    """What a note says besides: simple interest a year, when it was issued and falls due.

    day_count 365 is actual/365 fixed, 360 is 30/360.
    """

    rate_frac: float = 0.08
    issued: dt.date = dt.date(2025, 12, 31)
    day_count: str = DAY_COUNTS[0]
    due: dt.date | None = None


@dataclass(frozen=True)
class Paper:
    """One SAFE or note as typed; cap_usd 0 is none, discount_frac 0.2 is 20 % off.

    kind: post- or pre-money SAFE, uncapped MFN SAFE, fixed fraction, note. What another kind
    would need is kept as it was typed.
    """

    name: str
    amount_usd: float
    cap_usd: float = 0.0
    discount_frac: float = 0.0
    kind: str = KINDS[0]
    fixed_frac: float = 0.07
    note: Note = Note()


def paper_word(paper: Paper) -> str:
    """A paper as a link holds it."""
    numbers = map(number_word, (paper.amount_usd, paper.cap_usd, paper.discount_frac))
    parts = [clean_name(paper.name), *numbers, paper.kind]
    if paper.kind == "fixed":
        parts.append(number_word(paper.fixed_frac))
    if paper.kind == "note":
        due = paper.note.due.isoformat() if paper.note.due else ""
        issued = paper.note.issued.isoformat()
        parts += [number_word(paper.note.rate_frac), issued, paper.note.day_count, due]
    return ":".join(parts)


def read_paper(word: str) -> Paper | None:
    """A paper of a link; None if any part of it cannot be read."""
    name, *parts = word.split(":")
    if len(parts) < 4 or not clean_name(name):
        return None
    amount, cap, discount = read_positive(parts[0]), read_count(parts[1]), read_frac(parts[2])
    kind, more = _read_kind(parts[3]), parts[4:]
    if amount is None or cap is None or discount is None or kind is None:
        return None
    paper = Paper(clean_name(name), amount, cap, discount, kind)
    if kind == "fixed":
        return _fixed(paper, more)
    if kind == "note":
        return _note(paper, more)
    return None if more else paper


def _fixed(paper: Paper, more: list[str]) -> Paper | None:
    fraction = read_frac(more[0]) if len(more) == 1 else None
    return Paper(**{**vars(paper), "fixed_frac": fraction}) if fraction else None


def _note(paper: Paper, more: list[str]) -> Paper | None:
    if len(more) != 4:
        return None
    rate, issued, count, due = read_frac(more[0]), read_day(more[1]), _read_count(more[2]), read_day(more[3])
    if rate is None or issued is None or count is None or (more[3] and due is None):
        return None
    return Paper(**{**vars(paper), "note": Note(rate, issued, count, due)})


def read_count(text: str) -> float | None:
    """A number, zero or more."""
    value = read_number(text)
    return value if value is not None and value >= 0 else None


def read_frac(text: str) -> float | None:
    """A fraction, zero or more and below one."""
    value = read_number(text)
    return value if value is not None and 0 <= value < 1 else None


def read_day(text: str) -> dt.date | None:
    """A day as 2026-01-31."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
