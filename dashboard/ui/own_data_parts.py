"""Parts of the page of own data: upload, what was read, what was not, columns, downloads."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from calc.errors import CalcError
from calc.events import cap_table
from calc.events.state import State
from calc.events.table import POOL
from calc.types import Company
from dashboard.export.known import known_csv
from dashboard.export.known_xlsx import known_xlsx
from dashboard.export.own_csv import company_csv
from dashboard.export.own_example import template_csv, template_xlsx
from dashboard.export.own_json import scenario_json
from dashboard.export.own_ocf import company_ocf
from dashboard.export.own_xlsx import company_xlsx
from dashboard.export.tables import csv_text
from dashboard.scenario import Scenario
from dashboard.sources.library import load_library
from dashboard.sources.own import Problem
from dashboard.sources.own.company import Import, OwnCompany
from dashboard.sources.own.fields import NOT_READ
from dashboard.sources.own.guard import FILE_BYTES
from dashboard.sources.own.rows import ReadSheet, field_keys
from dashboard.sources.provenance import load_sources
from dashboard.ui import state
from dashboard.ui.own_companies import all_keys, file_of, forget, own_companies, sources_of, view_of
from dashboard.ui.path_parts import company_label, html_table
from dashboard.views.known import KnownView
from dashboard.views.library import exit_name
from dashboard.views.names import mark_name
from dashboard.views.own_data import as_changed, preview, read_words
from dashboard.views.own_problems import problem_place, problem_rows, problem_sentence
from dashboard.views.path import PathView
from dashboard.views.path_words import problem_words

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN = 200  # problems listed on the page; the download has them all


def uploader() -> tuple[str, bytes] | None:
    """The file a reader put in, and its name."""
    limit = FILE_BYTES // 1_000_000
    put = st.file_uploader(
        state.words().t("own_data.upload", limit=limit), key="own_file", max_upload_size=limit
    )
    return (put.name, put.getvalue()) if put else None


def templates() -> None:
    """The templates, filled with an invented company."""
    text = state.words()
    st.caption(text.t("own_data.templates"))
    name = text.t("own_data.template_name")
    with st.container(horizontal=True):
        _download("template_xlsx", lambda: template_xlsx(text), f"first-check-{name}.xlsx", _XLSX)
        _download("template_csv", lambda: template_csv(text), f"first-check-{name}.csv", "text/csv")


def _download(key: str, make: object, name: str, mime: str) -> None:
    st.download_button(
        state.words().t(f"own_data.{key}"),
        make,  # type: ignore[arg-type]
        file_name=name,
        mime=mime,
        key=f"own_{key}",
        on_click="ignore",
        icon=":material/download:",
    )


def result(found: Import) -> None:
    """What a file gave: a sentence, the way to the Path page, the rounds as read."""
    text = state.words()
    sentence = f'<p class="fc-sub"><b>{escape(read_words(found, text))}</b></p>'
    st.html(sentence)
    if found.own is None:
        return
    key = found.own.company.key
    st.button(
        text.t("own_data.open_path"),
        key=f"own_open_{key}",
        type="primary",
        icon=":material/route:",
        on_click=lambda: st.session_state.update(own_go=key),
    )
    st.subheader(text.t("own_data.rounds_title"), anchor=False)
    rows = preview(PathView(found.own.company, Scenario()), text)
    cells = [[escape(cell) for cell in row] for row in rows]
    html_table([[f"<b>{cell}</b>" for cell in cells[0]], *cells[1:]], text.t("own_data.rounds_title"))


def package(held: State, unread: Sequence[tuple[str, int]]) -> None:
    """The cap table of an OCF package, and what in it was not read."""
    text, num = state.words(), state.words().num
    if unread:
        parts = ", ".join(f"{kind} × {count}" for kind, count in unread)
        st.html(f'<p class="fc-sources">{escape(text.t("own_data.unread", parts=parts))}</p>')
    rows = [["own_field.holder", "own_field.name", "captable.column.common", "captable.column.frac"]]
    cells = [[f"<b>{text.t(key)}</b>" for key in rows[0]]]
    for row in cap_table(held):
        pool = row.key == POOL
        holder, series = (text.t("own_data.pool"), "") if pool else (escape(row.holder), escape(row.series))
        cells.append([holder, series, num.shares(row.common_shares), num.percent(row.frac)])
    for paper in held.papers:
        cells.append([escape(paper.holder), "SAFE", num.money(paper.terms.amount_usd), "–"])
    if len(cells) > 1:
        st.subheader(text.t("own_data.captable"), anchor=False)
        html_table(cells, text.t("own_data.captable"))
        st.caption(text.t("own_data.captable_note"))


def problems(told: Sequence[Problem], name: str) -> None:
    """Everything that was not used, with its place; what was assumed stands apart."""
    text = state.words()
    wrong = [one for one in told if not one.is_note]
    notes = [one for one in told if one.is_note]
    if wrong:
        st.subheader(text.t("own_data.problems"), anchor=False)
        items = "".join(
            f"<li><b>{escape(problem_place(one, text))}</b>"
            f"{escape(problem_sentence(one, text).removeprefix(problem_place(one, text)))}</li>"
            for one in wrong[:_SHOWN]
        )
        st.html(f'<ul class="fc-own-problems">{items}</ul>')
        heads = ("file", "sheet", "row", "column", "what")
        _download(
            "problems_csv",
            lambda: csv_text(heads, problem_rows(told, text)),
            f"{name}-problems.csv",
            "text/csv",
        )
    if notes:
        with st.expander(f"{text.t('own_data.notes')} ({len(notes)})"):
            items = "".join(f"<li>{escape(problem_sentence(one, text))}</li>" for one in notes[:_SHOWN])
            st.html(f"<ul>{items}</ul>")


def columns(sheets: Sequence[ReadSheet], *, is_open: bool) -> None:
    """A select per column: which field it is. What is chosen is remembered for the session."""
    text = state.words()
    if not sheets:
        return
    with st.expander(text.t("own_data.columns"), expanded=is_open):
        st.caption(text.t("own_data.columns_sub"))
        for sheet in sheets:
            if sheet.name:
                st.html(f"<b>{escape(text.t('own_data.sheet', sheet=sheet.name))}</b>")
            with st.container(horizontal=True):
                _selects(sheet)


def _selects(sheet: ReadSheet) -> None:
    text = state.words()
    now = {column.head: column.field.key for column in sheet.columns}
    options = [NOT_READ, *field_keys()]
    for head in sheet.header:
        chosen = now.get(head, NOT_READ)
        key = f"own_column_{sheet.name}_{head}_{chosen}"  # a column that lost its field starts anew
        at = options.index(chosen) if chosen in options else 0
        st.selectbox(
            escape(head).replace("[", "("),
            options,
            index=at,
            key=key,
            width=220,
            format_func=lambda name: text.t(f"own_field.{name}") if name else text.t("own_data.not_read"),
            on_change=_choose,
            args=(head, key),
        )


def chosen_columns() -> dict[str, str]:
    """Heads and the fields a reader said they are."""
    found: dict[str, str] = st.session_state.setdefault("own_chosen", {})
    return found


def _choose(head: str, key: str) -> None:
    chosen, field = chosen_columns(), st.session_state[key]
    for other in [other for other, taken in chosen.items() if field and taken == field]:
        chosen[other] = NOT_READ
    chosen[head] = field


def held() -> None:
    """Own companies of this session, each with a button to let it go."""
    text = state.words()
    if not own_companies():
        return
    st.subheader(text.t("own_data.held"), anchor=False)
    for key, own in list(own_companies().items()):
        name, button = st.columns([3, 1], vertical_alignment="center")
        name.html(f"{escape(own.company.name)} <small>({escape(own.file)})</small>")
        button.button(text.t("own_data.forget"), key=f"own_forget_{key}", on_click=_forget, args=(key,))


def _forget(key: str) -> None:
    if state.scenario().company == key:
        state.switch_company(Scenario().company)
    forget(key)
    st.session_state["own_forgotten"] = True


def take_out() -> None:
    """Downloads of any company, as recorded or with the reader's changes."""
    text, keys = state.words(), all_keys()
    st.subheader(text.t("own_data.out"), anchor=False)
    st.caption(text.t("own_data.out_sub"))
    now = state.scenario().company
    key = st.selectbox(
        text.t("own_data.out_company"),
        keys,
        index=keys.index(now) if now in keys else 0,
        key="own_out",
        format_func=lambda one: company_label(one, text),
    )
    view = _view(key)
    if view is None:
        _gaps_out(key)
        return
    own = OwnCompany(as_changed(view), sources_of(key), file_of(key))
    company, sources = own.company, own.sources
    measured = text.t("own_note.measured", mark=mark_name(view.recorded_mark, text))
    told = [measured, text.t("own_note.formulas"), text.t("own_note.currency")]
    with st.container(horizontal=True):
        _download(
            "out_xlsx",
            lambda: company_xlsx(company, sources, text, mark_key=view.recorded_mark.key, notes=told),
            f"{key}.xlsx",
            _XLSX,
        )
        _download(
            "out_csv",
            lambda: company_csv(company, sources, text).encode("utf-8-sig"),
            f"{key}.csv",
            "text/csv",
        )
        package_out = _ocf(company)
        if isinstance(package_out, bytes):
            _download("out_ocf", lambda: package_out, f"{key}.ocf.zip", "application/zip")
        scenario, companies = state.scenario(), list(own_companies().values())
        _download(
            "out_json",
            lambda: scenario_json(scenario, companies),
            "first-check-scenario.json",
            "application/json",
        )
    st.caption(text.t("own_data.out_json_note"))
    if isinstance(package_out, CalcError):
        st.caption(problem_words(package_out, text))


def _gaps_out(key: str) -> None:
    """Downloads of a company whose rounds cannot be replayed: what is known, and why the rest is blank."""
    text, scenario = state.words(), state.scenario()
    asked = scenario if scenario.company == key else Scenario(lang=scenario.lang, company=key)
    view = KnownView(load_library()[key], asked)
    told = [text.t("own_note.blanks"), text.t("own_note.currency")]
    if view.exit is not None:
        told.insert(0, text.t("own_note.measured", mark=exit_name(view.exit, text)))
    with st.container(horizontal=True):
        _download(
            "out_xlsx", lambda: known_xlsx(view, load_sources(), text, notes=told), f"{key}.xlsx", _XLSX
        )
        _download("out_csv", lambda: known_csv(view).encode("utf-8-sig"), f"{key}.csv", "text/csv")
    st.caption(text.t("own_data.out_gaps"))


def _ocf(company: Company) -> bytes | CalcError:
    try:
        return company_ocf(company)
    except CalcError as error:
        return error


def _view(key: str) -> PathView | None:
    """The company with the changes of the link if it is the one the link shows."""
    scenario = state.scenario()
    return view_of(scenario if scenario.company == key else Scenario(lang=scenario.lang, company=key))
