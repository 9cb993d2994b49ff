"""One priced round and yearly rates: identities, hand computations, and what is refused."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calc.captable import (
    PoolPlacement,
    new_investor_ownership,
    post_money,
    pre_money,
    pre_money_for_ownership,
    priced_round,
)
from calc.errors import CalcError
from calc.multiples import annual_rate, annual_rate_range
from calc.path import (
    fully_diluted_shares,
    record_path,
)
from calc.stakes import holding_of_check
from dashboard.sources.records import load_company

RECORD = record_path(load_company("airbnb"))

many = settings(max_examples=300, deadline=None, database=None, derandomize=True)


def near(value, rel=1e-12):
    return pytest.approx(value, rel=rel, abs=0)


def code(call, *arguments, **options) -> str:
    with pytest.raises(CalcError) as found:
        call(*arguments, **options)
    return found.value.code


def magnitudes(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(math.log(low), math.log(high)).map(math.exp)


# --- one priced round --------------------------------------------------------------------


@many
@given(
    magnitudes(1e3, 1e10),
    magnitudes(1e4, 1e12),
    st.floats(0.001, 0.6),
    st.floats(0, 0.39),
    st.sampled_from(list(PoolPlacement)),
)
def test_one_round_adds_up(existing, post, sold, pool_frac, pool):
    raised, pre = post * sold, post - post * sold
    done = priced_round(
        existing_shares=existing,
        pre_money_usd=pre,
        amount_raised_usd=raised,
        pool_frac_of_post=pool_frac,
        pool=pool,
    )
    assert existing + done.new_shares + done.pool_shares == near(done.fully_diluted_shares, rel=1e-11)
    assert done.investor_frac + done.existing_frac + done.pool_frac == near(1, rel=1e-11)
    assert done.new_shares * done.price_usd == near(raised)
    assert done.pool_shares == near(pool_frac * done.fully_diluted_shares)
    assert done.effective_pre_money_usd == near(existing * done.price_usd)
    if pool is PoolPlacement.INSIDE_PRE_MONEY:
        assert done.investor_frac == near(sold, rel=1e-11)
        assert done.price_usd * done.fully_diluted_shares == near(done.post_money_usd)
        assert done.effective_pre_money_usd == near(pre - pool_frac * done.post_money_usd, rel=1e-9)
    else:
        assert done.investor_frac == near(sold * (1 - pool_frac), rel=1e-11)
        assert done.effective_pre_money_usd == near(pre)


@many
@given(magnitudes(1e3, 1e12), st.floats(0.001, 0.999))
def test_the_ways_to_say_a_round_invert(raised, sold):
    pre = pre_money_for_ownership(raised, sold)
    assert new_investor_ownership(raised, pre) == near(sold, rel=1e-9)
    post = post_money(pre_money_usd=pre, amount_raised_usd=raised)
    assert post == near(raised / sold, rel=1e-9)
    assert pre_money(post_money_usd=post, amount_raised_usd=raised) == near(pre, rel=1e-9)


# --- rates -------------------------------------------------------------------------------


@many
@given(magnitudes(1e-4, 1e6), st.integers(365, 40_000))
def test_the_annual_rate_inverts(multiple, days):
    rate = annual_rate(multiple, days)
    assert (1 + rate) ** (days / 365) == near(multiple, rel=1e-9)
    assert (rate > 0) == (multiple > 1) or abs(multiple - 1) < 1e-12


@many
@given(magnitudes(1e-4, 1e6), st.integers(365, 20_000), st.integers(0, 400))
def test_the_range_of_rates_has_both_ends(multiple, days, more):
    low, high = annual_rate_range(multiple, days, days + more)
    assert low <= high
    assert {low, high} == {annual_rate(multiple, days), annual_rate(multiple, days + more)}


def test_rates_worked_by_hand():
    assert annual_rate(4, 730) == near(1.0)  # doubles twice in two years
    assert annual_rate(1, 4000) == 0
    assert annual_rate(0, 365) == -1  # a total loss
    assert annual_rate(3, 365) == near(2.0)
    assert annual_rate(3, 364) is None


# --- what cannot be computed -------------------------------------------------------------

BAD = [0, 0.0, -1, -0.01, math.nan, math.inf, -math.inf]


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize(
    ("function", "good"),
    [
        (post_money, {"pre_money_usd": 8.0, "amount_raised_usd": 2.0}),
        (pre_money, {"post_money_usd": 10.0, "amount_raised_usd": 2.0}),
        (new_investor_ownership, {"amount_raised_usd": 2.0, "pre_money_usd": 8.0}),
        (priced_round, {"existing_shares": 6.0, "pre_money_usd": 8.0, "amount_raised_usd": 2.0}),
        (fully_diluted_shares, {"post_money_usd": 8.0, "issue_price_usd": 2.0}),
    ],
)
def test_amounts_that_are_none(function, good, bad):
    for name in good:
        with pytest.raises(CalcError) as found:
            function(**good | {name: bad})
        assert (found.value.code, found.value.params["name"]) == ("not_positive", name)


@pytest.mark.parametrize("bad", BAD)
def test_checks_and_fractions_that_are_none(bad):
    assert code(holding_of_check, RECORD.steps[0], bad) == "not_positive"
    assert code(pre_money_for_ownership, bad, 0.2) == "not_positive"
    assert code(pre_money_for_ownership, 5.0, bad) == "not_a_fraction"
    assert code(pre_money_for_ownership, 5.0, 1.0) == "not_a_fraction"


@pytest.mark.parametrize("raised", [10.0, 10.1, 1e9])
def test_raised_as_much_as_the_company_is_worth(raised):
    assert code(pre_money, post_money_usd=10.0, amount_raised_usd=raised) == "raised_over_post"


@pytest.mark.parametrize("pool_frac", [-0.1, 0.8, 0.9, 1.0, 1.5, math.nan, math.inf])
def test_a_pool_that_leaves_nothing(pool_frac):
    """A fifth is sold: 80 % for the pool leaves the holders nothing."""
    given_round = {"existing_shares": 6.0, "pre_money_usd": 8.0, "amount_raised_usd": 2.0}
    assert code(priced_round, **given_round, pool_frac_of_post=pool_frac) == "pool_too_large"


@pytest.mark.parametrize("pool_frac", [-0.1, 1.0, 1.5, math.nan])
def test_a_pool_after_the_money_may_be_larger(pool_frac):
    given_round = {"existing_shares": 6.0, "pre_money_usd": 8.0, "amount_raised_usd": 2.0}
    after = {"pool": PoolPlacement.AFTER_MONEY}
    assert priced_round(**given_round, pool_frac_of_post=0.9, **after).investor_frac == near(0.02)
    assert code(priced_round, **given_round, pool_frac_of_post=pool_frac, **after) == "pool_too_large"
