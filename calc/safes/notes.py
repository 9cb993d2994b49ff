"""What a convertible note has grown to when it converts."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from calc.captable import check_positive
from calc.errors import CalcError


class NoteDays(StrEnum):
    """How days of interest are counted."""

    ACTUAL_365 = "actual_365"
    THIRTY_360 = "thirty_360"


def note_years(start: dt.date, end: dt.date, *, days: NoteDays = NoteDays.ACTUAL_365) -> float:
    """Years of interest between two days: actual days / 365, or 30-day months / 360 (US rule).

    Raises:
        CalcError: "ends_before_start".

    >>> note_years(dt.date(2024, 1, 31), dt.date(2024, 7, 31), days=NoteDays.THIRTY_360)
    0.5
    """
    if end < start:
        raise CalcError("ends_before_start", start=start.isoformat(), end=end.isoformat())
    if days is NoteDays.ACTUAL_365:
        return (end - start).days / 365
    first = min(start.day, 30)
    last = 30 if end.day == 31 and first == 30 else end.day
    return ((end.year - start.year) * 360 + (end.month - start.month) * 30 + last - first) / 360


def note_balance(*, principal_usd: float, annual_rate_frac: float, years: float) -> float:
    """Principal and simple interest: principal x (1 + rate x years), US dollars.

    Raises:
        CalcError: "not_positive"; "negative" for the rate or the years.

    >>> note_balance(principal_usd=1_000_000, annual_rate_frac=0.05, years=1)
    1050000.0
    """
    check_positive(principal_usd=principal_usd)
    for name, value in (("annual_rate_frac", annual_rate_frac), ("years", years)):
        if not value >= 0:
            raise CalcError("negative", name=name, value=value)
    return principal_usd * (1 + annual_rate_frac * years)
