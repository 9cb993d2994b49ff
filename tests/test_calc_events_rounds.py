"""A round said by any two of its five numbers, by hand; and the same with pool, papers and protected lots."""

from __future__ import annotations

from itertools import combinations

import pytest

from calc.captable import PoolPlacement
from calc.events import replay_events
from calc.events import terms as ev
from calc.safes.terms import Convertible, Form
from tests.drawn import near
from tests.test_calc_events import DAY, FULL, LATER, founded, replayed

# 8M shares at $1.50 are $12M; $3M buys 2M, a fifth of $15M
SAID = {"amount_usd": 3e6, "pre_money_usd": 12e6, "post_money_usd": 15e6, "price_usd": 1.5, "sold_frac": 0.2}
PAIRS = [pair for pair in combinations(SAID, 2) if set(pair) != {"pre_money_usd", "price_usd"}]


def sold(*before: ev.Event, **given):
    return replayed(founded(8e6), *before, ev.PricedRound("a", LATER, "A", **given)).of("a")


def figures(entry) -> tuple:
    return (
        entry.price_usd, entry.pre_money_usd, entry.post_money_usd, entry.new_shares,
        entry.fully_diluted_shares,
    )  # fmt: skip


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_two_numbers_are_all_five(pair):
    entry = sold(**{name: SAID[name] for name in pair})
    assert figures(entry) == near((1.5, 12e6, 15e6, 2e6, 10e6))
    assert entry.paid_usd == near({"A": 3e6})
    assert entry.adjusted == {}


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if "price_usd" not in pair], ids="-".join)
def test_two_numbers_with_a_pool_inside(pair):
    # 10 % of $15M is pool: $10.5M are 8M shares, so $1.3125; all of $15M is 80M / 7
    entry = sold(**{name: SAID[name] for name in pair}, pool_frac=0.1)
    assert figures(entry) == near((1.3125, 12e6, 15e6, 3e6 / 1.3125, 80e6 / 7))
    assert entry.state.pool_shares == near(8e6 / 7)


def test_a_pool_there_already_is_topped_up():
    # 2M of pool and 8M: 10 % of the $15M are $1.5M, 2M at $1.20 are more: nothing added; 20 % are $3M:
    # $9M are 8M shares, $1.125
    there = ev.PoolChange("pool", DAY, 2e6)
    assert figures(sold(there, amount_usd=3e6, pre_money_usd=12e6, pool_frac=0.1)) == near(
        (1.2, 12e6, 15e6, 2.5e6, 12.5e6)
    )
    entry = sold(there, amount_usd=3e6, pre_money_usd=12e6, pool_frac=0.2)
    assert figures(entry) == near((1.125, 12e6, 15e6, 8e6 / 3, 40e6 / 3))
    assert entry.state.pool_shares == near(8e6 / 3)


# 4M protected at $2 and 8M shares; $1.00 in a round of $3M: they become 8M, so 16M are $16M
DOWN = ev.PricedRound("z", DAY, "Z", amount_usd=8e6, price_usd=2.0, terms=FULL)


@pytest.mark.parametrize(
    "given",
    [
        {"amount_usd": 3e6, "pre_money_usd": 16e6},
        {"amount_usd": 3e6, "post_money_usd": 19e6},
        {"amount_usd": 3e6, "price_usd": 1.0},
        {"pre_money_usd": 16e6, "sold_frac": 3 / 19},
    ],
)
def test_protected_lots_are_in_the_pre_money(given):
    entry = sold(DOWN, **given)
    assert figures(entry) == near((1.0, 16e6, 19e6, 3e6, 19e6))
    assert entry.adjusted == near({"z": 2.0})
    assert entry.state.lot("z").common_shares == near(8e6)


def test_a_protected_lot_and_a_pool_inside():
    # a fifth of $20M is pool, Z is owed its $8M: 8M x price + $8M + $4M = $16M is $0.50
    entry = sold(DOWN, amount_usd=4e6, pre_money_usd=16e6, pool_frac=0.2)
    assert figures(entry) == near((0.5, 16e6, 20e6, 8e6, 40e6))
    assert entry.adjusted == near({"z": 4.0})
    assert entry.state.pool_shares == near(8e6)


# --- a price over papers and pools: the pre-money is looked for ------------------------------

PAPER = ev.Paper("p", DAY, "Pam", Convertible("p", 1e6, cap_usd=4.5e6, form=Form.PRE_MONEY))


