"""Which rounds of a library company can be replayed, and which figures are missing for the rest.

A round can be replayed when its amount, the company value after it, its price per share, its
date and its conversion ratio are known. The replay needs rounds in a row, so it takes the last
such row of rounds before the listing: whatever stands before it is part of the shares the
first of them met.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from calc.library import Entry, Exit, Kind, LibraryCompany
from calc.types import Basis, Company, Figure, Mark, MarkKind, PartialDate, Round, RoundKind
from calc.whatif import RoundEdit, WhatIf

NEEDED = ("price", "raised", "post_money", "date", "ratio_x")
TYPED = ("raised", "post_money", "date")  # what a reader can fill in
LISTINGS = ("ipo", "spac", "direct")


@dataclass(frozen=True)
class Gap:
    """Figures one round lacks for a replay, of NEEDED, in that order."""

    round_key: str
    name: str
    fields: tuple[str, ...]

    @property
    def can_be_typed(self) -> bool:
        """Whether a reader's figures close it: a price or a ratio cannot be made up."""
        return set(self.fields) <= set(TYPED)


@dataclass(frozen=True)
class Replayable:
    """The rounds that can be replayed as a company (None: not even two), and every gap in order."""

    company: Company | None
    gaps: tuple[Gap, ...]


def replayable(company: LibraryCompany, what_if: WhatIf | None = None) -> Replayable:
    """The last rounds in a row that can be replayed, with the reader's figures in the gaps.

    A later closing at the same price that quotes no value of its own joins the round before
    it: the quoted value counts all closings. What a reader typed fills a gap and is assumed;
    it never replaces a figure on record (that is an edit of the replay itself).

    Returns:
        Replayable; the company holds the listing's prices as marks, no IPO round, since the new
        shares of the listing are in its company value.
    """
    edits = {edit.round_key: edit for edit in (what_if or WhatIf()).edits}
    listed = [one for one in company.exits if one.kind in LISTINGS and one.price is not None]
    rounds = [filled(one, edits.get(one.key)) for one in one_per_value(company.entries)]
    found = [(one, _missing(one)) for one in rounds]
    gaps = tuple(Gap(one.key, one.name, missing) for one, missing in found if missing)
    run: list[Entry] = []
    for one, missing in reversed(found):
        if missing or (run and _turns_back(one, run[0])):
            break
        run.insert(0, one)
    if len(run) < 2 or not listed:
        return Replayable(None, gaps)
    return Replayable(
        Company(
            key=company.key,
            name=company.name,
            ticker=company.ticker,
            rounds=tuple(_round(one) for one in run),
            marks=tuple(_mark(one) for one in _after(company, run[-1])),
        ),
        gaps,
    )


def one_per_value(entries: Sequence[Entry]) -> list[Entry]:
    """Rounds in order, each later closing at the same price joined to the round before it."""
    found: list[Entry] = []
    for one in entries:
        if one.kind is not Kind.ROUND:
            continue
        before = found[-1] if found else None
        if before is not None and _is_closing(one, before):
            assert one.raised and before.raised
            total = Figure(
                before.raised.value + one.raised.value, before.raised.basis, before.raised.source_id
            )
            found[-1] = replace(before, raised=total)
        else:
            found.append(one)
    return found


def _is_closing(one: Entry, before: Entry) -> bool:
    same = one.price and before.price and one.price.value == before.price.value
    known = one.raised and before.raised and one.post_money is None and before.post_money is not None
    return bool(same and known and one.ratio_x == before.ratio_x)


def _missing(one: Entry) -> tuple[str, ...]:
    missing = [name for name in NEEDED if getattr(one, name) is None]
    if not missing and one.raised and one.post_money and one.raised.value >= one.post_money.value:
        return ("post_money",)
    return tuple(missing)


def _turns_back(one: Entry, after: Entry) -> bool:
    assert one.date and after.date
    return one.date.earliest > after.date.earliest


def filled(one: Entry, edit: RoundEdit | None) -> Entry:
    """The round with what a reader typed in its gaps, marked assumed; figures on record stay."""
    if edit is None:
        return one
    if one.raised is None and edit.amount_raised_usd:
        one = replace(one, raised=Figure(edit.amount_raised_usd, Basis.ASSUMED))
    if one.post_money is None and edit.post_money_usd:
        one = replace(one, post_money=Figure(edit.post_money_usd, Basis.ASSUMED))
    if one.post_money is None and edit.pre_money_usd and one.raised:
        post = edit.pre_money_usd + one.raised.value
        one = replace(one, post_money=Figure(post, Basis.ASSUMED))
    if one.date is None and edit.date is not None:
        one = replace(one, date=edit.date)
    return one


def _round(one: Entry) -> Round:
    assert one.date and one.raised and one.price and one.post_money and one.ratio_x
    shares = one.raised.value / one.price.value
    return Round(
        key=one.key,
        name=one.name,
        kind=RoundKind.PRICED,
        date=one.date,
        amount_raised_usd=one.raised,
        issue_price_usd=one.price,
        new_shares=Figure(shares, Basis.DERIVED, one.price.source_id),
        post_money_usd=one.post_money,
        conversion_ratio=Figure(one.ratio_x, Basis.DERIVED, one.price.source_id),
        date_source_id=one.price.source_id,
    )


def _after(company: LibraryCompany, last: Entry) -> list[Exit]:
    day: PartialDate | None = last.date
    assert day is not None
    priced = [one for one in company.prices if one.price is not None]
    return [one for one in priced if one.date.latest >= day.earliest]


def _mark(one: Exit) -> Mark:
    assert one.price is not None
    kind = MarkKind.IPO_PRICE if one.kind in LISTINGS else MarkKind.CLOSE
    return Mark(one.key, kind, one.date, one.price, one.value)
