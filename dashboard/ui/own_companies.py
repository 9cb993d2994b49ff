"""The reader's own companies: kept in the session, found before those of the record."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from calc.types import Company
from dashboard.scenario import Scenario
from dashboard.sources.library import company_keys
from dashboard.sources.own.company import OwnCompany
from dashboard.sources.provenance import Source, load_sources
from dashboard.sources.records import load_companies, load_company
from dashboard.views.known import path_view
from dashboard.views.path import PathView

_KEY = "own_companies"


def own_companies() -> dict[str, OwnCompany]:
    """Companies of this session by key; one that is read again takes the place of the old."""
    found: dict[str, OwnCompany] = st.session_state.setdefault(_KEY, {})
    return found


def keep(own: OwnCompany) -> None:
    """Hold a company for this session."""
    own_companies()[own.company.key] = own


def forget(key: str) -> None:
    """Let go of a company."""
    own_companies().pop(key, None)


def all_keys() -> tuple[str, ...]:
    """Own companies first, then the library's."""
    return (*own_companies(), *company_keys())


def full_company(key: str) -> Company | None:
    """A company whose every round is known: the reader's own, or one of the full record."""
    own = own_companies().get(key)
    if own is not None:
        return own.company
    return load_company(key) if key in load_companies() else None


def view_of(scenario: Scenario) -> PathView | None:
    """What of the scenario's company can be replayed."""
    company = full_company(scenario.company)
    return PathView(company, scenario) if company else path_view(scenario)


def sources_of(key: str) -> Mapping[str, Source]:
    """Sources by id; those an own company brought come before the record's."""
    own = own_companies().get(key)
    return {**load_sources(), **own.sources} if own else load_sources()


def file_of(key: str) -> str:
    """Name of the file an own company came from; empty for any other."""
    own = own_companies().get(key)
    return own.file if own else ""
