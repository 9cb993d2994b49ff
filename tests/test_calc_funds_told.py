"""Simulated funds: everything a refusal carries, and the edges of what is accepted."""

from __future__ import annotations

import numpy as np
import pytest

from calc.errors import CalcError
from calc.funds import (
    Buckets,
    FundPlan,
    Graduation,
    PowerLaw,
    Stage,
    Winners,
    chance_of_at_least_one,
    fee_and_carry_table,
    simulate,
)

GOOD = {
    "next_frac": 0.5,
    "value_step_x": 4.0,
    "dilution_frac": 0.25,
    "wait_years": 2,
    "exit_frac": 0.5,
    "exit_low_x": 1.0,
    "exit_high_x": 2.0,
}
FRACTIONS = ("fee_frac", "carry_frac", "hurdle_frac", "reserve_frac", "recycle_frac", "market_correlation")


def stage(**changes) -> Stage:
    return Stage("Seed", **{**GOOD, **changes})


def table(called, results, out):
    return fee_and_carry_table(called, results, out, fee_frac=0.02, carry_frac=0.2, committed=1.0)


@pytest.mark.parametrize(
    ("code", "told", "make"),
    [
        ("not_positive", {"name": "least_x", "value": 0.0}, lambda: PowerLaw(least_x=0.0)),
        ("out_of_range", {"multiple": 1.0}, lambda: PowerLaw(1.0)),
        ("out_of_range", {"multiple": 2.0}, lambda: PowerLaw(2.0, 1.0, 1.0)),
        ("lengths_differ", {"amounts": 2, "times": 2}, lambda: Buckets((0, 1), (0.5, 0.5))),
        ("lengths_differ", {"amounts": 4, "times": 2}, lambda: Buckets((0, 1, 2, 3), (0.5, 0.5))),
        ("not_a_fraction", {"name": "probabilities", "value": 0.75}, lambda: Buckets((0, 1, 2), (0.5, 0.25))),
        ("not_a_fraction", {"name": "probabilities", "value": 1.25}, lambda: Buckets((0, 1, 2), (0.5, 0.75))),
        ("not_a_fraction", {"name": "probabilities", "value": 1.0}, lambda: Buckets((0, 1, 2), (-0.5, 1.5))),
        ("not_positive", {"name": "keep", "value": 0.0}, lambda: Winners(0.5, PowerLaw(), 0.0)),
        ("not_a_fraction", {"name": "success_frac", "value": 1.5}, lambda: Winners(1.5, PowerLaw())),
        ("not_a_fraction", {"name": "success_frac", "value": -0.5}, lambda: Winners(-0.5, PowerLaw())),
        ("not_a_fraction", {"name": "probability", "value": 1.5}, lambda: chance_of_at_least_one(1.5, 1)),
        ("not_a_fraction", {"name": "probability", "value": -0.5}, lambda: chance_of_at_least_one(-0.5, 1)),
        ("lengths_differ", {"amounts": 1, "times": 2}, lambda: table([1], [1, 1], [1, 1])),
        ("lengths_differ", {"amounts": 2, "times": 1}, lambda: table([1, 1], [1, 1], [1])),
        ("lengths_differ", {"amounts": 2, "times": 2}, lambda: table([1, 1], [1], [1, 1])),
        ("not_positive", {"name": "funds", "value": 0}, lambda: simulate(FundPlan(), 0)),
        ("no_rounds", {}, lambda: Graduation(())),
        ("not_a_fraction", {"name": "next_frac", "value": 0.5}, lambda: Graduation((stage(),))),
        ("not_positive", {"name": "value_step_x", "value": 0.0}, lambda: stage(value_step_x=0.0)),
        ("not_positive", {"name": "exit_low_x", "value": 0.0}, lambda: stage(exit_low_x=0.0)),
        ("not_positive", {"name": "exit_high_x", "value": 0.0}, lambda: stage(exit_high_x=0.0)),
        ("out_of_range", {"multiple": 3.0}, lambda: stage(exit_low_x=3.0)),
    ],
)
def test_a_refusal_says_what_and_how_much(code, told, make):
    with pytest.raises(CalcError) as refused:
        make()
    assert (refused.value.code, refused.value.params) == (code, told)


