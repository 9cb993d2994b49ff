"""One block of funds: outcomes drawn, money in and out year by year, counted."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from calc.funds.bins import MULTIPLES, RATES, count, curve_counts, multiple_bins, rate_bins
from calc.funds.graduation import Graduation
from calc.funds.outcomes import Floats, running
from calc.funds.plan import FundPlan, bought, carry_taken, first_calls, first_check
from calc.funds.rates import net_rates
from calc.funds.summary import Summary

Ints = npt.NDArray[np.int64]
_ROUNDING = 1e-9


def draw_block(plan: FundPlan, seed: int, number: int, funds: int) -> Summary:
    """One block of funds with the random stream of its number."""
    random = np.random.Generator(np.random.SFC64(np.random.SeedSequence([seed, number])))
    multiples, waits, raised = _companies(plan, random, funds, plan.companies)
    if plan.market_volatility:
        multiples = multiples * _market(plan, random, funds)
    worth = first_check(plan) * multiples
    paid: Floats = first_calls(plan)
    if plan.reserve_frac:
        follow = _follow_on(plan, raised)
        paid = paid[:, None] + _by_year(plan, follow, np.full(waits.shape, _raise_after(plan)))
        worth = worth + follow * multiples / _price(plan)
    received = _by_year(plan, worth, waits)
    if plan.recycle_frac:
        received = _recycled(plan, received, random)
    return _summary(plan, worth, received, paid)


def _companies(plan: FundPlan, random: np.random.Generator, funds: int, companies: int) -> tuple:  # type: ignore[type-arg]
    """Multiple of the first check, years to the end, and who raised again."""
    uniform = random.random((funds, companies))
    if isinstance(plan.outcomes, Graduation):
        multiples, last = plan.outcomes.draw(uniform)
        return multiples, plan.outcomes.exit_waits[last], last > 0
    multiples = plan.outcomes.draw(uniform)
    waits = random.integers(plan.exit_from, plan.exit_to + 1, (funds, companies), dtype=np.int8)
    return multiples, waits, multiples >= plan.raise_from_x if plan.reserve_frac else None


def _price(plan: FundPlan) -> float:
    """Price of a follow-on over the first price."""
    if isinstance(plan.outcomes, Graduation):
        return plan.outcomes.stages[0].price_step_x
    return plan.follow_price_x


def _raise_after(plan: FundPlan) -> int:
    if isinstance(plan.outcomes, Graduation):
        return plan.outcomes.stages[0].wait_years
    return plan.raise_after


def _market(plan: FundPlan, random: np.random.Generator, funds: int) -> Floats:
    """Factor of every company's year of purchase: lognormal, mean one, correlated year to year."""
    steps = random.standard_normal((funds, plan.invest_years))
    keep = plan.market_correlation
    for at in range(1, plan.invest_years):
        steps[:, at] = keep * steps[:, at - 1] + np.sqrt(1 - keep**2) * steps[:, at]
    factors = np.exp(plan.market_volatility * steps - plan.market_volatility**2 / 2)
    found: Floats = factors[:, plan.bought]
    return found


def _follow_on(plan: FundPlan, raised: npt.NDArray[np.bool_]) -> Floats:
    """Follow-on check of every company: the reserve in equal parts, none where nobody raised."""
    each = raised.sum(axis=1, keepdims=True)
    reserve = plan.invested_frac * plan.reserve_frac
    checks: Floats = raised * (reserve / np.maximum(each, 1))
    return checks


def _by_year(plan: FundPlan, worth: Floats, waits: npt.NDArray[np.integer]) -> Floats:
    """Money by year of purchase + wait: a row per year, a column per fund."""
    funds, years = len(worth), plan.years + 1
    spots = np.multiply(waits, funds, dtype=np.int64)
    spots += _columns(plan.companies, plan.invest_years, funds)
    sums = np.bincount(spots.ravel(), weights=worth.ravel(), minlength=years * funds)
    return np.asarray(sums, dtype=np.float64).reshape(years, funds)


@lru_cache(maxsize=2)
def _columns(companies: int, invest_years: int, funds: int) -> Ints:
    """Where each company's money would be without a wait, in a flat table of years by funds."""
    return bought(companies, invest_years) * funds + np.arange(funds)[:, None]


def _recycled(plan: FundPlan, received: Floats, random: np.random.Generator) -> Floats:
    """Proceeds with the early ones invested once more, in checks of the same size and odds."""
    funds = received.shape[1]
    early = received[: plan.recycle_years + 1]
    kept = np.diff(np.minimum(running(early), plan.recycle_frac), axis=0, prepend=0.0)
    more = max(1, round(plan.recycle_frac / first_check(plan)))
    multiples, waits, _ = _companies(plan, random, funds, more)
    left = received.copy()
    left[: plan.recycle_years + 1] -= kept
    columns = np.arange(funds)[:, None]
    for year, amount in enumerate(kept):
        if amount.any():
            np.add.at(left, (year + waits, columns), amount[:, None] / more * multiples)
    return left


def _summary(plan: FundPlan, worth: Floats, received: Floats, paid: Floats) -> Summary:
    quiet, funds = plan.waits[0], worth.shape[0]  # nothing comes back in the first years
    calls = paid[:, None] if paid.ndim == 1 else paid
    total, into = running(received[quiet:]), running(calls)
    out = total - carry_taken(plan, total, paid)
    distributed = out.copy()
    distributed[1:] -= out[:-1]
    net, gross = out[-1] / into[-1], total[-1] / (into[-1] - sum(plan.fees))
    rates = net_rates(distributed, paid)
    known = np.isfinite(rates)
    shown = np.where(known, rates, -1.0)
    flows = -calls.sum(axis=1) * (funds if paid.ndim == 1 else 1)
    flows[quiet:] += distributed.sum(axis=1)
    left = 1.0 - into
    return Summary(
        funds=funds,
        gross=count(multiple_bins(gross), MULTIPLES),
        net=count(multiple_bins(net), MULTIPLES),
        rate=count(rate_bins(shown), RATES),
        curve=_counted(left[:quiet], out + left[quiet:], np.ones_like(into), funds),
        dpi=_counted(np.zeros_like(into[:quiet]), out, into, funds),
        no_rate=int((~known).sum()),
        gross_sum=float(gross.sum()),
        net_sum=float(net.sum()),
        top_sums=_top(worth),
        proceeds_sum=float(worth.sum()),
        lost_but_gained=int(((net < 1 - _ROUNDING) & (shown > 1e-7)).sum()),
        flows=flows,
    )


def _counted(early: Floats, late: Floats, units: Floats, funds: int) -> Ints:
    """Counts in bins by year; before any exit all funds are alike, unless reserves are called."""
    quiet = len(early)
    first = curve_counts(early, units[:quiet])
    return np.concatenate([first * (funds // early.shape[1]), curve_counts(late, units[quiet:])])


def _top(worth: Floats) -> tuple[float, float, float]:
    """Proceeds of the best 1, 3 and 5 companies, summed over the funds; 24 bits do."""
    best = np.sort(worth.astype(np.float32), axis=1)[:, ::-1]
    one, *more = (float(best[:, at].sum(dtype=np.float64)) for at in range(min(5, best.shape[1])))
    return one, one + sum(more[:2]), one + sum(more)
