"""Parts of the exit mathematics page: the switch, the fields of each chart, tiles, tables."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from calc.errors import CalcError
from calc.exit_math import Unknown, solve_bet
from calc.venture import Reading
from dashboard.i18n.catalog import Catalog
from dashboard.scenario.exit_math import AXES, FUND_BY, MATHS, READINGS, UNKNOWNS
from dashboard.sources.library import load_library
from dashboard.ui import state
from dashboard.ui.fields import MILLIONS, PERCENT, choice, number_field, percent_slider, select
from dashboard.ui.path_parts import basis_badge, html_table, tile
from dashboard.views.exit_math import MathPage, fine, reading_rows, return_words
from dashboard.views.exit_math_more import chosen_row, fund_company, owned, returned_rows, row_words
from dashboard.views.library import exit_name
from dashboard.views.names import short_name

_ALL = ("entry_usd", "exit_usd", "years", "retained_frac", "hit_frac", "return_frac")
_FIELDS = {
    "reading": ("entry_usd", "exit_usd", "years", "retained_frac", "return_frac"),
    "hurdle": ("entry_usd", "exit_usd", "years", "retained_frac"),
    "mega": ("mega_usd", "mega_stake_frac", "mega_hit_frac", "return_frac", "years", "retained_frac"),
    "build": (
        *("worth_usd", "build_usd", "build_years", "build_hit_frac", "build_rate_frac"),
        *("mega_usd", "mega_stake_frac", "mega_hit_frac"),
    ),
}
_STEPS = {"entry_usd": 1.0, "exit_usd": 10.0, "mega_usd": 100.0, "worth_usd": 1000.0, "build_usd": 500.0}
_STEPS |= {"fund_usd": 25.0, "fund_check_usd": 0.1}


def controls(page: MathPage) -> None:
    """The chart, and the numbers it needs."""
    text, view = state.words(), page.view
    words = lambda key: text.t(f"exit_math.chart.{key}")  # noqa: E731
    choice(st.container(), "exit_math", "chart", MATHS, label=text.t("exit_math.charts"), words=words)
    if view.chart == "map":
        _map_choices(text)
        own = ("entry_usd", "exit_usd", "years", "retained_frac", "hit_frac")
        names = dict(zip(own, UNKNOWNS, strict=False))
        _fields([name for name in _ALL if names.get(name) != view.unknown], text)
    elif view.chart == "fund":
        _fund(page, text)
    else:
        _fields(list(_FIELDS[view.chart]), text)
    if view.chart == "hurdle":
        label = text.t("exit_math.input.free_frac")
        percent_slider(st.container(), "exit_math", "free_frac", label=label, low=0.0, high=8.0, step=0.25)


def _map_choices(text: Catalog) -> None:
    solve, said, axes = st.columns([1, 1, 1.2], vertical_alignment="bottom")
    words = lambda key: text.t(f"exit_math.unknown.{key}")  # noqa: E731
    value, label = state.scenario().exit_math.unknown, text.t("exit_math.solve")
    select(solve, "exit_math", "unknown", list(UNKNOWNS), value, label=label, words=words)
    kinds = lambda key: text.t(f"exit_math.reading_kind.{key}")  # noqa: E731
    choice(said, "exit_math", "reading", READINGS, label=text.t("exit_math.reading_of"), words=kinds)
    which = lambda key: text.t(f"exit_math.axes_of.{key}")  # noqa: E731
    choice(axes, "exit_math", "axes", AXES, label=text.t("exit_math.axes"), words=which)


def _fields(names: list[str], text: Catalog) -> None:
    for at in range(0, len(names), 3):
        for column, name in zip(st.columns(3, vertical_alignment="bottom"), names[at : at + 3], strict=False):
            _field(column, name, text)


def _field(where: object, name: str, text: Catalog) -> None:
    label = text.t(f"exit_math.input.{name}")
    if name.endswith("_usd"):
        step = _STEPS.get(name, 10.0)
        kind = {"scale": MILLIONS, "low": 0.001, "high": 1e8, "step": step}
    elif name.endswith("_frac"):
        high = 10_000.0 if name == "return_frac" else 100.0
        low = -99.0 if name == "return_frac" else 0.0 if name.startswith("build") else 0.01
        kind = {"scale": PERCENT, "low": low, "high": high, "step": 5.0}
    else:
        kind = {"low": 0.25, "high": 50.0, "step": 1.0}
    number_field(where, "exit_math", name, label=label, **kind)


def _fund(page: MathPage, text: Catalog) -> None:
    view, library, company = page.view, load_library(), fund_company(page)
    top = st.columns([1, 1, 1.3], vertical_alignment="bottom")
    with top[0]:
        st.selectbox(
            text.t("exit_math.input.company"),
            list(library),
            index=list(library).index(company.company.key),
            key="fund_company",
            format_func=lambda key: library[key].name,
            on_change=_company,
        )
    rows = {row.one.entry.key: short_name(row.one.entry.name) for row in returned_rows(page)}
    row = chosen_row(page)
    if view.fund_by == "check" and row is not None:
        value, label = row.one.entry.key, text.t("exit_math.input.round")
        salt = company.company.key
        select(top[1], "exit_math", "fund_round", list(rows), value, label=label, words=rows.get, salt=salt)
    exits = {one.key: exit_name(one, text) for one in company.company.exits}
    if company.exit is not None:
        value, label = company.exit.key, text.t("exit_math.input.at")
        salt = company.company.key
        select(top[2], "exit_math", "fund_exit", list(exits), value, label=label, words=exits.get, salt=salt)
    low = st.columns(3, vertical_alignment="bottom")
    words = lambda key: text.t(f"exit_math.by.{key}")  # noqa: E731
    choice(low[0], "exit_math", "fund_by", FUND_BY, label=text.t("exit_math.fund_how"), words=words)
    _field(low[1], "fund_usd", text)
    _field(low[2], "fund_check_usd" if view.fund_by == "check" else "fund_own_frac", text)


def _company() -> None:
    company = st.session_state["fund_company"]
    view = replace(state.scenario().exit_math, fund_company=company, fund_round="", fund_exit="")
    state.change(exit_math=view)


def tiles(page: MathPage) -> None:
    """Of the map the solved number and what follows; of the fund what came back."""
    text = state.words()
    parts = {"map": _map_tiles, "fund": _fund_tiles}.get(page.view.chart, lambda _page, _text: [])(page, text)
    if parts:
        st.html(f'<div class="fc-tiles">{"".join(parts)}</div>')


def _map_tiles(page: MathPage, text: Catalog) -> list[str]:
    if isinstance(page.solved, CalcError):
        return []
    num, bet, unknown = text.num, page.solved, page.unknown
    value = {
        Unknown.ENTRY: num.money(bet.entry_usd),
        Unknown.EXIT: num.money(bet.exit_usd),
        Unknown.YEARS: num.years(bet.years),
        Unknown.RETAINED: fine(bet.retained_frac, text),
        Unknown.HIT: fine(bet.hit_frac, text),
        Unknown.RETURN: return_words(bet.return_frac, page.reading, text),
    }[unknown]
    return [
        tile(text.t(f"exit_math.unknown.{unknown.value}"), value, badge=_mine(text), main=True),
        tile(text.t("exit_math.multiple"), num.multiple(bet.multiple_x)),
        tile(text.t("exit_math.expected"), num.multiple(bet.expected_x)),
    ]


def _mine(text: Catalog) -> str:
    from calc.types import Basis

    return basis_badge(Basis.ASSUMED, text)


def _fund_tiles(page: MathPage, text: Catalog) -> list[str]:
    num, view, row = text.num, page.view, chosen_row(page)
    if view.fund_by == "own":
        found = owned(page)
        if isinstance(found, str):
            return []
        return [tile(text.t("exit_math.proceeds"), num.money(found * view.fund_usd), main=True)]
    if row is None or row.why or row.multiple_x <= 0:
        return []
    badge = basis_badge(row.one.basis, text)
    return [
        tile(text.t("exit_math.proceeds"), num.money(row.funds * view.fund_usd), badge=badge, main=True),
        tile(text.t("exit_math.multiple"), num.multiple(row.multiple_x)),
        tile(text.t("exit_math.needed_check"), num.money(view.fund_usd / row.multiple_x)),
    ]


def tables(page: MathPage) -> None:
    """Of the two readings what makes each true; of the fund every round or why it says nothing."""
    text = state.words()
    if page.view.chart == "reading":
        st.subheader(text.t("exit_math.how_title"), anchor=False)
        html_table(_reading_rows(page, text), text.t("exit_math.how_title"))
    elif page.view.chart == "fund" and page.view.fund_by == "check":
        st.subheader(text.t("exit_math.round_table"), anchor=False)
        html_table(_round_rows(page, text), text.t("exit_math.round_table"))


def _reading_rows(page: MathPage, text: Catalog) -> list[list[str]]:
    num, rate = text.num, fine(page.view.return_frac, text)
    heads = [text.t(f"exit_math.column.{key}") for key in ("entry", "kept", "multiple")]
    heads += [text.t(f"exit_math.{key}", rate=rate) for key in ("years_true", "hit_true")]
    heads.append(text.t("exit_math.kept_true", years=num.years(page.bet.years)))
    rows, never = [[f"<b>{head}</b>" for head in heads]], text.t("exit_math.cannot")
    for row in reading_rows(page):
        years = num.decimal(row.years, digits=2) if row.years is not None else never
        hits = fine(row.hit_frac, text) if row.hit_frac is not None else never
        first = [num.money(row.entry_usd), fine(row.kept_frac, text), num.multiple(row.multiple_x)]
        rows.append([*first, years, hits, _kept(page, row.entry_usd, text)])
    return rows


def _kept(page: MathPage, entry_usd: float, text: Catalog) -> str:
    """What must be left of the stake for the yearly reading over the reader's years."""
    bet = replace(page.view.bet, entry_usd=entry_usd, hit_frac=1.0)
    try:
        return text.num.percent(solve_bet(bet, Unknown.RETAINED, reading=Reading.ANNUAL).retained_frac)
    except CalcError:
        return text.t("exit_math.cannot")


def _round_rows(page: MathPage, text: Catalog) -> list[list[str]]:
    heads = ("round", "multiple", "times", "basis")
    rows = [[f"<b>{text.t(f'exit_math.column.{head}')}</b>" for head in heads]]
    for row in returned_rows(page):
        name = escape(short_name(row.one.entry.name))
        if row.why:
            rows.append([name, "–", f"<small>{text.t(f'exit_math.why.{row.why}')}</small>", ""])
        else:
            badge = basis_badge(row.one.basis, text)
            rows.append([name, text.num.multiple(row.multiple_x), f"<b>{row_words(row, text)}</b>", badge])
    return rows
