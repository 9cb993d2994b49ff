"""What every data file is, as datapackage.json says it: for people, not for reading rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dashboard.sources.schema import DATASETS, read_package_json


@dataclass(frozen=True)
class DataFile:
    """One data file: its title, what a row is, its terms, how many rows it has."""

    path: str
    title: str
    row: str
    terms: str
    rows: int


@lru_cache(maxsize=4)
def load_data_files(folder: Path = DATASETS) -> tuple[DataFile, ...]:
    """Every data file in the order of datapackage.json."""
    entries = read_package_json(folder)["resources"]
    return tuple(
        DataFile(one["path"], one["title"], one["description"], one["terms"], int(one["rowCount"]))
        for one in entries
    )
