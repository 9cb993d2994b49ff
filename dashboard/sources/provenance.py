"""Where the numbers come from: sources, notes on rounds, values left out, who held what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from calc.types import Basis, Figure, PartialDate, Quoted, Scope
from dashboard.sources.tables import DATASETS, DataFolder, Row, rows_of


@dataclass(frozen=True)
class Source:
    """One publication that the data cite. terms answers: may I repost it."""

    title: str
    publisher: str
    date: str
    url: str
    kind: str
    terms: str
    note: str = ""


@dataclass(frozen=True)
class RoundNote:
    """What the record says of a round beside its numbers."""

    series: str
    valuation_scope: Scope
    date_basis: Basis
    leads_source_id: str
    note: str


@dataclass(frozen=True)
class Valuation:
    """A company value the chain of rounds does not use, and why. event_key may be a round or a mark."""

    event_key: str
    date: PartialDate
    value_usd: Figure
    quoted: Quoted
    scope: Scope
    why_not_used: str


@dataclass(frozen=True)
class Holding:
    """Shares a filing states. part_of names the holding this one is inside of: do not sum both."""

    holder: str
    class_or_series: str
    shares: Figure
    as_of: PartialDate
    part_of: str
    note: str


@dataclass(frozen=True)
class IpoRevision:
    """The range one yearly tech count takes over editions."""

    year: int
    low: int
    high: int
    note: str


@lru_cache(maxsize=8)
def load_sources(folder: Path = DATASETS) -> dict[str, Source]:
    """Every source by its id. Shared between callers: do not change it."""
    names = ("title", "publisher", "date", "url", "kind", "terms", "note")
    rows = DataFolder(folder).rows("sources")
    return {row.text("source_id"): Source(*(row.text(name) for name in names)) for row in rows}


@lru_cache(maxsize=8)
def load_round_notes(company: str, folder: Path = DATASETS) -> dict[str, RoundNote]:
    """Notes by round key. Shared between callers: do not change it."""
    rows = rows_of(DataFolder(folder), "funding_rounds", company)
    return {row.text("round_key"): _round_note(row) for row in rows}


@lru_cache(maxsize=8)
def load_mark_notes(company: str, folder: Path = DATASETS) -> dict[str, str]:
    """Notes by mark key, closes by their date. Shared between callers: do not change it."""
    data = DataFolder(folder)
    closes = {row.text("date"): row.text("note") for row in rows_of(data, "closes", company)}
    return closes | {row.text("key"): row.text("note") for row in rows_of(data, "marks", company)}


@lru_cache(maxsize=8)
def load_stake_notes(company: str, folder: Path = DATASETS) -> dict[str, str]:
    """Notes by stake key: how a range was obtained. Shared between callers: do not change it."""
    return {row.text("key"): row.text("note") for row in rows_of(DataFolder(folder), "stakes", company)}


@lru_cache(maxsize=8)
def load_valuations(company: str, folder: Path = DATASETS) -> tuple[Valuation, ...]:
    """Company values kept visible beside the ones the chain uses."""
    return tuple(_valuation(row) for row in rows_of(DataFolder(folder), "valuations", company))


@lru_cache(maxsize=8)
def load_holdings(company: str, folder: Path = DATASETS) -> tuple[Holding, ...]:
    """Holdings that filings state, in file order."""
    return tuple(_holding(row) for row in rows_of(DataFolder(folder), "holders", company))


@lru_cache(maxsize=8)
def load_ipo_revisions(folder: Path = DATASETS) -> tuple[IpoRevision, ...]:
    """Years whose tech count differs by edition, in file order."""
    return tuple(
        IpoRevision(row.integer("year"), row.integer("low"), row.integer("high"), row.text("note"))
        for row in DataFolder(folder).rows("ipo_revisions")
    )


def _round_note(row: Row) -> RoundNote:
    return RoundNote(
        series=row.text("series"),
        valuation_scope=Scope(row.text("valuation_scope")),
        date_basis=Basis(row.text("date_basis")),
        leads_source_id=row.text("leads_source_id"),
        note=row.text("note"),
    )


def _valuation(row: Row) -> Valuation:
    return Valuation(
        event_key=row.text("event_key"),
        date=row.date("date"),
        value_usd=row.figure("value_usd"),
        quoted=Quoted(row.text("quoted")),
        scope=Scope(row.text("scope")),
        why_not_used=row.text("why_not_used"),
    )


def _holding(row: Row) -> Holding:
    return Holding(
        holder=row.text("holder"),
        class_or_series=row.text("class_or_series"),
        shares=row.figure("shares"),
        as_of=row.date("as_of"),
        part_of=row.text("part_of"),
        note=row.text("note"),
    )


@lru_cache(maxsize=8)
def load_deal(deal: str, folder: Path = DATASETS) -> dict[str, Figure]:
    """Amounts that a case of the exit waterfall is modelled on, by item."""
    rows = DataFolder(folder).rows("exit_deals")
    return {row.text("item"): row.figure("amount_usd") for row in rows if row.text("deal") == deal}
