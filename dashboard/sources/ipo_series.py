"""Series of the IPO window beside the two main counts, what editions said, rates by quarter."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from calc.types import Basis
from dashboard.sources.tables import DATASETS, DataFolder, Row


@dataclass(frozen=True)
class Reading:
    """One yearly figure of a series. partial: the year, or the window of a return, was not over."""

    year: int
    value: float
    unit: str
    partial: bool
    edition: str
    basis: Basis
    source_id: str
    note: str = ""


@dataclass(frozen=True)
class Edition:
    """What one edition says of one yearly tech count; low and high differ if only a share is printed."""

    year: int
    edition: str
    low: int
    high: int
    source_id: str


@dataclass(frozen=True)
class Rates:
    """Yearly rates as fractions by (year, quarter), or by year where quarters are not known."""

    by_quarter: dict[tuple[int, int], float]
    by_year: dict[int, float]
    source_id: str


@lru_cache(maxsize=4)
def load_ipo_series(folder: Path = DATASETS) -> dict[str, tuple[Reading, ...]]:
    """Every series by its key, the two counts of us_ipo_counts.csv first. Shared: do not change it."""
    data = DataFolder(folder)
    found: dict[str, list[Reading]] = {}
    for row in data.rows("us_ipo_counts"):
        found.setdefault(row.text("series"), []).append(_reading(row, "count", "count"))
    for row in data.rows("ipo_series"):
        found.setdefault(row.text("series"), []).append(_reading(row, "value", row.text("unit")))
    return {key: tuple(sorted(some, key=lambda one: one.year)) for key, some in found.items()}


def _reading(row: Row, column: str, unit: str) -> Reading:
    return Reading(
        year=row.integer("year"),
        value=row.number(column),
        unit=unit,
        partial=row.values["partial"] is True,
        edition=row.text("edition"),
        basis=Basis(row.text("basis")),
        source_id=row.text("source_id"),
        note=row.text("note"),
    )


@lru_cache(maxsize=4)
def load_editions(folder: Path = DATASETS) -> tuple[Edition, ...]:
    """What other editions say of the tech counts, in file order."""
    return tuple(
        Edition(
            row.integer("year"),
            row.text("edition"),
            row.integer("low"),
            row.integer("high"),
            row.text("source_id"),
        )
        for row in DataFolder(folder).rows("ipo_editions")
    )


@lru_cache(maxsize=4)
def load_rates(folder: Path = DATASETS) -> dict[str, Rates]:
    """Interest rates and the Nasdaq's yearly return by series. Shared: do not change it."""
    found: dict[str, Rates] = {}
    for row in DataFolder(folder).rows("macro_rates"):
        rates = found.setdefault(row.text("series"), Rates({}, {}, row.text("source_id")))
        if row.has("quarter"):
            rates.by_quarter[row.integer("year"), row.integer("quarter")] = row.number("value_frac")
        else:
            rates.by_year[row.integer("year")] = row.number("value_frac")
    return found
