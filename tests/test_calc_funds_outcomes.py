"""Outcomes of companies and of stages at single uniform numbers, each worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from calc.funds import Buckets, Graduation, PowerLaw, Stage, Winners, chance_of_at_least_one, draw_outcomes
from calc.funds.outcomes import running
from tests.drawn import near

# Seed: half raise on, a fifth of the rest sold; Series A: a quarter raise on; B: the last.
THREE = Graduation(
    (
        Stage("Seed", 0.5, 4.0, 0.25, 2, 0.2, 1.0, 4.0, exit_years=3),
        Stage("Series A", 0.25, 2.0, 0.1, 1, 0.5, 1.0, 1.0, exit_years=1),
        Stage("Series B", 0.0, 9.0, 0.5, 5, 1.0, 2.0, 8.0, exit_years=4),
    )
)


def test_a_power_law_at_single_numbers():
    # shape 2, least 0.5: u = 3/4 -> 0.5 x 4^(1/2) = 1; u = 0 -> the least; u = 0.9999 -> 50, clipped at 10
    law = PowerLaw(3.0, 0.5, 10.0)
    assert law.shape == 2.0
    assert law.draw(np.array([0.0, 0.75, 0.9999])).tolist() == near([0.5, 1.0, 10.0])
    # mean: least (shape - ratio^(1 - shape)) / (shape - 1) = 0.5 (2 - 1/20) / 1
    assert law.mean_x() == near(0.975)
    # shape 1/2, least 2, bound 32: 2 (0.5 - 16^0.5) / -0.5 = 14
    assert PowerLaw(1.5, 2.0, 32.0).mean_x() == near(14.0)
    # shape 3: 2 x 3 / 2; shape 1.5: 2 x 1.5 / 0.5; shape 1 and less have no mean without a bound
    assert [PowerLaw(exponent, 2.0, math.inf).mean_x() for exponent in (4.0, 2.5)] == [3.0, 6.0]
    assert [PowerLaw(exponent, 2.0, math.inf).mean_x() for exponent in (2.0, 1.5)] == [math.inf] * 2
    assert PowerLaw(2.0, 3.0, 3.0 * math.e).mean_x() == near(6.0), "shape 1: least x (1 + ln ratio)"
    assert PowerLaw(2.0 + 1e-6, 3.0, 3.0 * math.e).mean_x() == near(6.0, rel=1e-5)


def test_the_power_law_shipped_is_that_of_the_paper():
    # Othman, Moonfire: alpha 2.05, least 0.35x; bounded at 1,000x
    assert PowerLaw() == PowerLaw(2.05, 0.35, 1000.0)


def test_buckets_are_a_broken_line():
    buckets = Buckets((0, 1, 5, 10), (0.5, 0.25, 0.25))
    # 0.25 is half way in 0..1, 0.625 half way in 1..5, 0.95 four fifths of the way in 5..10
    assert buckets.draw(np.array([0.0, 0.25, 0.5, 0.625, 0.75, 0.95])).tolist() == near(
        [0.0, 0.5, 1.0, 3.0, 5.0, 9.0]
    )
    assert buckets.mean_x() == near(0.25 + 0.75 + 1.875)  # 0.5 x 0.5 + 0.25 x 3 + 0.25 x 7.5
    # 2 leaves 3/4 of 1..5: 0.25 x 0.75 + 0.25
    assert [buckets.at_least(x) for x in (-1, 0, 1, 2, 5, 10, 11)] == near([1, 1, 0.5, 0.4375, 0.25, 0, 0])


def test_buckets_reach_their_last_edge_though_the_sum_falls_short():
    short = Buckets((0, 1, 11), (0.5, 0.5 - 9e-10))
    # the last mark is one, whatever was rounded: half way through the second bucket is 6
    assert short.draw(np.array([0.75, 1.0])).tolist() == [6.0, 11.0]


def test_winners_and_failures_at_single_numbers():
    winners = Winners(0.25, PowerLaw(3.0, 1.0, 100.0), keep=2.0)
    # under 0.75 it fails: 0.1875 is a quarter of these, 0.25^(1/2) = 0.5; 0.75 begins the successes at 1;
    # 0.9375 is three quarters of these, (1/4)^(-1/2) = 2
    assert winners.draw(np.array([0.0, 0.1875, 0.75, 0.9375])).tolist() == near([0.0, 0.5, 1.0, 2.0])
    # 0.25 x (2 - 1/100) / 1 + 0.75 x 2/3
    assert winners.mean_x() == near(0.25 * 1.99 + 0.5)
    # all fail: 0.25^(1/3); all succeed: 0.75 -> 2
    assert Winners(0.0, PowerLaw()).draw(np.array([0.125])).tolist() == near([0.5])
    assert Winners(1.0, PowerLaw(3.0, 1.0, 100.0)).draw(np.array([0.0, 0.75])).tolist() == near([1.0, 2.0])
    assert Winners(0.5, PowerLaw()).keep == 3.0
    top = Winners(1.0, PowerLaw(3.0, 1.0, 100.0)).draw(np.array([1.0]))
    assert top.tolist() == [100.0], "one itself is not divided by zero"


def test_sums_so_far_go_down_the_rows():
    found = running(np.array([[1.0, 10.0], [2.0, 20.0], [4.0, 40.0]]))
    assert found.tolist() == [[1.0, 10.0], [3.0, 30.0], [7.0, 70.0]]


def test_outcomes_are_drawn_in_the_shape_asked():
    found = draw_outcomes(PowerLaw(), (2, 3), np.random.default_rng(1))
    assert np.array_equal(found, PowerLaw().draw(np.random.default_rng(1).random((2, 3))))


def test_the_chance_that_one_of_some_does_it():
    assert chance_of_at_least_one(0.5, 3) == 0.875  # 1 - 0.5^3
    assert [chance_of_at_least_one(part, 2) for part in (0, 1)] == [0, 1]


def test_stages_have_the_prices_chances_and_years_of_their_rounds():
    # price: 4 x 0.75 = 3, then x 2 x 0.9 = 5.4; raised: 1, 0.5, 0.125; stop: what is lost on the way
    assert [stage.price_step_x for stage in THREE.stages] == near([3.0, 1.8, 4.5])
    assert THREE.prices.tolist() == near([1.0, 3.0, 5.4])
    assert THREE.reached.tolist() == [1.0, 0.5, 0.125]
    assert THREE.stop_chances.tolist() == [0.5, 0.375, 0.125]
    # 3 years from the seed; 2 + 1; 2 + 1 + 4
    assert THREE.exit_waits.tolist() == [3, 3, 7] and THREE.waits == (3, 7)
    assert THREE.wait_chances().tolist() == [0.875, 0.0, 0.0, 0.0, 0.125]
    assert Stage("Seed", 0.0, 1.0, 0.0, 1, 1.0, 1.0, 1.0).exit_years == 3


def test_the_mean_of_stages_is_the_sum_over_rounds():
    # mean of a sale: 3 / ln 4, 1, 6 / ln 4; 0.5 x 0.2 x 3/ln 4 + 0.375 x 0.5 x 3 + 0.125 x 5.4 x 6/ln 4
    assert [stage.exit_mean_x for stage in THREE.stages] == near([3 / math.log(4), 1.0, 6 / math.log(4)])
    assert THREE.mean_x() == near(0.3 / math.log(4) + 0.5625 + 4.05 / math.log(4))


@pytest.mark.parametrize(
    ("uniform", "multiple_x", "last"),
    [
        (0.0, 0.0, 0),  # the lower four fifths of 0..0.5 are not sold
        (0.399, 0.0, 0),
        (0.45, 2.0, 0),  # 0.9 within, half way through the sales: the geometric middle of 1 and 4
        (0.5, 0.0, 1),  # 0.5..0.875 is Series A, its lower half not sold
        (0.687, 0.0, 1),
        (0.6875, 3.0, 1),  # half way exactly: sold, at the price of 3
        (0.8, 3.0, 1),
        (0.875, 10.8, 2),  # all sold: 5.4 x 2
        (0.9375, 21.6, 2),  # half way: 5.4 x the geometric middle of 2 and 8
        (1.0, 43.2, 2),  # 5.4 x 8
    ],
)
def test_one_number_says_round_sale_and_price(uniform, multiple_x, last):
    multiples, rounds = THREE.draw(np.array([uniform]))
    assert multiples.tolist() == near([multiple_x], rel=1e-9, abs=0.0)
    assert rounds.tolist() == [last]


def test_a_round_nobody_stops_at_is_never_drawn():
    all_raise = Graduation((Stage("Seed", 1.0, 2.0, 0.0, 1, 0.5, 1.0, 1.0), THREE.stages[2]))
    multiples, rounds = all_raise.draw(np.array([0.0, 0.5]))
    assert rounds.tolist() == [1, 1] and multiples.tolist() == near([4.0, 8.0])  # 2 x 2, 2 x 4


def test_a_round_nobody_is_sold_after_gives_nothing():
    closed = Graduation((Stage("Seed", 0.0, 1.0, 0.0, 1, 0.0, 1.0, 1.0),))
    assert closed.draw(np.array([0.0, 0.5, 0.999]))[0].tolist() == [0.0, 0.0, 0.0]
    ranged = Graduation((Stage("Seed", 0.0, 1.0, 0.0, 1, 0.0, 1.0, 2.0),))
    assert ranged.draw(np.array([0.0, 0.5, 0.999]))[0].tolist() == [0.0, 0.0, 0.0]
