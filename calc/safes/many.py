"""Many rounds over SAFEs and notes in one go, each refused by a code instead of an error."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from calc.captable import PoolPlacement
from calc.safes.arrays import BEST, Bools, Floats, Ints, Rounds
from calc.safes.core import Solved, solve
from calc.safes.terms import Method

CHUNK = 20_000


@dataclass(frozen=True, eq=False)
class SolvedRounds:
    """Results of n rounds, nan in refused ones; the fields of `SafeRound` as arrays.

    code is "" or why a round is refused: a CalcError code of `solve_round` or of its terms.
    paper_shares, by_cap and elected have shape (n, papers): shares of each paper, whether its
    cap set them, and the column whose terms an MFN paper took over (-1: its own).
    """

    code: npt.NDArray[np.str_]
    price_usd: Floats
    new_shares: Floats
    pool_increase_shares: Floats
    capitalization_shares: Floats
    fully_diluted_shares: Floats
    paper_shares: Floats
    by_cap: Bools
    elected: Ints

    @property
    def refused(self) -> Bools:
        """Whether a round has no result."""
        return np.asarray(self.code != "", dtype=np.bool_)


def solve_rounds(rounds: Rounds, *, chunk: int = CHUNK) -> SolvedRounds:
    """`solve_round` for every row, to the last digit; memory beyond the result is that of a chunk.

    Args:
        rounds: Terms as arrays, see `calc.safes.stack`.
        chunk: Rows solved at once.

    >>> from calc.safes import Before, Convertible, RoundTerms, stack
    >>> safes = [Convertible("s", 1e6, cap_usd=10e6)], [Convertible("s", 5e6, cap_usd=5e6)]
    >>> many = solve_rounds(stack([(Before(8e6), one, RoundTerms(12e6, 3e6)) for one in safes]))
    >>> many.price_usd.tolist(), many.code.tolist()
    ([1.35, nan], ['', 'fully_sold'])
    """
    n, shape = len(rounds), rounds.amount_usd.shape
    code = refusals(rounds)
    found = Solved(
        x=np.full(n, np.nan),
        capitalization=np.full(n, np.nan),
        pool_increase=np.full(n, np.nan),
        shares=np.full(shape, np.nan),
        by_cap=np.zeros(shape, dtype=np.bool_),
        elected=np.full(shape, BEST, dtype=np.intp),
    )
    good = np.flatnonzero(code == "")
    for start in range(0, len(good), chunk):
        at = good[start : start + chunk]
        solved = solve(rounds.rows(at))
        code[at[~solved.solved]] = "fully_sold"
        at, kept = at[solved.solved], solved.rows(solved.solved)
        for name, column in vars(kept).items():
            getattr(found, name)[at] = column
    new_shares = rounds.new_money_usd * found.x
    return SolvedRounds(
        code=code,
        price_usd=1 / found.x,
        new_shares=new_shares,
        pool_increase_shares=found.pool_increase,
        capitalization_shares=found.capitalization,
        fully_diluted_shares=found.capitalization + found.pool_increase + new_shares,
        paper_shares=found.shares,
        by_cap=found.by_cap,
        elected=found.elected,
    )


def refusals(r: Rounds) -> npt.NDArray[np.str_]:
    """Why each round's terms are refused, "" where they are not; the same checks as `terms`."""
    inside = r.pool is PoolPlacement.INSIDE_PRE_MONEY
    unsized = inside & (r.method is Method.PRE_MONEY) & np.isnan(r.pool_increase_shares)
    fixed = r.fixed_frac != 0
    both = fixed & ((r.cap_usd < np.inf) | (r.discount_frac != 0) | r.mfn)
    paper = r.amount_usd != 0
    checks = (
        ("not_positive", ~_positive(r.outstanding_shares) | ~_positive(r.pre_money_usd)),
        ("not_positive", ~_positive(r.new_money_usd)),
        ("negative", ~(r.options_shares >= 0) | ~(r.unissued_pool_shares >= 0)),
        ("negative", r.pool_increase_shares < 0),
        ("not_a_fraction", ~_fraction(r.target_pool_frac)),
        ("not_positive", (paper & ~_positive(r.amount_usd)).any(axis=1)),
        ("not_positive", (paper & ~(r.cap_usd > 0)).any(axis=1)),
        ("not_a_fraction", (paper & ~_fraction(r.discount_frac)).any(axis=1)),
        ("not_a_fraction", (paper & ~_fraction(r.fixed_frac)).any(axis=1)),
        ("fixed_and_cap", (paper & both).any(axis=1)),
        ("not_issued_later", _not_later(r)),
        ("pool_needs_shares", unsized & (r.target_pool_frac > 0)),
    )
    code = np.full(len(r), "", dtype="<U17")
    for name, bad in checks:
        code[bad & (code == "")] = name
    return code


def _positive(values: Floats) -> Bools:
    return np.isfinite(values) & (values > 0)


def _fraction(values: Floats) -> Bools:
    return (values >= 0) & (values < 1)


def _not_later(r: Rounds) -> Bools:
    """Whether an MFN paper names one that is not a later package."""
    columns = np.arange(r.elects.shape[1])[None, :]
    names = r.mfn & (r.elects != BEST)
    package = (r.amount_usd > 0) & (r.fixed_frac == 0)
    there = np.take_along_axis(package, np.maximum(r.elects, 0), axis=1)
    return np.asarray((names & ~((r.elects > columns) & there)).any(axis=1), dtype=np.bool_)
