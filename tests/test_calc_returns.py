"""IRR and its roots, day counts, multiples: identities, refusals, and a second implementation."""

from __future__ import annotations

import datetime as dt
import itertools
import math

import numpy as np
import pytest
import pyxirr
from hypothesis import given, settings
from hypothesis import strategies as st

from calc.daycount import DayCount, year_fraction
from calc.errors import CalcError
from calc.irr import internal_rate, irr, npv, xirr, xnpv
from calc.multiples import annual_rate
from calc.returns import PaidIn, flow_multiples, fund_multiples, modified_irr, moic
from tests.drawn import many, near

some = settings(many, max_examples=100)
PEER_COUNTS = {
    DayCount.ACTUAL_365_FIXED: pyxirr.DayCount.ACT_365F,
    DayCount.ACTUAL_365_25: pyxirr.DayCount.ACT_365_25,
    DayCount.ACTUAL_ACTUAL: pyxirr.DayCount.ACT_ACT_ISDA,
    DayCount.THIRTY_360: pyxirr.DayCount.THIRTY_360_ISDA,
    DayCount.ACTUAL_360: pyxirr.DayCount.ACT_360,
}
DAY = dt.date(2020, 1, 1)
dates = st.dates(dt.date(1999, 1, 1), dt.date(2035, 12, 31))
growths = st.floats(0.05, 20.0)
money = st.floats(1.0, 1e6)
signed = st.builds(math.copysign, money, st.sampled_from([-1.0, 1.0]))


def refused(code, function, *args, **kwargs):
    with pytest.raises(CalcError) as caught:
        function(*args, **kwargs)
    return caught.value.code == code


# --- roots -------------------------------------------------------------------------------


@some
@given(st.lists(growths, min_size=1, max_size=4, unique=True))
def test_the_roots_put_in_come_out(factors):
    factors = sorted(factors)
    if any(b / a < 1.05 for a, b in itertools.pairwise(factors)):
        return  # a cluster's roots move by more than the comparison allows
    found = irr(list(np.poly(factors) * -1000))
    assert tuple(1 + rate for rate in found.roots_frac) == near(tuple(factors), 1e-6)
    assert (found.chosen_frac is None) == (len(factors) > 1)
    assert found.reason == ("several_roots" if len(factors) > 1 else "")


@some
@given(st.lists(st.tuples(signed, st.floats(0, 20)), min_size=2, max_size=12))
def test_every_root_solves_and_neither_scale_nor_order_nor_start_matters(rows):
    amounts, years = zip(*rows, strict=True)
    if min(amounts) >= 0:
        return
    found = internal_rate(amounts, years)
    for rate in found.roots_frac:
        terms = [a * math.exp(-math.log1p(rate) * t) for a, t in rows]
        # a root good to 1e-10 is raised to the power of the years, which multiplies its error by them
        assert abs(math.fsum(terms)) <= 1e-10 * (10 + max(years)) * math.fsum(map(abs, terms))
    scaled = internal_rate([8 * a for a in reversed(amounts)], list(reversed(years)))
    assert scaled.roots_frac == found.roots_frac and scaled.reason == found.reason


@some
@given(money, st.lists(st.floats(0, 1e6), min_size=1, max_size=15), st.floats(1, 1e6))
def test_one_change_of_sign_gives_one_root_and_a_library_agrees(paid, received, last):
    flows = [-paid, *received, last]
    found = irr(flows)
    assert len(found.roots_frac) == 1 and found.reason == ""
    assert (found.chosen_frac > 0) == (sum(flows) > 0) or abs(sum(flows)) < 1e-9 * paid
    peer = pyxirr.irr(flows)
    if peer is not None:
        assert 1 + found.chosen_frac == near(1 + peer, 1e-6)


