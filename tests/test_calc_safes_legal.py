"""SAFE rounds as lawyers count them, by hand; and what stands in the arrays of a refused round."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_UP, Decimal, localcontext

import numpy as np
import pytest

from calc.safes import Before, Convertible, LegalRound, RoundTerms, legal, solve_round, solve_rounds, stack
from calc.safes.rounding import rounded
from tests.drawn import near


def test_prices_are_rounded_to_nearest_and_shares_down():
    # $1.35 and $1.125 as they are, $1M / 1.125 is 888,888.9 and $3M / 1.35 is 2,222,222.2: $0.30 spare
    done = solve_round(Before(8e6), [Convertible("s", 1e6, cap_usd=1e7)], RoundTerms(12e6, 3e6))
    found = legal(done, new_money_usd=3e6)
    assert found == LegalRound(1.35, 2_222_222, found.new_spare_usd, {"s": 888_888}, {"s": 1.125})
    assert found.new_spare_usd == near(0.3)
    # to the cent $1.125 is $1.12, the even one: 892,857.1 shares; $1.35 stays
    cents = legal(done, new_money_usd=3e6, price_decimals=2)
    assert (cents.price_usd, cents.prices_usd, cents.shares) == (1.35, {"s": 1.12}, {"s": 892_857})
    # to whole dollars: 1 and 1
    whole = legal(done, new_money_usd=3e6, price_decimals=0)
    assert (whole.price_usd, whole.new_shares, whole.new_spare_usd) == (1.0, 3_000_000, 0.0)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0.00001, 4, "0.0001"),  # what would round to nothing keeps one unit of the last
        (0.00015, 4, "0.0001"),  # as a float a hair below the half
        (0.125, 2, "0.12"),
        (0.375, 2, "0.38"),
        (2.5, 0, "2"),
    ],
)
def test_a_price_to_so_many_decimals(value, decimals, text):
    assert rounded(value, decimals) == Decimal(text)
    with localcontext(rounding=ROUND_UP):  # whatever rounding is set elsewhere
        assert rounded(value, decimals) == Decimal(text)


def test_a_refused_round_has_no_numbers_and_no_choices():
    two = stack([(Before(8e6), [Convertible("s", 1e6, cap_usd=1e7)], RoundTerms(12e6, 3e6))] * 2)
    found = solve_rounds(replace(two, pre_money_usd=np.array([0.0, 12e6])))
    numbers = (
        found.price_usd, found.new_shares, found.pool_increase_shares,
        found.capitalization_shares, found.fully_diluted_shares, found.paper_shares[:, 0],
    )  # fmt: skip
    for values in numbers:
        assert values.dtype == np.float64
        assert np.isnan(values).tolist() == [True, False]
    assert found.by_cap.dtype == np.bool_
    assert found.by_cap.tolist() == [[False], [True]]
    assert found.elected.tolist() == [[-1], [-1]]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"cap_usd": 1e7}, "fixed_and_cap"),
        ({"discount_frac": 0.2}, "fixed_and_cap"),
        ({"mfn": True}, "fixed_and_cap"),
        ({}, ""),
    ],
)
def test_a_fixed_fraction_stands_alone(given, code):
    one = stack([(Before(8e6), [Convertible("y", 1e6, fixed_frac=0.07)], RoundTerms(12e6, 3e6))])
    changed = {name: np.array([[value]]) for name, value in given.items()}
    assert solve_rounds(replace(one, **changed)).code.tolist() == [code]
