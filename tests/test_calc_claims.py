"""Claims: what each of the Airbnb post's numbers rests on, by the audit of its sources."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.claims import Claim, End, Match, Start, Way, distance, find
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


# A price of 2 that became 1.5 common shares, a company value of 100, 10 % for 5, 3 to 4 shares for 5
BUILT = Start("a", price_usd=2.0, value_usd=100.0, ratio_x=1.5)
PART = Start("b", cost_usd=5.0, frac=0.1)
RANGE = Start("c", cost_usd=5.0, shares_low=3.0, shares_high=4.0)
DAY = End("end:1", IPO, price_usd=20.0, value_usd=800.0)


def only(claim: Claim, start: Start, end: End = DAY, tolerance_frac: float = 1.0) -> Match:
    (match,) = find(claim, [start], [end], tolerance_frac=tolerance_frac)
    return match


def test_every_way_with_its_arithmetic():
    price, value = find(Claim(multiple_x=12.0), [BUILT], [DAY], tolerance_frac=0.6)
    # 20 x 1.5 / 2 = 15, a quarter above 12; 800 / 100 = 8, a half below
    assert price == Match(Way.PRICE, BUILT, DAY, 2.0, 30.0, 15.0, None, None, price.off_frac)
    assert value == Match(Way.VALUE, BUILT, DAY, 100.0, 800.0, 8.0, None, None, value.off_frac)
    assert (price.off_frac, value.off_frac) == near((0.25, 0.5))
    # a tenth of 800 is 80, 16 times 5
    part = only(Claim(multiple_x=20.0), PART)
    assert part == Match(Way.FRACTION, PART, DAY, 0.1, 800.0, 16.0, 5.0, 80.0, part.off_frac)
    assert part.off_frac == near(0.25)


@pytest.mark.parametrize(("said", "to", "off"), [(13.0, 65.0, 0.0), (10.0, 60.0, 0.2), (20.0, 80.0, 0.25)])
def test_a_range_is_met_where_it_is_nearest(said, to, off):
    # 3 to 4 shares at 20 are 60 to 80 for 5: 12 to 16 times
    found = only(Claim(multiple_x=said), RANGE)
    assert found == Match(Way.SHARES, RANGE, DAY, 4.0, 20.0, to / 5, 5.0, to, found.off_frac)
    assert found.off_frac == near(off, abs=1e-12)
    (same,) = find(Claim(to_usd=said * 5), [RANGE], [DAY], tolerance_frac=1)
    assert same == replace(found, whole=False), "the end alone is no whole claim"


def test_a_whole_claim_is_as_far_off_as_the_worse_of_its_amounts():
    whole, part = find(Claim(from_usd=4.0, to_usd=72.0), [PART], [DAY], tolerance_frac=0.3)
    assert (whole.whole, whole.off_frac) == (True, near(0.25)), "5 for 4"
    assert (part.whole, part.off_frac) == (False, near(1 / 9)), "80 for 72"
    whole, part = find(Claim(from_usd=4.8, to_usd=64.0), [PART], [DAY], tolerance_frac=0.3)
    assert (whole.off_frac, part.off_frac) == near((0.25, 0.25))
    assert replace(whole, whole=False) == part


def test_a_company_value_is_found_only_by_an_amount_alone():
    found = only(Claim(to_usd=1600.0), BUILT)
    assert found == Match(Way.COMPANY, Start("company"), DAY, 800.0, 800.0, 1.0, None, 800.0, 1.0)
    assert find(Claim(to_usd=1601.0), [BUILT], [DAY], tolerance_frac=1) == ()
    assert find(Claim(from_usd=1e9, to_usd=1600.0), [], [DAY], tolerance_frac=1) == ()
    assert find(Claim(to_usd=1600.0), [], [End("x", IPO, price_usd=1600.0)], tolerance_frac=1) == ()


def test_the_tolerance_itself_is_near_enough_and_the_first_of_two_as_near_stays():
    ends = [End(f"close:{at}", IPO, price_usd=price) for at, price in enumerate((8.0, 2.0))]
    start = Start("a", price_usd=1.0)
    (found,) = find(Claim(multiple_x=4.0), [start], ends, tolerance_frac=1)
    assert (found.end, found.off_frac) == (ends[0], 1.0)
    assert find(Claim(multiple_x=4.0), [start], ends, tolerance_frac=0.99) == ()
    assert find(Claim(multiple_x=4.0), [start], [End("x", IPO, price_usd=4.0)]) != ()
    near_ten = [End("x", IPO, price_usd=price) for price in (4.39, 4.41)]
    assert [find(Claim(multiple_x=4.0), [start], [one]) != () for one in near_ten] == [True, False]


def test_without_its_numbers_there_is_no_way():
    bare = [
        Start("p", price_usd=2.0),
        Start("v", value_usd=2.0),
        Start("f", frac=0.5),
        Start("c", cost_usd=2.0),
    ]
    bare += [Start("l", cost_usd=2.0, shares_low=1.0), Start("h", cost_usd=2.0, shares_high=1.0)]
    bare += [Start("s", shares_low=1.0, shares_high=1.0)]
    claim = Claim(from_usd=2.0, to_usd=2.0)
    assert find(claim, bare, [End("none", IPO)], tolerance_frac=1) == ()
    by_price = find(claim, bare, [End("price", IPO, price_usd=2.0)], tolerance_frac=1)
    by_value = find(claim, bare, [End("value", IPO, value_usd=2.0)], tolerance_frac=1)
    assert [(match.way, match.start.key) for match in (*by_price, *by_value)] == [
        (Way.PRICE, "p"),
        (Way.VALUE, "v"),
    ]


def refused(call, *args, **named) -> tuple[str, dict[str, object]]:
    with pytest.raises(CalcError) as caught:
        call(*args, **named)
    return caught.value.code, caught.value.params


def test_an_empty_claim_is_refused():
    assert refused(Claim) == refused(Claim, from_usd=5) == ("empty_claim", {})
    assert refused(Claim, multiple_x=0) == ("not_positive", {"name": "multiple_x", "value": 0})
    assert refused(Claim, from_usd=-1.0, to_usd=5) == ("not_positive", {"name": "from_usd", "value": -1.0})
    for bad in (0, 1.01):
        said = refused(find, Claim(multiple_x=5), STARTS, ENDS, tolerance_frac=bad)
        assert said == ("not_a_fraction", {"name": "tolerance_frac", "value": bad})


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
