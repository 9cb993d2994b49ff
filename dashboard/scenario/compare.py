"""Which paths are laid side by side, and how, as a link holds it.

with=airbnb,uber  align=calendar  as=panels  up=rate  till=listing
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.scenario.words import Query, Reads, one_of, read_parts, read_slug

ALIGNS = ("years", "calendar", "rounds")
FORMS = ("lines", "panels")
MEASURES = ("multiple", "rate")
ENDS = ("listing", "newest")
MOST = 6


@dataclass(frozen=True)
class CompareView:
    """Companies in the order chosen; how they are aligned, drawn and measured, and where lines end."""

    companies: tuple[str, ...] = ("airbnb", "facebook", "doordash", "dropbox")
    align: str = ALIGNS[0]
    form: str = FORMS[0]
    measure: str = MEASURES[0]
    end: str = ENDS[0]


def _companies(text: str) -> tuple[str, ...] | None:
    keys = [read_slug(part) for part in text.split(",")]
    if not keys or None in keys or len(keys) > MOST:
        return None
    return tuple(dict.fromkeys(key for key in keys if key))


_READS: Reads = {
    "with": ("companies", _companies),
    "align": ("align", one_of(*ALIGNS)),
    "as": ("form", one_of(*FORMS)),
    "up": ("measure", one_of(*MEASURES)),
    "till": ("end", one_of(*ENDS)),
}
KEYS = frozenset(_READS)


def compare_query(view: CompareView) -> dict[str, str]:
    """Parameters of a view, defaults left out."""
    default, query = CompareView(), {}
    for key, (name, _) in _READS.items():
        value = getattr(view, name)
        if value != getattr(default, name):
            query[key] = ",".join(value) if isinstance(value, tuple) else value
    return query


def read_compare(query: Query, ignored: list[str]) -> CompareView:
    """View of a link; parts that cannot be read are named in `ignored`."""
    return read_parts(CompareView(), query, _READS, ignored)
