"""The closes that ship with the project: what a live price is measured against and replaces."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from calc.closes import KnownClose
from calc.library import LibraryCompany
from dashboard.sources.library import load_library
from dashboard.sources.prices.answers import Wanted
from dashboard.sources.tables import DATASETS, DataFolder


@dataclass(frozen=True)
class Followed:
    """A listed company whose price can be asked for: its symbol and its newest close on record."""

    key: str
    name: str
    symbol: str
    known: KnownClose

    @property
    def wanted(self) -> Wanted:
        """The question: closes and splits since the newest close on record."""
        return Wanted(self.symbol, self.known.date)


@lru_cache(maxsize=4)
def followed(folder: Path = DATASETS) -> dict[str, Followed]:
    """Companies that still trade as far as the record knows, by key.

    One whose last event is not a close (bought, failed, or known only by its first day) is left
    out: its symbol may belong to somebody else by now.
    """
    shares = {
        row.text("company"): row.number("shares_x") for row in DataFolder(folder).rows("library_splits")
    }
    found = (_followed(one, shares.get(one.key, 1.0)) for one in load_library(folder).values())
    return {one.key: one for one in found if one is not None}


def _followed(company: LibraryCompany, shares_x: float) -> Followed | None:
    last = company.exits[-1] if company.exits else None
    if not company.ticker or last is None or last.kind != "close" or last.price is None:
        return None
    known = KnownClose(last.date.latest, last.price.value, shares_x)
    return Followed(company.key, company.name, company.ticker, known)
