"""What a dollar of each round became at each mark, on both bases.

share price basis     = price at the mark x common shares per preferred / price paid
valuation ratio basis = company value at the mark / post-money of the round
retained ownership    = share price multiple / valuation ratio: the dilution between them
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from calc.moments import End
from calc.path import Path, Step, held_days
from calc.types import Basis, Company, Mark, MarkKind, PartialDate, RoundKind, Scope, weakest

DAYS_PER_YEAR = 365.0
_SAME = 1e-12  # share counts nearer than this are one count, reached by other sums


@dataclass(frozen=True)
class MarkValue:
    """A mark on one path: in a what-if the company value is held and the price follows."""

    key: str
    kind: MarkKind
    date: PartialDate
    price_usd: float
    company_value_usd: float | None
    scope: Scope
    price_basis: Basis
    value_basis: Basis
    source_id: str
    value_source_id: str
    per_share_usd: tuple[tuple[str, float], ...] = ()

    @property
    def counted_shares(self) -> float | None:
        """Shares behind the company value: value / price. None where no value is known."""
        return self.company_value_usd / self.price_usd if self.company_value_usd and self.price_usd else None

    @property
    def is_listed(self) -> bool:
        """Whether preferred has become common by then."""
        return self.kind in (MarkKind.IPO_PRICE, MarkKind.CLOSE)

    def paid_per_share(self, round_key: str) -> float | None:
        """At the sale of a company, what one share of a round is paid; None at any other mark."""
        return dict(self.per_share_usd).get(round_key)


@dataclass(frozen=True)
class Multiple:
    """One round at one mark. None is not known, and `missing` says why."""

    round_key: str
    mark_key: str
    price_multiple_x: float | None
    valuation_multiple_x: float | None
    retained_frac: float | None
    price_basis: Basis
    valuation_basis: Basis
    days_low: int
    days_high: int
    missing: str = ""


def mark_value(mark: Mark, *, path: Path, record: Path) -> MarkValue | None:
    """A mark carried over to a path; None if the path stops before it.

    IPO price: the price the path's own IPO step comes to. Any other mark: the company value
    is held, so price = recorded price x recorded fully diluted shares / those of the path
    at that date. Without changes both factors are one.
    """
    here, recorded = path.shares_at(mark.date), record.shares_at(mark.date)
    if here is None or recorded is None:
        return None
    if mark.kind is MarkKind.IPO_PRICE and path.ipo is not None:
        return _ipo_mark(mark, path.ipo)
    same = abs(here - recorded) <= _SAME * recorded
    factor = 1.0 if same else recorded / here
    return _valued(mark, mark.price_usd.value * factor, assumed=not same)


def _ipo_mark(mark: Mark, ipo: Step) -> MarkValue:
    assumed = ipo.price_basis is Basis.ASSUMED
    return MarkValue(
        key=mark.key,
        kind=mark.kind,
        date=ipo.terms.date,
        price_usd=ipo.issue_price_usd,
        company_value_usd=ipo.post_money_usd,
        scope=mark.scope,
        price_basis=Basis.ASSUMED if assumed else mark.price_usd.basis,
        value_basis=ipo.terms.valuation_basis,
        source_id=mark.price_usd.source_id,
        value_source_id=mark.company_value_usd.source_id if mark.company_value_usd else "",
    )


def end_mark(end: End) -> MarkValue:
    """A listing or sale of the reader's own as a mark; all of it is assumed."""
    return MarkValue(
        key=f"end-{end.kind}",
        kind=MarkKind.IPO_PRICE if end.is_listing else MarkKind.DEAL,
        date=end.date,
        price_usd=end.price_usd,
        company_value_usd=end.value_usd,
        scope=Scope.FULLY_DILUTED,
        price_basis=Basis.ASSUMED,
        value_basis=Basis.ASSUMED,
        source_id="",
        value_source_id="",
        per_share_usd=end.per_share_usd,
    )


def _valued(mark: Mark, price_usd: float, *, assumed: bool) -> MarkValue:
    value = mark.company_value_usd
    return MarkValue(
        key=mark.key,
        kind=mark.kind,
        date=mark.date,
        price_usd=price_usd,
        company_value_usd=value.value if value else None,
        scope=mark.scope,
        price_basis=Basis.ASSUMED if assumed else mark.price_usd.basis,
        value_basis=value.basis if value else mark.price_usd.basis,
        source_id=mark.price_usd.source_id,
        value_source_id=value.source_id if value else "",
    )


