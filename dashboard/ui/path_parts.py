"""Parts of the path page: tiles, controls, sources."""

from __future__ import annotations

from html import escape

import streamlit as st

from calc.library import grade
from calc.multiples import annual_rate_range
from calc.types import Basis, Round
from dashboard.charts.rounds_table import Cell, TableView, marked
from dashboard.i18n.catalog import Catalog
from dashboard.i18n.notes import note_words
from dashboard.scenario import BASES
from dashboard.sources.library import load_library
from dashboard.sources.provenance import Holding, Source, load_holdings, load_round_notes, load_valuations
from dashboard.ui import state
from dashboard.ui.own_companies import all_keys, own_companies, sources_of
from dashboard.views.names import mark_name, round_name
from dashboard.views.path import PathView
from dashboard.views.path_charts import table_view


def basis_badge(basis: Basis, text: Catalog) -> str:
    """How sure a number is, in one word."""
    return f'<span class="fc-basis {basis.value}">{text.t(f"basis_short.{basis.value}")}</span>'


def tile(label: str, number: str, *, badge: str = "", main: bool = False) -> str:
    """One number with its name."""
    kind = "fc-tile main" if main else "fc-tile"
    return f'<div class="{kind}"><div class="n">{number}{badge}</div><div class="l">{label}</div></div>'


def tiles(view: PathView) -> None:
    """The first check on both bases, what was kept, how long it took."""
    first, text = view.first, state.words()
    if first is None or first.price_multiple_x is None:
        return
    by_price = view.scenario.base == "price"
    parts = [
        tile(
            text.t("path.per_share"),
            text.num.multiple(first.price_multiple_x),
            badge=basis_badge(first.price_basis, text),
            main=by_price,
        ),
    ]
    if first.valuation_multiple_x is not None:
        parts.append(
            tile(
                text.t("path.by_value"),
                text.num.multiple(first.valuation_multiple_x),
                badge=basis_badge(first.valuation_basis, text),
                main=not by_price,
            )
        )
        parts.append(
            tile(
                text.t("path.kept"),
                text.num.percent(first.retained_frac),
                badge=basis_badge(first.valuation_basis, text),
            )
        )
    rate = annual_rate_range(first.price_multiple_x, first.days_low, first.days_high)
    if rate:
        parts.append(
            tile(
                text.t("path.rate"), text.num.percent_range(*rate), badge=basis_badge(first.price_basis, text)
            )
        )
    parts.append(tile(text.t("path.held"), text.num.years(first.days_low / 365.25, first.days_high / 365.25)))
    st.html(f'<div class="fc-tiles">{"".join(parts)}</div>')


def controls(view: PathView) -> None:
    """Company, basis, and the mark everything is measured at."""
    text = state.words()
    company, base, mark = st.columns([1.3, 1.2, 2.2], vertical_alignment="bottom")
    with company:
        company_box()
    with base:
        base_box()
    with mark:
        marks = {m.key: m for m in view.marks}
        key = f"mark{len(marks)}" if view.path.ends else "mark"
        st.session_state[key] = view.chosen_mark.key  # a live price that comes moves it, too
        st.select_slider(
            text.t("path.measured_at"),
            list(marks),
            key=key,
            format_func=lambda key: mark_name(marks[key], text),
            on_change=state.bound("mark", key),
        )


def company_box() -> None:
    """Every company with what its prices rest on."""
    text, keys = state.words(), all_keys()
    st.selectbox(
        text.t("path.company"),
        keys,
        key="company",
        index=keys.index(state.scenario().company),
        format_func=lambda key: company_label(key, text),
        on_change=lambda: state.switch_company(st.session_state["company"]),
    )


def company_label(key: str, text: Catalog) -> str:
    """Name of a company and what its prices rest on."""
    own = own_companies().get(key)
    if own is not None:
        return text.t("own_data.yours", company=own.company.name)
    company = load_library()[key]
    return f"{company.name} · {text.t(f'known.grade.{grade(company).value}')}"


def base_box() -> None:
    """Share price or valuation ratio."""
    text = state.words()
    st.segmented_control(
        text.t("path.base"),
        BASES,
        default=state.scenario().base,
        key="base",
        format_func=lambda key: text.t(f"path.base_{key}"),
        on_change=state.bound("base", "base"),
        required=True,
    )


def source_link(source: Source) -> str:
    """A source by its title, as a link, with publisher and date."""
    date = f", {escape(source.date)}" if source.date else ""
    if not source.url:
        return f"{escape(source.title)} {escape(source.publisher)}{date}"
    link = f'<a href="{escape(source.url, quote=True)}" target="_blank" rel="noreferrer">'
    return f"{link}{escape(source.title)}</a> ({escape(source.publisher)}{date})"


