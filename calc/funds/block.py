"""One block of funds: outcomes drawn, money in and out year by year, counted."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from calc.funds.bins import MULTIPLES, RATES, count, curve_counts, multiple_bins, rate_bins
from calc.funds.graduation import Graduation
from calc.funds.outcomes import Floats, running
from calc.funds.plan import FundPlan, carry_taken, first_calls, first_check
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
        follow = _follow_on(plan, raised, _price(plan))
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


def _follow_on(plan: FundPlan, raised: npt.NDArray[np.bool_], price_x: float) -> Floats:
    """Follow-on check of every company: the reserve in equal parts, none where nobody raised."""
    each = raised.sum(axis=1, keepdims=True)
    reserve = plan.invested_frac * plan.reserve_frac
    checks: Floats = raised * (reserve / np.maximum(each, 1))
    return checks


def _by_year(plan: FundPlan, worth: Floats, waits: npt.NDArray[np.integer]) -> Floats:
    """Money by year of purchase + wait: a row per year, a column per fund."""
    funds = len(worth)
    spots = (waits + plan.bought) * funds
    spots += np.arange(funds)[:, None]
    years = plan.years + 1
    sums = np.bincount(spots.ravel(), weights=worth.ravel(), minlength=years * funds)
    return np.asarray(sums, dtype=np.float64).reshape(years, funds)


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
    carry = carry_taken(plan, received, paid)
    distributed = received - np.diff(carry, axis=0, prepend=0.0)
    calls = paid[:, None] if paid.ndim == 1 else paid
    out, into = running(distributed), running(calls)
    net = out[-1] / into[-1]
    rates = net_rates(distributed, paid)
    known = np.isfinite(rates)
    shown = np.where(known, rates, -1.0)
    invested = into[-1] - sum(plan.fees)
    gross = received.sum(axis=0) / invested
    return Summary(
        funds=worth.shape[0],
        gross=count(multiple_bins(gross), MULTIPLES),
        net=count(multiple_bins(net), MULTIPLES),
        rate=count(rate_bins(shown), RATES),
        curve=curve_counts(np.maximum(out - into + 1.0, 0.0)),
        dpi=curve_counts(out / into),
        no_rate=int((~known).sum()),
        gross_sum=float(gross.sum()),
        net_sum=float(net.sum()),
        top_sums=_top(worth),
        proceeds_sum=float(worth.sum()),
        lost_but_gained=int(((net < 1 - _ROUNDING) & (shown > 1e-7)).sum()),
        flows=(distributed - calls).sum(axis=1),
    )


def _top(worth: Floats) -> tuple[float, float, float]:
    """Proceeds of the best 1, 3 and 5 companies, summed over the funds."""
    number = worth.shape[1]
    five = min(5, number)
    best = np.partition(worth, number - five, axis=1)[:, number - five :]
    best.sort(axis=1)
    return float(best[:, -1:].sum()), float(best[:, -min(3, five) :].sum()), float(best.sum())
