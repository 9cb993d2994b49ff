"""Every rate at which a series of flows is worth nothing, by scan and bisection.

With x = ln(1 + rate) the value is f(x) = sum of a_i e^(-t_i x). What is scanned is f divided by
the same sum of absolute values: the same roots and signs, always between -1 and 1, no overflow.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BOUND = math.log(1e12)  # of ln(1 + rate), either side
TOUCH = 1e-14  # a balance this near zero at its turning point touches zero there
APART = 1e-9  # nearer roots in ln(1 + rate) are one
CHUNK = 2_000_000  # numbers worked on at once
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Roots:
    """Rates found, lowest first, and whether the signs at the bounds show one outside them."""

    rates_frac: tuple[float, ...]
    beyond: bool


class _Balance:
    """The scaled value of flows as a function of x = ln(1 + rate)."""

    def __init__(self, amounts: Sequence[float], years: Sequence[float]) -> None:
        self.amounts = np.asarray(amounts, dtype=float)
        self.amounts = self.amounts / np.abs(self.amounts).max()
        self.years = np.asarray(years, dtype=float) - min(years)

    def many(self, points: Floats) -> Floats:
        powers = -np.outer(points, self.years)
        weights = np.exp(powers - powers.max(axis=1, keepdims=True))
        value: Floats = (weights @ self.amounts) / (weights @ np.abs(self.amounts))
        return value

    def __call__(self, point: float) -> float:
        return float(self.many(np.array([point]))[0])

    def scan(self, points: Floats) -> Floats:
        size = max(1, CHUNK // len(self.amounts))
        return np.concatenate([self.many(points[at : at + size]) for at in range(0, len(points), size)])


def sign_changes(amounts: Sequence[float]) -> int:
    """How often flows in order of time change sign; no series has more IRRs (Descartes).

    >>> sign_changes([-100, 0, 230, -132])
    2
    """
    signs = [amount > 0 for amount in amounts if amount]
    return sum(a != b for a, b in itertools.pairwise(signs))


def flow_roots(amounts: Sequence[float], years: Sequence[float]) -> Roots:
    """All rates between 1e-12 and 1e12 of 1 + rate at which the flows are worth nothing.

    One change of sign: exactly one root, by bisection. More: a scan for changes of sign of
    the value, and at every turning point towards zero a closer look for a pair of roots
    between two points of the scan, or one that only touches zero. Two rates within about
    a millionth of each other cannot be told from one that touches.

    Args:
        amounts: Net flows in order of time, none zero.
        years: Their times, rising.

    Returns:
        Roots.

    >>> [round(rate, 6) for rate in flow_roots([-100, 220, -121], [0, 1, 2]).rates_frac]
    [0.1]
    """
    changes = sign_changes(amounts)
    if changes == 0:
        return Roots((), beyond=False)
    balance = _Balance(amounts, years)
    low, high = balance(-BOUND), balance(BOUND)
    beyond = low * amounts[-1] < 0 or high * amounts[0] < 0
    if changes == 1:
        found = [] if low * high > 0 else [_bisect(balance, -BOUND, BOUND)]
    else:
        found = _scan(balance, max(years) - min(years))
    distinct: list[float] = []
    for point in sorted(found):
        if not distinct or point - distinct[-1] > APART:
            distinct.append(point)
    return Roots(tuple(math.expm1(point) for point in distinct), beyond)


def _scan(balance: _Balance, span_years: float) -> list[float]:
    step = min(0.01, 0.2 / min(span_years, 60.0))
    points = np.linspace(-BOUND, BOUND, math.ceil(2 * BOUND / step) | 1)
    values = balance.scan(points)
    signs = np.sign(values)
    found = [float(point) for point in points[signs == 0]]
    for at in np.flatnonzero(signs[:-1] * signs[1:] < 0):
        found.append(_bisect(balance, float(points[at]), float(points[at + 1])))
    sizes = np.abs(values)
    same = (signs[:-2] == signs[1:-1]) & (signs[1:-1] == signs[2:]) & (signs[1:-1] != 0)
    turning = same & (sizes[1:-1] <= sizes[:-2]) & (sizes[1:-1] <= sizes[2:]) & (sizes[1:-1] < 0.01)
    for at in np.flatnonzero(turning) + 1:
        found += _near_turn(balance, float(points[at - 1]), float(points[at + 1]))
    return found


def _near_turn(balance: _Balance, low: float, high: float) -> list[float]:
    """Roots round a turning point between two points of equal sign: none, one or two."""
    sign = math.copysign(1.0, balance(low))
    left, right = low, high
    for _ in range(80):
        third = (right - left) / 3
        if sign * balance(left + third) < sign * balance(right - third):
            right -= third
        else:
            left += third
    lowest = (left + right) / 2
    depth = sign * balance(lowest)
    if depth > TOUCH:
        return []
    if depth >= -TOUCH:
        return [lowest]
    return [_bisect(balance, low, lowest), _bisect(balance, lowest, high)]


def _bisect(balance: _Balance, low: float, high: float) -> float:
    rising = balance(low) < 0
    for _ in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        value = balance(middle)
        if value == 0:
            return middle
        if (value < 0) == rising:
            low = middle
        else:
            high = middle
    return (low + high) / 2
