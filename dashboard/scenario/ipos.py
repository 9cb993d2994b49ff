"""What to show of the IPO counts, as a link holds it.

from=1990  to=2025  years=1999,2021  log=1  all=1  average=5  against=2021  now=1
ipo=scatter  series=tech,vc  ruled=2021  measure=proceeds  counts=tech  rate=fed_funds  lag=4
era=Dot-com:1995:2000
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.scenario.words import Query, Reads, clean_name, one_of, read_flag, read_parts

FIRST_YEAR, LAST_YEAR = 1980, 2025
THIS_YEAR = 2026  # not over: only single counts by other rules
IPO_CHARTS = ("years", "series", "ruled", "quality", "rates", "scatter", "editions")
OWN = "own"
LONG = ("tech", "all", "all_with_banks", "vc", "gross")  # counts of every year from 1980
COUNTS = (
    *LONG,
    "spac_sec",
    "spac_insider",
    "sec_corporate",
    "nasdaq_calendar",
    "renaissance",
    "wilmerhale",
    "pitchbook_listings",
    "renaissance_tech",
    "wsgr_tech",
    "factset_tech_1bn",
    "tracker_it",
    OWN,
)
MEASURES = ("first_day", "below_offer", "losses", "proceeds", "return_3y", "age", "price_to_sales")
RATES = ("fed_funds", "treasury_10y", "nasdaq_return")
MOST_SERIES, MOST_ERAS = 4, 4


@dataclass(frozen=True)
class Era:
    """A range of years the reader shades, and its name."""

    name: str
    first_year: int
    last_year: int


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
    now: bool = False
    chart: str = IPO_CHARTS[0]
    series: tuple[str, ...] = ("tech", "all", "vc", "spac_sec")
    ruled_year: int = 2021
    measure: str = MEASURES[0]
    counts: str = COUNTS[0]
    rate: str = RATES[0]
    lag_quarters: int = 0
    eras: tuple[Era, ...] = ()

    @property
    def lag(self) -> int:
        """The lag in force: a yearly return only moves by whole years."""
        return self.lag_quarters - self.lag_quarters % 4 if self.rate == RATES[2] else self.lag_quarters


def _year(text: str, last: int = LAST_YEAR) -> int | None:
    return int(text) if len(text) == 4 and text.isdecimal() and FIRST_YEAR <= int(text) <= last else None


def _years(text: str) -> tuple[int, ...] | None:
    if text == "none":
        return ()
    years = [_year(part) for part in text.split(",")]
    return None if any(year is None for year in years) else tuple(year for year in years if year)


def _series(text: str) -> tuple[str, ...] | None:
    keys = tuple(dict.fromkeys(text.split(",")))
    return keys if 0 < len(keys) <= MOST_SERIES and all(key in COUNTS for key in keys) else None


def _lag(text: str) -> int | None:
    return int(text) if text in {str(at) for at in range(9)} else None


_READS: Reads = {
    "from": ("first_year", _year),
    "to": ("last_year", _year),
    "years": ("highlight", _years),
    "log": ("log", read_flag),
    "all": ("show_all", read_flag),
    "average": ("average_years", lambda text: int(text) if text in {"3", "5", "7", "10"} else None),
    "against": ("against_year", _year),
    "now": ("now", read_flag),
    "ipo": ("chart", one_of(*IPO_CHARTS)),
    "series": ("series", _series),
    "ruled": ("ruled_year", lambda text: _year(text, THIS_YEAR)),
    "measure": ("measure", one_of(*MEASURES)),
    "counts": ("counts", one_of(*LONG, OWN)),
    "rate": ("rate", one_of(*RATES)),
    "lag": ("lag_quarters", _lag),
}
KEYS = frozenset({*_READS, "era"})


def _word(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(map(str, value)) or "none"
    return str(int(value)) if isinstance(value, bool) else str(value)


def ipos_query(view: IpoView) -> dict[str, str | list[str]]:
    """Parameters of a view, defaults left out."""
    usual = IpoView()
    query: dict[str, str | list[str]] = {}
    for key, (name, _) in _READS.items():
        if getattr(view, name) != getattr(usual, name):
            query[key] = _word(getattr(view, name))
    eras = [f"{clean_name(era.name)}:{era.first_year}:{era.last_year}" for era in view.eras]
    if eras:
        query["era"] = list(eras)
    return query


def read_ipos(query: Query, ignored: list[str]) -> IpoView:
    """View of a link; a range that runs backwards falls back to all years."""
    view = read_parts(IpoView(), query, _READS, ignored)
    if view.first_year >= view.last_year:
        ignored.append(f"from={view.first_year}, to={view.last_year}")
        view = replace(view, first_year=FIRST_YEAR, last_year=LAST_YEAR)
    eras: list[Era] = []
    for word in query.get("era", ()):
        era = read_era(word)
        if era is None or len(eras) == MOST_ERAS:
            ignored.append(f"era={word}")
        else:
            eras.append(era)
    return replace(view, eras=tuple(eras))


def read_era(word: str) -> Era | None:
    """ "Dot-com:1995:2000" as an era; a year alone is an era of one year."""
    parts = word.split(":")
    if len(parts) != 3 or not clean_name(parts[0]):
        return None
    first, last = _year(parts[1], THIS_YEAR), _year(parts[2], THIS_YEAR)
    return Era(clean_name(parts[0]), first, last) if first and last and first <= last else None
