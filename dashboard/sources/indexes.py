"""Stock indexes that a holding is measured against."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from calc.indexes import YearEnds, chained
from dashboard.sources.tables import DATASETS, DataFolder

NASDAQ = "nasdaq_return"


@lru_cache(maxsize=2)
def load_nasdaq(folder: Path = DATASETS) -> YearEnds:
    """The Nasdaq Composite at year ends, chained from its yearly changes, without dividends.

    Raises:
        DataError: the file has a problem.
    """
    rows = DataFolder(folder).rows("macro_rates")
    return chained(
        {one.integer("year"): one.number("value_frac") for one in rows if one.text("series") == NASDAQ}
    )
