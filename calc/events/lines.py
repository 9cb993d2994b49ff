"""What one entry of a ledger did to the share count, by cause and by who holds the shares.

Counts are divided by the split factor of their day, so that they stand on the record's basis.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from calc.captable import PoolPlacement
from calc.events import terms as ev
from calc.events.own import LISTINGS, OwnEvent
from calc.events.record import BEFORE, FOUNDING
from calc.events.replay import Ledger
from calc.events.state import Entry, Lot, State
from calc.events.table import POOL
from calc.moments import Cause, Change, End, chain
from calc.path import Step
from calc.types import PartialDate

_ROUNDING = 1e-12  # of the share count: a smaller difference is not an issue of shares


@dataclass(frozen=True)
class Bands:
    """Whose band of the ownership chart a lot is in: its round, its own event, before or other."""

    rounds: Container[str]
    own: Mapping[str, OwnEvent]

    def of(self, state: State) -> dict[str, float]:
        """Shares as converted by band."""
        found: dict[str, float] = {}
        for lot in state.lots:
            band = self._band(lot.key, lot.series)
            found[band] = found.get(band, 0.0) + lot.common_shares / state.split_x
        if state.pool_shares:
            found[POOL] = found.get(POOL, 0.0) + state.pool_shares / state.split_x
        return found

    def _band(self, key: str, series: str = "") -> str:
        root = key.split("/")[0]
        if series in self.rounds:
            return series
        if root == FOUNDING:
            return BEFORE
        event = self.own.get(root)
        if event is None:
            return root
        if event.kind in ("secondary", "exercise"):
            return self._band(str(event.of("lot")))
        return POOL if event.kind == "grant" else root


def changes_of(before: State, entry: Entry) -> tuple[Change, ...]:
    """Changes of the share count by one event, in the order they dilute."""
    after, event = entry.state, entry.event
    if after.ended or isinstance(event, ev.Founding):
        return ()
    count = before.fully_diluted_shares / before.split_x
    added = [
        (cause, key, shares)
        for cause, key, shares in _added(before, entry)
        if abs(shares) > count * _ROUNDING
    ]
    return chain(count, added, event.date)


def _added(before: State, entry: Entry) -> list[tuple[Cause, str, float]]:
    after, event = entry.state, entry.event
    was, now = _lots(before), _lots(after)
    gained = {key: now.get(key, 0.0) - was.get(key, 0.0) for key in (*was, *now)}
    pool = after.pool_shares / after.split_x - before.pool_shares / before.split_x
    total = sum(gained.values()) + pool
    if isinstance(event, ev.OtherIssue):
        return [(Cause.OPTIONS, "", total)]
    if isinstance(event, ev.ConversionRatio):
        return [(Cause.CONVERSION, "", total)]
    if not isinstance(event, ev.PricedRound | ev.Ipo | ev.SpacMerger | ev.DirectListing):
        return [(Cause.EVENT, event.key, total)]
    papers = {paper.key for paper in before.papers}
    new = sum(shares for key, shares in gained.items() if key.split("/")[0] == event.key)
    kept = sum(shares for key, shares in gained.items() if key in was)
    converted = [(Cause.EVENT, key, shares) for key, shares in gained.items() if key in papers]
    top_up, sold = (Cause.EVENT, event.key, pool), (Cause.ROUND, event.key, new)
    outside = isinstance(event, ev.PricedRound) and event.pool is PoolPlacement.AFTER_MONEY
    return [*converted, (Cause.CONVERSION, "", kept), *((sold, top_up) if outside else (top_up, sold))]


def _lots(state: State) -> dict[str, float]:
    return {lot.key: lot.common_shares / state.split_x for lot in state.lots}


def ratios_of(ledger: Ledger, key: str) -> tuple[tuple[PartialDate, float], ...]:
    """Every change of the conversion ratio of a round's main closing."""
    found = []
    for entry in ledger.entries:
        for lot in (key, f"{key}/1"):
            if lot in entry.adjusted:
                found.append((entry.event.date, entry.adjusted[lot]))
    return tuple(found)


def end_of(before: State, entry: Entry, kind: str, steps: Sequence[Step]) -> End:
    """An own listing, or a sale with what a share of every round is paid."""
    price = (entry.price_usd or 0.0) * entry.state.split_x
    value = entry.post_money_usd or 0.0
    per_share: list[tuple[str, float]] = []
    if kind not in LISTINGS:
        for step in steps:
            paid = _paid_frac(_of_round(before, step.key), entry)
            if paid is not None:
                per_share.append((step.key, paid * step.issue_price_usd))
        per_share.append((BEFORE, price))
    return End(entry.event.key, kind, entry.event.date, price, value, tuple(per_share))


def _of_round(state: State, key: str) -> list[Lot]:
    """Lots of a round's main closing; those of its other closings only where it has none left."""
    lots = [lot for lot in state.lots if key in (lot.series, lot.key)]
    return [lot for lot in lots if lot.key in (key, f"{key}/1")] or lots


def _paid_frac(lots: Sequence[Lot], entry: Entry) -> float | None:
    """Paid at the sale per dollar that the lots cost; None without lots."""
    cost = sum(lot.cost_usd for lot in lots)
    return sum(entry.by_lot_usd.get(lot.key, 0.0) for lot in lots) / cost if cost else None
