"""Titles, rules and sources of the exit mathematics page and its pictures."""

from __future__ import annotations

from dataclasses import replace

import plotly.graph_objects as go

from calc.errors import CalcError
from calc.venture import Reading
from dashboard.charts.frame import Caption, Frame
from dashboard.i18n.catalog import Catalog
from dashboard.views.exit_math import (
    MathPage,
    ReadingRow,
    fine,
    map_figure,
    reading_figure,
    reading_rows,
    return_words,
)
from dashboard.views.exit_math_hurdle import FREE, hurdle_at, hurdle_figure, hurdle_rise
from dashboard.views.exit_math_more import (
    build_figure,
    chosen_row,
    fund_company,
    fund_figure,
    mega_exit,
    mega_figure,
    own_price,
    owned,
)
from dashboard.views.library import exit_name, source_words
from dashboard.views.names import short_name
from dashboard.views.path_words import problem_words

_FIGURES = {
    "map": map_figure,
    "reading": reading_figure,
    "hurdle": hurdle_figure,
    "mega": mega_figure,
    "build": build_figure,
    "fund": fund_figure,
}


def math_figure(page: MathPage, text: Catalog, frame: Frame, *, handle: str = "") -> go.Figure | None:
    """The chart of the page; None if the numbers allow none."""
    if frame.is_picture:
        frame = replace(frame, caption=caption(page, text, handle))
    return _FIGURES[page.view.chart](page, text, frame)


def refusal(page: MathPage, text: Catalog) -> str:
    """Why the chart shown has no answer, in one sentence; empty if it has one."""
    chart = page.view.chart
    found: object = None
    if chart == "map":
        found = page.solved
    elif chart == "mega":
        found = mega_exit(page)
    elif chart == "build":
        found = own_price(page)
    elif chart == "fund":
        return _fund_refusal(page, text)
    if chart == "hurdle" and hurdle_at(page, page.bet.entry_usd, 0.0) is None:
        found = CalcError("out_of_reach")
    if not isinstance(found, CalcError):
        return ""
    return text.t("exit_math.refused", why=problem_words(found, text))


def _fund_refusal(page: MathPage, text: Catalog) -> str:
    if page.view.fund_by == "own":
        found = owned(page)
        why = found if isinstance(found, str) else ""
    else:
        row = chosen_row(page)
        why = "no_exit" if row is None else row.why
    if not why:
        return ""
    return text.t("exit_math.refused", why=text.t(f"exit_math.why.{why}"))


def headline(page: MathPage, text: Catalog) -> str:
    """The finding of the chart shown."""
    say = {
        "map": _map,
        "reading": _reading,
        "hurdle": _hurdle,
        "mega": _mega,
        "build": _build,
        "fund": _fund,
    }
    return say[page.view.chart](page, text)


def _numbers(page: MathPage, text: Catalog) -> dict[str, str]:
    num, bet = text.num, page.bet
    hits = "" if bet.hit_frac == 1 else text.t("exit_math.hits", hit=fine(bet.hit_frac, text))
    return {
        "entry": num.money(bet.entry_usd),
        "exit": num.money(bet.exit_usd),
        "years": num.years(bet.years),
        "kept": fine(bet.retained_frac, text),
        "hit": fine(bet.hit_frac, text),
        "hits": hits,
        "rate": return_words(bet.return_frac, page.reading, text),
    }


def _map(page: MathPage, text: Catalog) -> str:
    if isinstance(page.solved, CalcError):
        return text.t("exit_math.title.none", unknown=text.t(f"exit_math.unknown.{page.unknown.value}"))
    return text.t(f"exit_math.title.{page.unknown.value}", **_numbers(page, text))


def _own_row(page: MathPage) -> ReadingRow:
    """The reader's entry undiluted: what the title speaks of."""
    rows = reading_rows(page)
    return next(row for row in rows if row.entry_usd == page.bet.entry_usd and row.kept_frac == 1)


def _reading(page: MathPage, text: Catalog) -> str:
    row, num = _own_row(page), text.num
    rate = fine(page.view.return_frac, text)
    if row.years is None or row.hit_frac is None:
        return text.t("exit_math.title.reading_none", rate=rate)
    return text.t(
        "exit_math.title.reading",
        rate=rate,
        entry=num.money(row.entry_usd),
        years=num.years(row.years),
        hit=fine(row.hit_frac, text),
    )


