"""A round over SAFEs and notes, as a link holds it.

founders=8000000  options=500000  pool=500000  pre=12000000  new=3000000  target=0.1
founder=Ann:4500000      own name and shares, instead of founders
safe=Angel:1000000:10000000:0.2:post       told in papers
method=pre  outside=1  rounding=4  closes=2026-06-30
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dashboard.scenario.papers import Note, Paper, paper_word, read_count, read_day, read_frac, read_paper
from dashboard.scenario.words import (
    Query,
    Reads,
    clean_name,
    number_word,
    one_of,
    read_flag,
    read_parts,
    read_positive,
)

__all__ = ["KEYS", "METHODS", "MOST_PAPERS", "ROUNDINGS", "Founder", "Note", "Paper", "SafeView"]

MOST_PAPERS = 10
MOST_FOUNDERS = 4
METHODS = ("percent", "pre", "dollars")
ROUNDINGS = (0, 4, 5)


@dataclass(frozen=True)
class Founder:
    """A founder by name, with shares of their own."""

    name: str
    shares: float


@dataclass(frozen=True)
class SafeView:
    """Shares before the round, the papers in the order of issue, and the round.

    founders, if any are named, stand instead of founders_shares. rounding: decimals of a legal
    price, 0 for none. closes: the day notes stop bearing interest.
    """

    founders_shares: float = 9_000_000.0
    options_shares: float = 250_000.0
    pool_shares: float = 750_000.0
    pre_money_usd: float = 25_000_000.0
    new_money_usd: float = 4_000_000.0
    target_pool_frac: float = 0.1
    papers: tuple[Paper, ...] = (
        Paper("Fund 1", 750_000.0, 10_000_000.0),
        Paper("Fund 2", 475_000.0, 10_000_000.0),
        Paper("Angel", 500_000.0, 13_000_000.0),
    )
    founders: tuple[Founder, ...] = ()
    method: str = METHODS[0]
    outside: bool = False
    rounding: int = ROUNDINGS[0]
    closes: dt.date = dt.date(2026, 12, 31)


_READS: Reads = {
    "founders": ("founders_shares", read_positive),
    "options": ("options_shares", read_count),
    "pool": ("pool_shares", read_count),
    "pre": ("pre_money_usd", read_positive),
    "new": ("new_money_usd", read_positive),
    "target": ("target_pool_frac", read_frac),
    "method": ("method", one_of(*METHODS)),
    "outside": ("outside", read_flag),
    "rounding": ("rounding", lambda text: {"0": 0, "4": 4, "5": 5}.get(text)),
    "closes": ("closes", read_day),
}
KEYS = frozenset({*_READS, "safe", "founder"})


def safes_query(view: SafeView) -> dict[str, str | list[str]]:
    """Parameters of a view, defaults left out; no papers at all is `safe=none`."""
    usual = SafeView()
    query: dict[str, str | list[str]] = {}
    for key, (name, _) in _READS.items():
        if getattr(view, name) != getattr(usual, name):
            query[key] = _word(getattr(view, name))
    if view.founders:
        query["founder"] = [f"{clean_name(one.name)}:{number_word(one.shares)}" for one in view.founders]
    if view.papers != usual.papers:
        query["safe"] = [paper_word(paper) for paper in view.papers] or ["none"]
    return query


def _word(value: float | str | dt.date) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if isinstance(value, str) else number_word(value)


def read_safes(query: Query, ignored: list[str]) -> SafeView:
    """View of a link; parts that cannot be read are named in `ignored`."""
    view = read_parts(SafeView(), query, _READS, ignored)
    founders: list[Founder] = []
    for word in query.get("founder", ()):
        founder = _read_founder(word)
        if founder is not None and len(founders) < MOST_FOUNDERS:
            founders.append(founder)
        else:
            ignored.append(f"founder={word}")
    return SafeView(**{**vars(view), "founders": tuple(founders), "papers": _papers(query, view, ignored)})


def _papers(query: Query, view: SafeView, ignored: list[str]) -> tuple[Paper, ...]:
    words = query.get("safe", ())
    papers: list[Paper] = []
    for word in words:
        paper = read_paper(word)
        if paper is not None and len(papers) < MOST_PAPERS:
            papers.append(paper)
        elif word != "none":
            ignored.append(f"safe={word}")
    if not papers and (not words or words[-1] != "none"):
        return view.papers
    return tuple(papers)


def _read_founder(word: str) -> Founder | None:
    name, _, count = word.partition(":")
    shares = read_positive(count)
    return Founder(clean_name(name), shares) if clean_name(name) and shares else None
