"""Parts of the path page of a company known with gaps: tiles, controls, check, rounds, outcomes."""

from __future__ import annotations

from html import escape

import streamlit as st

from calc.errors import CalcError
from calc.library import Exit, Kind
from dashboard.i18n.notes import note_words
from dashboard.sources.records import load_sources
from dashboard.ui import state
from dashboard.ui.library_parts import entry_rows
from dashboard.ui.path_parts import base_box, basis_badge, company_box, html_table, source_link, tile
from dashboard.views.known import KnownView
from dashboard.views.known_charts import value_basis
from dashboard.views.known_words import rate_words
from dashboard.views.library import exit_name
from dashboard.views.names import entry_name
from dashboard.views.path_words import problem_words


def tiles(view: KnownView) -> None:
    """The first round on the bases that are known, and what to know before reading."""
    text, first, company = state.words(), view.first, view.company
    notes = [note_words(company.note, text.lang)] if company.note else []
    notes += [text.t(f"known.{company.missing}")] if company.missing else []
    if notes:
        st.html(f'<p class="fc-sources">{escape(" ".join(notes))}</p>')
    if first is None:
        return
    parts = []
    if first.price_x is not None:
        badge = basis_badge(first.basis, text)
        words = text.num.multiple(first.price_x)
        paid_back = view.exit is not None and view.exit.of_cost_x is not None
        label = text.t("known.of_cost" if paid_back else "path.per_share")
        parts.append(tile(label, words, badge=badge, main=view.base == "price"))
    if first.value_x is not None:
        badge = basis_badge(value_basis(first, view), text)
        words = text.num.multiple(first.value_x)
        parts.append(tile(text.t("path.by_value"), words, badge=badge, main=view.base == "value"))
    if first.price_x is not None:
        words = rate_words(first, text)
        shown = words if first.rate else f"<small>– {words}</small>"
        parts.append(tile(text.t("path.rate"), shown))
    if view.exit is not None and view.exit.recalled:
        parts.append(tile(text.t("library.at"), text.t("library.recalled_badge")))
    st.html(f'<div class="fc-tiles">{"".join(parts)}</div>')


def controls(view: KnownView) -> None:
    """Company, basis where both are known, and the exit everything is measured at."""
    text = state.words()
    company, base, at = st.columns([1.3, 1.2, 2.2], vertical_alignment="bottom")
    with company:
        company_box()
    with base:
        base_box()
    exits = {one.key: one for one in view.exits}
    if view.recorded_exit is None:
        return
    box = f"mark_{view.company.key}"
    st.session_state[box] = view.recorded_exit.key  # a live price that comes changes it, too
    with at:
        st.selectbox(
            text.t("known.at"),
            list(exits),
            key=box,
            format_func=lambda key: exit_name(exits[key], text),
            on_change=state.bound("mark", box),
        )


def check_controls(view: KnownView) -> None:
    """A check of any size in any round with a price."""
    text, scenario = state.words(), state.scenario()
    names = {one.key: entry_name(one.name, text) for one in view.enterable}
    if not names:
        return
    amount, into = st.columns([1, 1], vertical_alignment="bottom")
    with amount:
        st.number_input(
            text.t("path.check_usd"),
            min_value=1.0,
            value=scenario.check_usd,
            step=5000.0,
            format="%.0f",
            key="check_usd",
            on_change=state.bound("check_usd", "check_usd"),
        )
    with into:
        st.selectbox(
            text.t("path.check_round"),
            list(names),
            key=f"check_round_{view.company.key}",
            index=list(names).index(view.check_round),
            format_func=lambda key: names[key],
            on_change=state.bound("check_round", f"check_round_{view.company.key}"),
        )


def check_tiles(view: KnownView) -> None:
    """What the check paid, is worth at the exit, its multiple and yearly rate."""
    text, found = state.words(), view.check()
    if isinstance(found, CalcError):
        if view.enterable:
            st.warning(problem_words(found, text))
        return
    one, check = view.check_multiple(), view.scenario.check_usd
    if one is None or one.price_x is None:
        return
    badge = basis_badge(one.basis, text)
    rate = rate_words(one, text)
    parts = [
        tile(text.t("path.stake_cost"), text.num.money(check)),
        tile(text.t("known.check_worth"), text.num.money(check * one.price_x), badge=badge, main=True),
        tile(text.t("path.stake_multiple"), text.num.multiple(one.price_x), badge=badge),
        tile(text.t("path.rate"), rate if one.rate else f"<small>– {rate}</small>"),
    ]
    if one.entry.price is not None and one.entry.kind is not Kind.TOKEN:
        shares = text.num.shares(check / one.entry.price.value)
        parts.insert(
            1, tile(text.t("path.stake_shares"), shares, badge=basis_badge(one.entry.price.basis, text))
        )
    st.html(f'<div class="fc-tiles">{"".join(parts)}</div>')


def rounds_list(view: KnownView) -> None:
    """Every round and mark: what is known, its basis, the step, the multiples or why there is none."""
    text = state.words()
    html_table(entry_rows(view.entries, view.multiples, text), text.t("known.rounds"))


def outcomes(view: KnownView) -> None:
    """What holders could get, with dates: listing, sale, refund, loan, nothing, and the closes."""
    text = state.words()
    if not view.exits:
        return
    st.subheader(text.t("known.outcomes"), anchor=False)
    rows = [[f"<b>{text.t(f'known.column.{key}')}</b>" for key in ("event", "price", "value", "who")] + [""]]
    shown = [one for one in view.exits if one.kind != "close"] + [
        one for one in view.exits if one.kind == "close"
    ][-1:]
    for one in shown:
        rows.append(
            [
                escape(exit_name(one, text)) + ("*" if one.recalled else ""),
                _paid(one),
                text.num.money(one.value.value) if one.value else "–",
                escape(note_words(one.note, text.lang)) if one.note else "",
                _link(one.source_id),
            ]
        )
    html_table(rows, text.t("known.outcomes"))
    if any(one.recalled for one in shown):
        st.html(f'<p class="fc-sources">{escape(text.t("library.recalled"))}</p>')


def _paid(one: Exit) -> str:
    text = state.words()
    if one.of_cost_x is not None:
        return (
            text.t("known.per_dollar", multiple=text.num.multiple(one.of_cost_x))
            if one.of_cost_x
            else text.t("known.lost")
        )
    return f"{text.num.price(one.price.value)} {basis_badge(one.price.basis, text)}" if one.price else "–"


def _link(source_id: str) -> str:
    source = load_sources().get(source_id)
    return source_link(source) if source else ""


def sources(view: KnownView) -> None:
    """Every publication the rows and the exit rest on."""
    text = state.words()
    figures = [f for one in view.company.entries for f in (one.price, one.post_money, one.raised) if f]
    ids = dict.fromkeys([f.source_id for f in figures] + [one.source_id for one in view.exits])
    with st.expander(text.t("path.sources")):
        html_table([[_link(source_id)] for source_id in ids if source_id], text.t("path.sources"))
