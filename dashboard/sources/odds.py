"""Funnels, distributions of returns and companies funded by year, from their data files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from calc.odds import Bin, Funnel, Stage
from calc.types import Basis
from dashboard.sources.tables import DATASETS, DataFolder, Row, read_table


@dataclass(frozen=True)
class Edition:
    """One published funnel with what to know about its cohort."""

    funnel: Funnel
    publisher: str
    published: str
    cohort: str
    companies: int | None
    source_id: str
    note: str


@dataclass(frozen=True)
class Distribution:
    """One published distribution of returns, its bins as printed."""

    key: str
    publisher: str
    period: str
    counted: str
    cases: int | None
    bins: tuple[Bin, ...]
    recalled: bool
    source_id: str
    note: str


@dataclass(frozen=True)
class Funded:
    """Companies funded in a year, as one edition printed it."""

    year: int
    counted: str
    edition: str
    companies: int
    at_least: bool
    source_id: str
    note: str


@lru_cache(maxsize=4)
def load_editions(folder: Path = DATASETS) -> dict[str, Edition]:
    """Every funnel by key, in file order.

    Raises:
        DataError: a file has a problem.
    """
    data = DataFolder(folder)
    cohorts = {
        row.text("edition"): row.integer("companies")
        for row in data.rows("odds_editions")
        if row.has("companies")
    }
    stages: dict[str, dict[str, Stage]] = {}
    for row in data.rows("odds_funnel"):
        stages.setdefault(row.text("edition"), {})[row.text("stage")] = _stage(row, cohorts)
    return {row.text("edition"): _edition(row, stages) for row in data.rows("odds_editions")}


def _stage(row: Row, cohorts: dict[str, int]) -> Stage:
    """A stage by its count where both counts are known; else the fraction as printed."""
    frac, cohort = row.number("frac"), cohorts.get(row.text("edition"))
    if cohort and row.has("companies"):
        frac = row.integer("companies") / cohort
    return Stage(
        key=row.text("stage"),
        frac=frac,
        basis=Basis(row.text("basis")),
        recalled=row.text("recalled") == "yes",
        note=row.text("note"),
        source_id=row.text("source_id"),
    )


def _edition(row: Row, stages: dict[str, dict[str, Stage]]) -> Edition:
    key, funded = row.text("edition"), row.text("starts_at") == "funded"
    found = dict(stages.get(key, {}))
    if funded:
        start = Stage("round-1", 1.0, Basis(row.text("basis")), source_id=row.text("source_id"))
        found = {"round-1": start} | found
    return Edition(
        funnel=Funnel(key, found, starts_funded=funded),
        publisher=row.text("publisher"),
        published=row.text("published"),
        cohort=row.text("cohort"),
        companies=row.integer("companies") if row.has("companies") else None,
        source_id=row.text("source_id"),
        note=row.text("note"),
    )


@lru_cache(maxsize=4)
def load_distributions(folder: Path = DATASETS) -> dict[str, Distribution]:
    """Every distribution by key, in file order.

    Raises:
        DataError: a file has a problem.
    """
    data = DataFolder(folder)
    rows: dict[str, list[Row]] = {}
    for row in data.rows("odds_returns"):
        rows.setdefault(row.text("distribution"), []).append(row)
    return {
        one.text("distribution"): Distribution(
            key=one.text("distribution"),
            publisher=one.text("publisher"),
            period=one.text("period"),
            counted=one.text("counted"),
            cases=one.integer("cases") if one.has("cases") else None,
            bins=tuple(read_bin(row) for row in rows[one.text("distribution")]),
            recalled=any(row.text("recalled") for row in rows[one.text("distribution")]),
            source_id=one.text("source_id"),
            note=one.text("note"),
        )
        for one in data.rows("odds_distributions")
    }


def read_bin(row: Row) -> Bin:
    """One printed bin."""
    to_x = row.number("to_x") if row.has("to_x") else None
    return Bin(row.number("from_x"), to_x, row.number("frac"), bound=row.text("bound"))


@lru_cache(maxsize=4)
def load_funded(folder: Path = DATASETS) -> tuple[Funded, ...]:
    """Companies funded by year, in file order.

    Raises:
        DataError: the file has a problem.
    """
    return tuple(
        Funded(
            year=row.integer("year"),
            counted=row.text("counted"),
            edition=row.text("edition"),
            companies=row.integer("companies"),
            at_least=row.text("at_least") == "yes",
            source_id=row.text("source_id"),
            note=row.text("note"),
        )
        for row in read_table("odds_funded", folder)
    )
