"""Venture arithmetic: years, dilution and hit rate that a promised return needs; checks one win pays for."""

from __future__ import annotations

import math
from enum import StrEnum

from calc.captable import check_positive
from calc.errors import CalcError


class Reading(StrEnum):
    """What "about 25 %" means: growth every year, or the whole gain over the time held."""

    ANNUAL = "annual"
    TOTAL = "total"


def check_rate(**values: float) -> None:
    """Refuse a rate of return that is infinite, missing, or loses everything (-1 or less).

    Raises:
        CalcError: "bad_rate" naming the first such argument.
    """
    for name, value in values.items():
        if not (math.isfinite(value) and value > -1):
            raise CalcError("bad_rate", name=name, value=value)


def check_share(**values: float) -> None:
    """Refuse a fraction outside 0 (excluded) to 1 (included).

    Raises:
        CalcError: "not_a_fraction" naming the first such argument.
    """
    for name, value in values.items():
        if not 0 < value <= 1:
            raise CalcError("not_a_fraction", name=name, value=value)


def growth_x(return_frac: float, *, reading: Reading, years: float | None = None) -> float:
    """How many times its money an investment has to give to earn a return.

    annual: (1 + return) ^ years; total: 1 + return, whatever the years.

    Args:
        return_frac: 0.25 for 25 %, above -1.
        reading: What the return is said of.
        years: Time held, above zero; needed by the annual reading.

    Raises:
        CalcError: "bad_rate", "not_positive"; "no_years" for an annual rate without them;
            "out_of_range" if the result is too large or too small for a number.

    >>> growth_x(0.25, reading=Reading.TOTAL), growth_x(0.25, reading=Reading.ANNUAL, years=2)
    (1.25, 1.5625)
    """
    check_rate(return_frac=return_frac)
    if reading is Reading.TOTAL:
        return 1 + return_frac
    if years is None:
        raise CalcError("no_years")
    check_positive(years=years)
    power = years * math.log1p(return_frac)
    if abs(power) > math.log(1e300):
        raise CalcError("out_of_range", return_frac=return_frac, years=years)
    return float((1 + return_frac) ** years)


def exit_multiple(*, entry_value_usd: float, exit_value_usd: float, retained_frac: float = 1.0) -> float:
    """Times its money a stake gives: exit value x fraction of the stake retained / entry value.

    Args:
        entry_value_usd: Post-money of the round bought into.
        exit_value_usd: Value of all shares at the exit.
        retained_frac: What later rounds left of the stake, above 0 to 1 (1 = no dilution).

    Raises:
        CalcError: "not_positive", "not_a_fraction".

    >>> exit_multiple(entry_value_usd=10e6, exit_value_usd=100e6, retained_frac=0.5)
    5.0
    """
    check_positive(entry_value_usd=entry_value_usd, exit_value_usd=exit_value_usd)
    check_share(retained_frac=retained_frac)
    return exit_value_usd * retained_frac / entry_value_usd


def years_needed(multiple_x: float, annual_return_frac: float) -> float:
    """Longest time in which a multiple still makes an annual return: ln(multiple) / ln(1 + return).

    Args:
        multiple_x: Times the money, at least 1; see exit_multiple.
        annual_return_frac: Above zero.

    Raises:
        CalcError: "not_positive"; "no_gain" if the multiple is below 1.

    >>> round(years_needed(10, 0.25), 2)
    10.32
    """
    check_positive(multiple_x=multiple_x, annual_return_frac=annual_return_frac)
    if multiple_x < 1:
        raise CalcError("no_gain", multiple=multiple_x)
    return math.log(multiple_x) / math.log1p(annual_return_frac)


def annual_growth(multiple_x: float, years: float) -> float:
    """Yearly growth that makes a multiple in a number of years, a fraction.

    growth = multiple ^ (1 / years) - 1

    The caller counts the years; between two dates calc.multiples.annual_rate does, by actual/365.

    Raises:
        CalcError: "not_positive"; "out_of_range" if the result is too large for a number.

    Unit: yearly rate
    Source: definition of compound annual growth.

    >>> round(annual_growth(5, 7), 4)
    0.2585
    """
    check_positive(multiple_x=multiple_x, years=years)
    power = math.log(multiple_x) / years
    if power > math.log(1e300):
        raise CalcError("out_of_range", multiple=multiple_x, years=years)
    return math.expm1(power)


