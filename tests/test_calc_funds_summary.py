"""What a summary says, of four funds counted by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from calc.errors import CalcError
from calc.funds import Summary
from calc.funds.bins import CURVE, MULTIPLES, RATES, multiple_bins
from tests.drawn import near


def counted(size: int, **bins: int) -> np.ndarray:
    counts = np.zeros(size, dtype=np.int64)
    for bin_, many in bins.items():
        counts[int(bin_[1:])] = many
    return counts


def four() -> Summary:
    """Gross 0 and three times 10x, net 0, 0, 1x and 3.16x, rates -100 %, 0, 0 and 25 %; two years."""
    return Summary(
        funds=4,
        gross=counted(MULTIPLES, b0=1, b2285=3),
        net=counted(MULTIPLES, b0=2, b1714=1, b2000=1),
        rate=counted(RATES, b0=1, b1000=2, b1250=1),
        curve=np.array([counted(CURVE, b0=4), counted(CURVE, b0=1, b999=2, b1499=1)]),
        dpi=np.array([counted(CURVE, b0=4), counted(CURVE, b0=2, b1499=2)]),
        no_rate=1,
        gross_sum=30.0,
        net_sum=4.0,
        top_sums=(2.0, 5.0, 8.0),
        proceeds_sum=10.0,
        lost_but_gained=2,
        flows=np.array([-4.0, 6.0]),
    )


def test_chances_quantiles_means_and_tops_are_those_of_the_counts():
    found = four()
    # net: one of four at 1x and one at the root of 10; gross: three of four at 10x
    assert [found.chance_of(x) for x in (0.0, 1.0, 2.0, 10**0.5, 4.0)] == [1.0, 0.5, 0.25, 0.25, 0.0]
    assert [found.chance_of(x, net=False) for x in (0.0, 1.0, 10.0, 11.0)] == [1.0, 0.75, 0.75, 0.0]
    assert found.quantile(0.5) == 0.0 and found.quantile(0.75) == near(10**0.000375, rel=1e-11)
    assert found.quantile(0.25, net=False) == 0.0
    assert found.quantile(0.5, net=False) == near(10 ** (-3 + 2285.5 * 0.00175), rel=1e-11)
    assert found.rate_quantile(0.25) == -1.0
    assert [found.rate_quantile(part) for part in (0.5, 1.0)] == [near(0.0005, abs=1e-12), near(0.2505)]
    assert (found.mean_gross_x, found.mean_net_x, found.years) == (7.5, 1.0, 1)  # 30 / 4, 4 / 4
    assert found.top_fracs == near((0.2, 0.5, 0.8))


def test_curves_are_read_by_year():
    found = four()
    # the curve counts cash so far plus one: 999.5 / 1000.5 - 1, 1499.5 / 500.5 - 1
    assert [found.net_cash_quantile(0, 1.0), found.net_cash_quantile(1, 0.25)] == [-1.0, -1.0]
    assert found.net_cash_quantile(1, 0.75) == near(-1 / 1000.5, rel=1e-9)
    assert found.net_cash_quantile(1, 1.0) == near(999 / 500.5)
    assert [found.dpi_quantile(0, 1.0), found.dpi_quantile(1, 0.5)] == [0.0, 0.0]
    assert found.dpi_quantile(1, 0.75) == near(1499.5 / 500.5)


@pytest.mark.parametrize("year", [-1, 2])
@pytest.mark.parametrize("curve", ["net_cash_quantile", "dpi_quantile"])
def test_a_year_without_a_curve_is_refused(curve, year):
    with pytest.raises(CalcError) as refused:
        getattr(four(), curve)(year, 0.5)
    assert (refused.value.code, refused.value.params) == ("out_of_range", {"years": year})


def test_funds_that_all_lost_everything_have_no_best_companies():
    lost = replace(four(), top_sums=(0.0, 0.0, 0.0), proceeds_sum=0.0)
    assert lost.top_fracs == (0.0, 0.0, 0.0)


def test_two_summaries_are_joined_part_by_part():
    other = Summary(
        funds=10,
        gross=counted(MULTIPLES, b7=10),
        net=counted(MULTIPLES, b6=10),
        rate=counted(RATES, b5=10),
        curve=np.array([counted(CURVE, b4=10), counted(CURVE, b3=10)]),
        dpi=np.array([counted(CURVE, b2=10), counted(CURVE, b1=10)]),
        no_rate=5,
        gross_sum=7.0,
        net_sum=11.0,
        top_sums=(1.0, 3.0, 5.0),
        proceeds_sum=13.0,
        lost_but_gained=17,
        flows=np.array([-10.0, 1.5]),
    )
    both = four() + other
    assert both.gross.tolist() == counted(MULTIPLES, b0=1, b7=10, b2285=3).tolist()
    assert both.net.tolist() == counted(MULTIPLES, b0=2, b6=10, b1714=1, b2000=1).tolist()
    assert both.rate.tolist() == counted(RATES, b0=1, b5=10, b1000=2, b1250=1).tolist()
    assert np.flatnonzero(both.curve).tolist() == [0, 4, 2000, 2003, 2999, 3499] and both.curve.sum() == 28
    assert np.flatnonzero(both.dpi).tolist() == [0, 2, 2000, 2001, 3499] and both.dpi.sum() == 28
    assert (both.funds, both.no_rate, both.lost_but_gained) == (14, 6, 19)
    assert (both.gross_sum, both.net_sum, both.proceeds_sum) == (37.0, 15.0, 23.0)
    assert both.top_sums == (3.0, 8.0, 13.0) and both.flows.tolist() == [-14.0, 7.5]


def test_a_chance_is_read_from_the_bin_of_the_multiple():
    assert multiple_bins(np.array([1.0, 10.0])).tolist() == [1714, 2285], "what the counts above stand for"
