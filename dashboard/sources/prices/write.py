"""Appends live closes to datasets/: the snapshot that ships with the project, renewed."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

from calc.closes import FEED_SOURCE, Fate
from dashboard.sources.check import refresh_hashes
from dashboard.sources.prices.refresh import Quote
from dashboard.sources.tables import DATASETS, DataFolder

Rows = list[dict[str, str]]


def writable(quote: Quote, today: dt.date) -> bool:
    """Whether a quote may become a row: fetched now, usable, and of a day that is over."""
    fetched_now = quote.fate is Fate.OK and quote.usable is not None
    return fetched_now and quote.usable is not None and quote.usable.date < today


def write_closes(quotes: Mapping[str, Quote], today: dt.date, folder: Path = DATASETS) -> list[str]:
    """Write every writable quote into its file and renew the hashes; returns the companies written.

    A company of the full record gets one more row of closes.csv. In library_closes.csv the newest
    close gives way to the newer one. A split after the old close goes into library_splits.csv.
    """
    good = {key: quote for key, quote in quotes.items() if writable(quote, today)}
    recorded = {row.text("company") for row in DataFolder(folder).rows("companies")}
    full = {key: quote for key, quote in good.items() if key in recorded and quote.split_x == 1}
    library = {key: quote for key, quote in good.items() if key not in recorded}
    if full:
        _change(
            folder / "closes.csv", lambda rows: rows + [_row(key, one, "other") for key, one in full.items()]
        )
    if library:
        _change(folder / "library_closes.csv", lambda rows: _newest(rows, library))
        _change(folder / "library_splits.csv", lambda rows: _splits(rows, library))
    if full or library:
        refresh_hashes(folder)
    return sorted([*full, *library])


def _change(path: Path, change: Callable[[Rows], Rows]) -> None:
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        names, rows = list(reader.fieldnames or ()), list(reader)
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, names, lineterminator="\n", restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(change(rows))


def _row(key: str, quote: Quote, day: str) -> dict[str, str]:
    close = quote.usable
    assert close is not None
    price = repr(round(close.price_usd, 6))
    date = close.date.isoformat()
    return {
        "company": key,
        "date": date,
        "close_usd": price.removesuffix(".0"),
        "day": day,
        "basis": "press",
        "source_id": FEED_SOURCE,
    }


def _newest(rows: Rows, quotes: Mapping[str, Quote]) -> Rows:
    return [
        _row(row["company"], quotes[row["company"]], "newest")
        if row["day"] == "newest" and row["company"] in quotes
        else row
        for row in rows
    ]


def _splits(rows: Rows, quotes: Mapping[str, Quote]) -> Rows:
    by_company = {row["company"]: row for row in rows}
    for key, quote in quotes.items():
        close = quote.usable
        assert close is not None
        if quote.split_x != 1:
            row = by_company.setdefault(key, {"company": key, "basis": "press", "note": ""})
            row["shares_x"] = f"{quote.followed.known.shares_x * quote.split_x:.12g}"
            row["source_id"] = FEED_SOURCE
            row["note"] = f"{row['note']} Split by {quote.split_x:.12g} by {close.date}.".strip()
        if key in by_company:
            by_company[key]["date"] = close.date.isoformat()
    return [by_company[key] for key in sorted(by_company)]
