"""Counts in fixed bins: what a block of funds leaves, and how to read it again."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from calc.funds.outcomes import Floats

Counts = npt.NDArray[np.int64]

MULTIPLES = 4_000
LEAST_LOG, MOST_LOG = -3.0, 4.0  # multiples from 0.001x to 10,000x in log10
RATES = 3_000
LEAST_RATE, MOST_RATE = -1.0, 2.0
CURVE = 2_000  # part of commitments: y / (1 + y), so near zero a bin is 0.0005 wide, near 10 it is 0.06


def multiple_bins(multiples: Floats) -> Counts:
    """Bin of every multiple; below 0.001x counts as the first."""
    logs = np.log10(np.maximum(multiples, 10**LEAST_LOG))
    spots = (logs - LEAST_LOG) * (MULTIPLES / (MOST_LOG - LEAST_LOG))
    return np.minimum(spots + 1e-9, MULTIPLES - 1).astype(np.int64)


def multiple_at(bin_: float) -> float:
    """Multiple in the middle of a bin, 0 for the first, which holds the total losses."""
    if bin_ <= 0:
        return 0.0
    return float(10 ** (LEAST_LOG + (min(bin_, MULTIPLES - 1) + 0.5) * (MOST_LOG - LEAST_LOG) / MULTIPLES))


def rate_bins(rates: Floats) -> Counts:
    """Bin of every yearly rate, 0.1 % wide."""
    spots = (rates - LEAST_RATE) * (RATES / (MOST_RATE - LEAST_RATE))
    return np.clip(spots, 0, RATES - 1).astype(np.int64)


def rate_at(bin_: float) -> float:
    """Rate in the middle of a bin; -1 for the first, which holds the total losses."""
    if bin_ <= 0:
        return LEAST_RATE
    return LEAST_RATE + (min(bin_, RATES - 1) + 0.5) * (MOST_RATE - LEAST_RATE) / RATES


def count(bins: Counts, size: int) -> Counts:
    """How many fell into each bin."""
    return np.bincount(bins, minlength=size).astype(np.int64)


def curve_counts(amounts: Floats, unit: Floats) -> Counts:
    """Amounts of zero or more in units, a row per year, in bins: a row of counts per year."""
    spots = amounts + unit
    np.divide(amounts, spots, out=spots)
    spots *= CURVE - 1e-6
    rows = spots.astype(np.int64)
    rows += np.arange(len(amounts))[:, None] * CURVE
    return np.bincount(rows.ravel(), minlength=len(amounts) * CURVE).reshape(len(amounts), CURVE)


def curve_at(bin_: float) -> float:
    """Amount in the middle of a bin of a curve, 0 for the first."""
    if bin_ <= 0:
        return 0.0
    part = (min(bin_, CURVE - 1) + 0.5) / CURVE
    return part / (1 - part)


def spot(counts: Counts, part: float) -> int:
    """Bin at or below which this part of all lies."""
    return int(np.searchsorted(np.cumsum(counts), part * counts.sum()))
