"""Parts of the IPO window: which chart, what it shows, eras, rules in words, the table behind it."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Any

import streamlit as st

from dashboard.scenario import FIRST_YEAR, LAST_YEAR
from dashboard.scenario.ipos import (
    COUNTS,
    IPO_CHARTS,
    LONG,
    MEASURES,
    MOST_ERAS,
    MOST_SERIES,
    OWN,
    RATES,
    THIS_YEAR,
    Era,
)
from dashboard.scenario.words import clean_name
from dashboard.sources.ipo_series import load_ipo_series
from dashboard.sources.records import load_sources
from dashboard.ui import state
from dashboard.ui.path_parts import source_link
from dashboard.views.window import WindowPage, now_words, series_name
from dashboard.views.window_table import table_words
from dashboard.views.window_words import rule_lines, source_ids


def _bound(name: str) -> Any:
    return state.bound(name, f"ipo_{name}", part="ipos")


def chart_switch() -> None:
    """Which chart is shown."""
    text = state.words()
    st.segmented_control(
        text.t("ipos.chart"),
        IPO_CHARTS,
        default=state.scenario().ipos.chart,
        format_func=lambda key: text.t(f"ipos.chart_name.{key}"),
        key="ipo_chart",
        on_change=_bound("chart"),
        label_visibility="collapsed",
        required=True,
    )


def window_controls(page: WindowPage) -> None:
    """The controls of the chosen chart, then the years."""
    {"series": _series, "ruled": _ruled, "quality": _quality, "rates": _rates, "scatter": _rates}.get(
        page.view.chart, lambda _: None
    )(page)
    if page.view.chart != "ruled":
        _years(page)


def _known(page: WindowPage, keys: tuple[str, ...]) -> list[str]:
    return [key for key in keys if key != OWN or page.readings(OWN)]


def _series(page: WindowPage) -> None:
    text = state.words()
    st.multiselect(
        text.t("ipos.series_pick"),
        _known(page, COUNTS),
        list(page.series),
        key="ipo_series",
        format_func=lambda key: series_name(key, text),
        max_selections=MOST_SERIES,
        on_change=_pick_series,
    )


def _pick_series() -> None:
    if picked := st.session_state["ipo_series"]:
        state.change(ipos=replace(state.scenario().ipos, series=tuple(picked)))


def _ruled(page: WindowPage) -> None:
    st.slider(
        state.words().t("ipos.ruled_year"),
        FIRST_YEAR,
        THIS_YEAR,
        page.view.ruled_year,
        key="ipo_ruled_year",
        on_change=_bound("ruled_year"),
    )


def _quality(page: WindowPage) -> None:
    _choice("measure", MEASURES, page.view.measure, "ipos.measure_name")


def _choice(name: str, options: tuple[str, ...] | list[str], value: str, words: str) -> None:
    text = state.words()
    st.selectbox(
        text.t(f"ipos.{name}"),
        options,
        index=list(options).index(value),
        key=f"ipo_{name}",
        format_func=lambda key: text.t(f"{words}.{key}"),
        on_change=_bound(name),
    )


def _rates(page: WindowPage) -> None:
    text, view = state.words(), page.view
    counts, rate, lag = st.columns([1, 1, 1.4], vertical_alignment="bottom")
    with counts:
        _choice("counts", _known(page, (*LONG, OWN)), page.counted, "ipos.count_name")
    with rate:
        _choice("rate", RATES, view.rate, "ipos.rate_name")
    with lag:
        st.select_slider(
            text.t("ipos.lag"),
            range(9) if page.rates.by_quarter else (0, 4, 8),
            view.lag,
            key=f"ipo_lag_{'quarters' if page.rates.by_quarter else 'years'}",
            on_change=_lag,
            args=(f"ipo_lag_{'quarters' if page.rates.by_quarter else 'years'}",),
        )
    if view.chart == "scatter":
        st.toggle(
            text.t("ipos.log"),
            view.log,
            key="ipo_log",
            on_change=_bound("log"),
        )


def _lag(key: str) -> None:
    state.change(ipos=replace(state.scenario().ipos, lag_quarters=int(st.session_state[key])))


def _years(page: WindowPage) -> None:
    text, view = state.words(), page.view
    left, right = st.columns(2)
    with left:
        st.slider(
            text.t("ipos.range"),
            FIRST_YEAR,
            LAST_YEAR,
            (view.first_year, view.last_year),
            key="ipo_span",
            on_change=_span,
        )
    if view.chart == "editions":
        return
    with right:
        st.multiselect(
            text.t("ipos.highlight"),
            range(FIRST_YEAR, LAST_YEAR + 1),
            list(view.highlight),
            key="ipo_highlight",
            on_change=_bound("highlight"),
        )


def _span() -> None:
    first, last = st.session_state["ipo_span"]
    if first < last:
        state.change(ipos=replace(state.scenario().ipos, first_year=first, last_year=last))


def eras(page: WindowPage) -> None:
    """Name a range of years and shade it; take one away."""
    text, view = state.words(), page.view
    with st.expander(text.t("ipos.eras"), expanded=bool(view.eras)):
        name, years, add = st.columns([1, 2, 0.6], vertical_alignment="bottom")
        name.text_input(text.t("ipos.era_name"), max_chars=30, key="era_name")
        years.slider(text.t("ipos.era_years"), FIRST_YEAR, THIS_YEAR, (1995, 2000), key="era_years")
        add.button(text.t("ipos.era_add"), on_click=_add_era, width="stretch", key="era_add")
        if problem := st.session_state.pop("era_problem", ""):
            st.warning(text.t(problem))
        if view.eras:
            st.pills(
                text.t("ipos.era_shown"),
                range(len(view.eras)),
                selection_mode="multi",
                default=list(range(len(view.eras))),
                format_func=lambda at: (
                    f"{view.eras[at].name}, {view.eras[at].first_year}–{view.eras[at].last_year}"
                ),
                key=f"era_shown_{len(view.eras)}",
                on_change=_keep_eras,
                args=(f"era_shown_{len(view.eras)}",),
            )


def _add_era() -> None:
    view, name = state.scenario().ipos, clean_name(st.session_state["era_name"])
    if not name:
        st.session_state["era_problem"] = "ipos.era_no_name"
    elif len(view.eras) == MOST_ERAS:
        st.session_state["era_problem"] = "ipos.era_most"
    else:
        first, last = st.session_state["era_years"]
        state.change(ipos=replace(view, eras=(*view.eras, Era(name, first, last))))
        st.session_state["era_name"] = ""


def _keep_eras(key: str) -> None:
    view, kept = state.scenario().ipos, st.session_state[key]
    state.change(ipos=replace(view, eras=tuple(era for at, era in enumerate(view.eras) if at in kept)))


def rules(page: WindowPage) -> None:
    """What each series on the chart counts, and where it comes from."""
    text, sources = state.words(), load_sources()
    lines = "".join(
        f"<li><b>{escape(name)}</b>: {escape(rule)}</li>" for name, rule in rule_lines(page, text)
    )
    links = " · ".join(source_link(sources[key]) for key in source_ids(page, text))
    head = escape(text.t("ipos.rules_head"))
    st.html(
        f'<div class="fc-sources"><p>{head}</p><ul>{lines}</ul><p>{text.t("path.sources")}: {links}</p></div>'
    )


def now() -> None:
    """What is known of the year that is not over, in one paragraph."""
    st.html(f'<p class="fc-sources">{escape(now_words(state.words()))}</p>')


def claim_link() -> None:
    """The claim of 215 and 25, and the two counts that can be sourced."""
    text = state.words()
    tech = {one.year: one.value for one in load_ipo_series()["tech"]}
    counts = {"first": text.num.integer(tech[2021]), "last": text.num.integer(tech[2024])}
    said, go = st.columns([4, 1], vertical_alignment="center")
    said.html(f'<p class="fc-sources">{escape(text.t("ipos.claim_link", **counts))}</p>')
    if go.button(text.t("ipos.claim_button"), key="ipo_claim"):
        state.change(claims=replace(state.scenario().claims, card="tech-ipos"))
        st.switch_page("app_pages/claim_check.py")


def rows_table(page: WindowPage) -> None:
    """The rows behind the chart, newest first, in words; the CSV has the bare values."""
    text = state.words()
    columns, rows = table_words(page, text)
    if not rows:
        return
    link = text.t("ipos.col_source")
    st.dataframe(
        [dict(zip(columns, row, strict=True)) for row in rows],
        hide_index=True,
        key=f"ipo-{page.view.chart}-table",
        height=min(420, 38 + 35 * len(rows)),
        column_config={link: st.column_config.LinkColumn(link, display_text="↗")},
    )
