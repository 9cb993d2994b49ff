"""An index known at year ends, and its level on any day between them."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from calc.errors import CalcError


@dataclass(frozen=True)
class YearEnds:
    """Levels at the last day of each year, oldest first and without gaps; the first is 100."""

    first_year: int
    levels: tuple[float, ...]

    @property
    def first(self) -> dt.date:
        """The first day with a level."""
        return dt.date(self.first_year, 12, 31)

    @property
    def last(self) -> dt.date:
        """The last day with a level."""
        return dt.date(self.first_year + len(self.levels) - 1, 12, 31)


def chained(changes_frac: Mapping[int, float]) -> YearEnds:
    """Year-end levels from yearly changes: level = level before x (1 + change).

    Raises:
        CalcError: "no_flows" without a year; "out_of_range" for a gap or a fall of all of it.

    Source: definition.

    >>> chained({2001: 0.1, 2002: -0.5}).levels
    (100.0, 110.00000000000001, 55.00000000000001)
    """
    years = sorted(changes_frac)
    if not years:
        raise CalcError("no_flows")
    if any(after - before != 1 for before, after in pairwise(years)) or min(changes_frac.values()) <= -1:
        raise CalcError("out_of_range", years=years[0])
    levels = [100.0]
    for year in years:
        levels.append(levels[-1] * (1 + changes_frac[year]))
    return YearEnds(years[0] - 1, tuple(levels))


def level_at(index: YearEnds, day: dt.date) -> float:
    """Level on a day: exact at a year end, between two of them even in logarithms, an estimate.

    ln level = (1 - part) x ln level before + part x ln level after, part = days / days of the year

    Raises:
        CalcError: "index_ends" before the first and after the last level.

    Source: interpolation of our own; see the decisions on index levels.

    >>> round(level_at(YearEnds(2019, (100.0, 144.0)), dt.date(2020, 7, 1)), 6)
    120.0
    """
    if not index.first <= day <= index.last:
        raise CalcError("index_ends", first=index.first.isoformat(), last=index.last.isoformat())
    at = day.year - index.first_year
    if day == dt.date(day.year, 12, 31):
        return index.levels[at]
    start, end = dt.date(day.year - 1, 12, 31), dt.date(day.year, 12, 31)
    part = (day - start).days / (end - start).days
    low, high = math.log(index.levels[at - 1]), math.log(index.levels[at])
    return math.exp(low + part * (high - low))
