"""Terms with a reader's changes laid over a company made up to work out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from calc.errors import CalcError
from calc.events.own import OwnEvent, OwnTerms
from calc.path import Terms, record_terms
from calc.types import Basis, Company, Figure, PartialDate, Quoted, Round, RoundKind
from calc.whatif import AddedRound, RoundEdit, WhatIf, edited_terms, what_if_path, what_if_terms

ASSUMED = Basis.ASSUMED
DAYS = {"a": "2015", "b": "2016", "c": "2017-05-01", "d": "2018", "ipo": "2019-06-01"}


def sold(key: str, raised: float, price: float, post: float) -> Round:
    return Round(
        key,
        key.upper(),
        RoundKind.IPO if key == "ipo" else RoundKind.PRICED,
        PartialDate(DAYS[key]),
        *(Figure(value, Basis.REPORTED) for value in (raised, price, raised / price, post)),
    )


# After each round 100, 140, 170, 180 shares; 90 before the first, 20 others before B, 10 before C
ROUNDS = (sold("a", 10, 1, 100), sold("b", 40, 2, 280), sold("c", 80, 4, 680), sold("ipo", 100, 10, 1800))
COMPANY = Company("x", "X", "", ROUNDS, marks=())
RECORD = record_terms(COMPANY)


def others(**changes) -> dict[str, float]:
    return {term.key: term.other_issuance_shares for term in what_if_terms(COMPANY, WhatIf(**changes))}


def test_the_record_by_hand():
    assert others() == {"a": 0.0, "b": 20.0, "c": 10.0, "ipo": 0.0}
    assert what_if_terms(COMPANY, WhatIf()) == RECORD
    assert what_if_path(COMPANY, WhatIf()).opening_shares == 90


@pytest.mark.parametrize(
    ("edit", "changed"),
    [
        ({"amount_raised_usd": 50.0}, {"amount_raised_usd": 50.0, "amount_basis": ASSUMED}),
        (
            {"pre_money_usd": 300.0},
            {"valuation_usd": 300.0, "held": Quoted.PRE, "valuation_basis": ASSUMED},
        ),
        ({"post_money_usd": 300.0}, {"valuation_usd": 300.0, "valuation_basis": ASSUMED}),
        ({"other_issuance_shares": 7.0}, {"other_issuance_shares": 7.0, "other_basis": ASSUMED}),
        ({"date": PartialDate("2016-07")}, {"date": PartialDate("2016-07"), "date_basis": ASSUMED}),
        *(
            (
                {"amount_raised_usd": 50.0, name: 300.0},
                {
                    "amount_raised_usd": 50.0,
                    "amount_basis": ASSUMED,
                    "valuation_usd": 300.0,
                    "held": held,
                    "valuation_basis": ASSUMED,
                },
            )
            for name, held in (("pre_money_usd", Quoted.PRE), ("post_money_usd", Quoted.POST))
        ),
        (
            {"amount_raised_usd": 50.0, "date": PartialDate("2016-07"), "other_issuance_shares": 0.0},
            {
                "amount_raised_usd": 50.0,
                "amount_basis": ASSUMED,
                "date": PartialDate("2016-07"),
                "date_basis": ASSUMED,
                "other_issuance_shares": 0.0,
                "other_basis": ASSUMED,
            },
        ),
    ],
)
def test_an_edit_changes_its_number_and_says_it_is_assumed(edit, changed):
    found = what_if_terms(COMPANY, WhatIf(edits=(RoundEdit("b", **edit),)))
    assert found == (RECORD[0], replace(RECORD[1], **changed), *RECORD[2:])


def test_an_added_round_is_assumed_throughout():
    added = AddedRound("new", "New", PartialDate("2018"), 30.0, 900.0, 4.0)
    found = what_if_terms(COMPANY, WhatIf(added=(added,)))
    wanted = Terms(
        "new",
        "New",
        RoundKind.PRICED,
        PartialDate("2018"),
        30.0,
        900.0,
        Quoted.POST,
        4.0,
        amount_basis=ASSUMED,
        valuation_basis=ASSUMED,
        other_basis=ASSUMED,
        date_basis=ASSUMED,
        price_basis=ASSUMED,
        moved=True,
    )
    assert found == (*RECORD[:3], wanted, replace(RECORD[3], moved=True))
    assert edited_terms(COMPANY, WhatIf(added=(added,)))[-1] == replace(wanted, moved=False)


def test_an_added_first_round_moves_only_the_one_behind_it():
    first = AddedRound("new", "New", PartialDate("2014"), 3.0, 90.0)
    found = what_if_terms(COMPANY, WhatIf(added=(first,)))
    assert [(term.key, term.moved) for term in found[:3]] == [("new", False), ("a", True), ("b", False)]


def test_the_other_shares_of_what_is_removed_go_to_the_next_round():
    assert others(removed=("b",)) == {"a": 0.0, "c": 30.0, "ipo": 0.0}
    assert others(removed=("b", "c")) == {"a": 0.0, "ipo": 30.0}
    assert others(removed=("a", "c")) == {"b": 20.0, "ipo": 10.0}
    carried = what_if_terms(COMPANY, WhatIf(removed=("b",)))
    assert carried[1] == replace(RECORD[2], other_issuance_shares=30.0, other_basis=ASSUMED, moved=True)
    assert carried[2] == RECORD[3]
    assert what_if_terms(COMPANY, WhatIf(removed=("a",)))[1] == RECORD[2], "nothing to carry, nothing assumed"
    longer = replace(COMPANY, rounds=(*ROUNDS[:3], sold("d", 50, 5, 1000)))  # 200 shares after it, 20 others
    left = what_if_terms(longer, WhatIf(removed=("b", "d")))
    assert [(term.key, term.other_issuance_shares) for term in left] == [("a", 0.0), ("c", 30.0)]


# --- a listing or sale of the reader's own ----------------------------------------------------


def kept(kind: str, day: str, *more: OwnEvent) -> list[str]:
    events = (OwnEvent("e", kind, PartialDate(day)), *more)
    return [term.key for term in what_if_terms(COMPANY, WhatIf(events=events))]


@pytest.mark.parametrize("kind", ["ipo", "direct", "spac"])
def test_an_own_listing_takes_the_place_of_the_ipo(kind):
    assert kept(kind, "2025") == ["a", "b", "c"]
    assert kept(kind, "2017-05-01") == ["a", "b", "c"], "a round of its day stands before it"
    assert kept(kind, "2017-04-30") == ["a", "b"]
    assert kept(kind, "2016") == ["a", "b"]


@pytest.mark.parametrize("kind", ["acquisition", "shutdown"])
def test_nothing_follows_a_sale(kind):
    assert kept(kind, "2019-06-02") == ["a", "b", "c", "ipo"]
    assert kept(kind, "2019-06-01") == ["a", "b", "c"], "sold on the day of the listing: not listed"
    assert kept(kind, "2017-05-01") == ["a", "b", "c"], "a round of its day stands before it"
    assert kept(kind, "2017-04-30") == ["a", "b"]


def test_other_events_cut_nothing_off():
    assert kept("pool", "2014") == ["a", "b", "c", "ipo"]
    assert kept("pool", "2014", OwnEvent("f", "ipo", PartialDate("2016-06"))) == ["a", "b"]


# --- refusals and small answers ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "code", "told"),
    [
        ({"edits": (RoundEdit("z"),)}, "unknown_round", {"round": "z"}),
        ({"removed": ("a", "z")}, "unknown_round", {"round": "z"}),
        ({"edits": (RoundEdit("b", pre_money_usd=1, post_money_usd=2),)}, "pre_and_post", {"round": "B"}),
        ({"removed": ("ipo",)}, "ipo_stays", {"round": "IPO"}),
        ({"removed": ("a", "b", "c")}, "no_rounds", {}),
        ({"edits": (RoundEdit("b", date=PartialDate("2019-06-02")),)}, "round_after_ipo", {"round": "B"}),
    ],
)
def test_refusals_tell_the_round(changes, code, told):
    with pytest.raises(CalcError) as caught:
        what_if_terms(COMPANY, WhatIf(**changes))
    assert (caught.value.code, caught.value.params) == (code, told)
    path = what_if_path(COMPANY, WhatIf(**changes))
    assert (path.opening_shares, path.steps, path.stopped_at) == (90, (), told.get("round", ""))
    assert path.problem is not None and path.problem.code == code


def test_terms_of_a_round_are_found_or_empty():
    some = OwnTerms("b", (("preference", 2.0),))
    what_if = WhatIf(terms=(OwnTerms("a"), some))
    assert what_if.terms_of("b") is some
    assert what_if.terms_of("c") == OwnTerms("c")
    assert (what_if.is_empty, what_if.has_events) == (False, True)
    assert WhatIf().is_empty and not WhatIf().has_events
    assert RoundEdit("b").is_empty and not RoundEdit("b", amount_raised_usd=0.0).is_empty
