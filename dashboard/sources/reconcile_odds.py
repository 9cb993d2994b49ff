"""Compares the rows of the odds files with each other: funnels narrow, counts fit fractions, bins sum up."""

from __future__ import annotations

from calc.errors import CalcError
from calc.odds import RAISES, whole
from dashboard.sources.odds import read_bin
from dashboard.sources.reconcile import say
from dashboard.sources.tables import DataFolder, Problem, Row

ROUNDING = 0.0055  # fractions are printed in whole per cent, or finer


def odds_problems(data: DataFolder) -> list[Problem]:
    """What does not fit in the funnels and the distributions of returns."""
    return _widening(data) + _counts(data) + _bins(data)


def _widening(data: DataFolder) -> list[Problem]:
    found, last = [], dict[str, tuple[int, float]]()
    stages = [row for row in data.rows("odds_funnel") if row.text("stage") in RAISES]
    for row in sorted(stages, key=lambda one: (one.text("edition"), RAISES.index(one.text("stage")))):
        line, before = last.get(row.text("edition"), (0, 1.0))
        if row.number("frac") > before:
            message = f"expected {before:g} or less, the stage before on line {line}"
            found.append(say("odds_funnel", row, "frac", message))
        last[row.text("edition")] = (row.line, row.number("frac"))
    return found


def _counts(data: DataFolder) -> list[Problem]:
    cohorts = {row.text("edition"): row for row in data.rows("odds_editions") if row.has("companies")}
    found = []
    for row in data.rows("odds_funnel"):
        cohort = cohorts.get(row.text("edition"))
        if cohort and row.has("companies"):
            frac = row.integer("companies") / cohort.integer("companies")
            if abs(frac - row.number("frac")) > min(ROUNDING, 0.06 * frac):
                message = f"expected about {frac:.4f}, the companies over the whole cohort"
                found.append(say("odds_funnel", row, "frac", message))
    return found


def _bins(data: DataFolder) -> list[Problem]:
    rows: dict[str, list[Row]] = {}
    for row in data.rows("odds_returns"):
        rows.setdefault(row.text("distribution"), []).append(row)
    found = []
    for each in rows.values():
        try:
            whole([read_bin(row) for row in each])
        except CalcError as error:
            message = f"expected bins that make a whole, found {error.code}"
            found.append(say("odds_returns", each[0], "frac", message))
    return found
