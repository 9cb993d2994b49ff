"""Options counted as net shares, the listed companies' way."""

from __future__ import annotations

from calc.captable import check_positive
from calc.errors import CalcError


def treasury_stock(*, shares: float, strike_usd: float, price_usd: float) -> float:
    """New shares of options if their exercise cash bought back stock: n x (1 - strike / price).

    A listed company's convention; it gives an exit's value of the options only at its own price.
    Zero when the options are out of the money.

    Raises:
        CalcError: "not_positive"; "negative" for the strike.

    >>> treasury_stock(shares=10_000, strike_usd=3, price_usd=5)
    4000.0
    """
    check_positive(shares=shares, price_usd=price_usd)
    if not strike_usd >= 0:
        raise CalcError("negative", name="strike_usd", value=strike_usd)
    return max(0.0, shares * (price_usd - strike_usd) / price_usd)
