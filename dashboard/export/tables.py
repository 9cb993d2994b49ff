"""The data behind a chart as CSV text."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from calc.multiples import Multiple, annual_rate_range
from calc.types import Basis
from dashboard.views.path import PathView

if TYPE_CHECKING:  # the path page does without pandas, whose import takes a second
    import pandas as pd

ROUND_COLUMNS = (
    "round",
    "date",
    "amount_raised_usd",
    "pre_money_usd",
    "post_money_usd",
    "other_issuance_shares",
    "issue_price_usd",
    "new_shares",
    "fully_diluted_shares",
    "sold_frac",
    "price_multiple_x",
    "valuation_multiple_x",
    "retained_frac",
    "annual_rate_low_frac",
    "annual_rate_high_frac",
    "price_basis",
    "valuation_basis",
    "assumed",
)


def rounds_csv(view: PathView) -> str:
    """Rounds of a path with their multiples at the chosen mark; unknown is blank."""
    rows = []
    for step in view.path.steps:
        multiple = view.multiples.get(step.key)
        rows.append(
            (
                step.terms.name,
                step.terms.date.text,
                step.terms.amount_raised_usd,
                step.pre_money_usd,
                step.post_money_usd,
                step.terms.other_issuance_shares,
                step.issue_price_usd,
                step.new_shares,
                step.fully_diluted_shares,
                step.sold_frac,
                multiple.price_multiple_x if multiple else None,
                multiple.valuation_multiple_x if multiple else None,
                multiple.retained_frac if multiple else None,
                *_rates(multiple),
                step.price_basis.value,
                step.terms.valuation_basis.value,
                " ".join(step.terms.assumed),
            )
        )
    return csv_text(ROUND_COLUMNS, rows)


def _rates(multiple: Multiple | None) -> tuple[float | None, float | None]:
    if multiple is None or multiple.price_multiple_x is None:
        return None, None
    rates = annual_rate_range(multiple.price_multiple_x, multiple.days_low, multiple.days_high)
    return rates or (None, None)


def stake_csv(view: PathView) -> str:
    """The chosen holding at every event and listed mark; low = high unless it is a range."""
    holding, _ = view.holding()
    columns = (
        "date",
        "event",
        "price_usd",
        "value_low_usd",
        "value_high_usd",
        "multiple_low_x",
        "multiple_high_x",
        "basis",
    )
    if holding is None:
        return csv_text(columns, [])
    rows = [
        (
            v.date.text,
            v.key,
            v.price_usd,
            v.value_low_usd,
            v.value_high_usd,
            v.multiple_low_x,
            v.multiple_high_x,
            v.basis.value,
        )
        for v in view.holding_values(holding)
    ]
    return csv_text(columns, rows)


def ipos_csv(table: pd.DataFrame) -> str:
    """The table of counts; unknown is blank."""
    return str(table.to_csv(index=False, lineterminator="\n"))


def csv_text(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Rows as CSV text; unknown is blank, and no text runs as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([["" if cell is None else _safe(cell) for cell in row] for row in rows])
    return out.getvalue()


def _safe(cell: object) -> object:
    """Text a spreadsheet would run as a formula is written as text."""
    if isinstance(cell, str) and not isinstance(cell, Basis) and cell[:1] in "=+-@\t\r" and cell:
        return f"'{cell}"
    return cell
