"""What to show of the library, as a link holds it.

path=doordash  at=first-close  list=last
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.scenario.words import Query, Reads, one_of, read_parts, read_slug

LISTS = ("company", "first", "last")


@dataclass(frozen=True)
class LibraryView:
    """One company at an exit (empty: its offer), or a list: first check or last round to listing."""

    company: str = "doordash"
    exit_key: str = ""
    shown: str = LISTS[0]


_READS: Reads = {
    "path": ("company", read_slug),
    "at": ("exit_key", read_slug),
    "list": ("shown", one_of(*LISTS)),
}
KEYS = frozenset(_READS)


def library_query(view: LibraryView) -> dict[str, str]:
    """Parameters of a view, defaults left out."""
    default = LibraryView()
    values = {key: getattr(view, name) for key, (name, _) in _READS.items()}
    return {key: value for key, value in values.items() if value != getattr(default, _READS[key][0])}


def read_library(query: Query, ignored: list[str]) -> LibraryView:
    """View of a link; parts that cannot be read are named in `ignored`."""
    return read_parts(LibraryView(), query, _READS, ignored)
