"""Events: everything a refusal carries, so that its sentence can name round, lot, holder and number."""

from __future__ import annotations

import pytest

from calc.errors import CalcError
from calc.events import State, replay_events
from calc.events import terms as ev
from calc.events.ending import acquisition
from calc.events.made import made_round
from calc.events.own import OwnTerms, OwnTranche
from calc.events.rounds import top_up
from calc.path import Terms
from calc.safes.terms import Convertible
from calc.types import PartialDate, Quoted, RoundKind
from tests.drawn import near
from tests.test_calc_events import DAY, FULL, LATER, founded

PAPER = ev.Paper("p", DAY, "x", Convertible("p", 1e6))
EVERYTHING = ev.Paper("p", DAY, "x", Convertible("p", 5e6, cap_usd=5e6))
PROTECTED = ev.PricedRound("z", DAY, "Z", amount_usd=8e6, price_usd=1, terms=FULL)
RATCHET = ev.PricedRound("z", DAY, "Z", amount_usd=2e6, price_usd=1, terms=ev.SeriesTerms(ratchet_x=1.2))


def round_(**given) -> ev.PricedRound:
    return ev.PricedRound("a", LATER, "A", **given)


def sold_in(*tranches: ev.Tranche, amount: float = 2e6) -> ev.PricedRound:
    return round_(amount_usd=amount, price_usd=1, tranches=tranches)


def named(name: str, value: float) -> dict[str, object]:
    return {"name": name, "value": value}


