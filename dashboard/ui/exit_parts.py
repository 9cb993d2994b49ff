"""Parts of the exit page: the case, the exit, the debt, tiles, the table and its proof line."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Any

import streamlit as st

from calc.errors import CalcError
from calc.waterfall import Preferred
from dashboard.i18n.parse import ParseError, parse_money
from dashboard.scenario.exits import CASES, ExitView
from dashboard.sources.records import load_sources
from dashboard.ui import state
from dashboard.ui.path_parts import html_table, source_link, tile
from dashboard.views.exit_cases import exit_companies
from dashboard.views.exits import ExitPage, caption, class_name

_STEPS = 240


def case(page: ExitPage) -> None:
    """Which case or company."""
    text, companies = state.words(), exit_companies()
    options = (*CASES, *companies)
    st.selectbox(
        text.t("exits.case"),
        options,
        index=options.index(page.case.key),
        key="exit_case",
        format_func=lambda key: companies.get(key) or text.t(f"exits.case_name.{key}"),
        on_change=_case,
    )


def controls(page: ExitPage) -> None:
    """Which case or company, the price paid, the debt paid first; the rarer parts are folded away."""
    text = state.words()
    first, exit_usd, typed = st.columns([1.4, 2, 1], vertical_alignment="bottom")
    with first:
        case(page)
    span = page.case.span_usd if isinstance(page.built, CalcError) else page.span_usd
    step = span / _STEPS
    steps = sorted({*(step * at for at in range(_STEPS + 1)), page.exit_usd})
    key = f"exit_usd_{page.case.key}_{len(page.view.classes)}_{span:.0f}"
    with exit_usd:
        st.select_slider(
            text.t("exits.exit"),
            steps,
            page.exit_usd,
            key=key,
            format_func=text.num.money,
            on_change=state.bound("exit_usd", key, part="exits"),
        )
    with typed:
        _exit_typed(page)
    usual = ExitView()
    names = ("debt_usd", "fees_usd", "fees_frac", "carve_out_frac")
    changed = any(getattr(page.view, name) != getattr(usual, name) for name in names)
    with st.expander(text.t("exits.first"), expanded=changed):
        debt, fees, rate, carve_out = st.columns(4)
        _number(debt, "debt_usd", page.view.debt_usd, step=1e7)
        _number(fees, "fees_usd", page.view.fees_usd, step=1e6)
        _number(rate, "fees_frac", page.view.fees_frac, percent=True)
        _number(carve_out, "carve_out_frac", page.view.carve_out_frac, percent=True)
    if page.case.company and not page.view.classes:
        st.toggle(
            text.t("exits.stacked"),
            page.view.stacked,
            key="exit_stacked",
            on_change=state.bound("stacked", "exit_stacked", part="exits"),
        )


def _exit_typed(page: ExitPage) -> None:
    """Any price at all, typed; what cannot be read is said below the field."""
    text, key = state.words(), f"exit_typed_{page.exit_usd:.0f}"
    typed = st.text_input(
        text.t("exits.exit_typed"), text.num.money(page.exit_usd), key=key, on_change=_carry, args=(key,)
    )
    if st.session_state.get("exit_refused") == typed:
        st.error(text.t("edited.why.not_a_number"))


def _carry(key: str) -> None:
    typed = st.session_state[key]
    try:
        value = parse_money(typed)
    except ParseError:
        value = -1.0
    if value >= 0:
        st.session_state.pop("exit_refused", None)
        state.change(exits=replace(state.scenario().exits, exit_usd=value))
    else:
        st.session_state["exit_refused"] = typed


def _number(column: Any, name: str, value: float, *, step: float = 1.0, percent: bool = False) -> None:
    """A sum, or a fraction shown in per cent."""
    with column:
        st.number_input(
            state.words().t(f"exits.{name}"),
            min_value=0.0,
            max_value=99.0 if percent else None,
            value=round(100 * value, 6) if percent else value,
            step=step,
            format="%g" if percent else "%.0f",
            key=f"exit_{name}",
            on_change=_paid_first,
            args=(name, percent),
        )


def _paid_first(name: str, percent: bool) -> None:
    value = st.session_state[f"exit_{name}"]
    change: dict[str, Any] = {name: value / 100 if percent else value}
    state.change(exits=replace(state.scenario().exits, **change))


def _case() -> None:
    """Another case: the reader's own terms belong to the one before."""
    old = state.scenario().exits
    new = replace(old, case=st.session_state["exit_case"], exit_usd=None, classes=(), holdings=())
    state.change(exits=new)


def tiles(page: ExitPage) -> None:
    """Preferred, common and what each dollar put in gives back."""
    text, num = state.words(), state.words().num
    parts = [
        tile(text.t("exits.to_preferred"), num.money(page.preferred_usd), main=True),
        tile(text.t("exits.to_common"), num.money(page.common_usd)),
        tile(
            text.t("exits.per_dollar"),
            num.multiple(page.preferred_usd / page.raised_usd if page.raised_usd else None),
        ),
        tile(text.t("exits.common_from"), num.money(page.common_from_usd)),
    ]
    st.html(f'<div class="fc-tiles">{"".join(parts)}</div>')


def table(page: ExitPage) -> None:
    """Every class: what it put in, its preference, what it gets, and what it does."""
    text, num = state.words(), state.words().num
    heads = ("class", "paid_in", "preference", "gets", "multiple", "does")
    rows = [[f"<b>{text.t(f'exits.column.{head}')}</b>" for head in heads]]
    for at, one in enumerate(page.terms.classes):
        got = float(page.chosen.payouts_usd[0, at])
        name = escape(class_name(page, one, text))
        if isinstance(one, Preferred):
            more = "participates" if got > one.preference_usd else "holds"
            does = "converts" if page.chosen.converts[0, at] else more
            paid_in, multiple = (
                num.money(one.invested_usd),
                num.multiple(got / one.invested_usd) if one.invested_usd else "",
            )
            rows.append([name, paid_in, num.money(one.preference_usd), num.money(got), multiple, does])
        else:
            rows.append([name, "", "", num.money(got), "", "shares" if got > 0 else "nothing"])
        rows[-1][-1] = text.t(f"exits.does.{rows[-1][-1]}")
    html_table(rows, text.t("exits.table"))


def sources(page: ExitPage) -> None:
    """What the case rests on: the assumptions in words, and a link to every source of its amounts."""
    links = _links(page)
    said = caption(page, state.words()).source
    st.html(f'<p class="fc-sources">{said}{"<br>" if links else ""}{links}</p>')


def source_links(page: ExitPage) -> None:
    """The links alone, of a company whose waterfall is not known."""
    st.html(f'<p class="fc-sources">{_links(page)}</p>')


def _links(page: ExitPage) -> str:
    known = load_sources()
    amounts = [figure.source_id for figure in page.case.amounts.values()]
    ids = dict.fromkeys([*amounts, *page.case.sources])
    return " · ".join(source_link(known[source_id]) for source_id in ids)


def proof_line(page: ExitPage) -> None:
    """The check of the whole curve, in one line."""
    text, proof = state.words(), page.proof
    key = "exits.proof" if proof.holds else "exits.proof_failed"
    st.caption(text.t(key, exits=text.num.integer(proof.exits)))