def multiple_at(step: Step, mark: MarkValue, *, converted: bool = True) -> Multiple:
    """What a dollar put into a round was worth at a mark.

    share price multiple = conversion ratio x price at the mark / price paid
    valuation ratio = company value at the mark / post-money of the round
    share price multiple = valuation ratio x retained

    Args:
        step: The round entered.
        mark: The mark, on the same path.
        converted: Apply the conversion ratio of the round to marks from the IPO on; False
            gives the multiple per preferred share.

    At the sale of the company every round has its own price: what its holders are paid.

    Returns:
        Multiple; price_multiple_x = valuation_multiple_x x retained_frac where both are
        known. The annual rate is not in it: see annual_rate.

    Unit: multiple
    Source: definition; conversion of preferred stock as the prospectus counts it.

    >>> from calc.path import Terms, replay
    >>> from calc.types import PartialDate, Quoted
    >>> terms = Terms("a", "A", RoundKind.PRICED, PartialDate("2010"), 2e6, 10e6, Quoted.POST, 0.0)
    >>> [step] = replay(8e6, [terms]).steps
    >>> close = MarkValue("m", MarkKind.CLOSE, PartialDate("2015"), 4.5, None, Scope.NOT_STATED,
    ...                   Basis.REPORTED, Basis.REPORTED, "", "")
    >>> multiple_at(step, close).price_multiple_x
    4.5
    """
    days_low, days_high = held_days(step.terms.date, mark.date)
    if mark.date.latest < step.terms.date.earliest:
        return _nothing(step, mark, "before_round")
    ratio = step.ratio_at(mark.date, listed=mark.is_listed) if converted else 1.0
    value, shares = mark.company_value_usd, mark.counted_shares
    paid = mark.paid_per_share(step.key)
    if mark.per_share_usd and paid is None:
        return _nothing(step, mark, "not_held")
    price_multiple = (ratio * mark.price_usd if paid is None else paid) / step.issue_price_usd
    growth = None if value is None else value / step.post_money_usd
    retained = ratio * step.fully_diluted_shares / shares if shares else None
    if paid is not None:
        retained = price_multiple / growth if growth else None
    return Multiple(
        round_key=step.key,
        mark_key=mark.key,
        price_multiple_x=price_multiple,
        valuation_multiple_x=growth,
        retained_frac=retained,
        price_basis=weakest(step.price_basis, mark.price_basis),
        valuation_basis=weakest(step.terms.valuation_basis, mark.value_basis),
        days_low=days_low,
        days_high=days_high,
        missing="" if value is not None else "no_share_count",
    )


def _nothing(step: Step, mark: MarkValue, why: str) -> Multiple:
    return Multiple(
        round_key=step.key,
        mark_key=mark.key,
        price_multiple_x=None,
        valuation_multiple_x=None,
        retained_frac=None,
        price_basis=step.price_basis,
        valuation_basis=step.terms.valuation_basis,
        days_low=0,
        days_high=0,
        missing=why,
    )


def multiples_at(path: Path, mark: MarkValue) -> tuple[Multiple, ...]:
    """Every private round of a path at one mark, in order."""
    private = [step for step in path.steps if step.terms.kind is RoundKind.PRICED]
    return tuple(multiple_at(step, mark) for step in private)


def multiple_range(
    *, amount_usd: float, shares: float, rounding_usd: float, rounding_shares: float, price_usd: float
) -> tuple[float, float]:
    """Lowest and highest multiple that the filing's rounding allows.

    The price paid is amount / shares, each printed to a unit (thousands), so either may be
    off by half of it.

    >>> [int(x) for x in multiple_range(amount_usd=615_000, shares=63_656_000,
    ...     rounding_usd=1000, rounding_shares=1000, price_usd=68)]
    [7032, 7044]
    """
    highest = (amount_usd + rounding_usd / 2) / (shares - rounding_shares / 2)
    lowest = (amount_usd - rounding_usd / 2) / (shares + rounding_shares / 2)
    return price_usd / highest, price_usd / lowest


def annual_rate(multiple_x: float, days: int) -> float | None:
    """Yearly growth that makes a multiple over some days, a fraction.

    rate = multiple ^ (365 / days) - 1

    For one payment in and one out this is the IRR (annual effective, actual/365).
    None under one year, where annualising misleads, and -1 for a total loss.

    Unit: yearly rate
    Source: Microsoft, XIRR function (actual/365 fixed); GIPS: no annualising under one year.

    >>> round(annual_rate(2.0, 730), 6)
    0.414214
    """
    if days < DAYS_PER_YEAR:
        return None
    return float(multiple_x ** (DAYS_PER_YEAR / days) - 1)


def annual_rate_range(multiple_x: float, days_low: int, days_high: int) -> tuple[float, float] | None:
    """Annual rate for the longest and the shortest time held, lowest first; None under a year."""
    rates = [annual_rate(multiple_x, days) for days in (days_high, days_low)]
    if rates[0] is None or rates[1] is None:
        return None
    return min(rates[0], rates[1]), max(rates[0], rates[1])


def peak(marks: Sequence[Mark]) -> Mark | None:
    """The highest close known; None without closes."""
    closes = [mark for mark in marks if mark.kind is MarkKind.CLOSE]
    return max(closes, key=lambda mark: mark.price_usd.value, default=None)


def newest(company: Company) -> Mark | None:
    """The newest mark of the record."""
    return max(company.marks, key=lambda mark: mark.date.latest, default=None)
