"""The data behind the charts of the exit mathematics page as CSV text."""

from __future__ import annotations

from calc.errors import CalcError
from dashboard.export.tables import csv_text
from dashboard.scenario.exit_math import MOST_FREE
from dashboard.views.exit_math import MathPage, entries_of, reading_rows
from dashboard.views.exit_math_hurdle import hurdle_at
from dashboard.views.exit_math_more import (
    build_price,
    exit_needed,
    mega_exit,
    mega_grid,
    own_price,
    owned,
    returned_rows,
)

_BET = ("entry_usd", "exit_usd", "years", "retained_frac", "hit_frac", "return_frac", "reading", "solved_for")
_READING = (
    "entry_usd",
    "retained_frac",
    "multiple_x",
    "return_frac",
    "years_a_year_holds",
    "hit_rate_in_total_frac",
)
_HURDLE = ("entry_usd", "risk_free_frac", "break_even_hit_rate_frac")
_MEGA = ("return_frac", "probability_frac", "needed_exit_usd")
_BUILD = ("build_success_frac", "highest_price_usd")
_FUND = ("company", "round", "multiple_x", "by_company_value", "times_the_fund", "why_not")


def math_csv(page: MathPage) -> str:
    """The chart's own numbers; unknown is blank."""
    make = {
        "map": _map,
        "reading": _reading,
        "hurdle": _hurdle,
        "mega": _mega,
        "build": _build,
        "fund": _fund,
    }
    return make[page.view.chart](page)


def _map(page: MathPage) -> str:
    found = page.solved
    if isinstance(found, CalcError):
        return csv_text(_BET, [])
    row = (
        found.entry_usd,
        found.exit_usd,
        found.years,
        found.retained_frac,
        found.hit_frac,
        found.return_frac,
    )
    return csv_text(_BET, [(*row, page.view.reading, page.view.unknown)])


def _reading(page: MathPage) -> str:
    rate = page.view.return_frac
    rows = [
        (one.entry_usd, one.kept_frac, one.multiple_x, rate, one.years, one.hit_frac)
        for one in reading_rows(page)
    ]
    return csv_text(_READING, rows)


def _hurdle(page: MathPage) -> str:
    rates = [MOST_FREE * at / 16 for at in range(17)]
    rows = [(entry, rate, hurdle_at(page, entry, rate)) for entry in entries_of(page) for rate in rates]
    return csv_text(_HURDLE, rows)


def _mega(page: MathPage) -> str:
    if isinstance(mega_exit(page), CalcError):
        return csv_text(_MEGA, [])
    returns, hits = mega_grid(page)
    return csv_text(
        _MEGA, [(rate, hit, exit_needed(page.view, rate, hit)) for rate in returns for hit in hits]
    )


def _build(page: MathPage) -> str:
    if isinstance(own_price(page), CalcError):
        return csv_text(_BUILD, [])
    chances = sorted({*(at / 20 for at in range(21)), page.view.build_hit_frac})
    return csv_text(_BUILD, [(chance, build_price(page.view, chance)) for chance in chances])


def _fund(page: MathPage) -> str:
    if page.view.fund_by == "own":
        found = owned(page)
        why, times = (found, None) if isinstance(found, str) else ("", found)
        return csv_text(_FUND, [(page.view.fund_company, None, None, True, times, why)])
    rows = []
    for one in returned_rows(page):
        known = not one.why
        numbers = (one.multiple_x, one.by_value, one.funds) if known else (None, None, None)
        rows.append((page.view.fund_company, one.one.entry.name, *numbers, one.why))
    return csv_text(_FUND, rows)
