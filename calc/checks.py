"""A check of any size in a round of a library company, through every later price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from calc.captable import check_positive
from calc.errors import CalcError
from calc.library import Entry, Exit, Kind, entry_multiple
from calc.types import Basis, PartialDate, weakest


@dataclass(frozen=True)
class Worth:
    """What the check was worth at one event; date None where only the order is known."""

    key: str
    name: str
    kind: str
    date: PartialDate | None
    worth_usd: float
    multiple_x: float
    basis: Basis


def check_along(
    entries: Sequence[Entry], exits: Sequence[Exit], *, key: str, check_usd: float
) -> tuple[Worth, ...]:
    """The check at its own round, at every later price, and at everything a holder could get.

    worth at a round = check x price / price paid; at an exit the conversion ratio counts too.
    A later sale of tokens is no price: nobody could sell what was not delivered.

    Raises:
        CalcError: "not_positive"; "unknown_round"; "check_over_round" if it is more than the
            round raised; "no_share_price" if the round has no price per share and no exit pays
            back a part of the cost.

    >>> from calc.types import Figure
    >>> seed = Entry("s", "Seed", Kind.ROUND, None, None, None, Figure(0.5, Basis.REPORTED), 1.0)
    >>> sold = Exit("ipo", "ipo", PartialDate("2019"), price=Figure(20.0, Basis.REPORTED))
    >>> [one.worth_usd for one in check_along([seed], [sold], key="s", check_usd=1000.0)]
    [1000.0, 40000.0]
    """
    check_positive(check_usd=check_usd)
    at = next((number for number, one in enumerate(entries) if one.key == key), None)
    if at is None:
        raise CalcError("unknown_round", round=key)
    entry = entries[at]
    if entry.raised is not None and check_usd > entry.raised.value * (1 + 1e-9):
        raise CalcError("check_over_round", round=entry.name, raised=entry.raised.value)
    listed = exits[0].date if exits else None
    found = [Worth(entry.key, entry.name, "cost", entry.date, check_usd, 1.0, Basis.REPORTED)]
    for later in entries[at + 1 :]:
        if later.date and listed and later.date.earliest > listed.latest:
            continue
        found += _at_price(entry, later, check_usd)
    paid = [_at_exit(entry, one, check_usd) for one in exits]
    if entry.price is None and not any(paid):
        raise CalcError("no_share_price", round=entry.name)
    return (*found, *(one for one in paid if one is not None))


def _at_price(entry: Entry, later: Entry, check_usd: float) -> list[Worth]:
    if entry.price is None or later.price is None or later.kind is Kind.TOKEN:
        return []
    multiple = later.price.value / entry.price.value
    basis = weakest(entry.price.basis, later.price.basis)
    worth = check_usd * multiple
    return [Worth(later.key, later.name, later.kind.value, later.date, worth, multiple, basis)]


def _at_exit(entry: Entry, one: Exit, check_usd: float) -> Worth | None:
    found = entry_multiple(entry, one)
    if found.price_x is None:
        return None
    worth = check_usd * found.price_x
    return Worth(one.key, "", one.kind, one.date, worth, found.price_x, found.basis)
