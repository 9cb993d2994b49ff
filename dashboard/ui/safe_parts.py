"""Parts of the SAFE page: shares before, the papers, the round, what each term did."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Any

import streamlit as st

from calc.safes import SafeRound
from dashboard.scenario import clean_name
from dashboard.scenario.safes import MOST_PAPERS, Paper
from dashboard.ui import state
from dashboard.ui.path_parts import html_table, tile
from dashboard.views.safes import SafePage


def tiles(page: SafePage, done: SafeRound) -> None:
    """Price, what founders keep, the pool increase, the effective pre-money."""
    text, num = state.words(), state.words().num
    kept = page.view.founders_shares / done.fully_diluted_shares
    old = page.before.fully_diluted_shares
    parts = [
        tile(text.t("safes.price"), num.price(done.price_usd), main=True),
        tile(text.t("safes.founders_keep"), num.percent(kept)),
        tile(text.t("safes.pool_increase"), num.shares(done.pool_increase_shares)),
        tile(text.t("safes.effective"), num.money(done.price_usd * old)),
    ]
    st.html(f'<div class="fc-tiles">{"".join(parts)}</div>')


def controls(page: SafePage) -> None:
    """Shares before the round and the round itself."""
    view = page.view
    top = st.columns(3)
    _number(top[0], "founders_shares", view.founders_shares, least=1.0, step=500_000.0)
    _number(top[1], "options_shares", view.options_shares, step=50_000.0)
    _number(top[2], "pool_shares", view.pool_shares, step=50_000.0)
    low = st.columns(3)
    _number(low[0], "pre_money_usd", view.pre_money_usd, least=1.0, step=1e6)
    _number(low[1], "new_money_usd", view.new_money_usd, least=1.0, step=5e5)
    with low[2]:
        st.slider(
            state.words().t("safes.input.target_pool_frac"),
            0.0,
            max(0.3, view.target_pool_frac),
            view.target_pool_frac,
            0.01,
            format="percent",
            key="safe_target_pool_frac",
            on_change=state.bound("target_pool_frac", "safe_target_pool_frac", part="safes"),
        )


def _number(column: Any, name: str, value: float, *, least: float = 0.0, step: float) -> None:
    with column:
        st.number_input(
            state.words().t(f"safes.input.{name}"),
            min_value=min(least, value),
            value=value,
            step=step,
            format="%.0f",
            key=f"safe_{name}",
            on_change=state.bound(name, f"safe_{name}", part="safes"),
        )


def papers(page: SafePage) -> None:
    """A row per SAFE or note; an amount of zero takes it away."""
    text = state.words()
    for at, paper in enumerate(page.view.papers):
        columns = st.columns([1.3, 1, 1, 1, 1.1], vertical_alignment="bottom")
        with columns[0]:
            st.text_input(text.t("safes.paper.name"), paper.name, max_chars=30, **_bound(page, at, "name"))
        _amount(columns[1], page, at, "amount_usd", 5e4)
        _amount(columns[2], page, at, "cap_usd", 5e5)
        with columns[3]:
            off = round(100 * paper.discount_frac, 6)
            st.number_input(
                text.t("safes.paper.discount"),
                0.0,
                max(90.0, off),
                off,
                5.0,
                format="%g",
                **_bound(page, at, "discount_frac"),
            )
        with columns[4]:
            st.selectbox(
                text.t("safes.paper.form"),
                (True, False),
                index=0 if paper.post_money else 1,
                format_func=lambda post: text.t("safes.post_money" if post else "safes.pre_money"),
                **_bound(page, at, "post_money"),
            )
    if len(page.view.papers) < MOST_PAPERS:
        st.button(text.t("safes.add"), on_click=_add)


def _amount(column: Any, page: SafePage, at: int, field: str, step: float) -> None:
    with column:
        st.number_input(
            state.words().t(f"safes.paper.{field}"),
            min_value=0.0,
            value=getattr(page.view.papers[at], field),
            step=step,
            format="%.0f",
            **_bound(page, at, field),
        )


def _bound(page: SafePage, at: int, field: str) -> dict[str, Any]:
    """Key and callback of one cell. With another number of rows the cells are new ones."""
    key = f"paper_{field}_{at}_of_{len(page.view.papers)}"
    return {"key": key, "on_change": _changed, "args": (at, field, key)}


def _changed(at: int, field: str, key: str) -> None:
    view, value = state.scenario().safes, st.session_state[key]
    if field == "name":
        value = clean_name(value) or view.papers[at].name
    elif field == "discount_frac":
        value = value / 100
    changes: dict[str, Any] = {field: value}
    removed = field == "amount_usd" and value == 0
    kept = () if removed else (replace(view.papers[at], **changes),)
    state.change(safes=replace(view, papers=(*view.papers[:at], *kept, *view.papers[at + 1 :])))


def _add() -> None:
    view = state.scenario().safes
    new = Paper(f"SAFE {len(view.papers) + 1}", 250_000.0, 10_000_000.0)
    state.change(safes=replace(view, papers=(*view.papers, new)))


def table(page: SafePage, done: SafeRound) -> None:
    """Before and after by holder, and the term that set each paper's price."""
    text, num = state.words(), state.words().num
    heads = ("holder", "before", "after", "shares", "price", "term")
    rows = [[f"<b>{text.t(f'safes.column.{head}')}</b>" for head in heads]]
    terms = {f"paper-{one.key}": one for one in done.conversions}
    for part in page.parts(done, text):
        one = terms.get(part.key)
        price = num.price(one.price_usd) if one else num.price(done.price_usd) if part.key == "new" else ""
        rows.append(
            [
                escape(part.label),
                num.percent(part.before_frac) if part.before_frac is not None else "",
                num.percent(part.after_frac),
                num.shares(part.shares, exact=True),
                price,
                text.t(f"safes.control.{one.control.value}") if one else "",
            ]
        )
    html_table(rows, text.t("safes.table"))