@pytest.mark.parametrize(
    ("before", "price", "pool", "pre"),
    [
        # 8M and the pool of a fifth: P x 8M + 0.2 x (pre + 3M) = pre
        ([], 1.0, 0.2, 8.6e6 / 0.8),
        ([], 100.0, 0.2, 800.6e6 / 0.8),
        ([], 1e-3, 0.2, 608e3 / 0.8),
        # 2/9 of 8M shares more
        ([PAPER], 1.0, 0.0, 88e6 / 9),
    ],
)
def test_a_price_finds_its_pre_money(before, price, pool, pre):
    entry = sold(*before, price_usd=price, amount_usd=3e6, pool_frac=pool)
    assert (entry.price_usd, entry.pre_money_usd) == near((price, pre), rel=1e-9)


# --- papers ------------------------------------------------------------------------------------


def test_papers_options_and_a_pool_convert_together():
    # 8M stock, 1M options and warrants, 1M of pool; the pre-money cap counts 10M and the increase. Pool 10 %
    # of $20M: with price P 2M / P in all, 1M of it there. Sum: 9M + 2M / P + (9M + 2M / P) / 4 = 16M / P
    # is 11.25M = 13.5M / P
    before = (
        ev.PoolChange("pool", DAY, 1.5e6),
        ev.Grant("g", DAY, "Gus", 5e5, 0.1),
        ev.Warrant("w", DAY, "bank", 5e5, 0.1),
        ev.Paper("q", DAY, "Quin", Convertible("q", 1e6, cap_usd=4e6, form=Form.PRE_MONEY)),
    )
    entry = sold(*before, amount_usd=4e6, pre_money_usd=16e6, pool_frac=0.1)
    price = 1.2
    assert figures(entry) == near((price, 16e6, 20e6, 4e6 / price, 20e6 / price))
    assert entry.state.pool_shares == near(2e6 / price)
    lot = entry.state.lot("q")
    assert (lot.holder, lot.series, lot.date) == ("Quin", "A (q)", DAY)
    assert (lot.shares, lot.cost_usd) == near(((9e6 + 2e6 / price) / 4, 1e6))
    assert entry.state.papers == ()
    assert (entry.paid_usd, entry.adjusted) == (near({"A": 4e6}), {})


def test_a_pool_outside_comes_after_papers_and_new_shares():
    # 8M and 2/9 of 8M at $1.00, $3M new; a fifth of all is a quarter of those
    entry = sold(PAPER, amount_usd=3e6, pre_money_usd=88e6 / 9, pool_frac=0.2, pool=PoolPlacement.AFTER_MONEY)
    others = 88e6 / 9 + 3e6
    assert figures(entry) == near((1.0, 88e6 / 9, others, 3e6, others / 0.8))
    assert entry.state.pool_shares == near(others / 4)


# --- closings ----------------------------------------------------------------------------------


def test_a_pool_inside_is_of_the_round_and_not_of_what_closes_after_it():
    # as with a pool of 10 % above; then half a million shares at $3.00, which dilute the pool too
    closings = (ev.Tranche("Lead", 3e6), ev.Tranche("Late", 1.5e6, price_usd=3.0))
    entry = sold(amount_usd=3e6, pre_money_usd=12e6, pool_frac=0.1, tranches=closings)
    assert entry.state.pool_shares == near(8e6 / 7)
    assert entry.fully_diluted_shares == near(80e6 / 7 + 5e5)


def test_closings_add_up_to_a_millionth():
    for more, added in ((1.0, True), (-1.0, True), (4.0, False), (-4.0, False)):  # of $3M
        closings = (ev.Tranche("Lead", 1e6), ev.Tranche("Late", 2e6 + more))
        round_ = ev.PricedRound("a", LATER, "A", 3e6, 12e6, tranches=closings)
        problem = replay_events([founded(8e6), round_]).problem
        assert (problem is None) == added


def test_half_a_dollar_is_still_a_round():
    # $1.50 over 8 shares: a third of them more for $0.50
    round_ = ev.PricedRound("a", LATER, "A", amount_usd=0.5, pre_money_usd=1.5)
    entry = replayed(founded(8.0), round_).of("a")
    assert figures(entry) == near((0.1875, 1.5, 2.0, 8 / 3, 32 / 3))


def test_half_a_share_is_still_a_company():
    assert replayed(founded(8e6), ev.OtherIssue("o", LATER, 0.5 - 8e6)).state.fully_diluted_shares == 0.5
