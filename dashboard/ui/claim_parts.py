"""Parts of the claim page: the sentence, the matches with their arithmetic, the worked cards."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from calc.types import PartialDate
from dashboard.i18n.claim_text import names_company
from dashboard.scenario.claims import CARDS, TOLERANCES
from dashboard.sources.library import load_library
from dashboard.ui import state
from dashboard.ui.path_parts import html_table
from dashboard.views.claim_cards import card_values
from dashboard.views.claims import ClaimPage, arithmetic, end_name, said_words, start_name


def controls(page: ClaimPage) -> None:
    """The sentence, the company it is about, and how near counts."""
    text, library = state.words(), load_library()
    said, company, date, within = st.columns([2, 1, 1, 0.8], vertical_alignment="bottom")
    with said:
        st.text_input(
            text.t("claims.said"),
            value=page.view.said,
            key="claim_said",
            max_chars=200,
            on_change=_said,
        )
    keys = ["", *library]
    with company:
        st.selectbox(
            text.t("library.company"),
            keys,
            index=keys.index(page.company_key),
            key=f"claim_company_{page.company_key}",
            format_func=lambda key: library[key].name if key else text.t("claims.any_company"),
            on_change=lambda: _company(page.company_key),
        )
    dates = page.dates
    with date:
        st.selectbox(
            text.t("claims.date"),
            dates,
            index=dates.index(page.view.date) if page.view.date in dates else 0,
            key=f"claim_date_{page.company_key}",
            format_func=lambda day: text.num.date(PartialDate(day)) if day else text.t("claims.any_date"),
            on_change=state.bound("date", f"claim_date_{page.company_key}", part="claims"),
        )
    with within:
        st.selectbox(
            text.t("claims.within"),
            TOLERANCES,
            index=TOLERANCES.index(page.view.within_frac),
            key="claim_within",
            format_func=text.num.percent,
            on_change=state.bound("within_frac", "claim_within", part="claims"),
        )
    st.caption(said_words(page, text))


def _company(shown: str) -> None:
    chosen = st.session_state[f"claim_company_{shown}"]
    view = replace(state.scenario().claims, company=chosen, date="", card="")
    state.change(claims=view)


def _said() -> None:
    """A new sentence is checked itself: it leaves the worked card, and the company if it names one."""
    said = st.session_state["claim_said"]
    view = replace(state.scenario().claims, said=said, card="")
    if names_company(said, {key: one.name for key, one in load_library().items()}):
        view = replace(view, company="", date="")
    state.change(claims=view)


def matches(page: ClaimPage) -> None:
    """Every way that comes near, with the sum spelled out."""
    text = state.words()
    if not page.matches:
        return
    keys = ("way", "start", "end", "sum", "off")
    rows = [[f"<b>{text.t(f'claims.column.{key}')}</b>" for key in keys]]
    for match in page.matches:
        way = text.t(f"claims.way.{match.way.value}")
        if not match.whole:
            way = f"{way} <small>{text.t('claims.part')}</small>"
        cells = (start_name(match, page, text), end_name(match, text), arithmetic(match, text))
        rows.append([way, *(escape(cell) for cell in cells), text.num.percent(match.off_frac)])
    html_table(rows, text.t("claims.matches"))


def cards(page: ClaimPage) -> None:
    """The worked cards: pick one to see it whole and export it."""
    text, values = state.words(), card_values(state.words())
    st.subheader(text.t("claims.cards"), anchor=False)
    st.selectbox(
        text.t("claims.card"),
        CARDS,
        index=CARDS.index(page.view.card),
        key="claim_card",
        format_func=lambda key: text.t(f"cards.{key}.said") if key else text.t("claims.own"),
        on_change=state.bound("card", "claim_card", part="claims"),
    )
    card = page.view.card
    if not card:
        return
    parts = {key: escape(text.t(f"cards.{card}.{key}", **values)) for key in ("verdict", "right", "why")}
    st.html(
        f'<p class="fc-headline">{parts["verdict"]}</p><p><b>{parts["right"]}</b></p><p>{parts["why"]}</p>'
    )
