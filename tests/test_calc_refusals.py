"""What calc says when it refuses: the code and every number a sentence needs, exactly.

The pages fill their sentences from these parameters, so a wrong or missing one is a wrong sentence.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace

import pytest

from calc import captable, irr, pme, returns, venture
from calc.attribution import attribute
from calc.daycount import year_fraction
from calc.errors import CalcError
from calc.investor import SellDown, position, purchases
from calc.multiples import mark_value
from calc.path import record_path
from calc.stakes import holding_of_check
from calc.types import PartialDate
from dashboard.sources.records import load_company

AIRBNB = load_company("airbnb")
PATH = record_path(AIRBNB)
SEED, IPO = PATH.steps[0], PATH.steps[-1]
DAY, NEXT = dt.date(2020, 1, 1), dt.date(2020, 1, 2)
FUND = ([-1.0, 2.0], [0, 1], [1.0, 1.0])
EARLY = mark_value(next(m for m in AIRBNB.marks if m.key == "secondary-2020-05"), path=PATH, record=PATH)


REFUSED = [
    # captable
    (lambda: captable.check_positive(a=1.0, b=-2.0), "not_positive", {"name": "b", "value": -2.0}),
    (
        lambda: captable.pre_money(post_money_usd=3.0, amount_raised_usd=3.0),
        "raised_over_post",
        {"amount": 3.0, "post": 3.0},
    ),
    (
        lambda: captable.pre_money_for_ownership(1.0, 1.0),
        "not_a_fraction",
        {"name": "investor_frac", "value": 1.0},
    ),
    *(
        (
            lambda pool=pool: captable.priced_round(
                existing_shares=1.0, pre_money_usd=3.0, amount_raised_usd=1.0, pool_frac_of_post=pool
            ),
            "pool_too_large",
            {"pool_frac": pool, "sold_frac": 0.25},
        )
        for pool in (0.75, 1.0, -0.1)  # a quarter sold and three quarters of pool leave nothing
    ),
    # attribution, stakes, investor
    (lambda: attribute(PATH, IPO, EARLY), "before_round", {"round": IPO.terms.name}),
    (
        lambda: attribute(PATH, replace(SEED, new_shares=1.0), EARLY),
        "unknown_round",
        {"round": SEED.terms.name},
    ),
    (
        lambda: holding_of_check(SEED, 700_000.0),
        "check_over_round",
        {"round": SEED.terms.name, "raised": 615_000.0},
    ),
    (
        lambda: purchases(PATH, SEED, 700_000.0),
        "check_over_round",
        {"round": SEED.terms.name, "raised": 615_000.0},
    ),
    (
        lambda: purchases(PATH, SEED, 1e3, 1.5),
        "not_a_fraction",
        {"name": "pro_rata_frac", "value": 1.5},
    ),
    (lambda: SellDown(quarter_frac=1.5), "not_a_fraction", {"name": "quarter_frac", "value": 1.5}),
    (lambda: SellDown(quarter_frac=0.0), "not_a_fraction", {"name": "quarter_frac", "value": 0.0}),
    (lambda: SellDown(sales=((DAY, 0.0),)), "not_a_fraction", {"name": "sale", "value": 0.0}),
    (lambda: SellDown(sales=((DAY, 1.1),)), "not_a_fraction", {"name": "sale", "value": 1.1}),
    (lambda: SellDown(sales=((DAY, 0.6), (NEXT, 0.6))), "sold_over_held", {}),
    (lambda: SellDown(lockup_days=-1), "negative", {"name": "lockup_days", "value": -1}),
    (lambda: position((), (), date=PartialDate("2020"), price_usd=1.0), "nothing_bought", {}),
    # dates and rates
    (lambda: year_fraction(NEXT, DAY), "dates_reversed", {"start": NEXT, "end": DAY}),
    (lambda: irr.internal_rate([1.0], [0, 1]), "lengths_differ", {"amounts": 1, "times": 2}),
    (lambda: irr.internal_rate([-1.0, math.inf], [0, 1]), "not_finite", {"value": math.inf}),
    (lambda: irr.irr([1.0, 2.0]), "no_negative_flow", {"received": 3.0}),
    (lambda: irr.npv([-1.0], [0], rate_frac=math.inf), "not_finite", {"value": math.inf}),
    (lambda: irr.npv([-1.0], [0], rate_frac=-1.0), "rate_too_low", {"rate": -1.0}),
    (lambda: irr.npv([-1.0, 1.0], [0, 1e4], rate_frac=-0.9), "too_large", {"rate": -0.9}),
    (lambda: irr.npv([-1e308, -1e308], [0, 1], rate_frac=-0.5), "too_large", {"rate": -0.5}),
    # returns
    (
        lambda: returns.fund_multiples(paid_in_usd=-1.0, distributions_usd=1.0, nav_usd=0.0),
        "negative",
        {"name": "paid_in", "value": -1.0},
    ),
    (
        lambda: returns.fund_multiples(paid_in_usd=1.0, distributions_usd=-1.0, nav_usd=0.0),
        "negative",
        {"name": "distributions", "value": -1.0},
    ),
    (
        lambda: returns.fund_multiples(
            paid_in_usd=1.0, distributions_usd=1.0, nav_usd=0.0, recycled_usd=-1.0
        ),
        "negative",
        {"name": "recycled", "value": -1.0},
    ),
    (
        lambda: returns.fund_multiples(paid_in_usd=1.0, distributions_usd=2.0, nav_usd=0.0, recycled_usd=1.0),
        "recycled_too_much",
        {"recycled": 1.0},
    ),
    (lambda: returns.flow_multiples([-1.0, math.inf]), "not_finite", {"value": math.inf}),
    (
        lambda: returns.modified_irr([-1.0, math.inf], finance_rate_frac=0.1, reinvest_rate_frac=0.1),
        "not_finite",
        {"value": math.inf},
    ),
    (
        lambda: returns.modified_irr([-1.0, 1.0], finance_rate_frac=-2.0, reinvest_rate_frac=0.1),
        "rate_too_low",
        {"rate": -2.0},
    ),
    # public market equivalents
    (
        lambda: pme.Against([1.0], [0, 1], [1.0]),
        "lengths_differ",
        {"amounts": 1, "times": 2, "index": 1},
    ),
    (lambda: pme.Against([math.inf], [0], [1.0]), "not_finite", {"value": math.inf}),
    (lambda: pme.Against([1.0, 1.0], [0, 1], [2.0, -1.0]), "not_positive", {"name": "index", "value": -1.0}),
    (lambda: pme.Against(*FUND, nav_usd=-1.0), "negative", {"name": "nav_usd", "value": -1.0}),
    # the index account of 1 ends at 3, so receipts of 2 scale by (1 - 3) / 2
    (lambda: pme.pme_plus(pme.Against(*FUND, nav_usd=3.0)), "scale_negative", {"scale": -1.0}),
    (
        lambda: pme.modified_pme(pme.Against(*FUND), [1.0]),
        "lengths_differ",
        {"navs": 1, "times": 2},
    ),
    (lambda: pme.modified_pme(pme.Against(*FUND), [1.0, math.nan]), "not_finite", None),
    (
        lambda: pme.modified_pme(pme.Against(*FUND), [-1.0, 0.0]),
        "negative",
        {"name": "navs_usd", "value": -1.0},
    ),
    (lambda: pme.modified_pme(pme.Against(*FUND), [5.0, 4.0]), "nav_differs", {"last": 4.0, "nav": 0.0}),
    # venture arithmetic
    (lambda: venture.check_rate(r=-1.0), "bad_rate", {"name": "r", "value": -1.0}),
    (lambda: venture.check_share(s=2.0), "not_a_fraction", {"name": "s", "value": 2.0}),
    (
        lambda: venture.growth_x(9.0, reading=venture.Reading.ANNUAL, years=1e3),
        "out_of_range",
        {"return_frac": 9.0, "years": 1e3},
    ),
    (
        lambda: venture.exit_multiple(entry_value_usd=0.0, exit_value_usd=1.0),
        "not_positive",
        {"name": "entry_value_usd", "value": 0.0},
    ),
    (
        lambda: venture.exit_multiple(entry_value_usd=1.0, exit_value_usd=0.0),
        "not_positive",
        {"name": "exit_value_usd", "value": 0.0},
    ),
    (lambda: venture.years_needed(0.0, 0.1), "not_positive", {"name": "multiple_x", "value": 0.0}),
    (lambda: venture.years_needed(0.5, 0.1), "no_gain", {"multiple": 0.5}),
    (lambda: venture.annual_growth(1e9, 0.01), "out_of_range", {"multiple": 1e9, "years": 0.01}),
    (lambda: venture.hit_rate(wanted_x=0.0, hit_x=1.0), "not_positive", {"name": "wanted_x", "value": 0.0}),
    (lambda: venture.hit_rate(wanted_x=1.0, hit_x=0.0), "not_positive", {"name": "hit_x", "value": 0.0}),
    (
        lambda: venture.hit_rate(wanted_x=2.0, hit_x=2.0, miss_x=2.0),
        "bad_miss",
        {"miss": 2.0, "hit": 2.0, "wanted": 2.0},
    ),
    (lambda: venture.hit_rate(wanted_x=3.0, hit_x=2.0), "out_of_reach", {"needed": 1.5}),
    *(
        (
            lambda given=given: venture.checks_covered(
                **(
                    {"check_usd": 1.0, "stake_frac": 0.1, "company_value_usd": 1.0, "retained_frac": 1.0}
                    | given
                )
            ),
            code,
            {"name": next(iter(given)), "value": next(iter(given.values()))},
        )
        for given, code in (
            ({"check_usd": 0.0}, "not_positive"),
            ({"company_value_usd": 0.0}, "not_positive"),
            ({"retained_frac": 0.0}, "not_a_fraction"),
        )
    ),
    *(
        (
            lambda given=given: venture.value_to_cover(
                **({"checks": 1.0, "check_usd": 1.0, "stake_frac": 0.1, "retained_frac": 1.0} | given)
            ),
            code,
            {"name": next(iter(given)), "value": next(iter(given.values()))},
        )
        for given, code in (
            ({"checks": 0.0}, "not_positive"),
            ({"check_usd": 0.0}, "not_positive"),
            ({"retained_frac": 0.0}, "not_a_fraction"),
        )
    ),
]


@pytest.mark.parametrize(
    ("act", "code", "params"), REFUSED, ids=[f"{at}-{row[1]}" for at, row in enumerate(REFUSED)]
)
def test_the_refusal_says_what_is_wrong(act, code, params):
    with pytest.raises(CalcError) as caught:
        act()
    assert caught.value.code == code
    if params is not None:
        assert caught.value.params == params
