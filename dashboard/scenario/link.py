"""What a reader asked for: one frozen value, and the link that holds it.

The link is plain query parameters, readable by eye. Version 1:

    v=1  lang=ru  company=airbnb  chart=ladder  base=value  mark=first-close  show=record
    stake=check  round=series-a  check=25000  handle=@name  find=form 4

and those of each part, told in its own module: rounds, events, investor, ipos, exits, safes,
library, claims, funds, compare, odds, exit_math. Whatever equals the default is left out. A part
that cannot be read is left out too and named in `ignored`; it never changes the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from calc.whatif import WhatIf
from dashboard.scenario import (
    claims,
    compare,
    events,
    exit_math,
    exits,
    funds,
    investor,
    ipos,
    library,
    odds,
    rounds,
    safes,
)
from dashboard.scenario.claims import ClaimView, claims_query, read_claims
from dashboard.scenario.compare import CompareView, compare_query, read_compare
from dashboard.scenario.events import events_query, read_events
from dashboard.scenario.exit_math import MathView, math_query, read_math
from dashboard.scenario.exits import ExitView, exits_query, read_exits
from dashboard.scenario.funds import FundView, funds_query, read_funds
from dashboard.scenario.investor import InvestorView, investor_query, read_investor
from dashboard.scenario.ipos import IpoView, ipos_query, read_ipos
from dashboard.scenario.library import LibraryView, library_query, read_library
from dashboard.scenario.odds import OddsView, odds_query, read_odds
from dashboard.scenario.rounds import read_rounds, rounds_query
from dashboard.scenario.safes import SafeView, read_safes, safes_query
from dashboard.scenario.words import (
    Query,
    Reads,
    number_word,
    one_of,
    read_parts,
    read_positive,
    read_slug,
)

VERSION = "1"
LANGUAGES = ("en", "ru")
CHARTS = ("multiples", "ladder", "ownership", "why", "stake", "table")
BASES = ("price", "value")


@dataclass(frozen=True)
class Scenario:
    """Everything the pages depend on. Same scenario, same numbers and pictures."""

    lang: str = "en"
    company: str = "airbnb"
    chart: str = "multiples"
    base: str = "price"
    mark: str = "ipo"
    stake: str = "seed-lot"
    check_round: str = "seed"
    check_usd: float = 25_000.0
    handle: str = ""
    find: str = ""
    record_only: bool = False
    what_if: WhatIf = field(default_factory=WhatIf)
    investor: InvestorView = field(default_factory=InvestorView)
    ipos: IpoView = field(default_factory=IpoView)
    exits: ExitView = field(default_factory=ExitView)
    safes: SafeView = field(default_factory=SafeView)
    library: LibraryView = field(default_factory=LibraryView)
    compare: CompareView = field(default_factory=CompareView)
    claims: ClaimView = field(default_factory=ClaimView)
    funds: FundView = field(default_factory=FundView)
    odds: OddsView = field(default_factory=OddsView)
    exit_math: MathView = field(default_factory=MathView)

    @property
    def active(self) -> WhatIf:
        """The changes in force: none while the record is shown."""
        return WhatIf() if self.record_only else self.what_if


_READS: Reads = {
    "lang": ("lang", one_of(*LANGUAGES)),
    "company": ("company", read_slug),
    "chart": ("chart", one_of(*CHARTS)),
    "base": ("base", one_of(*BASES)),
    "mark": ("mark", read_slug),
    "stake": ("stake", read_slug),
    "round": ("check_round", read_slug),
    "check": ("check_usd", read_positive),
    "handle": ("handle", lambda text: text[:40]),
    "find": ("find", lambda text: text[:100]),
    "show": ("record_only", lambda text: True if text == "record" else None),
}
_PARTS = (rounds, events, investor, ipos, exits, safes, library, claims, funds, compare, odds, exit_math)
_KEYS = frozenset({"v", *_READS}).union(*(part.KEYS for part in _PARTS))


def to_query(scenario: Scenario) -> dict[str, str | list[str]]:
    """Query parameters of a scenario, defaults left out (the language always stays)."""
    query: dict[str, str | list[str]] = {"v": VERSION, "lang": scenario.lang}
    default = Scenario()
    for key, (name, _) in _READS.items():
        value = getattr(scenario, name)
        if key != "lang" and value != getattr(default, name):
            query[key] = _word(value)
    query |= investor_query(scenario.investor)
    query |= ipos_query(scenario.ipos)
    query |= exits_query(scenario.exits)
    query |= safes_query(scenario.safes)
    query |= library_query(scenario.library)
    query |= claims_query(scenario.claims)
    query |= funds_query(scenario.funds)
    query |= odds_query(scenario.odds)
    query |= math_query(scenario.exit_math)
    query |= compare_query(scenario.compare)
    query |= rounds_query(scenario.what_if)
    query |= events_query(scenario.what_if)
    return {key: value for key, value in query.items() if value not in ([], "")}


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "record" if value else ""
    return number_word(value) if isinstance(value, float) else str(value)


def from_query(query: Query) -> tuple[Scenario, tuple[str, ...]]:
    """Scenario of a link, and the parts that were ignored as they stood in it."""
    ignored: list[str] = []
    if query.get("v") and query["v"][-1] != VERSION:
        ignored.append(f"v={query['v'][-1]}")
    scenario = read_parts(Scenario(), query, _READS, ignored)
    what_if, (own, terms) = read_rounds(query, ignored), read_events(query, ignored)
    scenario = replace(scenario, what_if=replace(what_if, events=own, terms=terms))
    scenario = replace(scenario, ipos=read_ipos(query, ignored))
    scenario = replace(scenario, investor=read_investor(query, ignored), library=read_library(query, ignored))
    scenario = replace(
        scenario,
        exits=read_exits(query, ignored),
        claims=read_claims(query, ignored),
        funds=read_funds(query, ignored),
        odds=read_odds(query, ignored),
        exit_math=read_math(query, ignored),
        compare=read_compare(query, ignored),
        safes=read_safes(query, ignored),
    )
    ignored += [f"{key}={query[key][-1]}" for key in query if key not in _KEYS and query[key]]
    return scenario, tuple(ignored)
