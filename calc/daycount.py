"""Years between dates by the day-count rules that annual rates are quoted in."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from enum import StrEnum

from calc.errors import CalcError


class DayCount(StrEnum):
    """How days become years. The default everywhere is actual/365 fixed, as in spreadsheets."""

    ACTUAL_365_FIXED = "actual/365 fixed"
    ACTUAL_365_25 = "actual/365.25"
    ACTUAL_ACTUAL = "actual/actual"
    THIRTY_360 = "30/360"
    ACTUAL_360 = "actual/360"


_DAYS_IN_YEAR = {DayCount.ACTUAL_365_FIXED: 365.0, DayCount.ACTUAL_365_25: 365.25, DayCount.ACTUAL_360: 360.0}


def year_fraction(start: dt.date, end: dt.date, count: DayCount = DayCount.ACTUAL_365_FIXED) -> float:
    """Years from one date to another by a day-count rule.

    actual/365 fixed, actual/365.25, actual/360: calendar days / that many
    actual/actual (ISDA): days in leap years / 366 + days in other years / 365
    30/360 (US, without the end-of-February rule): every month has 30 days; a 31st counts as
    the 30th, the later one only if the earlier date is a 30th or 31st

    Args:
        start, end: The dates, start first.
        count: The rule.

    Returns:
        Years, zero or more.

    Raises:
        CalcError: "dates_reversed" if end is before start.

    Source: ISDA 2006 Definitions, section 4.16.

    >>> import datetime as dt
    >>> round(year_fraction(dt.date(2019, 7, 1), dt.date(2020, 7, 1)), 6)
    1.00274
    """
    if end < start:
        raise CalcError("dates_reversed", start=start, end=end)
    if count is DayCount.ACTUAL_ACTUAL:
        return _from_new_year(end) - _from_new_year(start) + end.year - start.year
    if count is DayCount.THIRTY_360:
        first = min(start.day, 30)
        last = 30 if end.day == 31 and first == 30 else end.day
        months = 12 * (end.year - start.year) + end.month - start.month
        return (30 * months + last - first) / 360
    return (end - start).days / _DAYS_IN_YEAR[count]


def _from_new_year(date: dt.date) -> float:
    return (date.timetuple().tm_yday - 1) / (366 if calendar.isleap(date.year) else 365)


def years_from_first(
    dates: Sequence[dt.date], count: DayCount = DayCount.ACTUAL_365_FIXED
) -> tuple[float, ...]:
    """Years from the earliest of some dates to each of them, in the order given.

    Raises:
        CalcError: "no_flows" without dates.

    >>> import datetime as dt
    >>> years_from_first([dt.date(2022, 1, 1), dt.date(2021, 1, 1)])
    (1.0, 0.0)
    """
    if not dates:
        raise CalcError("no_flows")
    first = min(dates)
    return tuple(year_fraction(first, date, count) for date in dates)
