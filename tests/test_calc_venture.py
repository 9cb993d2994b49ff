"""Venture arithmetic: the readings of "25 %", risk-free floors and checks paid by one win."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.errors import CalcError
from calc.venture import (
    Reading,
    annual_growth,
    break_even_hit_rate,
    checks_covered,
    exit_multiple,
    growth_x,
    hit_rate,
    present_value,
    retained_needed,
    value_to_cover,
    years_needed,
)
from tests.adapters.venture_math import checks_paid_by_one_win, one_share
from tests.drawn import magnitudes, many, near

ANNUAL, TOTAL = Reading.ANNUAL, Reading.TOTAL
rates = st.floats(0.01, 1)
times = st.floats(0.5, 20)
values = magnitudes(1e5, 1e11)
shares = st.floats(0.001, 1)


def code(call, *args, **named) -> str:
    with pytest.raises(CalcError) as caught:
        call(*args, **named)
    return caught.value.code


# --- identities ----------------------------------------------------------------------------


@many
@given(rates, times)
def test_years_undo_growth(rate, years):
    assert years_needed(growth_x(rate, reading=ANNUAL, years=years), rate) == near(years, 1e-9)


@many
@given(magnitudes(0.01, 1000), times)
def test_growth_undoes_a_multiple(multiple, years):
    rate = annual_growth(multiple, years)
    assert growth_x(rate, reading=ANNUAL, years=years) == near(multiple, 1e-9)


@many
@given(rates, times, values, shares)
def test_the_retained_fraction_makes_the_multiple(rate, years, entry, part):
    exit_value = entry * growth_x(rate, reading=ANNUAL, years=years) / part
    kept = retained_needed(
        entry_value_usd=entry, exit_value_usd=exit_value, annual_return_frac=rate, years=years
    )
    assert kept == near(part, 1e-9) and kept <= 1
    got = exit_multiple(entry_value_usd=entry, exit_value_usd=exit_value, retained_frac=kept)
    assert years_needed(got, rate) == near(years, 1e-6)


@many
@given(shares, st.floats(1.5, 100), st.floats(0, 0.9))
def test_a_hit_rate_gives_the_wanted_mean(rate, hit, miss):
    wanted = rate * hit + (1 - rate) * miss
    assert hit_rate(wanted_x=wanted, hit_x=hit, miss_x=miss) == near(rate, 1e-9)


@many
@given(magnitudes(1, 1e6), values, shares, shares)
def test_value_to_cover_undoes_checks_covered(count, check, stake, kept):
    named = {"check_usd": check, "stake_frac": stake, "retained_frac": kept}
    value = value_to_cover(checks=count, **named)
    assert checks_covered(company_value_usd=value, **named) == near(count)


@many
@given(values, rates, times)
def test_present_value_grows_back(value, rate, years):
    today = present_value(exit_value_usd=value, required_return_frac=rate, years=years)
    assert today * growth_x(rate, reading=ANNUAL, years=years) == near(value)


def test_both_readings_agree_over_one_year():
    assert growth_x(0.25, reading=ANNUAL, years=1) == growth_x(0.25, reading=TOTAL) == 1.25


# --- figures of the conventions, section 7 ---------------------------------------------------


def test_what_25_percent_a_year_leaves_for_dilution():
    # "$10M in, about 7 years, roughly half diluted away": 1.25 ^ 7 / 10 = 0.476837158203125
    named = {"exit_value_usd": 100e6, "annual_return_frac": 0.25}
    assert retained_needed(entry_value_usd=10e6, years=7, **named) == near(0.476837158203125)
    # "it cannot fit $20M in, 10 years": 1.25 ^ 10 / 5 = 1.8626 of the stake
    assert code(retained_needed, entry_value_usd=20e6, years=10, **named) == "out_of_reach"


def test_hit_rates_under_both_readings():
    # total: 6.25 %, 12.5 %, 25 % (section 7); annual over 7 years, by hand: 1.25 ^ 7 = 4.76837...
    yearly = growth_x(0.25, reading=ANNUAL, years=7)
    assert [hit_rate(wanted_x=1.25, hit_x=hit) for hit in (20, 10, 5)] == [0.0625, 0.125, 0.25]
    assert hit_rate(wanted_x=yearly, hit_x=5) == near(4.76837158203125 / 5)
    assert code(hit_rate, wanted_x=growth_x(0.25, reading=ANNUAL, years=8), hit_x=5) == "out_of_reach"


@pytest.mark.parametrize(("years", "rise"), [(7, 0.41), (10, 0.63)])
@pytest.mark.parametrize("hit", [20, 10, 5])
def test_dearer_money_raises_the_needed_hit_rate_whatever_the_entry(years, rise, hit):
    # "From 0 % to 5 % the needed hit rate rises by 41 % over 7 years and 63 % over 10"
    free = break_even_hit_rate(hit_x=hit, risk_free_frac=0, years=years)
    dear = break_even_hit_rate(hit_x=hit, risk_free_frac=0.05, years=years)
    assert free == near(1 / hit)
    assert dear / free - 1 == pytest.approx(rise, abs=0.005)


def test_one_airbnb_pays_for_thousands_of_checks():
    # golden case vm-cheques-paid-by-one-winner, a shape the runner cannot compare
    result = checks_paid_by_one_win(
        {
            "cheque": 20_000,
            "initial_stake": 0.06,
            "company_value": 47e9,
            "retained_fraction": [1, 0.25, 0.1],
        }
    )
    assert result["cheques_covered"] == pytest.approx([141_000, 35_250, 14_100], rel=1e-9)
    needed = result["value_needed_to_cover"]
    assert needed["cheques"] == [100, 1000]
    printed, unrounded = [133.3e6, 1333.3e6], [133_333_333.3333, 1_333_333_333.333]
    assert needed["company_value_at_25pct_retention"] == pytest.approx(printed, rel=1e-3)
    assert needed["company_value_at_25pct_retention"] == pytest.approx(unrounded, rel=1e-9)


def test_square_series_d_at_the_opening_price():
    # golden case vm-square-series-d-return: "at least 20 %" in words, 7 % a year printed (365.25 days)
    result = one_share({"cost_per_share": 11.014, "price": 13.5, "start": "2012-09-15", "end": "2015-11-19"})
    assert result["total_return_at_least"] > 0.2
    assert result["total_return_at_least"] == pytest.approx(0.2257127292537, rel=1e-9)
    assert result["annual_growth"] == pytest.approx(0.06618117409135, rel=1e-9)


# --- refusals ------------------------------------------------------------------------------


@pytest.mark.parametrize("bad", [-1, -2, float("nan"), float("inf")])
def test_rates_that_lose_everything_are_refused(bad):
    for reading in Reading:
        assert code(growth_x, bad, reading=reading, years=3) == "bad_rate"
    assert code(years_needed, 5, bad) == "not_positive"


@pytest.mark.parametrize("bad", [0, -0.1, 1.1, float("nan")])
def test_fractions_of_a_stake(bad):
    assert code(exit_multiple, entry_value_usd=1, exit_value_usd=2, retained_frac=bad) == "not_a_fraction"
    named = {"check_usd": 1, "retained_frac": 1}
    assert code(checks_covered, company_value_usd=1, stake_frac=bad, **named) == "not_a_fraction"
    assert code(value_to_cover, checks=1, stake_frac=bad, **named) == "not_a_fraction"


def test_what_cannot_be_is_refused_by_name():
    assert code(growth_x, 0.25, reading=ANNUAL) == "no_years"
    assert code(growth_x, 0.25, reading=ANNUAL, years=0) == "not_positive"
    assert code(growth_x, 9, reading=ANNUAL, years=1e6) == "out_of_range"
    assert code(growth_x, -0.9, reading=ANNUAL, years=1e6) == "out_of_range"
    assert code(annual_growth, 1e9, 0.001) == "out_of_range"
    assert code(annual_growth, 0, 5) == code(annual_growth, 5, 0) == "not_positive"
    assert code(years_needed, 0.9, 0.25) == "no_gain"
    assert code(years_needed, 5, 0) == "not_positive"
    assert code(hit_rate, wanted_x=1.25, hit_x=1.2) == "out_of_reach"
    for miss in (-0.1, 10, 2, float("nan")):
        assert code(hit_rate, wanted_x=1.25, hit_x=10, miss_x=miss) == "bad_miss"
    assert code(present_value, exit_value_usd=0, required_return_frac=0.5, years=5) == "not_positive"
    assert hit_rate(wanted_x=10, hit_x=10) == 1 and years_needed(1, 0.25) == 0
