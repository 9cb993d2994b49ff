"""Yearly counts beside the rates of quarters before: which quarters belong to which year."""

from __future__ import annotations

import math
from collections.abc import Mapping

from calc.errors import CalcError

MOST_LAG = 8
Quarter = tuple[int, int]


def quarter_before(year: int, lag_quarters: int) -> list[Quarter]:
    """The four quarters that end lag_quarters before the year does, earliest first.

    >>> quarter_before(2021, 0)
    [(2021, 1), (2021, 2), (2021, 3), (2021, 4)]
    >>> quarter_before(2021, 3)
    [(2020, 2), (2020, 3), (2020, 4), (2021, 1)]
    """
    if not 0 <= lag_quarters <= MOST_LAG:
        raise CalcError("out_of_range", name="lag_quarters", value=lag_quarters)
    last = 4 * year + 3 - lag_quarters
    return [(at // 4, at % 4 + 1) for at in range(last - 3, last + 1)]


def rate_before(rates: Mapping[Quarter, float], year: int, lag_quarters: int) -> float | None:
    """Mean rate of the four quarters that end lag_quarters before the year does.

    None unless all four are known: a mean of three is another number.
    """
    found = [rates.get(quarter) for quarter in quarter_before(year, lag_quarters)]
    known = [value for value in found if value is not None]
    return math.fsum(known) / 4 if len(known) == 4 else None


def yearly_before(values: Mapping[int, float], year: int, lag_quarters: int) -> float | None:
    """A yearly value lag_quarters / 4 years before; whole years only.

    Raises:
        CalcError: "out_of_range" for a lag that is not 0, 4 or 8 quarters.
    """
    if lag_quarters % 4 or not 0 <= lag_quarters <= MOST_LAG:
        raise CalcError("out_of_range", name="lag_quarters", value=lag_quarters)
    return values.get(year - lag_quarters // 4)
