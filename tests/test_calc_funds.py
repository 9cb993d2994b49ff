"""Simulated funds against closed forms, and the same numbers for any number of workers."""

from __future__ import annotations

import concurrent.futures
import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from calc.funds import Buckets, FundPlan, PowerLaw, Summary, Winners, chance_of_at_least_one, simulate
from calc.funds.plan import first_calls
from calc.funds.rates import net_rates
from calc.irr import irr
from tests.drawn import many, near

LAW = PowerLaw()


def same(a, b) -> bool:
    return all(np.array_equal(getattr(a, name), getattr(b, name)) for name in vars(a))


def test_pareto_means_and_quantiles_are_the_closed_forms():
    # Pareto with shape a: mean a/(a-1), quantile (1-p)^(-1/a); shape 2 has mean 2 and median sqrt 2
    law = PowerLaw(3.0, 1.0, math.inf)
    uniform = (np.arange(1_000_000) + 0.5) / 1_000_000
    drawn = law.draw(uniform)
    assert float(np.median(drawn)) == near(math.sqrt(2), rel=1e-5)
    assert float(drawn.mean()) == near(2.0, rel=2e-3)
    assert float(LAW.draw(uniform).mean()) == near(LAW.mean_x(), rel=1e-4)
    assert PowerLaw(2.0, 1.0, math.e).mean_x() == near(2.0), "shape 1: 1 + ln bound"
    assert LAW.draw(uniform).max() == 1000.0, "clipped, not thrown away"


def test_winners_and_buckets_have_their_means():
    uniform = (np.arange(400_000) + 0.5) / 400_000
    winners = Winners(0.5, PowerLaw(4.0, 1.0, 1e9), keep=3.0)
    assert float(winners.draw(uniform).mean()) == near(winners.mean_x(), rel=1e-3)
    buckets = Buckets((0, 1, 5, 10), (0.6, 0.3, 0.1))
    assert float(buckets.draw(uniform).mean()) == near(buckets.mean_x(), rel=1e-5)
    assert buckets.at_least(1) == near(0.4)
    assert chance_of_at_least_one(1 / 6, 10) == near(1 - (5 / 6) ** 10)


def test_the_same_seed_gives_the_same_numbers_on_any_number_of_workers():
    plan = FundPlan(companies=12)
    alone = simulate(plan, 35_000, seed=3)
    with concurrent.futures.ThreadPoolExecutor(4) as threads:
        assert same(alone, simulate(plan, 35_000, seed=3, executor=threads))
    with concurrent.futures.ProcessPoolExecutor(2) as processes:
        assert same(alone, simulate(plan, 35_000, seed=3, executor=processes))
    assert not same(alone, simulate(plan, 35_000, seed=4))


def test_the_mean_does_not_move_with_the_number_of_checks_but_the_median_rises():
    small, large = (simulate(FundPlan(companies=n), 100_000) for n in (10, 60))
    # gross mean is the mean of one outcome; standard error of 100,000 funds of 10 is about 1.4 %
    assert small.mean_gross_x == near(LAW.mean_x(), rel=0.05)
    assert large.mean_gross_x == near(LAW.mean_x(), rel=0.03)
    assert large.quantile(0.5, net=False) > small.quantile(0.5, net=False)


def test_no_fund_loses_money_and_shows_a_gain_a_year():
    drawn = simulate(FundPlan(), 50_000)
    assert drawn.lost_but_gained == 0
    assert drawn.no_rate == 0
    assert drawn.quantile(0.5) < drawn.quantile(0.5, net=False), "fees and carry cost something"
    assert drawn.chance_of(1) >= drawn.chance_of(3) >= drawn.chance_of(5)
    one, three, five = drawn.top_fracs
    assert 0 < one < three < five < 1


def test_without_fees_and_carry_net_is_gross():
    drawn = simulate(FundPlan(fee_frac=0, carry_frac=0), 20_000)
    assert np.array_equal(drawn.net, drawn.gross)
    assert drawn.mean_net_x == near(drawn.mean_gross_x, rel=1e-9)


def test_carry_takes_its_part_of_the_profit_only():
    # every company gives 3x: gross 3, profit over all money called, 20 % of it to the managers
    flat = Buckets((3.0, 3.0 + 1e-9), (1.0,))
    plan = FundPlan(outcomes=flat, fee_frac=0.0, carry_frac=0.2)
    drawn = simulate(plan, 1_000)
    assert drawn.mean_net_x == near(1 + 2 * 0.8, rel=1e-6)
    with_hurdle = simulate(FundPlan(outcomes=flat, fee_frac=0.0, carry_frac=0.2, hurdle_frac=0.08), 1_000)
    assert with_hurdle.mean_net_x == near(1 + 2 * 0.8, rel=1e-6), "full catch-up once the hurdle is paid"
    below = Buckets((1.1, 1.1 + 1e-9), (1.0,))
    under = FundPlan(outcomes=below, fee_frac=0.0, carry_frac=0.2, hurdle_frac=0.08)
    assert simulate(under, 1_000).mean_net_x == near(1.1, rel=1e-6), "no carry under the hurdle"


def test_the_whole_fund_is_called_and_fees_run_down():
    plan = FundPlan()
    assert float(first_calls(plan).sum()) == near(1.0)
    assert plan.fees[0] == 0.02 and plan.fees[-1] == 0.0
    assert list(plan.fees) == sorted(plan.fees, reverse=True)


@many
@given(st.lists(st.floats(0.0, 5.0), min_size=3, max_size=12), st.floats(0.1, 2.0))
def test_rates_are_those_of_the_solver_that_lists_every_root(later, second):
    flows = [-1.0, -second, *later]
    paid = np.array([1.0, second] + [0.0] * len(later))
    rate = float(net_rates(np.array([[0.0], [0.0], *([one] for one in later)]), paid)[0])
    if sum(later) == 0:
        assert rate == -1.0
        return
    exact = irr(flows)
    if exact.chosen_frac is not None and exact.chosen_frac > -0.99:
        assert rate == near(exact.chosen_frac, rel=1e-6, abs=1e-8)


def test_a_long_run_is_cancelled_where_the_caller_says():
    seen: list[int] = []

    def stop(done: Summary) -> bool:
        seen.append(done.funds)
        return done.funds < 30_000

    assert simulate(FundPlan(companies=5), 1_000_000, progress=stop).funds == 30_000
    assert seen == [10_000, 20_000, 30_000]
