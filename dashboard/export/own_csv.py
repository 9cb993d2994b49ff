"""A company as one CSV that the import reads back as it was."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from calc.types import Company, PartialDate
from dashboard.export.own_rows import TABLES, company_rows
from dashboard.i18n.catalog import Catalog
from dashboard.sources.own.fields import load_fields
from dashboard.sources.own.formulas import escaped
from dashboard.sources.provenance import Source


def company_csv(company: Company, sources: Mapping[str, Source], text: Catalog) -> str:
    """Every table of a company below one another; the first column says what a row is."""
    tables = company_rows(company, sources)
    return rows_csv([row for table in TABLES for row in tables[table]], text)


def rows_csv(rows: Sequence[Mapping[str, Any]], text: Catalog, notes: Sequence[str] = ()) -> str:
    """Rows by field as CSV with heads in the reader's language; columns nobody fills are left out.

    Notes go above, a line each. Numbers have a point and no unit, text never runs as a formula.
    """
    fields = [key for key in load_fields() if any(key in row for row in rows)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([[f"# {note}"] for note in notes])
    writer.writerow([text.t(f"own_field.{key}") for key in fields])
    writer.writerows([[_cell(row.get(key)) for key in fields] for row in rows])
    return out.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, PartialDate):
        return value.text
    if isinstance(value, int | float):
        return repr(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)
    return escaped(str(value))
