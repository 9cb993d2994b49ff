"""Parts of the odds page: what is shown, the reader's own odds, tiles, tables, the post."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from calc.odds import RAISES, Stage
from calc.types import Basis
from calc.venture import value_to_cover
from dashboard.i18n.catalog import Catalog
from dashboard.i18n.notes import note_words
from dashboard.scenario.odds import BELIEF, COUNTED, FUNDED, MOST_LAG, ODDS, YC
from dashboard.sources.library import load_library
from dashboard.sources.odds import load_distributions, load_editions, load_funded
from dashboard.sources.records import load_sources
from dashboard.ui import state
from dashboard.ui.fields import PERCENT, choice, number_field, select
from dashboard.ui.path_parts import basis_badge, html_table, source_link, tile
from dashboard.views.library import exit_name
from dashboard.views.names import short_name
from dashboard.views.odds import (
    ROWS,
    OddsPage,
    bin_frac,
    bin_name,
    bins_of,
    distribution_name,
    per_thousand,
    rest_words,
    stage_name,
)
from dashboard.views.odds_bet import (
    HUNDREDS,
    bet_company,
    bet_entries,
    bet_entry,
    count_words,
    is_yc,
    main_way,
    outcome_usd,
    post,
    way_name,
    ways,
    yc_frac,
)
from dashboard.views.odds_words import source_ids

_BELIEFS = (*RAISES[1:], "acquired", "listed")


def controls(page: OddsPage) -> None:
    """The chart, and what only this chart needs."""
    text = state.words()
    words = lambda key: text.t(f"odds.chart.{key}")  # noqa: E731
    choice(st.container(), "odds", "chart", ODDS, label=text.t("odds.charts"), words=words)
    {"funnel": _funnel, "returns": _returns, "bet": _bet, "funded": _funded}[page.view.chart](page, text)


def _funnel(page: OddsPage, text: Catalog) -> None:
    known = load_editions()
    st.multiselect(
        text.t("odds.editions"),
        list(known),
        [one.funnel.key for one in page.editions],
        key="odds_editions",
        format_func=lambda key: f"{known[key].publisher} {known[key].published}",
        on_change=state.bound("editions", "odds_editions", part="odds"),
    )
    left, right = st.columns(2, vertical_alignment="bottom")
    words = lambda key: text.t(f"odds.counted_from.{key}")  # noqa: E731
    choice(left, "odds", "counted", COUNTED, label=text.t("odds.counted"), words=words)
    with right:
        st.toggle(text.t("odds.believe"), bool(page.view.belief), key="odds_believe", on_change=_believe)
    if not page.view.belief:
        return
    columns = [*st.columns(3), *st.columns(3)]
    for at, (column, key) in enumerate(zip(columns, _BELIEFS, strict=True)):
        with column:
            small = key == "listed"
            record = ", ".join(per_thousand(stage, text) for stage in page.stages(key)) or "–"
            st.slider(
                text.t(f"odds.belief.{key}"),
                0.0,
                max(10.0 if small else 100.0, page.view.belief[at] * 100),
                round(page.view.belief[at] * 100, 4),
                0.1 if small else 1.0,
                format="%g%%",
                key=f"odds_belief_{at}",
                help=text.t("odds.record_says", record=record),
                on_change=_belief,
                args=(at,),
            )


def _believe() -> None:
    on = st.session_state["odds_believe"]
    state.change(odds=replace(state.scenario().odds, belief=BELIEF if on else ()))


def _belief(at: int) -> None:
    view = state.scenario().odds
    belief = list(view.belief or BELIEF)
    belief[at] = round(st.session_state[f"odds_belief_{at}"] / 100, 6)
    state.change(odds=replace(view, belief=tuple(belief)))


def _returns(page: OddsPage, text: Catalog) -> None:
    known = load_distributions()
    words = lambda key: distribution_name(known[key], text)  # noqa: E731
    key, label = page.distribution.key, text.t("odds.about")
    select(st.container(), "odds", "about", list(known), key, label=label, words=words)


def _bet(page: OddsPage, text: Catalog) -> None:
    library, company = load_library(), bet_company(page)
    bet, middle, right, check = st.columns([1.1, 1.1, 1.2, 0.7], vertical_alignment="bottom")
    with bet:
        keys = [YC, *library]
        st.selectbox(
            text.t("odds.bet"),
            keys,
            index=keys.index(YC if is_yc(page) else page.view.bet),
            key="odds_bet",
            format_func=lambda key: text.t("odds.yc_bet") if key == YC else library[key].name,
            on_change=_company,
        )
    if is_yc(page):
        label = text.t("odds.bet_kept")
        number_field(middle, "odds", "kept_frac", label=label, scale=PERCENT, low=0.1, high=100.0, step=5.0)
    elif bet_entries(page):
        names = {one.entry.key: short_name(one.entry.name) for one in bet_entries(page)}
        chosen, label = bet_entry(page), text.t("odds.bet_round")
        value = chosen.entry.key if chosen else ""
        select(
            middle, "odds", "bet_round", list(names), value, label=label, words=names.get, salt=page.view.bet
        )
    exits = {one.key: exit_name(one, text) for one in company.company.exits}
    if company.exit is not None:
        label, value = text.t("odds.bet_at"), company.exit.key
        select(
            right, "odds", "bet_exit", list(exits), value, label=label, words=exits.get, salt=page.view.bet
        )
    label = text.t("odds.bet_check")
    number_field(check, "odds", "check_usd", label=label, low=1.0, high=1e9, step=5000.0)


def _company() -> None:
    bet = st.session_state["odds_bet"]
    state.change(odds=replace(state.scenario().odds, bet=bet, bet_round="", bet_exit=""))


def _funded(page: OddsPage, text: Catalog) -> None:
    left, right = st.columns([1.2, 1], vertical_alignment="bottom")
    words = lambda key: text.t(f"odds.funded_kind.{key}")  # noqa: E731
    choice(left, "odds", "funded", FUNDED, label=text.t("odds.funded"), words=words)
    with right:
        st.slider(
            text.t("odds.lag"),
            0,
            MOST_LAG,
            page.view.lag_years,
            key="odds_lag",
            on_change=state.bound("lag_years", "odds_lag", part="odds"),
        )


def tiles(page: OddsPage) -> None:
    """Of the bet: checks, worth, break-even hit rate, and what "hundreds" would need."""
    main, text, num = main_way(page), state.words(), state.words().num
    if page.view.chart != "bet" or main is None:
        return
    basis = Basis.ESTIMATED if main.hollow else Basis.DERIVED
    badge = basis_badge(basis, text)
    parts = [
        tile(text.t("odds.bet_count"), count_words(main, text), badge=badge, main=True),
        tile(text.t("odds.bet_usd"), num.money_range(*outcome_usd(page, main))),
        tile(text.t("odds.bet_rate"), num.percent_range(1 / main.high, 1 / main.low)),
    ]
    if is_yc(page):
        view = page.view
        low, high = (
            value_to_cover(
                checks=n, check_usd=view.check_usd, stake_frac=yc_frac(), retained_frac=view.kept_frac
            )
            for n in (HUNDREDS[0], HUNDREDS[1] + 1)
        )
        parts.append(tile(text.t("odds.bet_hundreds"), num.money_range(low, high)))
    st.html(f'<div class="fc-tiles">{"".join(parts)}</div>')


def post_line(page: OddsPage) -> None:
    """The sentence for a post, with a button that copies it."""
    words = post(page, state.words())
    if page.view.chart == "bet" and words:
        st.markdown(f"**{state.words().t('odds.post_title')}**")
        st.code(words, language=None, wrap_lines=True)


def sources(page: OddsPage) -> None:
    """Every source of the chart, one click away."""
    known = load_sources()
    links = " · ".join(source_link(known[one]) for one in source_ids(page))
    st.html(f'<p class="fc-sources">{state.words().t("path.sources")}: {links}</p>')


def table(page: OddsPage) -> None:
    """Every figure behind the chart with its basis, note and source."""
    text = state.words()
    rows = {"funnel": _funnel_rows, "returns": _return_rows, "bet": _bet_rows, "funded": _funded_rows}
    with st.expander(text.t("odds.table")):
        html_table(rows[page.view.chart](page, text), text.t("odds.table"))


def _heads(text: Catalog, *keys: str) -> list[str]:
    return [f"<b>{text.t(f'odds.column.{key}')}</b>" for key in keys]


def _link(source_id: str) -> str:
    source = load_sources().get(source_id)
    return source_link(source) if source else ""


def _funnel_rows(page: OddsPage, text: Catalog) -> list[list[str]]:
    rows = [[*_heads(text, "edition", "stage", "frac"), "", *_heads(text, "note", "source")]]
    for edition in page.editions:
        name = f"{escape(edition.publisher)} {edition.published}"
        size = text.t("odds.companies", n=text.num.integer(edition.companies)) if edition.companies else ""
        about = " ".join(filter(None, (_note(edition.cohort, text) + ".", size, _note(edition.note, text))))
        rows.append([f"<b>{name}</b>", "", "", "", about, _link(edition.source_id)])
        rows += [_stage_row(edition.funnel.stages[key], text) for key in ROWS if key in edition.funnel.stages]
    return rows


def _stage_row(stage: Stage, text: Catalog) -> list[str]:
    star = "*" if stage.recalled else ""
    frac, badge = f"{text.num.percent(stage.frac)}{star}", basis_badge(stage.basis, text)
    return ["", stage_name(stage.key, text), frac, badge, _note(stage.note, text), _link(stage.source_id)]


def _note(note: str, text: Catalog) -> str:
    return escape(note_words(note, text.lang))


def _return_rows(page: OddsPage, text: Catalog) -> list[list[str]]:
    rows = [_heads(text, "edition", "bin", "frac", "note", "source")]
    for one in load_distributions().values():
        name, bins = escape(distribution_name(one, text)), bins_of(one)
        rows.append([f"<b>{name}</b>", "", "", _note(one.note, text), _link(one.source_id)])
        for each in bins:
            frac = rest_words(each, bins, text) if each.between else bin_frac(each, text)
            said = text.t("odds.not_split") if each.between else ""
            rows.append(["", bin_name(each, text), frac, said, ""])
    return rows


def _bet_rows(page: OddsPage, text: Catalog) -> list[list[str]]:
    rows, num = [_heads(text, "way", "count", "outcome", "rate")], text.num
    for one in ways(page):
        name = escape(way_name(page, one, text))
        if one.why:
            rows.append([name, f"<small>{text.t(f'odds.why.{one.why}')}</small>", "", ""])
        else:
            worth, rate = (
                num.money_range(*outcome_usd(page, one)),
                num.percent_range(1 / one.high, 1 / one.low),
            )
            rows.append([name, f"<b>{count_words(one, text)}</b>", worth, rate])
    return rows


def _funded_rows(page: OddsPage, text: Catalog) -> list[list[str]]:
    rows = [_heads(text, "year", "edition", "count", "note", "source")]
    for one in load_funded():
        if one.counted == page.view.funded:
            count = f"{'≥' if one.at_least else ''}{text.num.integer(one.companies)}"
            rows.append([str(one.year), one.edition, count, _note(one.note, text), _link(one.source_id)])
    return rows
