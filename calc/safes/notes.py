"""What a convertible note has grown to when it converts."""

from __future__ import annotations

from calc.captable import check_positive
from calc.errors import CalcError


def note_balance(*, principal_usd: float, annual_rate_frac: float, years: float) -> float:
    """Principal and simple interest: principal x (1 + rate x years), US dollars.

    years: calc.daycount.year_fraction, by actual/365 or 30/360 as the note says.

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
