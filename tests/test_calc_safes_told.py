"""SAFEs and notes: everything a refusal carries, the edges of what is accepted, figures by hand."""

from __future__ import annotations

from functools import partial

import pytest

from calc.captable import PoolPlacement
from calc.errors import CalcError
from calc.safes import (
    Before,
    Convertible,
    Form,
    Method,
    RoundTerms,
    at_exit,
    note_balance,
    quick_pro_rata,
    solve_round,
)
from calc.safes.arrays import stack
from calc.safes.terms import fixed_from_cap, implied_cap
from calc.waterfall.terms import Choice
from tests.drawn import near

QUICK = {"safes_frac": 0.15, "with_right_frac": 0.15, "new_frac": 0.25, "pool_increase_frac": 0.1}
BEFORE = Before(8e6)
ROUND = RoundTerms(9e6, 1e6)


def paper(key="s", amount=1e6, **given) -> Convertible:
    return Convertible(key, amount, **given)


def note(principal=1e6, rate=0.05, years=1.0) -> float:
    return note_balance(principal_usd=principal, annual_rate_frac=rate, years=years)


def named(name: str, value: float) -> dict[str, object]:
    return {"name": name, "value": value}


# what is refused, by which code, and everything the sentence is told
REFUSED = [
    (lambda: note(principal=0.0), "not_positive", named("principal_usd", 0.0)),
    (lambda: note(rate=-0.1), "negative", named("annual_rate_frac", -0.1)),
    (lambda: note(years=-0.5), "negative", named("years", -0.5)),
    (lambda: paper(amount=0.0), "not_positive", named("amount_usd", 0.0)),
    (lambda: paper(cap_usd=-1.0), "not_positive", named("cap_usd", -1.0)),
    (lambda: paper(discount_frac=1.0), "not_a_fraction", named("discount_frac", 1.0)),
    (lambda: paper(discount_frac=-0.1), "not_a_fraction", named("discount_frac", -0.1)),
    (lambda: paper(fixed_frac=0.0), "not_a_fraction", named("fixed_frac", 0.0)),
    (lambda: paper(fixed_frac=1.0), "not_a_fraction", named("fixed_frac", 1.0)),
    (lambda: paper(fixed_frac=0.07, cap_usd=1e7), "fixed_and_cap", {"key": "s"}),
    (lambda: paper(fixed_frac=0.07, discount_frac=0.2), "fixed_and_cap", {"key": "s"}),
    (lambda: paper(fixed_frac=0.07, mfn=True), "fixed_and_cap", {"key": "s"}),
    (lambda: Before(0.0), "not_positive", named("outstanding_shares", 0.0)),
    (lambda: Before(1e6, -1.0), "negative", named("granted_options_shares", -1.0)),
    (lambda: Before(1e6, 0.0, -2.0), "negative", named("promised_options_shares", -2.0)),
    (lambda: Before(1e6, 0.0, 0.0, -3.0), "negative", named("unissued_pool_shares", -3.0)),
    (lambda: RoundTerms(0.0, 1e6), "not_positive", named("pre_money_usd", 0.0)),
    (lambda: RoundTerms(1e6, 0.0), "not_positive", named("new_money_usd", 0.0)),
    (lambda: RoundTerms(1e6, 1e6, 1.0), "not_a_fraction", named("target_pool_frac", 1.0)),
    (lambda: RoundTerms(1e6, 1e6, -0.1), "not_a_fraction", named("target_pool_frac", -0.1)),
    (lambda: RoundTerms(1e6, 1e6, 0.0, -1.0), "negative", named("pool_increase_shares", -1.0)),
    (lambda: implied_cap(amount_usd=0.0, fixed_frac=0.1), "not_positive", named("amount_usd", 0.0)),
    (lambda: implied_cap(amount_usd=1.0, fixed_frac=0.0), "not_positive", named("fixed_frac", 0.0)),
    (lambda: fixed_from_cap(amount_usd=0.0, cap_usd=1.0), "not_positive", named("amount_usd", 0.0)),
    (lambda: fixed_from_cap(amount_usd=1.0, cap_usd=0.0), "not_positive", named("cap_usd", 0.0)),
    (lambda: at_exit(BEFORE, [paper(amount=5e6, cap_usd=5e6)]), "fully_sold", {}),
    (lambda: solve_round(BEFORE, [paper(amount=5e6, cap_usd=5e6)], ROUND), "fully_sold", {}),
    (
        lambda: solve_round(BEFORE, [paper("a"), paper("b"), paper("b")], ROUND),
        "same_paper_twice",
        {"key": "b"},
    ),
    (
        lambda: solve_round(BEFORE, [paper("a"), paper("b", mfn=True, elects="a")], ROUND),
        "not_issued_later",
        {"key": "b", "elects": "a"},
    ),
    (
        lambda: solve_round(BEFORE, [paper(mfn=True, elects="f"), paper("f", fixed_frac=0.07)], ROUND),
        "not_issued_later",
        {"key": "s", "elects": "f"},
    ),
    (
        lambda: stack([(BEFORE, [paper(elects="nobody")], ROUND)]),
        "not_issued_later",
        {"key": "s", "elects": "nobody"},
    ),
    (
        lambda: solve_round(BEFORE, [], RoundTerms(9e6, 1e6, 0.1, method=Method.PRE_MONEY)),
        "pool_needs_shares",
        {},
    ),
    *[
        (partial(quick_pro_rata, **{**QUICK, name: value}), "not_a_fraction", named(name, value))
        for name in QUICK
        for value in (-0.1, 1.0)
    ],
    # 0.25 / (1 - 0.5) + 0.5 is exactly all of the company
    (
        lambda: quick_pro_rata(safes_frac=0.1, with_right_frac=0.5, new_frac=0.25, pool_increase_frac=0.5),
        "fully_sold",
        {},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("make", "code", "params"), REFUSED)
def test_a_refusal_carries_what_its_sentence_needs(make, code, params):
    with pytest.raises(CalcError) as caught:
        make()
    assert (caught.value.code, caught.value.params) == (code, params)


def test_the_edges_are_accepted():
    # no interest, no time: the principal; zero options, discounts and increases are nothing at all
    assert note(rate=0.0) == note(years=0.0) == 1e6
    assert paper(discount_frac=0.0, fixed_frac=0.07).sold_frac == 0.07
    assert RoundTerms(1e6, 1e6, 0.0, 0.0).pool_increase_shares == 0.0
    assert quick_pro_rata(**dict.fromkeys(QUICK, 0.0)).dilution_frac == 0.0
    # leaving conversions out of the pre-money goes with a pool given in shares, outside or none
    for pool in (
        {"pool_increase_shares": 1e6},
        {"pool": PoolPlacement.AFTER_MONEY},
        {"target_pool_frac": 0.0},
    ):
        terms = RoundTerms(8e6, 1e6, **{"target_pool_frac": 0.1, **pool}, method=Method.PRE_MONEY)
        assert solve_round(BEFORE, [], terms).price_usd > 0
    # an MFN paper may name a later one
    assert (
        solve_round(BEFORE, [paper(mfn=True, elects="b"), paper("b", cap_usd=5e6)], ROUND).of("s").elected_key
        == "b"
    )


def test_what_a_paper_sells_before_the_round():
    # 1 / 5 of the capitalization; a pre-money cap, no cap: not known before the price, so none
    assert paper(cap_usd=5e6).sold_frac == 0.2
    assert paper(cap_usd=5e6, form=Form.PRE_MONEY).sold_frac == paper().sold_frac == 0.0
    assert fixed_from_cap(amount_usd=5e5, cap_usd=5e6) == 0.1
    assert implied_cap(amount_usd=7e5, fixed_frac=0.07) == near(1e7)
    assert Before(8e6, 3e5, 2e5, 5e5).fully_diluted_shares == 9e6


def test_quick_pro_rata_by_hand():
    # 0.25 / 0.85 = 0.294118, less 0.25; with a pool of 0.1 0.394118; 15 % x the rest
    done = quick_pro_rata(**QUICK)
    assert (done.allocation_frac, done.new_and_pro_rata_frac) == near((0.25 / 0.85 - 0.25, 0.25 / 0.85))
    assert done.dilution_frac == near(0.25 / 0.85 + 0.1)
    assert done.safes_after_frac == near(0.15 * (0.9 - 0.25 / 0.85))


def test_papers_at_an_exit_as_classes():
    # 8M shares and 1M granted options count, promised ones and the pool do not: 9M.
    # Pre-money 1M at 9M: 1M shares. Post-money 20 %: (9M + 1M) / 0.8 x 0.2 = 2.5M. No cap: money only.
    early, post, plain = at_exit(
        Before(8e6, 1e6, 5e5, 5e5),
        [paper("e", cap_usd=9e6, form=Form.PRE_MONEY), paper("p", 2e6, cap_usd=1e7), paper("n", 3e5)],
    )
    assert (early.shares, post.shares, plain.shares) == near((1e6, 2.5e6, 1.0))
    assert (
        [one.key for one in (early, post, plain)]
        == [one.name for one in (early, post, plain)]
        == ["e", "p", "n"]
    )
    assert [one.invested_usd for one in (early, post, plain)] == [1e6, 2e6, 3e5]
    assert [one.choice for one in (early, post, plain)] == [Choice.BEST, Choice.BEST, Choice.HOLD]
    assert {(one.rank, one.preference_x) for one in (early, post, plain)} == {(1, 1.0)}
    # a fixed 7 % of 8M / 0.93 chooses too; rank and preference as told
    (fixed,) = at_exit(BEFORE, [paper(fixed_frac=0.07)], rank=2, preference_x=1.5)
    assert (fixed.shares, fixed.choice) == (near(0.07 * 8e6 / 0.93), Choice.BEST)
    assert (fixed.rank, fixed.preference_x) == (2, 1.5)


def test_a_capped_round_by_hand():
    # 10 % sold: capitalization 8M / 0.9; $12M / that = $1.35; new 3 / 1.35; SAFE 10 % of 80 %
    done = solve_round(BEFORE, [paper(cap_usd=1e7)], RoundTerms(12e6, 3e6))
    assert (done.price_usd, done.capitalization_shares, done.new_shares) == near(
        (1.35, 8e6 / 0.9, 3e6 / 1.35)
    )
    assert (done.new_frac, done.fully_diluted_shares, done.post_money_usd) == near((0.2, 8e6 / 0.72, 15e6))
    assert (done.pool_shares, done.pool_increase_shares) == (0.0, 0.0)
    one = done.of("s")
    assert (one.amount_usd, one.shares, one.price_usd, one.frac) == near((1e6, 8e6 / 9, 1.125, 0.08))
    assert (one.control.value, one.elected_key) == ("cap", "")


# 8M shares, an uncapped $1M, $8M pre-money, $3M new. x = 1 / price:
# 8M x = 8M + 1M x; 8M x = 8M; (8M + 1M) x = 8M + 1M x
@pytest.mark.parametrize(
    ("method", "price"),
    [(Method.PERCENT_OWNERSHIP, 7 / 8), (Method.PRE_MONEY, 1.0), (Method.DOLLARS_INVESTED, 1.0)],
)
def test_the_three_ways_to_price_by_hand(method, price):
    done = solve_round(BEFORE, [paper()], RoundTerms(8e6, 3e6, method=method))
    assert (done.price_usd, done.of("s").shares) == near((price, 1e6 / price))
    assert done.fully_diluted_shares == near(8e6 + 4e6 / price)
    assert done.of("s").control.value == "round_price"
