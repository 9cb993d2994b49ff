"""A reader's events on a record made up to work out by hand: every event, count, band and basis they make."""

from __future__ import annotations

from dataclasses import replace

import pytest

from calc.captable import PoolPlacement
from calc.events import terms as ev
from calc.events.own import OwnEvent, OwnTerms, OwnTranche
from calc.events.record import company_events, path_events
from calc.events.story import Story, story
from calc.moments import Cause
from calc.path import Step, record_terms
from calc.types import Basis, Company, Figure, PartialDate, Quoted
from calc.whatif import RoundEdit, WhatIf
from tests.drawn import near
from tests.test_calc_whatif_terms import COMPANY, DAYS, RECORD

ASSUMED = Basis.ASSUMED
A, B, C, IPO = (PartialDate(DAYS[key]) for key in ("a", "b", "c", "ipo"))
LATE = PartialDate("2018")


def event(number: int, kind: str, date: str, **values: float | str) -> OwnEvent:
    return OwnEvent(f"own-{number}", kind, PartialDate(date), tuple(values.items()))


def told(*events: OwnEvent, terms: tuple[OwnTerms, ...] = (), **changes) -> Story:
    return story(COMPANY, WhatIf(events=events, terms=terms, **changes))


def engine(found: Story) -> list[ev.Event]:
    return [entry.event for entry in found.ledger.entries]


def bought(key: str, date: PartialDate, amount: float, pre: float) -> ev.PricedRound:
    return ev.PricedRound(key, date, key, amount, pre, tranches=(ev.Tranche(key, amount),))


# The record: 90 shares; A 10 at $1; 20 others; B 20 at $2; 10 others; C 20 at $4; IPO 10 at $10
FOUNDED = ev.Founding("founding", A, (("before", 90.0),))
PLAIN = [
    FOUNDED,
    bought("a", A, 10, 90),
    ev.OtherIssue("b/other", B, 20),
    bought("b", B, 40, 240),
    ev.OtherIssue("c/other", C, 10),
    bought("c", C, 80, 600),
    ev.Ipo("ipo", IPO, 100, pre_money_usd=1700),
]


def test_the_record_as_events():
    found = told()
    assert engine(found) == PLAIN
    assert (found.path.problem, found.path.stopped_at, found.path.ends) == (None, "", ())
    assert (found.ledger.problem, found.ledger.stopped_at) == (None, "")


# --- what a warrant does to the rounds after it -------------------------------------------

SOLD = {"before": 90, "a": 10}
WARRANT = event(1, "warrant", "2016-06", shares=90, strike=1)


@pytest.mark.parametrize("split", [False, True])
def test_counts_bands_and_changes_after_every_event(split):
    """C: $600 over 140 + 90 + 10 others is $2.50, 32 for $80; IPO: $1,700 over 272 is $6.25, 16 for $100.

    Three for one just before changes nothing on the record's basis; the warrant is for 270 then.
    """
    tripled = event(2, "split", "2016-05", factor=3)
    events = (
        (tripled, replace(WARRANT, values=(("shares", 270.0), ("strike", 1 / 3)))) if split else (WARRANT,)
    )
    found = told(*events).path
    bands = [
        ("founding", A, {"before": 90}),
        ("a", A, SOLD),
        ("b/other", B, {**SOLD, "other": 20}),
        ("b", B, {**SOLD, "other": 20, "b": 20}),
        *([("own-2", tripled.date, {**SOLD, "other": 20, "b": 20})] if split else []),
        ("own-1", WARRANT.date, {**SOLD, "other": 20, "b": 20, "own-1": 90}),
        ("c/other", C, {**SOLD, "other": 30, "b": 20, "own-1": 90}),
        ("c", C, {**SOLD, "other": 30, "b": 20, "own-1": 90, "c": 32}),
        ("ipo", IPO, {**SOLD, "other": 30, "b": 20, "own-1": 90, "c": 32, "ipo": 16}),
    ]
    assert [(one.key, one.date) for one in found.moments] == [(key, date) for key, date, _ in bands]
    assert [one.bands for one in found.moments] == [near(held) for _, _, held in bands]
    assert [one.fully_diluted_shares for one in found.moments] == [
        near(float(sum(held.values()))) for _, _, held in bands
    ]
    changes = [one for moment in found.moments for one in moment.changes]
    assert [(one.cause, one.key, one.date) for one in changes] == [
        (Cause.ROUND, "a", A),
        (Cause.OPTIONS, "", B),
        (Cause.ROUND, "b", B),
        (Cause.EVENT, "own-1", WARRANT.date),
        (Cause.OPTIONS, "", C),
        (Cause.ROUND, "c", C),
        (Cause.ROUND, "ipo", IPO),
    ]
    counts = [90.0, 100.0, 120.0, 140.0, 230.0, 240.0, 272.0, 288.0]
    assert [one.before_shares for one in changes] == near(counts[:-1])
    assert [one.after_shares for one in changes] == near(counts[1:])


