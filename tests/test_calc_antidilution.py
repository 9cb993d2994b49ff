"""Weighted averages, full ratchets and IPO ratchets: identities, refusals and real filings."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.antidilution import (
    BaseRule,
    Counts,
    Lot,
    Protection,
    RatchetTerms,
    adjust_lots,
    adjust_price,
    lot_at_price,
    lot_with_surplus,
    lots_at_ipo,
    others_kept_frac,
    weighted_base,
)
from calc.errors import CalcError
from tests.adapters.anti_dilution import ratchet_at_ipo
from tests.drawn import magnitudes, many, near

AVERAGE, RATCHET = Protection.WEIGHTED_AVERAGE, Protection.FULL_RATCHET
prices = magnitudes(0.01, 1000)
shares = magnitudes(1e3, 1e9)
COUNTS = Counts(8e6, 2e6, 2e6, 1e6, 1.5e6)


def adjust(price, issued, paid, protection=AVERAGE, base=None):
    if base is None and protection is AVERAGE:
        base = weighted_base(COUNTS)
    return adjust_price(
        conversion_price_usd=price,
        issued_shares=issued,
        consideration_usd=paid,
        protection=protection,
        base=base,
    )


def code(call, *args, **named) -> tuple[str, dict]:
    with pytest.raises(CalcError) as caught:
        call(*args, **named)
    return caught.value.code, caught.value.params


# --- conversion price ----------------------------------------------------------------------


@many
@given(prices, prices, shares, st.sampled_from(BaseRule))
def test_average_lies_between_the_ratchet_and_no_change(price, issue, issued, rule):
    base = weighted_base(COUNTS, rule)
    average = adjust(price, issued, issue * issued, base=base)
    ratchet = adjust(price, issued, issue * issued, RATCHET)
    low, mid, high = ratchet.conversion_price_usd, average.conversion_price_usd, price
    assert low <= mid * (1 + 1e-12) and mid <= high
    assert average.base is base and ratchet.base is None


@many
@given(prices, st.floats(1, 50), shares, st.sampled_from(Protection))
def test_an_issue_at_or_above_the_price_changes_nothing(price, up, issued, protection):
    # the division of the two may round a flat issue below the price by one unit in the last place
    result = adjust(price, issued, price * up * issued * (1 + 1e-15), protection)
    assert result.conversion_price_usd == near(price)
    assert result.conversion_price_usd <= price


def test_the_trigger_is_strict():
    for protection in Protection:
        assert not adjust(2.0, 5e6, 10e6, protection).adjusted
        assert adjust(2.0, 5e6, 10e6, protection).conversion_price_usd == 2.0
    assert adjust(2.0, 5e6, 9.99e6).adjusted and adjust(2.0, 5e6, 9.99e6, RATCHET).adjusted
    assert not adjust(2.0, 5e6, 5e6, Protection.NONE).adjusted


@many
@given(prices, st.floats(0.01, 0.99), shares)
def test_a_larger_base_adjusts_less(price, down, issued):
    paid = price * down * issued
    found = [
        adjust(price, issued, paid, base=weighted_base(COUNTS, rule)).conversion_price_usd
        for rule in (
            BaseRule.PROTECTED_SERIES,
            BaseRule.COMMON_PREFERRED,
            BaseRule.COMMON_PREFERRED_GRANTED,
            BaseRule.COMMON_PREFERRED_GRANTED_RESERVE,
        )
    ]
    assert all(left <= right * (1 + 1e-12) for left, right in pairwise(found))


@many
@given(prices, st.floats(0.01, 0.99), shares)
def test_average_is_what_the_whole_base_paid_per_share(price, down, issued):
    base, paid = weighted_base(COUNTS), price * down * issued
    spent = base.shares * price + paid
    assert adjust(price, issued, paid).conversion_price_usd == near(spent / (base.shares + issued), 1e-12)


@many
@given(prices, st.floats(0.01, 0.99), shares, st.floats(0.05, 0.95))
def test_selling_in_two_parts_at_one_price_never_helps_the_protected_less(price, down, issued, cut):
    at = price * down
    whole = adjust(price, issued, at * issued).conversion_price_usd
    first = adjust(price, issued * cut, at * issued * cut)
    grown = Counts(COUNTS.common_shares + issued * cut, 2e6, 2e6)
    rest = issued * (1 - cut)
    second = adjust(first.conversion_price_usd, rest, at * rest, base=weighted_base(grown))
    assert at * (1 - 1e-12) <= second.conversion_price_usd <= whole * (1 + 1e-12)


def test_shares_given_away():
    # by hand: 2.5 x 12M / 16M = 1.875
    assert adjust(2.5, 4e6, 0).conversion_price_usd == 1.875
    assert code(adjust, 2.5, 4e6, 0, RATCHET) == ("no_consideration", {})


@pytest.mark.parametrize(
    ("args", "wanted", "name"),
    [
        ((0, 1, 1), "not_positive", "conversion_price_usd"),
        ((float("nan"), 1, 1), "not_positive", "conversion_price_usd"),
        ((2, 0, 1), "not_positive", "issued_shares"),
        ((2, 1, -1), "negative", "consideration_usd"),
        ((2, 1, float("inf")), "negative", "consideration_usd"),
    ],
)
def test_bad_issues_are_refused(args, wanted, name):
    found, params = code(adjust, *args)
    assert (found, params["name"]) == (wanted, name)


def test_a_weighted_average_states_its_base():
    named = {"conversion_price_usd": 2, "issued_shares": 1, "consideration_usd": 1}
    assert code(adjust_price, **named, protection=AVERAGE) == ("no_base", {})
    assert code(weighted_base, Counts())[1]["name"] == "base_shares"
    assert code(weighted_base, Counts(-1.0, 5.0))[0] == "negative"
    # by hand from COUNTS: 8 + 2 + 2 = 12; + 1 reserve = 13; 8 + 2 = 10; the series 1.5
    assert [weighted_base(COUNTS, rule).shares for rule in BaseRule] == [12e6, 13e6, 10e6, 1.5e6]
    assert adjust(2.5, 4e6, 5e6).base == weighted_base(COUNTS)


# --- lots ----------------------------------------------------------------------------------


@many
@given(prices, st.floats(0.05, 0.95), shares, shares)
def test_a_full_ratchet_gives_the_holder_the_new_price_on_all_money(price, down, held, issued):
    change = adjust(price, issued, price * down * issued, RATCHET)
    [lot] = adjust_lots([Lot("A", held, price, held)], {"A": change})
    assert lot.common_shares * change.issue_price_usd == near(held * price)
    assert lot.conversion_price_usd == near(change.conversion_price_usd)
    same = lot_at_price(
        key="A", shares=held, issue_price_usd=price, conversion_price_usd=change.conversion_price_usd
    )
    assert same.common_shares == near(lot.common_shares)


def test_lots_are_named_once_and_known():
    lot, change = Lot("A", 10, 2, 10), adjust(2, 5e6, 5e6)
    assert code(adjust_lots, [lot, lot], {}) == ("same_lot_twice", {})
    assert code(adjust_lots, [lot], {"B": change}) == ("unknown_lot", {"lot": "B"})
    assert code(lots_at_ipo, [lot], {"B": RatchetTerms(1)}, 9) == ("unknown_lot", {"lot": "B"})
    assert code(Lot, "A", 0, 2, 10)[1]["name"] == "shares"
    assert code(Lot, "A", 1, 2, -10)[1]["name"] == "common_shares"


def test_a_surplus_has_to_be_one():
    lot = Lot("C", 100, 2, 100)
    call = {"lot": lot, "preferred_shares": 1000}
    assert lot_with_surplus(**call, common_received_shares=1000) == lot
    assert code(lot_with_surplus, **call, common_received_shares=999)[0] == "no_surplus"
    call["preferred_shares"] = 99
    assert code(lot_with_surplus, **call, common_received_shares=99)[0] == "lot_over_total"


# --- IPO ratchets --------------------------------------------------------------------------


@many
@given(prices, prices, shares, st.floats(0.5, 1))
def test_a_ratchet_delivers_its_target_or_better(target, price, held, factor):
    [lot] = lots_at_ipo([Lot("E", held, 5, held)], {"E": RatchetTerms(target, factor)}, price)
    assert lot.ratio_x * price * factor >= target * (1 - 1e-12)
    assert lot.ratio_x >= 1
    if lot.ratio_x > 1 + 1e-9:
        assert lot.ratio_x * price * factor == near(target)


def test_one_series_carries_two_ratios():
    # Square S-1/A of 6 November 2015: 18.55614 at $9.00, $30M of Series E waived it
    lots = [Lot("E", 9_700_289, 15.46345, 9_700_289), Lot("E waived", 1_940_058, 15.46345, 1_940_058)]
    kept, waived = lots_at_ipo(lots, {"E": RatchetTerms(18.55614)}, 9.0)
    assert kept.ratio_x == near(18.55614 / 9)
    assert round(kept.extra_shares) == 10_299_702  # conventions, section 5
    assert waived is not kept and waived.ratio_x == 1
    assert lots_at_ipo(lots, {"E": RatchetTerms(18.55614)}, 18.55614) == tuple(lots)


def test_square_at_the_midpoint_gives_more_than_five_million():
    # Fortune, 6 November 2015: "more than 5 million"; recomputed 5,299,704.393705 (golden cases)
    case = {
        "series_e_shares_with_ratchet": 9_700_289,
        "original_issue_price": 15.46345,
        "guaranteed_value_per_share": 18.55614,
        "ipo_price": 12,
    }
    extra = ratchet_at_ipo(case)["additional_shares_more_than"]
    assert extra > 5_000_000 and extra == near(5_299_704.393705)


def test_box_measures_its_issue_price_against_nine_tenths_of_the_ipo_price():
    # rule: conventions, section 5; an issue price of $20 stands for any
    terms = {"F": RatchetTerms(20, 0.9)}
    [at_14] = lots_at_ipo([Lot("F", 9, 20, 9)], terms, 14)
    assert at_14.ratio_x == near(20 / 12.6)  # by hand: 0.9 x 14 = 12.6
    [at_21] = lots_at_ipo([Lot("F", 9, 20, 9)], terms, 21)
    assert at_21.ratio_x > 1  # above the issue price, yet 18.9 is below it
    [at_23] = lots_at_ipo([Lot("F", 9, 20, 9)], terms, 23)
    assert at_23.ratio_x == 1


def test_an_earlier_adjustment_is_kept_when_it_is_better():
    [lot] = lots_at_ipo([Lot("E", 10, 5, 15)], {"E": RatchetTerms(6)}, 5)  # asks 1.2, has 1.5
    assert lot.ratio_x == 1.5


@many
@given(shares, shares, st.floats(1, 4))
def test_what_the_others_lose_the_lot_gains(held, others, factor):
    before, after = [Lot("A", held, 2, held)], [Lot("A", held, 2, held * factor)]
    kept = others_kept_frac(before, after, other_shares=others)
    assert 0 < kept <= 1
    owned = others / (others + held) * kept
    assert owned + after[0].common_shares / (others + after[0].common_shares) == near(1.0)


@pytest.mark.parametrize("bad", [0, -9, float("nan"), float("inf")])
def test_bad_ratchets_are_refused(bad):
    lot = Lot("E", 1, 1, 1)
    assert code(lots_at_ipo, [lot], {}, bad)[0] == "not_positive"
    assert code(lots_at_ipo, [lot], {"E": RatchetTerms(bad)}, 9)[1]["name"] == "target_usd"
    assert code(lots_at_ipo, [lot], {"E": RatchetTerms(9, bad)}, 9)[1]["name"] == "price_factor"
    assert code(others_kept_frac, [lot], [lot], other_shares=bad)[0] == "not_positive"
    assert code(others_kept_frac, [lot], [], other_shares=5)[0] == "lots_differ"
