"""The exit waterfall: identities over drawn terms, the eight-class sweep, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.errors import CalcError
from calc.waterfall import (
    BreakKind,
    CapRule,
    Choice,
    Common,
    Option,
    Participation,
    Preferred,
    Terms,
    break_points,
    by_holder,
    prove,
    treasury_stock,
    waterfall,
)
from calc.waterfall.breaks import exit_for
from dashboard.views.exit_cases import exit_case
from tests.drawn import magnitudes, many, near

FOUNDERS = (Common("common", "Common", 8e6),)
EIGHT = exit_case("late-stage").terms  # the eight classes of the issue, as the page ships them


@st.composite
def classes(draw: st.DrawFn, at: int) -> Preferred:
    participation = draw(st.sampled_from(Participation))
    preference_x = draw(st.sampled_from([1.0, 1.5, 2.0]))
    return Preferred(
        f"p{at}",
        f"P{at}",
        shares=draw(magnitudes(1e5, 1e7)),
        invested_usd=draw(magnitudes(1e5, 1e8)),
        preference_x=preference_x,
        rank=draw(st.integers(1, 3)),
        participation=participation,
        cap_x=preference_x * draw(st.floats(1, 4)) if participation is Participation.CAPPED else None,
        cap_rule=draw(st.sampled_from(CapRule)),
        conversion_ratio=draw(st.floats(0.5, 2)),
        accrued_usd=0.0,
    )


@st.composite
def drawn_terms(draw: st.DrawFn) -> Terms:
    count = draw(st.integers(0, 5))
    options = draw(st.lists(st.tuples(magnitudes(1e4, 1e6), st.floats(0, 20)), max_size=2))
    return Terms(
        common=FOUNDERS,
        preferred=tuple(draw(classes(at)) for at in range(count)),
        options=tuple(
            Option(f"o{at}", "Options", shares, strike) for at, (shares, strike) in enumerate(options)
        ),
        debt_usd=draw(st.sampled_from([0.0, 3e6])),
        fees_usd=draw(st.sampled_from([0.0, 1e6])),
        fees_frac=draw(st.sampled_from([0.0, 0.02])),
        carve_out_frac=draw(st.sampled_from([0.0, 0.1])),
    )


SWEEP = np.concatenate([np.linspace(0, 5e7, 101), np.geomspace(6e7, 5e9, 100)])


# --- identities ----------------------------------------------------------------------------


@many
@given(drawn_terms())
def test_nothing_is_lost_nobody_gains_by_switching_nothing_falls(terms):
    proof = prove(terms, waterfall(terms, SWEEP))
    assert proof.holds, proof


@many
@given(drawn_terms())
def test_no_class_is_owed_less_than_either_decision_at_the_common_price(terms):
    result = waterfall(terms, SWEEP)
    paid = result.common_value_usd > 0
    for one in terms.preferred:
        value, got = result.common_value_usd[paid], result.of(one.key)[paid]
        assert (got >= value * one.common_shares * (1 - 1e-9)).all()
        assert (got >= min(one.preference_usd, one.limit_usd) * (1 - 1e-9)).all()


@many
@given(drawn_terms(), st.sampled_from([1000.0, 0.001]))
def test_scaling_all_money_scales_all_payouts(terms, factor):
    more = replace(
        terms,
        preferred=tuple(replace(p, invested_usd=p.invested_usd * factor) for p in terms.preferred),
        options=tuple(replace(o, strike_usd=o.strike_usd * factor) for o in terms.options),
        debt_usd=terms.debt_usd * factor,
        fees_usd=terms.fees_usd * factor,
    )
    plain, scaled = waterfall(terms, SWEEP), waterfall(more, SWEEP * factor)
    assert np.allclose(scaled.payouts_usd, plain.payouts_usd * factor, rtol=1e-9, atol=1e-3 * factor)


@many
@given(drawn_terms())
def test_at_a_break_point_both_sides_pay_the_same(terms):
    for point in break_points(terms):
        assert exit_for(terms, point.proceeds_usd) == near(point.exit_usd)
        nearby = [max(0.0, point.exit_usd - 0.001), point.exit_usd, point.exit_usd + 0.001]
        assert np.abs(np.diff(waterfall(terms, nearby).payouts_usd, axis=0)).max() < 0.002 + 1e-9 * nearby[1]


@many
@given(drawn_terms(), st.permutations(list(range(20))))
def test_the_order_of_exits_does_not_matter(terms, order):
    exits = np.linspace(0, 1e9, 20)
    shuffled = waterfall(terms, exits[order]).payouts_usd
    assert (shuffled == waterfall(terms, exits).payouts_usd[order]).all()


# --- eight classes, a thousand exits ---------------------------------------------------------


def brute_force(terms: Terms, exit_usd: float) -> dict[str, float]:
    """Each class decides in turn until none wants to change, by trying: slow and plain."""
    choices = {one.key: Choice.HOLD for one in terms.preferred}
    for _ in range(20):
        before = dict(choices)
        for one in terms.preferred:
            paid = {}
            for choice in (Choice.HOLD, Choice.CONVERT):
                tried = choices | {one.key: choice}
                bound = tuple(replace(p, choice=tried[p.key]) for p in terms.preferred)
                paid[choice] = waterfall(replace(terms, preferred=bound), [exit_usd]).of(one.key)[0]
            better = paid[Choice.CONVERT] > paid[Choice.HOLD] + 1e-6
            choices[one.key] = Choice.CONVERT if better else Choice.HOLD
        if choices == before:
            break
    bound = tuple(replace(p, choice=choices[p.key]) for p in terms.preferred)
    row = waterfall(replace(terms, preferred=bound), [exit_usd]).payouts_usd[0]
    return dict(zip(terms.keys, row, strict=True))


def test_eight_classes_over_a_thousand_exits():
    exits = np.linspace(5e6, 5e9, 1000)
    result = waterfall(EIGHT, exits)
    proof = prove(EIGHT, result)
    assert proof.holds and proof.exits == 1000
    for at in range(0, 1000, 37):
        slow = brute_force(EIGHT, float(exits[at]))
        assert [slow[key] for key in result.keys] == pytest.approx(list(result.payouts_usd[at]), abs=0.01)


def test_break_points_of_the_eight_classes():
    # by hand: preferences E 100, D 90, C 30, B 15, A 5, Seed 1 = $241M before common
    points = {(p.kind, p.class_key): p for p in break_points(EIGHT)}
    assert points[BreakKind.COMMON, "common"].exit_usd == 241e6
    # options join at $0.50: 241 + 0.5 x (8 common + 1.5 C, which participates) = 245.75
    assert points[BreakKind.EXERCISES, "options"].exit_usd == near(245.75e6)
    # C's cap: $60M above its preference over 1.5M shares = $40 a share; it converts at 90 / 1.5 = $60
    assert points[BreakKind.CAPPED, "c"].common_value_usd == near(40.0)
    assert points[BreakKind.CONVERTS, "c"].common_value_usd == near(60.0)


def test_a_cap_after_the_preference_is_one_preference_later():
    total = replace(EIGHT.preferred[3], cap_rule=CapRule.TOTAL)
    after = replace(total, cap_rule=CapRule.AFTER_PREFERENCE)
    assert (total.limit_usd, after.limit_usd) == (90e6, 120e6)


# --- before the classes, and by holder ----------------------------------------------------------


def test_debt_fees_and_carve_out_come_first():
    terms = Terms(FOUNDERS, debt_usd=10e6, fees_usd=1e6, fees_frac=0.1, carve_out_frac=0.5)
    result = waterfall(terms, [5e6, 15e6, 30e6])
    assert result.debt_usd.tolist() == [5e6, 10e6, 10e6]
    assert result.fees_usd.tolist() == [0, 1.5e6, 3e6]  # 1M and a tenth of what is left
    assert result.carve_out_usd.tolist() == [0, 1.75e6, 8.5e6]
    assert result.of("common").tolist() == [0, 1.75e6, 8.5e6]


def test_payouts_by_holder():
    result = waterfall(EIGHT, [5e8])
    halves = {"ann": {"common": 0.5, "e": 1.0}, "bob": {"common": 0.5}}
    paid = by_holder(result, halves)
    assert paid["ann"][0] == near(float(result.of("common")[0] / 2 + result.of("e")[0]))
    assert paid["bob"][0] == near(float(result.of("common")[0] / 2))


def test_a_fixed_flag_is_kept():
    held = replace(EIGHT.preferred[0], choice=Choice.HOLD)
    result = waterfall(Terms(FOUNDERS, (held,)), [5e9])
    assert result.of("seed")[0] == 1e6 and not result.converts[0, 1]


# --- refusals -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: Terms(()), "no_common"),
        (lambda: Terms((*FOUNDERS, *FOUNDERS)), "same_class_twice"),
        (lambda: Terms((Common("c", "C", 0.0),)), "not_positive"),
        (lambda: Terms(FOUNDERS, options=(Option("o", "O", 1.0, -1.0),)), "negative"),
        (lambda: Terms(FOUNDERS, debt_usd=-1.0), "negative"),
        (lambda: Terms(FOUNDERS, carve_out_frac=1.0), "not_a_fraction"),
        (lambda: Terms(FOUNDERS, (Preferred("p", "P", 1.0, -1.0),)), "negative"),
        (
            lambda: Terms(FOUNDERS, (Preferred("p", "P", 1.0, 1.0, participation=Participation.CAPPED),)),
            "cap_missing",
        ),
        (
            lambda: Terms(
                FOUNDERS, (Preferred("p", "P", 1.0, 1.0, participation=Participation.CAPPED, cap_x=0.5),)
            ),
            "cap_below_preference",
        ),
        (lambda: waterfall(EIGHT, [-1.0]), "negative"),
        (lambda: waterfall(EIGHT, [float("nan")]), "negative"),
        (lambda: exit_for(EIGHT, -1.0), "negative"),
        (lambda: by_holder(waterfall(EIGHT, [1.0]), {"x": {"zz": 1.0}}), "unknown_class"),
        (lambda: by_holder(waterfall(EIGHT, [1.0]), {"x": {"e": 0.6}, "y": {"e": 0.6}}), "class_over_held"),
        (lambda: treasury_stock(shares=1, strike_usd=-1, price_usd=1), "negative"),
    ],
)
def test_what_cannot_be_is_refused(make, code):
    with pytest.raises(CalcError) as caught:
        make()
    assert caught.value.code == code
