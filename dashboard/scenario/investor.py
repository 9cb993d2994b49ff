"""What an investor did besides the first check, as a link holds it.

prorata=0.5  sell=quarterly  quarter=0.25  sold=2021-06-30:0.5 (one per dated sale)
index=sp500_total (what it is measured against)
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from calc.errors import CalcError
from calc.investor import SellDown, SellRule
from dashboard.scenario.words import Query, Reads, number_word, one_of, read_number, read_parts

RULES = tuple(rule.value for rule in SellRule)
# The first is on record by year ends; the others are closes that the reader fetches.
INDEXES = ("nasdaq", "nasdaq_days", "sp500", "sp500_total")


@dataclass(frozen=True)
class InvestorView:
    """Part of every pro rata right taken, when shares are sold once they are listed, and the index."""

    pro_rata_frac: float = 0.0
    sell: str = SellRule.HOLD.value
    quarter_frac: float = 0.25
    sales: tuple[tuple[dt.date, float], ...] = ()
    index: str = INDEXES[0]

    @property
    def sell_down(self) -> SellDown:
        """The rule as calc takes it."""
        return SellDown(SellRule(self.sell), quarter_frac=self.quarter_frac, sales=self.sales)


def _fraction(text: str) -> float | None:
    value = read_number(text)
    return value if value is not None and 0 <= value <= 1 else None


def _quarter(text: str) -> float | None:
    return _fraction(text) or None


_READS: Reads = {
    "prorata": ("pro_rata_frac", _fraction),
    "sell": ("sell", one_of(*RULES)),
    "quarter": ("quarter_frac", _quarter),
    "index": ("index", one_of(*INDEXES)),
}
KEYS = frozenset({*_READS, "sold"})


def read_sale(word: str) -> tuple[dt.date, float] | None:
    """A sale of "2021-06-30:0.5"; None if it is none."""
    day, _, part = word.partition(":")
    try:
        date = dt.date.fromisoformat(day)
    except ValueError:
        return None
    frac = _quarter(part)
    return None if frac is None else (date, frac)


def investor_query(view: InvestorView) -> dict[str, str | list[str]]:
    """Parameters of a view, defaults left out."""
    default = InvestorView()
    query: dict[str, str | list[str]] = {}
    for key, (name, _) in _READS.items():
        value = getattr(view, name)
        if value != getattr(default, name):
            query[key] = number_word(value) if isinstance(value, float) else value
    query["sold"] = [f"{day.isoformat()}:{number_word(frac)}" for day, frac in view.sales]
    return query


def read_investor(query: Query, ignored: list[str]) -> InvestorView:
    """View of a link; parts that cannot be read are named in `ignored`."""
    view = read_parts(InvestorView(), query, _READS, ignored)
    sales = []
    for word in query.get("sold", ()):
        sale = read_sale(word)
        if sale is None:
            ignored.append(f"sold={word}")
        else:
            sales.append(sale)
    try:
        SellDown(sales=tuple(sales))
    except CalcError:
        ignored.append("sold")
        return view
    return replace(view, sales=tuple(sales))
