"""What must hold for any record and any changes laid over it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.path import (
    Path,
    fully_diluted_shares,
    record_path,
    record_terms,
)
from calc.types import Basis, Company, Figure, Round, RoundKind
from calc.whatif import RoundEdit, WhatIf, what_if_path, what_if_terms
from dashboard.edits import with_new_round, with_round_back, without_round
from dashboard.sources.records import load_company
from tests.drawn import DATES, magnitudes, many, near, ratios, sold_fractions

AIRBNB = load_company("airbnb")
RECORD = record_path(AIRBNB)
PRIVATE = [item.key for item in AIRBNB.rounds if item.kind is RoundKind.PRICED]


# --- random companies -------------------------------------------------------------------


def made_company(rows: list[tuple[float, ...]], listed: bool) -> Company:
    rounds = []
    for at, (price, shares, sold, ratio) in enumerate(rows):
        ipo = listed and 0 < at == len(rows) - 1
        rounds.append(
            Round(
                key=f"r{at}",
                name=f"Round {at}",
                kind=RoundKind.IPO if ipo else RoundKind.PRICED,
                date=DATES[at],
                amount_raised_usd=Figure(price * shares, Basis.REPORTED),
                issue_price_usd=Figure(price, Basis.REPORTED),
                new_shares=Figure(shares, Basis.REPORTED),
                post_money_usd=Figure(price * shares / sold, Basis.PRESS),
                conversion_ratio=Figure(1.0 if ipo else ratio, Basis.REPORTED),
            )
        )
    return Company("x", "X", "X", tuple(rounds), marks=())


def random_companies() -> st.SearchStrategy[Company]:
    """A record as a filing gives it: prices and shares, and a value quoted for each round."""
    row = st.tuples(magnitudes(1e-3, 1e3), magnitudes(1e6, 1e8), sold_fractions, ratios)
    return st.builds(made_company, st.lists(row, min_size=1, max_size=8), st.booleans())


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


# --- the record and its changes ----------------------------------------------------------


def check_the_replay_gives_back_the_filing(company):
    path = record_path(company)
    assert path.problem is None
    for step, known in zip(path.steps, company.rounds, strict=True):
        assert step.issue_price_usd == near(known.issue_price_usd.value)
        assert step.new_shares == near(known.new_shares.value)
        assert step.post_money_usd == known.post_money_usd.value
        assert step.fully_diluted_shares == near(
            fully_diluted_shares(
                post_money_usd=known.post_money_usd.value, issue_price_usd=known.issue_price_usd.value
            )
        )
    assert path.steps[0].terms.other_issuance_shares == 0


def check_no_change_is_the_record(company):
    assert WhatIf().is_empty
    assert what_if_path(company, WhatIf()) == record_path(company)
    assert what_if_terms(company, WhatIf()) == record_terms(company)
    untouched = WhatIf(edits=tuple(RoundEdit(item.key) for item in company.rounds))
    assert all(edit.is_empty for edit in untouched.edits)
    assert what_if_path(company, untouched) == record_path(company)


def own_values(company: Company, picks: list[tuple[bool, ...]]) -> tuple[Company, WhatIf]:
    """Edits of the picked inputs of each round to the very values of the record."""
    edits = []
    for step, (raised, other, date, pre, post) in zip(record_path(company).steps, picks, strict=False):
        edit = RoundEdit(
            step.key,
            amount_raised_usd=step.terms.amount_raised_usd if raised else None,
            other_issuance_shares=step.terms.other_issuance_shares if other else None,
            date=step.terms.date if date else None,
            pre_money_usd=step.pre_money_usd if pre else None,
            post_money_usd=step.post_money_usd if post and not pre else None,
        )
        edits.append(edit)
    return company, WhatIf(edits=tuple(edits))


def own_value_edits() -> st.SearchStrategy[tuple[Company, WhatIf]]:
    picks = st.lists(st.tuples(*[st.booleans()] * 5), min_size=8, max_size=8)
    return st.builds(own_values, random_companies(), picks)


@many
@given(own_value_edits())
def test_every_record(made):
    """The replay, no change, and edits to the record's own values, on the same company."""
    company, what_if = made
    check_the_replay_gives_back_the_filing(company)
    check_no_change_is_the_record(company)
    check_an_edit_to_the_records_own_value_changes_no_number(company, what_if)


