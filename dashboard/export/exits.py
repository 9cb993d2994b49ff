"""The data behind the exit chart as CSV text."""

from __future__ import annotations

from dashboard.export.tables import csv_text
from dashboard.views.exits import ExitPage


def exits_csv(page: ExitPage) -> str:
    """Payouts of every class at every exit of the sweep, US dollars."""
    sweep = page.sweep
    columns = ("exit_usd", "debt_usd", *(f"{key}_usd" for key in sweep.keys))
    rows = [
        [float(exit_usd), float(debt), *map(float, paid)]
        for exit_usd, debt, paid in zip(sweep.exits_usd, sweep.debt_usd, sweep.payouts_usd, strict=True)
    ]
    return csv_text(columns, rows)
