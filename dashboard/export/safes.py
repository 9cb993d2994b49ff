"""The data behind the SAFE chart as CSV text."""

from __future__ import annotations

from calc.errors import CalcError
from dashboard.export.tables import csv_text
from dashboard.i18n.catalog import Catalog
from dashboard.views.safes import SafePage

_COLUMNS = ("holder", "shares", "before_frac", "after_frac", "price_usd", "control")


def safes_csv(page: SafePage, text: Catalog) -> str:
    """Holder groups with shares and fractions; a paper's price and the term that set it."""
    done = page.solved
    if isinstance(done, CalcError):
        return csv_text(_COLUMNS, [])
    terms = {f"paper-{one.key}": (one.price_usd, one.control.value) for one in done.conversions}
    terms["new"] = (done.price_usd, "")
    rows = [
        (part.label, part.shares, part.before_frac, part.after_frac, *terms.get(part.key, (None, None)))
        for part in page.parts(done, text)
    ]
    return csv_text(_COLUMNS, rows)
