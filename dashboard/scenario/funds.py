"""The simulated fund, as a link holds it.

checks=30  alpha=2.05  bound=1000  fee=0.02  carry=0.2  hurdle=0  draws=20000  seed=1  mine=2.5
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.scenario.words import Query, Reads, number_word, read_number, read_parts

DRAWS = (5_000, 20_000, 100_000, 500_000)


@dataclass(frozen=True)
class FundView:
    """What the reader set; mine_x is the net multiple of a fund of their own, 0 for none."""

    companies: int = 30
    density_exponent: float = 2.05
    bound_x: float = 1000.0
    fee_frac: float = 0.02
    carry_frac: float = 0.2
    hurdle_frac: float = 0.0
    draws: int = DRAWS[1]
    seed: int = 1
    mine_x: float = 0.0


def _between(low: float, high: float, kind: type = float):  # type: ignore[no-untyped-def]
    def read(text: str) -> float | int | None:
        value = read_number(text)
        return kind(value) if value is not None and low <= value <= high else None

    return read


_READS: Reads = {
    "checks": ("companies", _between(1, 500, int)),
    "alpha": ("density_exponent", _between(1.5, 4.0)),
    "bound": ("bound_x", _between(2, 100_000)),
    "fee": ("fee_frac", _between(0, 0.05)),
    "carry": ("carry_frac", _between(0, 0.5)),
    "hurdle": ("hurdle_frac", _between(0, 0.2)),
    "draws": ("draws", lambda text: int(text) if text in map(str, DRAWS) else None),
    "seed": ("seed", _between(0, 1_000_000, int)),
    "mine": ("mine_x", _between(0, 10_000)),
}
KEYS = frozenset(_READS)


def funds_query(view: FundView) -> dict[str, str]:
    """Parameters of a view, defaults left out."""
    default, query = FundView(), {}
    for key, (name, _) in _READS.items():
        value = getattr(view, name)
        if value != getattr(default, name):
            query[key] = number_word(float(value)) if isinstance(value, float) else str(value)
    return query


def read_funds(query: Query, ignored: list[str]) -> FundView:
    """View of a link; parts that cannot be read are named in `ignored`."""
    return read_parts(FundView(), query, _READS, ignored)
