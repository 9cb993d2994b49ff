"""Yearly rates of many funds, each the root of a sum written out."""

from __future__ import annotations

import math

import numpy as np
import pytest

from calc.funds import rates
from calc.funds.rates import net_rates
from tests.drawn import near


def column(*rows: float) -> np.ndarray:
    return np.array([[row] for row in rows])


def test_rates_of_funds_side_by_side():
    # 1 in; after two years 1.21, 4, 0.25 and nothing; or 1.5 after one and 1 after two
    out = np.array([[0, 0, 0, 0, 0], [0, 0, 0, 0, 1.5], [1.21, 4, 0.25, 0, 1.0]])
    found = net_rates(out, np.array([1.0, 0.0, 0.0]))
    # 1.5 q + q^2 = 1 for q = 1/2, so 100 %; 0.25 is a half a year; nothing is -100 %
    assert found.tolist() == near([0.1, 1.0, -0.5, -1.0, 1.0], rel=1e-11)


def test_the_last_years_do_and_every_fund_may_have_its_own_calls():
    # 25 %: calls 1 and 0.5 are worth 1 + 0.5 / 1.25 = 1.4, after two years 1.4 x 1.25^2; 20 %: 2 x 1.2^2
    calls = np.array([[1.0, 2.0], [0.5, 0.0], [0.0, 0.0]])
    found = net_rates(np.array([[1.4 * 1.5625, 2 * 1.44]]), calls)
    assert found.tolist() == near([0.25, 0.2], rel=1e-11)


def test_of_two_rates_the_one_nearest_zero():
    # -1 + 5q - 4.5q^2: q = (5 +- root 7) / 9, so 17.7 % and 282 %
    found = net_rates(column(0.0, 5.0, 0.0), np.array([1.0, 0.0, 4.5]))
    assert found.tolist() == near([9 / (5 + math.sqrt(7)) - 1], rel=1e-10)


def test_a_fund_without_a_rate_says_so_beside_one_with():
    # -0.5 + 0.2 q - 0.5 q^2 is below zero for every q; the other is 10 % on 0.5 and 0.5
    out = np.array([[0.0, 0.0], [0.2, 0.0], [0.0, 0.5 * 1.21 + 0.5]])
    calls = np.array([0.5, 0.0, 0.5])
    found = net_rates(out, calls)
    assert math.isnan(found[0]) and found[1] == near(0.1, rel=1e-11)
    both = net_rates(out, np.repeat(calls[:, None], 2, axis=1))
    assert math.isnan(both[0]) and both[1] == near(0.1, rel=1e-11)


def test_many_funds_settle_though_some_take_longer():
    # 60 ordinary funds of r = 0, 1, ... 59 %, and far ones: 1 in, (1 + r)^t back after t years
    wanted = [at / 100 for at in range(60)] + [49.0, -0.9, 200.0, -0.99]
    years = np.array([1 + at % 9 for at in range(60)] + [1, 9, 1, 5])
    out = np.zeros((10, len(wanted)))
    out[years, np.arange(len(wanted))] = (1 + np.array(wanted)) ** years
    calls = np.zeros(10)
    calls[0] = 1.0
    assert net_rates(out, calls).tolist() == near(wanted, rel=1e-9, abs=1e-11)
    wide = np.repeat(calls[:, None], len(wanted), axis=1)
    assert net_rates(out, wide).tolist() == near(wanted, rel=1e-9, abs=1e-11)


def test_halley_settles_alone_on_ordinary_funds():
    # 10 %: in goes what the three payments are worth at that rate
    first = 0.6 / 1.1 + 0.847 / 1.21 + 0.5 / 1.331
    log_q, settled = rates._by_halley(column(0.6, 0.847, 0.5), np.array([first, 0.0, 0.0, 0.0]))
    assert settled.tolist() == [True] and log_q.tolist() == near([-math.log(1.1)], rel=1e-11)


