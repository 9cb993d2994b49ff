"""A link opens to the scenario it was made from, also an old one and a damaged one."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calc.types import PartialDate
from calc.whatif import AddedRound, RoundEdit, WhatIf
from dashboard.scenario import (
    IpoView,
    Scenario,
    added_round,
    from_query,
    to_query,
)
from dashboard.scenario import link as parts
from dashboard.scenario.claims import ClaimView
from tests.drawn_scenarios import link, opened, scenarios


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(scenarios)
def test_round_trip(scenario):
    assert opened(link(scenario)) == (scenario, ())
    assert link(opened(link(scenario))[0]) == link(scenario)


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(st.dictionaries(st.sampled_from(
    ["v", "lang", "company", "chart", "base", "mark", "stake", "round", "check", "handle", "show", "edit",
     "add", "remove", "from", "to", "years", "log", "all", "average", "against", "case",
     "exit", "debt", "safe", "pool", "target", "founder", "closes", "class", "holds", "utm", "find", "said"]),
    st.lists(st.text(max_size=30), max_size=3)))  # fmt: skip
def test_any_query_opens_to_a_scenario_that_can_be_linked(query):
    scenario, _ = from_query(query)
    assert opened(link(scenario)) == (scenario, ())


def test_defaults_are_left_out():
    assert to_query(Scenario()) == {"v": "1", "lang": "en"}
    assert opened("") == (Scenario(), ())
    assert to_query(replace(Scenario(), lang="ru", base="value")) == {"v": "1", "lang": "ru", "base": "value"}
    late = replace(Scenario(), ipos=IpoView(first_year=1990, highlight=()))
    assert to_query(late) == {"v": "1", "lang": "en", "from": "1990", "years": "none"}


def test_the_record_keeps_the_changes_but_not_in_force():
    changes = WhatIf(removed=("series-f",))
    assert Scenario(what_if=changes).active == changes
    assert Scenario(what_if=changes, record_only=True).active.is_empty
    shown, ignored = opened("show=record&remove=series-f")
    assert (shown.record_only, shown.what_if, ignored) == (True, changes, ())


# --- parts that cannot be read -----------------------------------------------------------

GOOD = (
    "v=1&lang=ru&chart=ladder&edit=series-b:post:600000000&add=Bridge:2013-06:5e7:3e9:0&remove=series-f&log=1"
)


@pytest.mark.parametrize(
    "bad",
    [
        *("v=2", "lang=de", "chart=pie", "base=luck", "show=all", "company=Air BnB", "mark=../x", "stake=-x"),
        *("round=", "check=0", "check=-5", "check=abc", "check=nan", "check=inf", "check=1e16"),
        *("edit=series-b:post", "edit=series-b:colour:5", "edit=series-b:post:x", "edit=series-b:post:nan"),
        *("edit=series-b:post:1e16", "edit=series-b:date:2013-13", "edit=B!:post:5", "edit=a:b:c:d", "edit="),
        *("add=Bridge:2013-06:5e7:3e9", "add=:2013-06:5e7:3e9:0", "add= :2013-06:5e7:3e9:0"),
        *("add=Bridge:June:5e7:3e9:0", "add=Bridge:2013-06:x:3e9:0", "add=Bridge:2013-06:5e7:inf:0"),
        *("remove=Series F", "remove=", "from=1979", "to=2026", "from=x", "years=1999,x", "years=1999,1900"),
        *("log=yes", "all=2", "average=4", "average=x", "against=1900", "colour=red"),
    ],
)
def test_a_bad_part_is_named_and_the_rest_kept(bad):
    whole, none = opened(GOOD)
    assert none == ()
    key = bad.split("=", maxsplit=1)[0]
    repeated = key in ("edit", "add", "remove")
    rest = [part for part in GOOD.split("&") if repeated or not part.startswith(f"{key}=")]
    found, ignored = opened("&".join([*rest, urlencode([tuple(bad.split("=", 1))])]))
    assert ignored == (bad,)
    assert found == opened("&".join(rest))[0]
    assert found.what_if == whole.what_if


def test_several_bad_parts_are_all_named():
    found, ignored = opened("lang=de&check=abc&base=value&edit=x&from=1")
    assert set(ignored) == {"lang=de", "check=abc", "edit=x", "from=1"}
    assert found == replace(Scenario(), base="value")


@pytest.mark.parametrize("span", ["from=2000&to=2000", "from=2010&to=1990"])
def test_a_span_that_ends_before_it_starts(span):
    found, ignored = opened(f"{span}&log=1")
    assert found.ipos == IpoView(log=True)
    assert ignored == (span.replace("&", ", "),)


def test_the_last_of_a_repeated_part_counts():
    assert opened("base=price&base=value")[0].base == "value"
    found, ignored = opened("edit=seed:post:5e6&edit=seed:post:6e6&edit=seed:raised:7e5")
    assert found.what_if.edits == (RoundEdit("seed", amount_raised_usd=7e5, post_money_usd=6e6),)
    assert ignored == ()
    assert opened("remove=seed&remove=seed")[0].what_if.removed == ("seed",)
    assert from_query({"lang": [], "base": ["value"]}) == (Scenario(base="value"), ())


def test_a_long_handle_is_cut():
    assert opened("handle=" + "x" * 100)[0].handle == "x" * 40


def test_a_search_for_sources_stands_in_the_link():
    assert to_query(Scenario(find="form 4"))["find"] == "form 4"
    assert opened("find=" + "x" * 200)[0].find == "x" * 100


def test_a_cleared_claim_stays_cleared():
    """An empty field is not the example the page starts with."""
    cleared = Scenario(claims=ClaimView(said=""))
    assert opened(link(cleared)) == (cleared, ())
    assert opened("said=")[0] == cleared


def test_keys_of_added_rounds_are_free():
    date = PartialDate("2013")
    made = added_round("  Bridge  ", date, amount=1, post=2, other=3, taken=["added-1", "added-3"])
    assert made == AddedRound("added-2", "Bridge", date, 1, 2, 3)
    assert added_round("x" * 99, date, amount=1, post=2, other=3, taken=[]).name == "x" * 30


def test_no_two_parts_of_a_link_share_a_name():
    keys = [key for part in parts._PARTS for key in part.KEYS] + list(parts._READS)
    assert sorted(key for key in set(keys) if keys.count(key) > 1) == []