@pytest.mark.parametrize(
    ("flows", "roots"),
    [
        # pme-fixtures.md F4 (case irr-no-real-root): negative discriminant
        ([-100, 100, -100], ()),
        # (1 + r - 1.1)^2: touches zero and never crosses
        ([-100, 220, -121], (0.1,)),
        # factors 1.1 and 1.100001: both between two points of the scan
        ([-1, 2.200001, -1.2100011], (0.1, 0.100001)),
        # factors 1 and 2: a root exactly at 0
        ([-100, 300, -200], (0.0, 1.0)),
        # the factor 30902 is the rate of 3,090,100 % that the notes on returns warn of
        ([-1, 30902], (30901.0,)),
    ],
)
def test_difficult_roots(flows, roots):
    found = irr(flows)
    assert found.roots_frac == pytest.approx(roots, abs=2e-8)
    assert found.reason == {0: "no_root", 1: "", 2: "several_roots"}[len(roots)]


def test_a_library_picks_one_of_several_silently():
    flows = [-80, 90, 67, 72, -90]
    assert any(pyxirr.irr(flows) == pytest.approx(rate) for rate in irr(flows).roots_frac)
    assert irr(flows).chosen_frac is None and irr(flows).shown_frac is None


def test_a_total_loss_is_minus_one_by_convention_and_has_no_irr():
    lost = xirr([DAY, DAY.replace(year=2023)], [-100, 0])
    assert lost.reason == "no_positive_flow" and lost.roots_frac == () and lost.chosen_frac is None
    assert lost.moic_x == 0 and lost.shown_frac == -1


def test_a_rate_under_a_year_is_marked():
    # pyxirr's minus_0_99.csv: 63 days, -70 %
    short = xirr([dt.date(2021, 6, 9), dt.date(2021, 8, 11)], [-134.09, 40.86])
    assert short.under_a_year and short.chosen_frac < -0.99 and short.moic_x == near(40.86 / 134.09)
    assert not xirr([DAY, DAY + dt.timedelta(365)], [-1, 2]).under_a_year
    assert xirr([DAY, DAY + dt.timedelta(364)], [-1, 2]).under_a_year


def test_same_day_and_rates_past_all_bounds():
    assert xirr([DAY, DAY], [-100, 150]).reason == "no_time"
    gone = xirr([DAY, DAY + dt.timedelta(1)], [-100, 50])  # 1 + r = 0.5^365
    assert gone.reason == "beyond_bounds" and gone.chosen_frac is None and gone.moic_x == 0.5
    assert irr([0, -100, 110, 0]).span_years == 1
    assert irr([-100, 0, 121]).chosen_frac == near(0.1, 1e-9)


@some
@given(st.floats(0.01, 100), st.integers(365, 9000))
def test_one_in_one_out_is_the_annual_rate_of_a_multiple(multiple, days):
    found = xirr([DAY, DAY + dt.timedelta(days)], [-1, multiple])
    assert 1 + found.chosen_frac == near(1 + annual_rate(multiple, days), 1e-9)
    assert found.moic_x == near(multiple)


@pytest.mark.parametrize(
    ("code", "amounts", "years"),
    [
        ("no_flows", [], []),
        ("no_flows", [0, 0], [0, 1]),
        ("lengths_differ", [-1, 2], [0]),
        ("not_finite", [-1, math.nan], [0, 1]),
        ("not_finite", [-1, 2], [0, math.inf]),
        ("no_negative_flow", [10000, 2750], [0, 1]),  # what Microsoft's Q116041 is about
    ],
)
def test_refusals(code, amounts, years):
    assert refused(code, internal_rate, amounts, years)


# --- present value -----------------------------------------------------------------------


@some
@given(st.lists(signed, min_size=1, max_size=10), st.floats(-0.9, 5))
def test_present_value_agrees_with_a_library(amounts, rate):
    value = npv(amounts, range(len(amounts)), rate_frac=rate)
    size = sum(abs(a) * (1 + rate) ** -t for t, a in enumerate(amounts))
    assert value == pytest.approx(pyxirr.npv(rate, amounts), abs=1e-12 * size)


def test_present_value_at_the_irr_is_nothing_and_refusals():
    days, flows = [DAY, DAY.replace(year=2022), DAY.replace(year=2024)], [-100, 30, 140]
    assert abs(xnpv(days, flows, rate_frac=xirr(days, flows).chosen_frac)) < 1e-10
    assert npv([-100, 30], [0, 1], rate_frac=0) == -70
    assert refused("rate_too_low", npv, [-1, 2], [0, 1], rate_frac=-1)
    assert refused("not_finite", npv, [-1, 2], [0, 1], rate_frac=math.nan)
    assert refused("too_large", npv, [-1, 2], [0, 400], rate_frac=-0.99)


