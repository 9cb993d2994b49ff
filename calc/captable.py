"""Arithmetic of one priced round: price, shares sold, option pool, who owns what after."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from calc.errors import CalcError


class PoolPlacement(StrEnum):
    """Who pays for a new option pool: holders before the round, or everybody after it."""

    INSIDE_PRE_MONEY = "inside_pre_money"
    AFTER_MONEY = "after_money"


@dataclass(frozen=True)
class PricedRound:
    """Result of one priced round; every count is exact, nothing is rounded."""

    price_usd: float
    new_shares: float
    pool_shares: float
    fully_diluted_shares: float
    pre_money_usd: float
    post_money_usd: float
    effective_pre_money_usd: float
    investor_frac: float
    existing_frac: float
    pool_frac: float


def check_positive(**values: float) -> None:
    """Refuse a value that is zero, negative, infinite or missing.

    Raises:
        CalcError: "not_positive" naming the first such argument.
    """
    for name, value in values.items():
        if not (math.isfinite(value) and value > 0):
            raise CalcError("not_positive", name=name, value=value)


def post_money(*, pre_money_usd: float, amount_raised_usd: float) -> float:
    """Company value just after a round: pre-money + new money, US dollars.

    post-money = pre-money + new money

    Raises:
        CalcError: "not_positive" if either is zero, negative, infinite or missing.

    Unit: US dollars
    Source: NVCA model term sheet (pre-money counts every fully diluted share, the pool included).

    >>> post_money(pre_money_usd=8_000_000, amount_raised_usd=2_000_000)
    10000000
    """
    check_positive(pre_money_usd=pre_money_usd, amount_raised_usd=amount_raised_usd)
    return pre_money_usd + amount_raised_usd


def pre_money(*, post_money_usd: float, amount_raised_usd: float) -> float:
    """Company value just before a round: post-money - new money, US dollars.

    Raises:
        CalcError: "not_positive" for a bad argument, "raised_over_post" if the round
            raises as much as the company is said to be worth after it.

    >>> pre_money(post_money_usd=10_000_000, amount_raised_usd=2_000_000)
    8000000
    """
    check_positive(post_money_usd=post_money_usd, amount_raised_usd=amount_raised_usd)
    if amount_raised_usd >= post_money_usd:
        raise CalcError("raised_over_post", amount=amount_raised_usd, post=post_money_usd)
    return post_money_usd - amount_raised_usd


def new_investor_ownership(amount_raised_usd: float, pre_money_usd: float) -> float:
    """Fraction of the company that one priced round sells to its new investors.

    ownership = amount_raised / (pre_money + amount_raised)

    Args:
        amount_raised_usd: New money only, US dollars, above zero.
        pre_money_usd: Value just before the round, US dollars, above zero; counts every
            fully diluted share, the pool top-up included.

    Returns:
        Fraction strictly between 0 and 1. Everyone else keeps one minus this.

    Raises:
        CalcError: "not_positive" if an amount is zero, negative, infinite or missing.

    >>> new_investor_ownership(5_000_000, 20_000_000)
    0.2
    """
    post = post_money(pre_money_usd=pre_money_usd, amount_raised_usd=amount_raised_usd)
    return amount_raised_usd / post


def pre_money_for_ownership(amount_raised_usd: float, investor_frac: float) -> float:
    """Pre-money at which an amount buys a given fraction: amount / fraction - amount.

    Raises:
        CalcError: "not_positive", or "not_a_fraction" unless 0 < investor_frac < 1.

    >>> pre_money_for_ownership(500_000, 1 / 3)
    1000000.0
    """
    check_positive(amount_raised_usd=amount_raised_usd)
    if not 0 < investor_frac < 1:
        raise CalcError("not_a_fraction", name="investor_frac", value=investor_frac)
    return amount_raised_usd / investor_frac - amount_raised_usd


def priced_round(
    *,
    existing_shares: float,
    pre_money_usd: float,
    amount_raised_usd: float,
    pool_frac_of_post: float = 0.0,
    pool: PoolPlacement = PoolPlacement.INSIDE_PRE_MONEY,
) -> PricedRound:
    """One priced round over a company with a known number of fully diluted shares.

    price = pre_money / (existing shares + new pool, if the pool is inside the pre-money)
    new_shares = amount_raised / price
    The new pool is pool_frac_of_post of all shares after the round. After the money it is
    added on top of the closed round and dilutes the new investors too.

    Args:
        existing_shares: Fully diluted shares before the round, without the new pool.
        pre_money_usd, amount_raised_usd: US dollars, above zero.
        pool_frac_of_post: New unallocated pool, 0 to below 1.
        pool: Who bears the pool.

    Returns:
        PricedRound; investor_frac + existing_frac + pool_frac = 1.

    Raises:
        CalcError: "not_positive"; "pool_too_large" if pool and investors leave nothing.

    Source: Venture Hacks, The Option Pool Shuffle.

    >>> round(priced_round(existing_shares=6e6, pre_money_usd=8e6, amount_raised_usd=2e6,
    ...                    pool_frac_of_post=0.2).price_usd, 9)
    1.0
    """
    check_positive(existing_shares=existing_shares)
    sold = new_investor_ownership(amount_raised_usd, pre_money_usd)
    inside = pool is PoolPlacement.INSIDE_PRE_MONEY
    left = 1 - pool_frac_of_post - (sold if inside else 0.0)
    if not (0 <= pool_frac_of_post < 1 and left > 0):
        raise CalcError("pool_too_large", pool_frac=pool_frac_of_post, sold_frac=sold)
    if inside:
        total = existing_shares / left
        price = (pre_money_usd + amount_raised_usd) / total
    else:
        price = pre_money_usd / existing_shares
        total = (existing_shares + amount_raised_usd / price) / left
    new_shares = amount_raised_usd / price
    return PricedRound(
        price_usd=price,
        new_shares=new_shares,
        pool_shares=pool_frac_of_post * total,
        fully_diluted_shares=total,
        pre_money_usd=pre_money_usd,
        post_money_usd=pre_money_usd + amount_raised_usd,
        effective_pre_money_usd=existing_shares * price,
        investor_frac=new_shares / total,
        existing_frac=existing_shares / total,
        pool_frac=pool_frac_of_post,
    )
