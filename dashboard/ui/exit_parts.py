"""Parts of the exit page: the case, the exit, the debt, tiles, the table and its proof line."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from calc.waterfall import Preferred
from dashboard.scenario.exits import CASES
from dashboard.sources.records import load_sources
from dashboard.ui import state
from dashboard.ui.path_parts import html_table, source_link, tile
from dashboard.views.exits import ExitPage, caption, class_name

_STEPS = 240


def controls(page: ExitPage) -> None:
    """Which case, the price paid, the debt paid first."""
    text = state.words()
    case, exit_usd, debt = st.columns([1.4, 2, 1], vertical_alignment="bottom")
    with case:
        st.selectbox(
            text.t("exits.case"),
            CASES,
            index=CASES.index(page.case.key),
            key="exit_case",
            format_func=lambda key: text.t(f"exits.case_name.{key}"),
            on_change=_case,
        )
    step = page.case.span_usd / _STEPS
    steps = sorted({*(step * at for at in range(_STEPS + 1)), page.exit_usd})
    with exit_usd:
        st.select_slider(
            text.t("exits.exit"),
            steps,
            page.exit_usd,
            key=f"exit_usd_{page.case.key}",
            format_func=text.num.money,
            on_change=state.bound("exit_usd", f"exit_usd_{page.case.key}", part="exits"),
        )
    with debt:
        st.number_input(
            text.t("exits.debt"),
            min_value=0.0,
            value=page.view.debt_usd,
            step=1e7,
            format="%.0f",
            key="exit_debt",
            on_change=state.bound("debt_usd", "exit_debt", part="exits"),
        )


def _case() -> None:
    view = replace(state.scenario().exits, case=st.session_state["exit_case"], exit_usd=None)
    state.change(exits=view)


def tiles(page: ExitPage) -> None:
    """Preferred, common and what each dollar put in gives back."""
    text, num = state.words(), state.words().num
    parts = [
        tile(text.t("exits.to_preferred"), num.money(page.preferred_usd), main=True),
        tile(text.t("exits.to_common"), num.money(page.common_usd)),
        tile(text.t("exits.per_dollar"), num.multiple(page.preferred_usd / page.raised_usd)),
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
        name = class_name(one.key, text)
        if isinstance(one, Preferred):
            more = "participates" if got > one.preference_usd else "holds"
            does = "converts" if page.chosen.converts[0, at] else more
            paid_in, multiple = num.money(one.invested_usd), num.multiple(got / one.invested_usd)
            rows.append([name, paid_in, num.money(one.preference_usd), num.money(got), multiple, does])
        else:
            rows.append([name, "", "", num.money(got), "", "shares" if got > 0 else "nothing"])
        rows[-1][-1] = text.t(f"exits.does.{rows[-1][-1]}")
    html_table(rows, text.t("exits.table"))


def sources(page: ExitPage) -> None:
    """What the case rests on: the assumptions in words, and a link to every source of its amounts."""
    known = load_sources()
    ids = dict.fromkeys(figure.source_id for figure in page.case.amounts.values())
    links = " · ".join(source_link(known[source_id]) for source_id in ids)
    said = caption(page, state.words()).source
    st.html(f'<p class="fc-sources">{said}{"<br>" if links else ""}{links}</p>')


def proof_line(page: ExitPage) -> None:
    """The check of the whole curve, in one line."""
    text, proof = state.words(), page.proof
    key = "exits.proof" if proof.holds else "exits.proof_failed"
    st.caption(text.t(key, exits=text.num.integer(proof.exits)))
