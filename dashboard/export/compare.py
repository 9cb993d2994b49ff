"""The points of the compared paths as CSV text."""

from __future__ import annotations

from dashboard.export.tables import csv_text
from dashboard.views.compare import ComparePage

_COLUMNS = (
    "company",
    "what_if",
    "point",
    "date",
    "days_low",
    "days_high",
    "multiple_x",
    "basis",
    "annual_rate_low_frac",
    "annual_rate_high_frac",
)


def compare_csv(page: ComparePage) -> str:
    """A row per point of every path drawn; unknown is blank."""
    rows = []
    for one in page.drawn:
        for point in one.track.points:
            days, rate = point.days or (None, None), point.rate or (None, None)
            date = point.date.text if point.date else None
            name = point.name or point.kind
            rows.append(
                (one.company.name, one.mine, name, date, *days, point.multiple_x, point.basis.value, *rate)
            )
    return csv_text(_COLUMNS, rows)
