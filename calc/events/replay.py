"""Events in order, each applied to the company the one before it left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from calc.captable import check_positive
from calc.errors import CalcError
from calc.events import ending, listing, rounds
from calc.events.state import Entry, Lot, LotKind, State
from calc.events.terms import (
    Acquisition,
    Buyback,
    ConversionRatio,
    DirectListing,
    Event,
    Exercise,
    Founding,
    Grant,
    Ipo,
    OtherIssue,
    Paper,
    PoolChange,
    PricedRound,
    Refund,
    Secondary,
    Shutdown,
    SpacMerger,
    Split,
    Warrant,
)
from calc.types import PartialDate

OTHER = "other"
COMPANY = "company"


@dataclass(frozen=True)
class Ledger:
    """Every event that could be applied, and why the replay stopped if it did."""

    entries: tuple[Entry, ...]
    problem: CalcError | None = None
    stopped_at: str = ""

    @property
    def state(self) -> State:
        """The company after the last event."""
        return self.entries[-1].state if self.entries else State()

    def at(self, date: PartialDate) -> State:
        """The company after the newest event on or before a date; empty before the first."""
        done = [entry for entry in self.entries if entry.event.date.earliest <= date.latest]
        return done[-1].state if done else State()

    def of(self, key: str) -> Entry:
        """What the event of that key did.

        Raises:
            CalcError: "unknown_event".
        """
        found = next((entry for entry in self.entries if entry.event.key == key), None)
        if found is None:
            raise CalcError("unknown_event", key=key)
        return found


def replay_events(events: Sequence[Event]) -> Ledger:
    """Apply events in the order given; dates may be known to the month or year only.

    Returns:
        Ledger; if an event cannot be applied it holds those before it and says why in
        `problem` (the codes of each event's own function, "out_of_order", "company_ended",
        "same_event_twice").

    >>> from calc.types import PartialDate
    >>> day = PartialDate("2020")
    >>> ledger = replay_events([Founding("f", day, (("Ann", 8e6),)),
    ...     PricedRound("a", day, "Series A", amount_usd=2e6, pre_money_usd=8e6)])
    >>> ledger.of("a").price_usd, ledger.state.fully_diluted_shares
    (1.0, 10000000.0)
    """
    entries: list[Entry] = []
    state, seen = State(), set[str]()
    for event in events:
        try:
            if event.key in seen:
                raise CalcError("same_event_twice", key=event.key)
            if state.ended:
                raise CalcError("company_ended", key=event.key)
            if entries and event.date.latest < entries[-1].event.date.earliest:
                raise CalcError("out_of_order", key=event.key)
            entry = apply(state, event)
        except CalcError as error:
            return Ledger(tuple(entries), problem=error, stopped_at=event.key)
        seen.add(event.key)
        entries.append(entry)
        state = entry.state
    return Ledger(tuple(entries))


def apply(state: State, event: Event) -> Entry:
    """What one event does to a company.

    Raises:
        CalcError: what the event cannot do, as a code.
    """
    match event:
        case Founding():
            entry = _founding(state, event)
        case OtherIssue():
            entry = _other(state, event)
        case PoolChange():
            entry = _pool(state, event)
        case Grant():
            entry = _grant(state, event)
        case Exercise():
            entry = _exercise(state, event)
        case Warrant():
            lot = _right(event, LotKind.WARRANT)
            entry = Entry(event, state.put(lot))
        case Paper():
            entry = Entry(
                event,
                replace(state, papers=(*state.papers, event)),
                paid_usd={event.holder: event.terms.amount_usd},
            )
        case PricedRound():
            entry = rounds.priced_round(state, event)
        case ConversionRatio():
            entry = _ratio(state, event)
        case Secondary():
            entry = _secondary(state, event)
        case Buyback():
            entry = _buyback(state, event)
        case Split():
            entry = Entry(event, listing.scaled(state, event.factor_x))
        case Ipo():
            entry = listing.ipo(state, event)
        case DirectListing():
            entry = listing.direct_listing(state, event)
        case SpacMerger():
            entry = listing.spac_merger(state, event)
        case Acquisition():
            entry = ending.acquisition(state, event)
        case Shutdown():
            entry = ending.shutdown(state, event)
        case Refund():
            entry = ending.refund(state, event)
    return entry


def _founding(state: State, event: Founding) -> Entry:
    if state.lots:
        raise CalcError("founded_twice", key=event.key)
    lots = []
    for holder, shares in event.shares:
        check_positive(shares=shares)
        lots.append(Lot(f"{event.key}/{holder}", holder, "common", LotKind.COMMON, shares, 0.0, event.date))
    grown = state.put(*lots)
    check_positive(shares=grown.fully_diluted_shares)
    return Entry(event, grown, new_shares=grown.fully_diluted_shares)


def _other(state: State, event: OtherIssue) -> Entry:
    there = next((lot.shares for lot in state.lots if lot.key == OTHER), 0.0)
    lot = Lot(OTHER, OTHER, "common", LotKind.COMMON, there + event.shares, 0.0, event.date)
    grown = state.put(lot)
    if not grown.fully_diluted_shares > 0:
        raise CalcError("no_shares_left", shares=grown.fully_diluted_shares)
    return Entry(event, grown, new_shares=event.shares)


def _pool(state: State, event: PoolChange) -> Entry:
    if bool(event.shares) == bool(event.target_frac):
        raise CalcError("shares_or_target", key=event.key)
    if event.target_frac:
        grown = rounds.top_up(state, event.target_frac)
    else:
        check_positive(shares=event.shares)
        grown = replace(state, pool_shares=state.pool_shares + event.shares)
    return Entry(event, grown, new_shares=grown.pool_shares - state.pool_shares)


def _right(event: Grant | Warrant, kind: LotKind) -> Lot:
    check_positive(shares=event.shares)
    if not event.strike_usd >= 0:
        raise CalcError("negative", name="strike_usd", value=event.strike_usd)
    return Lot(event.key, event.holder, kind.value, kind, event.shares, event.strike_usd, event.date)


def _grant(state: State, event: Grant) -> Entry:
    lot = _right(event, LotKind.OPTION)
    if event.shares > state.pool_shares * (1 + 1e-9):
        raise CalcError("more_than_pool", held=state.pool_shares, wanted=event.shares)
    left = max(0.0, state.pool_shares - event.shares)
    return Entry(event, replace(state.put(lot), pool_shares=left))


def _exercise(state: State, event: Exercise) -> Entry:
    lot = state.lot(event.lot_key)
    if lot.is_stock:
        raise CalcError("no_option", lot=lot.key)
    bought = replace(
        lot, key=event.key, series="common", kind=LotKind.COMMON, shares=event.shares, date=event.date
    )
    left = state.take(lot.key, event.shares).put(bought)
    return Entry(event, left, lot.price_usd, paid_usd={lot.holder: bought.cost_usd})


def _ratio(state: State, event: ConversionRatio) -> Entry:
    """Shares of the lot convert at the ratio whoever holds them by now."""
    check_positive(ratio_x=event.ratio_x)
    lots = [lot for lot in state.lots if event.lot_key in (lot.key, lot.origin_key)]
    if not lots:
        raise CalcError("unknown_lot", lot=event.lot_key)
    keys = (event.lot_key, *(lot.key for lot in lots))
    put = state.put(*(replace(lot, ratio_x=event.ratio_x) for lot in lots))
    return Entry(event, put, adjusted=dict.fromkeys(keys, event.ratio_x))


def _secondary(state: State, event: Secondary) -> Entry:
    check_positive(price_usd=event.price_usd)
    lot = state.lot(event.lot_key)
    left = state.take(lot.key, event.shares)
    origin = lot.origin_key or lot.key
    bought = replace(lot, key=event.key, holder=event.buyer, shares=event.shares, origin_key=origin)
    money = event.shares * event.price_usd
    return Entry(
        event,
        left.put(bought),
        event.price_usd,
        paid_usd={event.buyer: money},
        received_usd={lot.holder: money},
    )


def _buyback(state: State, event: Buyback) -> Entry:
    check_positive(price_usd=event.price_usd)
    lot = state.lot(event.lot_key)
    left = state.take(lot.key, event.shares)
    if not left.fully_diluted_shares > 0:
        raise CalcError("no_shares_left", shares=left.fully_diluted_shares)
    money = event.shares * event.price_usd
    return Entry(event, left, event.price_usd, new_shares=-event.shares, received_usd={lot.holder: money})
