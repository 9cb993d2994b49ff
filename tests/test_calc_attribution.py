"""Why a multiple: the parts multiply to the whole, on the record and on anything else."""

from __future__ import annotations

import pytest
from hypothesis import given

from calc.attribution import Cause, attribute
from calc.errors import CalcError
from calc.multiples import mark_value, multiple_at
from calc.path import record_path
from dashboard.sources.records import load_company
from tests.drawn import many, near
from tests.test_calc_record import random_companies

AIRBNB = load_company("airbnb")
PATH = record_path(AIRBNB)


def mark(key: str):
    found = next(one for one in AIRBNB.marks if one.key == key)
    return mark_value(found, path=PATH, record=PATH)


@pytest.mark.parametrize("key", ["ipo", "first-close", "2025-04-30", "secondary-2020-05"])
@pytest.mark.parametrize("step", PATH.steps[:-1], ids=lambda step: step.key)
def test_the_parts_multiply_to_the_multiple_of_airbnb(step, key):
    why, known = attribute(PATH, step, mark(key)), multiple_at(step, mark(key))
    assert why.multiple_x == near(known.price_multiple_x)
    assert why.value_growth_x * why.retained_frac == near(why.multiple_x)
    if known.valuation_multiple_x is not None:
        assert why.value_growth_x == near(known.valuation_multiple_x)


def test_airbnbs_seed_by_the_prospectus():
    # 424B4: $68 / $0.0096613 = 7,038.4x; $47B (press) over the seed's post-money is 15,284.6x
    why = attribute(PATH, PATH.steps[0], mark("ipo"))
    assert why.multiple_x == near(7038.387, rel=1e-6)
    assert why.value_growth_x == near(15_284.6, rel=1e-5)
    assert why.of(Cause.COUNT) == near(1.0, rel=1e-6), "the $47B counts every fully diluted share"
    # Series C alone converted above one for one, so the seed lost 1,286,694 shares of 691M to it
    assert why.of(Cause.CONVERSION) == near(1 - 1_286_694 / 641e6, rel=1e-3)


def test_series_c_gained_by_its_own_ratio():
    step = PATH.step("series-c")
    why = attribute(PATH, step, mark("ipo"))
    assert why.of(Cause.CONVERSION) == near(1.037933 * (1 - 1_286_694 / 641e6), rel=1e-3)


@many
@given(random_companies())
def test_the_parts_multiply_to_the_whole_on_any_path(company):
    path = record_path(company)
    last = path.steps[-1]
    for step in path.steps[:-1]:
        why = attribute(path, step, _price_of(last))
        ratio = step.terms.conversion_ratio if last.terms.kind.value == "ipo" else 1.0
        assert why.multiple_x == near(ratio * last.issue_price_usd / step.issue_price_usd)
        assert why.value_growth_x * why.retained_frac == near(why.multiple_x, rel=1e-9)
        assert {part.key for part in why.parts if part.cause is Cause.ROUND} == {
            one.key for one in path.steps[path.steps.index(step) + 1 :]
        }


def _price_of(step):
    from calc.multiples import MarkValue
    from calc.types import Basis, MarkKind, Scope

    kind = MarkKind.IPO_PRICE if step.terms.kind.value == "ipo" else MarkKind.SECONDARY
    return MarkValue(
        step.key, kind, step.terms.date, step.issue_price_usd, step.post_money_usd, Scope.FULLY_DILUTED,
        Basis.REPORTED, Basis.PRESS, "", "",
    )  # fmt: skip


def test_a_mark_before_the_round_is_refused():
    with pytest.raises(CalcError, match="before_round"):
        attribute(PATH, PATH.ipo, mark("secondary-2020-05"))
