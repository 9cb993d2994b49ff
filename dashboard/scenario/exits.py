"""What to show of the exit waterfall, as a link holds it.

case=late-stage  exit=400000000  debt=50000000
"""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.scenario.words import Query, Reads, number_word, one_of, read_number, read_parts

CASES = ("inflection", "late-stage")


def _money(text: str) -> float | None:
    value = read_number(text)
    return value if value is not None and value >= 0 else None


@dataclass(frozen=True)
class ExitView:
    """The case shown, the price paid for the company, the debt paid first. exit None: the case's."""

    case: str = CASES[0]
    exit_usd: float | None = None
    debt_usd: float = 0.0


_READS: Reads = {
    "case": ("case", one_of(*CASES)),
    "exit": ("exit_usd", _money),
    "debt": ("debt_usd", _money),
}
KEYS = frozenset(_READS)


def exits_query(view: ExitView) -> dict[str, str]:
    """Parameters of a view, defaults left out."""
    query = {} if view.case == CASES[0] else {"case": view.case}
    if view.exit_usd is not None:
        query["exit"] = number_word(view.exit_usd)
    return query | ({"debt": number_word(view.debt_usd)} if view.debt_usd else {})


def read_exits(query: Query, ignored: list[str]) -> ExitView:
    """View of a link; parts that cannot be read are named in `ignored`."""
    return read_parts(ExitView(), query, _READS, ignored)
