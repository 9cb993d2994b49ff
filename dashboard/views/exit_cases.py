"""Cases of the exit waterfall. Their terms are assumed, and every picture says so."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from calc.types import Figure
from calc.waterfall import Common, Option, Participation, Preferred, Terms
from dashboard.sources.provenance import load_deal


@dataclass(frozen=True)
class ExitCase:
    """Terms, the exit first shown, how far the picture goes (US dollars), and the recorded amounts."""

    key: str
    terms: Terms
    exit_usd: float
    span_usd: float
    amounts: dict[str, Figure] = field(default_factory=dict)


@lru_cache
def exit_case(key: str) -> ExitCase:
    """The case of that key in dashboard.scenario.exits.CASES."""
    return {"inflection": _inflection, "late-stage": _late_stage}[key]()


def _inflection() -> ExitCase:
    """Amounts as the press had them; share counts, ranks and preferences are assumed."""
    amounts = load_deal("inflection")
    first, second = amounts["first-round"].value, amounts["second-round"].value
    return ExitCase(
        key="inflection",
        terms=Terms(
            common=(Common("common", "common", 60e6),),
            options=(Option("options", "options", 10e6, 1.0),),
            preferred=(Preferred("early", "early", 15e6, first), Preferred("late", "late", 35e6, second)),
        ),
        exit_usd=amounts["licence"].value + amounts["waiver"].value,
        span_usd=6e9,
        amounts=amounts,
    )


def _late_stage() -> ExitCase:
    """A made-up company of eight classes, stacked."""
    return ExitCase(
        key="late-stage",
        terms=Terms(
            common=(Common("common", "common", 8e6),),
            options=(Option("options", "options", 1.5e6, 0.5),),
            preferred=(
                Preferred("seed", "Seed", 1e6, 1e6, rank=6),
                Preferred("a", "A", 2e6, 5e6, rank=5),
                Preferred("b", "B", 2e6, 15e6, rank=4),
                Preferred("c", "C", 1.5e6, 30e6, rank=3, participation=Participation.CAPPED, cap_x=3.0),
                Preferred("d", "D", 1.5e6, 60e6, preference_x=1.5, rank=2),
                Preferred("e", "E", 1e6, 100e6, rank=1),
            ),
        ),
        exit_usd=400e6,
        span_usd=2.4e9,
    )
