"""Prices and values at a date as typed, by hand: the mark each becomes, and why one is not used."""

from __future__ import annotations

import pytest

from calc.entered import LAST_ROUND, company_of_entries
from calc.entries import EnteredMark, EnteredRound, Lack
from calc.types import Basis, Figure, Mark, MarkKind, PartialDate, Scope
from tests.test_calc_entered import COUNTED, DAY, IPO, PLAIN, SAID, assumed, lack, made, press, typed


def mark(date: str, kind: MarkKind = MarkKind.CLOSE, **terms) -> EnteredMark:
    return EnteredMark(kind, PartialDate(date), **terms)


def test_a_price_is_taken_as_typed_where_shares_are_counted():
    close = mark("2020-05-01", price_usd=3.0, company_value_usd=40e6, scope=Scope.BASIC, **SAID)
    wanted = Mark(
        "2020-05-01",
        MarkKind.CLOSE,
        PartialDate("2020-05-01"),
        press(3.0),
        Figure(40e6, Basis.ESTIMATED, "v"),
        Scope.BASIC,
    )
    assert made(COUNTED, marks=[close]).marks == (wanted,)
    (bare,) = made(COUNTED, marks=[mark("2020", MarkKind.WARRANT, price_usd=3.0, scope=Scope.BASIC)]).marks
    assert (bare.key, bare.company_value_usd, bare.scope) == ("warrant-2020", None, Scope.NOT_STATED)


@pytest.mark.parametrize("counts", [{"price_usd": 0.4}, {"new_shares": 2.5e6}, {"shares_after": 12.5e6}])
def test_any_of_three_counts_makes_a_price_usable(counts):
    one = EnteredRound("Seed", DAY, amount_usd=1e6, post_money_usd=5e6, **counts)
    assert made(one, marks=[mark("2020", price_usd=3.0)]).marks[0].price_usd.value == 3.0


def test_a_value_gives_the_price_of_the_round_before_it():
    # 12.5M shares after the seed, 20M / 16M x 12.5M = 15.625M after A: 50M is 4.00 and 3.20 a share
    rounds = [PLAIN, typed(amount_usd=4e6, pre_money_usd=16e6)]
    marks = [
        mark("2018", company_value_usd=50e6, price_usd=7.0, **SAID),
        mark("2015", company_value_usd=50e6),
    ]
    company, told = company_of_entries("x", "X", "", rounds=rounds, marks=marks)
    assert [one.key for one in company.marks] == ["2015", "2018"]
    assert [one.price_usd for one in company.marks] == [assumed(4.0), Figure(3.2, Basis.ESTIMATED, "s")]
    assert told[1:] == (Lack("marks", 0, "price_usd", "mark_price_unused", is_note=True),)
    thirds = mark("2018", company_value_usd=1e7 / 3)
    assert made(COUNTED, marks=[thirds]).marks[0].price_usd.value == 0.333333333333333


def test_a_mark_of_the_days_a_round_may_have_is_measured_by_it():
    marks = [mark("2015-01", company_value_usd=50e6)]
    assert made(EnteredRound("S", PartialDate("2015-01-31"), amount_usd=1e6, post_money_usd=5e6), marks=marks)


@pytest.mark.parametrize(
    ("one", "name", "code"),
    [
        (mark("2014", company_value_usd=50e6), "date", "before_rounds"),
        (mark("2018", price_usd=3.0), "price_usd", "price_without_count"),
        (mark("2018"), "price_usd", "needs_price"),
    ],
)
def test_marks_that_cannot_be_used(one, name, code):
    good = mark("2017", company_value_usd=5e7)
    assert lack(PLAIN, marks=[good, one]) == Lack("marks", 1, name, code)
    company, _ = company_of_entries("x", "X", "", rounds=[PLAIN], marks=[one])
    assert [(m.key, m.kind) for m in company.marks] == [(LAST_ROUND, MarkKind.SECONDARY)]
    assert lack(COUNTED, marks=[mark("2018")]) == Lack("marks", 0, "price_usd", "needs_price")


def test_a_listed_company_keeps_its_ipo_price_among_the_marks():
    listing = EnteredRound("IPO", PartialDate("2019"), IPO, amount_usd=20e6, price_usd=10.0)
    marks = [mark("2020", price_usd=12.0), mark("2018", MarkKind.APPRAISAL, price_usd=8.0)]
    found = made(COUNTED, listing, marks=marks).marks
    assert [(one.key, one.price_usd.value) for one in found] == [
        ("appraisal-2018", 8.0),
        ("ipo", 10.0),
        ("2020", 12.0),
    ]
    own = mark("2019-06", MarkKind.IPO_PRICE, price_usd=10.0)
    found = made(COUNTED, listing, marks=[own, *marks]).marks
    assert [(one.key, one.date.text) for one in found[1:]] == [("ipo", "2019-06"), ("2020", "2020")]
    assert len(found) == 3
    assert [one.key for one in made(COUNTED, marks=marks).marks] == ["appraisal-2018", "2020"]
    twice = [mark("2020", price_usd=12.0), mark("2020", price_usd=13.0)]
    assert [one.key for one in made(COUNTED, marks=twice).marks] == ["2020", "2020-2"]
