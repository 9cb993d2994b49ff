"""The preferred shares of any company on record, for pages that need its terms."""

from __future__ import annotations

from dataclasses import dataclass

from calc.library import Entry, Kind
from dashboard.sources.library import load_library


@dataclass(frozen=True)
class PreferredClass:
    """One series. None is not known; invested_usd is shares x price, so its 1x preference.

    shares and price_usd are per share as listed; ratio_x is the common shares each became then.
    """

    key: str
    name: str
    invested_usd: float | None
    shares: float | None
    price_usd: float | None
    ratio_x: float | None


def preferred_of(company: str) -> list[PreferredClass]:
    """Every series of a company in order, oldest first; empty for an unknown company.

    Notes that became preferred are in it; tokens, marks and shares sold in a merger are not.

    >>> [one.name for one in preferred_of("airbnb")][:2]
    ['Seed', 'Series A']
    """
    found = load_library().get(company)
    entries = found.entries if found else ()
    return [_class(one) for one in entries if one.kind in (Kind.ROUND, Kind.NOTE)]


def _class(entry: Entry) -> PreferredClass:
    price = entry.price.value if entry.price else None
    raised = entry.raised.value if entry.raised else None
    shares = entry.shares.value if entry.shares else None
    if shares is None and raised is not None and price is not None:
        shares = raised / price
    invested = shares * price if shares is not None and price is not None else raised
    return PreferredClass(entry.key, entry.name, invested, shares, price, entry.ratio_x)
