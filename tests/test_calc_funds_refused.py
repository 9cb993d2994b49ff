"""What makes no fund is refused with its code and all the sentence needs; the last value before it is not."""

from __future__ import annotations

import math

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
    simulate,
)

LAW = PowerLaw()
FRACTIONS = ("fee_frac", "carry_frac", "hurdle_frac", "reserve_frac", "recycle_frac", "market_correlation")
STAGE = {
    "name": "Seed",
    "next_frac": 0.5,
    "value_step_x": 4.0,
    "dilution_frac": 0.25,
    "wait_years": 2,
    "exit_frac": 0.5,
    "exit_low_x": 1.0,
    "exit_high_x": 2.0,
    "exit_years": 3,
}


def stage(**changes) -> Stage:
    return Stage(**(STAGE | changes))


def not_positive(name: str, value: float) -> dict[str, object]:
    return {"name": name, "value": value}


REFUSED = [
    *(("not_a_fraction", {"name": name, "value": -0.01}, FundPlan, {name: -0.01}) for name in FRACTIONS),
    *(("not_a_fraction", {"name": name, "value": 1.0}, FundPlan, {name: 1.0}) for name in FRACTIONS),
    ("not_positive", not_positive("companies", 0), FundPlan, {"companies": 0}),
    ("not_positive", not_positive("follow_price_x", -1.0), FundPlan, {"follow_price_x": -1.0}),
    ("not_a_fraction", {"name": "catch_up_frac", "value": 0.19}, FundPlan, {"catch_up_frac": 0.19}),
    ("not_a_fraction", {"name": "catch_up_frac", "value": 1.01}, FundPlan, {"catch_up_frac": 1.01}),
    ("negative", {"name": "market_volatility", "value": -0.1}, FundPlan, {"market_volatility": -0.1}),
    ("out_of_range", {"years": 10}, FundPlan, {"invest_years": 0}),
    ("out_of_range", {"years": 9}, FundPlan, {"invest_years": 11, "exit_to": 9}),
    ("out_of_range", {"years": 10}, FundPlan, {"exit_from": 0}),
    ("out_of_range", {"years": 4}, FundPlan, {"exit_from": 5, "exit_to": 4}),
    ("out_of_range", {"years": 21}, FundPlan, {"exit_to": 21}),
    ("out_of_range", {"years": 0}, FundPlan, {"recycle_years": 0}),
    ("out_of_range", {"years": 21}, FundPlan, {"recycle_years": 21}),
    ("out_of_range", {"years": 0}, FundPlan, {"reserve_frac": 0.5, "raise_after": 0}),
    ("out_of_range", {"years": 5}, FundPlan, {"reserve_frac": 0.5, "raise_after": 5}),
    ("nothing_to_invest", {}, FundPlan, {"fee_frac": 0.25}),
    ("not_positive", not_positive("least_x", 0.0), PowerLaw, {"least_x": 0.0}),
    ("out_of_range", {"multiple": 1.0}, PowerLaw, {"density_exponent": 1.0}),
    ("out_of_range", {"multiple": 2.05}, PowerLaw, {"bound_x": 0.35}),
    ("lengths_differ", {"amounts": 2, "times": 2}, Buckets, {"edges_x": (0, 1), "probabilities": (0.5, 0.5)}),
    ("lengths_differ", {"amounts": 3, "times": 1}, Buckets, {"edges_x": (0, 1, 2), "probabilities": (1.0,)}),
    (
        "not_a_fraction",
        {"name": "probabilities", "value": 0.75},
        Buckets,
        {"edges_x": (0, 1, 2), "probabilities": (0.5, 0.25)},
    ),
    (
        "not_a_fraction",
        {"name": "probabilities", "value": 1.0},
        Buckets,
        {"edges_x": (0, 1, 2), "probabilities": (1.5, -0.5)},
    ),
    (
        "not_a_fraction",
        {"name": "probabilities", "value": 1.25},
        Buckets,
        {"edges_x": (0, 1, 2), "probabilities": (1.0, 0.25)},
    ),
    ("not_positive", not_positive("keep", 0.0), Winners, {"success_frac": 0.5, "success": LAW, "keep": 0.0}),
    (
        "not_a_fraction",
        {"name": "success_frac", "value": 1.5},
        Winners,
        {"success_frac": 1.5, "success": LAW},
    ),
    (
        "not_a_fraction",
        {"name": "success_frac", "value": -0.5},
        Winners,
        {"success_frac": -0.5, "success": LAW},
    ),
    (
        "not_a_fraction",
        {"name": "probability", "value": 2},
        chance_of_at_least_one,
        {"probability": 2, "companies": 1},
    ),
    (
        "not_a_fraction",
        {"name": "probability", "value": -0.5},
        chance_of_at_least_one,
        {"probability": -0.5, "companies": 1},
    ),
    *(
        ("not_positive", not_positive(name, 0.0), stage, {name: 0.0})
        for name in ("value_step_x", "exit_low_x", "exit_high_x")
    ),
    *(
        ("not_a_fraction", {"name": name, "value": value}, stage, {name: value})
        for name in ("next_frac", "exit_frac", "dilution_frac")
        for value in (-0.01, 1.01)
    ),
    ("out_of_range", {"multiple": 3.0}, stage, {"exit_low_x": 3.0}),
    *(("out_of_range", {"years": 3}, stage, {"wait_years": years}) for years in (0, 6)),
    *(("out_of_range", {"years": years}, stage, {"exit_years": years}) for years in (0, 11)),
    ("no_rounds", {}, Graduation, {"stages": ()}),
    ("not_a_fraction", {"name": "next_frac", "value": 0.5}, Graduation, {"stages": (stage(),)}),
    ("not_positive", not_positive("funds", 0), simulate, {"plan": FundPlan(), "funds": 0}),
]


