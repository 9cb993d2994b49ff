"""An index known at year ends or by its daily closes, and its level on a day."""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from calc.closes import FAR_FRAC, Fate
from calc.errors import CalcError

STALE_DAYS = 10  # a close stands for its day and the days after it without one, this long


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


@dataclass(frozen=True)
class DailyCloses:
    """Closes of trading days, oldest first, each above zero."""

    days: tuple[dt.date, ...]
    levels: tuple[float, ...]

    @property
    def first(self) -> dt.date:
        """The first day with a close."""
        return self.days[0]

    @property
    def last(self) -> dt.date:
        """The last day with a close."""
        return self.days[-1]


Index = YearEnds | DailyCloses


@dataclass(frozen=True)
class JudgedCloses:
    """Closes of a feed, and whether they may be used; day: the close that speaks against them."""

    fate: Fate
    closes: DailyCloses | None = None
    day: dt.date | None = None


def judged_closes(closes: Sequence[tuple[dt.date, float]], currency: str, today: dt.date) -> JudgedCloses:
    """Closes of an index as a feed gives them, and what speaks against using any of them.

    Refused: none at all; another currency; a level that is not finite and above zero; a day after
    tomorrow's date line; a newest close over STALE_DAYS old; a close 50 % or more off the one before.

    >>> days = [(dt.date(2026, 11, 25), 100.0), (dt.date(2026, 11, 27), 101.0)]
    >>> judged_closes(days, "USD", dt.date(2026, 11, 28)).fate.value
    'ok'
    >>> judged_closes([*days, (dt.date(2026, 11, 28), 9.9)], "USD", dt.date(2026, 11, 28)).fate.value
    'far_off'
    """
    if not closes:
        return JudgedCloses(Fate.EMPTY)
    if currency != "USD":
        return JudgedCloses(Fate.CURRENCY)
    for day, level in closes:
        if not math.isfinite(level) or level <= 0:
            return JudgedCloses(Fate.NOT_POSITIVE, day=day)
    last = closes[-1][0]
    if last > today + dt.timedelta(days=1):
        return JudgedCloses(Fate.FUTURE, day=last)
    for (_, before), (day, level) in pairwise(closes):
        if abs(level / before - 1) >= FAR_FRAC:
            return JudgedCloses(Fate.FAR_OFF, day=day)
    if (today - last).days > STALE_DAYS:
        return JudgedCloses(Fate.OLDER, day=last)
    return JudgedCloses(Fate.OK, DailyCloses(*(tuple(column) for column in zip(*closes, strict=True))))


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


def level_at(index: Index, day: dt.date) -> float:
    """Level on a day.

    Daily closes: the close of the day or the one before it, at most STALE_DAYS older. Year ends:
    exact at a year end, between two of them even in logarithms, an estimate:
    ln level = (1 - part) x ln level before + part x ln level after, part = days / days of the year

    Raises:
        CalcError: "index_ends" before the first and after the last level.

    Source: interpolation of our own; see the decisions on index levels.

    >>> round(level_at(YearEnds(2019, (100.0, 144.0)), dt.date(2020, 7, 1)), 6)
    120.0
    >>> level_at(DailyCloses((dt.date(2020, 7, 1), dt.date(2020, 7, 2)), (7.0, 8.0)), dt.date(2020, 7, 4))
    8.0
    """
    if isinstance(index, DailyCloses):
        return _close_by(index, day)
    if not index.first <= day <= index.last:
        raise _ends(index)
    at = day.year - index.first_year
    if day == dt.date(day.year, 12, 31):
        return index.levels[at]
    start, end = dt.date(day.year - 1, 12, 31), dt.date(day.year, 12, 31)
    part = (day - start).days / (end - start).days
    low, high = math.log(index.levels[at - 1]), math.log(index.levels[at])
    return math.exp(low + part * (high - low))


def _close_by(index: DailyCloses, day: dt.date) -> float:
    at = bisect_right(index.days, day) - 1
    if at < 0 or (day - index.days[at]).days > STALE_DAYS:
        raise _ends(index)
    return index.levels[at]


def _ends(index: Index) -> CalcError:
    return CalcError("index_ends", first=index.first.isoformat(), last=index.last.isoformat())
