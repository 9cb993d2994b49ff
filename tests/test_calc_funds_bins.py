"""Bins of many funds and what is read from them again, each number by hand."""

from __future__ import annotations

import numpy as np
import pytest

from calc.errors import CalcError
from calc.funds import Summary
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


def test_multiples_fall_into_4000_bins_from_a_thousandth_to_ten_thousand():
    # bin = (log10 x + 3) * 4000 / 7: 1x is 1714.3, the root of 10 is 3.5 * 4000 / 7 = 2000
    drawn = np.array([0.0, 0.001, 1.0, 10**0.5, 1e4, 1e9])
    assert multiple_bins(drawn).tolist() == [0, 0, 1714, 2000, 3999, 3999]


def test_a_multiple_is_read_from_the_middle_of_its_bin():
    assert multiple_at(0) == multiple_at(-1) == 0.0
    assert multiple_at(1) == near(10 ** (-3 + 1.5 * 7 / 4000))
    assert multiple_at(2000) == near(10**0.500875), "half a bin, 0.000875, above 0.5"
    assert multiple_at(3999) == near(10**3.999125) and multiple_at(5000) == multiple_at(3999)


def test_rates_fall_into_bins_of_a_tenth_of_a_percent():
    drawn = np.array([-2.0, -1.0, -0.9985, 0.0, 0.1005, 1.9995, 2.0, 5.0])
    assert rate_bins(drawn).tolist() == [0, 0, 1, 1000, 1100, 2999, 2999, 2999]


def test_a_rate_is_read_from_the_middle_of_its_bin():
    assert rate_at(0) == rate_at(-1) == -1.0
    assert rate_at(1) == near(-0.9985)
    assert rate_at(1100) == near(0.1005)
    assert rate_at(2999) == near(1.9995) and rate_at(5000) == rate_at(2999)


def test_bins_are_counted_to_their_full_size():
    found = count(np.array([0, 2, 2]), 4)
    assert found.tolist() == [1, 0, 2, 0] and found.dtype == np.int64


def test_curves_are_counted_year_by_year():
    # y / (1 + y) of 2000, a hair less: 0 is bin 0, 1 is 999.9999995, 3 is 1499.999, 1e12 the last
    found = curve_counts(np.array([[0.0, 1.0], [3.0, 1e12], [1.0, 1.0]]))
    assert found.shape == (3, 2000)
    years, bins = np.nonzero(found)
    assert list(zip(years.tolist(), bins.tolist(), found[years, bins].tolist(), strict=True)) == [
        (0, 0, 1),
        (0, 999, 1),
        (1, 1499, 1),
        (1, 1999, 1),
        (2, 999, 2),
    ]


def test_an_amount_is_read_from_the_middle_of_its_bin():
    # the middle of bin 999 is 999.5 / 2000 = 0.49975, of the last one 0.99975
    assert curve_at(0) == curve_at(-1) == 0.0
    assert curve_at(1) == near(0.00075 / 0.99925)
    assert curve_at(999) == near(0.49975 / 0.50025)
    assert curve_at(1999) == near(0.99975 / 0.00025, rel=1e-9) and curve_at(9999) == curve_at(1999)


def test_a_part_of_all_lies_at_or_below_its_bin():
    # sums so far 1, 1, 3, 4
    assert [spot(np.array([1, 0, 2, 1]), part) for part in (0.25, 0.5, 0.75, 1.0)] == [0, 2, 2, 3]


def summary(times: int = 1) -> Summary:
    """Four funds: 0x, 1x, 1x, root of 10; one gross at each bin of its own."""
    net = count(multiple_bins(np.array([0.0, 1.0, 1.0, 10**0.5])), 4000)
    gross = count(multiple_bins(np.array([1.0, 10**0.5, 10**0.5, 100.0])), 4000)
    rate = count(rate_bins(np.array([-1.0, 0.0005, 0.1005, 0.1005])), 3000)
    curve = curve_counts(np.array([[0.5, 0.5, 0.5, 1.0], [0.0, 1.0, 3.0, 3.0]]))
    dpi = curve_counts(np.array([[0.0, 0.0, 0.0, 1.0], [0.0, 1.0, 1.0, 3.0]]))
    return Summary(
        funds=4 * times,
        gross=gross * times,
        net=net * times,
        rate=rate * times,
        curve=curve * times,
        dpi=dpi * times,
        no_rate=1 * times,
        gross_sum=10.0 * times,
        net_sum=6.0 * times,
        top_sums=(2.0 * times, 3.0 * times, 4.0 * times),
        proceeds_sum=8.0 * times,
        lost_but_gained=2 * times,
        flows=np.array([-4.0, 6.0]) * times,
    )


def test_two_summaries_add_up_field_by_field():
    both, expected = summary(1) + summary(2), summary(3)
    for name in vars(expected):
        assert np.array_equal(getattr(both, name), getattr(expected, name)), name


def test_a_summary_reads_net_where_gross_is_not_asked_for():
    found = summary()
    assert found.chance_of(1.0) == 0.75 and found.chance_of(1.0, net=False) == 1.0
    assert found.chance_of(3.0) == 0.25 and found.chance_of(3.0, net=False) == 0.75
    assert found.quantile(0.25) == 0.0 and found.quantile(0.5) == multiple_at(1714)
    assert found.quantile(0.5, net=False) == multiple_at(2000)
    assert (found.mean_gross_x, found.mean_net_x) == (2.5, 1.5), "10 / 4 and 6 / 4"
    assert found.rate_quantile(0.25) == -1.0 and found.rate_quantile(0.75) == near(0.1005)
    assert found.top_fracs == (0.25, 0.375, 0.5), "2, 3 and 4 of 8"


def test_a_summary_reads_each_year_of_its_curves():
    # 0.5 / 1.5 * 2000 = 666.67; one is taken off again, since the curve is kept above zero
    found = summary()
    assert found.years == 1
    assert found.net_cash_quantile(0, 0.5) == curve_at(666) - 1
    assert found.net_cash_quantile(1, 0.5) == curve_at(999) - 1
    assert found.dpi_quantile(0, 0.75) == 0.0 and found.dpi_quantile(1, 0.75) == curve_at(999)
    for year in (-1, 2):
        for ask in (found.net_cash_quantile, found.dpi_quantile):
            with pytest.raises(CalcError) as refused:
                ask(year, 0.5)
            assert (refused.value.code, refused.value.params) == ("out_of_range", {"years": year})
