"""The fully diluted cap table at any date, and what a holder paid and got along the way."""

from __future__ import annotations

from dataclasses import dataclass

from calc.events.replay import Ledger
from calc.events.state import LotKind, State
from calc.types import PartialDate

POOL = "pool"


@dataclass(frozen=True)
class TableRow:
    """One lot, or the unallocated pool. frac is of all fully diluted shares."""

    key: str
    holder: str
    series: str
    kind: str
    shares: float
    common_shares: float
    frac: float


def cap_table(state: State) -> tuple[TableRow, ...]:
    """Every lot as converted, and the pool; the fractions add up to one. Empty without shares.

    SAFEs and notes that have not converted own no shares yet and have no row.
    """
    total = state.fully_diluted_shares
    rows = [
        TableRow(
            lot.key, lot.holder, lot.series, lot.kind.value, lot.shares, lot.common_shares,
            lot.common_shares / total,
        )
        for lot in state.lots
    ]  # fmt: skip
    if state.pool_shares:
        pool = state.pool_shares
        rows.append(TableRow(POOL, POOL, POOL, LotKind.OPTION.value, pool, pool, pool / total))
    return tuple(rows)


def holder_flows(ledger: Ledger, holder: str) -> tuple[tuple[PartialDate, float], ...]:
    """Dated money of one holder, paid below zero and received above, US dollars."""
    flows = []
    for entry in ledger.entries:
        money = entry.received_usd.get(holder, 0.0) - entry.paid_usd.get(holder, 0.0)
        if money:
            flows.append((entry.event.date, money))
    return tuple(flows)
