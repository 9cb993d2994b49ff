"""What each event leaves behind, whole: money, holders, lots and share counts, worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from calc.antidilution import Protection, RatchetTerms
from calc.captable import PoolPlacement
from calc.events import Entry, Lot, LotKind, State, apply
from calc.events import terms as ev
from calc.events.ending import CARVE_OUT, exit_terms
from calc.events.rounds import top_up
from calc.safes.terms import Convertible, Form, Method
from calc.types import PartialDate
from calc.waterfall.terms import Choice, Common, Option, Participation, Preferred
from tests.drawn import near
from tests.test_calc_events import DAY, FULL, founded, replayed

YEAR_ON = PartialDate("2020-12-31")  # 365 days after DAY
RIGHTS = ev.SeriesTerms(preference_x=2.0, rank=3, participation=Participation.CAPPED, cap_x=3.0)
ANN = Lot("f", "Ann", "common", LotKind.COMMON, 8e6, 0.0, DAY)
ZED = Lot("z", "Zed", "Z", LotKind.PREFERRED, 2e6, 1.0, DAY)
STAFF = Lot("o", "staff", "option", LotKind.OPTION, 1e6, 0.25, DAY)
BANK = Lot("w", "bank", "warrant", LotKind.WARRANT, 5e5, 0.5, DAY)
PAPER = ev.Paper("n", DAY, "Nat", Convertible("inner", 1e6, cap_usd=12.5e6, form=Form.PRE_MONEY), 0.1)
OTHER_PAPER = ev.Paper("m", DAY, "Max", Convertible("m", 1e6))
STATE = State((ANN, ZED, STAFF, BANK), pool_shares=2e6)


def done(event, *lots, pool=2e6, **given) -> Entry:
    return Entry(event, replace(STATE, lots=lots, pool_shares=pool), **given)


def more(lot: Lot, shares: float, **given) -> Lot:
    return replace(lot, shares=shares, **given)


SECONDARY = ev.Secondary("s", YEAR_ON, "z", "Bob", 5e5, 3.0)
BUYBACK = ev.Buyback("b", YEAR_ON, "z", 5e5, 3.0)
EXERCISE = ev.Exercise("x", YEAR_ON, "o", 4e5)
GRANT = ev.Grant("g", YEAR_ON, "Eve", 5e5, 0.75)
GRANT_ALL = ev.Grant("g", YEAR_ON, "Eve", 2e6)
WARRANT = ev.Warrant("v", YEAR_ON, "Eve", 3e5, 0.75)
SAFE = ev.Paper("p", YEAR_ON, "Eve", Convertible("p", 7e5))
ISSUE = ev.OtherIssue("i", YEAR_ON, 1e6)
POOL = ev.PoolChange("q", YEAR_ON, 1e6)
TARGET = ev.PoolChange("q", YEAR_ON, target_frac=0.5)  # as many as the 11.5M others
RATIO = ev.ConversionRatio("c", YEAR_ON, "z", 1.5)
REFUND = ev.Refund("r", YEAR_ON, "z", 0.72)  # TON gave back 72 %
NOTHING = ev.Refund("r", YEAR_ON, "z", 0.0)
OTHER = Lot("other", "other", "common", LotKind.COMMON, 1e6, 0.0, YEAR_ON)

DONE = [
    done(SECONDARY, ANN, more(ZED, 1.5e6), STAFF, BANK,
         more(ZED, 5e5, key="s", holder="Bob", origin_key="z"),
         price_usd=3.0, paid_usd={"Bob": 1.5e6}, received_usd={"Zed": 1.5e6}),
    done(BUYBACK, ANN, more(ZED, 1.5e6), STAFF, BANK,
         price_usd=3.0, new_shares=-5e5, received_usd={"Zed": 1.5e6}),
    done(EXERCISE, ANN, ZED, more(STAFF, 6e5), BANK,
         Lot("x", "staff", "common", LotKind.COMMON, 4e5, 0.25, YEAR_ON),
         price_usd=0.25, paid_usd={"staff": 1e5}),
    done(GRANT, ANN, ZED, STAFF, BANK,
         Lot("g", "Eve", "option", LotKind.OPTION, 5e5, 0.75, YEAR_ON), pool=1.5e6),
    done(GRANT_ALL, ANN, ZED, STAFF, BANK,
         Lot("g", "Eve", "option", LotKind.OPTION, 2e6, 0.0, YEAR_ON), pool=0.0),
    done(WARRANT, ANN, ZED, STAFF, BANK, Lot("v", "Eve", "warrant", LotKind.WARRANT, 3e5, 0.75, YEAR_ON)),
    Entry(SAFE, replace(STATE, papers=(SAFE,)), paid_usd={"Eve": 7e5}),
    done(ISSUE, ANN, ZED, STAFF, BANK, OTHER, new_shares=1e6),
    done(POOL, ANN, ZED, STAFF, BANK, pool=3e6, new_shares=1e6),
    done(TARGET, ANN, ZED, STAFF, BANK, pool=11.5e6, new_shares=9.5e6),
    done(RATIO, ANN, replace(ZED, ratio_x=1.5), STAFF, BANK, adjusted={"z": 1.5}),
    done(REFUND, ANN, STAFF, BANK, received_usd={"Zed": 1.44e6}),
    done(NOTHING, ANN, STAFF, BANK, received_usd={"Zed": 0.0}),
]  # fmt: skip


@pytest.mark.parametrize("entry", DONE, ids=lambda entry: type(entry.event).__name__)
def test_an_event_leaves_just_this(entry):
    assert apply(STATE, entry.event) == entry


def test_other_issues_are_one_lot_that_may_shrink():
    first = apply(STATE, ISSUE).state
    assert apply(first, replace(ISSUE, key="j", shares=-4e5)).state.lot("other").shares == 6e5


def test_a_refunded_paper_goes_and_the_others_stay():
    entry = apply(replace(STATE, papers=(OTHER_PAPER, PAPER)), ev.Refund("r", YEAR_ON, "n", 0.72))
    assert entry.received_usd == near({"Nat": 720_000.0})
    assert entry.state == replace(STATE, papers=(OTHER_PAPER,))


def test_every_lot_and_paper_is_a_class_of_the_exit():
    state = replace(STATE, lots=(ANN, replace(ZED, ratio_x=1.5, terms=RIGHTS), STAFF, BANK), papers=(PAPER,))
    terms = exit_terms(state, YEAR_ON, debt_usd=1.0, fees_usd=2.0, carve_out_frac=0.1)
    assert terms.common == (Common("f", "common", 8e6),)
    assert terms.options == (Option("o", "option", 1e6, 0.25), Option("w", "warrant", 5e5, 0.5))
    zed, note = terms.preferred
    assert zed == Preferred(
        "z", "Z", 2e6, 2e6, 2.0, 3, Participation.CAPPED, cap_x=3.0, conversion_ratio=1.5
    )  # fmt: skip
    # a year at 10 %: $1.1M at a cap of $12.5M on 8M + 3M as converted + 1.5M rights
    assert (note.invested_usd, note.shares) == near((1.1e6, 1.1e6))
    assert (note.key, note.choice, note.rank) == ("n", Choice.BEST, 1)
    assert (terms.debt_usd, terms.fees_usd, terms.carve_out_frac) == (1.0, 2.0, 0.1)
    plain = exit_terms(STATE, YEAR_ON)
    assert (plain.debt_usd, plain.fees_usd, plain.carve_out_frac, len(plain.preferred)) == (0.0, 0.0, 0.0, 1)


def test_a_sale_after_a_split_pays_holders_lots_and_staff():
    # $22M less $1M debt, $1M fees, a tenth of the rest: $18M over 20M shares, all of which convert
    parts = (ev.Tranche("Ann", 1e6), ev.Tranche("Bob", 1e6))
    round_ = ev.PricedRound("a", DAY, "A", amount_usd=2e6, pre_money_usd=8e6, tranches=parts)
    sale = ev.Acquisition("sale", YEAR_ON, 22e6, 1e6, 1e6, 0.1)
    entry = replayed(founded(8e6), round_, ev.Split("two", DAY, 2.0), sale).of("sale")
    assert entry.by_lot_usd == near({"founding/Ann": 14.4e6, "a/1": 1.8e6, "a/2": 1.8e6})
    assert entry.received_usd == near({"Ann": 16.2e6, "Bob": 1.8e6, CARVE_OUT: 2e6})
    assert (entry.price_usd, entry.post_money_usd) == near((0.9, 22e6))
    assert entry.state == State(split_x=2.0, ended=True)
    assert CARVE_OUT == "carve-out"


def test_a_shutdown_pays_debt_then_preferred_then_a_paper_beside_it():
    # $1.5M less $0.5M of debt; Zed's $2M and Max's $1M stand in one rank: two thirds, one third
    entry = apply(replace(STATE, papers=(OTHER_PAPER,)), ev.Shutdown("end", YEAR_ON, 1.5e6, 5e5))
    assert entry.received_usd == near({"Ann": 0.0, "staff": 0.0, "bank": 0.0, "Zed": 2e6 / 3, "Max": 1e6 / 3})
    assert (entry.price_usd, entry.post_money_usd) == near((0.0, 1.5e6))


def test_a_note_is_owed_its_interest_of_the_day_it_ends():
    # $1M at 10 % for a year, no cap: $1.1M comes first, beside nobody
    note = replace(PAPER, terms=Convertible("inner", 1e6))
    for end in (ev.Acquisition("s", YEAR_ON, 9.1e6), ev.Shutdown("s", YEAR_ON, 9.1e6)):
        entry = replayed(founded(8e6), note, end).of("s")
        assert entry.received_usd == near({"Ann": 8e6, "Nat": 1.1e6})


def test_little_money_and_few_shares_are_still_some():
    # $8M of shares at $1.00 and a post-money half a dollar over it; all but half a share bought back
    round_ = ev.PricedRound("a", DAY, "A", post_money_usd=8e6 + 0.5, price_usd=1.0)
    assert replayed(founded(8e6), round_).of("a").new_shares == 0.5
    back = ev.Buyback("b", DAY, "founding/Ann", 8e6 - 0.5, 1.0)
    assert replayed(founded(8e6), back).state.fully_diluted_shares == 0.5


# --- rounds -------------------------------------------------------------------------------


def test_a_price_finds_the_pre_money_with_pool_papers_and_ratchets():
    # the option pool shuffle backwards: $1.00, $2M and a 20 % pool over 6M shares is $8M pre-money
    shuffle = ev.PricedRound("a", DAY, "A", amount_usd=2e6, price_usd=1.0, pool_frac=0.2)
    entry = replayed(founded(6e6), shuffle).of("a")
    assert (entry.pre_money_usd, entry.post_money_usd, entry.new_shares) == near((8e6, 10e6, 2e6))
    # $8M pre-money over 8M shares and an uncapped $1M is 7/8 of a dollar
    papers = ev.PricedRound("a", DAY, "A", amount_usd=3e6, price_usd=0.875)
    entry = replayed(founded(8e6), OTHER_PAPER, papers).of("a")
    assert (entry.pre_money_usd, entry.post_money_usd) == near((8e6, 11e6))
    # 8M preferred at $1 protected in full convert into 16M at half of that: 24M x $0.50
    first = ev.PricedRound("z", DAY, "Z", amount_usd=8e6, price_usd=1.0, terms=FULL)
    down = ev.PricedRound("a", DAY, "A", amount_usd=1e6, price_usd=0.5)
    entry = replayed(founded(8e6), first, down).of("a")
    assert (entry.pre_money_usd, entry.post_money_usd) == near((12e6, 13e6))
    assert entry.adjusted == near({"z": 2.0})


def test_a_paper_converts_into_a_shadow_series_without_the_ratchet():
    # conversions out of the pre-money: $13.5M over 13.5M shares, rights and pool among them, is $1.00;
    # then a pool outside of a fifth of all: a quarter of 11.5M + 1M + 2.7M
    round_ = ev.PricedRound(
        "a", YEAR_ON, "A", 2.7e6, 13.5e6, pool_frac=0.2, pool=PoolPlacement.AFTER_MONEY,
        method=Method.PRE_MONEY, terms=replace(RIGHTS, ratchet=RatchetTerms(9.0), ratchet_x=1.2),
    )  # fmt: skip
    entry = apply(replace(STATE, papers=(OTHER_PAPER,)), round_)
    assert (entry.price_usd, entry.new_shares) == near((1.0, 2.7e6))
    lot = entry.state.lot("m")
    assert (lot.holder, lot.series, lot.date, lot.terms) == ("Max", "A (m)", DAY, RIGHTS)
    assert (lot.shares, lot.price_usd, entry.state.pool_shares) == near((1e6, 1.0, 3.8e6))


def test_closings_of_a_round_become_lots_of_their_own():
    # $1M and $1M at $1.00, then $3M at $2.00 by one who waives what the ratchet and protection give
    terms = replace(FULL, ratchet_x=1.2, preference_x=1.5)
    parts = (ev.Tranche("Eve", 1e6), ev.Tranche("Bob", 1e6), ev.Tranche("Eve", 3e6, 2.0, waives=True))
    round_ = ev.PricedRound("a", YEAR_ON, "A", 2e6, 8e6, tranches=parts, terms=terms)
    entry = replayed(founded(8e6), round_).of("a")
    one = replace(terms, ratchet=RatchetTerms(1.2))
    waived = replace(terms, protection=Protection.NONE)
    assert entry.state.lots[1:] == (
        Lot("a/1", "Eve", "A", LotKind.PREFERRED, 1e6, 1.0, YEAR_ON, terms=one),
        Lot("a/2", "Bob", "A", LotKind.PREFERRED, 1e6, 1.0, YEAR_ON, terms=one),
        Lot("a/3", "Eve", "A", LotKind.PREFERRED, 1.5e6, 2.0, YEAR_ON, terms=waived),
    )
    assert entry.paid_usd == {"Eve": 4e6, "Bob": 1e6}
    assert (entry.new_shares, entry.pre_money_usd, entry.post_money_usd) == (3.5e6, 8e6, 13e6)


def test_a_pool_is_lifted_to_its_target_and_never_cut():
    # 8M others: 2M is a fifth of 10M; 3M is more than that already
    assert top_up(State((ANN,), pool_shares=1e6), 0.2).pool_shares == near(2e6)
    assert top_up(State((ANN,), pool_shares=3e6), 0.2).pool_shares == 3e6


# --- listings -----------------------------------------------------------------------------


def test_a_spac_exchanges_shares_and_brings_three_holders():
    # 8M shares x 2 at $10 are $160M; $100M and $50M buy 10M and 5M; 2.5M come free; 33.5M in all
    spac = ev.SpacMerger("spac", YEAR_ON, 2.0, 1e8, 5e7, 2.5e6)
    entry = replayed(founded(8e6), spac).of("spac")
    assert (entry.price_usd, entry.pre_money_usd, entry.post_money_usd) == (10.0, 160e6, 335e6)
    assert (entry.new_shares, entry.paid_usd) == (17.5e6, {"trust": 1e8, "pipe": 5e7})
    assert entry.state.split_x == 2.0
    assert entry.state.lots[1:] == (
        Lot("spac/trust", "trust", "common", LotKind.COMMON, 10e6, 10.0, YEAR_ON),
        Lot("spac/pipe", "pipe", "common", LotKind.COMMON, 5e6, 10.0, YEAR_ON),
        Lot("spac/sponsor", "sponsor", "common", LotKind.COMMON, 2.5e6, 0.0, YEAR_ON),
    )
    alone = apply(STATE, ev.SpacMerger("spac", YEAR_ON, 1.0, price_usd=5.0))
    assert (alone.paid_usd, alone.new_shares, alone.post_money_usd) == ({}, 0.0, 13.5e6 * 5)


def test_a_listing_turns_preferred_into_common_at_its_ratio():
    # 8M + 2M x 1.5 + 1.5M rights + 2M pool = 14.5M
    state = replace(STATE, lots=(ANN, replace(ZED, ratio_x=1.5, terms=RIGHTS), STAFF, BANK))
    common = Lot("z", "Zed", "common", LotKind.COMMON, 3e6, 1 / 1.5, DAY)
    direct = apply(state, ev.DirectListing("d", YEAR_ON, 4.0))
    assert (direct.price_usd, direct.pre_money_usd, direct.post_money_usd) == (4.0, 58e6, 58e6)
    listed = direct.state.lot("z")
    assert (listed.kind, listed.shares, listed.ratio_x) == (LotKind.COMMON, 3e6, 1.0)
    assert (listed.price_usd, listed.cost_usd) == near((common.price_usd, 2e6))
    ipo = apply(state, ev.Ipo("i", YEAR_ON, 8e6, 4.0))
    assert (ipo.price_usd, ipo.pre_money_usd, ipo.post_money_usd, ipo.new_shares) == (4.0, 58e6, 66e6, 2e6)
    assert (ipo.paid_usd, ipo.adjusted) == ({"public": 8e6}, {})
    assert ipo.state.lots[-1] == Lot("i", "public", "common", LotKind.COMMON, 2e6, 4.0, YEAR_ON)


def test_a_split_scales_counts_prices_targets_and_the_pool():
    owed = replace(ZED, terms=ev.SeriesTerms(ratchet=RatchetTerms(1.2)))
    split = apply(replace(STATE, lots=(owed, STAFF), split_x=3.0), ev.Split("s", YEAR_ON, 2.0)).state
    assert split.lots == (
        replace(owed, shares=4e6, price_usd=0.5, terms=ev.SeriesTerms(ratchet=RatchetTerms(0.6))),
        replace(STAFF, shares=2e6, price_usd=0.125),
    )
    assert (split.pool_shares, split.split_x) == (4e6, 6.0)


def test_shares_bought_from_a_holder_convert_at_the_ratio_of_their_lot():
    """A filing's ratio belongs to the shares, whoever holds them: also once all have changed hands."""
    start = State((Lot("z", "Zed", "Z", LotKind.PREFERRED, 2.0, 3.0, DAY),))
    part, rest = ev.Secondary("s", DAY, "z", "Bob", 0.5, 4.0), ev.Secondary("t", DAY, "z", "Cy", 1.5, 4.0)
    again = ev.Secondary("u", DAY, "s", "Di", 0.25, 4.0)
    for sales in ([part], [part, rest], [part, again, rest]):
        state = start
        for sale in sales:
            state = apply(state, sale).state
        done = apply(state, RATIO)
        assert done.state.fully_diluted_shares == near(3.0)  # 2 x 1.5
        assert done.adjusted["z"] == 1.5
