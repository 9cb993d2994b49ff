"""Outcomes, stages, fees, carry and rates of simulated funds, each number worked out by hand."""

from __future__ import annotations

import math

import numpy as np

from calc.funds import Buckets, FundPlan, Graduation, PowerLaw, Stage, Winners, fee_and_carry_table
from calc.funds.block import _top
from calc.funds.outcomes import running
from calc.funds.plan import carry_taken
from calc.funds.rates import _bisected, net_rates
from tests.drawn import near

SEED = Stage("Seed", 0.5, 4.0, 0.25, 2, 0.5, 1.0, 4.0, exit_years=3)
MIDDLE = Stage("Series A", 0.4, 3.0, 0.0, 1, 1.0, 2.0, 2.0, exit_years=1)
LAST = Stage("Series B", 0.0, 1.0, 0.0, 1, 0.0, 10.0, 10.0, exit_years=5)
THREE = Graduation((SEED, MIDDLE, LAST))


def test_the_mean_of_a_power_law_with_and_without_a_bound():
    assert PowerLaw(3.0, 0.5, 4.0).mean_x() == near(0.5 * (2 - 8**-1)), "shape 2, 8 times the least"
    assert PowerLaw(1.5, 1.0, 4.0).mean_x() == near(3.0), "(0.5 - 4^0.5) / (0.5 - 1)"
    assert PowerLaw(2.0, 0.5, 0.5 * math.e).mean_x() == near(1.0), "0.5 * (1 + ln e)"
    assert PowerLaw(3.0, 0.5, math.inf).mean_x() == near(1.0), "0.5 * 2 / 1"
    assert PowerLaw(2.0, 0.5, math.inf).mean_x() == math.inf
    assert PowerLaw() == PowerLaw(2.05, 0.35, 1000.0)


def test_outcomes_of_given_uniform_numbers():
    # shape 1: 0.5 / (1 - u), clipped at 3
    assert PowerLaw(2.0, 0.5, 3.0).draw(np.array([0.0, 0.5, 0.99])).tolist() == near([0.5, 1.0, 3.0])
    buckets = Buckets((0, 1, 5, 10), (0.6, 0.3, 0.1))
    drawn = buckets.draw(np.array([0.0, 0.3, 0.75, 0.9, 0.95, 1.0]))
    assert drawn.tolist() == near([0.0, 0.5, 3.0, 5.0, 7.5, 10.0])
    # half fail and keep u^(1/2): 0.125 is 0.25 of the failures; 0.875 is 0.75 of the rest, 0.25^(-1/2) = 2
    winners = Winners(0.5, PowerLaw(3.0, 1.0, 1e9), keep=2.0)
    assert winners.draw(np.array([0.125, 0.5, 0.875])).tolist() == near([0.5, 1.0, 2.0])


def test_means_and_chances_of_buckets_and_winners():
    buckets = Buckets((0, 1, 5, 10), (0.6, 0.3, 0.1))
    assert buckets.mean_x() == near(0.6 * 0.5 + 0.3 * 3 + 0.1 * 7.5)
    assert [buckets.at_least(x) for x in (-1, 0, 3, 20)] == near([1.0, 1.0, 0.3 * 0.5 + 0.1, 0.0])
    law = PowerLaw(3.0, 1.0, math.inf)  # mean 2
    assert Winners(0.25, law, keep=1.0).mean_x() == near(0.25 * 2 + 0.75 * 0.5)
    assert Winners(0.25, law).mean_x() == near(0.25 * 2 + 0.75 * 0.75), "a failure keeps 3/4"
    assert running(np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])).tolist() == [[1, 2], [4, 6], [9, 12]]


def test_three_stages_by_hand():
    assert THREE.reached.tolist() == near([1.0, 0.5, 0.2])
    assert THREE.stop_chances.tolist() == near([0.5, 0.3, 0.2])
    assert THREE.prices.tolist() == [1.0, 3.0, 9.0], "4 * 0.75, then 3 * 1"
    assert THREE.exit_waits.tolist() == [3, 3, 8], "3; 2 + 1; 2 + 1 + 5"
    assert THREE.waits == (3, 8)
    assert THREE.wait_chances().tolist() == near([0.8, 0, 0, 0, 0, 0.2]), "two of them end in year 3"
    # a sale of the seed brings 3 / ln 4 on average: 0.5 * 0.5 * that + 0.3 * 3 * 2 + nothing
    assert SEED.exit_mean_x == near(3 / math.log(4)) and MIDDLE.exit_mean_x == 2.0
    assert THREE.mean_x() == near(0.25 * 3 / math.log(4) + 1.8)


