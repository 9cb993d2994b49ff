"""Terms of one round, opened per round: rights, pool, what is typed of the five numbers, closings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import streamlit as st

from calc.events.own import TERMS, Field, OwnTerms, OwnTranche, Unit, Value
from calc.types import RoundKind
from calc.whatif import WhatIf
from dashboard.edits import with_term, with_tranches
from dashboard.i18n.catalog import Catalog
from dashboard.ui import state
from dashboard.ui.own_fields import Words, field_input
from dashboard.views.names import round_name
from dashboard.views.path import PathView

OPEN = "terms-of"  # session key: the round whose terms the table asked for
_PICKED = "terms-round"
_IN_A_ROW = 4
_HOLDER = Field("holder", Unit.NAME, "")
_AMOUNT = Field("amount", Unit.MONEY)
_PRICE = Field("price", Unit.PRICE)


def terms_editor(view: PathView) -> None:
    """The terms of a round: the one asked for in the table, else the first with own terms."""
    text = state.words()
    rounds = {one.key: round_name(one.name, text) for one in view.terms if one.kind is RoundKind.PRICED}
    if not rounds:
        return
    asked = st.session_state.pop(OPEN, "")
    mine = [one.round_key for one in view.scenario.what_if.terms if one.round_key in rounds]
    if asked in rounds:
        st.session_state[_PICKED] = asked
        st.session_state["terms-open"] = True
    elif st.session_state.get(_PICKED) not in rounds:
        st.session_state[_PICKED] = (mine or list(rounds))[0]
    if "terms-open" not in st.session_state:
        st.session_state["terms-open"] = bool(mine)
    with st.expander(text.t("own.terms"), key="terms-open", on_change="rerun"):
        if not st.session_state["terms-open"]:
            return
        st.caption(text.t("own.terms_hint"))
        names = {key: f"{name} ◆" if key in mine else name for key, name in rounds.items()}
        key = st.selectbox(
            text.t("own.terms_of"), list(rounds), key=_PICKED, format_func=lambda one: names[one]
        )
        _terms(view.scenario.what_if.terms_of(key), text)
        _tranches(view.scenario.what_if.terms_of(key), text)


def _terms(own: OwnTerms, text: Catalog) -> None:
    for start in range(0, len(TERMS), _IN_A_ROW):
        columns = st.columns(_IN_A_ROW, vertical_alignment="bottom")
        for column, field in zip(columns, TERMS[start : start + _IN_A_ROW], strict=False):
            with column:
                _term(own, field, text)


def _term(own: OwnTerms, field: Field, text: Catalog) -> None:
    mine = "◆ " if field.name in dict(own.values) else ""
    words = Words(mine + text.t(f"term.{field.name}"), text.t(f"term_help.{field.name}"))
    key = f"{own.round_key}-term-{field.name}"
    field_input(key, field, own.of(field.name), words, lambda value: _set(own.round_key, field.name, value))


def _tranches(own: OwnTerms, text: Catalog) -> None:
    st.markdown(f"**{text.t('own.tranches')}**", help=text.t("own.tranche_help"))
    for at, tranche in enumerate(own.tranches):
        _tranche(own, at, tranche, text)
    add, back = st.columns([1, 3])
    with add:
        st.button(
            text.t("own.tranche_add"),
            key=f"{own.round_key}-tranche-add",
            on_click=lambda: _set_tranches(own, (*own.tranches, OwnTranche("", 1_000_000.0))),
        )
    if not own.is_empty:
        with back:
            st.button(
                text.t("own.terms_reset"),
                key=f"{own.round_key}-terms-reset",
                on_click=lambda: _change(_without_terms(own.round_key)),
            )


def _tranche(own: OwnTerms, at: int, one: OwnTranche, text: Catalog) -> None:
    key = f"{own.round_key}-tranche-{at}-of-{len(own.tranches)}"
    columns = st.columns([1.2, 1, 1, 1.4, 0.8], vertical_alignment="bottom")

    def take(**changes: object) -> None:
        changed = replace(one, **changes)  # type: ignore[arg-type]
        others = (*own.tranches[:at], changed, *own.tranches[at + 1 :])
        _set_tranches(own, (tranche for tranche in others if tranche.amount_usd))

    with columns[0]:
        words = Words(text.t("own.tranche_holder"))
        field_input(f"{key}-holder", _HOLDER, one.holder, words, lambda value: take(holder=value))
    with columns[1]:
        words = Words(text.t("own.tranche_amount"))
        field_input(f"{key}-amount", _AMOUNT, one.amount_usd, words, lambda value: take(amount_usd=value))
    with columns[2]:
        words = Words(text.t("own.tranche_price"), text.t("own.tranche_help"))
        field_input(f"{key}-price", _PRICE, one.price_usd, words, lambda value: take(price_usd=value))
    with columns[3]:
        st.checkbox(
            text.t("own.tranche_waives"),
            value=one.waives,
            key=f"{key}-waives",
            on_change=lambda: take(waives=st.session_state[f"{key}-waives"]),
        )
    with columns[4]:
        st.button(text.t("own.remove"), key=f"{key}-remove", on_click=lambda: take(amount_usd=0.0))


def _what_if() -> WhatIf:
    return state.scenario().what_if


def _change(what_if: WhatIf) -> None:
    state.change(what_if=what_if, record_only=False)


def _set(round_key: str, name: str, value: Value) -> None:
    _change(with_term(_what_if(), round_key, name, value))


def _set_tranches(own: OwnTerms, tranches: Iterable[OwnTranche]) -> None:
    _change(with_tranches(_what_if(), own.round_key, tranches))


def _without_terms(round_key: str) -> WhatIf:
    what_if = _what_if()
    return replace(what_if, terms=tuple(one for one in what_if.terms if one.round_key != round_key))
