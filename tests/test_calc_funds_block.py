"""A whole block of funds against loops over every check, from the same random numbers."""

from __future__ import annotations

import math

import numpy as np
import pytest

from calc.funds import FundPlan, Graduation, Stage
from calc.funds import block as blocks
from calc.funds.bins import CURVE, MULTIPLES, RATES, multiple_bins, rate_bins
from calc.funds.block import draw_block
from calc.funds.plan import first_check
from calc.irr import irr
from tests.drawn import near

STAGES = Graduation(
    (
        Stage("Seed", 0.6, 3.0, 0.2, 1, 0.5, 0.5, 3.0, exit_years=3),
        Stage("Series A", 0.0, 9.0, 0.0, 4, 0.8, 0.5, 20.0, exit_years=3),
    )
)
EVERY = {
    "reserve_frac": 0.3,
    "recycle_frac": 0.2,
    "recycle_years": 5,
    "market_volatility": 0.4,
    "market_correlation": 0.6,
    "hurdle_frac": 0.08,
    "catch_up_frac": 0.5,
}
PLANS = {
    "plain": FundPlan(6),
    "reserve": FundPlan(7, reserve_frac=0.4, raise_from_x=0.8, raise_after=1),
    "recycled": FundPlan(5, recycle_frac=0.3, exit_from=1, exit_to=4, recycle_years=3),
    "market": FundPlan(6, market_volatility=0.5, market_correlation=0.7),
    "every term": FundPlan(9, exit_from=2, exit_to=6, **EVERY),
    "stages": FundPlan(8, outcomes=STAGES, **EVERY),
    "few companies": FundPlan(2, recycle_frac=0.1),
}


def drawn_companies(plan: FundPlan, random: np.random.Generator, funds: int, companies: int):
    uniform = random.random((funds, companies))
    if plan.outcomes is STAGES:
        multiples, last = STAGES.draw(uniform)
        return multiples, np.array([3, 4])[last], last > 0
    multiples = plan.outcomes.draw(uniform)
    waits = random.integers(plan.exit_from, plan.exit_to + 1, (funds, companies), dtype=np.int8)
    return multiples, waits, multiples >= plan.raise_from_x


def of_market(plan: FundPlan, steps: list[float]) -> list[float]:
    """Factor of each year from its own step."""
    logs = [steps[0]]
    for step in steps[1:]:
        logs.append(plan.market_correlation * logs[-1] + math.sqrt(1 - plan.market_correlation**2) * step)
    return [math.exp(plan.market_volatility * one - plan.market_volatility**2 / 2) for one in logs]


def recycled(plan: FundPlan, out: list[float], multiples: list[float], waits: list[int]) -> list[float]:
    """Proceeds with the first of them, up to the part that may, invested once more."""
    left, kept_so_far = list(out), 0.0
    for year in range(plan.recycle_years + 1):
        kept = min(out[year], plan.recycle_frac - kept_so_far)
        kept_so_far += kept
        left[year] -= kept
        for multiple, wait in zip(multiples, waits, strict=True):
            left[year + wait] += kept / len(multiples) * multiple
    return left


def carried(plan: FundPlan, into: list[float], out: list[float]) -> list[float]:
    """What is paid out year by year once carry is taken."""
    taken, net, capital = 0.0, [], sum(into)
    for year in range(len(out)):
        total = sum(out[: year + 1])
        carry = plan.carry_frac * max(0.0, total - capital)
        if plan.hurdle_frac:
            due = capital + sum(plan.hurdle_frac * (year - at) * into[at] for at in range(year + 1))
            carry = max(taken, min(carry, plan.catch_up_frac * max(0.0, total - due)))
        net.append(out[year] - (carry - taken))
        taken = carry
    return net


def nearest(flows: list[float]) -> float:
    """The rate nearest zero in logarithms; late fees leave a second one near -100 %."""
    return min(irr(flows).roots_frac, key=lambda rate: abs(math.log1p(rate)))


