"""Compares the yearly IPO counts with each other and with totals the statistics print."""

from __future__ import annotations

from dashboard.sources.reconcile import say
from dashboard.sources.tables import DataFolder, Problem, Row

Found = list[Problem]
IPO = "us_ipo_counts"


def ipo_problems(data: DataFolder) -> Found:
    """What does not add up in the IPO counts: tech above all, sums over years."""
    return _tech_above_all(data) + _sum_problems(data) + _revision_problems(data)


def _counts(data: DataFolder, series: str) -> dict[int, Row]:
    return {row.integer("year"): row for row in data.rows(IPO) if row.text("series") == series}


def _tech_above_all(data: DataFolder) -> Found:
    wider = {"tech": _counts(data, "all"), "all": _counts(data, "all_with_banks")}
    return [
        say(
            IPO,
            row,
            "count",
            f"expected {limit.integer('count')} or fewer, the wider count of line {limit.line}",
        )
        for row in data.rows(IPO)
        if (limit := wider.get(row.text("series"), {}).get(row.integer("year")))
        and row.integer("count") > limit.integer("count")
    ]


def _sum_problems(data: DataFolder) -> Found:
    problems: Found = []
    for total in data.rows("ipo_decade_totals"):
        counts = _counts(data, total.text("series"))
        years = range(total.integer("first_year"), total.integer("last_year") + 1)
        found = sum(counts[year].integer("count") for year in years if year in counts)
        if found != total.integer("count"):
            problems.append(
                say("ipo_decade_totals", total, "count", f"expected the sum of the years, {found}")
            )
    return problems


def _revision_problems(data: DataFolder) -> Found:
    problems: Found = []
    for row in data.rows("ipo_revisions"):
        count = _counts(data, row.text("series")).get(row.integer("year"))
        if count and not row.integer("low") <= count.integer("count") <= row.integer("high"):
            problems.append(
                say("ipo_revisions", row, "low", f"expected a range around {count.integer('count')}")
            )
    return problems
