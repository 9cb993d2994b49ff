"""A company with a reader's own events: the record's rounds and these, replayed together.

The result is a path like calc.path's, so every chart and table reads it the same way. Counts and
prices of it are on the record's share basis: splits and exchange ratios are taken out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from calc.errors import CalcError
from calc.events import terms as ev
from calc.events.lines import Bands, changes_of, end_of, ratios_of
from calc.events.made import made_event, made_round
from calc.events.own import LISTINGS, SALES, OwnEvent
from calc.events.record import BEFORE, FOUNDING, held_pre
from calc.events.replay import Ledger, replay_events
from calc.events.state import Entry, State
from calc.moments import Cause, Change, End, Moment, added_by
from calc.path import Path, Step, Terms, opening_shares
from calc.types import Basis, Company, PartialDate, Quoted, RoundKind, weakest
from calc.whatif import WhatIf, what_if_terms

_STILL = ("secondary", "split", "grant", "exercise")  # own events that move no price


@dataclass(frozen=True)
class Story:
    """Every event as replayed, and the path they make."""

    ledger: Ledger
    path: Path


def story(company: Company, what_if: WhatIf) -> Story:
    """The record with a reader's rounds, terms and events; without events it is the plain path.

    A change that cannot be replayed is told in the path's `problem`, never raised.
    """
    opening = opening_shares(company)
    try:
        terms = what_if_terms(company, what_if)
    except CalcError as error:
        where = str(error.params.get("round", ""))
        return Story(Ledger(()), Path(opening, (), problem=error, stopped_at=where))
    events, broken, stopped_at = _events(opening, terms, what_if)
    ledger = replay_events(events)
    if broken is not None and ledger.problem is None:
        ledger = replace(ledger, problem=broken, stopped_at=stopped_at)
    return Story(ledger, _path(opening, terms, what_if, ledger))


def _events(
    opening: float, terms: Sequence[Terms], what_if: WhatIf
) -> tuple[list[ev.Event], CalcError | None, str]:
    """All events up to the first that cannot be made, and that one's key and why."""
    makers = _makers(terms, what_if)
    events: list[ev.Event] = [ev.Founding(FOUNDING, makers[0][0], ((BEFORE, opening),))]
    for _, key, make in makers:
        try:
            events += make()
        except CalcError as error:
            return events, error, key
    return events, None, ""


def _makers(
    terms: Sequence[Terms], what_if: WhatIf
) -> list[tuple[PartialDate, str, Callable[[], list[ev.Event]]]]:
    """By first possible day, a round before an own event of that day, a sale last."""
    own = sorted(what_if.events, key=lambda one: (one.date.earliest, one.kind in SALES))
    makers: list[tuple[PartialDate, str, Callable[[], list[ev.Event]]]] = []
    split_x = 1.0
    for term in terms:
        while own and own[0].date.earliest < term.date.earliest:
            split_x *= _scale(own[0])
            makers.append((own[0].date, own[0].key, partial(_one, own.pop(0))))
        makers.append((term.date, term.key, partial(_round, term, terms, what_if, split_x)))
    return makers + [(one.date, one.key, partial(_one, one)) for one in own]


def _one(own: OwnEvent) -> list[ev.Event]:
    return [made_event(own)]


def _scale(own: OwnEvent) -> float:
    """Shares per share by an own event; no round of the record follows a SPAC merger."""
    return own.number("factor") if own.kind == "split" else 1.0


def _round(term: Terms, terms: Sequence[Terms], what_if: WhatIf, split_x: float) -> list[ev.Event]:
    events = _ratios(terms, term.date, what_if) if term.kind is RoundKind.IPO else []
    if term.other_issuance_shares:
        key, shares = f"{term.key}/other", term.other_issuance_shares * split_x
        events.append(ev.OtherIssue(key, term.date, shares))
    if term.kind is RoundKind.IPO:
        listed = ev.Ipo(term.key, term.date, term.amount_raised_usd, pre_money_usd=held_pre(term))
        return [*events, listed]
    return [*events, made_round(term, what_if.terms_of(term.key))]


