"""The data behind the charts of the odds page as CSV text."""

from __future__ import annotations

from dashboard.export.tables import csv_text
from dashboard.sources.odds import load_distributions, load_editions
from dashboard.views.odds import ROWS, OddsPage, bins_of
from dashboard.views.odds_bet import bet_company, outcome_usd, ways

_FUNNEL = ("funnel", "published", "stage", "fraction", "at_most", "basis", "from_memory", "source_id")
_RETURNS = (
    "distribution",
    "counted",
    "from_x",
    "to_x",
    "fraction",
    "bound",
    "not_split",
    "from_memory",
    "source_id",
)
_BET = (
    "counted_by",
    "company",
    "checks_low",
    "checks_high",
    "worth_low_usd",
    "worth_high_usd",
    "kept_frac",
    "why_not",
)
_FUNDED = (
    "year",
    "ipo_year",
    "funded_low",
    "funded_high",
    "at_least",
    "tech_ipos",
    "per_ipo_low",
    "per_ipo_high",
)


def odds_csv(page: OddsPage) -> str:
    """The chart's own numbers; unknown is blank."""
    make = {"funnel": _funnel, "returns": _returns, "bet": _bet, "funded": _funded}
    return make[page.view.chart](page)


def _funnel(page: OddsPage) -> str:
    known, rows = load_editions(), list[tuple[object, ...]]()
    for funnel in page.funnels:
        for key in ROWS:
            if key in funnel.stages:
                one = funnel.stages[key]
                row = (funnel.key, known[funnel.key].published, key, one.frac, one.at_most)
                rows.append((*row, one.basis.value, one.recalled, one.source_id))
    mine = page.mine
    if mine is not None and not isinstance(mine, Exception):
        rows += [
            ("mine", None, one.key, one.frac, False, one.basis.value, False, "")
            for one in mine.stages.values()
        ]
    return csv_text(_FUNNEL, rows)


def _returns(page: OddsPage) -> str:
    rows = []
    for one in load_distributions().values():
        for each in bins_of(one):
            row = (one.key, one.counted, each.from_x, each.to_x, each.frac, each.bound, each.between)
            rows.append((*row, one.recalled, one.source_id))
    return csv_text(_RETURNS, rows)


def _bet(page: OddsPage) -> str:
    company, rows = bet_company(page).company.key, []
    for one in ways(page):
        known = not one.why
        checks = (one.low, one.high) if known else (None, None)
        worth = outcome_usd(page, one) if known else (None, None)
        rows.append((one.key, company, *checks, *worth, one.kept_frac, one.why))
    return csv_text(_BET, rows)


def _funded(page: OddsPage) -> str:
    rows = []
    for one in page.funded:
        row = (one.year, one.ipo_year, one.low_count, one.high_count, one.at_least, one.ipos)
        rows.append((*row, one.low_per_ipo, one.high_per_ipo))
    return csv_text(_FUNDED, rows)
