"""What the fund simulator rests on: power laws as fitted, medians of rounds stage by stage."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dashboard.sources.tables import DATASETS, DataFolder

BUCKETS = "correlation-2013"
COHORT = "carta-2018"


@dataclass(frozen=True)
class FittedLaw:
    """A power law as its source fits it."""

    density_exponent: float
    least_x: float
    source_id: str


@dataclass(frozen=True)
class StageMedian:
    """One round of start-ups: how many of a class raised it, its medians, years to the next."""

    key: str
    raised: int
    post_money_usd: float
    dilution_frac: float
    wait_years: int


@lru_cache(maxsize=2)
def load_law(folder: Path = DATASETS) -> FittedLaw:
    """The power law the simulator starts from.

    Raises:
        DataError: a file has a problem.
    """
    row = DataFolder(folder).rows("fund_laws")[0]
    return FittedLaw(row.number("density_exponent"), row.number("least_x"), row.text("source_id"))


@lru_cache(maxsize=2)
def load_stages(folder: Path = DATASETS) -> tuple[StageMedian, ...]:
    """Rounds from seed on, in order.

    Raises:
        DataError: a file has a problem.
    """
    data = DataFolder(folder)
    funnel = {row.text("stage"): row for row in data.rows("odds_funnel") if row.text("edition") == COHORT}
    return tuple(
        StageMedian(
            key=row.text("stage"),
            raised=funnel[row.text("funnel_stage")].integer("companies"),
            post_money_usd=row.number("post_money_usd"),
            dilution_frac=row.number("dilution_frac"),
            wait_years=row.integer("wait_years"),
        )
        for row in data.rows("fund_stages")
    )


@lru_cache(maxsize=2)
def load_buckets(folder: Path = DATASETS) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Lower edges and fractions of the financings of 2004-2013, in order; the last bin is open.

    Raises:
        DataError: a file has a problem.
    """
    rows = DataFolder(folder).rows("odds_returns")
    bins = [row for row in rows if row.text("distribution") == BUCKETS]
    return tuple(row.number("from_x") for row in bins), tuple(row.number("frac") for row in bins)
