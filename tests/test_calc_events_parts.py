"""Small parts events stand on, by hand: the state between events, cap table, flows, prices of an end."""

from __future__ import annotations

from dataclasses import replace

import pytest

from calc.daycount import DayCount
from calc.errors import CalcError
from calc.events import Entry, Ledger, Lot, LotKind, State, TableRow, cap_table, holder_flows, replay_events
from calc.events import terms as ev
from calc.events.lines import end_of
from calc.events.made import made_event, made_round
from calc.events.own import COUNTS, KINDS, OwnEvent, OwnTerms, OwnTranche, Unit
from calc.events.state import balance_usd
from calc.path import Terms
from calc.safes.terms import Convertible
from calc.types import PartialDate, Quoted, RoundKind
from tests.drawn import near
from tests.test_calc_events import DAY, LATER
from tests.test_calc_events_lines import lot, step

ANN = Lot("f", "Ann", "common", LotKind.COMMON, 6.0, 0.5, DAY)
ZED = Lot("z", "Zed", "Z", LotKind.PREFERRED, 2.0, 3.0, DAY, 1.5)
STAFF = Lot("o", "staff", "option", LotKind.OPTION, 1.0, 0.25, DAY)
BANK = Lot("w", "bank", "warrant", LotKind.WARRANT, 2.0, 0.5, DAY)
STATE = State((ANN, ZED, STAFF, BANK), pool_shares=4.0)


# --- the state ------------------------------------------------------------------------------


def test_a_lot_counts_as_converted_and_costs_what_was_paid():
    assert (ZED.common_shares, ZED.conversion_price_usd, ZED.cost_usd) == (3.0, 2.0, 6.0)
    assert [one.is_stock for one in STATE.lots] == [True, True, False, False]
    assert [one.cost_usd for one in STATE.lots] == [3.0, 6.0, 0.0, 0.0]
    assert (STATE.total(LotKind.COMMON), STATE.total(LotKind.OPTION, LotKind.WARRANT)) == (6.0, 3.0)
    assert STATE.fully_diluted_shares == 16.0  # 6 + 3 + 1 + 2 + 4
    assert Entry(ev.Split("s", DAY, 1.0), STATE).fully_diluted_shares == 16.0


def test_lots_are_replaced_where_they_stand_added_at_the_end_and_go_when_empty():
    more, new = replace(ANN, shares=7.0), replace(ANN, key="g")
    assert STATE.put(more, new).lots == (more, ZED, STAFF, BANK, new)
    assert STATE.put(replace(ZED, shares=0.0)).lots == (ANN, STAFF, BANK)
    assert STATE.take("z", 0.5).lot("z").shares == 1.5
    assert STATE.take("z", 2.0).lots == (ANN, STAFF, BANK)
    # a hair more than there is, as a sum of fractions may be, takes all; a little more is refused
    assert STATE.take("z", 2.0 + 1e-9).lots == (ANN, STAFF, BANK)
    with pytest.raises(CalcError) as caught:
        STATE.take("z", 2.0 + 1e-8)
    assert (caught.value.code, caught.value.params) == (
        "more_than_held", {"lot": "z", "held": 2.0, "wanted": 2.0 + 1e-8},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("start", "end", "count", "interest"),
    [
        # January to July of a leap year: 182 days of 365, of 360; six months of twelve
        ("2020-01-01", "2020-07-01", DayCount.ACTUAL_365_FIXED, 182 / 365),
        ("2020-01-01", "2020-07-01", DayCount.ACTUAL_360, 182 / 360),
        ("2020-01-01", "2020-07-01", DayCount.THIRTY_360, 0.5),
        ("2020", "2020-07", DayCount.THIRTY_360, 0.5),  # the first day each
        ("2020-03-01", "2020", DayCount.THIRTY_360, 0.0),  # the first day is before it: nothing yet
        ("2020-01-01", "2023-01-01", DayCount.THIRTY_360, 3.0),
    ],
)
def test_interest_runs_from_the_first_day_to_the_first_day(start, end, count, interest):
    paper = ev.Paper("n", PartialDate(start), "Nat", Convertible("n", 1e6), 0.1, count)
    assert balance_usd(paper, PartialDate(end)) == near(1e6 * (1 + 0.1 * interest))
    assert balance_usd(replace(paper, annual_rate_frac=0.0), PartialDate(end)) == 1e6
    with pytest.raises(CalcError) as caught:
        balance_usd(replace(paper, annual_rate_frac=-0.1), PartialDate(end))
    assert caught.value.params == {"name": "annual_rate_frac", "value": -0.1}


