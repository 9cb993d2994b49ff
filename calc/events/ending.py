"""The end of a company: bought, shut down or refunded, and who is paid what."""

from __future__ import annotations

from dataclasses import replace

from calc.errors import CalcError
from calc.events.state import Entry, Lot, LotKind, State, balance_usd
from calc.events.terms import Acquisition, Refund, Shutdown
from calc.safes.exit import at_exit
from calc.safes.terms import Before
from calc.types import PartialDate
from calc.waterfall.solve import waterfall
from calc.waterfall.terms import Common, Option, Preferred, Terms

CARVE_OUT = "carve-out"


def acquisition(state: State, event: Acquisition) -> Entry:
    """All shares bought; payouts by holder from the exit waterfall, the carve-out under its name.

    Raises:
        CalcError: "not_a_fraction" for stock_frac; as waterfall and its terms.
    """
    if not 0 <= event.stock_frac <= 1:
        raise CalcError("not_a_fraction", name="stock_frac", value=event.stock_frac)
    terms = exit_terms(
        state,
        event.date,
        debt_usd=event.debt_usd,
        fees_usd=event.fees_usd,
        carve_out_frac=event.carve_out_frac,
    )
    return _ended(state, event, terms, event.price_usd)


def shutdown(state: State, event: Shutdown) -> Entry:
    """What is left goes by rank; nothing for everybody where nothing is left."""
    terms = exit_terms(state, event.date, debt_usd=event.debt_usd)
    return _ended(state, event, terms, event.proceeds_usd)


def refund(state: State, event: Refund) -> Entry:
    """A lot or a paper paid back in part and cancelled.

    Raises:
        CalcError: "not_a_fraction" for a negative fraction; "unknown_lot".
    """
    if not event.paid_frac >= 0:
        raise CalcError("not_a_fraction", name="paid_frac", value=event.paid_frac)
    paper = next((one for one in state.papers if one.key == event.lot_key), None)
    if paper is not None:
        left = replace(state, papers=tuple(one for one in state.papers if one is not paper))
        return Entry(event, left, received_usd={paper.holder: paper.terms.amount_usd * event.paid_frac})
    lot = state.lot(event.lot_key)
    left = state.take(lot.key, lot.shares)
    return Entry(event, left, received_usd={lot.holder: lot.cost_usd * event.paid_frac})


def exit_terms(
    state: State,
    date: PartialDate,
    *,
    debt_usd: float = 0.0,
    fees_usd: float = 0.0,
    carve_out_frac: float = 0.0,
) -> Terms:
    """The classes of an exit waterfall, one per lot and paper; the unallocated pool gets nothing."""
    kinds = {kind: [lot for lot in state.lots if lot.kind is kind] for kind in LotKind}
    rights = kinds[LotKind.OPTION] + kinds[LotKind.WARRANT]
    preferred = tuple(_preferred(lot) for lot in kinds[LotKind.PREFERRED])
    return Terms(
        common=tuple(Common(lot.key, lot.series, lot.shares) for lot in kinds[LotKind.COMMON]),
        options=tuple(Option(lot.key, lot.series, lot.shares, lot.price_usd) for lot in rights),
        preferred=preferred + _papers(state, date),
        debt_usd=debt_usd,
        fees_usd=fees_usd,
        carve_out_frac=carve_out_frac,
    )


def _preferred(lot: Lot) -> Preferred:
    return Preferred(
        key=lot.key,
        name=lot.series,
        shares=lot.shares,
        invested_usd=lot.cost_usd,
        preference_x=lot.terms.preference_x,
        rank=lot.terms.rank,
        participation=lot.terms.participation,
        cap_x=lot.terms.cap_x,
        conversion_ratio=lot.ratio_x,
    )


def _papers(state: State, date: PartialDate) -> tuple[Preferred, ...]:
    """SAFEs and notes by their own keys, in the first rank."""
    if not state.papers:
        return ()
    before = Before(
        outstanding_shares=state.total(LotKind.COMMON, LotKind.PREFERRED),
        granted_options_shares=state.total(LotKind.OPTION, LotKind.WARRANT),
    )
    terms = [replace(one.terms, key=one.key, amount_usd=balance_usd(one, date)) for one in state.papers]
    return at_exit(before, terms)


def _ended(state: State, event: Acquisition | Shutdown, terms: Terms, exit_usd: float) -> Entry:
    """What every holder and lot gets, and the value of a common share."""
    result = waterfall(terms, [exit_usd])
    by_lot = {key: float(usd) for key, usd in zip(result.keys, result.payouts_usd[0], strict=True)}
    holders = {lot.key: lot.holder for lot in state.lots} | {one.key: one.holder for one in state.papers}
    received: dict[str, float] = {}
    for key, amount in by_lot.items():
        received[holders[key]] = received.get(holders[key], 0.0) + amount
    if carve_out := float(result.carve_out_usd[0]):
        received[CARVE_OUT] = carve_out
    return Entry(
        event=event,
        state=State(split_x=state.split_x, ended=True),
        price_usd=float(result.common_value_usd[0]),
        post_money_usd=exit_usd,
        received_usd=received,
        by_lot_usd=by_lot,
    )
