"""Yearly rates of many funds at once."""

from __future__ import annotations

import numpy as np

from calc.funds.outcomes import Floats

_QUICK = 8
_CLOSE = 1e-7  # the last step: what is left after it is about its square
_SLOW = 60


def net_rates(distributed: Floats, paid: Floats) -> Floats:
    """IRR of every fund from what it pays out and calls; -1 for a total loss, nan if none is found.

    With q = 1 / (1 + rate): Newton on ln(sum distributed q^t) - ln(sum paid q^t) over ln q, which
    is nearly a straight line, so four steps do; funds that have not settled are bisected. Fees
    called after the last payout leave a second solution near -100 %: the one nearest zero is given.

    Args:
        distributed: A row per year, a column per fund, zero or more.
        paid: One number per year, or a column per fund, too; at least one above zero.

    Returns:
        A rate per fund.

    Source: definition of the IRR (net present value zero); annual, flows at whole years.

    >>> net_rates(np.array([[0.0], [0.0], [1.21]]), np.array([1.0, 0.0, 0.0])).round(12)
    array([0.1])
    """
    years = len(distributed)
    when = np.arange(years, dtype=np.float64)
    some = distributed.any(axis=0)
    with np.errstate(all="ignore"):
        step = _step(*_sums(distributed, when), *_sums(paid, when))
        log_q = -np.clip(step, -1.0, 1.0)
        for _ in range(_QUICK):
            weights = _powers(np.exp(log_q), years)
            step = _step(*_moments(distributed, weights, when), *_moments(paid, weights, when))
            log_q -= np.clip(step, -1.0, 1.0)
            settled = np.abs(step) <= _CLOSE
            if settled[some].all():
                break
    rates: Floats = np.expm1(-log_q)
    rates[~some] = -1.0
    left = np.flatnonzero(some & ~(settled & np.isfinite(rates)))
    if len(left):
        calls = paid if paid.ndim == 1 else paid[:, left]
        rates[left] = _bisected(distributed[:, left], calls)
    return rates


def _step(out: Floats, out_late: Floats, into: Floats, into_late: Floats) -> Floats:
    """Newton's step in ln q: the difference of the logarithms over that of the mean years."""
    step: Floats = np.log(out / into) / (out_late / out - into_late / into)
    return step


def _sums(flows: Floats, when: Floats) -> tuple[Floats, Floats]:
    """Sum of flows, and of flow x year: the moments where q is one."""
    return flows.sum(axis=0), when @ flows


def _powers(q: Floats, years: int) -> Floats:
    weights = np.empty((years, len(q)))
    weights[0] = 1.0
    for at in range(1, years):
        np.multiply(weights[at - 1], q, out=weights[at])
    return weights


def _moments(flows: Floats, weights: Floats, when: Floats) -> tuple[Floats, Floats]:
    """Sum of flow x weight, and of that x year, for every fund."""
    if flows.ndim == 1:
        return flows @ weights, (flows * when) @ weights
    both = flows * weights
    return both.sum(axis=0), when @ both


def _bisected(distributed: Floats, paid: Floats) -> Floats:
    """The rate at which the net present value turns, between -99.9999 % and 100,000 %."""
    calls = paid[:, None] if paid.ndim == 1 else paid
    flows = distributed - calls
    low, high = np.full(flows.shape[1], np.log(1e-3)), np.full(flows.shape[1], np.log(1e6))
    rising = _value(flows, high) > 0
    for _ in range(_SLOW):
        middle = (low + high) / 2
        over = _value(flows, middle) > 0
        high, low = np.where(over, middle, high), np.where(over, low, middle)
    rates: Floats = np.expm1(-(low + high) / 2)
    rates[~rising] = np.nan
    return rates


def _value(flows: Floats, log_q: Floats) -> Floats:
    worth: Floats = (flows * _powers(np.exp(log_q), len(flows))).sum(axis=0)
    return worth
