"""Rounds by any two numbers, and what cannot happen, told by its code."""

from __future__ import annotations

import pytest

from calc.errors import CalcError
from calc.events import replay_events
from calc.events import terms as ev
from calc.safes.terms import Convertible
from calc.types import PartialDate
from tests.drawn import near
from tests.test_calc_events import DAY, FULL, LATER, founded, refused, replayed

PAIRS = [
    {"amount_usd": 2e6, "pre_money_usd": 8e6},
    {"amount_usd": 2e6, "post_money_usd": 10e6},
    {"amount_usd": 2e6, "price_usd": 1.0},
    {"amount_usd": 2e6, "sold_frac": 0.2},
    {"pre_money_usd": 8e6, "post_money_usd": 10e6},
    {"pre_money_usd": 8e6, "sold_frac": 0.2},
    {"post_money_usd": 10e6, "price_usd": 1.0},
    {"post_money_usd": 10e6, "sold_frac": 0.2},
    {"price_usd": 1.0, "sold_frac": 0.2},
]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: "+".join(pair))
def test_any_two_numbers_make_the_round(pair):
    # 8M shares, $8M pre-money, $2M: $1.00, 2M shares, 20 % (golden case priced-plain-8pre-2new)
    entry = replayed(founded(8e6), ev.PricedRound("a", LATER, "A", **pair)).of("a")
    assert (entry.price_usd, entry.new_shares) == near((1.0, 2e6))
    assert (entry.pre_money_usd, entry.post_money_usd) == near((8e6, 10e6))


REFUSED = {
    "two_numbers": [ev.PricedRound("a", DAY, "A", amount_usd=1e6)],
    "price_fixes_pre": [ev.PricedRound("a", DAY, "A", price_usd=1, pre_money_usd=8e6)],
    "not_a_fraction": [ev.PricedRound("a", DAY, "A", amount_usd=1e6, sold_frac=1.0)],
    "raised_over_post": [ev.PricedRound("a", DAY, "A", amount_usd=2e6, post_money_usd=2e6)],
    "not_positive": [ev.PricedRound("a", DAY, "A", amount_usd=0, post_money_usd=2e6)],
    "tranches_differ": [
        ev.PricedRound("a", DAY, "A", amount_usd=2e6, price_usd=1, tranches=(ev.Tranche("x", 1e6),))
    ],
    "more_than_held": [ev.Secondary("s", DAY, "founding/Ann", "Bob", 9e6, 1)],
    "unknown_lot": [ev.Buyback("s", DAY, "nobody", 9e6, 1)],
    "more_than_pool": [ev.Grant("g", DAY, "staff", 1)],
    "no_option": [ev.Exercise("x", DAY, "founding/Ann", 1)],
    "same_event_twice": [ev.Split("founding", DAY, 2)],
    "out_of_order": [ev.Split("s", PartialDate("2019-12-31"), 2)],
    "founded_twice": [ev.Founding("again", DAY, (("Bob", 1),))],
    "shares_or_target": [ev.PoolChange("p", DAY)],
    "price_or_pre": [ev.Ipo("ipo", DAY, 1e6)],
    "no_shares_left": [ev.Buyback("b", DAY, "founding/Ann", 8e6, 1)],
    "papers_left": [ev.Paper("p", DAY, "x", Convertible("p", 1e6)), ev.DirectListing("d", DAY, 1)],
    "fully_sold": [
        ev.Paper("p", DAY, "x", Convertible("p", 5e6, cap_usd=5e6)),
        ev.PricedRound("a", DAY, "A", amount_usd=1e6, pre_money_usd=8e6),
    ],
    "price_needs_amount": [ev.PricedRound("a", DAY, "A", price_usd=1, sold_frac=0.2, pool_frac=0.1)],
    "owed_all": [
        ev.PricedRound("a", DAY, "A", amount_usd=8e6, price_usd=1, terms=FULL),
        ev.Paper("p", DAY, "x", Convertible("p", 1e6)),
        ev.PricedRound("b", DAY, "B", amount_usd=1e6, pre_money_usd=8e6),
    ],
    "negative": [ev.Warrant("w", DAY, "bank", 1, strike_usd=-1)],
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_cannot_happen_is_told_by_its_code_and_the_rest_is_kept(code):
    events = (founded(8e6), *REFUSED[code])
    assert refused(*events) == code
    ledger = replay_events(events)
    assert len(ledger.entries) == len(events) - 1
    assert ledger.stopped_at == events[-1].key


def test_an_event_that_is_not_there_is_told():
    with pytest.raises(CalcError, match="unknown_event"):
        replayed(founded()).of("ipo")
