"""A company out of a person's table: rows to entries, entries to a company, every lack with its row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final

from calc.entered import company_of_entries, slug
from calc.entries import EnteredMark, EnteredRound, EnteredStake, Lack
from calc.types import Basis, Company, MarkKind, RoundKind, Scope
from dashboard.sources.own.problems import Problem
from dashboard.sources.own.rows import ReadSheet, TypedRow, typed_rows
from dashboard.sources.own.table import Table
from dashboard.sources.provenance import Source

OWN_PREFIX: Final = "own-"
_ROUND_NUMBERS: Final = (
    "amount_usd",
    "pre_money_usd",
    "post_money_usd",
    "price_usd",
    "new_shares",
    "shares_after",
    "other_shares",
    "ratio_x",
)
_IPO_NAMES: Final = {"ipo", "айпио"}


@dataclass(frozen=True)
class OwnCompany:
    """A person's company: as calc takes it, the sources its rows name, and the file it came from."""

    company: Company
    sources: Mapping[str, Source]
    file: str


@dataclass(frozen=True)
class Import:
    """What a file gave. own is None if no round could be used."""

    file: str
    own: OwnCompany | None = None
    problems: tuple[Problem, ...] = ()
    sheets: tuple[ReadSheet, ...] = ()
    encoding: str = ""


def is_own(key: str) -> bool:
    """Whether a company's key names a person's own company."""
    return key.startswith(OWN_PREFIX)


def read_company(table: Table, chosen: Mapping[str, str] | None = None) -> Import:
    """The company of a table. Never raises; good rows are kept, every other row is told.

    Everything is "assumed" (the reader's) unless its row names a source and how sure it is.
    """
    problems = list(table.problems)
    rows, sheets = typed_rows(table, chosen or {}, problems)
    by_table: dict[str, list[TypedRow]] = {}
    for row in rows:
        by_table.setdefault(row.table, []).append(row)
    name, ticker = _named(by_table.get("company", []), table.name)
    company, lacks = company_of_entries(
        OWN_PREFIX + slug(name, [], "company"),
        name,
        ticker,
        rounds=[_round(row) for row in by_table.get("rounds", [])],
        marks=_marks(by_table),
        stakes=[_stake(row) for row in by_table.get("stakes", [])],
    )
    problems += [_told(lack, by_table) for lack in lacks]
    sources = _sources(by_table, problems)
    if company is None and not any(not one.is_note for one in problems):
        problems.append(Problem("no_rounds", table.name))
    own = OwnCompany(company, sources, table.name) if company else None
    return Import(table.name, own, tuple(problems), tuple(sheets), table.encoding)


def _named(rows: Sequence[TypedRow], file: str) -> tuple[str, str]:
    if rows:
        return rows[0].values["name"], rows[0].values.get("ticker") or ""
    return PurePath(file).name.split(".")[0][:60] or "company", ""


def _told(lack: Lack, rows: Mapping[str, Sequence[TypedRow]]) -> Problem:
    return rows[lack.table][lack.at].problem(lack.code, lack.name, is_note=lack.is_note, **dict(lack.values))


def _sure(values: Mapping[str, Any], basis: str, source: str) -> tuple[Basis, str]:
    """Basis as stated if a source stands with it; else it is the reader's word."""
    source_id = values.get(source) or ""
    stated: Basis | None = values.get(basis)
    return (stated if stated and source_id else Basis.ASSUMED), source_id


def _both_sure(values: Mapping[str, Any]) -> dict[str, Any]:
    basis, source = _sure(values, "basis", "source")
    has_own = values.get("value_basis") or values.get("value_source")
    value_basis, value_source = _sure(values, "value_basis", "value_source") if has_own else (basis, source)
    return {
        "basis": basis,
        "source_id": source,
        "value_basis": value_basis,
        "value_source_id": value_source,
    }


def _round(row: TypedRow) -> EnteredRound:
    values = row.values
    kind = row.kind or (RoundKind.IPO.value if values["name"].lower() in _IPO_NAMES else "")
    told: dict[str, Any] = {name: values.get(name) for name in _ROUND_NUMBERS} | _both_sure(values)
    return EnteredRound(
        name=values["name"],
        date=values["date"],
        kind=RoundKind(kind or RoundKind.PRICED.value),
        leads=values.get("leads") or "",
        **told,
    )


def _marks(rows: Mapping[str, Sequence[TypedRow]]) -> list[EnteredMark]:
    listed = any(_round(row).kind is RoundKind.IPO for row in rows.get("rounds", []))
    usual = MarkKind.CLOSE if listed else MarkKind.SECONDARY
    return [
        EnteredMark(
            kind=MarkKind(row.kind) if row.kind else usual,
            date=row.values["date"],
            price_usd=row.values.get("price_usd"),
            company_value_usd=row.values.get("company_value_usd") or row.values.get("post_money_usd"),
            scope=row.values.get("scope") or Scope.NOT_STATED,
            **_both_sure(row.values),
        )
        for row in rows.get("marks", [])
    ]


def _stake(row: TypedRow) -> EnteredStake:
    values = row.values
    basis, source = _sure(values, "basis", "source")
    return EnteredStake(
        holder=values["holder"],
        round_name=values.get("in_round") or "",
        shares_low=values.get("shares_low") or values.get("new_shares"),
        shares_high=values.get("shares_high"),
        cost_usd=values.get("cost_usd") or values.get("amount_usd"),
        date=values.get("date"),
        basis=basis,
        source_id=source,
    )


def _sources(rows: Mapping[str, Sequence[TypedRow]], problems: list[Problem]) -> dict[str, Source]:
    """Sources by id; one that is only named in a row is its own title, or its own address."""
    found: dict[str, Source] = {}
    for row in rows.get("sources", []):
        values = row.values
        url = values.get("url") or ""
        if url and not _is_web(url):
            problems.append(row.problem("bad_address", "url"))
            url = ""
        title = values.get("title") or values["source"]
        publisher, published = values.get("publisher") or "", values.get("published") or ""
        found[values["source"]] = Source(title, publisher, published, url, "", "")
    for row in (row for part in rows.values() for row in part):
        for name in ("source", "value_source"):
            said = row.values.get(name)
            if said and said not in found:
                found[said] = Source(said, "", "", said if _is_web(said) else "", "", "")
    return found


def _is_web(url: str) -> bool:
    return url.lower().startswith(("https://", "http://")) and " " not in url and len(url) < 500
