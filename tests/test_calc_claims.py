"""Claims: what each of the Airbnb post's numbers rests on, by the audit of its sources."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.claims import Claim, End, Start, Way, distance, find
from calc.errors import CalcError
from calc.types import PartialDate
from tests.drawn import magnitudes, many, near

IPO = PartialDate("2020-12-09")
# 424B4: seed 615,000 / 63,656,000 a share; IPO price 68; Sequoia Form 3 and 4: 81,969,144 shares
SEED = Start("seed", price_usd=615_000 / 63_656_000, value_usd=3.075e6, cost_usd=615_000, frac=0.2)
TERM_SHEET = Start("value:2008", value_usd=2.5e6)
SEQUOIA = Start("sequoia", cost_usd=280e6, shares_low=81_969_144, shares_high=81_969_144)
YC = Start("yc", cost_usd=20_000, frac=0.06, shares_low=13e6, shares_high=15.3e6)
AT_IPO = End("ipo", IPO, price_usd=68, value_usd=47e9)
LATER_COUNT = End("count:2025", IPO, value_usd=68 * 630.1e6)
FIRST_CLOSE = End("first-close", IPO, price_usd=144.71, value_usd=100.7e9)
STARTS, ENDS = (SEED, TERM_SHEET, SEQUOIA, YC), (AT_IPO, LATER_COUNT, FIRST_CLOSE)


def test_17140x_is_a_ratio_of_values_over_a_deal_that_never_closed():
    found = find(Claim(multiple_x=17_140), STARTS, ENDS, tolerance_frac=0.02)
    assert (found[0].way, found[0].start, found[0].end) == (Way.VALUE, TERM_SHEET, LATER_COUNT)
    assert found[0].off_frac < 0.001
    assert Way.PRICE not in {match.way for match in found}


def test_the_holders_multiple_is_found_by_its_own_number():
    found = find(Claim(multiple_x=7_038), STARTS, ENDS, tolerance_frac=0.001)
    assert [(match.way, match.end) for match in found] == [(Way.PRICE, AT_IPO)]


def test_20k_to_3b_is_an_undiluted_fraction_at_best():
    found = find(Claim(from_usd=20_000, to_usd=3e9), STARTS, ENDS, tolerance_frac=0.1)
    first = found[0]
    assert (first.way, first.start, first.end) == (Way.FRACTION, YC, AT_IPO)
    assert first.to_usd == near(0.06 * 47e9)
    assert first.off_frac == near(3 / 2.82 - 1)
    assert not [match for match in found if match.way is Way.SHARES and match.start is YC]


def test_600k_to_12b_fits_another_stake_only_by_its_end():
    found = find(Claim(from_usd=600_000, to_usd=12e9), STARTS, ENDS, tolerance_frac=0.05)
    part = [match for match in found if not match.whole]
    assert [(match.way, match.start, match.end) for match in part] == [(Way.SHARES, SEQUOIA, FIRST_CLOSE)]
    assert part[0].to_usd == near(81_969_144 * 144.71)
    assert part[0].multiple_x == near(81_969_144 * 144.71 / 280e6)


def test_a_range_of_shares_fits_anything_within_it():
    found = find(Claim(from_usd=20_000, to_usd=1e9), [YC], [AT_IPO], tolerance_frac=0.01)
    assert found[0].way is Way.SHARES and found[0].off_frac == near(0.0, abs=1e-12)
    outside = find(Claim(from_usd=20_000, to_usd=2e9), [YC], [AT_IPO], tolerance_frac=0.01)
    assert outside == ()


def test_only_the_nearest_end_of_a_kind_is_kept():
    closes = [End(f"close:{day}", IPO, price_usd=price) for day, price in enumerate((60, 67, 69.5))]
    found = find(Claim(multiple_x=7_038), [SEED], closes, tolerance_frac=0.5)
    assert [match.end.key for match in found] == ["close:1"]


def test_an_empty_claim_is_refused():
    with pytest.raises(CalcError, match="empty_claim"):
        Claim(from_usd=5)
    with pytest.raises(CalcError, match="not_positive"):
        Claim(multiple_x=0)
    with pytest.raises(CalcError, match="not_a_fraction"):
        find(Claim(multiple_x=5), STARTS, ENDS, tolerance_frac=0)


@many
@given(magnitudes(1e-3, 1e6), magnitudes(1e-3, 1e6), st.floats(0.001, 1))
def test_every_match_is_within_the_tolerance_and_whole_ones_come_first(said, price, tolerance):
    ends = [*ENDS, End("x", IPO, price_usd=price, value_usd=price * 1e8)]
    found = find(Claim(from_usd=1e5, to_usd=1e5 * said), STARTS, ends, tolerance_frac=tolerance)
    assert all(match.off_frac <= tolerance for match in found)
    order = [(not match.whole, match.off_frac) for match in found]
    assert order == sorted(order)
    for match in found:
        if match.way in (Way.PRICE, Way.VALUE):
            assert match.after / match.before == near(match.multiple_x)
            assert distance(said, match.multiple_x) == near(match.off_frac)
