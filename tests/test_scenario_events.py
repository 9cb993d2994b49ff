"""Own events and round terms in the link: whatever is set comes back, and a bad part is named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.events.own import KINDS, TERMS, Field, OwnEvent, OwnTerms, OwnTranche, Unit
from calc.types import PartialDate
from calc.whatif import WhatIf
from dashboard.edits import (
    with_event_value,
    with_new_event,
    with_term,
    with_tranches,
    without_event,
    without_round,
)
from dashboard.scenario import Scenario, added_round
from tests.drawn import many
from tests.drawn_scenarios import amounts, dates, link, names, opened, slugs, what_ifs


def values_of(fields: tuple[Field, ...]) -> st.SearchStrategy[tuple]:
    """Any values of some of the fields, defaults left out, as the link would read them."""
    by_unit = {
        Unit.NAME: names,
        Unit.LOT: st.from_regex(r"[a-z0-9][a-z0-9/-]{0,60}", fullmatch=True),
    }
    drawn = {
        field.name: st.none()
        | (st.sampled_from(field.choices) if field.choices else by_unit.get(field.unit, amounts.map(abs)))
        for field in fields
    }
    return st.fixed_dictionaries(drawn).map(
        lambda found: tuple(
            (field.name, found[field.name])
            for field in fields
            if found[field.name] not in (None, field.default)
        )
    )


own_events = st.sampled_from(sorted(KINDS)).flatmap(
    lambda kind: st.builds(
        OwnEvent, st.integers(1, 999).map("own-{}".format), st.just(kind), dates, values_of(KINDS[kind])
    )
)
tranches = st.builds(OwnTranche, names, st.floats(1e-3, 1e15), st.floats(0, 1e6), st.booleans())
own_terms = st.builds(OwnTerms, slugs, values_of(TERMS), st.lists(tranches, max_size=2).map(tuple)).filter(
    lambda terms: not terms.is_empty
)
own_what_ifs = st.builds(
    replace,
    what_ifs,
    events=st.lists(own_events, max_size=4, unique_by=lambda event: event.key).map(tuple),
    terms=st.lists(own_terms, max_size=3, unique_by=lambda terms: terms.round_key).map(
        lambda found: tuple(sorted(found, key=lambda terms: terms.round_key))
    ),
)


@many
@given(own_what_ifs)
def test_round_trip(what_if):
    found, ignored = opened(link(Scenario(what_if=what_if)))
    assert (found.what_if, ignored) == (what_if, ())


GOOD = "v=1&lang=en&event=1:pool:2013-06:target:0.1&event=3:safe:2009:holder:Angel:cap:5e6&terms=seed:rank:2"


def test_a_link_reads_as_it_looks():
    what_if = opened(GOOD)[0].what_if
    assert what_if.events[1].number("cap") == 5e6
    assert what_if.events[1].of("form") == "post"  # the default
    assert what_if.terms_of("seed").number("rank") == 2


@pytest.mark.parametrize(
    "bad",
    [
        *(
            "event=1",
            "event=x:pool:2013",
            "event=1:party:2013",
            "event=1:pool:13",
            "event=1:pool:2013:target",
        ),
        *("event=1:pool:2013:target:x", "event=1:pool:2013:target:-1", "event=1:pool:2013:cap:1"),
        *("event=1:safe:2013:form:round", "event=1:buyback:2013:lot:Ann B", "event="),
        *("terms=seed:rank", "terms=seed:rank:x", "terms=Seed:rank:2", "terms=seed:luck:2"),
        *(
            "tranche=seed:Ann:0:0:kept",
            "tranche=seed:Ann:5:0:maybe",
            "tranche=seed:Ann:5",
            "tranche=seed:A:5:-1:kept",
        ),
    ],
)
def test_a_bad_part_is_named_and_the_rest_kept(bad):
    key, _, value = bad.partition("=")
    found, ignored = opened(f"{GOOD}&{key}={value.replace(' ', '+')}")
    assert ignored == (bad,)
    assert found == opened(GOOD)[0]


def test_a_number_stands_for_one_event_only():
    _, ignored = opened(f"{GOOD}&event=1:split:2014:factor:2")
    assert ignored == ("event=1:split:2014:factor:2",)


# --- edits ------------------------------------------------------------------------------------

DAY = PartialDate("2014-05")


def test_an_event_is_added_changed_and_taken_away():
    one = with_new_event(WhatIf(), "pool", DAY, [("target", 0.1)])
    two = with_new_event(one, "split", DAY, [])
    assert [event.key for event in two.events] == ["own-1", "own-2"]
    later = with_event_value(two, "own-1", "target", 0.2)
    assert later.events[0].number("target") == 0.2
    assert with_event_value(later, "own-1", "date", PartialDate("2015")).events[0].date.year == 2015
    gone = without_event(later, "own-1")
    assert with_new_event(gone, "direct", DAY, []).events[-1].key == "own-3", "no number is used again"


def test_a_default_takes_a_term_back():
    one = with_term(WhatIf(), "seed", "rank", 2.0)
    assert one.terms_of("seed").values == (("rank", 2.0),)
    assert with_term(one, "seed", "rank", 1.0).is_empty
    closing = with_tranches(one, "seed", [OwnTranche("Fund", 5e6)])
    assert with_tranches(closing, "seed", []) == one


def test_terms_and_events_follow_a_round_that_is_numbered_anew():
    rounds: list = []
    for name in ("One", "Two"):
        taken = [item.key for item in rounds]
        rounds.append(added_round(name, DAY, amount=1e6, post=1e9, other=0.0, taken=taken))
    start = with_term(WhatIf(added=tuple(rounds)), "added-2", "rank", 2.0)
    start = with_new_event(start, "buyback", DAY, [("lot", "added-2/1"), ("shares", 5.0)])
    left = without_round(start, "added-1")
    assert [item.name for item in left.added] == ["Two"]
    assert left.terms_of("added-1").number("rank") == 2
    assert left.events[0].of("lot") == "added-1/1"
