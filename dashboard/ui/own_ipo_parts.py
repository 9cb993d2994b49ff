"""The reader's own list of IPOs: upload, which column is what, rules, where the rows went."""

from __future__ import annotations

import time
from concurrent.futures import Future
from dataclasses import replace
from html import escape
from typing import Any

import streamlit as st

from calc.closes import Fate
from calc.errors import CalcError
from calc.own_ipos import FIELDS, IpoRules, Tally
from dashboard.scenario.ipos import THIS_YEAR
from dashboard.sources.own import Table, read_table
from dashboard.sources.prices.calendar import HEADER, Calendar, start
from dashboard.ui import state
from dashboard.ui.path_parts import html_table
from dashboard.views.own_ipos import OwnIpos, suggested, where_rows_went
from dashboard.views.own_problems import problem_sentence

_KEY, _READ, _JOB, _SAID = "own_ipos", "own_ipos_read", "own_calendar_job", "own_calendar_said"
_TOOK = "own_ipos_took"
_WHY = {Fate.OFFLINE: "offline", Fate.TIMED_OUT: "timed_out", Fate.LIMITED: "limited", Fate.EMPTY: "empty"}
_FLAGS = ("no_adr", "no_funds", "no_spac", "internet_only", "tech_only")
_NEEDS = {
    "no_adr": "adr",
    "no_funds": "adr",
    "no_spac": "name",
    "internet_only": "internet",
    "tech_only": "sic",
}


def own_list() -> OwnIpos | None:
    """The list of this session with mapping and rules, if one was opened."""
    found: OwnIpos | None = st.session_state.get(_KEY)
    return found


def own_panel() -> None:
    """Upload and everything about the list, in one fold."""
    text, own = state.words(), own_list()
    with st.expander(text.t("ipos.own.head"), expanded=own is not None):
        st.file_uploader(
            text.t("ipos.own.upload"),
            type=["csv", "tsv", "txt", "xlsx"],
            key="own_ipos_file",
            max_upload_size=20,
            help=text.t("ipos.own.private"),
            on_change=_opened,
        )
        _calendar()
        read: tuple[Table, float] | None = st.session_state.get(_READ)
        if read is None:
            return
        _problems(read[0])
        if own is not None:
            _mapping(own)
            _rules(own)
            _result(own, read[1])


def _calendar() -> None:
    """Ask Yahoo's IPO calendar for the year so far; it becomes the list, under its own rule."""
    text = state.words()
    st.button(
        text.t("ipos.calendar.ask"),
        key="own_calendar",
        help=text.t("ipos.calendar.help"),
        on_click=lambda: st.session_state.setdefault(_JOB, start()),
        disabled=_JOB in st.session_state,
        icon=":material/refresh:",
    )
    if _JOB in st.session_state:
        st.caption(text.t("ipos.calendar.asking"))
        st.fragment(_poll, run_every=0.5)()
    elif said := st.session_state.get(_SAID):
        st.warning(text.t(f"ipos.calendar.{said}"))


def _poll() -> None:
    """Look whether the calendar has come; the page is drawn anew once it has."""
    job: Future[Calendar] | None = st.session_state.get(_JOB)
    if job is None or not job.done():
        return
    del st.session_state[_JOB]
    found = job.result()
    st.session_state[_SAID] = "" if found.fate is Fate.OK else _WHY.get(found.fate, "garbled")
    if found.fate is Fate.OK:
        columns = tuple((name, at) for at, name in enumerate(("date", "name", "ticker", "price")))
        name = state.words().t("ipos.calendar.name", date=state.words().num.date(found.last))
        own = OwnIpos(name, HEADER, found.rows, columns, IpoRules(least_price_usd=5.0), found.last.year)
        _keep(own)
        st.session_state[_READ] = (Table(name), 0.0)
        year = min(found.last.year, THIS_YEAR)
        state.change(ipos=replace(state.scenario().ipos, chart="ruled", ruled_year=year))
    st.rerun()


def _opened() -> None:
    """Read the file once; its rows stay in the session."""
    file = st.session_state["own_ipos_file"]
    if file is None:
        st.session_state.pop(_KEY, None)
        st.session_state.pop(_READ, None)
        return
    begin = time.perf_counter()
    table = read_table(file.getvalue(), file.name)
    st.session_state[_READ] = (table, time.perf_counter() - begin)
    _take_sheet(table, 0)


def _take_sheet(table: Table, at: int) -> None:
    if not table.sheets:
        st.session_state.pop(_KEY, None)
        return
    sheet = table.sheets[at]
    _keep(OwnIpos(table.name, sheet.header, sheet.rows, suggested(sheet.header)))


