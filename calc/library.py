"""Paths of companies known by price per share or by value only: what can be said, and what not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from calc.multiples import annual_rate_range
from calc.path import held_days
from calc.types import Basis, Figure, PartialDate, weakest

_FILED = (Basis.REPORTED, Basis.DERIVED)


class Kind(StrEnum):
    """What a row of a path is; only rounds are a first check or the last private round."""

    ROUND = "round"
    NOTE = "note"
    PIPE = "pipe"
    MARK = "mark"
    TOKEN = "token"


class Grade(StrEnum):
    """What the prices of a company's rounds rest on."""

    FILING = "filing"
    MIXED = "mixed"
    VALUES = "values"


@dataclass(frozen=True)
class Entry:
    """A round, or a mark between rounds, in order. None is not known.

    price is per share as listed, later splits undone; ratio_x is the common shares each became
    at the listing, with anti-dilution and ratchets. shares counts the series before ratio_x.
    """

    key: str
    name: str
    kind: Kind
    date: PartialDate | None
    raised: Figure | None
    post_money: Figure | None
    price: Figure | None
    ratio_x: float | None
    shares: Figure | None = None


@dataclass(frozen=True)
class Exit:
    """What a holder could get: a price per share, or a part of the cost, or nothing known.

    recalled: the price is from memory. reference: nobody paid it (a direct listing).
    basic_shares leaves options out, unlike the count behind value.
    """

    key: str
    kind: str
    date: PartialDate
    price: Figure | None = None
    of_cost_x: float | None = None
    value: Figure | None = None
    source_id: str = ""
    recalled: bool = False
    reference: bool = False
    note: str = ""
    basic_shares: int | None = None


@dataclass(frozen=True)
class LibraryCompany:
    """One company: entries in order, exits and yearly closes in order of date."""

    key: str
    name: str
    ticker: str
    entries: tuple[Entry, ...]
    exits: tuple[Exit, ...]
    note: str = ""
    missing: str = ""
    closes: tuple[Exit, ...] = ()

    @property
    def prices(self) -> tuple[Exit, ...]:
        """Everything a holder could get, year-end closes too, in order of date."""
        exits = {one.date.text for one in self.exits}
        closes = [one for one in self.closes if one.date.text not in exits]
        return tuple(sorted([*self.exits, *closes], key=lambda one: one.date.latest))


@dataclass(frozen=True)
class EntryMultiple:
    """One entry at one exit. price_x counts the conversion ratio, nominal_x does not.

    why says what keeps price_x from existing: "no_price", "no_ratio", "no_exit_price",
    "before". rate is a range of yearly rates, None without dates or under a year.
    """

    entry: Entry
    price_x: float | None
    nominal_x: float | None
    value_x: float | None
    rate: tuple[float, float] | None
    basis: Basis
    why: str = ""


def grade(company: LibraryCompany) -> Grade:
    """FILING if every round has a price from a filing, VALUES if none has a price, else MIXED."""
    rounds = [entry for entry in company.entries if entry.kind is Kind.ROUND]
    priced = [entry for entry in company.entries if entry.price is not None and entry.kind is not Kind.MARK]
    if not priced:
        return Grade.VALUES
    filed = [entry for entry in rounds if entry.price and entry.price.basis in _FILED]
    return Grade.FILING if rounds and len(filed) == len(rounds) else Grade.MIXED


def entry_multiple(entry: Entry, at: Exit) -> EntryMultiple:
    """What a dollar put into an entry became at an exit, on both bases.

    per share = ratio x exit price / price paid, or the part of the cost paid back
    by value  = company value at the exit / post-money

    A basis without its numbers is None; the one never stands in for the other.

    Unit: multiple
    Source: definition.

    >>> day = PartialDate("2019")
    >>> seed = Entry("s", "Seed", Kind.ROUND, None, None, None, Figure(0.00906, Basis.REPORTED), 1.0)
    >>> uber = Exit("ipo", "ipo", day, price=Figure(45.0, Basis.REPORTED))
    >>> round(entry_multiple(seed, uber).price_x)
    4967
    """
    price_x, nominal_x, why = _per_share(entry, at)
    value_x = at.value.value / entry.post_money.value if at.value and entry.post_money else None
    known = [figure.basis for figure in (entry.price, at.price) if figure]
    return EntryMultiple(
        entry=entry,
        price_x=price_x,
        nominal_x=nominal_x,
        value_x=value_x if why != "before" else None,
        rate=_rate(entry, at, price_x),
        basis=weakest(*known) if known else Basis.PRESS,
        why=why,
    )


def _per_share(entry: Entry, at: Exit) -> tuple[float | None, float | None, str]:
    if entry.date is not None and entry.date.earliest > at.date.latest:
        return None, None, "before"
    if at.of_cost_x is not None:
        return at.of_cost_x, at.of_cost_x, ""
    if entry.price is None:
        return None, None, "no_price"
    if at.price is None:
        return None, None, "no_exit_price"
    nominal = at.price.value / entry.price.value
    if entry.ratio_x is None:
        return None, None, "no_ratio"
    return nominal * entry.ratio_x, nominal, ""


def _rate(entry: Entry, at: Exit, price_x: float | None) -> tuple[float, float] | None:
    if price_x is None or entry.date is None:
        return None
    return annual_rate_range(price_x, *held_days(entry.date, at.date))


def default_exit(company: LibraryCompany) -> Exit | None:
    """The first exit at a price somebody paid: the offer, or a direct listing's first close."""
    real = [one for one in company.exits if not one.reference]
    return next(iter(real), None)


def first_check(company: LibraryCompany, at: Exit) -> EntryMultiple | None:
    """The first round with a multiple per share; None if the first series are not known."""
    found = _rounds(company, at)
    return found[0] if found and company.missing != "early" else None


def last_private(company: LibraryCompany, at: Exit) -> EntryMultiple | None:
    """The last round before the exit; None if the last series are not known or have no price."""
    if company.missing == "late":
        return None
    rounds = [one for one in company.entries if one.kind is Kind.ROUND]
    rounds = [one for one in rounds if one.date is None or one.date.earliest <= at.date.latest]
    last = entry_multiple(rounds[-1], at) if rounds else None
    return last if last and last.price_x is not None else None


def _rounds(company: LibraryCompany, at: Exit) -> list[EntryMultiple]:
    rounds = [entry_multiple(one, at) for one in company.entries if one.kind is Kind.ROUND]
    return [one for one in rounds if one.price_x is not None]


@dataclass(frozen=True)
class StepUp:
    """From one priced round to the next: price over price before; below one is a down round."""

    from_key: str
    to_key: str
    price_step_x: float


def step_ups(company: LibraryCompany) -> tuple[StepUp, ...]:
    """Steps between the rounds of a company that have a price, in order."""
    return price_steps(company.entries)


def price_steps(entries: Sequence[Entry]) -> tuple[StepUp, ...]:
    """Steps between rounds with a price, in order; needs no dates. Prices are nominal.

    A round sold at the same price as the one before it is a step of one.
    """
    priced = [(one.key, one.price.value) for one in entries if one.kind is Kind.ROUND and one.price]
    return tuple(StepUp(a, b, later / earlier) for (a, earlier), (b, later) in pairwise(priced))
