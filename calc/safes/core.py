"""Rounds over SAFEs and notes, solved exactly: price, pool and every conversion at once.

With x = 1 / price everything is a straight line in x until some paper changes its mind:

    shares by discount or round price   amount x / (1 - discount)
    shares by a pre-money cap           amount (shares before + pool increase) / cap
    shares by a post-money cap          amount (capitalization) / cap
    pool increase                       target x (all shares after) - pool there is

Each paper takes the largest of what it may take, so the shares before the new money rise with
x and bend upward; the value per 1 / price that has to cover them is one straight line. Newton's
method from x = 0 therefore never oversteps the first crossing and reaches it in as many steps
as there are bends. No crossing means that 100 % or more of the company is sold.

Everything here works on many rounds at once; one round is a row of one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from calc.captable import PoolPlacement
from calc.errors import CalcError
from calc.safes.arrays import BEST, Bools, Floats, Ints, Rounds
from calc.safes.terms import Method

_ALL = 1 - 1e-12  # sold at this fraction, nothing is left
_MORE = 1 + 1e-12  # and what counts as more


@dataclass(frozen=True, eq=False)
class Solved:
    """1 / price of each round (nan: fully sold) and what stands at it."""

    x: Floats
    capitalization: Floats
    pool_increase: Floats
    shares: Floats
    by_cap: Bools
    elected: Ints

    @property
    def solved(self) -> Bools:
        """Whether there is a solution: less than 100 % is sold."""
        return ~np.isnan(self.x + self.capitalization)

    def rows(self, at: Bools) -> Solved:
        """Some of the rounds."""
        return Solved(**{name: column[at] for name, column in vars(self).items()})


@dataclass(frozen=True, eq=False)
class _Line:
    """base + slope x, shares as a function of x = 1 / price."""

    base: Floats
    slope: Floats

    def at(self, x: Floats) -> Floats:
        return self.base + self.slope * x


def solve(r: Rounds) -> Solved:
    """Every round, MFN papers on the terms they chose. The terms have been checked."""
    r, elected = _elect(r)
    x = _inverse_price(r)
    capitalization, increase = _state(r, x)
    shares, by_cap = _shares(r, capitalization, increase, x)
    if r.pool is PoolPlacement.AFTER_MONEY:
        increase = _increase_after(r, capitalization + r.new_money_usd * x)
    return Solved(x, capitalization, increase, shares, by_cap, elected)


# --- what an MFN paper takes over ----------------------------------------------------------


def _elect(r: Rounds) -> tuple[Rounds, Ints]:
    """MFN papers with the later package that gives them most shares; their own if none does.

    The last but one first: nothing is issued after the last, and nothing later depends on it.
    """
    elected = np.full(r.mfn.shape, BEST, dtype=np.intp)
    for at in range(r.mfn.shape[1] - 2, -1, -1):
        rows = np.flatnonzero(r.mfn[:, at])
        if len(rows):
            elected[rows, at] = _choice(r.rows(rows), at)
            r = r.with_package(at, elected[:, at])
    return r, elected


def _choice(r: Rounds, at: int) -> Ints:
    """Column whose package the MFN papers of one column take: the named one, or the best of all.

    A fixed fraction is no package to take over (Y Combinator's own 7 % is not).
    """
    named, choice = r.elects[:, at], np.full(len(r), BEST, dtype=np.intp)
    best = np.where(named == BEST, _taken(r, at), -np.inf)
    for other in range(at + 1, r.mfn.shape[1]):
        offered = (r.amount_usd[:, other] > 0) & (r.fixed_frac[:, other] == 0)
        offered &= (named == BEST) | (named == other)
        taken = _taken(r.with_package(at, np.where(offered, other, BEST)), at)
        better = offered & (taken > best * _MORE)
        best, choice = np.where(better, taken, best), np.where(better, other, choice)
    return choice


def _taken(r: Rounds, at: int) -> Floats:
    """Shares of one column as the terms stand; 0 where there is no solution."""
    x = _inverse_price(r)
    shares, _ = _shares(r, *_state(r, x), x)
    return np.nan_to_num(shares[:, at])


# --- the price -------------------------------------------------------------------------------


def _inverse_price(r: Rounds) -> Floats:
    """x = 1 / price at which the value covers all shares before the new money; nan if none does."""
    have = _value_before(r)
    x = np.zeros(len(r))
    for _ in range(4 * r.amount_usd.shape[1] + 8):
        need = _needed(r, x)
        slope = have - need.slope
        open_ = slope > 1e-12 * have
        following = np.where(open_, need.base / np.where(open_, slope, 1.0), np.nan)
        going = following > x * (1 + 1e-15)
        x = np.where(going, following, np.where(open_, x, np.nan))
        if not going.any():
            return x
    raise CalcError("not_solved")  # every step passes a bend, and there are fewer bends than steps


def _value_before(r: Rounds) -> Floats:
    """What the shares before the new money are worth: the pre-money, and what converts at cost."""
    if r.method is Method.DOLLARS_INVESTED:
        return r.pre_money_usd + np.asarray(r.amount_usd.sum(axis=1), dtype=np.float64)
    return r.pre_money_usd


def _needed(r: Rounds, x: Floats) -> _Line:
    """Shares before the new money around x: those there are, the pool increase, conversions."""
    pool = _pool(r, x)
    if r.method is Method.PRE_MONEY:
        return _Line(r.existing_shares + pool.base, pool.slope)
    capitalization = _capitalization(r, pool, x)
    return _Line(capitalization.base + pool.base, capitalization.slope + pool.slope)


def _pool(r: Rounds, x: Floats) -> _Line:
    """Increase inside the pre-money: given, or what lifts the unissued pool to its target."""
    if r.pool is PoolPlacement.AFTER_MONEY:
        return _Line(np.zeros(len(r)), np.zeros(len(r)))
    given = np.nan_to_num(r.pool_increase_shares)
    slope = r.target_pool_frac * (_value_before(r) + r.new_money_usd)
    # just beyond x the line counts as soon as it turns up
    by_target = np.isnan(r.pool_increase_shares) & (slope * x >= r.unissued_pool_shares)
    return _Line(np.where(by_target, -r.unissued_pool_shares, given), np.where(by_target, slope, 0.0))


def _increase_after(r: Rounds, others: Floats) -> Floats:
    """Increase on top of everything: target of all shares after it, the new ones among them."""
    target = r.target_pool_frac
    wanted = np.maximum(0.0, (target * others - r.unissued_pool_shares) / (1 - target))
    return np.where(np.isnan(r.pool_increase_shares), wanted, r.pool_increase_shares)


def _capitalization(r: Rounds, pool: _Line, x: Floats) -> _Line:
    """Shares after conversion, before new money and increase: a fixed point of the caps.

    Post-money papers whose cap binds sell fractions of it; the rest is money over price. A
    lower cap binds sooner, so papers join in order of the share count their cap stands for,
    as long as there are more shares than that. nan where nothing is left.
    """
    at_price = _at_price(r, pool, x)
    post = r.post_money & (r.cap_usd < np.inf) & (r.amount_usd > 0)
    frac = np.where(post, r.amount_usd / r.cap_usd, 0.0)
    point = np.where(post, at_price.at(x[:, None]) / np.where(post, frac, 1.0), np.inf)
    order = np.argsort(point, axis=1, kind="stable")

    def joined(start: Floats, columns: Floats) -> Floats:
        """Running totals as one paper after the other joins, none first."""
        steps = np.take_along_axis(columns, order, axis=1)
        return np.cumsum(np.concatenate([start[:, None], steps], axis=1), axis=1)

    left = 1 - joined(r.fixed_frac.sum(axis=1), frac)
    base = (r.existing_shares + at_price.base.sum(axis=1))[:, None]  # a pre-money cap never joins
    slope = joined(at_price.slope.sum(axis=1), -at_price.slope)
    counts = (base + slope * x[:, None]) / np.where(left > 0, left, np.nan)
    joins = counts[:, :-1] > np.take_along_axis(point, order, axis=1)
    last = np.logical_and.accumulate(joins, axis=1).sum(axis=1)[:, None]
    left, slope = (np.take_along_axis(one, last, axis=1)[:, 0] for one in (left, slope))
    left = np.where(left > 1 - _ALL, left, np.nan)
    return _Line(base[:, 0] / left, slope / left)


def _at_price(r: Rounds, pool: _Line, x: Floats) -> _Line:
    """Shares without a post-money cap: discount or round price, or a pre-money cap if better."""
    free = np.where(r.fixed_frac == 0, r.amount_usd, 0.0)
    money = free / (1 - r.discount_frac)
    per_share = np.where(r.post_money, 0.0, free / r.cap_usd)
    base = per_share * (r.existing_shares + pool.base)[:, None]
    slope = per_share * pool.slope[:, None]
    capped = base + slope * x[:, None] > money * x[:, None]
    return _Line(np.where(capped, base, 0.0), np.where(capped, slope, money))


# --- what stands at the price -----------------------------------------------------------------


def _state(r: Rounds, x: Floats) -> tuple[Floats, Floats]:
    """Capitalization and pool increase inside the pre-money at a solved x."""
    pool = _pool(r, x)
    return _capitalization(r, pool, x).at(x), pool.at(x)


def _shares(r: Rounds, capitalization: Floats, increase: Floats, x: Floats) -> tuple[Floats, Bools]:
    """Shares of every paper, and whether its cap gave them."""
    money = r.amount_usd * x[:, None] / (1 - r.discount_frac)
    before = (r.existing_shares + increase)[:, None]
    counted = np.where(r.post_money, capitalization[:, None], before)
    capped = r.amount_usd * counted / r.cap_usd
    by_cap = capped > money * _MORE
    fixed = r.fixed_frac * capitalization[:, None]
    return np.where(r.fixed_frac > 0, fixed, np.where(by_cap, capped, money)), by_cap
