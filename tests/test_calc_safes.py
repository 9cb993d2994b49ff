"""SAFE rounds: identities at every draw, the exact cases of the issue, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.errors import CalcError
from calc.safes import (
    Before,
    Control,
    Convertible,
    Form,
    Method,
    RoundTerms,
    at_exit,
    legal,
    note_balance,
    quick_pro_rata,
    solve_round,
)
from calc.waterfall import Common, Terms, waterfall
from tests.drawn import magnitudes, many, near

amounts = magnitudes(1e4, 5e6)
caps = st.none() | magnitudes(2e6, 1e8)
discounts = st.sampled_from([0.0, 0.1, 0.2, 0.3])
papers = st.lists(st.tuples(amounts, caps, st.sampled_from(Form), discounts), max_size=5)
befores = st.builds(
    Before,
    magnitudes(1e6, 1e8),
    st.floats(0, 1e6),
    st.floats(0, 1e5),
    st.floats(0, 1e6),
)
rounds = st.builds(
    RoundTerms,
    magnitudes(2e6, 2e8),
    magnitudes(5e5, 5e7),
    target_pool_frac=st.sampled_from([0.0, 0.1, 0.2]),
)


def made(rows) -> list[Convertible]:
    return [Convertible(f"p{at}", amount, cap, form, off) for at, (amount, cap, form, off) in enumerate(rows)]


def solved(before: Before, given_papers, terms: RoundTerms):
    try:
        return solve_round(before, given_papers, terms)
    except CalcError as error:
        assert error.code == "fully_sold"
        return None


# --- identities ----------------------------------------------------------------------------


@many
@given(befores, papers, rounds)
def test_shares_add_up_and_pay_for_the_round(before, rows, terms):
    done = solved(before, made(rows), terms)
    if done is None:
        return
    converted = sum(one.shares for one in done.conversions)
    assert done.capitalization_shares == near(before.fully_diluted_shares + converted, 1e-9)
    total = done.capitalization_shares + done.pool_increase_shares + done.new_shares
    assert done.fully_diluted_shares == near(total, 1e-9)
    # percentage ownership: the new money keeps new / (pre + new), whatever converts
    assert done.new_frac == near(terms.new_money_usd / (terms.pre_money_usd + terms.new_money_usd), 1e-9)
    assert done.price_usd * done.new_shares == near(terms.new_money_usd, 1e-9)
    assert done.pool_shares >= terms.target_pool_frac * done.fully_diluted_shares * (1 - 1e-9)


@many
@given(befores, papers, rounds)
def test_each_paper_takes_the_best_it_may(before, rows, terms):
    given_papers = made(rows)
    done = solved(before, given_papers, terms)
    if done is None:
        return
    for paper, one in zip(given_papers, done.conversions, strict=True):
        at_price = paper.amount_usd / (done.price_usd * (1 - paper.discount_frac))
        counted = done.capitalization_shares
        if paper.form is Form.PRE_MONEY:
            counted = before.fully_diluted_shares + done.pool_increase_shares
        at_cap = paper.amount_usd * counted / paper.cap_usd if paper.cap_usd else 0.0
        assert one.shares == near(max(at_price, at_cap), 1e-9)
        assert (one.control is Control.CAP) == (at_cap > at_price * (1 + 1e-12))


@many
@given(befores, papers, rounds, st.sampled_from([2.0, 1000.0]))
def test_shares_scale_and_the_order_of_issue_does_not_matter(before, rows, terms, factor):
    given_papers = made(rows)
    done = solved(before, given_papers, terms)
    if done is None:
        return
    more = Before(
        before.outstanding_shares * factor,
        before.granted_options_shares * factor,
        before.promised_options_shares * factor,
        before.unissued_pool_shares * factor,
    )
    scaled = solve_round(more, given_papers[::-1], terms)
    assert scaled.price_usd * factor == near(done.price_usd, 1e-9)
    for one in done.conversions:
        assert scaled.of(one.key).frac == near(one.frac, 1e-9)


# --- the cases of the issue, exact -------------------------------------------------------------


def test_eight_and_twenty_percent():
    # $1M at a $12.5M post-money cap sells 8 %; the round sells 20 %, so 8 % x 0.8 is left (by hand)
    done = solve_round(Before(9.2e6), [Convertible("s", 1e6, 12.5e6)], RoundTerms(16e6, 4e6))
    assert done.of("s").frac == near(0.064) and done.new_frac == near(0.2)
    assert 9.2e6 / done.fully_diluted_shares == near(0.92 * 0.8)


def test_two_times_eight_and_twenty_percent():
    # two SAFEs of 8 % add up and do not dilute each other: founders 84 % x 0.8 (by hand)
    two = [Convertible("a", 1e6, 12.5e6), Convertible("b", 2e6, 25e6)]
    done = solve_round(Before(8.4e6), two, RoundTerms(40e6, 10e6))
    assert [one.frac for one in done.conversions] == [near(0.064), near(0.064)]
    assert 8.4e6 / done.fully_diluted_shares == near(0.84 * 0.8)


def test_a_paper_at_the_round_price_enlarges_the_others():
    # a caps at $4M: 25 %; b's $50M cap is above the round, so it pays the round price. By hand:
    # capitalization C = 8M / (1 - 0.25 - 0.1), b owns $1M of the $10M pre-money
    two = [Convertible("a", 1e6, 4e6), Convertible("b", 1e6, 50e6)]
    done = solve_round(Before(8e6), two, RoundTerms(10e6, 2e6))
    assert done.capitalization_shares == near(8e6 / 0.65)
    assert done.of("b").control is Control.ROUND_PRICE
    assert done.of("b").price_usd == near(done.price_usd)


def test_an_mfn_takes_the_best_later_package_whole():
    later = [Convertible("b", 1e6, 10e6), Convertible("c", 1e6, discount_frac=0.2)]
    done = solve_round(Before(8e6), [Convertible("m", 5e5, mfn=True), *later], RoundTerms(12e6, 3e6))
    # 20 % off gives 0.5 / 0.8 / 15 = 4.17 % of the company, the $10M cap 4 %: the discount is better
    assert done.of("m").elected_key == "c" and done.of("m").frac == near(0.5 / 0.8 / 15)
    alone = solve_round(Before(8e6), [*later, Convertible("m", 5e5, mfn=True)], RoundTerms(12e6, 3e6))
    assert alone.of("m").elected_key == "" and alone.of("m").control is Control.ROUND_PRICE


# --- legal rounding, notes, exits -------------------------------------------------------------


def test_legal_rounding_gives_the_guides_counts():
    # Y Combinator, Post-Money Safe User Guide, Appendix II, example 1
    before = Before(9_250_000, 300_000, 350_000, 100_000)
    two = [Convertible("a", 200_000, 4e6), Convertible("b", 800_000, 8e6)]
    done = solve_round(before, two, RoundTerms(15e6, 5e6, pool_increase_shares=1_695_000))
    found = legal(done, new_money_usd=5e6)
    assert found.shares == {"a": 588_235, "b": 1_176_470}
    assert (found.price_usd, found.new_shares) == (1.1144, 4_486_719)
    assert 0 <= found.new_spare_usd < found.price_usd


def test_interest_is_simple():
    # 5 % on $1M for a year (golden case note-interest-converts); two years by hand
    assert note_balance(principal_usd=1e6, annual_rate_frac=0.05, years=1) == near(1_050_000.0)
    assert note_balance(principal_usd=1e6, annual_rate_frac=0.05, years=2) == near(1_100_000.0)


def test_an_uncapped_paper_gets_its_money_back_at_an_exit():
    (paper,) = at_exit(Before(8e6), [Convertible("n", 1e6)])
    paid = waterfall(Terms((Common("c", "Common", 8e6),), (paper,)), [5e5, 1e6, 1e9, 1e15]).of("n")
    assert paid.tolist() == [5e5, 1e6, 1e6, 1e6]


# --- refusals -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: solve_round(Before(8e6), [Convertible("s", 5e6, 5e6)], RoundTerms(9e6, 1e6)), "fully_sold"),
        (lambda: solve_round(Before(8e6), [Convertible("s", 9e6)], RoundTerms(9e6, 1e6)), "fully_sold"),
        (
            lambda: solve_round(Before(8e6), [], RoundTerms(5e6, 5e6, target_pool_frac=0.5)),
            "fully_sold",
        ),
        (lambda: at_exit(Before(8e6), [Convertible("s", 5e6, 5e6)]), "fully_sold"),
        (
            lambda: solve_round(
                Before(8e6), [Convertible("s", 1e6), Convertible("s", 1e6)], RoundTerms(9e6, 1e6)
            ),
            "same_paper_twice",
        ),
        (
            lambda: solve_round(
                Before(8e6), [Convertible("s", 1e6, mfn=True, elects="x")], RoundTerms(9e6, 1e6)
            ),
            "not_issued_later",
        ),
        (
            lambda: solve_round(
                Before(8e6), [], RoundTerms(9e6, 1e6, target_pool_frac=0.1, method=Method.PRE_MONEY)
            ),
            "pool_needs_shares",
        ),
        (lambda: Convertible("s", 0.0), "not_positive"),
        (lambda: Convertible("s", 1e6, cap_usd=-1.0), "not_positive"),
        (lambda: Convertible("s", 1e6, discount_frac=1.0), "not_a_fraction"),
        (lambda: Convertible("s", 1e6, fixed_frac=1.5), "not_a_fraction"),
        (lambda: Convertible("s", 1e6, 1e7, fixed_frac=0.07), "fixed_and_cap"),
        (lambda: Before(1e6, -1.0), "negative"),
        (lambda: RoundTerms(1e6, 1e6, target_pool_frac=1.0), "not_a_fraction"),
        (lambda: RoundTerms(1e6, 1e6, pool_increase_shares=-1.0), "negative"),
        (lambda: note_balance(principal_usd=1e6, annual_rate_frac=-0.1, years=1), "negative"),
        (
            lambda: quick_pro_rata(safes_frac=0.1, with_right_frac=0.5, new_frac=0.5, pool_increase_frac=0.0),
            "fully_sold",
        ),
        (
            lambda: quick_pro_rata(safes_frac=1.0, with_right_frac=0.5, new_frac=0.5, pool_increase_frac=0.0),
            "not_a_fraction",
        ),
    ],
)
def test_what_cannot_be_is_refused(make, code):
    with pytest.raises(CalcError) as caught:
        make()
    assert caught.value.code == code
