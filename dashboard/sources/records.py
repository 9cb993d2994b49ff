"""Builds the values calc works with from the checked data files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from calc.types import (
    Basis,
    Company,
    Figure,
    IpoYear,
    Mark,
    MarkKind,
    PartialDate,
    Quoted,
    Round,
    RoundKind,
    Scope,
    Stake,
)
from dashboard.sources.provenance import Source, load_sources
from dashboard.sources.tables import DATASETS, DataError, DataFolder, Problem, Row, rows_of

__all__ = ["Source", "load_companies", "load_company", "load_ipo_years", "load_sources"]


@lru_cache(maxsize=8)
def load_company(key: str, folder: Path = DATASETS) -> Company:
    """One company: rounds, marks (closes included) and stakes, each in order of date.

    Raises:
        DataError: a file has a problem, or no company has this key.
    """
    data = DataFolder(folder)
    companies = {row.text("company"): row for row in data.rows("companies")}
    if key not in companies:
        message = f"expected one of {', '.join(companies)}, asked for {key!r}"
        raise DataError(Problem("companies.csv", 1, "company", message))
    row = companies[key]
    return Company(
        key=key,
        name=row.text("name"),
        ticker=row.text("ticker"),
        rounds=_rounds(data, key),
        marks=_marks(data, key),
        stakes=tuple(_stake(row) for row in rows_of(data, "stakes", key)),
    )


@lru_cache(maxsize=8)
def load_companies(folder: Path = DATASETS) -> tuple[str, ...]:
    """Keys of every company in the record, in file order."""
    return tuple(row.text("company") for row in DataFolder(folder).rows("companies"))


@lru_cache(maxsize=8)
def load_ipo_years(folder: Path = DATASETS) -> tuple[IpoYear, ...]:
    """US IPO counts by year, tech and all, oldest first."""
    found = {
        (row.integer("year"), row.text("series")): row for row in DataFolder(folder).rows("us_ipo_counts")
    }
    years = sorted({year for year, series in found if series in ("tech", "all")})
    return tuple(
        _ipo_year(year, tech=found.get((year, "tech")), every=found.get((year, "all"))) for year in years
    )


def _order(date: PartialDate) -> tuple[str, str]:
    return date.earliest.isoformat(), date.latest.isoformat()


def _rounds(data: DataFolder, company: str) -> tuple[Round, ...]:
    series = {row.text("series"): row for row in rows_of(data, "preferred_stock", company)}
    rounds = [_round(row, series) for row in rows_of(data, "funding_rounds", company)]
    return tuple(sorted(rounds, key=lambda item: _order(item.date)))


def _round(row: Row, series: dict[str, Row]) -> Round:
    name = row.text("series")
    if name and name not in series:
        message = f"expected a series of preferred_stock.csv, found {name!r}"
        raise DataError(Problem("funding_rounds.csv", row.line, "series", message))
    terms = _series_terms(series[name]) if name else _own_terms(row)
    return Round(
        key=row.text("round_key"),
        name=row.text("name"),
        kind=RoundKind(row.text("kind")),
        date=row.date("date"),
        amount_raised_usd=terms.amount,
        issue_price_usd=terms.price,
        new_shares=terms.shares,
        post_money_usd=row.figure("post_money_usd", basis="valuation_basis", source="valuation_source_id"),
        quoted=Quoted(row.text("quoted")),
        conversion_ratio=terms.ratio,
        rounding_usd=terms.rounding_usd,
        rounding_shares=terms.rounding_shares,
        lead_investors=row.text("lead_investors"),
        date_source_id=row.text("date_source_id"),
        date_basis=Basis(row.text("date_basis")),
    )


@dataclass(frozen=True)
class _Terms:
    amount: Figure
    price: Figure
    shares: Figure
    ratio: Figure
    rounding_usd: float = 0.0
    rounding_shares: float = 0.0


def _series_terms(row: Row) -> _Terms:
    amount, shares = row.figure("liquidation_preference_usd"), row.figure("issued_shares")
    ratio = row.figure("common_shares_on_conversion", basis="conversion_basis")
    return _Terms(
        amount=amount,
        price=Figure(amount.value / shares.value, Basis.DERIVED, amount.source_id),
        shares=shares,
        ratio=Figure(ratio.value / shares.value, ratio.basis, ratio.source_id),
        rounding_usd=row.number("rounding_usd"),
        rounding_shares=row.number("rounding_shares"),
    )


def _own_terms(row: Row) -> _Terms:
    _need(row, "funding_rounds.csv", ("amount_raised_usd", "issue_price_usd", "new_shares"))
    price, shares = row.figure("issue_price_usd"), row.figure("new_shares")
    one = Figure(1.0, Basis.REPORTED, row.text("source_id"))
    return _Terms(amount=row.figure("amount_raised_usd"), price=price, shares=shares, ratio=one)


def _need(row: Row, file: str, columns: tuple[str, ...]) -> None:
    for column in columns:
        if not row.has(column):
            raise DataError(Problem(file, row.line, column, "expected a value here, found a blank"))


def _marks(data: DataFolder, company: str) -> tuple[Mark, ...]:
    named = [_mark(row) for row in rows_of(data, "marks", company)]
    taken = {mark.date for mark in named if mark.kind is MarkKind.CLOSE}
    closes = [_close(row) for row in rows_of(data, "closes", company) if row.date("date") not in taken]
    return tuple(sorted(named + closes, key=lambda mark: (_order(mark.date), mark.key)))


def _mark(row: Row) -> Mark:
    value = None
    if row.has("company_value_usd"):
        _need(row, "marks.csv", ("value_basis", "value_source_id"))
        value = row.figure("company_value_usd", basis="value_basis", source="value_source_id")
    kind, scope = MarkKind(row.text("kind")), Scope(row.text("scope"))
    return Mark(row.text("key"), kind, row.date("date"), row.figure("price_usd"), value, scope)


def _close(row: Row) -> Mark:
    date = row.date("date")
    return Mark(date.text, MarkKind.CLOSE, date, row.figure("close_usd"))


def _stake(row: Row) -> Stake:
    return Stake(
        key=row.text("key"),
        holder=row.text("holder"),
        round_key=row.text("round_key"),
        shares_low=row.figure("shares_low"),
        shares_high=row.figure("shares_high"),
        cost_usd=row.figure("cost_usd", basis="cost_basis", source="cost_source_id"),
        date=row.date("date") if row.has("date") else None,
    )


def _ipo_year(year: int, *, tech: Row | None, every: Row | None) -> IpoYear:
    return IpoYear(
        year=year,
        tech_ipos=tech.integer("count") if tech else None,
        all_ipos=every.integer("count") if every else None,
        tech_basis=Basis(tech.text("basis")) if tech else Basis.ASSUMED,
        tech_source_id=tech.text("source_id") if tech else "",
        all_source_id=every.text("source_id") if every else "",
        tech_edition=tech.text("edition") if tech else "",
        all_edition=every.text("edition") if every else "",
        partial=any(row.values["partial"] is True for row in (tech, every) if row),
    )
