"""Everything a session holds as one JSON file: the link, the person's companies."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from calc.types import PartialDate
from dashboard.export.own_rows import company_rows
from dashboard.scenario import Scenario, to_query
from dashboard.sources.own.company import OwnCompany
from dashboard.sources.own.json_file import FORMAT, VERSION


def scenario_json(scenario: Scenario, companies: Sequence[OwnCompany] = ()) -> str:
    """The scenario file. The link in it is the page's own; companies are rows by field."""
    held = {
        "format": FORMAT,
        "version": VERSION,
        "link": urlencode(to_query(scenario), doseq=True),
        "companies": [_company(own) for own in companies],
    }
    return json.dumps(held, ensure_ascii=False, indent=1, allow_nan=False, default=_plain)


def _company(own: OwnCompany) -> dict[str, Any]:
    return {"file": own.file, **company_rows(own.company, own.sources)}


def _plain(value: Any) -> str:
    if isinstance(value, PartialDate):
        return value.text
    raise TypeError(type(value).__name__)