def _hurdle(page: MathPage, text: Catalog) -> str:
    num = text.num
    low, high = (hurdle_at(page, page.bet.entry_usd, rate) for rate in FREE)
    rise = num.percent(hurdle_rise(page.bet.years))
    years = num.years(page.bet.years)
    if low is None or high is None:
        return text.t("exit_math.title.hurdle_rise", rise=rise, years=years)
    return text.t(
        "exit_math.title.hurdle",
        rise=rise,
        years=years,
        low=fine(low, text),
        high=fine(high, text),
        entry=num.money(page.bet.entry_usd),
    )


def _mega(page: MathPage, text: Catalog) -> str:
    needed, num, view = mega_exit(page), text.num, page.view
    if isinstance(needed, CalcError):
        return text.t("exit_math.title.mega_none")
    return text.t(
        "exit_math.title.mega",
        check=num.money(view.mega_usd),
        stake=fine(view.mega_stake_frac, text),
        exit=num.money(needed),
        rate=return_words(view.return_frac, Reading.ANNUAL, text),
        hit=fine(view.mega_hit_frac, text),
    )


def _build(page: MathPage, text: Catalog) -> str:
    price, needed, num = own_price(page), mega_exit(page), text.num
    if isinstance(price, CalcError):
        return text.t("exit_math.title.build_none")
    leaves = price >= page.view.worth_usd
    words = text.t(
        "exit_math.title.build_leave" if leaves else "exit_math.title.build", price=num.money(price)
    )
    if isinstance(needed, CalcError):
        return words
    more = "build_short" if needed > price else "build_enough"
    return f"{words} {text.t(f'exit_math.title.{more}', exit=num.money(needed))}"


def _fund(page: MathPage, text: Catalog) -> str:
    num, view, company = text.num, page.view, fund_company(page).company.name
    fund = num.money(view.fund_usd)
    if view.fund_by == "own":
        found = owned(page)
        if isinstance(found, str):
            return text.t("exit_math.title.fund_none", company=company)
        own = fine(view.fund_own_frac, text)
        times = _of_fund(found, fund, text)
        return text.t("exit_math.title.fund_own", own=own, company=company, times=times)
    row = chosen_row(page)
    if row is None or row.why:
        return text.t("exit_math.title.fund_none", company=company)
    return text.t(
        "exit_math.title.fund_value" if row.by_value else "exit_math.title.fund",
        check=num.money(view.fund_check_usd),
        company=company,
        round=short_name(row.one.entry.name),
        times=_of_fund(row.funds, fund, text),
    )


def _of_fund(funds: float, fund: str, text: Catalog) -> str:
    """What part of the fund, or how many of it."""
    if funds < 1:
        return text.t("exit_math.part_of_fund", part=text.num.percent(funds), fund=fund)
    return text.tn("exit_math.times_the_fund", round(funds, 1) if funds < 99.95 else round(funds), fund=fund)


def caption(page: MathPage, text: Catalog, handle: str = "") -> Caption:
    """Title with the finding, subtitle with every assumption, source."""
    return Caption(
        title=headline(page, text),
        subtitle=rule(page, text),
        short_subtitle=_short_rule(page, text),
        source=source(page, text),
        handle=handle,
    )


def _short_rule(page: MathPage, text: Catalog) -> str:
    """Of the map, what its axes are and what is assumed: a low picture has no room for more."""
    if page.view.chart != "map":
        return ""
    return text.t(f"exit_math.rule.short_{page.view.axes}", **_numbers(page, text))


def rule(page: MathPage, text: Catalog) -> str:
    """How to read the chart, and what in it is assumed."""
    num, view, chart = text.num, page.view, page.view.chart
    values = _numbers(page, text) | {
        "check": num.money(view.fund_check_usd),
        "fund": num.money(view.fund_usd),
    }
    if chart == "map":
        total = "_total" if page.reading is Reading.TOTAL else ""
        return text.t(f"exit_math.rule.map_{view.axes}{total}", **values)
    if chart == "mega":
        return text.t(
            "exit_math.rule.mega", years=num.years(view.years), kept=num.percent(view.retained_frac)
        )
    if chart == "build":
        return text.t(
            "exit_math.rule.build",
            worth=num.money(view.worth_usd),
            cost=num.money(view.build_usd),
            years=num.years(view.build_years),
            rate=num.percent(view.build_rate_frac),
        )
    if chart == "fund":
        at = fund_company(page).exit
        where = exit_name(at, text) if at else ""
        return text.t(
            f"exit_math.rule.fund_{view.fund_by}", exit=where, **{k: values[k] for k in ("check", "fund")}
        )
    return text.t(f"exit_math.rule.{chart}", **values)


def source(page: MathPage, text: Catalog) -> str:
    """What the numbers rest on: arithmetic on assumptions, or a company's record."""
    if page.view.chart == "fund":
        return source_words(fund_company(page), text)
    return text.t("exit_math.source")