def replayed(plan: FundPlan, funds: int) -> list[dict[str, object]]:
    random = np.random.Generator(np.random.SFC64(np.random.SeedSequence([5, 2])))
    multiples, waits, raised = (
        part.tolist() for part in drawn_companies(plan, random, funds, plan.companies)
    )
    years, companies = range(plan.years + 1), range(plan.companies)
    bought = [at * plan.invest_years // plan.companies for at in companies]
    if plan.market_volatility:
        steps = random.standard_normal((funds, plan.invest_years)).tolist()
        for fund in range(funds):
            factors = of_market(plan, steps[fund])
            multiples[fund] = [multiples[fund][at] * factors[bought[at]] for at in companies]
    if plan.recycle_frac:
        more = max(1, round(plan.recycle_frac / first_check(plan)))
        again = [part.tolist() for part in drawn_companies(plan, random, funds, more)[:2]]
    staged = plan.outcomes is STAGES
    price_x, raise_after = (2.4, 1) if staged else (plan.follow_price_x, plan.raise_after)  # 3 x 0.8
    found = []
    for fund in range(funds):
        each = plan.invested_frac * plan.reserve_frac / max(1, sum(raised[fund]))
        into, out, worth = list(plan.fees), [0.0 for _ in years], []
        for at in companies:
            into[bought[at]] += first_check(plan)
            follow = each if raised[fund][at] else 0.0
            into[bought[at] + raise_after] += follow
            worth.append((first_check(plan) + follow / price_x) * multiples[fund][at])
            out[bought[at] + waits[fund][at]] += worth[-1]
        if plan.recycle_frac:
            out = recycled(plan, out, again[0][fund], again[1][fund])
        net = carried(plan, into, out)
        flows = [a - b for a, b in zip(net, into, strict=True)]
        found.append(
            {
                "worth": sorted(worth, reverse=True),
                "gross": sum(out) / (sum(into) - sum(plan.fees)),
                "net": sum(net) / sum(into),
                "rate": nearest(flows) if any(net) else -1.0,
                "flows": flows,
                "left": [1 + sum(flows[: year + 1]) for year in years],
                "dpi": [sum(net[: year + 1]) / sum(into[: year + 1]) for year in years],
            }
        )
    return found


def curve(rows: list[list[float]]) -> np.ndarray:
    """Counts of y / (1 + y) per year."""
    parts = np.array(rows).T
    return np.array([np.histogram(year / (1 + year), np.arange(CURVE + 1) / CURVE)[0] for year in parts])


def nearly(a: np.ndarray, b: np.ndarray) -> bool:
    """The same counts, but for a handful a rounding away on the edge of a bin."""
    apart = np.abs(np.cumsum(a, axis=-1) - np.cumsum(b, axis=-1))
    return a.shape == b.shape and apart.max() <= 60 and np.count_nonzero(apart) <= 60


@pytest.mark.parametrize("name", PLANS)
def test_a_block_is_what_loops_over_every_check_give(name):
    plan, funds = PLANS[name], 60
    ours, loops = draw_block(plan, 5, 2, funds), replayed(plan, funds)
    gross, net, rate = (np.array([one[part] for one in loops]) for part in ("gross", "net", "rate"))
    assert ours.funds == funds and ours.no_rate == 0 and ours.lost_but_gained == 0
    assert np.array_equal(ours.gross, np.bincount(multiple_bins(gross), minlength=MULTIPLES))
    assert np.array_equal(ours.net, np.bincount(multiple_bins(net), minlength=MULTIPLES))
    assert np.array_equal(ours.rate, np.bincount(rate_bins(rate), minlength=RATES))
    assert (ours.gross_sum, ours.net_sum) == near((float(gross.sum()), float(net.sum())), rel=1e-11)
    worth = np.array([one["worth"] for one in loops])
    assert ours.proceeds_sum == near(float(worth.sum()), rel=1e-11)
    assert ours.top_sums == near(tuple(float(worth[:, :many].sum()) for many in (1, 3, 5)), rel=1e-6)
    flows = np.array([one["flows"] for one in loops]).sum(axis=0)
    assert ours.flows.tolist() == near(flows.tolist(), rel=1e-9, abs=1e-9)
    assert nearly(ours.curve, curve([one["left"] for one in loops]))
    assert nearly(ours.dpi, curve([one["dpi"] for one in loops]))


# --- what a drawn fund seldom does -----------------------------------------------------------

BARE = FundPlan(1, fee_frac=0.0, carry_frac=0.0, invest_years=1, exit_from=1, exit_to=2)


def summed(received: list[float], paid: list[float]):
    rows = np.array(received)[:, None]
    return blocks._summary(BARE, np.array([[sum(received)]]), rows, np.array(paid))


def test_a_fund_that_lost_money_yet_shows_a_gain_a_year_is_counted():
    # -1, +5, -4.5: 5 / 5.5 of what was called, and 17.7 % a year
    found = summed([0.0, 5.0, 0.0], [1.0, 0.0, 4.5])
    assert (found.lost_but_gained, found.no_rate) == (1, 0)
    assert found.net_sum == near(5 / 5.5) and found.rate_quantile(1.0) == near(0.177, abs=6e-4)


def test_a_fund_without_a_rate_is_counted_and_shown_as_lost():
    # -0.5 + 0.2 q - 0.5 q^2 is never zero
    found = summed([0.0, 0.2, 0.0], [0.5, 0.0, 0.5])
    assert (found.lost_but_gained, found.no_rate) == (0, 1)
    assert found.rate[0] == 1 and found.rate.sum() == 1


def test_a_fund_that_breaks_even_has_neither_lost_nor_gained():
    found = summed([0.0, 1.0, 0.0], [1.0, 0.0, 0.0])
    assert (found.lost_but_gained, found.no_rate, found.net_sum) == (0, 0, 1.0)
    assert found.flows.tolist() == [-1.0, 1.0, 0.0]


def test_the_best_companies_of_each_fund():
    # fund 1: 7, 5, 4, 3, 2 of 1, 2, 3, 4, 5, 7; fund 2 all in one
    worth = np.array([[1.0, 2.0, 3.0, 4.0, 5.0, 7.0], [0.0, 0.0, 9.0, 0.0, 0.0, 0.0]])
    assert blocks._top(worth) == (16.0, 25.0, 30.0)
    assert blocks._top(worth[:, :2]) == (2.0, 3.0, 3.0)


def test_every_block_has_a_stream_of_its_own():
    first, second = draw_block(FundPlan(3), 1, 0, 50), draw_block(FundPlan(3), 1, 1, 50)
    assert first.net_sum != second.net_sum != draw_block(FundPlan(3), 2, 1, 50).net_sum
