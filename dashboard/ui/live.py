"""The row with the price now: asks for live prices when told to, and never waits for them.

The result is kept for the session and put into companies by `live_company` and `live_closes`; the
link never holds it, so a link shows everyone the same until they refresh.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import Future
from html import escape

import streamlit as st

from calc.closes import Judged, with_live_close, with_live_exit
from calc.library import LibraryCompany
from calc.types import Company
from dashboard.sources.library import load_library
from dashboard.sources.prices.indexes import IndexQuote, saved_indexes
from dashboard.sources.prices.refresh import FRESH, Refreshed, start
from dashboard.sources.prices.snapshot import followed
from dashboard.ui import state
from dashboard.views.live import price_words, quote_words, total_words

_JOB, _FOUND, _ON_OPEN, _SAVED = "live_job", "live_found", "live_on_open", "live_saved_indexes"
POLL_SECONDS = 0.5


def found() -> Refreshed | None:
    """The last refresh of this session."""
    kept: Refreshed | None = st.session_state.get(_FOUND)
    return kept


def live_company(company: Company) -> Company:
    """The company with its live close if this session has one."""
    kept = found()
    return with_live_close(company, kept.usable(company.key) if kept else None)


def index_quote(key: str) -> IndexQuote | None:
    """An index as this session fetched it, else as it was fetched before; None if never."""
    kept = found()
    if kept is not None and kept.indexes:
        return kept.indexes.get(key)
    if _SAVED not in st.session_state:
        st.session_state[_SAVED] = saved_indexes(dt.datetime.now(dt.UTC))
    saved: IndexQuote | None = st.session_state[_SAVED].get(key)
    return saved


def live_library_company(company: LibraryCompany) -> LibraryCompany:
    """The same for a company of the library."""
    return with_live_exit(company, live_closes().get(company.key))


def live_closes() -> dict[str, Judged]:
    """Every live close of this session, by company."""
    kept = found()
    closes = {key: kept.usable(key) for key in kept.quotes} if kept else {}
    return {key: close for key, close in closes.items() if close is not None}


def live_row(key: str, measure: Callable[[], None] | None = None) -> None:
    """Price now, the button, and what came of the last refresh.

    Args:
        key: The company shown.
        measure: Makes the page measure at the live price; None if it does already.
    """
    if st.session_state.get(_ON_OPEN) and _is_old():
        _begin()
    text, one, kept = state.words(), followed().get(key), found()
    quote = kept.quotes.get(key) if kept else None
    said, press, switch = st.columns([2, 0.9, 1.4], vertical_alignment="center")
    with said:
        words = price_words(one, quote, text) if one else text.t("live.not_listed", name=_name(key))
        st.html(f'<p class="fc-price">{escape(words)}</p>')
        if _JOB in st.session_state:
            st.caption(text.t("live.asking"))
            st.fragment(_poll, run_every=POLL_SECONDS)()
        elif quote is not None and kept is not None:
            st.caption(f"{quote_words(quote, text)} {total_words(kept, text)}".replace("$", "\\$"))
    with press:
        st.button(
            text.t("live.refresh"),
            key="live_refresh",
            help=text.t("live.help"),
            on_click=_begin,
            disabled=_JOB in st.session_state,
            icon=":material/refresh:",
        )
    with switch:
        st.toggle(
            text.t("live.on_open"),
            value=st.session_state.get(_ON_OPEN, False),
            key="live_switch",
            help=text.t("live.on_open_help"),
            on_change=lambda: st.session_state.update({_ON_OPEN: st.session_state["live_switch"]}),
        )
    if measure is not None and quote is not None and quote.usable:
        said.button(text.t("live.measure"), key="live_measure", on_click=measure)


def _begin() -> None:
    if _JOB not in st.session_state:
        st.session_state[_JOB] = start()


def _is_old() -> bool:
    kept = found()
    return kept is None or dt.datetime.now(dt.UTC) - kept.at > FRESH


def _poll() -> None:
    """Look whether the job is done; the page is drawn anew once it is."""
    job: Future[Refreshed] | None = st.session_state.get(_JOB)
    if job is not None and job.done():
        del st.session_state[_JOB]
        st.session_state[_FOUND] = job.result()
        st.rerun()


def _name(key: str) -> str:
    company = load_library().get(key)
    return company.name if company else key