def check_an_edit_to_the_records_own_value_changes_no_number(company, what_if):
    path = what_if_path(company, what_if)
    for a, b in zip(numbers(record_path(company)), numbers(path), strict=True):
        assert b == near(a, rel=1e-11)
    for step, edit in zip(path.steps, what_if.edits, strict=True):
        named = {name for name in vars(edit) if name != "round_key" and getattr(edit, name) is not None}
        assert set(step.terms.assumed) == named


def made_edit(key: str, post: float, is_pre: bool, sold: float | None, other: float | None) -> RoundEdit:
    return RoundEdit(
        key,
        amount_raised_usd=None if sold is None else sold * post,
        pre_money_usd=post if is_pre else None,
        post_money_usd=None if is_pre else post,
        other_issuance_shares=other,
    )


def airbnb_edits(keys=tuple(PRIVATE)) -> st.SearchStrategy[RoundEdit]:
    return st.builds(
        made_edit,
        st.sampled_from(keys),
        magnitudes(1e6, 1e11),
        st.booleans(),
        st.none() | sold_fractions,
        st.none() | st.floats(-1e8, 1e8),
    )


@many
@given(airbnb_edits())
def test_an_edit_never_changes_an_earlier_round(edit):
    path = what_if_path(AIRBNB, WhatIf(edits=(edit,)))
    at = next(n for n, term in enumerate(record_terms(AIRBNB)) if term.key == edit.round_key)
    assert path.steps[:at] == RECORD.steps[:at]
    if path.problem is None:
        assert path.steps[at].price_basis is path.steps[-1].price_basis is Basis.ASSUMED
        assert numbers(path)[at] != numbers(RECORD)[at]
    else:
        assert len(path.steps) < len(RECORD.steps)
        assert path.stopped_at


@many
@given(st.lists(airbnb_edits(), max_size=6, unique_by=lambda edit: edit.round_key), st.integers(0, 5))
def test_the_order_of_edits_does_not_matter(edits, turn):
    shuffled = (edits[turn:] + edits[:turn])[::-1]
    a = what_if_path(AIRBNB, WhatIf(edits=tuple(edits)))
    b = what_if_path(AIRBNB, WhatIf(edits=tuple(shuffled)))
    assert (a.steps, a.stopped_at) == (b.steps, b.stopped_at)


@many
@given(
    st.sampled_from(PRIVATE),
    st.sampled_from([key for key in PRIVATE if key != "seed"]),
    st.lists(airbnb_edits(keys=["seed"]), max_size=1),
)
def test_adding_and_removing_restores(after, removed, edits):
    start = WhatIf(edits=tuple(edits))
    added = with_new_round(start, RECORD, name="Bridge", after_key=after)
    path = what_if_path(AIRBNB, added)
    assert [term.name for term in what_if_terms(AIRBNB, added)].count("Bridge") == 1
    assert without_round(added, added.added[0].key) == start
    assert with_round_back(without_round(start, removed), removed) == start
    fewer = what_if_path(AIRBNB, WhatIf(removed=(removed,)))
    assert fewer.step(removed) is None
    back = what_if_path(AIRBNB, with_round_back(WhatIf(removed=(removed,)), removed))
    assert back == RECORD
    assert path.opening_shares == RECORD.opening_shares


@pytest.mark.parametrize("key", PRIVATE[:-1])
def test_a_removed_round_leaves_its_other_issuance(key):
    terms = {term.key: term for term in record_terms(AIRBNB)}
    kept = {term.key: term for term in what_if_terms(AIRBNB, WhatIf(removed=(key,)))}
    following = PRIVATE[PRIVATE.index(key) + 1]
    both = terms[key].other_issuance_shares + terms[following].other_issuance_shares
    assert kept[following].other_issuance_shares == near(both)
    total = sum(term.other_issuance_shares for term in terms.values())
    assert sum(term.other_issuance_shares for term in kept.values()) == near(total)
    assert kept[following].moved  # another round stands before it now
    assert [term.key for term in kept.values() if term.moved] == [following]
