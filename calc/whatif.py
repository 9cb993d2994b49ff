"""A reader's changes laid over the record, which itself is never overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from calc.errors import CalcError
from calc.events.own import LISTINGS, SALES, OwnEvent, OwnTerms
from calc.path import Path, Terms, opening_shares, record_terms, replay
from calc.types import Basis, Company, PartialDate, Quoted, RoundKind


@dataclass(frozen=True)
class RoundEdit:
    """What a reader changed in one round of the record; None is left as it is.

    Pre-money and post-money are two views of one input: at most one of them is held.
    """

    round_key: str
    amount_raised_usd: float | None = None
    pre_money_usd: float | None = None
    post_money_usd: float | None = None
    other_issuance_shares: float | None = None
    date: PartialDate | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is changed."""
        return self == RoundEdit(self.round_key)


@dataclass(frozen=True)
class AddedRound:
    """A round of the reader's own. Its post-money is held."""

    key: str
    name: str
    date: PartialDate
    amount_raised_usd: float
    post_money_usd: float
    other_issuance_shares: float = 0.0


@dataclass(frozen=True)
class WhatIf:
    """All changes of a reader to one company. events and terms are for calc.events.story."""

    edits: tuple[RoundEdit, ...] = ()
    added: tuple[AddedRound, ...] = ()
    removed: tuple[str, ...] = ()
    events: tuple[OwnEvent, ...] = ()
    terms: tuple[OwnTerms, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the record stands as it is."""
        return not (self.edits or self.added or self.removed or self.has_events)

    @property
    def has_events(self) -> bool:
        """Whether there is more than rounds to replay."""
        return bool(self.events or self.terms)

    def terms_of(self, round_key: str) -> OwnTerms:
        """What the reader set of a round's terms."""
        return next((one for one in self.terms if one.round_key == round_key), OwnTerms(round_key))


def what_if_terms(company: Company, what_if: WhatIf) -> tuple[Terms, ...]:
    """Terms of the record with the reader's changes, in order of date.

    A removed round takes its money and its shares with it; the other issuance booked with
    it moves to the next round, since those shares were issued all the same. The order is
    by first possible day; rounds of the same day keep the record's order. A listing of the
    reader's own takes the place of the IPO; after it, or a sale, no round of the record follows.

    Raises:
        CalcError: "pre_and_post" if an edit holds both; "round_after_ipo"; "unknown_round";
            "ipo_stays" if the IPO is removed; "no_rounds".
    """
    terms = [term for term in edited_terms(company, what_if) if not _cut_off(term, what_if.events)]
    return _in_order(terms, record_terms(company))


def _cut_off(term: Terms, events: Sequence[OwnEvent]) -> bool:
    """Whether an own listing or sale leaves no place for a round."""
    for event in events:
        is_ipo, first = term.kind is RoundKind.IPO, event.date.earliest
        if event.kind in LISTINGS and (is_ipo or term.date.earliest > first):
            return True
        if event.kind in SALES and (term.date.earliest > first or (is_ipo and term.date.earliest == first)):
            return True
    return False


def edited_terms(company: Company, what_if: WhatIf) -> list[Terms]:
    """The changed terms in the record's order, added rounds last: what a reader typed, unjudged.

    Raises:
        CalcError: "pre_and_post", "unknown_round", "ipo_stays".
    """
    terms = list(record_terms(company))
    known = {term.key for term in terms}
    for key in [edit.round_key for edit in what_if.edits] + list(what_if.removed):
        if key not in known:
            raise CalcError("unknown_round", round=key)
    by_key = {edit.round_key: edit for edit in what_if.edits}
    edited = [_edited(term, by_key.get(term.key)) for term in terms]
    kept = _without(edited, what_if.removed)
    return kept + [_added(round_) for round_ in what_if.added]


def what_if_path(company: Company, what_if: WhatIf) -> Path:
    """The path replayed with the reader's changes; with none of them, the record's path.

    A change that cannot be replayed is told in the path's `problem`, never raised.
    """
    try:
        terms = what_if_terms(company, what_if)
    except CalcError as error:
        return Path(opening_shares(company), (), problem=error, stopped_at=error.params.get("round", ""))
    return replay(opening_shares(company), terms)


def _edited(term: Terms, edit: RoundEdit | None) -> Terms:
    if edit is None:
        return term
    if edit.pre_money_usd is not None and edit.post_money_usd is not None:
        raise CalcError("pre_and_post", round=term.name)
    changes: dict[str, object] = {}
    if edit.amount_raised_usd is not None:
        changes |= {"amount_raised_usd": edit.amount_raised_usd, "amount_basis": Basis.ASSUMED}
    if edit.pre_money_usd is not None:
        changes |= {"valuation_usd": edit.pre_money_usd, "held": Quoted.PRE}
    if edit.post_money_usd is not None:
        changes |= {"valuation_usd": edit.post_money_usd, "held": Quoted.POST}
    if edit.pre_money_usd is not None or edit.post_money_usd is not None:
        changes |= {"valuation_basis": Basis.ASSUMED}
    if edit.other_issuance_shares is not None:
        changes |= {"other_issuance_shares": edit.other_issuance_shares, "other_basis": Basis.ASSUMED}
    if edit.date is not None:
        changes |= {"date": edit.date, "date_basis": Basis.ASSUMED}
    return replace(term, **changes)  # type: ignore[arg-type]


def _without(terms: Sequence[Terms], removed: Sequence[str]) -> list[Terms]:
    kept: list[Terms] = []
    carried = 0.0
    for term in terms:
        if term.key in removed:
            if term.kind is RoundKind.IPO:
                raise CalcError("ipo_stays", round=term.name)
            carried += term.other_issuance_shares
            continue
        if carried:
            shares = term.other_issuance_shares + carried
            term = replace(term, other_issuance_shares=shares, other_basis=Basis.ASSUMED)
            carried = 0.0
        kept.append(term)
    return kept


def _added(round_: AddedRound) -> Terms:
    return Terms(
        key=round_.key,
        name=round_.name,
        kind=RoundKind.PRICED,
        date=round_.date,
        amount_raised_usd=round_.amount_raised_usd,
        valuation_usd=round_.post_money_usd,
        held=Quoted.POST,
        other_issuance_shares=round_.other_issuance_shares,
        amount_basis=Basis.ASSUMED,
        valuation_basis=Basis.ASSUMED,
        other_basis=Basis.ASSUMED,
        date_basis=Basis.ASSUMED,
        price_basis=Basis.ASSUMED,
    )


def _in_order(terms: Sequence[Terms], record: Sequence[Terms]) -> tuple[Terms, ...]:
    ordered = sorted(terms, key=lambda term: (term.date.earliest, term.kind is RoundKind.IPO))
    if not any(term.kind is RoundKind.PRICED for term in ordered):
        raise CalcError("no_rounds")
    for at, term in enumerate(ordered):
        if term.kind is RoundKind.IPO and at != len(ordered) - 1:
            raise CalcError("round_after_ipo", round=ordered[at + 1].name)
    was, now = _predecessors(record), _predecessors(ordered)
    return tuple(replace(term, moved=was.get(term.key, "") != now[term.key]) for term in ordered)


def _predecessors(terms: Sequence[Terms]) -> dict[str, str]:
    """Key of each round and of the one before it, empty for the first."""
    return {after: before for before, after in pairwise(["", *(term.key for term in terms)])}
