"""Changes to the record one by one: what they do, and what is refused."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from calc.errors import CalcError
from calc.path import (
    Path,
    opening_shares,
    record_path,
)
from calc.types import Basis, PartialDate, RoundKind
from calc.whatif import AddedRound, RoundEdit, WhatIf, edited_terms, what_if_path, what_if_terms
from dashboard.sources.records import load_company

AIRBNB = load_company("airbnb")
RECORD = record_path(AIRBNB)
PRIVATE = [item.key for item in AIRBNB.rounds if item.kind is RoundKind.PRICED]
BAD = [0, 0.0, -1, -0.01, math.nan, math.inf, -math.inf]


def near(value, rel=1e-12):
    return pytest.approx(value, rel=rel, abs=0)


def code(call, *arguments, **options) -> str:
    with pytest.raises(CalcError) as found:
        call(*arguments, **options)
    return found.value.code


def numbers(path: Path) -> list[tuple[float, ...]]:
    return [
        (
            step.pre_money_usd,
            step.post_money_usd,
            step.issue_price_usd,
            step.new_shares,
            step.fully_diluted_shares,
        )
        for step in path.steps
    ]


def edited(**changes):
    return what_if_path(AIRBNB, WhatIf(edits=(RoundEdit("series-c", **changes),)))


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        *[({"amount_raised_usd": bad}, "not_positive") for bad in BAD],
        *[({"post_money_usd": bad}, "not_positive") for bad in BAD],
        *[({"pre_money_usd": bad}, "not_positive") for bad in BAD],
        ({"amount_raised_usd": 2.5e9}, "raised_over_post"),
        ({"post_money_usd": 2e8}, "raised_over_post"),
        ({"other_issuance_shares": -4e8}, "no_shares_left"),
        ({"other_issuance_shares": math.nan}, "no_shares_left"),
        ({"other_issuance_shares": math.inf}, "no_shares_left"),
    ],
)
def test_a_round_that_cannot_be_priced_stops_the_path(changes, problem):
    path = edited(**changes)
    assert (path.problem.code, path.stopped_at) == (problem, "Series C")
    assert path.steps == RECORD.steps[:3]  # the rounds before it stand
    assert path.step("series-c") is None
    assert path.at(PartialDate("2030")) is None
    assert path.ipo is None


def test_changes_that_cannot_be_laid_over_the_record():
    def problem(**changes):
        path = what_if_path(AIRBNB, WhatIf(**changes))
        assert path.steps == ()
        assert code(what_if_terms, AIRBNB, WhatIf(**changes)) == path.problem.code
        return path.problem.code, path.stopped_at

    both = RoundEdit("series-a", pre_money_usd=6e7, post_money_usd=7e7)
    assert problem(edits=(both,)) == ("pre_and_post", "Series A")
    assert problem(edits=(RoundEdit("series-z", amount_raised_usd=1.0),)) == ("unknown_round", "series-z")
    assert problem(removed=("series-z",)) == ("unknown_round", "series-z")
    assert problem(removed=("ipo",)) == ("ipo_stays", "IPO")
    assert problem(removed=tuple(PRIVATE)) == ("no_rounds", "")
    late = AddedRound("added-1", "Late", PartialDate("2021"), 1e9, 60e9)
    assert problem(added=(late,)) == ("round_after_ipo", "Late")
    moved = RoundEdit("series-f", date=PartialDate("2020-12-10"))
    assert problem(edits=(moved,)) == ("round_after_ipo", "Series F")
    assert edited_terms(AIRBNB, WhatIf(added=(late,)))[-1].name == "Late"  # as typed, unjudged


def test_a_round_on_the_day_of_the_ipo_comes_before_it():
    same_day = AddedRound("added-1", "Same day", AIRBNB.rounds[-1].date, 1e9, 60e9)
    path = what_if_path(AIRBNB, WhatIf(added=(same_day,)))
    assert [step.key for step in path.steps[-2:]] == ["added-1", "ipo"]
    assert path.problem is None


def test_a_round_added_in_between_dilutes_what_follows():
    bridge = AddedRound("added-1", "Bridge", PartialDate("2013-06"), 3e8, 3e9, 1e6)
    path = what_if_path(AIRBNB, WhatIf(added=(bridge,)))
    assert [step.key for step in path.steps][4] == "added-1"
    assert path.steps[:4] == RECORD.steps[:4]
    step = path.step("added-1")
    assert step.sold_frac == near(0.1)  # 300M of 3B
    old = RECORD.step("series-c").fully_diluted_shares + 1e6
    assert step.fully_diluted_shares == near(old / 0.9)
    assert set(step.terms.assumed) == {
        "amount_raised_usd",
        "post_money_usd",
        "other_issuance_shares",
        "date",
    }
    assert [s.key for s in path.steps if s.terms.moved] == ["added-1", "series-d"]
    assert path.ipo.post_money_usd == 47e9  # the value is held, so each share is worth less
    assert path.ipo.issue_price_usd < 68


def test_a_new_date_alone_changes_no_price():
    path = what_if_path(AIRBNB, WhatIf(edits=(RoundEdit("series-d", date=PartialDate("2014-06")),)))
    assert numbers(path) == numbers(RECORD)
    assert path.step("series-d").terms.assumed == ("date",)
    assert path.step("series-d").price_basis is RECORD.step("series-d").price_basis


def test_two_rounds_that_change_places_are_priced_anew():
    swapped = RoundEdit("series-d", date=PartialDate("2015-12"))
    path = what_if_path(AIRBNB, WhatIf(edits=(swapped,)))
    keys = [step.key for step in path.steps]
    assert keys[4:6] == ["series-e", "series-d"]
    assert numbers(path)[:4] == numbers(RECORD)[:4]
    assert {step.price_basis for step in path.steps[4:]} == {Basis.ASSUMED}
    assert {step.key for step in path.steps if step.terms.moved} == {"series-e", "series-d", "series-f"}


def test_removing_the_last_round_of_a_company_that_is_not_listed():
    private = replace(AIRBNB, rounds=AIRBNB.rounds[:-1])
    path = what_if_path(private, WhatIf(removed=("series-f",)))
    assert path.steps == RECORD.steps[:6]
    assert path.ipo is None
    assert path.at(PartialDate("2008")) is None
    assert path.at(PartialDate("2030")).key == "series-e"
    assert opening_shares(private) == near(254_624_000)  # by hand: 63,656,000 / 20 % - 63,656,000
