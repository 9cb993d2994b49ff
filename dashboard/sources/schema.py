"""What datapackage.json says about the files of datasets/."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATASETS = Path(__file__).resolve().parents[2] / "datasets"
PACKAGE_FILE = "datapackage.json"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong with one place of one file. line counts from 1 as in a text editor."""

    file: str
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}, column {self.column}: {self.message}"


class DataError(ValueError):
    """A data file that cannot be used, and the place where it goes wrong."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True)
class Field:
    """One declared column."""

    name: str
    kind: str
    required: bool = False
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    above: float | None = None


@dataclass(frozen=True)
class ForeignKey:
    """A column whose values must stand in a column of another file."""

    column: str
    table: str
    target: str


@dataclass(frozen=True)
class Resource:
    """One declared file: its columns, its key, what it points to, its hash and row count."""

    name: str
    path: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    hash: str
    row_count: int


def read_package(folder: Path = DATASETS) -> dict[str, Resource]:
    """Every declared file by its table name, which is the file name without ".csv".

    Raises:
        DataError: if datapackage.json is missing or is not what it should be.
    """
    raw = read_package_json(folder)
    try:
        resources = [_resource(entry) for entry in raw["resources"]]
    except (KeyError, TypeError) as error:
        message = f"expected resources with name, path and schema, problem at {error}"
        raise DataError(Problem(PACKAGE_FILE, 1, "resources", message)) from error
    return {resource.name: resource for resource in resources}


def read_package_json(folder: Path) -> dict[str, Any]:
    """The text of datapackage.json as Python values."""
    try:
        raw = json.loads((folder / PACKAGE_FILE).read_text(encoding="utf-8"))
    except OSError as error:
        raise DataError(Problem(PACKAGE_FILE, 1, "-", "expected this file, it cannot be read")) from error
    except json.JSONDecodeError as error:
        raise DataError(Problem(PACKAGE_FILE, error.lineno, "-", f"expected JSON: {error.msg}")) from error
    if not isinstance(raw, dict):
        raise DataError(Problem(PACKAGE_FILE, 1, "-", "expected a JSON object"))
    return raw


def file_hash(path: Path) -> str:
    """Hash of a file the way datapackage.json writes it."""
    return "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()


def _resource(entry: dict[str, Any]) -> Resource:
    schema = entry["schema"]
    return Resource(
        name=Path(entry["path"]).stem,
        path=entry["path"],
        fields=tuple(_field(field) for field in schema["fields"]),
        primary_key=_names(schema.get("primaryKey", [])),
        foreign_keys=tuple(_foreign_key(key) for key in schema.get("foreignKeys", [])),
        hash=entry.get("hash", ""),
        row_count=entry.get("rowCount", 0),
    )


def _field(entry: dict[str, Any]) -> Field:
    rules = entry.get("constraints", {})
    return Field(
        name=entry["name"],
        kind=entry.get("format", entry["type"]),
        required=rules.get("required", False),
        choices=tuple(rules.get("enum", [])),
        minimum=rules.get("minimum"),
        above=rules.get("exclusiveMinimum"),
    )


def _foreign_key(entry: dict[str, Any]) -> ForeignKey:
    reference = entry["reference"]
    return ForeignKey(entry["fields"], reference["resource"].replace("-", "_"), reference["fields"])


def _names(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
