"""The round as lawyers count it: prices to a few decimals, whole shares."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from calc.safes.result import SafeRound

PRICE_DECIMALS = 4


@dataclass(frozen=True)
class LegalRound:
    """Prices rounded, shares whole; spare_usd is money too little for one more share."""

    price_usd: float
    new_shares: int
    new_spare_usd: float
    shares: dict[str, int]
    prices_usd: dict[str, float]


def legal(done: SafeRound, *, new_money_usd: float, price_decimals: int = PRICE_DECIMALS) -> LegalRound:
    """A solved round with prices rounded to nearest and every holder's shares rounded down.

    The exact solution is rounded once. Solving again with rounding inside can settle on more
    than one answer, depending on where it starts.

    >>> from calc.safes import Before, Convertible, RoundTerms, solve_round
    >>> done = solve_round(Before(9_650_000, 250_000, 0, 100_000),
    ...     [Convertible("a", 200_000, cap_usd=4e6), Convertible("b", 800_000, cap_usd=8e6)],
    ...     RoundTerms(15e6, 5e6, pool_increase_shares=1_695_000))
    >>> legal(done, new_money_usd=5e6).price_usd, legal(done, new_money_usd=5e6).new_shares
    (1.1144, 4486719)
    """
    price = rounded(done.price_usd, price_decimals)
    prices = {one.key: rounded(one.price_usd, price_decimals) for one in done.conversions}
    shares = {one.key: math.floor(Decimal(one.amount_usd) / prices[one.key]) for one in done.conversions}
    new = math.floor(Decimal(new_money_usd) / price)
    return LegalRound(
        price_usd=float(price),
        new_shares=new,
        new_spare_usd=float(Decimal(new_money_usd) - new * price),
        shares=shares,
        prices_usd={key: float(value) for key, value in prices.items()},
    )


def rounded(value: float, decimals: int) -> Decimal:
    """A price to so many decimals; what would round to nothing keeps one unit of the last."""
    unit = Decimal(1).scaleb(-decimals)
    return max(unit, Decimal(value).quantize(unit, rounding=ROUND_HALF_EVEN))
