"""Parts of the SAFE page: published rounds, shares before, the round, what each term did."""

from __future__ import annotations

import datetime as dt
from html import escape
from typing import Any

import streamlit as st

from calc.safes import LegalRound, SafeRound
from dashboard.scenario.safes import METHODS, ROUNDINGS, SafeView
from dashboard.sources.records import load_sources
from dashboard.ui import state
from dashboard.ui.fields import field_key, renew
from dashboard.ui.path_parts import html_table, source_link, tile
from dashboard.ui.safe_papers import founders
from dashboard.views.safe_cases import CASES, SOURCES
from dashboard.views.safes import SafePage, control_words


def tiles(page: SafePage, done: SafeRound) -> None:
    """Price, what founders keep, the pool increase, the effective pre-money."""
    text, num = state.words(), state.words().num
    kept = page.founders_shares / done.fully_diluted_shares
    old = page.before.fully_diluted_shares
    parts = [
        tile(text.t("safes.price"), num.price(done.price_usd), main=True),
        tile(text.t("safes.founders_keep"), num.percent(kept)),
        tile(text.t("safes.pool_increase"), num.shares(done.pool_increase_shares)),
        tile(text.t("safes.effective"), num.money(done.price_usd * old)),
    ]
    st.html(f'<div class="fc-tiles">{"".join(parts)}</div>')


def examples(page: SafePage) -> None:
    """Published rounds to open, and where the open one was published."""
    text, keys = state.words(), ("", *CASES)
    st.selectbox(
        text.t("safes.example"),
        keys,
        index=keys.index(page.case),
        key=f"safe_example_{page.case}",
        format_func=lambda key: text.t(f"safes.case.{key or 'own'}"),
        on_change=_open,
        args=(f"safe_example_{page.case}",),
    )
    if page.case in SOURCES:
        source = load_sources()[SOURCES[page.case]]
        said = text.t(f"safes.published.{page.case}")
        st.html(f'<p class="fc-sources">{said} {source_link(source)}</p>')


def _open(key: str) -> None:
    renew("safes")
    state.change(safes=CASES.get(st.session_state[key], SafeView()))


def controls(page: SafePage) -> None:
    """Shares before the round and the round itself; the rarer choices are folded away."""
    view, text = page.view, state.words()
    top = st.columns(3)
    if view.founders:
        named = " · ".join(one.name for one in view.founders)
        top[0].metric(text.t("safes.founders"), text.num.shares(page.founders_shares, exact=True), help=named)
    else:
        _number(top[0], "founders_shares", view.founders_shares, least=1.0, step=500_000.0)
    _number(top[1], "options_shares", view.options_shares, step=50_000.0)
    _number(top[2], "pool_shares", view.pool_shares, step=50_000.0)
    low = st.columns(3)
    _number(low[0], "pre_money_usd", view.pre_money_usd, least=1.0, step=1e6)
    _number(low[1], "new_money_usd", view.new_money_usd, least=1.0, step=5e5)
    with low[2]:
        st.slider(
            text.t("safes.input.target_pool_frac"),
            0.0,
            max(0.3, view.target_pool_frac),
            view.target_pool_frac,
            0.01,
            format="percent",
            key=field_key("safes", "target_pool_frac"),
            on_change=state.bound("target_pool_frac", field_key("safes", "target_pool_frac"), part="safes"),
        )
    usual = SafeView()
    names = ("founders", "method", "outside", "rounding")
    changed = any(getattr(view, name) != getattr(usual, name) for name in names)
    with st.expander(text.t("safes.more"), expanded=changed):
        _more(page)


def _more(page: SafePage) -> None:
    text, view = state.words(), page.view
    method, place, rounding = st.columns(3)
    _choice(method, "method", METHODS, view.method, "safes.method")
    _choice(place, "outside", (False, True), view.outside, "safes.place")
    _choice(rounding, "rounding", ROUNDINGS, view.rounding, "safes.rounding")
    if any(paper.kind == "note" for paper in view.papers):
        st.date_input(
            text.t("safes.input.closes"),
            view.closes,
            min_value=dt.date(1990, 1, 1),
            max_value=dt.date(2100, 12, 31),
            key=field_key("safes", "closes"),
            on_change=state.bound("closes", field_key("safes", "closes"), part="safes"),
        )
    founders(page)


def _choice(column: Any, name: str, options: tuple[Any, ...], chosen: Any, words: str) -> None:
    with column:
        st.selectbox(
            state.words().t(f"safes.input.{name}"),
            options,
            index=options.index(chosen),
            key=field_key("safes", name),
            format_func=lambda key: state.words().t(f"{words}.{str(key).lower()}"),
            on_change=state.bound(name, field_key("safes", name), part="safes"),
        )


def _number(column: Any, name: str, value: float, *, least: float = 0.0, step: float) -> None:
    with column:
        st.number_input(
            state.words().t(f"safes.input.{name}"),
            min_value=min(least, value),
            value=value,
            step=step,
            format="%.0f",
            key=field_key("safes", name),
            on_change=state.bound(name, field_key("safes", name), part="safes"),
        )


def table(page: SafePage, done: SafeRound) -> None:
    """Before and after by holder, and what each paper's terms did; beside it the legal count."""
    text, num, rounded = state.words(), state.words().num, page.legal(done)
    heads = ["holder", "before", "after", "shares", "price", "off", "term"]
    if rounded:
        heads += ["legal_shares", "legal_price"]
    rows = [[f"<b>{text.t(f'safes.column.{head}')}</b>" for head in heads]]
    papers = {f"paper-{one.key}": one for one in done.conversions}
    for part in page.parts(done, text):
        one = papers.get(part.key)
        price = one.price_usd if one else done.price_usd if part.key == "new" else None
        before = num.percent(part.before_frac, 2) if part.before_frac is not None else ""
        off = 1 - one.price_usd / done.price_usd if one else None
        cells = [
            escape(part.label),
            before,
            num.percent(part.after_frac, 2),
            num.shares(part.shares, exact=True),
            num.price(price, 4) if price is not None else "",
            (num.percent(off) if off is not None and off > 1e-9 else "—") if one else "",
            escape(control_words(page, one, text)) if one else "",
        ]
        rows.append([*cells, *_legal(part.key, part.shares, rounded)])
    total = num.shares(done.fully_diluted_shares, exact=True)
    sums = [text.t("safes.total"), num.percent(1, 2), num.percent(1, 2), total, "", "", ""]
    if rounded:
        whole = sum(_whole(part.key, part.shares, rounded) for part in page.parts(done, text))
        sums += [num.integer(whole), ""]
    rows.append([f"<b>{cell}</b>" for cell in sums])
    html_table(rows, text.t("safes.table"))
    if rounded:
        st.caption(text.t("safes.legal_note", spare=num.price(rounded.new_spare_usd)))


def _legal(key: str, shares: float, rounded: LegalRound | None) -> list[str]:
    """Whole shares and the rounded price of one row; the pool's are counted down."""
    if rounded is None:
        return []
    num, digits = state.words().num, state.scenario().safes.rounding
    prices = {f"paper-{paper}": price for paper, price in rounded.prices_usd.items()}
    prices["new"] = rounded.price_usd
    price = num.price(prices[key], digits) if key in prices else ""
    return [num.integer(_whole(key, shares, rounded)), price]


def _whole(key: str, shares: float, rounded: LegalRound) -> int:
    """Whole shares of one row: from the rounded price, or what there is counted down."""
    if key == "new":
        return rounded.new_shares
    paper = key.removeprefix("paper-")
    return rounded.shares[paper] if paper in rounded.shares else int(shares + 1e-6)