def _used(view: PathView) -> list[str]:
    ids = [figure.source_id for r in view.company.rounds for figure in (r.issue_price_usd, r.post_money_usd)]
    if view.mark is not None:
        ids += [view.mark.source_id, view.mark.value_source_id]
    if view.scenario.chart == "stake":
        stakes = [stake for stake in view.company.stakes if stake.key == view.scenario.stake]
        ids = [s for stake in stakes for s in (stake.shares_low.source_id, stake.cost_usd.source_id)] + ids
        ids += [view.newest.source_id] if view.newest else []
    return [source_id for source_id in dict.fromkeys(ids) if source_id]


def chart_sources(view: PathView) -> None:
    """The sources of the chart, each one click away."""
    sources = sources_of(view.company.key)
    links = " · ".join(source_link(sources[source_id]) for source_id in _used(view) if source_id in sources)
    st.html(f'<p class="fc-sources">{state.words().t("path.sources")}: {links}</p>')


def rounds_table(view: PathView) -> None:
    """The table of rounds as its picture will have it, on a page of any width."""
    html_table(rounds_cells(table_view(view, state.words())), state.words().t("chart.table"))


def rounds_cells(table: TableView) -> list[list[str]]:
    """A table view as cells of HTML."""
    rows = [[f"<b>{head}</b>" for head in table.head]]
    for row in table.rows:
        rows.append([_table_cell(cell, main=at == table.main) for at, cell in enumerate(row)])
    return rows


def _table_cell(cell: Cell, *, main: bool) -> str:
    kind = "mine" if cell.basis is Basis.ASSUMED else "main" if main else ""
    return f'<span class="fc-cell {kind}">{marked(cell)}</span>'


def take_out() -> None:
    """The way to the page that writes these numbers into files."""
    st.page_link(
        "app_pages/own_data.py", label=state.words().t("own_data.path_link"), icon=":material/download:"
    )


def source_list(view: PathView) -> None:
    """Every number of the record with its basis, its source and the note on it."""
    text, notes = state.words(), load_round_notes(view.company.key)
    with st.expander(text.t("path.sources")):
        rows = []
        for recorded in view.company.rounds:
            rows += _figure_rows(recorded, text)
            note = notes[recorded.key].note if recorded.key in notes else ""
            if note:
                rows.append(["", "", escape(note_words(note, text.lang)), "", ""])
        html_table(rows, text.t("path.sources"))


def _figure_rows(recorded: Round, text: Catalog) -> list[list[str]]:
    name = escape(round_name(recorded.name, text))
    figures = (
        ("paid", text.num.price(recorded.issue_price_usd.value), recorded.issue_price_usd),
        ("raised", text.num.money(recorded.amount_raised_usd.value, exact=True), recorded.amount_raised_usd),
        ("post", text.num.money(recorded.post_money_usd.value), recorded.post_money_usd),
    )
    return [
        [name, text.t(f"column.{column}"), words, basis_badge(figure.basis, text), _link_to(figure.source_id)]
        for column, words, figure in figures
    ]


def _link_to(source_id: str) -> str:
    source = sources_of(state.scenario().company).get(source_id)
    return source_link(source) if source else ""


def html_table(rows: list[list[str]], label: str) -> None:
    """A plain table that scrolls sideways, by keyboard too; its cells are HTML already."""
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    scroll = f'<div class="fc-scroll" tabindex="0" role="region" aria-label="{escape(label, quote=True)}">'
    st.html(f'{scroll}<table class="fc-table">{body}</table></div>')


def values_not_used(view: PathView) -> None:
    """Values that are known but were not taken, and why."""
    text = state.words()
    values = load_valuations(view.company.key)
    if not values:
        return
    names = {r.key: round_name(r.name, text) for r in view.company.rounds}
    names |= {mark.key: mark_name(mark, text) for mark in view.company.marks if mark.key not in names}
    with st.expander(text.t("path.not_used")):
        html_table(
            [
                [
                    escape(names.get(value.event_key, text.num.date(value.date))),
                    text.num.money(value.value_usd.value),
                    escape(note_words(value.why_not_used, text.lang)),
                    _link_to(value.value_usd.source_id),
                ]
                for value in values
            ],
            text.t("path.not_used"),
        )


def holders(view: PathView) -> None:
    """Who held what, as the filings state it; a holding inside another is set in."""
    text = state.words()
    with st.expander(text.t("path.holders")):
        rows = [_holding_row(holding, text) for holding in load_holdings(view.company.key)]
        html_table(rows, text.t("path.holders"))


def _holding_row(holding: Holding, text: Catalog) -> list[str]:
    inside = "↳ " if holding.part_of else ""
    return [
        f"{inside}{escape(holding.holder)}",
        escape(holding.class_or_series),
        text.num.shares(holding.shares.value, exact=True),
        text.num.date(holding.as_of),
        _link_to(holding.shares.source_id),
    ]
