"""Which rounds of a library company can be replayed, by hand and on the record; what a reader fills in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from calc.gaps import NEEDED, Gap, Replayable, filled, one_per_value, replayable
from calc.library import Entry, Exit, Kind, LibraryCompany
from calc.types import Basis, Company, Figure, Mark, MarkKind, PartialDate, Round, RoundKind
from calc.whatif import RoundEdit, WhatIf
from dashboard.sources.library import load_library
from tests.drawn import near

DAYS = {"a": "2015", "b": "2016-05", "c": "2017-05-01", "d": "2018", "e": "2018-06"}
PRICES = {"a": 2.0, "b": 4.0, "c": 5.0, "d": 8.0, "e": 10.0}
LISTED = PartialDate("2019-06-01")


def figure(value: float, source_id: str = "press") -> Figure:
    return Figure(value, Basis.PRESS, source_id)


def day(key: str) -> PartialDate:
    return PartialDate(DAYS[key])


def known(key: str, **changed) -> Entry:
    """A round of 10, and 50 after it."""
    price = Figure(PRICES[key], Basis.REPORTED, "filing")
    one = Entry(key, key.upper(), Kind.ROUND, day(key), figure(10.0), figure(50.0), price, 1.5)
    return replace(one, **changed)


def sold(key: str, kind: str, day: str, price: float | None = 20.0, value: float | None = None) -> Exit:
    worth = None if value is None else figure(value)
    return Exit(key, kind, PartialDate(day), None if price is None else figure(price), value=worth)


IPO = sold("ipo", "ipo", LISTED.text, value=900.0)


def company(*entries: Entry, exits: tuple[Exit, ...] = (IPO,), **more) -> LibraryCompany:
    return LibraryCompany("x", "X Inc", "XX", entries, exits, **more)


def keys(found: Replayable) -> list[str]:
    return [] if found.company is None else [one.key for one in found.company.rounds]


# --- what is replayed ------------------------------------------------------------------------


def test_two_whole_rounds_become_a_company():
    def as_round(key: str) -> Round:
        return Round(
            key=key,
            name=key.upper(),
            kind=RoundKind.PRICED,
            date=day(key),
            amount_raised_usd=figure(10.0),
            issue_price_usd=Figure(PRICES[key], Basis.REPORTED, "filing"),
            new_shares=Figure(10 / PRICES[key], Basis.DERIVED, "filing"),
            post_money_usd=figure(50.0),
            conversion_ratio=Figure(1.5, Basis.DERIVED, "filing"),
            date_source_id="filing",
        )

    found = replayable(company(known("a"), known("b")))
    mark = Mark("ipo", MarkKind.IPO_PRICE, LISTED, figure(20.0), figure(900.0))
    rounds = (as_round("a"), as_round("b"))
    assert found == Replayable(Company("x", "X Inc", "XX", rounds, (mark,)), ())


@pytest.mark.parametrize(
    ("changed", "fields", "typed"),
    [
        ({"price": None}, ("price",), False),
        ({"ratio_x": None}, ("ratio_x",), False),
        ({"raised": None}, ("raised",), True),
        ({"post_money": None, "date": None}, ("post_money", "date"), True),
        ({"raised": figure(50.0)}, ("post_money",), True),  # all of the company
        ({"raised": figure(60.0), "date": None}, ("date",), True),
        (dict.fromkeys(NEEDED), NEEDED, False),
    ],
)
def test_a_round_with_a_gap_ends_the_row_behind_it(changed, fields, typed):
    rounds = [known("a"), known("b", **changed), known("c")]
    found = replayable(company(*rounds))
    assert found == Replayable(None, (Gap("b", "B", fields),))
    assert found.gaps[0].can_be_typed is typed
    assert keys(replayable(company(*rounds, known("d"), known("e")))) == ["c", "d", "e"]


def test_only_rounds_are_replayed_and_only_in_order_of_date():
    others = [known("b", kind=kind) for kind in Kind if kind is not Kind.ROUND]
    assert keys(replayable(company(known("a"), *others, known("c")))) == ["a", "c"]
    assert keys(replayable(company(known("c"), known("a"), known("b")))) == ["a", "b"]
    assert keys(replayable(company(known("a"), known("b", date=day("a"))))) == ["a", "b"], "the same day"
    assert keys(replayable(company(known("a")))) == [], "one round is no path"
    assert replayable(company()) == Replayable(None, ())


@pytest.mark.parametrize("kind", ["ipo", "spac", "direct"])
def test_a_replay_needs_a_listing_at_a_price(kind):
    pair = (known("a"), known("b"))
    found = replayable(company(*pair, exits=(sold("x", kind, "2019"),)))
    assert found.company is not None and found.company.marks[0].kind is MarkKind.IPO_PRICE
    assert replayable(company(*pair, exits=(sold("x", kind, "2019", None),))).company is None
    assert replayable(company(*pair, exits=(sold("x", "sold", "2019"),))).company is None


def test_the_marks_are_the_prices_from_the_last_round_on():
    early, same = sold("early", "tender", "2015"), sold("same", "tender", "2016")
    closes = (sold("2020", "close", "2020-12-31", 30.0),)
    exits = (early, same, sold("free", "tender", "2018", None), IPO)
    found = replayable(company(known("a"), known("b"), exits=exits, closes=closes))
    assert found.company is not None
    assert [(mark.key, mark.kind) for mark in found.company.marks] == [
        ("same", MarkKind.CLOSE),  # some day of 2016 may be after May
        ("ipo", MarkKind.IPO_PRICE),
        ("2020", MarkKind.CLOSE),
    ]
    on_the_day = sold("day", "tender", "2016-05-01")
    found = replayable(company(known("a"), known("b"), exits=(on_the_day, IPO)))
    assert found.company is not None and len(found.company.marks) == 2
    found = replayable(company(known("a"), known("b"), known("c"), exits=(on_the_day, IPO)))
    assert found.company is not None and len(found.company.marks) == 1, "before the last round"


# --- later closings --------------------------------------------------------------------------


def test_a_later_closing_joins_its_round():
    at_a = known("a").price
    second = known("b", price=at_a, raised=Figure(4.0, Basis.REPORTED, "other"), post_money=None)
    joined = one_per_value([known("a"), second])
    assert joined == [known("a", raised=figure(14.0))]
    assert keys(replayable(company(known("a"), second, known("c")))) == ["a", "c"]
    third = known("c", price=at_a, raised=figure(1.0), post_money=None)
    assert one_per_value([known("a"), second, third]) == [known("a", raised=figure(15.0))]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {}),  # quotes a value of its own
        ({}, {"post_money": None, "price": figure(2.1)}),
        ({}, {"post_money": None, "price": None}),
        ({"price": None}, {"post_money": None}),
        ({}, {"post_money": None, "raised": None}),
        ({"raised": None}, {"post_money": None}),
        ({"post_money": None}, {"post_money": None}),
        ({}, {"post_money": None, "ratio_x": 2.0}),
    ],
)
def test_what_is_no_later_closing_stays_a_round(first, second):
    rounds = [known("a", **first), known("b", **{"price": known("a").price} | second)]
    assert one_per_value(rounds) == rounds


def test_notes_and_marks_are_no_rounds():
    rounds = [known("a", kind=Kind.NOTE), known("b"), known("c", kind=Kind.MARK, post_money=None)]
    assert one_per_value(rounds) == [known("b")]
    assert one_per_value([]) == []


# --- what a reader fills in ------------------------------------------------------------------


def test_gaps_are_filled_and_marked_and_figures_on_record_stay():
    march = PartialDate("2014-03")
    edit = RoundEdit("a", amount_raised_usd=7.0, post_money_usd=70.0, date=march)
    bare = known("a", raised=None, post_money=None, date=None)
    assert filled(bare, edit) == known(
        "a", raised=Figure(7.0, Basis.ASSUMED), post_money=Figure(70.0, Basis.ASSUMED), date=march
    )
    assert filled(known("a"), edit) == known("a")
    assert filled(bare, None) is bare
    assert filled(bare, RoundEdit("a")) == bare


def test_a_value_before_the_money_needs_the_money():
    before = RoundEdit("a", pre_money_usd=63.0)
    without = known("a", post_money=None)
    assert filled(without, before).post_money == Figure(73.0, Basis.ASSUMED)  # 63 + 10
    assert filled(known("a", post_money=None, raised=None), before).post_money is None
    both = RoundEdit("a", pre_money_usd=63.0, amount_raised_usd=7.0)
    assert filled(known("a", post_money=None, raised=None), both).post_money == Figure(70.0, Basis.ASSUMED)
    assert filled(known("a"), before).post_money == figure(50.0)


def test_a_readers_figures_close_the_gap_of_their_round():
    rounds = company(known("a"), known("b", post_money=None), known("c", date=None))
    edits = (RoundEdit("b", post_money_usd=80.0), RoundEdit("c", date=day("c")))
    found = replayable(rounds, WhatIf(edits=edits))
    assert (keys(found), found.gaps) == (["a", "b", "c"], ())
    assert [gap.round_key for gap in replayable(rounds).gaps] == ["b", "c"]
    assert [gap.round_key for gap in replayable(rounds, WhatIf(edits=edits[:1])).gaps] == ["c"]


def test_the_rounds_of_doordash_on_record():
    found = replayable(load_library()["doordash"])
    assert keys(found) == [f"series-{letter}" for letter in "cdefgh"]
    assert [gap.round_key for gap in found.gaps] == ["seed-series-a-1", "series-a", "series-b"]
    # the second closing of F joins the first: 308.8M + 100.0M at one price and one quoted value
    joined = {one.key: one for one in one_per_value(load_library()["doordash"].entries)}["series-f"]
    assert joined.raised.value == near(408_820_943)
