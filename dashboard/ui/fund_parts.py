"""Parts of the fund page: the controls of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from dashboard.scenario.funds import DRAWS, OUTCOMES, FundView
from dashboard.sources.funds import load_stages
from dashboard.ui import state
from dashboard.ui.fields import field_key, renew
from dashboard.views.fund_plan import stage_terms
from dashboard.views.funds import FundPage


@dataclass(frozen=True)
class Field:
    """One number of the plan; percent fields are shown times a hundred."""

    name: str
    label: str
    low: float
    high: float
    step: float
    percent: bool = False


LAW = (
    Field("density_exponent", "density_exponent", 1.5, 4.0, 0.05),
    Field("bound_x", "bound_x", 2.0, 100_000.0, 100.0),
)
OPEN = (Field("open_x", "open_x", 21.0, 100_000.0, 10.0),)
FEES = (
    Field("fee_frac", "fee", 0, 5, 0.5, percent=True),
    Field("carry_frac", "carry", 0, 50, 1, percent=True),
    Field("hurdle_frac", "hurdle", 0, 20, 1, percent=True),
    Field("catch_up_frac", "catch_up", 0, 100, 10, percent=True),
)
RESERVES = (
    Field("reserve_frac", "reserve", 0, 90, 5, percent=True),
    Field("follow_price_x", "follow_price_x", 0.01, 1000, 0.5),
    Field("raise_from_x", "raise_from_x", 0, 1000, 0.5),
    Field("recycle_frac", "recycle", 0, 50, 5, percent=True),
)
MARKET = (
    Field("market_volatility", "market", 0, 200, 5, percent=True),
    Field("market_correlation", "tied", 0, 0.99, 0.1),
)


def controls(page: FundPage) -> None:
    """How companies end, how many checks, how many funds; the terms behind one fold."""
    text, view = state.words(), page.view
    with st.container():
        st.segmented_control(
            text.t("funds.outcomes"),
            OUTCOMES,
            default=view.outcomes,
            key="fund_outcomes",
            format_func=lambda key: text.t(f"funds.outcome.{key}"),
            on_change=state.bound("outcomes", "fund_outcomes", part="funds"),
            required=True,
        )
    top = st.columns(3, vertical_alignment="bottom")
    _whole(top[0], "companies", view.companies, 1, 500)
    with top[1]:
        st.selectbox(
            text.t("funds.draws"),
            DRAWS,
            index=DRAWS.index(view.draws),
            key="fund_draws",
            format_func=text.num.integer,
            on_change=state.bound("draws", "fund_draws", part="funds"),
        )
    _numbers((Field("mine_x", "mine_x", 0, 10_000, 0.1),), view, (top[2],))
    if view.outcomes == "law":
        _numbers(LAW, view)
    elif view.outcomes == "buckets":
        _numbers(OPEN, view)
    else:
        _stages(view)
    with st.expander(text.t("funds.terms")):
        _numbers(FEES, view)
        _numbers(RESERVES if view.outcomes != "stages" else (RESERVES[0], RESERVES[3]), view)
        _years(view)


def _whole(column: Any, name: str, value: int, low: int, high: int) -> None:
    key = f"fund_{name}"
    with column:
        st.number_input(
            state.words().t(f"funds.{name}"),
            low,
            high,
            value,
            1,
            key=key,
            on_change=state.bound(name, key, part="funds"),
        )


def _numbers(fields: Sequence[Field], view: FundView, columns: Sequence[Any] = ()) -> None:
    text = state.words()
    for column, field in zip(columns or st.columns(4, vertical_alignment="bottom"), fields, strict=False):
        key, value = f"fund_{field.name}", float(getattr(view, field.name))
        shown = round(value * 100, 6) if field.percent else value
        with column:
            st.number_input(
                text.t(f"funds.{field.label}"),
                min_value=float(field.low),
                max_value=max(float(field.high), shown),
                value=shown,
                step=float(field.step),
                format="%g",
                key=key,
                on_change=_changed,
                args=(field, key),
            )


def _changed(field: Field, key: str) -> None:
    value = st.session_state[key]
    if value is not None:
        value = round(value / 100, 8) if field.percent else value
        changes: dict[str, Any] = {field.name: value}
        state.change(funds=replace(state.scenario().funds, **changes))


def _years(view: FundView) -> None:
    text = state.words()
    columns = st.columns(4, vertical_alignment="bottom")
    _whole(columns[0], "invest_years", view.invest_years, 1, 10)
    if view.outcomes != "stages":
        with columns[1]:
            st.slider(
                text.t("funds.exits"),
                1,
                20,
                view.exits,
                key="fund_exits",
                on_change=state.bound("exits", "fund_exits", part="funds"),
            )
    _numbers(MARKET, view, columns[2:])


def _stages(view: FundView) -> None:
    """A row per round: what raises the next, the value step, dilution, what of the rest is sold."""
    text, terms = state.words(), stage_terms(view)
    rows = list(zip(load_stages(), terms, strict=True))
    heads = ("next", "step", "dilution", "sold")
    for at, (median, row) in enumerate(rows):
        columns = st.columns([1, 1, 1, 1, 1], vertical_alignment="bottom")
        columns[0].markdown(f"**{text.t(f'funds.stage.{median.key}')}**")
        last = at == len(rows) - 1
        for column, (place, head) in zip(columns[1:], enumerate(heads), strict=True):
            if last and head != "sold":
                continue
            scale = 1.0 if head == "step" else 100.0
            key = field_key("funds", f"stage_{head}_{at}")
            with column:
                st.number_input(
                    text.t(f"funds.stage.{head}"),
                    0.01 if head == "step" else 0.0,
                    max(100.0, row[place] * scale),
                    round(row[place] * scale, 6),
                    0.1 if head == "step" else 5.0,
                    format="%g",
                    key=key,
                    on_change=_stage_changed,
                    args=(at, place, scale, key),
                )
    if view.stages:
        st.button(text.t("funds.stages_reset"), on_click=_stages_reset)


def _stage_changed(at: int, place: int, scale: float, key: str) -> None:
    view, value = state.scenario().funds, st.session_state[key]
    if value is None:
        return
    rows = [list(row) for row in stage_terms(view)]
    rows[at][place] = round(value / scale, 8)
    state.change(funds=replace(view, stages=tuple((a, b, c, d) for a, b, c, d in rows)))


def _stages_reset() -> None:
    renew("funds")
    state.change(funds=replace(state.scenario().funds, stages=()))
