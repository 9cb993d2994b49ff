"""A reader's own events and terms as events of the engine."""

from __future__ import annotations

from calc.antidilution import BaseRule, Protection
from calc.captable import PoolPlacement, pre_money
from calc.errors import CalcError
from calc.events import terms as ev
from calc.events.own import COUNTS, NUMBERS, OwnEvent, OwnTerms
from calc.path import Terms
from calc.safes.terms import Convertible, Form, Method
from calc.types import Quoted
from calc.waterfall.terms import Participation

_PROTECTION = {
    "none": (Protection.NONE, BaseRule.COMMON_PREFERRED_GRANTED),
    "broad": (Protection.WEIGHTED_AVERAGE, BaseRule.COMMON_PREFERRED_GRANTED),
    "narrow": (Protection.WEIGHTED_AVERAGE, BaseRule.COMMON_PREFERRED),
    "full": (Protection.FULL_RATCHET, BaseRule.COMMON_PREFERRED_GRANTED),
}
_METHOD = {"percent": Method.PERCENT_OWNERSHIP, "pre": Method.PRE_MONEY, "dollars": Method.DOLLARS_INVESTED}
_PLACE = {"inside": PoolPlacement.INSIDE_PRE_MONEY, "outside": PoolPlacement.AFTER_MONEY}


def made_event(own: OwnEvent) -> ev.Event:
    """The event as the engine takes it; a holder without a name goes by the event's key.

    Raises:
        CalcError: as calc.safes.terms.Convertible for a SAFE or note.
    """
    key, date, number = own.key, own.date, own.number
    lot = str(dict(own.values).get("lot", ""))
    match own.kind:
        case "pool":
            return ev.PoolChange(key, date, number("shares"), number("target"))
        case "grant":
            return ev.Grant(key, date, key, number("shares"), number("strike"))
        case "exercise":
            return ev.Exercise(key, date, lot, number("shares"))
        case "warrant":
            return ev.Warrant(key, date, key, number("shares"), number("strike"))
        case "safe" | "note":
            return _paper(own)
        case "secondary":
            return ev.Secondary(key, date, lot, key, number("shares"), number("price"))
        case "buyback":
            return ev.Buyback(key, date, lot, number("shares"), number("price"))
        case "split":
            return ev.Split(key, date, number("factor"))
        case "refund":
            return ev.Refund(key, date, lot, number("paid"))
    return _ending(own)


def _paper(own: OwnEvent) -> ev.Paper:
    number = own.number
    terms = Convertible(
        own.key,
        number("amount"),
        cap_usd=number("cap") or None,
        form=Form.PRE_MONEY if own.kind == "note" or own.of("form") == "pre" else Form.POST_MONEY,
        discount_frac=number("discount"),
        mfn=own.kind == "safe" and own.of("mfn") == "yes",
    )
    if own.kind == "safe":
        return ev.Paper(own.key, own.date, own.key, terms)
    return ev.Paper(own.key, own.date, own.key, terms, number("rate"), COUNTS[str(own.of("count"))])


def _ending(own: OwnEvent) -> ev.Event:
    key, date, number = own.key, own.date, own.number
    match own.kind:
        case "ipo":
            price, pre = number("price") or None, number("pre") or None
            return ev.Ipo(key, date, number("amount"), price_usd=price, pre_money_usd=pre)
        case "direct":
            return ev.DirectListing(key, date, number("price"))
        case "spac":
            money = (number("trust"), number("pipe"), number("sponsor"))
            return ev.SpacMerger(key, date, number("ratio"), *money, price_usd=number("price"))
        case "acquisition":
            costs = (number("debt"), number("fees"), number("carve"), number("stock"))
            return ev.Acquisition(key, date, number("price"), *costs)
        case "shutdown":
            return ev.Shutdown(key, date, number("proceeds"), number("debt"))
    raise CalcError("unknown_event", key=own.kind)


def made_round(terms: Terms, own: OwnTerms) -> ev.PricedRound:
    """A private round with the reader's terms. Holder and series go by the round's key.

    Of amount, pre-money, post-money, price and fraction: one alone goes with the amount of the
    table; two fix the round; more are refused by the engine.

    Raises:
        CalcError: "tranches_need_amount"; "tranches_differ" if the closings take all of it.
    """
    given = _given(terms, own)
    return ev.PricedRound(
        terms.key,
        terms.date,
        terms.key,
        amount_usd=given.get("amount"),
        pre_money_usd=given.get("pre"),
        post_money_usd=given.get("post"),
        price_usd=given.get("price"),
        sold_frac=given.get("sold"),
        tranches=_tranches(terms.key, given.get("amount"), own),
        pool_frac=own.number("pool"),
        pool=_PLACE[str(own.of("place"))],
        method=_METHOD[str(own.of("method"))],
        terms=_series(own),
    )


def _given(terms: Terms, own: OwnTerms) -> dict[str, float]:
    typed = {name: own.number(name) for name in NUMBERS if own.number(name)}
    if set(typed) <= {"amount"}:
        amount = typed.get("amount", terms.amount_raised_usd)
        value = terms.valuation_usd
        if terms.held is not Quoted.PRE:
            value = pre_money(post_money_usd=value, amount_raised_usd=amount)
        return {"amount": amount, "pre": value}
    if len(typed) == 1:
        typed["amount"] = terms.amount_raised_usd
    return typed


def _tranches(key: str, amount: float | None, own: OwnTerms) -> tuple[ev.Tranche, ...]:
    """The main closing takes what the others leave; those at a price of their own come on top."""
    if not own.tranches:
        return (ev.Tranche(key, amount),) if amount is not None else ()
    if amount is None:
        raise CalcError("tranches_need_amount", round=key)
    others = tuple(
        ev.Tranche(f"{key}/{at}", one.amount_usd, one.price_usd or None, one.waives)
        for at, one in enumerate(own.tranches, 2)
    )
    main = amount - sum(one.amount_usd for one in others if one.price_usd is None)
    if not main > 0:
        raise CalcError("tranches_differ", round=key)
    return (ev.Tranche(key, main), *others)


def _series(own: OwnTerms) -> ev.SeriesTerms:
    protection, base = _PROTECTION[str(own.of("protection"))]
    return ev.SeriesTerms(
        protection=protection,
        base_rule=base,
        preference_x=own.number("preference"),
        rank=int(own.number("rank")),
        participation=Participation(str(own.of("participation"))),
        cap_x=own.number("cap") or None,
        ratchet_x=own.number("ratchet"),
    )
