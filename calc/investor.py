"""One investor over time: lots bought, pro rata taken, shares sold, and what came of it at a date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from calc.captable import check_positive
from calc.errors import CalcError
from calc.irr import IrrResult, xirr
from calc.path import Path, Step
from calc.returns import FundMultiples, fund_multiples
from calc.types import PartialDate, RoundKind

LOCKUP_DAYS = 180
QUARTER_MONTHS = 3


@dataclass(frozen=True)
class Purchase:
    """Shares bought in one round, counted as common after conversion."""

    round_key: str
    date: PartialDate
    shares: float
    cost_usd: float
    common_shares: float


@dataclass(frozen=True)
class Price:
    """A price somebody could sell at on a day."""

    date: dt.date
    price_usd: float


@dataclass(frozen=True)
class Sale:
    """Shares sold on a day at that day's price; wanted is the day the rule named."""

    wanted: dt.date
    date: dt.date
    shares: float
    price_usd: float

    @property
    def proceeds_usd(self) -> float:
        """Shares x price."""
        return self.shares * self.price_usd


class SellRule(StrEnum):
    """When shares are sold once they are listed."""

    HOLD = "hold"
    LOCKUP = "lockup"
    QUARTERLY = "quarterly"
    DATED = "dated"


@dataclass(frozen=True)
class SellDown:
    """A rule and what it needs. Fractions are of the shares held at the listing.

    HOLD sells nothing. LOCKUP sells all when the lock-up ends. QUARTERLY sells quarter_frac
    then and every three months until none is left. DATED sells the fractions of `sales`.

    Raises:
        CalcError: "not_a_fraction" for a fraction outside 0 to 1 (0 itself for a quarter),
            "sold_over_held" if dated fractions come to more than one; "negative" lock-up.
    """

    rule: SellRule = SellRule.HOLD
    quarter_frac: float = 0.25
    sales: tuple[tuple[dt.date, float], ...] = ()
    lockup_days: int = LOCKUP_DAYS

    def __post_init__(self) -> None:
        if not 0 < self.quarter_frac <= 1:
            raise CalcError("not_a_fraction", name="quarter_frac", value=self.quarter_frac)
        for _, frac in self.sales:
            if not 0 < frac <= 1:
                raise CalcError("not_a_fraction", name="sale", value=frac)
        if sum(frac for _, frac in self.sales) > 1 + 1e-9:
            raise CalcError("sold_over_held")
        if self.lockup_days < 0:
            raise CalcError("negative", name="lockup_days", value=self.lockup_days)

    def wanted(self, listed: dt.date) -> tuple[tuple[dt.date, float], ...]:
        """Days and fractions the rule asks for, in order."""
        free = listed + dt.timedelta(days=self.lockup_days)
        if self.rule is SellRule.LOCKUP:
            return ((free, 1.0),)
        if self.rule is SellRule.DATED:
            return tuple(sorted(self.sales))
        if self.rule is SellRule.HOLD:
            return ()
        days: list[tuple[dt.date, float]] = []
        left = 1.0
        while left > 1e-9:
            part = min(self.quarter_frac, left)
            days.append((months_later(free, QUARTER_MONTHS * len(days)), part))
            left -= part
        return tuple(days)