def test_a_step_is_halleys():
    # out: worth 2, mean year 3, variance 20/2 - 9 = 1; in: worth 1, mean 2, variance 6 - 4 = 2
    out, into = np.array([[2.0], [6.0], [20.0]]), np.array([[1.0], [2.0], [6.0]])
    # newton = ln 2 / (3 - 2); step = newton / (1 - newton x (1 - 2) / (2 x 1))
    newton = math.log(2)
    assert rates._step(out, into).tolist() == near([newton / (1 + newton / 2)])


def test_moments_are_of_the_last_years():
    # years 1 and 2, weights 1/2 and 1/4: 1 x 1/2 + 2 x 1/4; x year: 1/2 + 2 x 1/2; x year^2: 1/2 + 4 x 1/2
    weights = column(1.0, 0.5, 0.25)
    assert rates._moments(column(1.0, 2.0), weights).tolist() == [[1.0], [1.5], [2.5]]
    assert rates._moments(np.array([4.0, 1.0, 2.0]), weights).tolist() == [[5.0], [1.5], [2.5]]


def test_powers_go_from_year_nought():
    assert rates._powers(np.array([2.0, 3.0]), 4).tolist() == [[1, 1], [2, 3], [4, 9], [8, 27]]


@pytest.mark.parametrize("wide", [False, True])
def test_halving_finds_what_is_between_its_bounds(wide):
    # out 1.21, 0.0004 (-98 %) and 9e4 (29,900 %) after two years, nothing that pays 1 back within bounds
    out = np.array([[0.0, 0.0, 0.0, 0.0], [1.21, 0.0004, 9e4, 1e-14]])
    calls = np.array([1.0, 0.0, 0.0])
    found = rates._bisected(out, np.repeat(calls[:, None], 4, axis=1) if wide else calls)
    assert found[:3].tolist() == near([0.1, -0.98, 299.0], rel=1e-9)
    assert math.isnan(found[3]), "less than -99.9999 % a year"


def test_halving_goes_to_999_per_cent_a_hundredfold_and_no_further():
    # q from 1/1000 to a million: 99,900 % and -99.9999 %; 500 after one year is 49,900 %, 2e-6 is -99.9998 %
    out = np.array([[500.0, 2e-6, 5e3]])
    found = rates._bisected(out, np.array([1.0, 0.0]))
    assert found.tolist() == near([499.0, 2e-6 - 1, 999.0], rel=1e-9)


def test_fees_after_the_last_payout_do_not_hide_a_gain():
    # -1 + 40 q - 0.01 q^2: q = (40 - root(1600 - 0.04)) / 0.02 is 0.02500..., so some 3,900 %
    q = 2 / (40 + math.sqrt(1600 - 0.04))
    calls = np.array([1.0, 0.0, 0.01])
    assert rates._bisected(column(40.0, 0.0), calls).tolist() == near([1 / q - 1], rel=1e-9)
    # a fund drawn once: calls 0.384 and fees, 15 back after a year, fees in year 6
    flows = [-0.384356, 14.996765, -0.117688, 0.030541, 0.146364, 0.231436, -0.000911, 0.0]
    out = column(*(max(0.0, flow) for flow in flows))
    rate = net_rates(out, np.array([max(0.0, -flow) for flow in flows])).tolist()[0]
    assert rate == near(38.01, rel=1e-3)
    assert math.fsum(flow / (1 + rate) ** year for year, flow in enumerate(flows)) == near(0.0, abs=1e-9)


def test_a_small_gain_before_large_late_fees_is_found_below_one():
    # -1 + 2 q - 0.9 q^2: q = (2 - root 0.4) / 1.8; the other root is 1.46, a loss
    found = rates._bisected(column(2.0, 0.0), np.array([1.0, 0.0, 0.9]))
    assert found.tolist() == near([1.8 / (2 - math.sqrt(0.4)) - 1], rel=1e-9)
