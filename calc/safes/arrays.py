"""Many rounds side by side as arrays: a row per round, a column per SAFE or note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
import numpy.typing as npt

from calc.captable import PoolPlacement
from calc.errors import CalcError
from calc.safes.terms import Before, Convertible, Form, Method, RoundTerms

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.intp] | slice
BEST = -1  # an MFN paper that takes the best package, or took none


@dataclass(frozen=True, eq=False)
class Rounds:
    """Terms of n rounds, with as many columns of papers as the round with most.

    Of shape (n,): the shares and money of `Before` and `RoundTerms`; pool_increase_shares nan
    is by target. Of shape (n, papers), in the order of issue: amount_usd 0 is no paper, cap_usd
    inf no cap, fixed_frac 0 none; elects is the column an MFN paper names, or BEST. Method and
    place of the pool are those of all rounds.
    """

    outstanding_shares: Floats
    options_shares: Floats
    unissued_pool_shares: Floats
    pre_money_usd: Floats
    new_money_usd: Floats
    target_pool_frac: Floats
    pool_increase_shares: Floats
    amount_usd: Floats
    cap_usd: Floats
    discount_frac: Floats
    fixed_frac: Floats
    post_money: Bools
    mfn: Bools
    elects: Ints
    method: Method = Method.PERCENT_OWNERSHIP
    pool: PoolPlacement = PoolPlacement.INSIDE_PRE_MONEY

    def __len__(self) -> int:
        return len(self.pre_money_usd)

    @property
    def existing_shares(self) -> Floats:
        """All shares before the round."""
        return self.outstanding_shares + self.options_shares + self.unissued_pool_shares

    def rows(self, at: Rows) -> Rounds:
        """Some of the rounds."""
        taken = {one.name: getattr(self, one.name)[at] for one in fields(self) if one.name not in _SHARED}
        return replace(self, **taken)

    def with_package(self, at: int, other: Ints) -> Rounds:
        """The paper of one column on the terms of another (cap, form, discount), BEST: its own."""
        rows = np.arange(len(self))
        source = np.where(other == BEST, at, other)
        changed = {}
        for name in ("cap_usd", "discount_frac", "post_money"):
            changed[name] = getattr(self, name).copy()
            changed[name][:, at] = getattr(self, name)[rows, source]
        return replace(self, **changed)


_SHARED = frozenset({"method", "pool"})


def stack(rounds: Sequence[tuple[Before, Sequence[Convertible], RoundTerms]]) -> Rounds:
    """Rounds given one by one as arrays. Method and place of the pool are those of the first.

    >>> many = stack([(Before(8e6), [Convertible("s", 1e6, cap_usd=1e7)], RoundTerms(12e6, 3e6))])
    >>> many.cap_usd.tolist(), many.pool_increase_shares.tolist()
    ([[10000000.0]], [nan])

    Raises:
        CalcError: "not_issued_later" if an MFN paper names one that is not there.
    """
    befores, terms = [one[0] for one in rounds], [one[2] for one in rounds]
    most = max(len(papers) for _, papers, _ in rounds)
    shape = (len(rounds), most)
    amount, discount, fixed = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    cap, elects = np.full(shape, np.inf), np.full(shape, BEST, dtype=np.intp)
    post, mfn = np.ones(shape, dtype=np.bool_), np.zeros(shape, dtype=np.bool_)
    for row, (_, papers, _) in enumerate(rounds):
        keys = [one.key for one in papers]
        for at, one in enumerate(papers):
            amount[row, at], discount[row, at] = one.amount_usd, one.discount_frac
            cap[row, at] = np.inf if one.cap_usd is None else one.cap_usd
            fixed[row, at], mfn[row, at] = one.fixed_frac or 0.0, one.mfn
            post[row, at] = one.form is Form.POST_MONEY
            if one.elects:
                elects[row, at] = _column(one, keys)
    return Rounds(
        outstanding_shares=np.array([one.outstanding_shares for one in befores], dtype=np.float64),
        options_shares=np.array(
            [one.granted_options_shares + one.promised_options_shares for one in befores], dtype=np.float64
        ),
        unissued_pool_shares=np.array([one.unissued_pool_shares for one in befores], dtype=np.float64),
        pre_money_usd=np.array([one.pre_money_usd for one in terms], dtype=np.float64),
        new_money_usd=np.array([one.new_money_usd for one in terms], dtype=np.float64),
        target_pool_frac=np.array([one.target_pool_frac for one in terms], dtype=np.float64),
        pool_increase_shares=np.array(
            [one.pool_increase_shares for one in terms], dtype=np.float64
        ),  # None: nan
        amount_usd=amount,
        cap_usd=cap,
        discount_frac=discount,
        fixed_frac=fixed,
        post_money=post,
        mfn=mfn,
        elects=elects,
        method=terms[0].method,
        pool=terms[0].pool,
    )


def _column(paper: Convertible, keys: Sequence[str]) -> int:
    if paper.elects not in keys:
        raise CalcError("not_issued_later", key=paper.key, elects=paper.elects)
    return keys.index(paper.elects)
