"""The data behind the exit chart as CSV text."""

from __future__ import annotations

from dashboard.export.tables import csv_text
from dashboard.views.exits import ExitPage


def exits_csv(page: ExitPage) -> str:
    """Payouts of every class at every exit of the sweep, US dollars."""
    sweep = page.sweep
    first = (sweep.exits_usd, sweep.debt_usd, sweep.fees_usd, sweep.carve_out_usd)
    columns = ("exit_usd", "debt_usd", "fees_usd", "carve_out_usd", *(f"{key}_usd" for key in sweep.keys))
    rows = [
        [*map(float, before), *map(float, paid)]
        for *before, paid in zip(*first, sweep.payouts_usd, strict=True)
    ]
    return csv_text(columns, rows)