# the code, the events after 8M shares of Ann, the last of which is refused, and all that is told
REFUSED = [
    ("two_numbers", [round_()], {"round": "A", "given": 0}),
    ("two_numbers", [round_(amount_usd=1e6)], {"round": "A", "given": 1}),
    ("two_numbers", [round_(amount_usd=1e6, price_usd=1, sold_frac=0.1)], {"round": "A", "given": 3}),
    ("price_fixes_pre", [round_(price_usd=1, pre_money_usd=8e6)], {"round": "A"}),
    ("not_a_fraction", [round_(amount_usd=1e6, sold_frac=1.0)], named("sold_frac", 1.0)),
    ("not_a_fraction", [round_(amount_usd=1e6, sold_frac=0.0)], named("sold_frac", 0.0)),
    ("not_positive", [round_(amount_usd=0.0, post_money_usd=2e6)], named("amount_usd", 0.0)),
    ("not_positive", [round_(amount_usd=1e6, pre_money_usd=-1.0)], named("pre_money_usd", -1.0)),
    ("not_positive", [round_(sold_frac=0.1, price_usd=0.0)], named("price_usd", 0.0)),
    ("raised_over_post", [round_(amount_usd=2e6, post_money_usd=2e6)], {"amount": 2e6, "post": 2e6}),
    ("raised_over_post", [round_(pre_money_usd=2e6, post_money_usd=2e6)], {"amount": 0.0, "post": 2e6}),
    ("raised_over_post", [round_(pre_money_usd=3e6, post_money_usd=2e6)], {"amount": -1e6, "post": 2e6}),
    # 8M shares at $1 are all of the $8M already, or more than the $5M
    ("raised_over_post", [round_(price_usd=1, post_money_usd=8e6)], {"amount": 0.0, "post": 8e6}),
    ("raised_over_post", [round_(price_usd=1, post_money_usd=5e6)], {"amount": -3e6, "post": 5e6}),
    ("price_needs_amount", [round_(price_usd=1, sold_frac=0.2, pool_frac=0.1)], {"round": "A"}),
    ("price_needs_amount", [PAPER, round_(price_usd=1, post_money_usd=2e7)], {"round": "A"}),
    ("price_needs_amount", [PROTECTED, round_(price_usd=0.5, sold_frac=0.2)], {"round": "A"}),
    ("fully_sold", [EVERYTHING, round_(price_usd=1, amount_usd=1e6)], {}),
    ("fully_sold", [EVERYTHING, round_(pre_money_usd=8e6, amount_usd=1e6)], {}),
    # Z converts into $8M and the paper into its $1M, however low the price
    ("owed_all", [PROTECTED, PAPER, round_(amount_usd=1e6, pre_money_usd=9e6)], {"target": 9e6}),
    (
        "tranches_differ",
        [sold_in(ev.Tranche("x", 1e6), ev.Tranche("y", 5e5))],
        {"round": "A", "tranches": 1.5e6, "amount": 2e6},
    ),
    ("not_positive", [sold_in(ev.Tranche("x", 2e6), ev.Tranche("y", 0.0))], named("amount_usd", 0.0)),
    ("not_positive", [sold_in(ev.Tranche("x", 2e6), ev.Tranche("y", 1.0, 0.0))], named("price_usd", 0.0)),
    # Z cost $8M and is protected in full: however low the price, it converts into $8M
    ("owed_all", [PROTECTED, round_(amount_usd=1e6, pre_money_usd=5e6)], {"target": 5e6}),
    # Z is owed 1.2 x $2M = $2.4M at any IPO price below $1.20
    ("owed_all", [RATCHET, ev.Ipo("i", LATER, 1e6, pre_money_usd=2e6)], {"target": 2e6}),
    ("price_or_pre", [ev.Ipo("i", LATER, 1e6)], {}),
    ("price_or_pre", [ev.Ipo("i", LATER, 1e6, 1.0, 8e6)], {}),
    ("not_positive", [ev.Ipo("i", LATER, 0.0, 1.0)], named("amount_usd", 0.0)),
    ("not_positive", [ev.Ipo("i", LATER, 1e6, 0.0)], named("price_usd", 0.0)),
    ("not_positive", [ev.Ipo("i", LATER, 1e6, pre_money_usd=0.0)], named("pre_money_usd", 0.0)),
    ("papers_left", [PAPER, ev.Ipo("i", LATER, 1e6, 1.0)], {"key": "p"}),
    ("papers_left", [PAPER, ev.SpacMerger("s", LATER, 1.0)], {"key": "p"}),
    ("not_positive", [ev.DirectListing("d", LATER, 0.0)], named("reference_price_usd", 0.0)),
    ("not_positive", [ev.SpacMerger("s", LATER, 0.0)], named("ratio_x", 0.0)),
    ("not_positive", [ev.SpacMerger("s", LATER, 1.0, price_usd=0.0)], named("price_usd", 0.0)),
    ("negative", [ev.SpacMerger("s", LATER, 1.0, trust_usd=-1.0)], named("trust_usd", -1.0)),
    ("negative", [ev.SpacMerger("s", LATER, 1.0, pipe_usd=-2.0)], named("pipe_usd", -2.0)),
    ("negative", [ev.SpacMerger("s", LATER, 1.0, sponsor_shares=-3.0)], named("sponsor_shares", -3.0)),
    ("not_a_fraction", [ev.Acquisition("s", LATER, 1e7, stock_frac=1.5)], named("stock_frac", 1.5)),
    ("not_a_fraction", [ev.Acquisition("s", LATER, 1e7, stock_frac=-0.1)], named("stock_frac", -0.1)),
    ("not_a_fraction", [ev.Refund("r", LATER, "founding/Ann", -0.1)], named("paid_frac", -0.1)),
    ("unknown_lot", [ev.Refund("r", LATER, "nobody", 0.5)], {"lot": "nobody"}),
    ("unknown_lot", [ev.Secondary("s", LATER, "nobody", "Bob", 1.0, 1.0)], {"lot": "nobody"}),
    ("more_than_held", [ev.Secondary("s", LATER, "founding/Ann", "Bob", 9e6, 1.0)],
     {"lot": "founding/Ann", "held": 8e6, "wanted": 9e6}),
    ("not_positive", [ev.Secondary("s", LATER, "founding/Ann", "Bob", 1e6, 0.0)], named("price_usd", 0.0)),
    ("not_positive", [ev.Secondary("s", LATER, "founding/Ann", "Bob", 0.0, 1.0)], named("shares", 0.0)),
    ("not_positive", [ev.Buyback("b", LATER, "founding/Ann", 1e6, 0.0)], named("price_usd", 0.0)),
    ("no_shares_left", [ev.Buyback("b", LATER, "founding/Ann", 8e6, 1.0)], {"shares": 0.0}),
    ("no_shares_left", [ev.OtherIssue("o", LATER, -9e6)], {"shares": -1e6}),
    ("no_shares_left", [ev.OtherIssue("o", LATER, -8e6)], {"shares": 0.0}),
    ("founded_twice", [ev.Founding("again", LATER, (("Bob", 1.0),))], {"key": "again"}),
    ("shares_or_target", [ev.PoolChange("p", LATER)], {"key": "p"}),
    ("shares_or_target", [ev.PoolChange("p", LATER, 1e6, 0.1)], {"key": "p"}),
    ("not_positive", [ev.PoolChange("p", LATER, -1e6)], named("shares", -1e6)),
    ("not_a_fraction", [ev.PoolChange("p", LATER, target_frac=1.0)], named("target_frac", 1.0)),
    ("not_positive", [ev.Grant("g", LATER, "staff", 0.0)], named("shares", 0.0)),
    ("negative", [ev.Grant("g", LATER, "staff", 1.0, -0.5)], named("strike_usd", -0.5)),
    ("more_than_pool", [ev.PoolChange("q", DAY, 5.0), ev.Grant("g", LATER, "staff", 9.0)],
     {"held": 5.0, "wanted": 9.0}),
    ("no_option", [ev.Exercise("x", LATER, "founding/Ann", 1.0)], {"lot": "founding/Ann"}),
    ("not_positive", [ev.ConversionRatio("c", LATER, "founding/Ann", 0.0)], named("ratio_x", 0.0)),
    ("not_positive", [ev.Split("s", LATER, 0.0)], named("factor_x", 0.0)),
    ("same_event_twice", [ev.Split("founding", LATER, 2.0)], {"key": "founding"}),
    ("company_ended", [ev.Shutdown("end", DAY), ev.Split("s", LATER, 2.0)], {"key": "s"}),
    ("out_of_order", [ev.Split("s", PartialDate("2019-12-31"), 2.0)], {"key": "s"}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "events", "params"), REFUSED)
