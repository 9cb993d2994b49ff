"""A link opens to the scenario it was made from, also an old one and a damaged one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calc.types import PartialDate
from calc.whatif import AddedRound, RoundEdit, WhatIf
from dashboard.scenario import (
    BASES,
    CHARTS,
    FIRST_YEAR,
    LANGUAGES,
    LAST_YEAR,
    IpoView,
    Scenario,
    added_round,
    from_query,
    to_query,
)
from dashboard.scenario.claims import CARDS, TOLERANCES, ClaimView
from dashboard.scenario.compare import ALIGNS, ENDS, FORMS, MEASURES, CompareView
from dashboard.scenario.exits import CASES, PARTICIPATIONS, ClassRow, ExitView, Holding
from dashboard.scenario.funds import DRAWS, FundView
from dashboard.scenario.investor import RULES, InvestorView
from dashboard.scenario.library import LISTS, LibraryView
from dashboard.scenario.papers import DAY_COUNTS, Note, Paper
from dashboard.scenario.safes import METHODS, ROUNDINGS, Founder, SafeView


def link(scenario: Scenario) -> str:
    return urlencode(to_query(scenario), doseq=True)


def opened(text: str) -> tuple[Scenario, tuple[str, ...]]:
    return from_query(parse_qs(text, keep_blank_values=True))


# --- round trip --------------------------------------------------------------------------

slugs = st.from_regex(r"[a-z0-9][a-z0-9-]{0,40}", fullmatch=True)
amounts = st.floats(-1e15, 1e15) | st.integers(-(10**15), 10**15).map(float)
dates = (
    st.dates()
    .map(lambda day: day.isoformat())
    .flatmap(lambda text: st.sampled_from([4, 7, 10]).map(lambda width: PartialDate(text[:width])))
)
words = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)
names = words.map(lambda text: text.replace(":", " ").strip()[:30].strip()).filter(bool)


def made_added(rows: list[tuple]) -> tuple[AddedRound, ...]:
    return tuple(AddedRound(f"added-{at}", *row) for at, row in enumerate(rows, start=1))


edits = st.builds(
    RoundEdit,
    slugs,
    *[st.none() | amounts] * 4,
    st.none() | dates,
).filter(lambda edit: not edit.is_empty)
what_ifs = st.builds(
    WhatIf,
    edits=st.lists(edits, max_size=4, unique_by=lambda edit: edit.round_key).map(tuple),
    added=st.lists(st.tuples(names, dates, amounts, amounts, amounts), max_size=3).map(made_added),
    removed=st.lists(slugs, max_size=3, unique=True).map(tuple),
)
years = st.integers(FIRST_YEAR, LAST_YEAR)
ipo_views = st.builds(
    lambda span, **rest: IpoView(first_year=min(span), last_year=max(span), **rest),
    st.lists(years, min_size=2, max_size=2, unique=True),
    highlight=st.lists(years, max_size=5).map(tuple),
    log=st.booleans(),
    show_all=st.booleans(),
    average_years=st.sampled_from([0, 3, 5, 7, 10]),
    against_year=years,
)
investor_views = st.builds(
    InvestorView,
    pro_rata_frac=st.floats(0, 1),
    sell=st.sampled_from(RULES),
    quarter_frac=st.floats(0.001, 1),
    sales=st.lists(st.tuples(st.dates(), st.floats(0.01, 0.25)), max_size=4).map(tuple),
)
days = st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31))
notes = st.builds(Note, st.floats(0, 0.99), days, st.sampled_from(DAY_COUNTS), st.none() | days)
safe_papers = (
    st.one_of(
        st.builds(Paper, names, st.floats(1, 1e12), st.floats(0, 1e12), st.floats(0, 0.99), kind)
        for kind in map(st.just, ("post", "pre", "mfn"))
    )
    | st.builds(Paper, names, st.floats(1, 1e12), kind=st.just("fixed"), fixed_frac=st.floats(0.001, 0.99))
    | st.builds(Paper, names, st.floats(1, 1e12), kind=st.just("note"), note=notes)
)
counts, money = st.floats(1, 1e12), st.floats(0, 1e12)
class_rows = st.one_of(
    st.builds(ClassRow, names, st.sampled_from(["common", "pool"]), counts),
    st.builds(ClassRow, names, st.sampled_from(["options", "warrants"]), counts, strike_usd=money),
    st.builds(
        ClassRow,
        names,
        st.just("series"),
        counts,
        money,
        preference_x=st.floats(0, 5),
        participation=st.sampled_from(PARTICIPATIONS),
        cap_x=st.floats(0, 9),
        rank=st.integers(1, 20),
        ratio_x=st.floats(0.1, 9),
    ),
    st.builds(
        ClassRow,
        names,
        st.sampled_from(["safe", "note"]),
        amount_usd=counts,
        cap_usd=money,
        rank=st.integers(1, 20),
    ),
)
scenarios = st.builds(
    Scenario,
    lang=st.sampled_from(LANGUAGES),
    company=slugs,
    chart=st.sampled_from(CHARTS),
    base=st.sampled_from(BASES),
    mark=slugs,
    stake=slugs,
    check_round=slugs,
    check_usd=st.floats(1e-3, 1e15),
    handle=words,
    record_only=st.booleans(),
    what_if=what_ifs,
    investor=investor_views,
    library=st.builds(LibraryView, company=slugs, exit_key=slugs | st.just(""), shown=st.sampled_from(LISTS)),
    compare=st.builds(
        CompareView,
        companies=st.lists(slugs, min_size=1, max_size=6, unique=True).map(tuple),
        align=st.sampled_from(ALIGNS),
        form=st.sampled_from(FORMS),
        measure=st.sampled_from(MEASURES),
        end=st.sampled_from(ENDS),
    ),
    claims=st.builds(
        ClaimView,
        said=words.filter(bool),
        date=st.just("") | dates.map(lambda date: date.text),
        company=slugs,
        within_frac=st.sampled_from(TOLERANCES),
        card=st.sampled_from(CARDS),
    ),
    funds=st.builds(
        FundView,
        companies=st.integers(1, 500),
        density_exponent=st.floats(1.5, 4.0),
        bound_x=st.floats(2, 1e5),
        fee_frac=st.floats(0, 0.05),
        carry_frac=st.floats(0, 0.5),
        hurdle_frac=st.floats(0, 0.2),
        draws=st.sampled_from(DRAWS),
        seed=st.integers(0, 1_000_000),
        mine_x=st.floats(0, 1e4),
    ),
    ipos=ipo_views,
    exits=st.builds(
        ExitView,
        case=st.sampled_from(CASES) | slugs,
        exit_usd=st.none() | st.floats(0, 1e15),
        debt_usd=st.floats(0, 1e15),
        fees_usd=st.floats(0, 1e15),
        fees_frac=st.floats(0, 0.99),
        carve_out_frac=st.floats(0, 0.99),
        stacked=st.booleans(),
        classes=st.lists(class_rows, max_size=6).map(tuple),
        holdings=st.lists(st.builds(Holding, names, names, st.floats(0.001, 1)), max_size=4).map(tuple),
    ),
    safes=st.builds(
        SafeView,
        founders_shares=st.floats(1, 1e12),
        pool_shares=st.floats(0, 1e12),
        target_pool_frac=st.floats(0, 0.99),
        papers=st.lists(
            safe_papers,
            max_size=8,
        ).map(tuple),
        founders=st.lists(st.builds(Founder, names, st.floats(1, 1e12)), max_size=4).map(tuple),
        method=st.sampled_from(METHODS),
        outside=st.booleans(),
        rounding=st.sampled_from(ROUNDINGS),
        closes=days,
    ),
)


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(scenarios)
def test_round_trip(scenario):
    assert opened(link(scenario)) == (scenario, ())
    assert link(opened(link(scenario))[0]) == link(scenario)


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(st.dictionaries(st.sampled_from(
    ["v", "lang", "company", "chart", "base", "mark", "stake", "round", "check", "handle", "show", "edit",
     "add", "remove", "from", "to", "years", "log", "all", "average", "against", "case",
     "exit", "debt", "safe", "pool", "target", "founder", "closes", "class", "holds", "utm"]),
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


def test_keys_of_added_rounds_are_free():
    date = PartialDate("2013")
    made = added_round("  Bridge  ", date, amount=1, post=2, other=3, taken=["added-1", "added-3"])
    assert made == AddedRound("added-2", "Bridge", date, 1, 2, 3)
    assert added_round("x" * 99, date, amount=1, post=2, other=3, taken=[]).name == "x" * 30
