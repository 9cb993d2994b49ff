"""A solved round over SAFEs and notes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Control(StrEnum):
    """Which term set the shares of a paper."""

    CAP = "cap"
    DISCOUNT = "discount"
    ROUND_PRICE = "round_price"
    FIXED = "fixed"


@dataclass(frozen=True)
class Conversion:
    """What one SAFE or note became. elected_key: the paper whose terms an MFN took over."""

    key: str
    amount_usd: float
    shares: float
    price_usd: float
    control: Control
    frac: float
    elected_key: str = ""


@dataclass(frozen=True)
class SafeRound:
    """A solved round; every count is exact, nothing is rounded.

    capitalization_shares: all shares after conversion, before new money and pool increase.
    """

    price_usd: float
    new_shares: float
    new_frac: float
    pool_increase_shares: float
    pool_shares: float
    capitalization_shares: float
    fully_diluted_shares: float
    conversions: tuple[Conversion, ...]

    @property
    def post_money_usd(self) -> float:
        """Price x all shares after the round."""
        return self.price_usd * self.fully_diluted_shares

    def of(self, key: str) -> Conversion:
        """The conversion of one paper."""
        return next(one for one in self.conversions if one.key == key)
