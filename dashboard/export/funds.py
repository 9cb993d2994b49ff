"""The bars of the fund chart as CSV text."""

from __future__ import annotations

from calc.errors import CalcError
from dashboard.export.tables import csv_text
from dashboard.views.funds import FundPage, bars

_COLUMNS = ("net_multiple_from_x", "net_multiple_to_x", "fraction_of_funds")


def funds_csv(page: FundPage) -> str:
    """Ranges of the net multiple and the part of the funds in each."""
    found = page.summary
    if isinstance(found, CalcError):
        return csv_text(_COLUMNS, [])
    return csv_text(_COLUMNS, [(bar.low_x, bar.high_x, bar.frac) for bar in bars(found)])