@dataclass(frozen=True)
class Position:
    """An investor at a date. Money in US dollars, multiples gross of taxes and fees.

    irr_low and irr_high are the IRR with every purchase as late and as early as its date may
    be (equal if all days are known). unsold: shares a rule would have sold by then but for
    want of a known price.
    """

    date: dt.date
    purchases: tuple[Purchase, ...]
    sales: tuple[Sale, ...]
    shares_left: float
    value_left_usd: float
    multiples: FundMultiples
    irr_low: IrrResult
    irr_high: IrrResult
    unsold_shares: float


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day some months on, or the last day of that month if it has none.

    >>> months_later(dt.date(2020, 11, 30), 3)
    datetime.date(2021, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return dt.date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def purchases(path: Path, step: Step, check_usd: float, pro_rata_frac: float = 0.0) -> tuple[Purchase, ...]:
    """A check in one round and a part of the pro rata in every private round after it.

    pro rata right = shares held / shares before the round's new money x its new shares

    Args:
        path: The company.
        step: The round of the first check.
        check_usd: US dollars, above zero.
        pro_rata_frac: Part of every right that is taken, 0 to 1; 1 keeps the fraction held
            but for options and other shares issued in between.

    Raises:
        CalcError: "not_positive"; "not_a_fraction"; "check_over_round".

    >>> from calc.path import Terms, replay
    >>> from calc.types import Quoted
    >>> rounds = [Terms(key, key, RoundKind.PRICED, PartialDate(year), 2e6, post, Quoted.POST, 0.0)
    ...           for key, year, post in (("a", "2010", 10e6), ("b", "2012", 20e6))]
    >>> path = replay(8e6, rounds)
    >>> [round(one.cost_usd) for one in purchases(path, path.steps[0], 1e6, 1.0)]
    [1000000, 200000]
    """
    check_positive(check_usd=check_usd)
    if not 0 <= pro_rata_frac <= 1:
        raise CalcError("not_a_fraction", name="pro_rata_frac", value=pro_rata_frac)
    if check_usd > step.terms.amount_raised_usd * (1 + 1e-9):
        raise CalcError("check_over_round", round=step.terms.name, raised=step.terms.amount_raised_usd)
    lots = [_bought(step, check_usd / step.issue_price_usd)]
    for later in path.steps[path.steps.index(step) + 1 :]:
        if later.terms.kind is RoundKind.IPO or pro_rata_frac == 0:
            continue
        held = sum(lot.shares for lot in lots)
        before = later.fully_diluted_shares - later.new_shares
        lots.append(_bought(later, min(1.0, held / before) * later.new_shares * pro_rata_frac))
    return tuple(lots)


def _bought(step: Step, shares: float) -> Purchase:
    common = shares * step.final_ratio
    return Purchase(step.key, step.terms.date, shares, shares * step.issue_price_usd, common)


def sales_of(
    shares: float, sell: SellDown, *, listed: dt.date, prices: Sequence[Price], until: dt.date
) -> tuple[tuple[Sale, ...], float]:
    """Sales by a rule up to a day, and the shares due by then that no known price could sell.

    Each sale is at the first known price on or after the day the rule names; nothing is
    interpolated.
    """
    known = sorted((price for price in prices if price.date <= until), key=lambda price: price.date)
    done: list[Sale] = []
    unsold = 0.0
    for wanted, frac in sell.wanted(listed):
        if wanted > until:
            continue
        price = next((one for one in known if one.date >= max(wanted, listed)), None)
        if price is None:
            unsold += shares * frac
        else:
            done.append(Sale(wanted, price.date, shares * frac, price.price_usd))
    return tuple(done), unsold


def position(
    bought: Sequence[Purchase],
    sold: Sequence[Sale],
    *,
    date: PartialDate,
    price_usd: float,
    unsold_shares: float = 0.0,
) -> Position:
    """What an investor has got and still holds at a date.

    MOIC = TVPI = (proceeds + value left) / paid, DPI = proceeds / paid, RVPI = value left / paid;
    IRR over all dated flows with the value left as the last one (actual/365).

    Args:
        bought: Purchases on or before the date; later ones are left out.
        sold: Sales; later ones are left out.
        date, price_usd: The mark that values what is left, US dollars per common share.
        unsold_shares: Passed through.

    Raises:
        CalcError: "nothing_bought" if every purchase is later; "sold_over_held"; "not_positive".
    """
    check_positive(price_usd=price_usd)
    lots = tuple(lot for lot in bought if lot.date.earliest <= date.latest)
    if not lots:
        raise CalcError("nothing_bought")
    done = tuple(sale for sale in sold if sale.date <= date.latest)
    held = sum(lot.common_shares for lot in lots) - sum(sale.shares for sale in done)
    if held < -1e-6 * sum(lot.common_shares for lot in lots):
        raise CalcError("sold_over_held")
    left = max(0.0, held)
    cost = sum(lot.cost_usd for lot in lots)
    proceeds = sum(sale.proceeds_usd for sale in done)
    rates = [_irr(lots, done, date, left * price_usd, late=late) for late in (False, True)]
    rates.sort(key=lambda rate: rate.chosen_frac if rate.chosen_frac is not None else 0.0)
    return Position(
        date=date.latest,
        purchases=lots,
        sales=done,
        shares_left=left,
        value_left_usd=left * price_usd,
        multiples=fund_multiples(paid_in_usd=cost, distributions_usd=proceeds, nav_usd=left * price_usd),
        irr_low=rates[0],
        irr_high=rates[1],
        unsold_shares=unsold_shares,
    )


def _irr(
    lots: Sequence[Purchase], sold: Sequence[Sale], date: PartialDate, value_usd: float, *, late: bool
) -> IrrResult:
    """IRR with every date at one end of what it may be."""
    end = date.earliest if late else date.latest
    days = [min(lot.date.latest if late else lot.date.earliest, end) for lot in lots]
    amounts = [-lot.cost_usd for lot in lots]
    days += [sale.date for sale in sold]
    amounts += [sale.proceeds_usd for sale in sold]
    return xirr([*days, end], [*amounts, value_usd])
