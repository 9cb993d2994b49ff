"""A reader's own events as events of the engine, field by field, and the small parts they stand on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from calc.antidilution import BaseRule, Counts, Protection, RatchetTerms
from calc.captable import PoolPlacement
from calc.daycount import DayCount
from calc.errors import CalcError
from calc.events import Lot, LotKind, State
from calc.events import terms as ev
from calc.events.made import made_event, made_round
from calc.events.own import TERMS, OwnEvent, OwnTerms, OwnTranche, with_value
from calc.events.price import (
    adjustment,
    counts,
    extra_shares,
    ipo_price,
    ipo_ratios,
    pool_increase,
    solve_lines,
)
from calc.moments import Cause, Change, End, added_by, chain
from calc.path import Path, Step, Terms
from calc.safes.terms import Convertible, Form, Method
from calc.steps import RoundStep, round_steps
from calc.types import Basis, Quoted, RoundKind
from calc.waterfall.terms import Participation
from tests.drawn import near
from tests.test_calc_events import DAY

# kind, what is typed, and the event; what is left out takes the default of its field in KINDS
MADE = [
    ("pool", {"shares": 2.0}, ev.PoolChange("k", DAY, 2.0, 0.0)),
    ("pool", {"target": 0.1}, ev.PoolChange("k", DAY, 0.0, 0.1)),
    ("grant", {"shares": 2.0, "strike": 3.0}, ev.Grant("k", DAY, "k", 2.0, 3.0)),
    ("exercise", {"lot": "o", "shares": 2.0}, ev.Exercise("k", DAY, "o", 2.0)),
    ("exercise", {}, ev.Exercise("k", DAY, "", 0.0)),
    ("warrant", {"shares": 2.0, "strike": 3.0}, ev.Warrant("k", DAY, "k", 2.0, 3.0)),
    ("safe", {}, ev.Paper("k", DAY, "k", Convertible("k", 5e5))),
    (
        "safe",
        {"amount": 1e6, "cap": 9e6, "discount": 0.2, "form": "pre", "mfn": "yes"},
        ev.Paper("k", DAY, "k", Convertible("k", 1e6, 9e6, Form.PRE_MONEY, 0.2, mfn=True)),
    ),
    (
        "note",
        {},
        ev.Paper("k", DAY, "k", Convertible("k", 5e5, form=Form.PRE_MONEY), 0.06, DayCount.ACTUAL_365_FIXED),
    ),
    (
        "note",
        {"cap": 9e6, "rate": 0.1, "count": "30-360"},
        ev.Paper("k", DAY, "k", Convertible("k", 5e5, 9e6, Form.PRE_MONEY), 0.1, DayCount.THIRTY_360),
    ),
    (
        "secondary",
        {"lot": "a", "shares": 2.0, "price": 3.0},
        ev.Secondary("k", DAY, "a", "k", 2.0, 3.0),
    ),
    ("buyback", {"lot": "a", "shares": 2.0, "price": 3.0}, ev.Buyback("k", DAY, "a", 2.0, 3.0)),
    ("split", {}, ev.Split("k", DAY, 2.0)),
    ("split", {"factor": 0.1}, ev.Split("k", DAY, 0.1)),
    ("refund", {"lot": "a"}, ev.Refund("k", DAY, "a", 1.0)),
    ("refund", {"lot": "a", "paid": 0.72}, ev.Refund("k", DAY, "a", 0.72)),
    ("ipo", {"price": 3.0}, ev.Ipo("k", DAY, 5e5, 3.0, None)),
    ("ipo", {"amount": 1e6, "pre": 8e6}, ev.Ipo("k", DAY, 1e6, None, 8e6)),
    ("direct", {"price": 3.0}, ev.DirectListing("k", DAY, 3.0)),
    ("spac", {}, ev.SpacMerger("k", DAY, 1.0, 0.0, 0.0, 0.0, 10.0)),
    (
        "spac",
        {"ratio": 2.0, "trust": 3.0, "pipe": 4.0, "sponsor": 5.0, "price": 6.0},
        ev.SpacMerger("k", DAY, 2.0, 3.0, 4.0, 5.0, 6.0),
    ),
    (
        "acquisition",
        {"price": 9.0, "debt": 1.0, "fees": 2.0, "carve": 0.3, "stock": 0.4},
        ev.Acquisition("k", DAY, 9.0, 1.0, 2.0, 0.3, 0.4),
    ),
    ("shutdown", {"proceeds": 9.0, "debt": 1.0}, ev.Shutdown("k", DAY, 9.0, 1.0)),
]


@pytest.mark.parametrize(("kind", "typed", "event"), MADE)
def test_an_own_event_is_made_field_by_field(kind, typed, event):
    assert made_event(OwnEvent("k", kind, DAY, tuple(typed.items()))) == event


def table(held: Quoted = Quoted.PRE) -> Terms:
    return Terms("a", "Series A", RoundKind.PRICED, DAY, 2e6, 8e6, held, 0.0)


# the table says $2M at $8M; amount, pre-money, post-money, price, fraction of the round made
ROUNDS = [
    ({}, (2e6, 8e6, None, None, None)),
    ({"amount": 3e6}, (3e6, 8e6, None, None, None)),
    ({"pre": 9e6}, (2e6, 9e6, None, None, None)),
    ({"post": 9e6}, (2e6, None, 9e6, None, None)),
    ({"price": 2.0}, (2e6, None, None, 2.0, None)),
    ({"sold": 0.1}, (2e6, None, None, None, 0.1)),
    ({"post": 9e6, "sold": 0.1}, (None, None, 9e6, None, 0.1)),
    ({"amount": 3e6, "price": 2.0}, (3e6, None, None, 2.0, None)),
]


@pytest.mark.parametrize(("typed", "numbers"), ROUNDS)
def test_own_numbers_of_a_round_go_with_the_tables(typed, numbers):
    made = made_round(table(), OwnTerms("a", tuple(typed.items())))
    given = (made.amount_usd, made.pre_money_usd, made.post_money_usd, made.price_usd, made.sold_frac)
    assert given == numbers
    assert made.tranches == ((ev.Tranche("a", numbers[0]),) if numbers[0] else ())
    assert (made.key, made.series, made.date) == ("a", "a", DAY)
    assert (made.terms, made.pool_frac) == (ev.SeriesTerms(), 0.0)


def test_a_post_money_of_the_table_is_less_the_amount():
    # $8M post-money less $2M, less $3M where the reader says that much was raised
    assert made_round(table(Quoted.POST), OwnTerms("a")).pre_money_usd == 6e6
    assert made_round(table(Quoted.POST), OwnTerms("a", (("amount", 3e6),))).pre_money_usd == 5e6


PROTECTIONS = {
    "broad": (Protection.WEIGHTED_AVERAGE, BaseRule.COMMON_PREFERRED_GRANTED),
    "narrow": (Protection.WEIGHTED_AVERAGE, BaseRule.COMMON_PREFERRED),
    "full": (Protection.FULL_RATCHET, BaseRule.COMMON_PREFERRED_GRANTED),
}


@pytest.mark.parametrize("word", PROTECTIONS)
def test_own_rights_of_a_round(word):
    typed = {
        "preference": 2.0, "participation": "capped", "cap": 3.0, "rank": 2.0, "protection": word,
        "ratchet": 1.2, "pool": 0.1, "place": "outside", "method": "dollars",
    }  # fmt: skip
    made = made_round(table(), OwnTerms("a", tuple(typed.items())))
    rule, base = PROTECTIONS[word]
    assert made.terms == ev.SeriesTerms(rule, base, None, 2.0, 2, Participation.CAPPED, 3.0, 1.2)
    assert (made.pool_frac, made.pool, made.method) == (
        0.1, PoolPlacement.AFTER_MONEY, Method.DOLLARS_INVESTED,
    )  # fmt: skip


def test_own_terms_know_what_they_move():
    rank, price = OwnTerms("a", (("rank", 2.0),)), OwnTerms("a", (("price", 2.0),))
    closing = OwnTerms("a", tranches=(OwnTranche("Bob", 1e6),))
    nothing = OwnTerms("a")
    assert [one.is_empty for one in (nothing, rank, closing)] == [True, False, False]
    assert [one.moves_prices for one in (nothing, rank, price, closing)] == [False, False, True, True]
    # in the order of the fields; a default goes
    set_once = with_value(TERMS, (("pool", 0.1),), "rank", 2.0)
    assert set_once == (("rank", 2.0), ("pool", 0.1))
    assert with_value(TERMS, set_once, "rank", 1.0) == (("pool", 0.1),)


# --- prices -------------------------------------------------------------------------------


def test_a_line_with_bends_is_solved_on_the_piece_that_reaches_the_target():
    # 2x up to 3, then 5x - 9: 4 on the first piece, 6 at the bend, 16 on the second
    def value(x: float) -> float:
        return 2 * x if x < 3 else 5 * x - 9

    for target, x in ((4.0, 2.0), (6.0, 3.0), (16.0, 5.0), (991.0, 200.0)):
        assert solve_lines(value, [3.0, -1.0, 0.0, 3.0], target) == near(x)
    assert solve_lines(lambda x: 2 * x, [], 10.0) == near(5.0)
    # flat at 5 up to 3, then 0.5x + 3.5: a flat piece reaches nothing
    assert solve_lines(lambda x: max(5.0, 0.5 * x + 3.5), [3.0], 9.0) == near(11.0)
    with pytest.raises(CalcError) as caught:
        solve_lines(lambda x: 7 + x, [3.0], 7.0)
    assert (caught.value.code, caught.value.params) == ("owed_all", {"target": 7.0})


COMMON = Lot("f", "Ann", "common", LotKind.COMMON, 8e6, 0.0, DAY)
SERIES = Lot(
    "z", "Zed", "Z", LotKind.PREFERRED, 2e6, 1.0, DAY, 1.5, ev.SeriesTerms(ratchet=RatchetTerms(3.0))
)
STAFF = Lot("o", "staff", "option", LotKind.OPTION, 1e6, 0.25, DAY)
BANK = Lot("w", "bank", "warrant", LotKind.WARRANT, 5e5, 0.5, DAY)
STATE = State((COMMON, SERIES, replace(SERIES, key="z/2", shares=1e6), STAFF, BANK), pool_shares=2e6)


def test_what_a_weighted_average_counts():
    # two closings of Z: (2M + 1M) x 1.5; options and the warrant are granted, the pool is reserved
    assert counts(STATE, SERIES) == Counts(8e6, 4.5e6, 1.5e6, 2e6, 4.5e6)
    # another series is preferred too, but not protected with Z; common of that name neither
    other = State((*STATE.lots, replace(SERIES, key="y", series="Y"), replace(COMMON, key="c", series="Z")))
    assert counts(other, SERIES) == Counts(16e6, 7.5e6, 1.5e6, 0.0, 4.5e6)


def test_a_weighted_average_by_its_own_base():
    # $2.50 before 4M shares for $5M, 2M of which were worth the old price. By 8M common and 2M preferred
    # (10 + 2) / (10 + 4); with 2M options (12 + 2) / (12 + 4)
    weighted = ev.SeriesTerms(Protection.WEIGHTED_AVERAGE, BaseRule.COMMON_PREFERRED)
    lot = replace(SERIES, price_usd=2.5, ratio_x=1.0, terms=weighted)
    state = State((COMMON, lot, replace(STAFF, shares=2e6)), pool_shares=1e6)
    for rule, price in ((BaseRule.COMMON_PREFERRED, 15 / 7), (BaseRule.COMMON_PREFERRED_GRANTED, 2.1875)):
        one = replace(lot, terms=replace(weighted, base_rule=rule))
        found = adjustment(state, one, price_usd=1.25, amount_usd=5e6)
        assert found.conversion_price_usd == near(price)


def test_what_a_ratchet_is_owed_at_an_ipo():
    # $3.00 at a price of $1.50 is two shares, over the 1.5 it has: 0.5 more of 3M; at $2.00 none
    assert ipo_ratios(STATE, 1.5) == {"z": 2.0, "z/2": 2.0}
    assert extra_shares(STATE, ipo_ratios(STATE, 1.5)) == 1.5e6
    assert ipo_ratios(STATE, 2.0) == {}
    # 16M as they are + 1.5M owed, x $1.50; above the ratchet 16M x $3.00
    assert ipo_price(STATE, 17.5e6 * 1.5) == near(1.5)
    assert ipo_price(STATE, 48e6) == near(3.0)
    # at $1.20 2.5 shares each, 1 more than they have; at $2.50 none; 0.9 x the price: 3 / 0.9 / 1.5 is 2.2
    assert ipo_price(STATE, 19e6 * 1.2) == near(1.2)
    assert ipo_price(STATE, 16e6 * 2.5) == near(2.5)
    box = replace(SERIES, terms=ev.SeriesTerms(ratchet=RatchetTerms(3.0, 0.9)))
    assert ipo_price(State((COMMON, box)), 8e6 * 2 + 2e6 * 3 / 0.9) == near(2.0)
    assert ipo_price(State((COMMON, box)), 11e6 * 2.4) == near(2.4)


def test_a_pool_inside_is_topped_up_to_its_fraction_of_the_post_money():
    # 30 % of $20M at $2.00 is 3M shares, 2M are there; 10 % is 1M, which is there already
    round_ = ev.PricedRound("a", DAY, "A", pool_frac=0.3)
    assert pool_increase(STATE, round_, price_usd=2.0, post_usd=20e6) == near(1e6)
    assert pool_increase(STATE, replace(round_, pool_frac=0.1), price_usd=2.0, post_usd=20e6) == 0.0


# --- changes and steps --------------------------------------------------------------------


def test_changes_follow_each_other_and_nothing_added_is_none():
    added = [
        (Cause.EVENT, "q", 2.0),
        (Cause.OPTIONS, "", 0.0),
        (Cause.ROUND, "a", 4.0),
        (Cause.EVENT, "r", -1.0),
    ]
    found = chain(8.0, added, DAY)
    assert found == (
        Change(Cause.EVENT, "q", DAY, 8.0, 10.0),
        Change(Cause.ROUND, "a", DAY, 10.0, 14.0),
        Change(Cause.EVENT, "r", DAY, 14.0, 13.0),
    )
    assert found[0].factor_x == 0.8
    assert (added_by(found, Cause.EVENT), added_by(found, Cause.COUNT)) == (1.0, 0)
    kinds = ("ipo", "direct", "spac", "acquisition", "shutdown")
    listed = [End("k", kind, DAY, 1.0, 1.0).is_listing for kind in kinds]
    assert listed == [True, True, True, False, False]


def test_a_round_against_the_one_before_it():
    # $1 x 10 = $10; then $3 x 16 = $48 with $36 before the money: 3x, 4.8x, 10 / 16 kept, 3.6x
    first = Step(table(), 8.0, 10.0, 1.0, 2.0, 0.0, 10.0, Basis.DERIVED, Basis.ESTIMATED)
    second = Step(replace(table(), key="b"), 36.0, 48.0, 3.0, 4.0, 0.0, 16.0, Basis.DERIVED, Basis.ESTIMATED)
    assert round_steps(Path(8.0, (first, second))) == (RoundStep("a", "b", 3.0, 4.8, 0.625, 3.6),)
    assert round_steps(Path(8.0, (first,))) == ()
