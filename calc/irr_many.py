"""IRRs of many dated series at once: all roots of each, the ordinary ones solved together on arrays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from calc.errors import CalcError
from calc.irr import IrrResult, xirr
from calc.roots import BOUND

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Series = tuple[Sequence[dt.date], Sequence[float]]
CHUNK = 1_000_000  # numbers worked on at once
ROUNDS = 60
NEAR = 1e-9  # after a Newton step this small of ln(1 + rate) the error is its square
DAYS_IN_YEAR = 365.0


@dataclass(frozen=True)
class _Flows:
    """Net flows per day of every series, end to end in order of series and day; none is zero."""

    amounts: Floats
    years: Floats
    owner: Ints


@dataclass(frozen=True, eq=False)
class ManyIrr:
    """IRRs of many series. rates_frac is not a number where a series has not exactly one rate.

    scanned holds the results of the series that were solved one by one; `of` gives the
    IrrResult of any, with all its roots.
    """

    rates_frac: Floats
    moic_x: Floats
    span_years: Floats
    scanned: Mapping[int, IrrResult]

    def __len__(self) -> int:
        return len(self.rates_frac)

    def of(self, at: int) -> IrrResult:
        """The result of one series, counted from zero."""
        if at in self.scanned:
            return self.scanned[at]
        rate, span = float(self.rates_frac[at]), float(self.span_years[at])
        return IrrResult(
            roots_frac=(rate,),
            chosen_frac=rate,
            reason="",
            moic_x=float(self.moic_x[at]),
            span_years=span,
            under_a_year=span < 1,
        )


def xirr_many(series: Sequence[Series]) -> ManyIrr:
    """What calc.irr.xirr gives for each series, actual/365 fixed.

    A series whose net flows change sign once has exactly one rate. With x = ln(1 + rate), the
    log of what comes in over what goes out falls as x rises; Newton steps find its zero for all
    of these series together. The others are scanned for every root one by one.

    Args:
        series: Dates and amounts (paid negative) of each, in any order.

    Returns:
        ManyIrr, in the order of the series.

    Raises:
        CalcError: As calc.irr.xirr.

    Unit: yearly rate
    Source: Descartes' rule of signs; Microsoft, XIRR function.

    >>> import datetime as dt
    >>> days = [dt.date(2019, 7, 1), dt.date(2020, 7, 1)]
    >>> xirr_many([(days, [-100, 121]), (days, [-100, 50])]).rates_frac.round(6).tolist()
    [0.20937, -0.499052]
    """
    count = len(series)
    every_date, every_amount = zip(*series, strict=True) if series else ((), ())
    sizes = np.fromiter(map(len, every_amount), np.int64, count)
    dated = np.fromiter(map(len, every_date), np.int64, count)
    if (sizes != dated).any():
        at = int(np.flatnonzero(sizes != dated)[0])
        raise CalcError("lengths_differ", amounts=int(sizes[at]), times=int(dated[at]))
    ordinals = map(dt.date.toordinal, chain.from_iterable(every_date))
    days = np.fromiter(ordinals, np.int64, int(sizes.sum()))
    money = np.fromiter(chain.from_iterable(every_amount), np.float64, len(days))
    owner = np.repeat(np.arange(count), sizes)
    if ((days[1:] < days[:-1]) & (owner[1:] == owner[:-1])).any():
        order = np.lexsort((days, owner))
        days, money = days[order], money[order]
    first, last = _ends(days, sizes)
    flows = _net(days, money, owner, first)
    whole = np.bincount(owner, ~np.isfinite(money), count) == 0
    rates = _rates(flows, (_changes(flows, count) == 1) & whole)
    scanned = {at: xirr(*series[at]) for at in np.flatnonzero(np.isnan(rates)).tolist()}
    paid = np.bincount(owner, np.maximum(-money, 0.0), count)
    received = np.bincount(owner, np.maximum(money, 0.0), count)
    for at, found in scanned.items():
        rates[at] = np.nan if found.chosen_frac is None else found.chosen_frac
    return ManyIrr(rates, received / np.where(paid > 0, paid, np.nan), (last - first) / DAYS_IN_YEAR, scanned)


def _ends(days: Ints, sizes: Ints) -> tuple[Ints, Ints]:
    """First and last day of every series, their days in order; zero for an empty one."""
    first, last = np.zeros((2, len(sizes)), np.int64)
    some, ends = sizes > 0, np.cumsum(sizes)
    first[some], last[some] = days[(ends - sizes)[some]], days[ends[some] - 1]
    return first, last


def _net(days: Ints, money: Floats, owner: Ints, first: Ints) -> _Flows:
    again = (days[1:] == days[:-1]) & (owner[1:] == owner[:-1])
    if again.any():
        starts = np.flatnonzero(np.concatenate([[True], ~again]))
        money, days, owner = np.add.reduceat(money, starts), days[starts], owner[starts]
    kept = (money != 0) & np.isfinite(money)
    if not kept.all():
        money, days, owner = money[kept], days[kept], owner[kept]
    return _Flows(money, (days - first[owner]) / DAYS_IN_YEAR, owner)


def _changes(flows: _Flows, count: int) -> Ints:
    """How often the net flows of each series change sign."""
    turned = (flows.amounts[1:] > 0) != (flows.amounts[:-1] > 0)
    same = flows.owner[1:] == flows.owner[:-1]
    return np.bincount(flows.owner[1:][turned & same], minlength=count)


def _rates(flows: _Flows, ordinary: NDArray[np.bool_]) -> Floats:
    """The one rate of each ordinary series; not a number for the rest and what did not settle."""
    rates = np.full(len(ordinary), np.nan)
    sizes = np.bincount(flows.owner, minlength=len(ordinary))
    starts = np.cumsum(sizes) - sizes
    which = np.flatnonzero(ordinary)
    which = which[np.argsort(sizes[which])]  # series of like length side by side
    while len(which):
        widest = int(sizes[which[: max(1, CHUNK // int(sizes[which[0]]))]][-1])
        now, which = np.split(which, [max(1, CHUNK // widest)])
        width = np.arange(int(sizes[now].max()))
        there = width < sizes[now][:, None]
        at = np.where(there, starts[now][:, None] + width, 0)
        amounts = np.where(there, flows.amounts[at], 0.0)
        rates[now] = np.expm1(_solve(amounts, np.where(there, flows.years[at], 0.0)))
    return rates


def _solve(amounts: Floats, years: Floats) -> Floats:
    """x at which what comes in is worth what goes out, row by row: Newton inside a bracket."""
    x, left = np.zeros(len(amounts)), np.arange(len(amounts))
    low, high = np.full(len(x), -BOUND), np.full(len(x), BOUND)
    sizes = np.abs(amounts)
    with np.errstate(all="ignore"):  # far rates overflow; their rows come out as not a number
        for _ in range(ROUNDS):
            now = x[left]
            value, slope = _log_ratio(amounts, sizes, years, now)
            up = (value > 0) == (slope < 0)  # the zero lies above
            low, high = np.where(up, now, low), np.where(up, high, now)
            step = now - value / slope
            going = np.isfinite(value) & (np.abs(step - now) > NEAR * (1 + np.abs(now)))
            step = np.where(going & ((step <= low) | (step >= high)), (low + high) / 2, step)
            x[left] = np.where(np.isfinite(value), step, np.nan)
            if not going.all():
                left, low, high = left[going], low[going], high[going]
                amounts, sizes, years = amounts[going], sizes[going], years[going]
            if not len(left):
                break
    x[left] = np.nan
    return np.where(np.abs(x) < BOUND / 2, x, np.nan)


def _log_ratio(amounts: Floats, sizes: Floats, years: Floats, x: Floats) -> tuple[Floats, Floats]:
    """ln of what comes in over what goes out at x, per row, and its slope."""
    worth = np.exp(years * -x[:, None])
    both, net = _by_row(sizes, worth), _by_row(amounts, worth)
    worth *= years
    both_years, net_years = _by_row(sizes, worth), _by_row(amounts, worth)
    gain, cost = both + net, both - net  # twice each
    return np.log(gain / cost), (both_years - net_years) / cost - (both_years + net_years) / gain


def _by_row(amounts: Floats, worth: Floats) -> Floats:
    """Sum of the products of each row."""
    summed: Floats = np.einsum("ij,ij->i", amounts, worth)
    return summed
