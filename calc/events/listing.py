"""Going public: preferred becomes common, then IPO, direct listing or merger with a SPAC."""

from __future__ import annotations

from dataclasses import replace

from calc.captable import check_positive
from calc.errors import CalcError
from calc.events.price import ipo_price, ipo_ratios
from calc.events.state import Entry, Lot, LotKind, State
from calc.events.terms import DirectListing, Ipo, SpacMerger

PUBLIC = "public"


def all_common(state: State) -> State:
    """Every preferred share turned into common at its lot's ratio; the cost stays with the lot.

    Raises:
        CalcError: "papers_left" if a SAFE or note is still open.
    """
    if state.papers:
        raise CalcError("papers_left", key=state.papers[0].key)
    lots = [
        replace(
            lot,
            kind=LotKind.COMMON,
            shares=lot.common_shares,
            price_usd=lot.conversion_price_usd,
            ratio_x=1.0,
        )
        for lot in state.lots
        if lot.kind is LotKind.PREFERRED
    ]
    return state.put(*lots)


def ipo(state: State, event: Ipo) -> Entry:
    """The company's own part of an IPO; shares that holders sell in it are Secondary events.

    With a pre-money the price is found together with the ratchets; with a price they follow.

    Raises:
        CalcError: "price_or_pre" unless one of the two is given; "not_positive"; "papers_left".

    Source: Square, Inc. Form S-1/A of 6 November 2015 (ratchet at an IPO price).
    """
    if (event.price_usd is None) == (event.pre_money_usd is None):
        raise CalcError("price_or_pre")
    price = event.price_usd if event.price_usd is not None else ipo_price(state, event.pre_money_usd or 0.0)
    check_positive(price_usd=price, amount_usd=event.amount_usd)
    ratios = ipo_ratios(state, price)
    settled = state.put(*(replace(state.lot(key), ratio_x=ratio) for key, ratio in ratios.items()))
    public = _common(event.key, PUBLIC, event.amount_usd / price, price, event)
    listed = all_common(settled)
    pre = price * listed.fully_diluted_shares
    return Entry(
        event=event,
        state=listed.put(public),
        price_usd=price,
        pre_money_usd=pre,
        post_money_usd=pre + event.amount_usd,
        new_shares=public.shares,
        paid_usd={PUBLIC: event.amount_usd},
        adjusted=ratios,
    )


def direct_listing(state: State, event: DirectListing) -> Entry:
    """Trading starts and nothing is raised. Ratchets do not settle: no IPO price exists."""
    check_positive(reference_price_usd=event.reference_price_usd)
    listed = all_common(state)
    value = event.reference_price_usd * listed.fully_diluted_shares
    return Entry(event, listed, event.reference_price_usd, value, value)


def spac_merger(state: State, event: SpacMerger) -> Entry:
    """Shares exchanged, then the SPAC's own holders join.

    Raises:
        CalcError: "not_positive"; "negative"; "papers_left".
    """
    check_positive(ratio_x=event.ratio_x, price_usd=event.price_usd)
    for name in ("trust_usd", "pipe_usd", "sponsor_shares"):
        if not getattr(event, name) >= 0:
            raise CalcError("negative", name=name, value=getattr(event, name))
    merged = scaled(all_common(state), event.ratio_x)
    pre = merged.fully_diluted_shares * event.price_usd
    paid = {"trust": event.trust_usd, "pipe": event.pipe_usd}
    lots = [
        _common(f"{event.key}/{who}", who, usd / event.price_usd, event.price_usd, event)
        for who, usd in paid.items()
    ]
    lots.append(_common(f"{event.key}/sponsor", "sponsor", event.sponsor_shares, 0.0, event))
    grown = merged.put(*lots)
    return Entry(
        event=event,
        state=grown,
        price_usd=event.price_usd,
        pre_money_usd=pre,
        post_money_usd=grown.fully_diluted_shares * event.price_usd,
        new_shares=sum(lot.shares for lot in lots),
        paid_usd={who: usd for who, usd in paid.items() if usd},
    )


def scaled(state: State, factor_x: float) -> State:
    """Every count times a factor, every price over it: splits and exchange ratios.

    Raises:
        CalcError: "not_positive".
    """
    check_positive(factor_x=factor_x)
    lots = []
    for lot in state.lots:
        terms = lot.terms
        if terms.ratchet is not None:
            ratchet = replace(terms.ratchet, target_usd=terms.ratchet.target_usd / factor_x)
            terms = replace(terms, ratchet=ratchet)
        shares, price = lot.shares * factor_x, lot.price_usd / factor_x
        lots.append(replace(lot, shares=shares, price_usd=price, terms=terms))
    pool = state.pool_shares * factor_x
    return replace(state, lots=tuple(lots), pool_shares=pool, split_x=state.split_x * factor_x)


def _common(key: str, holder: str, shares: float, price: float, event: Ipo | SpacMerger) -> Lot:
    return Lot(key, holder, "common", LotKind.COMMON, shares, price, event.date)
