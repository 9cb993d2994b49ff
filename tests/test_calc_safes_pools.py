"""Pools and caps of a SAFE round by hand: inside and on top, by target and by number, by every method."""

from __future__ import annotations

import pytest

from calc.captable import PoolPlacement
from calc.safes import Before, Convertible, Form, Method, RoundTerms, solve_round
from tests.drawn import near

AFTER, PRE = PoolPlacement.AFTER_MONEY, Method.PRE_MONEY
CAPPED = Convertible("s", 1e6, cap_usd=4.5e6, form=Form.PRE_MONEY)
PLAIN = Convertible("s", 1e6)

# shares before, papers, terms; then price, pool increase, shares of the papers, all shares after it
ROUNDS = {
    # a fifth new, a fifth pool: 8M are 60 % of 13.33M; 1M of the pool is there; $15M over all is $1.125
    "topped up": (
        Before(8e6, unissued_pool_shares=1e6), [], RoundTerms(12e6, 3e6, 0.2),
        (1.125, 5e6 / 3, 0.0, 40e6 / 3),
    ),
    "enough already": (
        Before(8e6, unissued_pool_shares=4e6), [], RoundTerms(12e6, 3e6, 0.2), (1.0, 0.0, 0.0, 15e6),
    ),
    "a number, not the target": (
        Before(8e6), [], RoundTerms(12e6, 3e6, 0.5, 1e6), (4 / 3, 1e6, 0.0, 9e6 + 3e6 * 0.75),
    ),
    "none of either": (Before(8e6, 1e6, 2e6, 1e6), [], RoundTerms(12e6, 3e6), (1.0, 0.0, 0.0, 15e6)),
    # $1M at $4.5M before the SAFE, the 1M more counted: 2/9 of 9M; then $11M over 11M
    "a pre-money cap counts the increase": (
        Before(8e6), [CAPPED], RoundTerms(11e6, 1e6, 0.0, 1e6), (1.0, 1e6, 2e6, 12e6),
    ),
    # increase 2M / price, a quarter of 8M and that: 10M + 2.5M / price = 16M / price
    "a pre-money cap and a target": (
        Before(8e6), [Convertible("s", 1e6, 4e6, Form.PRE_MONEY)], RoundTerms(16e6, 4e6, 0.1),
        (1.35, 2e6 / 1.35, 2e6 + 0.5e6 / 1.35, 20e6 / 1.35),
    ),
    # as before, a twelfth: 26M / 3 = 83M / 6 / price. The cap binds only with the increase counted
    "a pre-money cap that the increase makes bind": (
        Before(8e6), [Convertible("s", 1e6, 12e6, Form.PRE_MONEY)], RoundTerms(16e6, 4e6, 0.1),
        (83 / 52, 104e6 / 83, 2e6 / 3 + 104e6 / 83 / 12, 1040e6 / 83),
    ),
    # $9M over 8M and the increase, conversions out: $1.00 for the paper too
    "conversions out of the pre-money": (
        Before(8e6), [PLAIN], RoundTerms(9e6, 1e6, 0.0, 1e6, PRE), (1.0, 1e6, 1e6, 11e6),
    ),
    "conversions out, capped": (
        Before(8e6), [CAPPED], RoundTerms(9e6, 1e6, 0.0, 1e6, PRE), (1.0, 1e6, 2e6, 12e6),
    ),
    # post-money $8M + 3M + 1M; 10 % of it is pool: 9M = 8M x price + 1M + 1.2M
    "dollars invested and a target": (
        Before(8e6), [PLAIN], RoundTerms(8e6, 3e6, 0.1, method=Method.DOLLARS_INVESTED),
        (0.85, 1.2e6 / 0.85, 1e6 / 0.85, 12e6 / 0.85),
    ),
    # on top: $18M over 9M is $2, 2M new; a fifth of 12.5M is 2.5M, 1M of them are there
    "on top": (
        Before(8e6, unissued_pool_shares=1e6), [], RoundTerms(18e6, 4e6, 0.2, pool=AFTER),
        (2.0, 1.5e6, 0.0, 12.5e6),
    ),
    "on top, enough already": (
        Before(6e6, unissued_pool_shares=3e6), [], RoundTerms(18e6, 4e6, 0.2, pool=AFTER),
        (2.0, 0.0, 0.0, 11e6),
    ),
    "on top, a number": (
        Before(8e6), [], RoundTerms(16e6, 4e6, 0.5, 1e6, pool=AFTER), (2.0, 1e6, 0.0, 11e6),
    ),
    # on top, the increase does not count for the cap: 2/9 of 8M and 1M; $9M over 9.78M
    "on top of a pre-money cap": (
        Before(8e6), [CAPPED], RoundTerms(88e6 / 9, 1e6, 0.0, 1e6, pool=AFTER),
        (1.0, 1e6, 16e6 / 9, 106e6 / 9),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ROUNDS)
def test_a_pool_by_hand(name):
    before, papers, terms, (price, increase, converted, total) = ROUNDS[name]
    done = solve_round(before, papers, terms)
    assert done.price_usd == near(price)
    assert done.pool_increase_shares == near(increase)
    assert done.pool_shares == near(before.unissued_pool_shares + increase)
    assert sum(one.shares for one in done.conversions) == near(converted)
    assert done.new_shares == near(terms.new_money_usd / price)
    assert done.capitalization_shares == near(before.fully_diluted_shares + converted)
    assert done.fully_diluted_shares == near(total)


def test_caps_that_bind_and_caps_that_do_not():
    # a sells 10 %, f a fixed 5 %; b's and c's caps are above the round, d's 20 % off is better than its cap.
    # Of the $10M before the money b has 1, c 0.5, d 0.8 / 0.8 = 1: 25 % and 15 % leave 8M as 60 %
    papers = [
        Convertible("c", 5e5, cap_usd=9e7),
        Convertible("d", 8e5, cap_usd=9.6e6, discount_frac=0.2),
        Convertible("a", 5e5, cap_usd=5e6),
        Convertible("f", 1e6, fixed_frac=0.05),
        Convertible("b", 1e6, cap_usd=5e7),
    ]
    done = solve_round(Before(8e6), papers, RoundTerms(10e6, 2.5e6))
    assert done.capitalization_shares == near(8e6 / 0.6)
    parts = {one.key: one.shares / done.capitalization_shares for one in done.conversions}
    assert parts == near({"c": 0.05, "d": 0.1, "a": 0.1, "f": 0.05, "b": 0.1})
    assert {one.key: one.control.value for one in done.conversions} == {
        "c": "round_price", "d": "discount", "a": "cap", "f": "fixed", "b": "round_price",
    }  # fmt: skip
    assert done.price_usd == near(10e6 / (8e6 / 0.6))


@pytest.mark.parametrize("first", [0, 1])
def test_a_cap_that_binds_because_another_does(first):
    # $1.00: with both at the round's price there are 10M shares, fewer than b's cap of $15M stands for; a's
    # half makes it 18M, so b sells a fifteenth: 8M are 13/30 of 240M / 13
    papers = [Convertible("a", 1e6, cap_usd=2e6), Convertible("b", 1e6, cap_usd=15e6)]
    done = solve_round(Before(8e6), papers[first:] + papers[:first], RoundTerms(240e6 / 13, 3e6))
    assert (done.price_usd, done.capitalization_shares) == near((1.0, 240e6 / 13))
    assert (done.of("a").shares, done.of("b").shares) == near((120e6 / 13, 16e6 / 13))
