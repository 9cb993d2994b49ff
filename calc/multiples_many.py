"""Multiples of many companies at once, on arrays: the path's arithmetic, a row per company."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from calc.errors import CalcError

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ManyMultiples:
    """Arrays of shape (companies, rounds); a missing round is not a number throughout."""

    issue_price_usd: Floats
    price_multiple_x: Floats
    valuation_multiple_x: Floats
    retained_frac: Floats


def many_multiples(
    opening_shares: ArrayLike,
    amount_raised_usd: ArrayLike,
    post_money_usd: ArrayLike,
    exit_value_usd: ArrayLike,
    *,
    other_shares: ArrayLike = 0.0,
) -> ManyMultiples:
    """Share price multiple, valuation ratio and retained fraction of every round at an exit.

    shares after a round = (shares before + other shares) / (1 - raised / post-money)
    price = post-money / shares after
    share price multiple = exit value / shares after the last round / price
    valuation ratio = exit value / post-money
    retained = share price multiple / valuation ratio

    Args:
        opening_shares, exit_value_usd: One per company, above zero.
        amount_raised_usd, post_money_usd: Shape (companies, rounds), in order; not a number where
            a company had fewer rounds.
        other_shares: Issued before each round besides the round itself; same shape or one number.

    Raises:
        CalcError: "not_positive" for an amount; "raised_over_post"; "no_shares_left".

    Unit: multiple
    Source: definition; calc.path and calc.multiples give the same for one company.

    >>> done = many_multiples([8e6], [[2e6, 2e6]], [[10e6, 20e6]], [50e6])
    >>> done.price_multiple_x.round(9).tolist(), done.retained_frac.round(9).tolist()
    ([[4.5, 2.5]], [[0.9, 1.0]])
    """
    numbers = (amount_raised_usd, post_money_usd, opening_shares, exit_value_usd, other_shares)
    raised, post, shares, worth, other = (np.asarray(one, float) for one in numbers)
    other = np.broadcast_to(other, raised.shape)
    for name, values in (("shares", shares), ("raised", raised), ("exit_value_usd", worth)):
        bad = (values <= 0) | np.isinf(values)
        if bad.any():
            raise CalcError("not_positive", name=name, value=float(values[bad][0]))
    if (bad := raised >= post).any():
        raise CalcError("raised_over_post", amount=float(raised[bad][0]), post=float(post[bad][0]))
    after = np.full(raised.shape, np.nan)
    for at in range(raised.shape[1]):
        there = ~np.isnan(raised[:, at])
        grown = (shares + other[:, at]) / (1 - raised[:, at] / post[:, at])
        if (grown[there] <= 0).any():
            raise CalcError("no_shares_left", shares=float(grown[there].min()))
        shares = np.where(there, grown, shares)
        after[:, at] = np.where(there, grown, np.nan)
    price = post / after
    ratio = worth[:, None] / post
    retained = after / shares[:, None]
    return ManyMultiples(price, ratio * retained, ratio, retained)
