"""What a holding cost and what it was worth at every event and mark of a path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from calc.captable import check_positive
from calc.errors import CalcError
from calc.multiples import MarkValue, annual_rate_range
from calc.path import Path, Step, held_days
from calc.types import Basis, PartialDate, RoundKind, Stake, weakest


@dataclass(frozen=True)
class Holding:
    """Shares held on one path: a range where the count is not public, else low = high.

    shares are counted before conversion; conversion_ratio applies from the IPO on.
    date None: bought over several dates, so no annual rate exists.
    """

    shares_low: float
    shares_high: float
    cost_usd: float
    date: PartialDate | None
    conversion_ratio: float
    basis: Basis
    source_id: str = ""
    round_key: str = ""
    ratios: tuple[tuple[PartialDate, float], ...] = ()

    def ratio_at(self, date: PartialDate, *, listed: bool) -> float:
        """Common shares per share at a date: from the listing on, or once its terms adjusted it."""
        if not self.ratios:
            return self.conversion_ratio if listed else 1.0
        known = [ratio for day, ratio in self.ratios if day.earliest <= date.latest]
        return known[-1] if known else 1.0

    @property
    def is_range(self) -> bool:
        """Whether the share count is known only as a range."""
        return self.shares_low != self.shares_high


@dataclass(frozen=True)
class HoldingValue:
    """A holding at one event or mark. rate is None with the reason in `no_rate`."""

    key: str
    date: PartialDate
    kind: str
    price_usd: float
    value_low_usd: float
    value_high_usd: float
    multiple_low_x: float
    multiple_high_x: float
    rate: tuple[float, float] | None
    no_rate: str
    basis: Basis


def holding_of_check(step: Step, check_usd: float) -> Holding:
    """Shares a check of any size bought in a round: check / issue price.

    Raises:
        CalcError: "not_positive"; "check_over_round" if it is more than the round raised.
    """
    check_positive(check_usd=check_usd)
    if check_usd > step.terms.amount_raised_usd * (1 + 1e-9):
        raise CalcError("check_over_round", round=step.terms.name, raised=step.terms.amount_raised_usd)
    shares = check_usd / step.issue_price_usd
    return Holding(
        shares_low=shares,
        shares_high=shares,
        cost_usd=check_usd,
        date=step.terms.date,
        conversion_ratio=step.final_ratio,
        basis=step.price_basis,
        round_key=step.key,
        ratios=step.ratios,
    )


def holding_of_stake(stake: Stake, path: Path) -> Holding | None:
    """A recorded stake on a path; None if the path no longer has the round it was bought in.

    A stake bought in one round holds its cost: its shares are cost / that round's price. A
    stake of several rounds, or of before the first, holds its recorded share count.
    """
    if not stake.round_key:
        return Holding(
            shares_low=stake.shares_low.value,
            shares_high=stake.shares_high.value,
            cost_usd=stake.cost_usd.value,
            date=stake.date,
            conversion_ratio=1.0,
            basis=weakest(stake.shares_low.basis, stake.cost_usd.basis),
            source_id=stake.shares_low.source_id,
        )
    step = path.step(stake.round_key)
    if step is None:
        return None
    assumed = step.price_basis is Basis.ASSUMED
    shares = stake.cost_usd.value / step.issue_price_usd if assumed else stake.shares_low.value
    return Holding(
        shares_low=shares,
        shares_high=shares,
        cost_usd=stake.cost_usd.value,
        date=step.terms.date,
        conversion_ratio=step.final_ratio,
        basis=Basis.ASSUMED if assumed else weakest(stake.shares_low.basis, stake.cost_usd.basis),
        source_id=stake.shares_low.source_id,
        round_key=stake.round_key,
        ratios=step.ratios,
    )


def value_at_mark(holding: Holding, mark: MarkValue) -> HoldingValue:
    """A holding at a mark: shares x price, conversion counted from the IPO on.

    At the sale of the company the price is what the holding's round is paid; for shares of
    several rounds it is a range over all classes.
    """
    prices, ratio = (mark.price_usd, mark.price_usd), 1.0
    if mark.per_share_usd:
        prices = _sale_prices(holding, mark)
    else:
        ratio = holding.ratio_at(mark.date, listed=mark.is_listed)
    return _value(
        holding,
        key=mark.key,
        date=mark.date,
        kind=mark.kind.value,
        prices_usd=prices,
        ratio=ratio,
        basis=weakest(holding.basis, mark.price_basis),
    )


def _sale_prices(holding: Holding, mark: MarkValue) -> tuple[float, float]:
    """What a share is paid at the sale: of its round, or of any class where the round is not one."""
    paid = mark.paid_per_share(holding.round_key)
    if paid is not None:
        return paid, paid
    every = [usd for _, usd in mark.per_share_usd]
    return min(every), max(every)


def values_along(holding: Holding, path: Path, marks: Sequence[MarkValue]) -> tuple[HoldingValue, ...]:
    """A holding at every later private round's price and at every mark, in order of date."""
    start = holding.date.earliest if holding.date else None
    values = [
        _value(
            holding,
            key=step.key,
            date=step.terms.date,
            kind="round",
            prices_usd=(step.issue_price_usd, step.issue_price_usd),
            ratio=holding.ratio_at(step.terms.date, listed=False),
            basis=weakest(holding.basis, step.price_basis),
        )
        for step in path.steps
        if step.terms.kind is RoundKind.PRICED and (start is None or step.terms.date.earliest >= start)
    ]
    values += [value_at_mark(holding, m) for m in marks if start is None or m.date.latest >= start]
    return tuple(sorted(values, key=lambda value: value.date.earliest))


def _value(
    holding: Holding,
    *,
    key: str,
    date: PartialDate,
    kind: str,
    prices_usd: tuple[float, float],
    ratio: float,
    basis: Basis,
) -> HoldingValue:
    low, high = holding.shares_low * ratio * prices_usd[0], holding.shares_high * ratio * prices_usd[1]
    multiples = (low / holding.cost_usd, high / holding.cost_usd)
    rate, why = _rate(holding, date, multiples)
    return HoldingValue(
        key=key,
        date=date,
        kind=kind,
        price_usd=prices_usd[1],
        value_low_usd=low,
        value_high_usd=high,
        multiple_low_x=multiples[0],
        multiple_high_x=multiples[1],
        rate=rate,
        no_rate=why,
        basis=basis,
    )


def _rate(
    holding: Holding, date: PartialDate, multiples: tuple[float, float]
) -> tuple[tuple[float, float] | None, str]:
    if holding.date is None:
        return None, "several_dates"
    ranges = [annual_rate_range(multiple, *held_days(holding.date, date)) for multiple in multiples]
    if ranges[0] is None or ranges[1] is None:
        return None, "under_a_year"
    return (min(ranges[0][0], ranges[1][0]), max(ranges[0][1], ranges[1][1])), ""
