"""Yearly rates of many funds at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from calc.funds.outcomes import Floats

_QUICK = 8
_CLOSE = 3e-4  # the last step: what is left after it is about its cube
_SLOW = 60


def net_rates(distributed: Floats, paid: Floats) -> Floats:
    """IRR of every fund from what it pays out and calls; -1 for a total loss, nan if none is found.

    With q = 1 / (1 + rate): Halley's steps on ln(sum distributed q^t) - ln(sum paid q^t) over
    ln q, which is nearly a straight line, so three do; the few that do not settle are bisected. Fees
    called after the last payout leave a second solution near -100 %: the one nearest zero is given.

    Args:
        distributed: A row per year, a column per fund, zero or more; the last years do, if nothing
            was paid out before.
        paid: One number per year, or a column per fund, too; at least one above zero.

    Returns:
        A rate per fund.

    Source: definition of the IRR (net present value zero); annual, flows at whole years.

    >>> net_rates(np.array([[0.0], [0.0], [1.21]]), np.array([1.0, 0.0, 0.0])).round(12)
    array([0.1])
    """
    some = distributed.any(axis=0)
    with np.errstate(all="ignore"):
        log_q, settled = _by_halley(distributed, paid)
    rates: Floats = np.expm1(-log_q)
    rates[~some] = -1.0
    left = np.flatnonzero(some & ~(settled & np.isfinite(rates)))
    if len(left):
        rates[left] = _bisected(distributed[:, left], paid if paid.ndim == 1 else paid[:, left])
    return rates


def _by_halley(distributed: Floats, paid: Floats) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """ln q of every fund, and whether it settled; the few that still move go on without the rest."""
    years, funds = len(paid), distributed.shape[1]
    log_q, settled = np.zeros(funds), np.zeros(funds, dtype=np.bool_)
    at, out, into = np.arange(funds), distributed, paid
    weights = np.ones((years, 1))
    for _ in range(_QUICK):
        step = _step(_moments(out, weights), _moments(into, weights))
        log_q[at] -= np.clip(step, -1.0, 1.0)
        settled[at] = np.abs(step) <= _CLOSE
        moving = ~settled[at]
        if np.count_nonzero(moving) < len(at) / 2:
            left = np.flatnonzero(moving)
            at, out = at[left], out.take(left, axis=1)
            into = into if into.ndim == 1 else into.take(left, axis=1)
        if not len(at):
            break
        weights = _powers(np.exp(log_q[at]), years)
    return log_q, settled


def _step(out: Floats, into: Floats) -> Floats:
    """Halley's step in ln q for the difference of the logarithms of what both sides are worth.

    Its slope is the difference of the mean years, its bend that of their variances.
    """
    apart = np.log(out[0] / into[0])
    mean_out, mean_in = out[1] / out[0], into[1] / into[0]
    slope = mean_out - mean_in
    bend = out[2] / out[0] - mean_out**2 - into[2] / into[0] + mean_in**2
    newton = apart / slope
    step: Floats = newton / (1 - newton * bend / (2 * slope))
    return step


def _moments(flows: Floats, weights: Floats) -> Floats:
    """Sums of flow x weight, of that x year and of that x year squared; flows of the last years do."""
    first = len(weights) - len(flows)
    when = np.arange(first, len(weights), dtype=np.float64)
    years = np.stack([np.ones_like(when), when, when**2])
    moments: Floats = (years * flows) @ weights if flows.ndim == 1 else years @ (flows * weights[first:])
    return moments


def _powers(q: Floats, years: int) -> Floats:
    weights = np.empty((years, len(q)))
    weights[0] = 1.0
    for at in range(1, years):
        np.multiply(weights[at - 1], q, out=weights[at])
    return weights


def _bisected(distributed: Floats, paid: Floats) -> Floats:
    """The rate at which the net present value turns, between -99.9999 % and 100,000 %.

    More out than in: the rate is above zero, and fees after the last payout do not hide it.
    """
    calls = paid[:, None] if paid.ndim == 1 else paid
    flows = -np.broadcast_to(calls, (len(calls), distributed.shape[1]))
    flows[len(calls) - len(distributed) :] += distributed
    low = np.full(flows.shape[1], np.log(1e-3))
    high = np.where(flows.sum(axis=0) > 0, 0.0, np.log(1e6))
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
