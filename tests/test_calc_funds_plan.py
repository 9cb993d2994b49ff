"""The years, fees, calls and carry of a plan, written out by hand."""

from __future__ import annotations

import numpy as np

from calc.funds import FundPlan, Graduation, PowerLaw, Stage
from calc.funds.plan import bought, carry_taken, first_calls, first_check
from tests.drawn import near

TWO = Graduation(
    (
        Stage("Seed", 0.5, 4.0, 0.25, 2, 0.5, 1.0, 1.0, exit_years=3),
        Stage("Series A", 0.0, 1.0, 0.0, 1, 1.0, 10.0, 10.0, exit_years=5),
    )
)


def test_the_plan_shipped():
    # the terms the page opens with
    assert FundPlan() == FundPlan(
        30, PowerLaw(), 0.02, 0.2, 0.0, 1.0, 4, 4, 10, 0.0, 2, 1.0, 2.5, 0.0, 5, 0.0, 0.0
    )


def test_two_checks_year_by_year():
    plan = FundPlan(2, fee_frac=0.1, invest_years=2, exit_from=2, exit_to=3)
    # checks in years 0 and 1; half exit 2 years later, half 3: of each are held 1, 1, 1/2, 0
    assert plan.bought.tolist() == [0, 1] and plan.waits == (2, 3) and plan.years == 4
    assert plan.held.tolist() == near([0.5, 1.0, 0.75, 0.25, 0.0])
    # invested i: 2 x 0.1 + 0.1 i (0.75 + 0.25) + i = 1
    invested = 0.8 / 1.1
    assert plan.invested_frac == near(invested)
    assert plan.fees == near((0.1, 0.1, 0.075 * invested, 0.025 * invested, 0.0))
    assert first_check(plan) == near(invested / 2)
    half = invested / 2
    assert first_calls(plan).tolist() == near(
        [0.1 + half, 0.1 + half, 0.075 * invested, 0.025 * invested, 0.0]
    )


def test_a_reserve_makes_first_checks_smaller():
    plan = FundPlan(4, fee_frac=0.0, invest_years=3, exit_from=1, exit_to=1, reserve_frac=0.25, raise_after=1)
    # 4 checks in 3 years: 0, 0, 1, 2; three quarters of all money in four
    assert first_check(plan) == near(0.1875)
    assert first_calls(plan).tolist() == near([0.375, 0.1875, 0.1875, 0.0])


def test_a_year_without_a_check_calls_fees_only():
    # 2 checks in 4 years: 0 and 2; the fee is 0.02 of commitments in each of the four
    plan = FundPlan(2, exit_from=1, exit_to=1)
    check = plan.invested_frac / 2
    assert first_calls(plan)[:4].tolist() == near([0.02 + check, 0.02, 0.02 + check, 0.02])


def test_stages_bring_their_own_years():
    plan = FundPlan(1, outcomes=TWO, invest_years=1, fee_frac=0.1, exit_from=1, exit_to=20)
    # half end after 3 years, half after 2 + 5
    assert plan.waits == (3, 7) and plan.years == 7
    assert plan.held.tolist() == [1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0]
    assert plan.invested_frac == near(0.9 / 1.4)  # 0.9 / (1 + 0.1 x (1 + 1 + 4 x 0.5))


def test_recycling_may_end_later_than_the_last_check():
    assert FundPlan().years == 3 + 10
    assert FundPlan(recycle_frac=0.1).years == 5 + 10
    assert FundPlan(recycle_frac=0.1, recycle_years=2).years == 3 + 10


def test_checks_are_spread_evenly():
    assert bought(7, 3).tolist() == [0, 0, 0, 1, 1, 2, 2]  # 3 x 0..6 / 7, whole
    assert bought(2, 4).tolist() == [0, 2] and bought(2, 4).dtype == np.int64


def test_carry_year_by_year():
    plan = FundPlan(fee_frac=0.0, carry_frac=0.2, hurdle_frac=0.3, catch_up_frac=0.4)
    total = np.array([[0.0, 0.0, 0.0], [0.5, 1.3, 0.5], [2.0, 1.3, 1.5]])
    paid = np.array([0.6, 0.4, 0.0])
    # hurdle due: 1 + 0.3 x 0.6 = 1.18 after one year, 1 + 0.3 x (1.2 + 0.4) = 1.48 after two
    # fund 1: least of 0.2 x 1 and 0.4 x 0.52; fund 2: 0.4 x 0.12, kept though then below; fund 3: 0.4 x 0.02
    wanted = [[0.0, 0.0, 0.0], [0.0, 0.048, 0.0], [0.2, 0.048, 0.008]]
    found = carry_taken(plan, total, paid)
    assert [near(row, rel=1e-10) == line for row, line in zip(wanted, found.tolist(), strict=True)] == [
        True
    ] * 3
    assert np.array_equal(carry_taken(plan, total[1:], paid), found[1:]), "the last years do"
    # calls of its own: 0.5 at once; due 0.65 and 0.8; least of 0.2 x 0.2 and 0.4 x 0.05
    calls = np.array([[0.6, 0.5], [0.4, 0.0], [0.0, 0.0]])
    own = carry_taken(plan, np.array([[0.0, 0.0], [0.5, 0.7], [2.0, 0.7]]), calls)
    assert (
        own[:, 1].tolist() == near([0.0, 0.02, 0.02], rel=1e-10)
        and own[:, 0].tolist() == found[:, 0].tolist()
    )


def test_carry_without_a_hurdle_is_on_profit_alone():
    plan = FundPlan(fee_frac=0.0, carry_frac=0.25, catch_up_frac=0.5)
    found = carry_taken(plan, np.array([[0.5], [1.0], [3.0]]), np.array([0.5, 0.5, 0.0]))
    assert found.tolist() == [[0.0], [0.0], [0.5]]  # 0.25 x (3 - 1)


def test_the_same_plan_is_worked_out_once():
    plan = FundPlan()
    assert plan.fees is plan.fees and plan.held is plan.held