def _ratios(terms: Sequence[Terms], date: PartialDate, what_if: WhatIf) -> list[ev.Event]:
    """The record's own conversion ratios, but where the reader's terms decide them."""
    events: list[ev.Event] = []
    for term in terms:
        own = what_if.terms_of(term.key)
        decided = own.of("protection") != "none" or own.number("ratchet") or own.tranches
        if term.kind is RoundKind.PRICED and term.conversion_ratio != 1 and not decided:
            events.append(ev.ConversionRatio(f"{term.key}/ratio", date, term.key, term.conversion_ratio))
    return events


def _path(opening: float, terms: Sequence[Terms], what_if: WhatIf, ledger: Ledger) -> Path:
    by_key = {term.key: term for term in terms}
    own = {one.key: one for one in what_if.events}
    bands = Bands(by_key.keys(), own)
    steps: list[Step] = []
    moments: list[Moment] = []
    ends: list[End] = []
    touched, before, converted = False, State(), 0.0
    for entry in ledger.entries:
        key, date = entry.event.key, entry.event.date
        term, event = by_key.get(key), own.get(key)
        if event is not None and event.kind in LISTINGS:
            term = _listing(event, entry)
        touched = touched or _touches(term, event, what_if)
        changes = changes_of(before, entry)
        converted += added_by(changes, Cause.CONVERSION)
        if term is not None:
            step = _step(term, entry, changes, converted, touched)
            steps.append(replace(step, ratios=ratios_of(ledger, key)))
        if event is not None and event.kind in (*LISTINGS, *SALES):
            ends.append(end_of(before, entry, event.kind, steps))
        before = entry.state
        if not before.ended:
            count = before.fully_diluted_shares / before.split_x
            moments.append(Moment(key, date, count, bands.of(before), changes))
    where = _name(ledger.stopped_at, by_key)
    return Path(opening, tuple(steps), ledger.problem, where, tuple(moments), tuple(ends))


def _name(key: str, by_key: dict[str, Terms]) -> str:
    round_key = key.split("/")[0]
    return by_key[round_key].name if round_key in by_key else key


def _touches(term: Terms | None, event: OwnEvent | None, what_if: WhatIf) -> bool:
    if event is not None:
        return event.kind not in _STILL
    if term is None:
        return False
    return term.moved or bool(set(term.assumed) - {"date"}) or what_if.terms_of(term.key).moves_prices


def _listing(own: OwnEvent, entry: Entry) -> Terms:
    """An own listing as the IPO of the path; its name is a word the views know."""
    return Terms(
        key=own.key,
        name=f"own-{own.kind}",
        kind=RoundKind.IPO,
        date=own.date,
        amount_raised_usd=sum(entry.paid_usd.values()),
        valuation_usd=entry.post_money_usd or 0.0,
        held=Quoted.POST,
        other_issuance_shares=0.0,
        amount_basis=Basis.ASSUMED,
        valuation_basis=Basis.ASSUMED,
        other_basis=Basis.ASSUMED,
        date_basis=Basis.ASSUMED,
        price_basis=Basis.ASSUMED,
    )


def _step(
    term: Terms,
    entry: Entry,
    changes: Sequence[Change],
    converted: float,
    touched: bool,
) -> Step:
    """A round of the ledger. A pool outside the pre-money comes after it and is not in its count."""
    state = entry.state
    sold = next((one for one in changes if one.cause is Cause.ROUND), None)
    count = sold.after_shares if sold else state.fully_diluted_shares / state.split_x
    new = added_by(changes, Cause.ROUND)
    price = (entry.price_usd or 0.0) * state.split_x
    return Step(
        terms=term,
        pre_money_usd=price * (count - new),
        post_money_usd=price * count,
        issue_price_usd=price,
        new_shares=new,
        conversion_shares=converted,
        fully_diluted_shares=count,
        price_basis=Basis.ASSUMED if touched else term.price_basis,
        count_basis=Basis.ASSUMED if touched else weakest(Basis.ESTIMATED, term.valuation_basis),
    )
