"""One equation of a venture bet solved for any of its six numbers; mega checks; build or buy; the fund."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum

from calc.captable import check_positive
from calc.errors import CalcError
from calc.venture import Reading, check_rate, check_share, growth_x

_WHOLE = 1 + 1e-12  # a fraction of just 1 may come out a rounding above it


class Unknown(StrEnum):
    """The number to solve for."""

    ENTRY = "entry"
    EXIT = "exit"
    YEARS = "years"
    RETAINED = "retained"
    HIT = "hit"
    RETURN = "return"


@dataclass(frozen=True)
class Bet:
    """Six numbers tied by hit x retained x exit / entry = growth; misses give nothing back.

    retained_frac is what later rounds left of the stake, hit_frac the part of equal bets that
    end at the exit, return_frac a rate per year or a total, by the reading.
    """

    entry_usd: float
    exit_usd: float
    years: float
    retained_frac: float
    hit_frac: float
    return_frac: float

    @property
    def multiple_x(self) -> float:
        """Times the money of a bet that hits."""
        return self.exit_usd * self.retained_frac / self.entry_usd

    @property
    def expected_x(self) -> float:
        """Times all the money put into equal bets."""
        return self.multiple_x * self.hit_frac


def solve_bet(bet: Bet, unknown: Unknown, *, reading: Reading = Reading.ANNUAL) -> Bet:
    """The bet with its unknown number made to fit the other five.

    hit x retained x exit / entry = (1 + return) ^ years (per year), or 1 + return (in total)

    Args:
        bet: Six numbers; the unknown one is not looked at.
        unknown: Which to solve for.
        reading: What the return is said of; a total has no years in it.

    Raises:
        CalcError: "not_positive", "not_a_fraction", "bad_rate", "out_of_range";
            "kept_over_all" or "out_of_reach" if a fraction would have to be above 1;
            "years_free" for the years of a total; "no_such_years" if the money moves one way
            and the rate the other; "any_years" if neither moves.

    >>> bet = Bet(10e6, 100e6, 7, 0.5, 1.0, 0.25)
    >>> round(solve_bet(bet, Unknown.RETURN).return_frac, 4)
    0.2585
    >>> round(solve_bet(replace(bet, retained_frac=1.0), Unknown.YEARS).years, 2)
    10.32
    >>> solve_bet(bet, Unknown.HIT, reading=Reading.TOTAL).hit_frac
    0.25
    """
    _check(bet, unknown)
    if unknown is Unknown.RETURN:
        return replace(bet, return_frac=_rate(bet, reading))
    if unknown is Unknown.YEARS:
        return replace(bet, years=_years(bet, reading))
    growth = growth_x(bet.return_frac, reading=reading, years=bet.years)
    if unknown is Unknown.ENTRY:
        return replace(bet, entry_usd=bet.hit_frac * bet.retained_frac * bet.exit_usd / growth)
    if unknown is Unknown.EXIT:
        return replace(bet, exit_usd=growth * bet.entry_usd / (bet.hit_frac * bet.retained_frac))
    needed = growth * bet.entry_usd / bet.exit_usd
    if unknown is Unknown.RETAINED:
        return replace(bet, retained_frac=_kept(needed / bet.hit_frac))
    return replace(bet, hit_frac=_hit(needed / bet.retained_frac))


def _check(bet: Bet, unknown: Unknown) -> None:
    amounts = {Unknown.ENTRY: bet.entry_usd, Unknown.EXIT: bet.exit_usd, Unknown.YEARS: bet.years}
    check_positive(**{key.value: value for key, value in amounts.items() if key is not unknown})
    parts = {Unknown.RETAINED: bet.retained_frac, Unknown.HIT: bet.hit_frac}
    check_share(**{key.value: value for key, value in parts.items() if key is not unknown})
    if unknown is not Unknown.RETURN:
        check_rate(return_frac=bet.return_frac)


def _rate(bet: Bet, reading: Reading) -> float:
    if reading is Reading.TOTAL:
        return bet.expected_x - 1
    power = math.log(bet.expected_x) / bet.years
    if power > math.log(1e300):
        raise CalcError("out_of_range", years=bet.years)
    return math.expm1(power)


def _years(bet: Bet, reading: Reading) -> float:
    if reading is Reading.TOTAL:
        raise CalcError("years_free")
    grown, rate = math.log(bet.expected_x), math.log1p(bet.return_frac)
    if rate == 0 and grown == 0:
        raise CalcError("any_years")
    if rate == 0 or grown / rate <= 0:
        raise CalcError("no_such_years")
    return grown / rate


def _kept(needed: float) -> float:
    if needed > _WHOLE:
        raise CalcError("kept_over_all", needed=needed)
    return min(needed, 1.0)


def _hit(needed: float) -> float:
    if needed > _WHOLE:
        raise CalcError("out_of_reach", needed=needed)
    return min(needed, 1.0)


def needed_exit(
    *,
    check_usd: float,
    stake_frac: float,
    retained_frac: float,
    hit_frac: float,
    return_frac: float,
    years: float,
) -> float:
    """Company value at which a check earns a return a year on average, US dollars.

    exit = check x (1 + return) ^ years / (hit x stake x retained); a miss gives nothing back

    Args:
        stake_frac: Fraction of the company the check buys; retained_frac of it is left at the end.
        hit_frac: Probability of that exit.

    Raises:
        CalcError: "not_positive", "not_a_fraction", "bad_rate", "out_of_range".

    >>> round(needed_exit(check_usd=1e9, stake_frac=0.2, retained_frac=0.5, hit_frac=0.1,
    ...     return_frac=0.25, years=7) / 1e9, 1)
    476.8
    """
    check_positive(check_usd=check_usd)
    check_share(stake_frac=stake_frac, retained_frac=retained_frac, hit_frac=hit_frac)
    growth = growth_x(return_frac, reading=Reading.ANNUAL, years=years)
    return check_usd * growth / (hit_frac * stake_frac * retained_frac)


def build_or_buy_price(
    *, value_usd: float, build_usd: float, years: float, success_frac: float, discount_frac: float
) -> float:
    """Price from which an acquirer does better building the thing itself, or leaving it, US dollars.

    Buying gives value - price today. Building gives success x value / (1 + discount) ^ years
    - cost, with the cost paid today; leaving it gives nothing. So the highest price is
    value - max(0, success x value / (1 + discount) ^ years - cost)

    Args:
        value_usd: What owning the thing today is worth to the acquirer.
        build_usd: Cost of building it, present value.
        years: Until a build works.
        success_frac: Probability that it does, 0 (never) to 1.
        discount_frac: Yearly, above -1.

    Raises:
        CalcError: "not_positive", "not_a_fraction", "bad_rate", "out_of_range".

    >>> round(build_or_buy_price(value_usd=20e9, build_usd=2e9, years=3, success_frac=0.5,
    ...     discount_frac=0.1) / 1e9, 2)
    14.49
    """
    check_positive(value_usd=value_usd, build_usd=build_usd)
    if not 0 <= success_frac <= 1:
        raise CalcError("not_a_fraction", name="success_frac", value=success_frac)
    growth = growth_x(discount_frac, reading=Reading.ANNUAL, years=years)
    return value_usd - max(0.0, success_frac * value_usd / growth - build_usd)


def funds_returned(*, proceeds_usd: float, fund_usd: float) -> float:
    """How many times one position's proceeds are the whole fund.

    Raises:
        CalcError: "not_positive" for the fund, "negative" for the proceeds.

    >>> funds_returned(proceeds_usd=3.5e9, fund_usd=100e6)
    35.0
    """
    check_positive(fund_usd=fund_usd)
    if not proceeds_usd >= 0:
        raise CalcError("negative", value=proceeds_usd)
    return proceeds_usd / fund_usd
