"""The matches of a claim as CSV text."""

from __future__ import annotations

from dashboard.export.tables import csv_text
from dashboard.i18n.catalog import Catalog
from dashboard.views.claims import ClaimPage, arithmetic, end_name, start_name

_COLUMNS = ("way", "start", "end", "date", "sum", "multiple_x", "from_usd", "to_usd", "off_frac", "whole")


def claims_csv(page: ClaimPage, text: Catalog) -> str:
    """Every match within the tolerance, nearest first."""
    rows = [
        (
            match.way.value,
            start_name(match, page, text),
            end_name(match, text),
            match.end.date.text,
            arithmetic(match, text),
            match.multiple_x,
            match.from_usd,
            match.to_usd,
            match.off_frac,
            match.whole,
        )
        for match in page.matches
    ]
    return csv_text(_COLUMNS, rows)
