"""Rounds as arrays: every column stacked by hand, rows taken, packages laid over."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np

from calc.captable import PoolPlacement
from calc.safes import Before, Convertible, Form, Method, Rounds, RoundTerms, solve_rounds, stack
from calc.safes.arrays import BEST

# whole numbers as a reader types them, not floats
FIRST = (
    Before(8, 3, 2, 1),
    (
        Convertible("m", 4, discount_frac=0.2, mfn=True, elects="c"),
        Convertible("b", 5, 50, Form.PRE_MONEY),
        Convertible("c", 6, 60),
    ),
    RoundTerms(120, 30, 0, method=Method.DOLLARS_INVESTED, pool=PoolPlacement.AFTER_MONEY),
)
SECOND = (
    Before(9, 0, 0, 0),
    (Convertible("y", 7, fixed_frac=0.07), Convertible("n", 2, mfn=True)),
    RoundTerms(90, 10, 0, 5),
)
INF, NAN = np.inf, np.nan
STACKED = {
    "outstanding_shares": [8.0, 9.0],
    "options_shares": [5.0, 0.0],
    "unissued_pool_shares": [1.0, 0.0],
    "pre_money_usd": [120.0, 90.0],
    "new_money_usd": [30.0, 10.0],
    "target_pool_frac": [0.0, 0.0],
    "pool_increase_shares": [NAN, 5.0],
    "amount_usd": [[4.0, 5.0, 6.0], [7.0, 2.0, 0.0]],
    "cap_usd": [[INF, 50.0, 60.0], [INF, INF, INF]],
    "discount_frac": [[0.2, 0.0, 0.0], [0.0, 0.0, 0.0]],
    "fixed_frac": [[0.0, 0.0, 0.0], [0.07, 0.0, 0.0]],
    "post_money": [[True, False, True], [True, True, True]],
    "mfn": [[True, False, False], [False, True, False]],
    "elects": [[2, BEST, BEST], [BEST, BEST, BEST]],
}
KINDS = {"post_money": "b", "mfn": "b", "elects": "i"}


def test_rounds_are_stacked_column_by_column():
    many = stack([FIRST, SECOND])
    assert (len(many), many.method, many.pool) == (2, Method.DOLLARS_INVESTED, PoolPlacement.AFTER_MONEY)
    assert {one.name for one in fields(Rounds)} == {*STACKED, "method", "pool"}
    for name, values in STACKED.items():
        column = getattr(many, name)
        assert column.dtype.kind == KINDS.get(name, "f"), name
        np.testing.assert_array_equal(column, np.array(values), err_msg=name)
    assert many.existing_shares.tolist() == [14.0, 9.0]


def test_given_increases_alone_are_floats_too():
    both = stack([SECOND, SECOND])
    assert both.pool_increase_shares.dtype == np.float64
    assert solve_rounds(both).code.tolist() == ["", ""]


def test_rows_are_taken_of_every_column():
    many = stack([FIRST, SECOND])
    for at in (np.array([1, 0, 1]), slice(1, 2)):
        taken = many.rows(at)
        for name, values in STACKED.items():
            np.testing.assert_array_equal(getattr(taken, name), np.array(values)[at], err_msg=name)
        assert (taken.method, taken.pool) == (many.method, many.pool)


def test_a_package_is_cap_discount_and_form_and_nothing_else():
    many = stack([FIRST, SECOND])
    # the first row's m on b's terms, the second keeps its own
    laid = many.with_package(0, np.array([1, BEST]))
    changed = {
        "cap_usd": [[50.0, 50.0, 60.0], [INF, INF, INF]],
        "discount_frac": [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]],
        "post_money": [[False, False, True], [True, True, True]],
    }
    for name, values in {**STACKED, **changed}.items():
        np.testing.assert_array_equal(getattr(laid, name), np.array(values), err_msg=name)
    own = many.with_package(0, np.array([BEST, BEST]))
    for name, values in STACKED.items():
        np.testing.assert_array_equal(getattr(own, name), np.array(values), err_msg=name)
    np.testing.assert_array_equal(many.cap_usd, np.array(STACKED["cap_usd"]), "the given one stays")
    assert replace(own, mfn=many.mfn).method is many.method
