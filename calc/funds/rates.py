"""Yearly rates of many funds at once."""

from __future__ import annotations

import numpy as np

from calc.funds.outcomes import Floats

_ITERATIONS = 40


def net_rates(flows: Floats) -> Floats:
    """IRR of every row of yearly flows; -1 for a total loss, none (nan) if it does not converge.

    Newton on f(q) = sum of flow x q ^ year with q = 1 / (1 + rate), kept in a bracket. Money
    goes in first and comes out later, so the root is one.
    """
    years = flows.shape[1]
    low, high = np.full(len(flows), 1e-6), np.full(len(flows), 1e3)
    q = np.full(len(flows), 0.9)
    columns = np.ascontiguousarray(flows.T)
    for _ in range(_ITERATIONS):
        value, slope = columns[-1].copy(), np.zeros(len(flows))
        for at in range(years - 2, -1, -1):
            slope *= q
            slope += value
            value *= q
            value += columns[at]
        np.copyto(high, q, where=value > 0)
        np.copyto(low, q, where=value <= 0)
        with np.errstate(divide="ignore", invalid="ignore"):
            following = q - value / slope
        outside = ~((following > low) & (following < high))
        following = np.where(outside, np.sqrt(low * high), following)
        done = np.abs(following - q) <= 1e-10 * q
        q = following
        if done.all():
            break
    rates = 1 / q - 1
    nothing = ~((flows > 0).any(axis=1))
    rates[nothing | (q >= 999)] = -1.0
    return rates
