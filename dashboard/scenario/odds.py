"""What to show of the odds, as a link holds it.

odds=returns  editions=cb-2018,carta-2018  counted=founded  belief=0.4,0.5,0.5,0.5,0.1,0.005
about=horsley-bridge  bet=uber  bet-round=seed  bet-at=first-close  bet-check=50000  bet-kept=0.1
funded=first  funded-lag=7
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.scenario.words import (
    Query,
    Reads,
    one_of,
    read_number,
    read_parts,
    read_slug,
    read_within,
    view_query,
)

ODDS = ("funnel", "returns", "bet", "funded")
COUNTED = ("funded", "founded")
FUNDED = ("deals", "first")
EDITIONS = ("cb-2014", "cb-2016", "cb-2017", "cb-2018", "carta-2018", "yc-2026")
BELIEF = (0.4, 0.5, 0.5, 0.4, 0.15, 0.005)
MOST_LAG = 10
YC = "yc"


@dataclass(frozen=True)
class OddsView:
    """What the reader set. belief is empty, or six fractions: four times again, sold, listed.

    bet is "yc" for Y Combinator's stake in Airbnb, else a company of the library; an empty round
    or exit is the first known. kept_frac is the reader's own guess of what dilution left.
    """

    chart: str = ODDS[0]
    editions: tuple[str, ...] = EDITIONS
    counted: str = COUNTED[0]
    belief: tuple[float, ...] = ()
    about: str = "correlation-2013"
    bet: str = YC
    bet_round: str = ""
    bet_exit: str = ""
    check_usd: float = 20_000.0
    kept_frac: float = 0.25
    funded: str = FUNDED[0]
    lag_years: int = 4


def _editions(text: str) -> tuple[str, ...] | None:
    keys = tuple(read_slug(part) or "" for part in text.split(","))
    return keys if all(keys) and len(set(keys)) == len(keys) <= 8 else None


def _belief(text: str) -> tuple[float, ...] | None:
    values = [read_number(part) for part in text.split(",")]
    known = tuple(value for value in values if value is not None and 0 <= value <= 1)
    return known if len(known) == len(values) == len(BELIEF) else None


def _lag(text: str) -> int | None:
    return int(text) if text.isdecimal() and int(text) <= MOST_LAG else None


_READS: Reads = {
    "odds": ("chart", one_of(*ODDS)),
    "editions": ("editions", _editions),
    "counted": ("counted", one_of(*COUNTED)),
    "belief": ("belief", _belief),
    "about": ("about", read_slug),
    "bet": ("bet", read_slug),
    "bet-round": ("bet_round", read_slug),
    "bet-at": ("bet_exit", read_slug),
    "bet-check": ("check_usd", read_within(1, 1e12)),
    "bet-kept": ("kept_frac", read_within(0.001, 1)),
    "funded": ("funded", one_of(*FUNDED)),
    "funded-lag": ("lag_years", _lag),
}
KEYS = frozenset(_READS)


def odds_query(view: OddsView) -> dict[str, str]:
    """Parameters of a view, defaults left out."""
    return view_query(view, _READS)


def read_odds(query: Query, ignored: list[str]) -> OddsView:
    """View of a link; parts that cannot be read are named in `ignored`."""
    return read_parts(OddsView(), query, _READS, ignored)