@pytest.mark.parametrize("name", ["next_frac", "exit_frac", "dilution_frac"])
@pytest.mark.parametrize("value", [-0.5, 1.5])
def test_a_stage_names_the_part_that_is_none(name, value):
    with pytest.raises(CalcError) as refused:
        stage(**{name: value})
    assert refused.value.code == "not_a_fraction"
    assert refused.value.params == {"name": name, "value": value}
    assert getattr(stage(**{name: 0}), name) == 0 and getattr(stage(**{name: 1}), name) == 1


@pytest.mark.parametrize(("wait", "leave"), [(0, 3), (6, 3), (2, 0), (2, 11)])
def test_a_stage_refuses_years_and_says_those_of_the_exit(wait, leave):
    with pytest.raises(CalcError) as refused:
        stage(wait_years=wait, exit_years=leave)
    assert (refused.value.code, refused.value.params) == ("out_of_range", {"years": leave})


def test_the_longest_and_shortest_stages_are_taken():
    assert stage(wait_years=1, exit_years=1).exit_years == 1
    assert stage(wait_years=5, exit_years=10).wait_years == 5
    assert stage().exit_years == 3


@pytest.mark.parametrize("name", FRACTIONS)
@pytest.mark.parametrize("value", [-0.5, 1.0])
def test_a_plan_names_the_fraction_that_is_none(name, value):
    with pytest.raises(CalcError) as refused:
        FundPlan(**{name: value})
    assert refused.value.code == "not_a_fraction"
    assert refused.value.params == {"name": name, "value": value}


@pytest.mark.parametrize(
    ("code", "told", "changes"),
    [
        ("not_positive", {"name": "companies", "value": 0}, {"companies": 0}),
        ("not_positive", {"name": "follow_price_x", "value": 0.0}, {"follow_price_x": 0.0}),
        ("not_a_fraction", {"name": "catch_up_frac", "value": 0.1}, {"catch_up_frac": 0.1}),
        ("not_a_fraction", {"name": "catch_up_frac", "value": 1.5}, {"catch_up_frac": 1.5}),
        ("negative", {"name": "market_volatility", "value": -0.5}, {"market_volatility": -0.5}),
        ("out_of_range", {"years": 10}, {"invest_years": 0}),
        ("out_of_range", {"years": 10}, {"invest_years": 11}),
        ("out_of_range", {"years": 10}, {"exit_from": 0}),
        ("out_of_range", {"years": 4}, {"exit_from": 5, "exit_to": 4}),
        ("out_of_range", {"years": 21}, {"exit_to": 21}),
        ("out_of_range", {"years": 0}, {"recycle_years": 0}),
        ("out_of_range", {"years": 21}, {"recycle_years": 21}),
        ("out_of_range", {"years": 0}, {"reserve_frac": 0.5, "raise_after": 0}),
        ("out_of_range", {"years": 5}, {"reserve_frac": 0.5, "raise_after": 5}),
        ("nothing_to_invest", {}, {"fee_frac": 0.25, "invest_years": 4}),
    ],
)
def test_a_plan_says_what_it_cannot_take(code, told, changes):
    with pytest.raises(CalcError) as refused:
        FundPlan(**changes)
    assert (refused.value.code, refused.value.params) == (code, told)


def test_a_plan_takes_the_edges():
    assert FundPlan(carry_frac=0.2, catch_up_frac=0.2).catch_up_frac == 0.2
    assert FundPlan(invest_years=10, exit_from=1, exit_to=20).years == 9 + 20
    assert FundPlan(invest_years=1, exit_from=20, exit_to=20).waits == (20, 20)
    assert FundPlan(recycle_years=1).recycle_years == 1 and FundPlan(recycle_years=20).years == 3 + 10
    assert FundPlan(reserve_frac=0.5, raise_after=4).raise_after == 4, "the year of the first exits"
    assert FundPlan(raise_after=5).reserve_frac == 0.0, "without a reserve it does not matter"
    assert FundPlan(recycle_frac=0.1).years == 5 + 10, "money of year 5 invested again ends in year 15"


def test_edges_of_chances_are_taken():
    assert chance_of_at_least_one(0.0, 5) == 0.0 and chance_of_at_least_one(1.0, 5) == 1.0
    assert Buckets((0, 1, 2), (0.0, 1.0)).mean_x() == 1.5
    never, always = (Winners(part, PowerLaw(3.0, 1.0, 1e9), keep=1.0) for part in (0.0, 1.0))
    assert never.draw(np.array([0.25, 0.5])).tolist() == [0.25, 0.5]
    assert always.draw(np.array([0.0, 0.75])).tolist() == [1.0, 2.0]
