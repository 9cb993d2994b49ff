"""Cases of the exit waterfall. Their terms are assumed, and every picture says so."""

from __future__ import annotations

from dataclasses import dataclass

from calc.waterfall import Common, Option, Participation, Preferred, Terms


@dataclass(frozen=True)
class ExitCase:
    """Terms, the exit first shown, and how far the picture goes, US dollars."""

    key: str
    terms: Terms
    exit_usd: float
    span_usd: float


_INFLECTION = ExitCase(  # two rounds of $225M and $1.3B as the press had them; terms are not public
    key="inflection",
    terms=Terms(
        common=(Common("common", "common", 60e6),),
        options=(Option("options", "options", 10e6, 1.0),),
        preferred=(
            Preferred("early", "early", 15e6, 225e6),
            Preferred("late", "late", 35e6, 1.3e9),
        ),
    ),
    exit_usd=630e6,
    span_usd=6e9,
)
_LATE_STAGE = ExitCase(
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
EXIT_CASES = {case.key: case for case in (_INFLECTION, _LATE_STAGE)}
