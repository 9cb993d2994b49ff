"""The rows behind a chart of the IPO window as CSV text."""

from __future__ import annotations

from dashboard.export.tables import csv_text
from dashboard.views.window import WindowPage
from dashboard.views.window_table import window_rows


def window_csv(page: WindowPage) -> str:
    """What the chosen chart draws; fractions are 0.05 for 5 %, dollars are whole."""
    columns, rows = window_rows(page)
    return csv_text(columns, rows)
