"""Exit mathematics: any number solved for gives the others back; the published numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from calc.errors import CalcError
from calc.exit_math import Bet, Unknown, build_or_buy_price, funds_returned, needed_exit, solve_bet
from calc.venture import Reading
from tests.drawn import magnitudes, many, near

FIELDS = {
    Unknown.ENTRY: "entry_usd",
    Unknown.EXIT: "exit_usd",
    Unknown.YEARS: "years",
    Unknown.RETAINED: "retained_frac",
    Unknown.HIT: "hit_frac",
    Unknown.RETURN: "return_frac",
}
CLAIM = Bet(10e6, 100e6, 7, 1.0, 1.0, 0.25)
bets = st.builds(
    Bet,
    magnitudes(1e5, 1e10),
    magnitudes(1e5, 1e12),
    st.floats(0.5, 30),
    st.floats(0.01, 1),
    st.floats(0.01, 1),
    st.floats(-0.5, 3),
)
readings = st.sampled_from(Reading)


def code(call, *args, **named) -> str:
    with pytest.raises(CalcError) as caught:
        call(*args, **named)
    return caught.value.code


# --- laws ----------------------------------------------------------------------------------


@many
@given(bets, readings, st.sampled_from(Unknown))
def test_what_is_solved_for_makes_the_return(bet, reading, unknown):
    """Put the solution back, solve for the return: it is the one asked for."""
    try:
        done = solve_bet(bet, unknown, reading=reading)
    except CalcError as error:
        assert error.code in ("kept_over_all", "out_of_reach", "years_free", "no_such_years", "any_years")
        return
    again = solve_bet(done, Unknown.RETURN, reading=reading)
    assert 1 + again.return_frac == near(1 + done.return_frac, 1e-6)
    others = {name: getattr(done, name) for key, name in FIELDS.items() if key is not unknown}
    assert others == {name: getattr(bet, name) for name in others}, "nothing else moved"


@many
@given(bets, readings, st.sampled_from([one for one in Unknown if one is not Unknown.RETURN]))
def test_any_number_can_be_found_again(bet, reading, unknown):
    """Take a consistent bet, forget one number, solve for it: it comes back."""
    bet = solve_bet(bet, Unknown.RETURN, reading=reading)
    assume(bet.return_frac > -0.999)  # nearer to -1 the digits of 1 + return are lost
    if unknown is Unknown.YEARS and (reading is Reading.TOTAL or abs(bet.return_frac) < 1e-6):
        return
    forgotten = replace(bet, **{FIELDS[unknown]: 1.0})
    found = solve_bet(forgotten, unknown, reading=reading)
    assert getattr(found, FIELDS[unknown]) == near(getattr(bet, FIELDS[unknown]), 1e-6)


@many
@given(magnitudes(1e6, 1e10), st.floats(0.01, 1), st.floats(0.05, 1), st.floats(0.01, 1), st.floats(0, 1))
def test_the_needed_exit_is_the_bet_solved_for_its_exit(check, stake, kept, hit, rate):
    bet = Bet(check / stake, 1.0, 7, kept, hit, rate)
    named = {"stake_frac": stake, "retained_frac": kept, "hit_frac": hit, "return_frac": rate, "years": 7}
    assert needed_exit(check_usd=check, **named) == near(solve_bet(bet, Unknown.EXIT).exit_usd, 1e-9)


@many
@given(magnitudes(1e6, 1e11), magnitudes(1e5, 1e11), st.floats(0.25, 20), st.floats(0, 1), st.floats(0, 1))
def test_at_the_highest_price_buying_is_as_good_as_the_best_other_way(value, cost, years, chance, rate):
    terms = {"build_usd": cost, "years": years, "success_frac": chance, "discount_frac": rate}
    price = build_or_buy_price(value_usd=value, **terms)
    building = chance * value / (1 + rate) ** years - cost
    assert value - price == near(max(0, building), abs=1e-6 * value)
    assert price <= value


# --- the published numbers -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "years", "hit"), [(5e6, 13.43, 0.0625), (10e6, 10.32, 0.125), (20e6, 7.21, 0.25)]
)
def test_both_readings_of_25_percent(entry: float, years: float, hit: float):
    """ln(20), ln(10), ln(5) over ln(1.25): 13.43, 10.32, 7.21 years; hit rates 6.25, 12.5, 25 %."""
    bet = replace(CLAIM, entry_usd=entry)
    assert solve_bet(bet, Unknown.YEARS).years == pytest.approx(years, abs=0.005)
    assert solve_bet(bet, Unknown.HIT, reading=Reading.TOTAL).hit_frac == near(hit)


def test_ten_million_in_seven_years_leaves_half():
    """1.25 ^ 7 x 10 / 100 = 0.476837158203125; $20M over ten years would need 186 % of the stake."""
    assert solve_bet(CLAIM, Unknown.RETAINED).retained_frac == near(0.476837158203125)
    assert code(solve_bet, replace(CLAIM, entry_usd=20e6, years=10), Unknown.RETAINED) == "kept_over_all"
    assert code(solve_bet, replace(CLAIM, entry_usd=90e6), Unknown.HIT) == "out_of_reach"


def test_a_mega_check_by_hand():
    """$1B for 20 %, half kept, one in ten, 25 % over 7 years: 1e9 x 4.76837158203125 / 0.01."""
    named = {"stake_frac": 0.2, "retained_frac": 0.5, "hit_frac": 0.1, "return_frac": 0.25, "years": 7}
    assert needed_exit(check_usd=1e9, **named) == near(476.837158203125e9)
    # worth $20B, half a chance in three years at 10 %: 20 - (0.5 x 20 / 1.331 - 2)
    terms = {"build_usd": 2e9, "years": 3, "success_frac": 0.5, "discount_frac": 0.1}
    assert build_or_buy_price(value_usd=20e9, **terms) == near(20e9 - (10e9 / 1.331 - 2e9), 1e-9)
    assert build_or_buy_price(value_usd=20e9, **terms | {"success_frac": 0.0}) == 20e9


def test_each_number_by_hand():
    """0.5 x 0.4 x 90 / 10 = 1.8 in total; per year over 2 years the same 1.8 is 34.164 %, sqrt(1.8) - 1."""
    bet = Bet(10.0, 90.0, 2.0, 0.5, 0.4, 0.8)
    assert (bet.multiple_x, bet.expected_x) == near((4.5, 1.8))
    total = Reading.TOTAL
    assert solve_bet(bet, Unknown.RETURN, reading=total) == replace(bet, return_frac=bet.expected_x - 1)
    assert solve_bet(bet, Unknown.RETURN).return_frac == near(1.8**0.5 - 1)
    for unknown, name, value in [
        (Unknown.ENTRY, "entry_usd", 10.0),
        (Unknown.EXIT, "exit_usd", 90.0),
        (Unknown.RETAINED, "retained_frac", 0.5),
        (Unknown.HIT, "hit_frac", 0.4),
    ]:
        found = solve_bet(replace(bet, **{name: 1.0}), unknown, reading=total)
        assert getattr(found, name) == near(value)
    yearly = replace(bet, return_frac=0.8, years=1.0)  # a growth of 1.8 in one year
    assert solve_bet(replace(yearly, years=5.0), Unknown.YEARS).years == near(1.0)
    assert solve_bet(replace(yearly, return_frac=-0.1, exit_usd=45.0), Unknown.YEARS).years == near(1.0)
    # the entry the yearly rate allows over 2 years: 18 / 1.8 ^ 2
    assert solve_bet(replace(yearly, years=2.0), Unknown.ENTRY).entry_usd == near(18 / 3.24)


def test_the_number_solved_for_is_not_looked_at():
    for unknown, name in FIELDS.items():
        solve_bet(replace(CLAIM, **{name: -5.0}), unknown)


# --- refusals ------------------------------------------------------------------------------


def refused(call, *args, **named) -> tuple[str, dict[str, object]]:
    with pytest.raises(CalcError) as caught:
        call(*args, **named)
    return caught.value.code, caught.value.params


@pytest.mark.parametrize(
    ("unknown", "reading", "changed", "code", "told"),
    [
        (Unknown.YEARS, Reading.TOTAL, {}, "years_free", {}),
        (Unknown.YEARS, Reading.ANNUAL, {"return_frac": -0.1}, "no_such_years", {}),
        (Unknown.YEARS, Reading.ANNUAL, {"return_frac": 0.0}, "no_such_years", {}),
        (Unknown.YEARS, Reading.ANNUAL, {"exit_usd": 10e6}, "no_such_years", {}),
        (Unknown.YEARS, Reading.ANNUAL, {"exit_usd": 10e6, "return_frac": 0.0}, "any_years", {}),
        (Unknown.EXIT, Reading.ANNUAL, {"entry_usd": 0.0}, "not_positive", {"name": "entry", "value": 0.0}),
        (Unknown.ENTRY, Reading.ANNUAL, {"exit_usd": -1.0}, "not_positive", {"name": "exit", "value": -1.0}),
        (Unknown.EXIT, Reading.TOTAL, {"years": 0.0}, "not_positive", {"name": "years", "value": 0.0}),
        (Unknown.EXIT, Reading.ANNUAL, {"hit_frac": 0.0}, "not_a_fraction", {"name": "hit", "value": 0.0}),
        (
            Unknown.EXIT,
            Reading.ANNUAL,
            {"retained_frac": 1.5},
            "not_a_fraction",
            {"name": "retained", "value": 1.5},
        ),
        (
            Unknown.EXIT,
            Reading.ANNUAL,
            {"return_frac": -1.0},
            "bad_rate",
            {"name": "return_frac", "value": -1.0},
        ),
        (Unknown.RETURN, Reading.ANNUAL, {"years": 1e-9}, "out_of_range", {"years": 1e-9}),
        # 1.25 x 90 / 100; 1.25 x 80 / 100 with one bet in four
        (Unknown.HIT, Reading.TOTAL, {"entry_usd": 90e6}, "out_of_reach", {"needed": 1.125}),
        (
            Unknown.RETAINED,
            Reading.TOTAL,
            {"entry_usd": 80e6, "hit_frac": 0.25},
            "kept_over_all",
            {"needed": 4.0},
        ),
    ],
)
def test_what_has_no_answer_says_which(unknown, reading, changed, code, told):
    assert refused(solve_bet, replace(CLAIM, **changed), unknown, reading=reading) == (code, told)


def test_all_of_a_stake_is_a_fraction_too():
    exact = replace(CLAIM, entry_usd=80e6)  # 1.25 x 80 / 100
    assert solve_bet(exact, Unknown.HIT, reading=Reading.TOTAL).hit_frac == 1
    a_rounding_above = replace(exact, entry_usd=80e6 * (1 + 5e-13))
    assert solve_bet(a_rounding_above, Unknown.RETAINED, reading=Reading.TOTAL).retained_frac == 1
    assert solve_bet(a_rounding_above, Unknown.HIT, reading=Reading.TOTAL).hit_frac == 1


def test_other_refusals_name_the_number():
    assert refused(funds_returned, proceeds_usd=-1.0, fund_usd=1.0) == ("negative", {"value": -1.0})
    assert funds_returned(proceeds_usd=0.0, fund_usd=2.0) == 0
    assert funds_returned(proceeds_usd=3.0, fund_usd=2.0) == 1.5
    bad = ("not_positive", {"name": "fund_usd", "value": 0.0})
    assert refused(funds_returned, proceeds_usd=1.0, fund_usd=0.0) == bad
    terms = {"value_usd": 1.0, "build_usd": 1.0, "years": 1.0, "success_frac": 0.5, "discount_frac": 0.1}
    for value in (-0.1, 1.1):
        told = ("not_a_fraction", {"name": "success_frac", "value": value})
        assert refused(build_or_buy_price, **terms | {"success_frac": value}) == told
    for name in ("value_usd", "build_usd", "years"):
        told = ("not_positive", {"name": name, "value": 0.0})
        assert refused(build_or_buy_price, **terms | {name: 0.0}) == told
    named = {"stake_frac": 0.2, "retained_frac": 0.5, "hit_frac": 0.1, "return_frac": 0.25, "years": 7}
    for name in ("stake_frac", "retained_frac", "hit_frac"):
        told = ("not_a_fraction", {"name": name, "value": 0.0})
        assert refused(needed_exit, check_usd=1.0, **named | {name: 0.0}) == told
    told = ("not_positive", {"name": "check_usd", "value": 0.0})
    assert refused(needed_exit, check_usd=0.0, **named) == told
    assert build_or_buy_price(**terms | {"success_frac": 1.0, "value_usd": 11.0}) == near(11 - (11 / 1.1 - 1))
