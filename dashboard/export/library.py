"""The data behind the library's charts as CSV text."""

from __future__ import annotations

from dashboard.export.tables import csv_text
from dashboard.i18n.catalog import Catalog
from dashboard.views.library import LibraryPage, rank_rows

_COMPANY = (
    "company",
    "round",
    "kind",
    "date",
    "amount_raised_usd",
    "post_money_usd",
    "issue_price_usd",
    "price_basis",
    "exit",
    "exit_date",
    "exit_price_usd",
    "price_multiple_x",
    "nominal_multiple_x",
    "valuation_multiple_x",
    "source_id",
)
_RANK = ("company_and_round", "price_multiple_x", "basis", "offer_price_from_memory")


def library_csv(page: LibraryPage, text: Catalog) -> str:
    """Every entry of the company at the exit, or the whole ranked list; unknown is blank."""
    if page.view.shown != "company":
        rows = rank_rows(page.view.shown, text)
        return csv_text(_RANK, [(r.label, r.multiple_x, r.basis.value, not r.sure) for r in rows])
    at, found = page.exit, []
    for one in page.multiples:
        entry = one.entry
        main = entry.price or entry.post_money or entry.raised
        found.append(
            (
                page.company.name,
                entry.name,
                entry.kind.value,
                entry.date.text if entry.date else None,
                entry.raised.value if entry.raised else None,
                entry.post_money.value if entry.post_money else None,
                entry.price.value if entry.price else None,
                entry.price.basis.value if entry.price else None,
                at.kind if at else None,
                at.date.text if at else None,
                at.price.value if at and at.price else None,
                one.price_x,
                one.nominal_x,
                one.value_x,
                main.source_id if main else None,
            )
        )
    return csv_text(_COMPANY, found)
