"""How two yearly series go together, and how little a correlation of a few years can say."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from calc.errors import CalcError

_LEAST = 4
_Z95 = 1.959963984540054  # two-sided 95 % quantile of the normal distribution


@dataclass(frozen=True)
class Correlation:
    """Both coefficients of n pairs and the 95 % interval of Pearson's.

    effective_n is how many independent pairs the n are worth; low and high are None if that is
    three or fewer, since Fisher's interval then does not exist.
    """

    n: int
    pearson: float
    spearman: float
    effective_n: float
    low: float | None
    high: float | None

    @property
    def tells_apart_from_zero(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.low is not None and self.high is not None and self.low * self.high > 0


def correlation(x: Sequence[float], y: Sequence[float]) -> Correlation:
    """Pearson's and Spearman's coefficients with an interval that allows for slow series.

    interval = tanh(artanh(r) ± 1.96 / sqrt(m - 3)),  m = effective_count(x, y)

    Args:
        x, y: Pairs in the order of time, finite, the same length, 4 or more.

    Raises:
        CalcError: "too_few_points" below 4 pairs, "unequal_lengths", "constant_series" if one
            of the two never changes.

    Source: Fisher (1921) for the interval, Bretherton et al. (1999) for the effective count.

    >>> found = correlation([10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5],
    ...     [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68])
    >>> round(found.pearson, 3)
    0.816
    """
    if len(x) != len(y):
        raise CalcError("unequal_lengths", first=len(x), second=len(y))
    if len(x) < _LEAST:
        raise CalcError("too_few_points", found=len(x), least=_LEAST)
    r = pearson(x, y)
    m = effective_count(x, y)
    low, high = fisher_interval(r, m) if m > 3 else (None, None)
    return Correlation(len(x), r, pearson(ranks(x), ranks(y)), m, low, high)


def pearson(x: Sequence[float], y: Sequence[float]) -> float:
    """Covariance over the product of the standard deviations, -1 to 1.

    Raises:
        CalcError: "constant_series".
    """
    dx, dy = _centred(x), _centred(y)
    across = math.sqrt(math.fsum(a * a for a in dx) * math.fsum(b * b for b in dy))
    if across == 0:
        raise CalcError("constant_series")
    return max(-1.0, min(1.0, math.fsum(a * b for a, b in zip(dx, dy, strict=True)) / across))


def ranks(values: Sequence[float]) -> list[float]:
    """Places from 1, equal values share the mean of theirs.

    >>> ranks([10, 30, 10, 20])
    [1.5, 4.0, 1.5, 3.0]
    """
    ordered = sorted(values)
    first = {value: at for at, value in reversed(list(enumerate(ordered, 1)))}
    return [first[value] + (ordered.count(value) - 1) / 2 for value in values]


def fisher_interval(r: float, n: float) -> tuple[float, float]:
    """95 % interval of a correlation of n independent pairs, n above 3.

    >>> low, high = fisher_interval(0.5, 28)
    >>> round(low, 3), round(high, 3)
    (0.156, 0.736)
    """
    if abs(r) >= 1:
        return r, r
    middle, half = math.atanh(r), _Z95 / math.sqrt(n - 3)
    return math.tanh(middle - half), math.tanh(middle + half)


def effective_count(x: Sequence[float], y: Sequence[float]) -> float:
    """How many independent pairs n neighbouring ones are worth.

    m = n (1 - a b) / (1 + a b),  a and b the correlation of each series with itself a step later

    Never above n: alternating series are not taken as extra evidence.
    """
    product = lag_one(x) * lag_one(y)
    return min(float(len(x)), len(x) * (1 - product) / (1 + product))


def lag_one(values: Sequence[float]) -> float:
    """Autocorrelation a step apart, deviations from the mean of all; 0 for a constant series."""
    d = _centred(values)
    total = math.fsum(a * a for a in d)
    return math.fsum(a * b for a, b in pairwise(d)) / total if total else 0.0


def _centred(values: Sequence[float]) -> list[float]:
    mean = math.fsum(values) / len(values)
    return [value - mean for value in values]
