"""What to show of the exit mathematics, as a link holds it.

math=hurdle  solve=exit  enter=10000000  leave=100000000  held=7  left=0.5  hits=0.1  gain=0.25
said-of=total  axes=time  free=0.05
mega=1000000000  mega-stake=0.2  mega-hits=0.1  worth=20000000000  build=2000000000  build-years=3
build-hits=0.5  build-rate=0.1
fund=100000000  fund-by=own  fund-check=500000  fund-own=0.1  fund-of=uber  fund-round=seed  fund-at=ipo
"""

from __future__ import annotations

from dataclasses import dataclass

from calc.exit_math import Bet, Unknown
from calc.venture import Reading
from dashboard.scenario.words import (
    Query,
    Reads,
    one_of,
    read_parts,
    read_positive,
    read_slug,
    read_within,
    view_query,
)

MATHS = ("map", "reading", "hurdle", "mega", "build", "fund")
AXES = ("deal", "time")
UNKNOWNS = tuple(one.value for one in Unknown)
READINGS = tuple(one.value for one in Reading)
FUND_BY = ("check", "own")
MOST_FREE = 0.08


@dataclass(frozen=True)
class MathView:
    """What the reader set: one bet for the first three charts, then a part for each other chart."""

    chart: str = MATHS[0]
    unknown: str = "return"
    entry_usd: float = 10e6
    exit_usd: float = 100e6
    years: float = 7.0
    retained_frac: float = 0.5
    hit_frac: float = 1.0
    return_frac: float = 0.25
    reading: str = "annual"
    axes: str = AXES[0]
    free_frac: float = 0.05
    mega_usd: float = 1e9
    mega_stake_frac: float = 0.2
    mega_hit_frac: float = 0.1
    worth_usd: float = 20e9
    build_usd: float = 2e9
    build_years: float = 3.0
    build_hit_frac: float = 0.5
    build_rate_frac: float = 0.1
    fund_usd: float = 100e6
    fund_by: str = FUND_BY[0]
    fund_check_usd: float = 500e3
    fund_own_frac: float = 0.1
    fund_company: str = "airbnb"
    fund_round: str = ""
    fund_exit: str = ""

    @property
    def bet(self) -> Bet:
        """The six numbers of the first charts; the unknown one is still as it was typed."""
        return Bet(
            self.entry_usd, self.exit_usd, self.years, self.retained_frac, self.hit_frac, self.return_frac
        )


_PART = read_within(0.0001, 1)
_READS: Reads = {
    "math": ("chart", one_of(*MATHS)),
    "solve": ("unknown", one_of(*UNKNOWNS)),
    "enter": ("entry_usd", read_positive),
    "leave": ("exit_usd", read_positive),
    "held": ("years", read_within(0.25, 50)),
    "left": ("retained_frac", _PART),
    "hits": ("hit_frac", _PART),
    "gain": ("return_frac", read_within(-0.99, 100)),
    "said-of": ("reading", one_of(*READINGS)),
    "axes": ("axes", one_of(*AXES)),
    "free": ("free_frac", read_within(0, MOST_FREE)),
    "mega": ("mega_usd", read_positive),
    "mega-stake": ("mega_stake_frac", _PART),
    "mega-hits": ("mega_hit_frac", _PART),
    "worth": ("worth_usd", read_positive),
    "build": ("build_usd", read_positive),
    "build-years": ("build_years", read_within(0.25, 50)),
    "build-hits": ("build_hit_frac", read_within(0, 1)),
    "build-rate": ("build_rate_frac", read_within(0, 1)),
    "fund": ("fund_usd", read_positive),
    "fund-by": ("fund_by", one_of(*FUND_BY)),
    "fund-check": ("fund_check_usd", read_positive),
    "fund-own": ("fund_own_frac", _PART),
    "fund-of": ("fund_company", read_slug),
    "fund-round": ("fund_round", read_slug),
    "fund-at": ("fund_exit", read_slug),
}
KEYS = frozenset(_READS)


def math_query(view: MathView) -> dict[str, str]:
    """Parameters of a view, defaults left out."""
    return view_query(view, _READS)


def read_math(query: Query, ignored: list[str]) -> MathView:
    """View of a link; parts that cannot be read are named in `ignored`."""
    return read_parts(MathView(), query, _READS, ignored)