def test_rounds_after_an_own_event_are_assumed_and_those_before_are_not():
    steps = told(WARRANT).path.steps
    old, new = (Basis.REPORTED, Basis.ESTIMATED), (ASSUMED, ASSUMED)
    assert [one.terms for one in steps] == list(RECORD)
    assert [(one.price_basis, one.count_basis) for one in steps] == [old, old, new, new]
    # pre-money, post-money, price, new shares, shares of conversions, shares after it
    assert [
        (
            one.pre_money_usd, one.post_money_usd, one.issue_price_usd,
            one.new_shares, one.conversion_shares, one.fully_diluted_shares,
        )
        for one in steps
    ] == [
        near((90.0, 100.0, 1.0, 10.0, 0.0, 100.0)),
        near((240.0, 280.0, 2.0, 20.0, 0.0, 140.0)),
        near((600.0, 680.0, 2.5, 32.0, 0.0, 272.0)),
        near((1700.0, 1800.0, 6.25, 16.0, 0.0, 288.0)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "still",
    [
        event(1, "split", "2016-06", factor=3),
        event(1, "secondary", "2016-06", lot="a", shares=5, price=3),
    ],
)
def test_what_moves_no_price_leaves_its_basis(still):
    steps = told(still).path.steps
    assert [(one.price_basis, one.count_basis) for one in steps] == [(Basis.REPORTED, Basis.ESTIMATED)] * 4
    assert [one.issue_price_usd for one in steps] == near([1.0, 2.0, 4.0, 10.0])


@pytest.mark.parametrize(
    ("changes", "assumed"),
    [
        ({"edits": (RoundEdit("b", date=PartialDate("2016-07")),)}, 0),
        ({"edits": (RoundEdit("b", amount_raised_usd=41.0),)}, 3),
        ({"removed": ("b",)}, 2),
        ({"terms": (OwnTerms("b", (("rank", 2.0),)),)}, 0),
        ({"terms": (OwnTerms("b", (("pool", 0.2),)),)}, 3),
    ],
)
def test_a_changed_round_is_assumed_from_it_on(changes, assumed):
    steps = told(**changes).path.steps
    marks = [one.price_basis is ASSUMED for one in steps]
    assert marks == [False] * (len(steps) - assumed) + [True] * assumed


def test_a_pool_outside_is_not_in_the_count_of_its_round():
    # B as it was: 20 at $2 of 140; then a fifth of all 175. C: $600 over 175 + 10
    pooled = OwnTerms("b", (("pool", 0.2), ("place", "outside")))
    found = told(terms=(pooled,))
    assert found.path.step("b") == Step(RECORD[1], 240, 280, 2, 20, 0, 140, ASSUMED, ASSUMED)
    made = engine(found)[3]
    assert (made.pool, made.pool_frac) == (PoolPlacement.AFTER_MONEY, 0.2)
    assert found.path.moments[3].bands == near({**SOLD, "other": 20, "b": 20, "pool": 35})
    assert found.path.step("c").issue_price_usd == near(600 / 185)


# --- order ----------------------------------------------------------------------------------


def test_an_event_stands_after_the_rounds_of_its_day_and_a_sale_after_all_others():
    sale, first = event(1, "acquisition", "2017-05-01", price=800), event(2, "warrant", "2014", shares=1)
    same = event(3, "warrant", "2017-05-01", shares=5)
    found = told(sale, same, first)
    assert [one.key for one in engine(found)] == [
        "founding", "own-2", "a", "b/other", "b", "c/other", "c", "own-3", "own-1",
    ]  # fmt: skip
    # the company is as old as the first of its events
    assert engine(found)[0] == replace(FOUNDED, date=first.date)


def test_shares_of_the_record_are_counted_after_the_splits_before_them():
    events = (
        event(1, "split", "2015-06", factor=2),
        event(2, "split", "2016-06", factor=5),
        event(3, "split", "2020", factor=7),
    )
    found = told(*events)
    others = [one.shares for one in engine(found) if isinstance(one, ev.OtherIssue)]
    assert others == [20 * 2, 10 * 2 * 5]
    assert found.path.moments[-1].fully_diluted_shares == near(180.0)
    assert found.ledger.state.fully_diluted_shares == near(180.0 * 70)


# --- conversion ratios ------------------------------------------------------------------------

UNEVEN = Company(
    "x",
    "X",
    "",
    (
        COMPANY.rounds[0],
        replace(COMPANY.rounds[1], conversion_ratio=Figure(1.5, Basis.REPORTED)),
        *COMPANY.rounds[2:],
    ),
    marks=(),
)


def test_the_records_ratio_comes_with_the_ipo():
    # B's 20 shares become 30, all 170 are 180, and the record then lacks other shares for its 170
    found = story(UNEVEN, WhatIf(events=(event(1, "split", "2020", factor=2),)))
    assert engine(found)[6:9] == [
        ev.ConversionRatio("b/ratio", IPO, "b", 1.5),
        ev.OtherIssue("ipo/other", IPO, -10),
        PLAIN[-1],
    ]
    step, ipo = found.path.step("b"), found.path.step("ipo")
    assert step.ratios == ((IPO, 1.5),)
    assert ipo.ratios == ()
    assert [one.conversion_shares for one in found.path.steps] == near([0.0, 0.0, 0.0, 10.0])
    assert (ipo.terms, ipo.issue_price_usd) == (record_terms(UNEVEN)[3], near(10.0))


def test_a_company_alone_as_events():
    def plain(event: ev.Event) -> ev.Event:
        is_round = isinstance(event, ev.PricedRound)
        return replace(event, series=event.key.upper(), tranches=()) if is_round else event

    assert company_events(COMPANY) == tuple(plain(one) for one in PLAIN)
    # B's 20 shares become 30 and C's 20 become 40: the record lacks 30 shares for its 170
    terms = [replace(RECORD[2], conversion_ratio=2.0), replace(RECORD[3], other_issuance_shares=-30.0)]
    assert path_events(90, [*record_terms(UNEVEN)[:2], *terms])[-4:] == (
        ev.ConversionRatio("b/ratio", IPO, "b", 1.5),
        ev.ConversionRatio("c/ratio", IPO, "c", 2.0),
        ev.OtherIssue("ipo/other", IPO, -30.0),
        PLAIN[-1],
    )
    # a pre-money as typed is not less the amount
    (_, round_) = path_events(90, [replace(RECORD[0], held=Quoted.PRE, valuation_usd=95)])
    assert round_ == plain(bought("a", A, 10, 95))


@pytest.mark.parametrize(
    ("decided", "kept"),
    [
        (OwnTerms("b", (("rank", 2.0),)), 1),
        (OwnTerms("c", (("protection", "full"),)), 1),
        (OwnTerms("b", (("protection", "full"),)), 0),
        (OwnTerms("b", (("ratchet", 1.2),)), 0),
        (OwnTerms("b", (), (OwnTranche("Bob", 5.0),)), 0),
    ],
)
def test_a_readers_terms_decide_the_ratio_of_their_round(decided, kept):
    found = story(UNEVEN, WhatIf(terms=(decided,)))
    assert [one.key for one in engine(found) if isinstance(one, ev.ConversionRatio)] == ["b/ratio"] * kept
