"""The simulated fund, as a link holds it.

funds=curve  outcomes=stages  checks=30  alpha=2.05  bound=1000  open=100  stages=0.64:3.29:0.18:0.15;...
fee=0.02  carry=0.2  hurdle=0  catchup=1  invest=4  exits=4:10  reserve=0.3  again=1  step=2.5
recycle=0.1  market=0.3  tied=0.5  draws=20000  seed=1  mine=2.5

A stage is next:value step:dilution:sold, in the order of the record's stages.
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.scenario.words import Query, Reads, number_word, one_of, read_number, read_parts

DRAWS = (5_000, 20_000, 100_000, 500_000, 10_000_000)
FUND_CHARTS = ("spread", "curve", "size")
OUTCOMES = ("law", "buckets", "stages")
StageTerms = tuple[float, float, float, float]


@dataclass(frozen=True)
class FundView:
    """What the reader set; mine_x is the net multiple of a fund of their own, 0 for none.

    stages: next round, value step, dilution, sold of the rest, for every stage; empty for the record's.
    """

    chart: str = FUND_CHARTS[0]
    outcomes: str = OUTCOMES[0]
    companies: int = 30
    density_exponent: float = 2.05
    bound_x: float = 1000.0
    open_x: float = 100.0
    stages: tuple[StageTerms, ...] = ()
    fee_frac: float = 0.02
    carry_frac: float = 0.2
    hurdle_frac: float = 0.0
    catch_up_frac: float = 1.0
    invest_years: int = 4
    exits: tuple[int, int] = (4, 10)
    reserve_frac: float = 0.0
    raise_from_x: float = 1.0
    follow_price_x: float = 2.5
    recycle_frac: float = 0.0
    market_volatility: float = 0.0
    market_correlation: float = 0.0
    draws: int = DRAWS[1]
    seed: int = 1
    mine_x: float = 0.0


def _between(low: float, high: float, kind: type = float):  # type: ignore[no-untyped-def]
    def read(text: str) -> float | int | None:
        value = read_number(text)
        return kind(value) if value is not None and low <= value <= high else None

    return read


def _exits(text: str) -> tuple[int, int] | None:
    parts = text.split(":")
    if len(parts) != 2 or not all(part.isdecimal() for part in parts):
        return None
    first, last = int(parts[0]), int(parts[1])
    return (first, last) if 1 <= first <= last <= 20 else None


def _stages(text: str) -> tuple[StageTerms, ...] | None:
    found: list[StageTerms] = []
    for row in text.split(";")[:8]:
        numbers = [read_number(part) for part in row.split(":")]
        if len(numbers) != 4 or any(number is None or number < 0 for number in numbers):
            return None
        onward, step, dilution, sold = (number or 0.0 for number in numbers)
        if max(onward, dilution, sold) > 1 or not 0 < step <= 1000:
            return None
        found.append((onward, step, dilution, sold))
    return tuple(found)


_READS: Reads = {
    "funds": ("chart", one_of(*FUND_CHARTS)),
    "outcomes": ("outcomes", one_of(*OUTCOMES)),
    "checks": ("companies", _between(1, 500, int)),
    "alpha": ("density_exponent", _between(1.5, 4.0)),
    "bound": ("bound_x", _between(2, 100_000)),
    "open": ("open_x", _between(21, 100_000)),
    "stages": ("stages", _stages),
    "fee": ("fee_frac", _between(0, 0.05)),
    "carry": ("carry_frac", _between(0, 0.5)),
    "hurdle": ("hurdle_frac", _between(0, 0.2)),
    "catchup": ("catch_up_frac", _between(0, 1)),
    "invest": ("invest_years", _between(1, 10, int)),
    "exits": ("exits", _exits),
    "reserve": ("reserve_frac", _between(0, 0.9)),
    "again": ("raise_from_x", _between(0, 1000)),
    "step": ("follow_price_x", _between(0.01, 1000)),
    "recycle": ("recycle_frac", _between(0, 0.5)),
    "market": ("market_volatility", _between(0, 2)),
    "tied": ("market_correlation", _between(0, 0.99)),
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
            query[key] = _word(value)
    return query


def _word(value: object) -> str:
    if isinstance(value, tuple):
        if value and isinstance(value[0], tuple):
            return ";".join(":".join(number_word(float(part)) for part in row) for row in value)
        return ":".join(str(part) for part in value)
    return number_word(value) if isinstance(value, float) else str(value)


def read_funds(query: Query, ignored: list[str]) -> FundView:
    """View of a link; parts that cannot be read are named in `ignored`."""
    return read_parts(FundView(), query, _READS, ignored)
