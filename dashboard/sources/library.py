"""The library of paths from its data files; companies of the full record join it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from calc.library import Entry, Exit, Kind, LibraryCompany
from calc.types import Basis, Company, Figure, Mark, MarkKind, PartialDate, RoundKind
from dashboard.sources.records import load_companies, load_company
from dashboard.sources.tables import DATASETS, DataFolder, Row, rows_of


@lru_cache(maxsize=4)
def load_library(folder: Path = DATASETS) -> dict[str, LibraryCompany]:
    """Every company by key, in order of name.

    Raises:
        DataError: a file has a problem.
    """
    data = DataFolder(folder)
    found = [_company(row, data) for row in data.rows("library_companies")]
    found += [_recorded(load_company(key, folder)) for key in load_companies(folder)]
    return {one.key: one for one in sorted(found, key=lambda one: one.name.lower())}


def company_keys() -> tuple[str, ...]:
    """Keys of every company: those of the full record first, the rest in order of name."""
    recorded = load_companies()
    return (*recorded, *(key for key in load_library() if key not in recorded))


def _company(row: Row, data: DataFolder) -> LibraryCompany:
    key = row.text("company")
    exits = [_exit(one) for one in rows_of(data, "library_outcomes", key)]
    closes = rows_of(data, "library_closes", key)
    exits += [_close(one) for one in closes if one.text("day") == "first_day"]
    exits += [_close(one) for one in closes[-1:] if one.text("day") != "first_day"]
    return LibraryCompany(
        key=key,
        name=row.text("name"),
        ticker=row.text("ticker"),
        entries=tuple(_entry(one) for one in rows_of(data, "library_rounds", key)),
        exits=tuple(sorted(exits, key=lambda one: one.date.latest)),
        note=row.text("note"),
        missing=row.text("missing"),
        closes=tuple(_close(one, key=one.date("date").text) for one in closes),
    )


def _entry(row: Row) -> Entry:
    return Entry(
        key=row.text("key"),
        name=row.text("name"),
        kind=Kind(row.text("kind")),
        date=_date(row),
        raised=_figure(row, "amount_raised_usd", row.text("amount_basis")),
        post_money=_figure(row, "post_money_usd", row.text("value_basis")),
        price=_figure(row, "price_usd", row.text("price_basis")),
        ratio_x=row.number("conversion_ratio") if row.text("conversion_ratio") else None,
        shares=_figure(row, "shares", row.text("shares_basis")),
    )


def _date(row: Row) -> PartialDate | None:
    return row.date("date") if row.text("date") else None


def _figure(row: Row, name: str, basis: str) -> Figure | None:
    if not row.text(name):
        return None
    return Figure(row.number(name), Basis(basis or "press"), row.text("source_id"))


def _exit(row: Row) -> Exit:
    kind = row.text("kind")
    return Exit(
        key=row.text("key"),
        kind=kind,
        date=row.date("date"),
        price=_figure(row, "price_usd", row.text("basis")),
        of_cost_x=row.number("of_cost_x") if row.text("of_cost_x") else None,
        value=_figure(row, "value_usd", row.text("value_basis")),
        source_id=row.text("source_id"),
        recalled=row.text("recalled") == "yes",
        reference=kind == "direct",
        note=row.text("note"),
        basic_shares=row.integer("basic_shares") if row.text("basic_shares") else None,
    )


def _close(row: Row, key: str = "") -> Exit:
    first = row.text("day") == "first_day"
    return Exit(
        key=key or ("first-close" if first else "newest"),
        kind="first_close" if first else "close",
        date=row.date("date"),
        price=_figure(row, "close_usd", row.text("basis")),
        source_id=row.text("source_id"),
    )


def _recorded(company: Company) -> LibraryCompany:
    """A company of the full record in the library's terms."""
    private = [one for one in company.rounds if one.kind is RoundKind.PRICED]
    entries = tuple(
        Entry(
            key=one.key,
            name=one.name,
            kind=Kind.ROUND,
            date=one.date,
            raised=one.amount_raised_usd,
            post_money=one.post_money_usd,
            price=one.issue_price_usd,
            ratio_x=one.conversion_ratio.value,
            shares=one.new_shares,
        )
        for one in private
    )
    listed = [one for one in company.marks if one.kind in (MarkKind.IPO_PRICE, MarkKind.CLOSE)]
    exits = [_mark(one) for one in listed if one.key in ("ipo", "first-close")]
    newest = _mark(listed[-1])
    last = Exit("newest", "close", newest.date, newest.price, source_id=newest.source_id)
    return LibraryCompany(company.key, company.name, company.ticker, entries, (*exits, last))


def _mark(mark: Mark) -> Exit:
    kinds = {"ipo": "ipo", "first-close": "first_close"}
    return Exit(
        key=mark.key,
        kind=kinds.get(mark.key, "close"),
        date=mark.date,
        price=mark.price_usd,
        value=mark.company_value_usd,
        source_id=mark.price_usd.source_id,
    )
