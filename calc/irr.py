"""Internal rate of return: every rate that solves it, and why there is none to show.

Signs: money paid in is negative, money received positive.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from calc.daycount import DayCount, years_from_first
from calc.errors import CalcError
from calc.roots import flow_roots

TOTAL_LOSS_FRAC = -1.0


@dataclass(frozen=True)
class IrrResult:
    """Every IRR of some flows. chosen_frac is set only where exactly one solves them.

    reason is empty then, else one of: "no_positive_flow" (nothing came back), "no_root",
    "several_roots", "no_time" (every flow at one moment), "beyond_bounds" (a solution with
    1 + rate under 1e-12 or over 1e12). under_a_year marks a rate that stretches less than a
    year to a whole one: show moic_x and the days instead. moic_x is received / paid.
    """

    roots_frac: tuple[float, ...]
    chosen_frac: float | None
    reason: str
    moic_x: float
    span_years: float
    under_a_year: bool

    @property
    def shown_frac(self) -> float | None:
        """The rate a page may print: the chosen one, -1 by convention for a total loss."""
        return TOTAL_LOSS_FRAC if self.reason == "no_positive_flow" else self.chosen_frac


def _checked(amounts_usd: Sequence[float], years: Sequence[float]) -> dict[float, float]:
    """Net flow by time, in order, without zeros at either end and between."""
    if len(amounts_usd) != len(years):
        raise CalcError("lengths_differ", amounts=len(amounts_usd), times=len(years))
    for value in (*amounts_usd, *years):
        if not math.isfinite(value):
            raise CalcError("not_finite", value=value)
    if not any(amounts_usd):
        raise CalcError("no_flows")
    by_time: dict[float, list[float]] = {}
    for amount, time in sorted(zip(amounts_usd, years, strict=True), key=lambda pair: pair[1]):
        if amount:
            by_time.setdefault(float(time), []).append(float(amount))
    return {time: math.fsum(amounts) for time, amounts in by_time.items()}


def internal_rate(amounts_usd: Sequence[float], years: Sequence[float]) -> IrrResult:
    """All yearly rates at which flows at given times have no net present value.

    sum of amount / (1 + rate) ^ years = 0, rate over -1

    Args:
        amounts_usd: Paid negative, received positive; in any order.
        years: Time of each flow, years from any moment.

    Returns:
        IrrResult, roots lowest first.

    Raises:
        CalcError: "no_flows", "lengths_differ", "not_finite"; "no_negative_flow" where
            nothing was paid, so that there is nothing to have a return on.

    Source: conventions in the notes on returns: list every root, never a solver's pick.

    >>> [round(rate, 9) for rate in internal_rate([-100, 230, -132], [0, 1, 2]).roots_frac]
    [0.1, 0.2]
    """
    net = _checked(amounts_usd, years)
    paid = -math.fsum(amount for amount in amounts_usd if amount < 0)
    received = math.fsum(amount for amount in amounts_usd if amount > 0)
    if paid == 0:
        raise CalcError("no_negative_flow", received=received)
    span = max(net) - min(net)
    flows = {time: amount for time, amount in net.items() if amount}
    roots: tuple[float, ...] = ()
    if received == 0:
        reason = "no_positive_flow"
    elif span == 0:
        reason = "no_time"
    else:
        found = flow_roots(tuple(flows.values()), tuple(flows))
        roots = found.rates_frac
        reason = "beyond_bounds" if found.beyond else _reason(len(roots))
    return IrrResult(
        roots_frac=roots,
        chosen_frac=None if reason else roots[0],
        reason=reason,
        moic_x=received / paid,
        span_years=span,
        under_a_year=span < 1,
    )


def _reason(count: int) -> str:
    return {0: "no_root", 1: ""}.get(count, "several_roots")


def irr(amounts_usd: Sequence[float]) -> IrrResult:
    """All rates per period of flows one period apart, the first at time zero.

    Args:
        amounts_usd: Paid negative, received positive, one per period; zeros count as time.

    Returns:
        IrrResult; span_years counts periods.

    Raises:
        CalcError: As internal_rate.

    >>> round(irr([-100, 39, 59, 55, 20]).chosen_frac, 6)
    0.280948
    """
    return internal_rate(amounts_usd, range(len(amounts_usd)))


def xirr(
    dates: Sequence[dt.date], amounts_usd: Sequence[float], count: DayCount = DayCount.ACTUAL_365_FIXED
) -> IrrResult:
    """All annual effective rates of dated flows; time zero is the earliest date.

    sum of amount / (1 + rate) ^ (days / 365) = 0

    Args:
        dates, amounts_usd: One of each per flow, in any order; paid negative.
        count: Day-count rule.

    Returns:
        IrrResult.

    Raises:
        CalcError: As internal_rate.

    Unit: yearly rate
    Source: Microsoft, XIRR function (actual/365 fixed).

    >>> import datetime as dt
    >>> day = dt.date
    >>> round(xirr([day(2019, 7, 1), day(2020, 7, 1)], [-100, 121]).chosen_frac, 6)
    0.20937
    """
    return internal_rate(amounts_usd, years_from_first(dates, count))


def npv(amounts_usd: Sequence[float], years: Sequence[float], *, rate_frac: float) -> float:
    """Net present value of flows, US dollars at time zero: sum of amount / (1 + rate) ^ years.

    The first flow of a series counts in full if its time is zero (spreadsheets' NPV puts it
    one period later).

    Args:
        amounts_usd, years: As internal_rate.
        rate_frac: Yearly rate, over -1.

    Returns:
        US dollars.

    Raises:
        CalcError: "no_flows", "lengths_differ", "not_finite"; "rate_too_low" at -1 or under;
            "too_large" if the value is beyond what a number holds.

    >>> round(npv([-100, 60, 60], [0, 1, 2], rate_frac=0.1), 6)
    4.132231
    """
    net = _checked(amounts_usd, years)
    if not math.isfinite(rate_frac):
        raise CalcError("not_finite", value=rate_frac)
    if rate_frac <= -1:
        raise CalcError("rate_too_low", rate=rate_frac)
    try:
        value = math.fsum(amount * (1 + rate_frac) ** -time for time, amount in net.items())
    except OverflowError as error:
        raise CalcError("too_large", rate=rate_frac) from error
    if not math.isfinite(value):
        raise CalcError("too_large", rate=rate_frac)
    return value


def xnpv(
    dates: Sequence[dt.date],
    amounts_usd: Sequence[float],
    *,
    rate_frac: float,
    count: DayCount = DayCount.ACTUAL_365_FIXED,
) -> float:
    """Net present value of dated flows at the earliest date, US dollars.

    Raises:
        CalcError: As npv.

    >>> import datetime as dt
    >>> round(xnpv([dt.date(2021, 1, 1), dt.date(2022, 1, 1)], [-100, 110], rate_frac=0.1), 9)
    0.0
    """
    return npv(amounts_usd, years_from_first(dates, count), rate_frac=rate_frac)
