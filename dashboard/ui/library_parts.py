"""Parts of the library page: what is shown, the company, the exit, every round with its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

import streamlit as st

from calc.library import Entry, EntryMultiple, Exit, Kind, price_steps
from calc.types import Basis, Figure
from dashboard.charts.theme import about
from dashboard.i18n.catalog import Catalog
from dashboard.i18n.notes import note_words
from dashboard.scenario.library import LISTS
from dashboard.sources.library import load_library
from dashboard.sources.records import load_sources
from dashboard.ui import state
from dashboard.ui.path_parts import basis_badge, html_table, source_link, tile
from dashboard.views.library import LibraryPage, exit_name, grade_words
from dashboard.views.names import entry_name


def controls(page: LibraryPage) -> None:
    """One company or a list; the company; the exit."""
    text, library = state.words(), load_library()
    shown, company, at = st.columns([1.3, 1, 1.6], vertical_alignment="bottom")
    with shown:
        st.segmented_control(
            text.t("library.show"),
            LISTS,
            default=page.view.shown,
            key="library_shown",
            format_func=lambda key: text.t(f"library.shown.{key}"),
            on_change=state.bound("shown", "library_shown", part="library"),
            required=True,
        )
    if page.view.shown != "company":
        return
    keys = list(library)
    with company:
        st.selectbox(
            text.t("library.company"),
            keys,
            index=keys.index(page.company.key),
            key="library_company",
            format_func=lambda key: library[key].name,
            on_change=_company,
        )
    exits = {one.key: one for one in page.company.exits}
    if page.exit is None:
        return
    box = f"library_exit_{page.company.key}"
    st.session_state[box] = page.exit.key  # a live price that comes changes it, too
    with at:
        st.selectbox(
            text.t("library.at"),
            list(exits),
            key=box,
            format_func=lambda key: exit_name(exits[key], text),
            on_change=state.bound("exit_key", box, part="library"),
        )


def _company() -> None:
    view = replace(state.scenario().library, company=st.session_state["library_company"], exit_key="")
    state.change(library=view)


def tiles(page: LibraryPage) -> None:
    """The first round on both bases; the note and the grade in words."""
    text, first = state.words(), page.first
    st.html(f'<p class="fc-sub">{grade_words(page.company, text)}</p>')
    if page.company.note:
        st.html(f'<p class="fc-sources">{escape(note_words(page.company.note, text.lang))}</p>')
    if first is None:
        return
    parts = []
    if first.price_x is not None:
        badge = basis_badge(first.basis, text)
        parts.append(tile(text.t("path.per_share"), text.num.multiple(first.price_x), badge=badge, main=True))
    if first.value_x is not None:
        parts.append(tile(text.t("path.by_value"), text.num.multiple(first.value_x)))
    if first.rate is not None:
        parts.append(tile(text.t("path.rate"), text.num.percent_range(*first.rate)))
    if page.exit is not None and page.exit.recalled:
        parts.append(tile(text.t("library.at"), text.t("library.recalled_badge")))
    st.html(f'<div class="fc-tiles">{"".join(parts)}</div>')


def table(page: LibraryPage) -> None:
    """Every entry: numbers, basis, step, multiples or why there is none, source."""
    text = state.words()
    html_table(entry_rows(page.company.entries, page.multiples, text), text.t("library.table"))


def entry_rows(
    entries: Sequence[Entry], multiples: Sequence[EntryMultiple], text: Catalog
) -> list[list[str]]:
    """Head and rows of entries with their multiples; without an exit the entries alone."""
    steps = {step.to_key: step.price_step_x for step in price_steps(entries)}
    keys = ("round", "date", "raised", "post", "paid", "step", "price_x", "nominal_x", "value_x", "rate")
    rows = [[f"<b>{text.t(f'library.column.{key}')}</b>" for key in keys] + [""]]
    alone = [EntryMultiple(one, None, None, None, None, Basis.PRESS, "") for one in entries]
    return rows + [_row(one, steps.get(one.entry.key), text) for one in multiples or alone]


def _row(one: EntryMultiple, step: float | None, text: Catalog) -> list[str]:
    num, entry = text.num, one.entry
    kind = text.t(f"library.kind.{entry.kind.value}") if entry.kind is not Kind.ROUND else ""
    name = escape(entry_name(entry.name, text)) + (f" <small>{kind}</small>" if kind else "")
    why = f"<small>{text.t(f'library.why.{one.why}')}</small>" if one.why else "–"
    nominal = num.multiple(one.nominal_x) if one.nominal_x != one.price_x else ""
    return [
        name,
        num.date(entry.date, month_only=True),
        _money(entry.raised, text),
        _money(entry.post_money, text),
        _price(entry.price, text),
        num.multiple(step) if step is not None else "",
        f"<b>{num.multiple(one.price_x)}</b>" if one.price_x is not None else why,
        nominal,
        _sure(num.multiple(one.value_x), entry.post_money) if one.value_x is not None else "",
        num.percent_range(*one.rate) if one.rate else "",
        _source(entry.price or entry.post_money or entry.raised),
    ]


def _money(figure: Figure | None, text: Catalog) -> str:
    return _sure(text.num.money(figure.value), figure) if figure else "–"


def _sure(words: str, figure: Figure | None) -> str:
    """A number with the sign of an estimate or of the reader's own figure."""
    basis = figure.basis if figure else Basis.REPORTED
    return f'<span class="fc-cell mine">◆ {words}</span>' if basis is Basis.ASSUMED else about(words, basis)


def _price(figure: Figure | None, text: Catalog) -> str:
    return f"{text.num.price(figure.value)} {basis_badge(figure.basis, text)}" if figure else "–"


def _source(figure: Figure | None) -> str:
    source = load_sources().get(figure.source_id) if figure else None
    if source is None:
        return ""
    full, url = (escape(words, quote=True) for words in (f"{source.title}, {source.publisher}", source.url))
    short = "SEC" if source.kind == "filing" else source.publisher
    return f'<a href="{url}" title="{full}" target="_blank" rel="noreferrer">{escape(short)}</a>'


def exit_source(at: Exit | None) -> None:
    """Where the exit's price comes from."""
    source = load_sources().get(at.source_id) if at else None
    if source:
        st.html(f'<p class="fc-sources">{state.words().t("path.sources")}: {source_link(source)}</p>')