def test_a_refusal_carries_what_its_sentence_needs(code, events, params):
    all_events = (founded(8e6), *events)
    ledger = replay_events(all_events)
    assert ledger.problem is not None
    assert (ledger.problem.code, ledger.problem.params) == (code, params)
    assert (len(ledger.entries), ledger.stopped_at) == (len(all_events) - 1, events[-1].key)


def test_a_founding_needs_shares_and_an_unknown_event_is_named():
    for holders in ((("Ann", 0.0),), (("Ann", 1.0), ("Bob", 0.0))):
        problem = replay_events([ev.Founding("founding", DAY, holders)]).problem
        assert problem is not None
        assert (problem.code, problem.params) == ("not_positive", named("shares", 0.0))
    empty = replay_events([ev.Founding("founding", DAY, ())]).problem
    assert empty is not None
    assert (empty.code, empty.params) == ("not_positive", named("shares", 0.0))
    with pytest.raises(CalcError) as caught:
        replay_events([founded()]).of("ipo")
    assert (caught.value.code, caught.value.params) == ("unknown_event", {"key": "ipo"})


def test_a_negative_pool_target_is_refused_and_none_at_all_is_not():
    with pytest.raises(CalcError) as caught:
        top_up(State(pool_shares=5.0), -0.1)
    assert (caught.value.code, caught.value.params) == ("not_a_fraction", named("target_frac", -0.1))
    assert top_up(State(pool_shares=5.0), 0.0).pool_shares == 5.0


@pytest.mark.parametrize("stock_frac", [0.0, 1.0])
def test_a_sale_may_be_paid_all_in_money_or_all_in_shares(stock_frac):
    state = replay_events([founded(8e6)]).state
    entry = acquisition(state, ev.Acquisition("s", LATER, 1.6e7, stock_frac=stock_frac))
    assert entry.price_usd == near(2.0)  # $16M over 8M common shares


def own_round(*tranches: OwnTranche, values=()):
    terms = Terms("a", "Series A", RoundKind.PRICED, LATER, 2e6, 8e6, Quoted.PRE, 0.0)
    return made_round(terms, OwnTerms("a", values, tranches))


def test_closings_of_a_readers_own_need_an_amount_to_be_part_of():
    two = (("post", 1e7), ("price", 1.0))
    for values, tranche, code in (
        (two, OwnTranche("Bob", 1e6), "tranches_need_amount"),
        ((), OwnTranche("Bob", 2e6), "tranches_differ"),  # nothing left for the main closing
    ):
        with pytest.raises(CalcError) as caught:
            own_round(tranche, values=values)
        assert (caught.value.code, caught.value.params) == (code, {"round": "a"})
    # at a price of its own it comes on top of the $2M
    made = own_round(OwnTranche("Bob", 5e5), OwnTranche("Eve", 3e6, 2.0, waives=True))
    assert made.tranches == (
        ev.Tranche("a", 1.5e6), ev.Tranche("a/2", 5e5), ev.Tranche("a/3", 3e6, 2.0, waives=True),
    )  # fmt: skip