def _keep(own: OwnIpos) -> None:
    """Count the list and keep it, with the seconds that took."""
    begin = time.perf_counter()
    _ = own.tally
    st.session_state[_KEY], st.session_state[_TOOK] = own, time.perf_counter() - begin


def _problems(table: Table) -> None:
    text = state.words()
    for problem in table.problems[:5]:
        (st.warning if table.sheets else st.error)(problem_sentence(problem, text))
    if len(table.sheets) > 1:
        names = [sheet.name for sheet in table.sheets]
        st.selectbox(
            text.t("ipos.own.sheet"), names, key="own_ipos_sheet", on_change=_sheet, args=(table, names)
        )


def _sheet(table: Table, names: list[str]) -> None:
    _take_sheet(table, names.index(st.session_state["own_ipos_sheet"]))


def _mapping(own: OwnIpos) -> None:
    text, mapped = state.words(), dict(own.columns)
    st.caption(text.t("ipos.own.map"))
    columns = st.columns(3)
    for at, field in enumerate(FIELDS):
        with columns[at % 3]:
            st.selectbox(
                text.t(f"ipos.own_field.{field}"),
                [None, *range(len(own.header))],
                index=mapped[field] + 1 if field in mapped else 0,
                format_func=lambda place: text.t("ipos.own.none") if place is None else own.header[place],
                key=f"own_field_{field}_{own.file}",
                on_change=_map,
                args=(field, f"own_field_{field}_{own.file}"),
            )


def _map(field: str, key: str) -> None:
    own, place = st.session_state[_KEY], st.session_state[key]
    columns = {**dict(own.columns), field: place}
    kept = tuple((name, at) for name, at in columns.items() if at is not None)
    _keep(replace(own, columns=kept))


def _rules(own: OwnIpos) -> None:
    text, mapped = state.words(), dict(own.columns)
    st.caption(text.t("ipos.own.rules"))
    columns = st.columns(3)
    for at, flag in enumerate(_FLAGS):
        guess = flag == "no_spac" and "spac" not in mapped
        with columns[at % 3]:
            st.toggle(
                text.t(f"ipos.own_filter.{flag}_guess" if guess else f"ipos.own_filter.{flag}"),
                getattr(own.rules, flag),
                key=f"own_rule_{flag}",
                disabled=_NEEDS[flag] not in mapped and not (flag == "no_spac" and "spac" in mapped),
                on_change=_rule,
                args=(flag,),
            )
    with columns[2]:
        st.selectbox(
            text.t("ipos.own_filter.vc"),
            ("any", "vc", "vc_growth", "none"),
            format_func=lambda key: text.t(f"ipos.own_vc.{key}"),
            key="own_rule_vc",
            disabled="vc" not in mapped,
            on_change=_rule,
            args=("vc",),
        )
    with columns[0]:
        st.number_input(
            text.t("ipos.own_filter.least_price"),
            min_value=0.0,
            step=1.0,
            value=own.rules.least_price_usd,
            key="own_rule_least_price_usd",
            disabled="price" not in mapped,
            on_change=_rule,
            args=("least_price_usd",),
        )


def _rule(name: str) -> None:
    own = st.session_state[_KEY]
    changes: dict[str, Any] = {name: st.session_state[f"own_rule_{name}"]}
    _keep(replace(own, rules=replace(own.rules, **changes)))


def _result(own: OwnIpos, read_seconds: float) -> None:
    """Where every row went and how long it took, or what is missing."""
    text, num = state.words(), state.words().num
    found, seconds = own.tally, float(st.session_state[_TOOK])
    if isinstance(found, CalcError):
        st.warning(text.t("ipos.own.missing", field=text.t(f"ipos.own_field.{found.params['field']}")))
        return
    if not found.counts and own.rules == IpoRules():
        st.warning(text.t("ipos.own.no_rows"))
    _went(own, found)
    took = text.t(
        "ipos.own.took", read=num.decimal(read_seconds, digits=2), count=num.decimal(seconds, digits=2)
    )
    st.caption(f"{took} {text.t('ipos.own.loaded')}")


def _went(own: OwnIpos, found: Tally) -> None:
    text = state.words()
    rows = [[escape(words), text.num.integer(count)] for words, count in where_rows_went(own, text)]
    total = [f"<b>{escape(text.t('ipos.own.where'))}</b>", f"<b>{text.num.integer(found.rows)}</b>"]
    html_table([total, *rows], text.t("ipos.own.where"))
