"""The stake calculator: whose shares, what they cost, what they are worth at the mark."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard.i18n.catalog import Catalog
from dashboard.i18n.notes import note_words
from dashboard.sources.provenance import load_stake_notes
from dashboard.ui import state
from dashboard.ui.path_parts import basis_badge, tile
from dashboard.views.names import round_name, stake_name
from dashboard.views.path import PathView
from dashboard.views.path_words import multiple_words, problem_words, rate_words, shares_words, value_words


def stake_controls(view: PathView) -> None:
    """A recorded stake, or a check of any size in any round."""
    text, scenario = state.words(), state.scenario()
    stakes = {stake.key: stake for stake in view.company.stakes}
    who, amount, into = st.columns([1.4, 1, 1], vertical_alignment="bottom")
    with who:
        keys = [*stakes, "check"]
        st.selectbox(
            text.t("path.stake"),
            keys,
            index=keys.index(scenario.stake),
            key="stake",
            format_func=lambda key: stake_name(stakes[key], text) if key in stakes else text.t("stake.check"),
            on_change=state.bound("stake", "stake"),
        )
    if scenario.stake != "check":
        return
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
        names = {step.key: round_name(step.terms.name, text) for step in view.private}
        chosen = scenario.check_round if scenario.check_round in names else next(iter(names), None)
        st.selectbox(
            text.t("path.check_round"),
            list(names),
            key="check_round",
            index=list(names).index(chosen) if chosen else None,
            format_func=lambda key: names[key],
            on_change=state.bound("check_round", "check_round"),
        )


def stake_tiles(view: PathView) -> None:
    """Shares, cost, value, multiple and annual rate; a range wherever the count is one."""
    text = state.words()
    holding, problem = view.holding()
    if holding is None:
        st.warning(problem_words(problem, text) if problem else "")
        return
    value = view.holding_at_mark(holding)
    if value is None:
        return
    badge = basis_badge(value.basis, text)
    parts = [
        tile(text.t("path.stake_cost"), text.num.money(holding.cost_usd)),
        tile(
            text.t("path.stake_shares"), shares_words(holding, text), badge=basis_badge(holding.basis, text)
        ),
        tile(text.t("path.stake_value"), value_words(value, text), badge=badge, main=True),
        tile(text.t("path.stake_multiple"), multiple_words(value, text), badge=badge),
        _rate(rate_words(value, text), text, known=value.rate is not None),
    ]
    st.html(f'<div class="fc-tiles">{"".join(parts)}</div>')
    note = load_stake_notes(view.company.key).get(view.scenario.stake, "")
    if note:
        st.html(f'<p class="fc-sources">{escape(note_words(note, text.lang))}</p>')


def _rate(words: str, text: Catalog, *, known: bool) -> str:
    return tile(text.t("path.rate"), words if known else f"<small>– {words}</small>")
