"""Parts of the fund page: the plan, the tiles, what portfolio size does."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from calc.funds import FundPlan, Summary
from dashboard.scenario.funds import DRAWS
from dashboard.ui import state
from dashboard.ui.path_parts import html_table, tile
from dashboard.views.funds import FundPage, drawn

SIZES = (10, 20, 30, 50, 100, 200)
SIZE_DRAWS = 5_000


def controls(page: FundPage) -> None:
    """The fund: checks, power law, fees; how many are drawn; the reader's own fund."""
    text, view = state.words(), page.view
    first = st.columns(4, vertical_alignment="bottom")
    fields = (
        ("companies", 1, 500, 1, 1),
        ("density_exponent", 1.5, 4.0, 0.05, 1),
        ("bound_x", 2.0, 100_000.0, 100.0, 1),
        ("mine_x", 0.0, 10_000.0, 0.1, 1),
    )
    for column, (name, low, high, step, _) in zip(first, fields, strict=True):
        with column:
            st.number_input(
                text.t(f"funds.{name}"),
                min_value=low,
                max_value=high,
                value=getattr(view, name),
                step=step,
                key=f"fund_{name}",
                on_change=state.bound(name, f"fund_{name}", part="funds"),
            )
    second = st.columns(4, vertical_alignment="bottom")
    for column, (name, most) in zip(second, (("fee", 5), ("carry", 50), ("hurdle", 20)), strict=False):
        with column:
            st.number_input(
                text.t(f"funds.{name}"),
                min_value=0.0,
                max_value=float(most),
                value=round(getattr(view, f"{name}_frac") * 100, 6),
                step=0.5,
                key=f"fund_{name}",
                on_change=_percent,
                args=(name,),
            )
    with second[3]:
        st.selectbox(
            text.t("funds.draws"),
            DRAWS,
            index=DRAWS.index(view.draws),
            key="fund_draws",
            format_func=text.num.integer,
            on_change=state.bound("draws", "fund_draws", part="funds"),
        )


def _percent(name: str) -> None:
    value = st.session_state[f"fund_{name}"]
    if value is not None:
        state.change(funds=replace(state.scenario().funds, **{f"{name}_frac": round(value / 100, 8)}))


def tiles(page: FundPage, found: Summary) -> None:
    """Multiples, rates, chances, and what hangs on the best company."""
    text, num = state.words(), state.words().num
    parts = [
        tile(text.t("funds.median_net"), num.multiple(found.quantile(0.5)), main=True),
        tile(text.t("funds.median_gross"), num.multiple(found.quantile(0.5, net=False))),
        tile(text.t("funds.mean_net"), num.multiple(found.mean_net_x)),
        tile(text.t("funds.median_rate"), num.percent(found.rate_quantile(0.5))),
        tile(text.t("funds.chance", multiple=num.multiple(1)), num.percent(found.chance_of(1))),
        tile(text.t("funds.chance", multiple=num.multiple(3)), num.percent(found.chance_of(3))),
        tile(text.t("funds.chance", multiple=num.multiple(5)), num.percent(found.chance_of(5))),
        tile(text.t("funds.top_one"), num.percent(found.top_fracs[0])),
    ]
    if page.rank_frac is not None:
        parts.append(tile(text.t("funds.rank"), num.percent(page.rank_frac)))
    st.html(f'<div class="fc-tiles">{"".join(parts)}</div>')


def sizes(page: FundPage) -> None:
    """The same fund in fewer and more companies."""
    text, num, plan = state.words(), state.words().num, page.plan
    if not isinstance(plan, FundPlan):
        return
    keys = ("companies", "median_net", "back", "three", "five")
    rows = [[f"<b>{text.t(f'funds.column.{key}')}</b>" for key in keys]]
    for size in sorted({*SIZES, plan.companies}):
        found = drawn(replace(plan, companies=size), SIZE_DRAWS, page.view.seed)
        chances = [num.percent(found.chance_of(multiple)) for multiple in (1, 3, 5)]
        rows.append([num.integer(size), num.multiple(found.quantile(0.5)), *chances])
    html_table(rows, text.t("funds.sizes"))
