"""The claim a reader checks, as a link holds it.

said=$20K became $3B  of=airbnb  when=2020-12-09  within=0.1  card=yc
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.scenario.words import (
    Query,
    Reads,
    number_word,
    one_of,
    read_date,
    read_number,
    read_parts,
    read_slug,
)

CARDS = ("", "yc", "seed", "multiple", "value", "path", "refusals", "tech-ipos")
_CLEARED = " "  # an emptied field in a link: without it the example would come back
TOLERANCES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3)


def _within(text: str) -> float | None:
    value = read_number(text)
    return value if value in TOLERANCES else None


def _date(text: str) -> str | None:
    found = read_date(text)
    return found.text if found else None


@dataclass(frozen=True)
class ClaimView:
    """The sentence, its company (empty: the one it names, else every one) and date (empty: any),
    how near counts; or a worked card.
    """

    said: str = "17,140x at IPO"
    company: str = ""
    date: str = ""
    within_frac: float = 0.1
    card: str = ""


_READS: Reads = {
    "said": ("said", lambda text: text[:200] if text.strip() else ""),
    "of": ("company", read_slug),
    "when": ("date", _date),
    "within": ("within_frac", _within),
    "card": ("card", one_of(*CARDS)),
}
KEYS = frozenset(_READS)


def claims_query(view: ClaimView) -> dict[str, str]:
    """Parameters of a view, defaults left out."""
    default, query = ClaimView(), {}
    for key, (name, _) in _READS.items():
        value = getattr(view, name)
        if value != getattr(default, name):
            query[key] = number_word(value) if isinstance(value, float) else value or _CLEARED
    return query


def read_claims(query: Query, ignored: list[str]) -> ClaimView:
    """View of a link; parts that cannot be read are named in `ignored`."""
    return read_parts(ClaimView(), query, _READS, ignored)
