"""The one scenario of a session: read from the link, kept across pages, written back to it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from calc.closes import LIVE
from dashboard.charts.theme import Theme, theme_of
from dashboard.i18n.catalog import Catalog, text
from dashboard.scenario import Scenario, from_query, to_query
from dashboard.scenario.exits import CASES
from dashboard.sources.library import load_library
from dashboard.ui.own_companies import all_keys, full_company
from dashboard.views.exit_cases import exit_companies

_KEY = "scenario"
_IGNORED = "ignored"
_KEPT = "kept_companies"
_OF_COMPANY = ("mark", "stake", "check_round", "record_only", "what_if")


def scenario() -> Scenario:
    """The scenario of this session; the first run of a session reads it from the link."""
    if _KEY not in st.session_state:
        read, ignored = from_query({key: st.query_params.get_all(key) for key in st.query_params})
        if "lang" not in st.query_params and (st.context.locale or "").lower().startswith("ru"):
            read = replace(read, lang="ru")
        known, unknown = _known(read)
        st.session_state[_KEY] = known
        st.session_state[_IGNORED] = ignored + unknown
    found: Scenario = st.session_state[_KEY]
    return found


def _known(read: Scenario) -> tuple[Scenario, tuple[str, ...]]:
    """The scenario with names the record does not have taken out, and what these were."""
    default = Scenario()
    unknown: list[str] = []
    if read.company not in all_keys():
        unknown.append(f"company={read.company}")
        read = replace(read, company=default.company)
    marks, stakes, rounds = _names(read.company)
    added = {item.key for item in read.what_if.added}
    ends = {f"end-{event.kind}" for event in read.what_if.events}
    checks = {
        "mark": ("mark", marks | ends | {LIVE}),
        "stake": ("stake", stakes),
        "round": ("check_round", rounds | added),
    }
    for key, (name, allowed) in checks.items():
        value = getattr(read, name)
        if value not in allowed and value != getattr(default, name):
            unknown.append(f"{key}={value}")
            fallback: dict[str, Any] = {name: getattr(default, name)}
            read = replace(read, **fallback)
    if read.exits.case not in CASES and read.exits.case not in exit_companies():
        unknown.append(f"case={read.exits.case}")
        read = replace(read, exits=replace(read.exits, case=default.exits.case))
    lost = [edit.round_key for edit in read.what_if.edits if edit.round_key not in rounds]
    lost += [key for key in read.what_if.removed if key not in rounds]
    lost += [one.round_key for one in read.what_if.terms if one.round_key not in rounds | added]
    unknown += [f"round {key}" for key in lost]
    edits = tuple(edit for edit in read.what_if.edits if edit.round_key in rounds)
    removed = tuple(key for key in read.what_if.removed if key in rounds)
    terms = tuple(one for one in read.what_if.terms if one.round_key in rounds | added)
    what_if = replace(read.what_if, edits=edits, removed=removed, terms=terms)
    if full_company(read.company) is None:  # own events need a full record
        unknown += [f"event {one.key.removeprefix('own-')}" for one in what_if.events]
        unknown += [f"terms {one.round_key}" for one in what_if.terms]
        what_if = replace(what_if, events=(), terms=())
    return replace(read, what_if=what_if), tuple(unknown)


def _names(key: str) -> tuple[set[str], set[str], set[str]]:
    """Marks, stakes and rounds a link may name for a company."""
    company = full_company(key)
    if company is not None:
        stakes = {stake.key for stake in company.stakes}
        return {mark.key for mark in company.marks}, stakes | {"check"}, {one.key for one in company.rounds}
    known = load_library()[key]
    return {one.key for one in known.prices}, {"check"}, {one.key for one in known.entries}


def switch_company(key: str) -> None:
    """Show another company; what was set for this one is kept for when the reader comes back."""
    now, default = scenario(), Scenario()
    kept: dict[str, dict[str, Any]] = st.session_state.setdefault(_KEPT, {})
    kept[now.company] = {name: getattr(now, name) for name in _OF_COMPANY}
    back = kept.get(key) or {name: getattr(default, name) for name in _OF_COMPANY}
    change(company=key, **back)


def ignored() -> tuple[str, ...]:
    """Parts of the link that could not be read, told once."""
    return tuple(st.session_state.get(_IGNORED, ()))


def change(**changes: Any) -> None:
    """Change the scenario and the link with it."""
    st.session_state[_KEY] = replace(scenario(), **changes)
    st.session_state[_IGNORED] = ()
    write_link()


def replace_all(read: Scenario) -> None:
    """Show another scenario whole, names this session does not have taken out."""
    known, unknown = _known(read)
    st.session_state[_KEY] = known
    st.session_state[_IGNORED] = unknown


def write_link() -> None:
    """Put the scenario into the address bar if it is not there already."""
    wanted = to_query(scenario())
    present = {key: st.query_params.get_all(key) for key in st.query_params}
    if present != {key: [value] if isinstance(value, str) else value for key, value in wanted.items()}:
        st.query_params.from_dict(wanted)


def words() -> Catalog:
    """Texts in the language of the session."""
    return text(scenario().lang)


def theme() -> Theme:
    """Colours of charts on the page, light or dark as the page is."""
    return theme_of(getattr(st.context.theme, "type", None) or "light")


def bound(name: str, key: str, *, part: str = "") -> Any:
    """Callback that carries a widget's value into the scenario (or into one part of it)."""

    def carry() -> None:
        value = st.session_state[key]
        if value is None:
            return
        if isinstance(value, list):
            value = tuple(value)
        if part:
            change(**{part: replace(getattr(scenario(), part), **{name: value})})
        else:
            change(**{name: value})

    return carry
