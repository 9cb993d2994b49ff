"""A waterfall's proof sees what is wrong; break points and exits by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from calc.waterfall import BreakKind, Common, Option, Preferred, Terms, break_points, waterfall
from calc.waterfall.breaks import exit_for
from calc.waterfall.proof import prove
from tests.drawn import near

TERMS = Terms((Common("f", "Founders", 8.0),), (Preferred("a", "A", 2.0, 5.0),))


# --- the proof of a waterfall sees what is wrong -------------------------------------------


def tampered(row, column, more):
    result = waterfall(TERMS, [3.0, 20.0, 50.0])
    paid = result.payouts_usd.copy()
    paid[row, column] += more
    return prove(TERMS, replace(result, payouts_usd=paid))


def test_a_payout_too_many_is_seen():
    assert tampered(1, 0, 0.5).sum_error_usd == near(0.5)
    assert tampered(1, 0, -0.5).sum_error_usd == near(0.5)


def test_a_payout_that_falls_is_seen_in_any_order_of_exits():
    # by hand: founders get 0, 15 and 40 at 3, 20 and 50
    assert tampered(2, 0, -30.0).fall_usd == near(5.0)
    result = waterfall(TERMS, [50.0, 3.0, 20.0])
    assert prove(TERMS, result).fall_usd == 0
    paid = result.payouts_usd.copy()
    paid[0, 0] -= 30.0
    assert prove(TERMS, replace(result, payouts_usd=paid)).fall_usd == near(5.0)


def test_a_wrong_decision_is_seen():
    # by hand: at 50 A is worth 10 converted and 5 held; at 20 it is 5 held and 4 converted
    result = waterfall(TERMS, [20.0, 50.0])
    held = replace(result, payouts_usd=np.array([[15.0, 5.0], [45.0, 5.0]]), converts=np.zeros((2, 2), bool))
    assert prove(TERMS, held).switch_gain_usd == near(5.0)
    forced = np.array([[16.0, 4.0], [40.0, 10.0]])
    converted = replace(result, payouts_usd=forced, converts=np.ones((2, 2), bool))
    assert prove(TERMS, converted).switch_gain_usd == near(1.0)
    assert prove(TERMS, result).switch_gain_usd == 0


def test_no_exits_prove_nothing_wrong():
    assert prove(TERMS, waterfall(TERMS, [])).holds


# --- break points ----------------------------------------------------------------------------


def test_the_exit_behind_the_proceeds_by_hand():
    # 90 to the classes is nine tenths of 100; with 8 of fees that is nine tenths of 120; debt 30
    terms = replace(TERMS, debt_usd=30.0, fees_usd=8.0, fees_frac=0.1, carve_out_frac=0.1)
    assert exit_for(terms, 90.0) == near(150.0)
    assert exit_for(terms, 0.0) == near(30.0 + 8.0 / 0.9)


def test_break_points_in_pennies_and_without_a_strike():
    # A's 0.5 is 0.1 a share: converts when common is worth that; free options are common
    terms = Terms(
        (Common("f", "F", 8.0),),
        (Preferred("a", "A", 5.0, 0.5), Preferred("b", "B", 1.0, 0.0, rank=2)),
        (Option("free", "O", 1.0, 0.0), Option("o", "O", 1.0, 0.05)),
    )
    points = [
        (p.kind, p.class_key, round(p.exit_usd, 9), round(p.common_value_usd, 9)) for p in break_points(terms)
    ]
    assert points == [
        (BreakKind.PAID, "a", 0.0, 0.0),
        (BreakKind.COMMON, "f", 0.5, 0.0),
        # 0.5 and ten shares (8 common, 1 free option, 1 of B) at 0.05
        (BreakKind.EXERCISES, "o", 1.0, 0.05),
        # eleven shares from there to 0.10
        (BreakKind.CONVERTS, "a", 1.55, 0.1),
    ]


def test_an_exit_of_nothing_pays_nothing():
    assert waterfall(TERMS, [0.0, 0.4]).payouts_usd.tolist() == [[0.0, 0.0], [0.0, 0.4]]