def test_stages_of_given_uniform_numbers():
    # of the seeds' half, the upper half is sold: 0.25 at 1x, 0.375 at the geometric middle of 1 and 4
    multiples, last = THREE.draw(np.array([0.0, 0.2, 0.25, 0.375, 0.6, 0.9]))
    assert multiples.tolist() == near([0.0, 0.0, 1.0, 2.0, 6.0, 0.0])
    assert last.tolist() == [0, 0, 0, 0, 1, 2]


def test_cost_held_and_fees_by_hand():
    # two checks, years 0 and 1; exits after 1 or 2 years: at ages 0, 1, 2 there is 1, 1/2, 0 left
    plan = FundPlan(2, fee_frac=0.1, invest_years=2, exit_from=1, exit_to=2)
    assert plan.held.tolist() == near([0.5, 0.75, 0.25, 0.0])
    assert plan.invested_frac == near(0.8 / 1.025), "(1 - 0.2) / (1 + 0.1 * 0.25)"
    assert plan.fees == near((0.1, 0.1, 0.1 * 0.25 * 0.8 / 1.025, 0.0))
    assert FundPlan(7, invest_years=3).bought.tolist() == [0, 0, 0, 1, 1, 2, 2]
    staged = FundPlan(1, outcomes=THREE, invest_years=1)
    assert staged.held.tolist() == near([1, 1, 1, 0.2, 0.2, 0.2, 0.2, 0.2, 0], abs=1e-15)


def test_carry_once_taken_is_kept_and_the_hurdle_runs_from_each_call():
    plan = FundPlan(carry_frac=0.2, hurdle_frac=0.1, catch_up_frac=0.5)
    # 1 called at once: due 1.1 after a year; 1.15 received: 0.5 * 0.05 < 0.2 * 0.15; then due 1.2
    once = carry_taken(plan, np.array([[0.0], [1.15], [0.0]]), np.array([1.0, 0.0, 0.0]))
    assert once[:, 0].tolist() == near([0.0, 0.025, 0.025])
    # half a year later each: due 1.05, so 0.2 * 0.15 < 0.5 * 0.1; then due 1.15 and 0.5 * 0.05 is less
    halves = carry_taken(plan, np.array([[0.0], [1.15], [0.05]]), np.array([[0.5], [0.5], [0.0]]))
    assert halves[:, 0].tolist() == near([0.0, 0.03, 0.03])


def test_rates_of_funds_that_lose_all_gain_or_have_none():
    paid = np.array([1.0, 0.0, 0.0])
    found = net_rates(np.array([[0.0, 0.0, 0.0], [0.0, 1.5, 0.0], [0.0, 0.0, 0.25]]), paid)
    assert found.tolist() == near([-1.0, 0.5, -0.5], rel=1e-9)
    each = net_rates(np.array([[0.0, 0.0], [1.1, 0.0], [0.0, 1.44]]), np.array([[1.0, 1.0], [0, 0], [0, 0]]))
    assert each.tolist() == near([0.1, 0.2], rel=1e-9)
    none = net_rates(np.array([[0.0], [1.0], [0.0]]), np.array([1.0, 0.0, 5.0]))
    assert math.isnan(none[0]), "-1 + q - 5 q^2 is never zero"


def test_bisection_finds_the_same_rates():
    out = np.array([[0.0, 0.0, 0.0], [1.1, 0.5, 0.0]])
    for paid in (np.array([1.0, 0.0]), np.array([[1.0, 1.0, 1.0], [0.0, 0.0, 0.0]])):
        found = _bisected(out, paid)
        assert found[:2].tolist() == near([0.1, -0.5], rel=1e-9) and math.isnan(found[2])


def test_the_best_companies_of_each_fund():
    # of 1 to 7: 7; 7 + 6 + 5; and 4 and 3 more. Of two companies there are no five.
    assert _top(np.array([[3.0, 1.0, 7.0, 2.0, 5.0, 4.0, 6.0]])) == (7.0, 18.0, 25.0)
    assert _top(np.array([[1.0, 2.0], [5.0, 3.0]])) == (7.0, 11.0, 11.0)


def test_fees_and_carry_year_by_year():
    # carry on what NAV before it rises above 100 committed, then above 108, then above 253.4 (it does not)
    found = fee_and_carry_table(
        (100.0, 50.0, 0.0, 0.0),
        (10.0, 100.0, -50.0, 110.0),
        (0.0, 20.0, 5.0, 1.0),
        fee_frac=0.02,
        carry_frac=0.2,
        committed=100.0,
    )
    assert found.paid_in == (100.0, 150.0, 150.0, 150.0)
    assert found.management_fees == near((2.0, 3.0, 3.0, 3.0))
    assert found.nav_before == near((108.0, 106.4 + 50 - 3 + 100, 204.32 - 3 - 50, 146.32 - 3 + 110))
    assert found.carried_interest == near((1.6, 0.2 * 145.4, 0.0, 0.0))
    assert found.nav_after == near((106.4, 204.32, 146.32, 252.32))
