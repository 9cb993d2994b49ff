"""What a claim like "$20K became $3B" can rest on: every way to get near it, nearest first."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from calc.captable import check_positive
from calc.errors import CalcError
from calc.types import PartialDate


class Way(StrEnum):
    """How a multiple is made.

    PRICE: price later / price paid, what a holder got. VALUE: company value later / at entry,
    which forgets dilution. FRACTION: the fraction once bought x company value later, as if
    never diluted. SHARES: shares held x price later. COMPANY: the company's value itself.
    """

    PRICE = "price"
    VALUE = "value"
    FRACTION = "fraction"
    SHARES = "shares"
    COMPANY = "company"


@dataclass(frozen=True)
class Claim:
    """What was said: two of the amounts and the multiple, or the multiple or end amount alone.

    Raises:
        CalcError: "not_positive"; "empty_claim" if nothing was said.
    """

    from_usd: float | None = None
    to_usd: float | None = None
    multiple_x: float | None = None

    def __post_init__(self) -> None:
        given = {name: value for name, value in vars(self).items() if value is not None}
        if not {"to_usd", "multiple_x"} & given.keys():
            raise CalcError("empty_claim")
        check_positive(**given)

    @property
    def said_x(self) -> float | None:
        """The multiple said, or that of the two amounts."""
        if self.multiple_x is not None:
            return self.multiple_x
        if self.from_usd is None or self.to_usd is None:
            return None
        return self.to_usd / self.from_usd


@dataclass(frozen=True)
class Start:
    """Where money went in. Whatever is not known is None.

    value_usd is a company value (pre- or post-money, as the key says), frac the fraction bought
    for cost_usd; shares are counted as common, low and high where only a range is known.
    """

    key: str
    price_usd: float | None = None
    value_usd: float | None = None
    cost_usd: float | None = None
    frac: float | None = None
    shares_low: float | None = None
    shares_high: float | None = None
    ratio_x: float = 1.0
    company: str = ""


@dataclass(frozen=True)
class End:
    """A price or company value at a date; key tells the mark and which shares the value counts."""

    key: str
    date: PartialDate
    price_usd: float | None = None
    value_usd: float | None = None


@dataclass(frozen=True)
class Match:
    """One way to come near a claim, with its arithmetic.

    before and after are what is divided (PRICE, VALUE) or what is multiplied (FRACTION:
    fraction and value; SHARES: shares and price). from_usd is None where any amount fits.
    off_frac is the distance to the claim: 0.01 is 1 % too high or too low. whole is False if
    only the end amount fits and the amount paid does not.
    """

    way: Way
    start: Start
    end: End
    before: float
    after: float
    multiple_x: float
    from_usd: float | None
    to_usd: float | None
    off_frac: float
    whole: bool = True


def find(
    claim: Claim, starts: Sequence[Start], ends: Sequence[End], *, tolerance_frac: float = 0.1
) -> tuple[Match, ...]:
    """Every way that comes within the tolerance, whole matches first, nearest first.

    Of the same way from the same start only the nearest end of each kind (the part of its key
    before a colon) is kept.

    Raises:
        CalcError: "not_a_fraction" unless 0 < tolerance_frac <= 1.

    >>> seed = Start("seed", price_usd=0.0096613, value_usd=2.5e6)
    >>> ipo = End("ipo", PartialDate("2020-12-09"), price_usd=68.0, value_usd=42.85e9)
    >>> found, = find(Claim(multiple_x=17_140), [seed], [ipo])
    >>> found.way.value, round(found.multiple_x)
    ('value', 17140)
    """
    if not 0 < tolerance_frac <= 1:
        raise CalcError("not_a_fraction", name="tolerance_frac", value=tolerance_frac)
    best: dict[tuple[Way, str, str, bool], Match] = {}
    for start in starts:
        for end in ends:
            for match in _ways(claim, start, end):
                key = (match.way, start.key, end.key.split(":")[0], match.whole)
                near = match.off_frac <= tolerance_frac
                if near and (key not in best or match.off_frac < best[key].off_frac):
                    best[key] = match
    found = list(best.values())
    if claim.said_x is None and claim.to_usd is not None:
        found += _company_values(claim.to_usd, ends, tolerance_frac)
    return tuple(sorted(found, key=lambda match: (not match.whole, match.off_frac)))


def _company_values(to_usd: float, ends: Sequence[End], tolerance_frac: float) -> Iterator[Match]:
    """Company values near an amount that was said alone."""
    for end in ends:
        value = end.value_usd
        if value and (off := distance(to_usd, value)) <= tolerance_frac:
            yield Match(Way.COMPANY, Start("company"), end, value, value, 1.0, None, value, off)


def _ways(claim: Claim, start: Start, end: End) -> Iterator[Match]:
    if start.price_usd and end.price_usd:
        yield from _ratio(claim, Way.PRICE, start, end, start.price_usd, end.price_usd * start.ratio_x)
    if start.value_usd and end.value_usd:
        yield from _ratio(claim, Way.VALUE, start, end, start.value_usd, end.value_usd)
    if start.cost_usd and start.frac and end.value_usd:
        to = start.frac * end.value_usd
        yield from _amounts(claim, Way.FRACTION, start, end, start.frac, end.value_usd, (to, to))
    if start.cost_usd and start.shares_low and start.shares_high and end.price_usd:
        worth = (start.shares_low * end.price_usd, start.shares_high * end.price_usd)
        yield from _amounts(claim, Way.SHARES, start, end, start.shares_high, end.price_usd, worth)


def _ratio(claim: Claim, way: Way, start: Start, end: End, before: float, after: float) -> Iterator[Match]:
    """A multiple that holds for any amount."""
    multiple, said = after / before, claim.said_x
    if said is not None:
        yield Match(way, start, end, before, after, multiple, None, None, distance(said, multiple))


def _amounts(
    claim: Claim,
    way: Way,
    start: Start,
    end: End,
    before: float,
    after: float,
    worth: tuple[float, float],
) -> Iterator[Match]:
    """A holding with its own cost: amounts are compared as they are, within its range."""
    assert start.cost_usd is not None
    said_usd = claim.to_usd or start.cost_usd * (claim.multiple_x or math.nan)
    to, cost = min(max(said_usd, worth[0]), worth[1]), start.cost_usd
    made = Match(way, start, end, before, after, to / cost, cost, to, distance(said_usd, to))
    if claim.to_usd is None:
        yield made
        return
    if claim.from_usd is not None:
        yield replace(made, off_frac=max(made.off_frac, distance(claim.from_usd, cost)))
    yield replace(made, whole=False)


def distance(said: float, found: float) -> float:
    """How far apart two numbers are, the same in both directions: larger / smaller - 1.

    >>> distance(2, 1), distance(1, 2)
    (1.0, 1.0)
    """
    return math.exp(abs(math.log(said / found))) - 1
