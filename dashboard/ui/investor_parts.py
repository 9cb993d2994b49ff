"""The investor panel: pro rata, when they sold, and what came of it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from html import escape

import streamlit as st

from calc.errors import CalcError
from calc.investor import SellDown
from calc.types import Basis
from dashboard.i18n.catalog import Catalog
from dashboard.scenario import Scenario
from dashboard.scenario.investor import INDEXES, RULES
from dashboard.ui import state
from dashboard.ui.how import how
from dashboard.ui.live import index_quote
from dashboard.ui.path_parts import basis_badge, html_table, tile
from dashboard.views.investor import (
    Panel,
    flow_rows,
    investor_basis,
    investor_panel,
    money_words,
    multiple_words,
    rate_words,
)
from dashboard.views.known import KnownView
from dashboard.views.known_investor import known_investor_basis, known_panel, known_payments
from dashboard.views.market import chosen_index, index_name, market_measures, market_words, measure_words
from dashboard.views.path import PathView
from dashboard.views.path_words import problem_words


def investor(view: PathView) -> None:
    """Controls, tiles and every payment."""
    text = state.words()
    st.subheader(text.t("investor.title"), anchor=False)
    _controls(view.scenario, text, pro_rata=view.scenario.stake == "check")
    found = investor_panel(view)
    if isinstance(found, CalcError):
        st.warning(problem_words(found, text))
        return
    _shown(found, investor_basis(view), flow_rows(view, found, text), view.scenario, text)


def known_investor(view: KnownView) -> None:
    """The same for a check in a round whose company's share counts are not known: no pro rata."""
    text, found = state.words(), known_panel(view)
    st.subheader(text.t("investor.title"), anchor=False)
    if isinstance(found, CalcError):
        st.info(problem_words(found, text))
        return
    _controls(view.scenario, text, pro_rata=False)
    st.caption(text.t("known.no_pro_rata"))
    _shown(found, known_investor_basis(view), known_payments(view, found, text), view.scenario, text)


def _shown(found: Panel, basis: Basis, payments: list[list[str]], scenario: Scenario, text: Catalog) -> None:
    """Tiles, every payment, and how they are computed."""
    _tiles(found, basis, text)
    if found.high.unsold_shares:
        st.caption(text.t("investor.unsold", shares=text.num.shares(found.high.unsold_shares)))
    _market(found, scenario, text)
    with st.expander(text.t("investor.flows")):
        rows = [[escape(cell) for cell in row] for row in payments]
        html_table([[f"<b>{cell}</b>" for cell in rows[0]], *rows[1:]], text.t("investor.flows"))
    how("investor", "investor.how_text", "market.how_text")


def _market(panel: Panel, scenario: Scenario, text: Catalog) -> None:
    """What the same payments into the index would have made."""
    key = scenario.investor.index
    chosen = chosen_index(key, index_quote(key), text)
    title, choice = st.columns([1.2, 1.2], vertical_alignment="bottom")
    title.markdown(f"**{text.t('market.title')}**")
    with choice:
        st.selectbox(
            text.t("market.choice"),
            INDEXES,
            index=INDEXES.index(key),
            key="index",
            format_func=lambda one: index_name(one, text),
            on_change=state.bound("index", "index", part="investor"),
        )
    said = [*chosen.words]
    if chosen.series is not None:
        found = market_measures(panel, chosen.series)
        if not isinstance(found, CalcError):
            parts = [
                tile(
                    text.t(f"market.{one.key}"),
                    measure_words(one, text, chosen.series),
                    main=one is found[0],
                )
                for one in found
            ]
            st.html(f'<div class="fc-tiles">{"".join(parts)}</div>')
        said = [*market_words(found, text, chosen.series), *said]
    for sentence in said:
        st.caption(sentence)


def _controls(scenario: Scenario, text: Catalog, *, pro_rata: bool) -> None:
    chosen = scenario.investor
    rule, detail, more = st.columns([1.2, 1.2, 1], vertical_alignment="bottom")
    with rule:
        st.selectbox(
            text.t("investor.sell"),
            RULES,
            index=RULES.index(chosen.sell),
            key="sell",
            format_func=lambda key: text.t(f"investor.rule.{key}"),
            on_change=state.bound("sell", "sell", part="investor"),
        )
    with detail:
        if chosen.sell == "quarterly":
            st.slider(
                text.t("investor.quarter"),
                5,
                100,
                round(chosen.quarter_frac * 100),
                step=5,
                key="quarter",
                on_change=lambda: _set(quarter_frac=st.session_state["quarter"] / 100),
            )
        elif chosen.sell == "dated":
            st.text_input(
                text.t("investor.dated"),
                value=", ".join(f"{day.isoformat()} {frac * 100:g}%" for day, frac in chosen.sales),
                key="dated",
                placeholder="2021-06-30 50%, 2022-12-30 50%",
                on_change=_take_sales,
            )
            if st.session_state.get("dated_fault"):
                st.error(text.t("investor.dated_fault", typed=st.session_state["dated_fault"]))
    if pro_rata:
        with more:
            st.slider(
                text.t("investor.pro_rata"),
                0,
                100,
                round(chosen.pro_rata_frac * 100),
                step=5,
                key="pro_rata",
                on_change=lambda: _set(pro_rata_frac=st.session_state["pro_rata"] / 100),
            )


def _set(**changes: object) -> None:
    state.change(investor=replace(state.scenario().investor, **changes))  # type: ignore[arg-type]


def _take_sales() -> None:
    """Take the dated sales as typed; what cannot be read is kept and named."""
    typed = str(st.session_state["dated"])
    st.session_state["dated_fault"] = ""
    sales = []
    for part in filter(None, (piece.strip() for piece in re.split(r"[,;]", typed))):
        sale = _read_sale(part)
        if sale is None:
            st.session_state["dated_fault"] = part
            return
        sales.append(sale)
    try:
        SellDown(sales=tuple(sales))
    except CalcError:
        st.session_state["dated_fault"] = typed
        return
    _set(sales=tuple(sales))


def _read_sale(part: str) -> tuple[dt.date, float] | None:
    found = re.fullmatch(r"(\d{4}-\d{2}-\d{2})\s+(\d+(?:\.\d+)?)\s*%", part)
    if found is None:
        return None
    try:
        return dt.date.fromisoformat(found[1]), float(found[2]) / 100
    except ValueError:
        return None


def _tiles(panel: Panel, basis: Basis, text: Catalog) -> None:
    badge = basis_badge(basis, text)
    low, high = panel.low, panel.high

    def money(name: str) -> str:
        return money_words(getattr(low.multiples, name), getattr(high.multiples, name), text)

    def multiple(name: str) -> str:
        return multiple_words(getattr(low.multiples, name), getattr(high.multiples, name), text)

    parts = [
        tile(text.t("investor.paid"), money("paid_in_usd")),
        tile(text.t("investor.got"), money("distributions_usd"), badge=badge),
        tile(text.t("investor.left"), money("nav_usd")),
        tile(text.t("investor.tvpi"), multiple("tvpi_x"), badge=badge, main=True),
        tile(text.t("investor.dpi"), multiple("dpi_x")),
        tile(text.t("investor.rvpi"), multiple("rvpi_x")),
        tile(text.t("investor.rate"), rate_words(panel, text)),
    ]
    st.html(f'<div class="fc-tiles">{"".join(parts)}</div>')
