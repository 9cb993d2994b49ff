"""What a SAFE or note says, and the round it converts in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from calc.captable import PoolPlacement, check_positive
from calc.errors import CalcError


class Form(StrEnum):
    """Which shares a cap is divided by.

    POST_MONEY: all shares after every SAFE and note, before the new money, without the round's
    pool increase. PRE_MONEY (the original SAFE): shares before any SAFE, with the increase.
    """

    POST_MONEY = "post_money"
    PRE_MONEY = "pre_money"


class Method(StrEnum):
    """How the round is priced over what converts in it.

    PERCENT_OWNERSHIP: price = pre-money / all shares before the new money, conversions in; the
    new money keeps new / (pre + new). PRE_MONEY: conversions out, so they dilute the new money.
    DOLLARS_INVESTED: post-money = pre-money + new money + what converts, at cost.
    """

    PERCENT_OWNERSHIP = "percent_ownership"
    PRE_MONEY = "pre_money"
    DOLLARS_INVESTED = "dollars_invested"


@dataclass(frozen=True)
class Convertible:
    """One SAFE or note. amount_usd converts: the purchase amount, or principal and interest.

    discount_frac 0.15 is 15 % off the round's price; the paper's "Discount Rate" of 85 % is
    one minus that. fixed_frac is a fraction of the capitalization after all SAFEs (Y
    Combinator's 7 %). mfn: takes over one package issued later, the best for it unless `elects`
    names the paper. Cap and discount both: whichever gives more shares. Neither: converts at
    the round's price.

    Raises:
        CalcError: "not_positive"; "not_a_fraction"; "fixed_and_cap" if a fixed fraction comes
            with other terms.
    """

    key: str
    amount_usd: float
    cap_usd: float | None = None
    form: Form = Form.POST_MONEY
    discount_frac: float = 0.0
    fixed_frac: float | None = None
    mfn: bool = False
    elects: str = ""

    def __post_init__(self) -> None:
        check_positive(amount_usd=self.amount_usd)
        if self.cap_usd is not None:
            check_positive(cap_usd=self.cap_usd)
        if not 0 <= self.discount_frac < 1:
            raise CalcError("not_a_fraction", name="discount_frac", value=self.discount_frac)
        if self.fixed_frac is not None:
            if not 0 < self.fixed_frac < 1:
                raise CalcError("not_a_fraction", name="fixed_frac", value=self.fixed_frac)
            if self.cap_usd is not None or self.discount_frac or self.mfn:
                raise CalcError("fixed_and_cap", key=self.key)

    @property
    def sold_frac(self) -> float:
        """Fraction of the capitalization a post-money cap or fixed fraction sells; else 0."""
        if self.fixed_frac is not None:
            return self.fixed_frac
        if self.cap_usd is None or self.form is Form.PRE_MONEY:
            return 0.0
        return self.amount_usd / self.cap_usd


@dataclass(frozen=True)
class Before:
    """Shares before the round: stock outstanding (preferred as converted) and the options."""

    outstanding_shares: float
    granted_options_shares: float = 0.0
    promised_options_shares: float = 0.0
    unissued_pool_shares: float = 0.0

    def __post_init__(self) -> None:
        check_positive(outstanding_shares=self.outstanding_shares)
        for name in ("granted_options_shares", "promised_options_shares", "unissued_pool_shares"):
            if not getattr(self, name) >= 0:
                raise CalcError("negative", name=name, value=getattr(self, name))

    @property
    def fully_diluted_shares(self) -> float:
        """All of them."""
        options = self.granted_options_shares + self.promised_options_shares
        return self.outstanding_shares + options + self.unissued_pool_shares


@dataclass(frozen=True)
class RoundTerms:
    """The priced round. target_pool_frac: unallocated pool as a fraction of all shares after it.

    pool_increase_shares, if given, is the increase itself instead of a target. The increase
    stands inside the pre-money, or on top of the round and dilutes the new money too. A pool
    already above its target is left as it is.
    """

    pre_money_usd: float
    new_money_usd: float
    target_pool_frac: float = 0.0
    pool_increase_shares: float | None = None
    method: Method = Method.PERCENT_OWNERSHIP
    pool: PoolPlacement = PoolPlacement.INSIDE_PRE_MONEY

    def __post_init__(self) -> None:
        check_positive(pre_money_usd=self.pre_money_usd, new_money_usd=self.new_money_usd)
        if not 0 <= self.target_pool_frac < 1:
            raise CalcError("not_a_fraction", name="target_pool_frac", value=self.target_pool_frac)
        if self.pool_increase_shares is not None and not self.pool_increase_shares >= 0:
            raise CalcError("negative", name="pool_increase_shares", value=self.pool_increase_shares)


def implied_cap(*, amount_usd: float, fixed_frac: float) -> float:
    """Post-money cap that a fixed fraction amounts to: amount / fraction, US dollars.

    Raises:
        CalcError: "not_positive".

    >>> round(implied_cap(amount_usd=125_000, fixed_frac=0.07))
    1785714
    """
    check_positive(amount_usd=amount_usd, fixed_frac=fixed_frac)
    return amount_usd / fixed_frac


def fixed_from_cap(*, amount_usd: float, cap_usd: float) -> float:
    """Fraction that a post-money SAFE buys of the capitalization before the round.

    fraction = amount / cap

    One or more means that nothing is left: no conversion exists.

    Raises:
        CalcError: "not_positive".

    Unit: fraction
    Source: Y Combinator, Post-Money Safe User Guide, Quick Start.

    >>> fixed_from_cap(amount_usd=500_000, cap_usd=5_000_000)
    0.1
    """
    check_positive(amount_usd=amount_usd, cap_usd=cap_usd)
    return amount_usd / cap_usd
