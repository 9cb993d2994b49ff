"""Bins of multiples, rates and curves, each edge counted by hand."""

from __future__ import annotations

import numpy as np

from calc.funds.bins import (
    count,
    curve_at,
    curve_counts,
    multiple_at,
    multiple_bins,
    rate_at,
    rate_bins,
    spot,
)
from tests.drawn import near


def test_a_multiple_falls_into_one_of_4000_even_steps_of_its_logarithm():
    # 7 decades from 0.001x: 4000 / 7 bins each; 1x is 3 decades up, 3 x 571.43 = 1714.3; 10x 2285.7;
    # the root of 10 is 3.5 decades up, just on the edge of bin 2000; 10,000x and more are the last
    given = np.array([0.0, 0.0005, 0.001, 1.0, 10**0.5, 10.0, 9_999.0, 10_000.0, 1e9])
    assert multiple_bins(given).tolist() == [0, 0, 0, 1714, 2000, 2285, 3999, 3999, 3999]
    assert multiple_bins(given).dtype == np.int64
    edges = 10 ** (-3 + np.arange(1, 4000) * 7 / 4000)
    assert multiple_bins(edges * (1 + 1e-9)).tolist() == list(range(1, 4000))
    assert multiple_bins(edges * (1 - 1e-9)).tolist() == list(range(3999))


def test_a_bin_of_multiples_is_read_at_its_middle():
    # a bin is 7 / 4000 = 0.00175 wide: -3 + 1.5 x 0.00175, -3 + 1714.5 x 0.00175, -3 + 3999.5 x 0.00175
    assert [multiple_at(bin_) for bin_ in (-1, 0)] == [0.0, 0.0]
    assert multiple_at(0.5) == near(10 ** (-3 + 0.00175))
    assert multiple_at(1) == near(10**-2.997375)
    assert multiple_at(1714) == near(10**0.000375, rel=1e-11)
    assert multiple_at(3999) == multiple_at(4000) == multiple_at(9_999) == near(10**3.999125, rel=1e-11)
    assert multiple_at(3998) == near(10**3.997375, rel=1e-11)


def test_a_rate_falls_into_a_bin_of_a_thousandth():
    # from -100 % on: 0 % is 1,000 bins up, 25 % 1,250; 200 % and more are the last of 3,000
    given = np.array([-1.5, -1.0, -0.9985, 0.0, 0.0005, 0.25, 1.9995, 2.0, 7.0])
    assert rate_bins(given).tolist() == [0, 0, 1, 1000, 1000, 1250, 2999, 2999, 2999]
    assert rate_bins(given).dtype == np.int64


def test_a_bin_of_rates_is_read_at_its_middle():
    # -1 + 1.5 x 0.001, -1 + 1250.5 x 0.001, -1 + 2999.5 x 0.001
    assert [rate_at(bin_) for bin_ in (-1, 0)] == [-1.0, -1.0]
    assert rate_at(0.5) == near(-0.999)
    assert rate_at(1) == near(-0.9985)
    assert rate_at(1250) == near(0.2505)
    assert rate_at(2998) == near(1.9985)
    assert rate_at(2999) == rate_at(3000) == rate_at(9_999) == near(1.9995)


def test_what_fell_into_each_bin_is_counted():
    found = count(np.array([0, 2, 2]), 4)
    assert found.tolist() == [1, 0, 2, 0] and found.dtype == np.int64


def test_a_curve_has_a_row_of_counts_per_year():
    # part y / (y + unit) of 2,000 bins: 0 -> 0; 1 -> a half, just under 1000; 3 -> 3/4, just under 1500;
    # 1e12 -> the last; 2 in units of 2 -> a half; 0.002 -> 0.002 / 1.002 x 2000 = 3.99; 1 in threes -> 1/4
    amounts = np.array([[0.0, 1.0, 3.0, 1e12], [2.0, 0.002, 1.0, 1.0]])
    units = np.array([[1.0, 1.0, 1.0, 1.0], [2.0, 1.0, 3.0, 1.0]])
    found = curve_counts(amounts, units)
    assert found.shape == (2, 2000)
    wanted = np.zeros((2, 2000), dtype=np.int64)
    wanted[0, [0, 999, 1499, 1999]] = 1
    wanted[1, [999, 3, 499]] = [2, 1, 1]
    assert np.array_equal(found, wanted)
    alike = curve_counts(np.array([[1.0, 1.0, 0.0]] * 3), np.ones((3, 1)))
    assert alike[:, 999].tolist() == [2, 2, 2] and alike[:, 0].tolist() == [1, 1, 1] and alike.sum() == 9


def test_a_bin_of_a_curve_is_read_at_its_middle():
    # part p = (bin + 0.5) / 2000, amount p / (1 - p): 1.5 / 1998.5, 999.5 / 1000.5, 1999.5 / 0.5
    assert [curve_at(bin_) for bin_ in (-1, 0)] == [0.0, 0.0]
    assert curve_at(0.5) == near(1 / 1999)
    assert curve_at(1) == near(1.5 / 1998.5)
    assert curve_at(999) == near(999.5 / 1000.5)
    assert curve_at(1998) == near(1998.5 / 1.5, rel=1e-9)
    assert curve_at(1999) == curve_at(2000) == curve_at(9_999) == near(3999.0, rel=1e-9)


def test_the_bin_at_or_below_which_a_part_lies():
    # 1, 0, 2, 1 of 4: sums 1, 1, 3, 4
    counts = np.array([1, 0, 2, 1])
    assert [spot(counts, part) for part in (0.0, 0.25, 0.26, 0.75, 0.76, 1.0)] == [0, 0, 2, 2, 3, 3]
