"""Parts of the IPO page: tiles, controls, the table behind the chart, sources."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from calc.types import IpoYear
from dashboard.scenario import IpoView
from dashboard.sources.provenance import load_ipo_revisions
from dashboard.sources.records import load_sources
from dashboard.ui import state
from dashboard.ui.path_parts import basis_badge, source_link, tile
from dashboard.views.ipos import ipo_frame

_AVERAGES = (0, 3, 5, 7, 10)


def tiles(years: Sequence[IpoYear], view: IpoView) -> None:
    """Peak, newest full year, and the change against the chosen year."""
    text = state.words()
    full = [year for year in years if year.tech_ipos is not None and not year.partial]
    top, last = max(full, key=lambda year: year.tech_ipos or 0), max(full, key=lambda year: year.year)
    table = ipo_frame(years, view)
    change = table.loc[table["year"] == last.year, "change_frac"]
    parts = [
        tile(
            f"{text.t('ipos.peak')}, {top.year}",
            text.num.integer(top.tech_ipos),
            badge=basis_badge(top.tech_basis, text),
        ),
        tile(
            f"{text.t('ipos.newest')}, {last.year}",
            text.num.integer(last.tech_ipos),
            badge=basis_badge(last.tech_basis, text),
            main=True,
        ),
    ]
    if len(change) and not pd.isna(change.iloc[0]) and view.against_year != last.year:
        sign = "+" if change.iloc[0] > 0 else ""
        parts.append(
            tile(
                text.t("ipos.since", year=str(view.against_year)),
                sign + text.num.percent(float(change.iloc[0])),
            )
        )
    st.html(f'<div class="fc-tiles">{"".join(parts)}</div>')


def controls(years: Sequence[IpoYear]) -> None:
    """Years shown, highlighted and compared; log scale; all IPOs behind; moving average."""
    text, view = state.words(), state.scenario().ipos
    known = [year.year for year in years]
    left, right = st.columns(2)
    with left:
        st.slider(
            text.t("ipos.range"),
            known[0],
            known[-1],
            (view.first_year, view.last_year),
            key="ipo_range",
            on_change=_range,
        )
        st.multiselect(
            text.t("ipos.highlight"),
            known,
            list(view.highlight),
            key="highlight",
            on_change=state.bound("highlight", "highlight", part="ipos"),
        )
    with right:
        st.select_slider(
            text.t("ipos.average"),
            _AVERAGES,
            view.average_years,
            key="average_years",
            format_func=lambda n: str(n) if n else text.t("ipos.no_average"),
            on_change=state.bound("average_years", "average_years", part="ipos"),
        )
        st.selectbox(
            text.t("ipos.against"),
            known,
            index=known.index(view.against_year),
            key="against_year",
            on_change=state.bound("against_year", "against_year", part="ipos"),
        )
    st.toggle(
        text.t("ipos.show_all"),
        view.show_all,
        key="show_all",
        on_change=state.bound("show_all", "show_all", part="ipos"),
    )
    st.toggle(text.t("ipos.log"), view.log, key="log", on_change=state.bound("log", "log", part="ipos"))
    st.toggle(
        text.t("ipos.now"), view.now, key="ipo_now", on_change=state.bound("now", "ipo_now", part="ipos")
    )


def _range() -> None:
    from dataclasses import replace

    first, last = st.session_state["ipo_range"]
    if first < last:
        state.change(ipos=replace(state.scenario().ipos, first_year=first, last_year=last))


def numbers(years: Sequence[IpoYear], view: IpoView) -> None:
    """The table behind the chart, newest year first."""
    text = state.words()
    table = ipo_frame(years, view)
    by_year = {year.year: year for year in years}
    sources = load_sources()
    shown = pd.DataFrame(
        {
            text.t("ipos.col_year"): [str(year) for year in table["year"]],
            text.t("ipos.col_tech"): table["tech_ipos"],
            text.t("ipos.col_all"): table["all_ipos"],
            text.t("ipos.col_tech_frac"): [
                text.num.percent(None if pd.isna(v) else float(v)) for v in table["tech_frac_of_all"]
            ],
            text.t("ipos.col_peak"): [
                text.num.percent(None if pd.isna(v) else float(v)) for v in table["frac_of_peak"]
            ],
            text.t("ipos.col_change", year=str(view.against_year)): [
                text.num.percent(None if pd.isna(v) else float(v)) for v in table["change_frac"]
            ],
            text.t("ipos.col_average", n=str(view.average_years or 5)): [
                text.num.decimal(None if pd.isna(v) else float(v), digits=1) for v in table["moving_average"]
            ],
            text.t("ipos.col_basis"): [
                text.t(f"basis_short.{by_year[y].tech_basis.value}") for y in table["year"]
            ],
            text.t("ipos.col_source"): [sources[by_year[y].tech_source_id].url for y in table["year"]],
        }
    ).iloc[::-1]
    source = text.t("ipos.col_source")
    st.dataframe(
        shown,
        hide_index=True,
        key="ipo-table",
        height=420,
        column_config={source: st.column_config.LinkColumn(source, display_text="↗")},
    )


def ipo_sources() -> None:
    """Where the counts come from, and the years later editions count otherwise."""
    text, sources = state.words(), load_sources()
    years = {source_id for year in _years() for source_id in (year.tech_source_id, year.all_source_id)}
    links = " · ".join(source_link(sources[source_id]) for source_id in sorted(years) if source_id in sources)
    revised = " ".join(
        text.t("ipos.revision", year=str(r.year), low=text.num.integer(r.low), high=text.num.integer(r.high))
        for r in load_ipo_revisions()
    )
    later = text.t("ipos.revisions", list=revised) if revised else ""
    st.html(f'<p class="fc-sources">{text.t("path.sources")}: {links}. {later}</p>')


def _years() -> tuple[IpoYear, ...]:
    from dashboard.sources.records import load_ipo_years

    return load_ipo_years()