# --- cap table and flows ---------------------------------------------------------------------


def test_a_cap_table_has_a_row_for_every_lot_and_the_pool():
    assert cap_table(STATE) == (
        TableRow("f", "Ann", "common", "common", 6.0, 6.0, 6 / 16),
        TableRow("z", "Zed", "Z", "preferred", 2.0, 3.0, 3 / 16),
        TableRow("o", "staff", "option", "option", 1.0, 1.0, 1 / 16),
        TableRow("w", "bank", "warrant", "warrant", 2.0, 2.0, 2 / 16),
        TableRow("pool", "pool", "pool", "option", 4.0, 4.0, 4 / 16),
    )
    assert cap_table(State((ANN,))) == (TableRow("f", "Ann", "common", "common", 6.0, 6.0, 1.0),)
    assert cap_table(State()) == ()


def test_flows_of_a_holder_are_what_came_less_what_went():
    one, two = ev.Split("s", DAY, 1.0), ev.Split("t", LATER, 1.0)
    ledger = Ledger(
        (
            Entry(one, STATE, paid_usd={"Ann": 5.0, "Bob": 9.0}, received_usd={"Ann": 2.0}),
            Entry(one, STATE, paid_usd={"Bob": 9.0}),
            Entry(two, STATE, received_usd={"Ann": 0.5}),
            Entry(two, STATE, paid_usd={"Ann": 1.0}, received_usd={"Ann": 1.0}),
        )
    )
    assert holder_flows(ledger, "Ann") == ((DAY, -3.0), (LATER, 0.5))
    assert holder_flows(ledger, "Bob") == ((DAY, -9.0), (DAY, -9.0))
    assert holder_flows(ledger, "Eve") == ()


# --- an end ----------------------------------------------------------------------------------


def test_an_end_without_a_price_and_a_lot_without_a_payment_are_nothing():
    # a/1 cost $2 and a/2, sold for $4 to another, is no main closing; nothing was paid on a/1
    before, steps = State((lot("a/1", "a"), lot("a/2", "a"))), [step("a", 10.0)]
    sale = ev.Acquisition("sale", LATER, 100.0)
    end = end_of(before, Entry(sale, State(ended=True), by_lot_usd={"a/2": 4.0}), "acquisition", steps)
    assert (end.price_usd, end.value_usd, end.per_share_usd) == (0.0, 0.0, (("a", 0.0), ("before", 0.0)))


# --- a reader's own --------------------------------------------------------------------------


def test_a_kind_nobody_knows_is_named():
    with pytest.raises(CalcError) as caught:
        made_event(OwnEvent("k", "party", DAY))
    assert (caught.value.code, caught.value.params) == ("unknown_event", {"key": "party"})


def test_a_field_that_is_not_typed_has_its_default():
    note = OwnEvent("n", "note", DAY, (("cap", 5e6), ("amount", 7.0)))
    assert (note.number("cap"), note.number("amount"), note.number("rate")) == (5e6, 7.0, 0.06)
    assert (note.of("count"), note.of("holder"), note.of("discount")) == ("365", "", 0.0)
    terms = OwnTerms("a", (("pool", 0.1),))
    assert (terms.number("pool"), terms.number("rank"), terms.of("place")) == (0.1, 1.0, "inside")
    assert COUNTS["360"] is DayCount.ACTUAL_360
    names = {field.unit for fields in KINDS.values() for field in fields if not field.unit.is_number}
    assert names == {Unit.NAME, Unit.LOT, Unit.CHOICE}


def test_a_main_closing_may_be_as_small_as_it_likes():
    terms = Terms("a", "A", RoundKind.PRICED, LATER, 2.0, 8.0, Quoted.PRE, 0.0)
    made = made_round(terms, OwnTerms("a", (), (OwnTranche("Bob", 1.5),)))
    assert made.tranches == (ev.Tranche("a", 0.5), ev.Tranche("a/2", 1.5))


def test_a_founding_is_a_lot_of_every_holder():
    event = ev.Founding("founding", DAY, (("Ann", 6.0), ("Bob", 2.0)))
    lots = (
        Lot("founding/Ann", "Ann", "common", LotKind.COMMON, 6.0, 0.0, DAY),
        Lot("founding/Bob", "Bob", "common", LotKind.COMMON, 2.0, 0.0, DAY),
    )
    assert replay_events([event]) == Ledger((Entry(event, State(lots), new_shares=8.0),))