@pytest.mark.parametrize(("code", "told", "make", "given"), REFUSED)
def test_what_makes_no_fund_is_refused(code, told, make, given):
    with pytest.raises(CalcError) as refused:
        make(**given)
    assert (refused.value.code, refused.value.params) == (code, told)


ALLOWED = [
    *((FundPlan, {name: 0.0}) for name in FRACTIONS),
    *((FundPlan, {name: 0.999}) for name in ("hurdle_frac", "reserve_frac", "market_correlation")),
    (FundPlan, {"recycle_frac": 0.999, "recycle_years": 1}),
    (FundPlan, {"fee_frac": 0.999, "invest_years": 1}),
    (FundPlan, {"carry_frac": 0.999}),
    (FundPlan, {"catch_up_frac": 0.2}),
    (FundPlan, {"companies": 1, "follow_price_x": 0.1}),
    (FundPlan, {"invest_years": 10}),
    (FundPlan, {"invest_years": 1, "exit_from": 1, "exit_to": 1}),
    (FundPlan, {"exit_from": 20, "exit_to": 20}),
    (FundPlan, {"recycle_years": 20}),
    (FundPlan, {"reserve_frac": 0.5, "raise_after": 1}),
    (FundPlan, {"reserve_frac": 0.5, "raise_after": 4}),
    (FundPlan, {"raise_after": 9}),
    (FundPlan, {"fee_frac": 0.24}),
    (PowerLaw, {"density_exponent": 1.01, "bound_x": 0.36}),
    (Buckets, {"edges_x": (0, 1, 2), "probabilities": (1.0, 0.0)}),
    (Buckets, {"edges_x": (0, 1, 2), "probabilities": (0.5, 0.5 + 5e-10)}),
    *((Winners, {"success_frac": part, "success": LAW, "keep": 0.5}) for part in (0, 1)),
    *((chance_of_at_least_one, {"probability": part, "companies": 1}) for part in (0, 1)),
    *((stage, {name: part}) for name in ("next_frac", "exit_frac", "dilution_frac") for part in (0, 1)),
    *((stage, {"wait_years": years}) for years in (1, 5)),
    *((stage, {"exit_years": years}) for years in (1, 10)),
    (stage, {"exit_low_x": 2.0}),
]


@pytest.mark.parametrize(("make", "given"), ALLOWED)
def test_the_last_terms_that_still_make_a_fund_are_taken(make, given):
    assert make(**given) is not None


def test_a_volatility_that_is_no_number_is_refused():
    with pytest.raises(CalcError, match="negative"):
        FundPlan(market_volatility=math.nan)