def retained_needed(
    *, entry_value_usd: float, exit_value_usd: float, annual_return_frac: float, years: float
) -> float:
    """Fraction of the stake that dilution may leave for an annual return to hold.

    retained = (1 + return) ^ years x entry / exit

    Raises:
        CalcError: "not_positive", "bad_rate", "out_of_range"; "out_of_reach" if even an
            undiluted stake gives less (`needed` is then above 1).

    >>> round(retained_needed(entry_value_usd=10e6, exit_value_usd=100e6,
    ...     annual_return_frac=0.25, years=7), 3)
    0.477
    """
    undiluted = exit_multiple(entry_value_usd=entry_value_usd, exit_value_usd=exit_value_usd)
    wanted = growth_x(annual_return_frac, reading=Reading.ANNUAL, years=years)
    return _at_most_all(wanted / undiluted)


def hit_rate(*, wanted_x: float, hit_x: float, miss_x: float = 0.0) -> float:
    """Fraction of equal checks that have to hit for the lot to give a multiple on average.

    wanted = rate x hit + (1 - rate) x miss, so rate = (wanted - miss) / (hit - miss)

    Args:
        wanted_x: Multiple on all the money; see growth_x for either reading of a return.
        hit_x: Multiple of a check that hits, after dilution.
        miss_x: Multiple of one that does not; 0 is a total loss.

    Raises:
        CalcError: "not_positive"; "bad_miss" unless 0 <= miss_x < hit_x and miss_x <= wanted_x;
            "out_of_reach" if even hitting every time gives less (`needed` is then above 1).

    >>> hit_rate(wanted_x=1.25, hit_x=10)
    0.125
    """
    check_positive(wanted_x=wanted_x, hit_x=hit_x)
    if not (0 <= miss_x < hit_x and miss_x <= wanted_x):
        raise CalcError("bad_miss", miss=miss_x, hit=hit_x, wanted=wanted_x)
    return _at_most_all((wanted_x - miss_x) / (hit_x - miss_x))


def _at_most_all(needed: float) -> float:
    if needed > 1 + 1e-12:  # a rate of just 1 may come out a rounding above it
        raise CalcError("out_of_reach", needed=needed)
    return min(needed, 1.0)


def break_even_hit_rate(*, hit_x: float, risk_free_frac: float, years: float, miss_x: float = 0.0) -> float:
    """Hit rate at which checks only do as well as a risk-free rate over the same years.

    rate x multiple = (1 + risk-free) ^ years, for total losses otherwise. It is a floor: a
    premium for risk or for money tied up adds to it.

    Raises:
        CalcError: as growth_x and hit_rate.

    >>> round(break_even_hit_rate(hit_x=10, risk_free_frac=0.05, years=7), 4)
    0.1407
    """
    wanted = growth_x(risk_free_frac, reading=Reading.ANNUAL, years=years)
    return hit_rate(wanted_x=wanted, hit_x=hit_x, miss_x=miss_x)


def checks_covered(
    *, check_usd: float, stake_frac: float, company_value_usd: float, retained_frac: float = 1.0
) -> float:
    """How many checks of one size the stake bought by one of them pays for, not rounded.

    checks = stake x retained x company value / check

    Args:
        check_usd: What bought the stake, and what each check costs.
        stake_frac: Fraction of the company bought; retained_frac of it is left at the end.
        company_value_usd: What all shares are worth at the end.

    Raises:
        CalcError: "not_positive", "not_a_fraction".

    Unit: count
    Source: definition; derived from the claim that one right bet pays for hundreds.

    >>> round(checks_covered(check_usd=20_000, stake_frac=0.06, company_value_usd=47e9,
    ...     retained_frac=0.25))
    35250
    """
    check_positive(check_usd=check_usd, company_value_usd=company_value_usd)
    check_share(stake_frac=stake_frac, retained_frac=retained_frac)
    return stake_frac * retained_frac * company_value_usd / check_usd


def value_to_cover(
    *, checks: float, check_usd: float, stake_frac: float, retained_frac: float = 1.0
) -> float:
    """Company value at which one stake pays for so many checks, US dollars.

    checks x check / (stake x retained), the other way round from checks_covered.

    Raises:
        CalcError: "not_positive", "not_a_fraction".

    >>> value_to_cover(checks=2400, check_usd=125_000, stake_frac=0.01)
    30000000000.0
    """
    check_positive(checks=checks, check_usd=check_usd)
    check_share(stake_frac=stake_frac, retained_frac=retained_frac)
    return checks * check_usd / (stake_frac * retained_frac)


def present_value(*, exit_value_usd: float, required_return_frac: float, years: float) -> float:
    """What an exit value is worth today (the venture capital method): exit / (1 + return) ^ years.

    Raises:
        CalcError: "not_positive", "bad_rate", "out_of_range".

    >>> round(present_value(exit_value_usd=37.5e6, required_return_frac=0.5, years=5), 2)
    4938271.6
    """
    check_positive(exit_value_usd=exit_value_usd)
    return exit_value_usd / growth_x(required_return_frac, reading=Reading.ANNUAL, years=years)
