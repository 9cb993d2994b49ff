"""A reader's listings, sales and what cannot be replayed, on a record made up to work out by hand."""

from __future__ import annotations

import pytest

from calc.events import Ledger
from calc.events.own import OwnTerms, OwnTranche
from calc.moments import Cause, Change, End
from calc.path import Path, Step, Terms
from calc.types import Basis, PartialDate, Quoted, RoundKind
from calc.whatif import RoundEdit
from tests.drawn import near
from tests.test_calc_events_story import PLAIN, WARRANT, engine, event, told

ASSUMED = Basis.ASSUMED
LATE = PartialDate("2018")


# --- listings and sales -----------------------------------------------------------------------


def test_an_own_ipo_is_a_step_with_terms_of_its_own():
    # 170 shares at $5: $100 buys 20; 190 x $5
    found = told(event(1, "ipo", "2018", amount=100, price=5)).path
    listed = Terms(
        "own-1", "own-ipo", RoundKind.IPO, LATE, 100.0, 950.0, Quoted.POST, 0.0,
        amount_basis=ASSUMED, valuation_basis=ASSUMED, other_basis=ASSUMED, date_basis=ASSUMED,
        price_basis=ASSUMED,
    )  # fmt: skip
    assert found.steps[3:] == (Step(listed, 850, 950, 5, 20, 0, 190, ASSUMED, ASSUMED),)
    assert found.ends == (End("own-1", "ipo", LATE, 5.0, 950.0),)
    assert found.moments[-1].changes == (Change(Cause.ROUND, "own-1", LATE, 170.0, 190.0),)


def test_an_own_spac_is_told_on_the_records_basis():
    # two for one, then 1.5 of the listed company each: 510 at $3 are 170 at $9; $90 buys 30 = 10
    events = (event(2, "split", "2017-06", factor=2), event(1, "spac", "2018", ratio=1.5, pipe=90, price=3))
    found = told(*events).path
    step = found.steps[-1]
    assert (step.terms.name, step.terms.amount_raised_usd, step.terms.valuation_usd) == ("own-spac", 90, 1620)
    assert (step.issue_price_usd, step.new_shares, step.fully_diluted_shares) == near((9.0, 10.0, 180.0))
    assert (step.pre_money_usd, step.post_money_usd) == near((1530.0, 1620.0))
    assert [(one.key, one.price_usd, one.value_usd) for one in found.ends] == [("own-1", 9.0, 1620.0)]


def test_an_own_direct_listing_sells_nothing_on_the_records_basis():
    # two for one: 340 shares at $3 are 170 at $6
    found = told(event(2, "split", "2017-06", factor=2), event(1, "direct", "2018", price=3)).path
    step = found.steps[-1]
    assert (step.terms.name, step.terms.amount_raised_usd, step.terms.valuation_usd) == (
        "own-direct",
        0,
        1020,
    )
    assert (step.issue_price_usd, step.new_shares, step.fully_diluted_shares) == near((6.0, 0.0, 170.0))
    assert (step.pre_money_usd, step.post_money_usd) == near((1020.0, 1020.0))
    assert [(one.key, one.kind, one.price_usd) for one in found.ends] == [("own-1", "direct", 6.0)]


def test_a_sale_pays_rounds_by_rank_and_ends_the_path():
    # C first: its $80 of $250; A and B convert into the rest: $170 over 150 is under B's $2, so B takes
    # its $40; $130 over 130 is A's $1 and everybody's
    ranked = (OwnTerms("c", (("rank", 2.0),)),)
    found = told(event(1, "acquisition", "2018", price=250), terms=ranked).path
    assert found.ends == (
        End("own-1", "acquisition", LATE, 1.0, 250.0, (("a", 1.0), ("b", 2.0), ("c", 4.0), ("before", 1.0))),
    )
    assert [one.key for one in found.steps] == ["a", "b", "c"]
    assert found.moments[-1].key == "c", "nothing is held after the end"


def test_a_shutdown_with_nothing_left_is_worth_nothing():
    found = told(event(1, "shutdown", "2018")).path
    assert found.ends == (
        End("own-1", "shutdown", LATE, 0.0, 0.0, (("a", 0.0), ("b", 0.0), ("c", 0.0), ("before", 0.0))),
    )


# --- what cannot be ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "code", "where"),
    [({"removed": ("ipo",)}, "ipo_stays", "IPO"), ({"removed": ("a", "b", "c")}, "no_rounds", "")],
)
def test_rounds_that_cannot_be_make_no_events(changes, code, where):
    found = told(WARRANT, **changes)
    assert found.ledger == Ledger(())
    assert found.path == Path(90, (), problem=found.path.problem, stopped_at=where)
    assert found.path.problem.code == code


BROKEN = event(1, "safe", "2016-06", amount=0.0)
UNKNOWN = event(2, "buyback", "2015-06", lot="nobody", shares=1.0, price=1.0)
TOO_MUCH = OwnTerms("c", (), (OwnTranche("Bob", 80.0),))


@pytest.mark.parametrize(
    ("events", "changes", "code", "at", "name", "kept"),
    [
        ((BROKEN, WARRANT), {}, "not_positive", "own-1", "own-1", 4),
        ((BROKEN, UNKNOWN), {}, "unknown_lot", "own-2", "own-2", 2),  # the first of two
        ((BROKEN,), {"terms": (TOO_MUCH,)}, "not_positive", "own-1", "own-1", 4),
        ((), {"terms": (TOO_MUCH,)}, "tranches_differ", "c", "C", 4),
        ((), {"edits": (RoundEdit("c", other_issuance_shares=-500.0),)}, "no_shares_left", "c/other", "C", 4),
    ],
)
def test_the_first_that_cannot_be_is_named_and_what_came_before_stays(events, changes, code, at, name, kept):
    found = told(*events, **changes)
    problem = found.ledger.problem
    assert problem is not None and found.path.problem is problem
    assert (problem.code, found.ledger.stopped_at, found.path.stopped_at) == (code, at, name)
    assert engine(found) == PLAIN[:kept]
    assert found.path.opening_shares == 90
    assert found.path.moments[-1].key == PLAIN[kept - 1].key
