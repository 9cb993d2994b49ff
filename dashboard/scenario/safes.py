"""A round over SAFEs and notes, as a link holds it.

founders=8000000  options=500000  pool=500000  pre=12000000  new=3000000  target=0.1
safe=Angel:1000000:10000000:0.2:post       name, amount, cap (0: none), discount, post or pre
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.scenario.words import (
    Query,
    Reads,
    clean_name,
    number_word,
    read_number,
    read_parts,
    read_positive,
)

MOST_PAPERS = 8


@dataclass(frozen=True)
class Paper:
    """One SAFE or note as typed; cap_usd 0 is none, discount_frac 0.2 is 20 % off."""

    name: str
    amount_usd: float
    cap_usd: float = 0.0
    discount_frac: float = 0.0
    post_money: bool = True


@dataclass(frozen=True)
class SafeView:
    """Shares before the round, the papers in the order of issue, and the round."""

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


def _count(text: str) -> float | None:
    value = read_number(text)
    return value if value is not None and value >= 0 else None


def _frac(text: str) -> float | None:
    value = read_number(text)
    return value if value is not None and 0 <= value < 1 else None


_READS: Reads = {
    "founders": ("founders_shares", read_positive),
    "options": ("options_shares", _count),
    "pool": ("pool_shares", _count),
    "pre": ("pre_money_usd", read_positive),
    "new": ("new_money_usd", read_positive),
    "target": ("target_pool_frac", _frac),
}
KEYS = frozenset({*_READS, "safe"})


def safes_query(view: SafeView) -> dict[str, str | list[str]]:
    """Parameters of a view, defaults left out; no papers at all is `safe=none`."""
    usual = SafeView()
    query: dict[str, str | list[str]] = {}
    for key, (name, _) in _READS.items():
        if getattr(view, name) != getattr(usual, name):
            query[key] = number_word(getattr(view, name))
    if view.papers != usual.papers:
        query["safe"] = [_word(paper) for paper in view.papers] or ["none"]
    return query


def _word(paper: Paper) -> str:
    numbers = map(number_word, (paper.amount_usd, paper.cap_usd, paper.discount_frac))
    return ":".join([clean_name(paper.name), *numbers, "post" if paper.post_money else "pre"])


def read_safes(query: Query, ignored: list[str]) -> SafeView:
    """View of a link; parts that cannot be read are named in `ignored`."""
    view = read_parts(SafeView(), query, _READS, ignored)
    words = query.get("safe", ())
    if not words:
        return view
    papers: list[Paper] = []
    for word in words:
        paper = _read_paper(word)
        if paper is not None and len(papers) < MOST_PAPERS:
            papers.append(paper)
        elif word != "none":
            ignored.append(f"safe={word}")
    if not papers and words[-1] != "none":
        return view
    return SafeView(**{**vars(view), "papers": tuple(papers)})


def _read_paper(word: str) -> Paper | None:
    parts = word.split(":")
    if len(parts) != 5 or not clean_name(parts[0]) or parts[4] not in ("post", "pre"):
        return None
    amount, cap, discount = read_positive(parts[1]), _count(parts[2]), _frac(parts[3])
    if amount is None or cap is None or discount is None:
        return None
    return Paper(clean_name(parts[0]), amount, cap, discount, parts[4] == "post")
