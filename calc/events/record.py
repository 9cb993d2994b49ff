"""A company of the record as events; replayed they give back what calc.path gives."""

from __future__ import annotations

from collections.abc import Sequence

from calc.captable import pre_money
from calc.events.terms import ConversionRatio, Event, Founding, Ipo, OtherIssue, PricedRound
from calc.path import Terms, opening_shares, record_terms
from calc.types import Company, Quoted, RoundKind

BEFORE = "before"
FOUNDING = "founding"


def company_events(company: Company) -> tuple[Event, ...]:
    """Founding, other issuance, rounds and IPO of a company, in order."""
    return path_events(opening_shares(company), record_terms(company))


def path_events(opening: float, terms: Sequence[Terms]) -> tuple[Event, ...]:
    """The inputs of calc.path.replay as events: the same prices, counts and values.

    Holders from before the first round are one lot. A round's other issuance comes just
    before it; conversion ratios take effect at the IPO, as in the path.
    """
    events: list[Event] = [Founding(FOUNDING, terms[0].date, ((BEFORE, opening),))]
    for term in terms:
        if term.kind is RoundKind.IPO:
            events += _ratios(terms, term)
        if term.other_issuance_shares:
            events.append(OtherIssue(f"{term.key}/other", term.date, term.other_issuance_shares))
        if term.kind is RoundKind.IPO:
            events.append(Ipo(term.key, term.date, term.amount_raised_usd, pre_money_usd=held_pre(term)))
        else:
            amount, pre = term.amount_raised_usd, held_pre(term)
            events.append(PricedRound(term.key, term.date, term.name, amount, pre))
    return tuple(events)


def held_pre(term: Terms) -> float:
    """Pre-money of a round as held: typed, or post-money less the amount."""
    if term.held is Quoted.PRE:
        return term.valuation_usd
    return pre_money(post_money_usd=term.valuation_usd, amount_raised_usd=term.amount_raised_usd)


def _ratios(terms: Sequence[Terms], ipo: Terms) -> list[Event]:
    uneven = [one for one in terms if one.kind is RoundKind.PRICED and one.conversion_ratio != 1]
    return [ConversionRatio(f"{one.key}/ratio", ipo.date, one.key, one.conversion_ratio) for one in uneven]