# --- day counts --------------------------------------------------------------------------


@some
@given(dates, dates, st.sampled_from(list(DayCount)))
def test_day_counts_agree_with_a_library(one, other, count):
    start, end = sorted((one, other))
    peer = pyxirr.year_fraction(start, end, PEER_COUNTS[count])
    assert year_fraction(start, end, count) == pytest.approx(peer, abs=1e-12)


def test_dates_out_of_order_are_refused():
    assert refused("dates_reversed", year_fraction, dt.date(2021, 1, 1), DAY)
    assert refused("no_flows", xirr, [], [])


@pytest.mark.parametrize("count", DayCount)
def test_dated_rates_agree_with_a_library(count):
    # MathWorks' xirr example; the two rules without a printed figure are checked by pyxirr
    days = [dt.date(2007, 1, 12), dt.date(2008, 2, 14), dt.date(2008, 3, 3), dt.date(2008, 12, 1)]
    flows = [-10000, 2500, 5000, 4000]
    peer = pyxirr.xirr(days, flows, day_count=PEER_COUNTS[count])
    assert xirr(days, flows, count).chosen_frac == near(peer, 1e-7)  # it stops at about 1e-9


# --- multiples ---------------------------------------------------------------------------


@some
@given(money, money, money, st.floats(0, 0.99))
def test_multiples_add_up_and_recycling_moves_them_away_from_one(paid, out, nav, part):
    gross = fund_multiples(paid_in_usd=paid, distributions_usd=out, nav_usd=nav)
    assert gross.tvpi_x == near(gross.dpi_x + gross.rvpi_x) and gross.moic_x == gross.tvpi_x
    assert gross.basis is PaidIn.GROSS
    assert flow_multiples([-paid, out], nav) == gross
    recycled = part * min(paid, out)
    net = fund_multiples(paid_in_usd=paid, distributions_usd=out, nav_usd=nav, recycled_usd=recycled)
    assert (net.basis is PaidIn.GROSS) == (recycled == 0)
    assert (net.tvpi_x - 1) * (paid - recycled) == pytest.approx((gross.tvpi_x - 1) * paid, abs=1e-6)


def test_multiples_that_cannot_be():
    good = {"paid_in_usd": 100.0, "distributions_usd": 50.0, "nav_usd": 10.0}
    assert refused("nothing_paid_in", fund_multiples, **good | {"paid_in_usd": 0})
    assert refused("negative", fund_multiples, **good | {"nav_usd": -1})
    assert refused("negative", fund_multiples, **good | {"nav_usd": math.nan})
    assert refused("recycled_too_much", fund_multiples, **good, recycled_usd=51)
    assert refused("not_finite", flow_multiples, [-1, math.nan])
    assert refused("nothing_paid_in", flow_multiples, [1, 2])
    assert moic(paid_usd=100, received_usd=0) == 0
    assert moic(paid_usd=100, received_usd=50, value_left_usd=100) == 1.5


@some
@given(money, st.lists(st.floats(0, 1e6), min_size=1, max_size=8), st.floats(1, 1e6))
def test_modified_rate_at_the_irr_is_the_irr(paid, received, last):
    flows = [-paid, *received, last]
    rate = irr(flows).chosen_frac
    got = modified_irr(flows, finance_rate_frac=rate, reinvest_rate_frac=rate)
    assert 1 + got == near(1 + rate, 1e-7)


def test_modified_rate_refusals():
    rates = {"finance_rate_frac": 0.1, "reinvest_rate_frac": 0.1}
    assert refused("no_time", modified_irr, [-1], **rates)
    assert refused("nothing_paid_in", modified_irr, [1, 2], **rates)
    assert refused("not_finite", modified_irr, [-1, math.inf], **rates)
    assert refused("rate_too_low", modified_irr, [-1, 2], **rates | {"finance_rate_frac": -1.0})
    assert modified_irr([-1, 0], **rates) == -1
