"""What to show of the IPO counts, as a link holds it.

from=1990  to=2025  years=1999,2021  log=1  all=1  average=5  against=2021
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.scenario.words import Query, Reads, read_flag, read_parts

FIRST_YEAR, LAST_YEAR = 1980, 2025


@dataclass(frozen=True)
class IpoView:
    """What to show of the IPO counts."""

    first_year: int = FIRST_YEAR
    last_year: int = LAST_YEAR
    highlight: tuple[int, ...] = (1999, 2021, 2022, 2025)
    log: bool = False
    show_all: bool = False
    average_years: int = 0
    against_year: int = 2021


def _year(text: str) -> int | None:
    return int(text) if len(text) == 4 and text.isdecimal() and FIRST_YEAR <= int(text) <= LAST_YEAR else None


def _years(text: str) -> tuple[int, ...] | None:
    if text == "none":
        return ()
    years = [_year(part) for part in text.split(",")]
    return None if any(year is None for year in years) else tuple(year for year in years if year)


_READS: Reads = {
    "from": ("first_year", _year),
    "to": ("last_year", _year),
    "years": ("highlight", _years),
    "log": ("log", read_flag),
    "all": ("show_all", read_flag),
    "average": ("average_years", lambda text: int(text) if text in {"3", "5", "7", "10"} else None),
    "against": ("against_year", _year),
}
KEYS = frozenset(_READS)


def ipos_query(view: IpoView) -> dict[str, str]:
    """Parameters of a view, defaults left out."""
    usual = IpoView()
    pairs = {
        "from": (view.first_year, usual.first_year),
        "to": (view.last_year, usual.last_year),
        "years": (",".join(map(str, view.highlight)) or "none", ",".join(map(str, usual.highlight))),
        "log": (int(view.log), int(usual.log)),
        "all": (int(view.show_all), int(usual.show_all)),
        "average": (view.average_years, usual.average_years),
        "against": (view.against_year, usual.against_year),
    }
    return {key: str(value) for key, (value, default) in pairs.items() if value != default}


def read_ipos(query: Query, ignored: list[str]) -> IpoView:
    """View of a link; a range that runs backwards falls back to all years."""
    view = read_parts(IpoView(), query, _READS, ignored)
    if view.first_year >= view.last_year:
        ignored.append(f"from={view.first_year}, to={view.last_year}")
        view = replace(view, first_year=FIRST_YEAR, last_year=LAST_YEAR)
    return view
