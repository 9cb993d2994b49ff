"""Drawn scenarios: everything a link can hold, and a link opened again."""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qs, urlencode

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
