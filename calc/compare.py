"""Paths laid side by side: what the first check had become at every later price."""

from __future__ import annotations

import math
from dataclasses import dataclass

from calc.errors import CalcError
from calc.library import Entry, EntryMultiple, Exit, Kind, LibraryCompany, entry_multiple
from calc.multiples import annual_rate_range
from calc.path import held_days
from calc.types import Basis, PartialDate, weakest

_DAYS_A_YEAR = 365.25


@dataclass(frozen=True)
class Point:
    """The first check at one later price. multiple_x is over what was paid at the start.

    order counts prices from the start on; days is the fewest and most since the start, None
    without dates. listed: shares could be sold to anybody; name is of a round, empty otherwise.
    """

    key: str
    name: str
    kind: str
    order: int
    date: PartialDate | None
    days: tuple[int, int] | None
    multiple_x: float
    basis: Basis
    listed: bool = False

    @property
    def years(self) -> float | None:
        """Years since the start, the middle of what the dates allow."""
        return None if self.days is None else sum(self.days) / 2 / _DAYS_A_YEAR

    @property
    def rate(self) -> tuple[float, float] | None:
        """Yearly rate, lowest and highest; None without dates or under a year."""
        return None if self.days is None else annual_rate_range(self.multiple_x, *self.days)


@dataclass(frozen=True)
class Track:
    """One company's points in order, the start first. why says what keeps it from being drawn:
    "no_price" (or "no_value"), "one_price".
    """

    key: str
    name: str
    points: tuple[Point, ...]
    why: str = ""

    @property
    def end(self) -> Point | None:
        """The last point, None if there is only a start."""
        return self.points[-1] if len(self.points) > 1 else None

    @property
    def is_dated(self) -> bool:
        """Whether every point has a date."""
        return all(point.days is not None for point in self.points)


def track(company: LibraryCompany, *, by_value: bool = False, to_listing: bool = False) -> Track:
    """What the first check had become at every later round, exit and year end.

    At rounds: price / first price, or post-money / first post-money. After the listing the
    conversion ratio of the first lot counts. A price of nothing ends the line before it.

    Args:
        company: Entries in order; the first with a number starts the line.
        by_value: Company values instead of prices per share.
        to_listing: Stop at the first price somebody could sell at.

    Source: definition of the multiple (MOIC) of one lot, gross.
    """
    rounds = [one for one in company.entries if one.kind in (Kind.ROUND, Kind.TOKEN)]
    able = [one for one in rounds if _number(one, by_value=by_value) is not None]
    if not able:
        return Track(company.key, company.name, (), "no_value" if by_value else "no_price")
    start = able[0]
    points = [_at_round(start, one, order, by_value=by_value) for order, one in enumerate(able)]
    for at in company.prices:
        point = _at_exit(start, at, len(points), by_value=by_value)
        if point is None:
            continue
        points.append(point)
        if to_listing and not at.reference:
            break
    points = [point for point in points if point.multiple_x > 0]
    return Track(company.key, company.name, tuple(points), "" if len(points) > 1 else "one_price")


def _number(entry: Entry, *, by_value: bool) -> float | None:
    figure = entry.post_money if by_value else entry.price
    return figure.value if figure else None


def _at_round(start: Entry, one: Entry, order: int, *, by_value: bool) -> Point:
    paid, now = _number(start, by_value=by_value), _number(one, by_value=by_value)
    figures = [figure for figure in (start.post_money, one.post_money) if figure]
    if not by_value:
        figures = [figure for figure in (start.price, one.price) if figure]
    return Point(
        key=one.key,
        name=one.name,
        kind="round",
        order=order,
        date=one.date,
        days=held_days(start.date, one.date) if start.date and one.date else None,
        multiple_x=(now or 0.0) / (paid or math.inf),
        basis=weakest(*(figure.basis for figure in figures)),
    )


def _at_exit(start: Entry, at: Exit, order: int, *, by_value: bool) -> Point | None:
    found = entry_multiple(start, at)
    multiple = found.value_x if by_value else found.price_x
    if multiple is None:
        return None
    return Point(
        key=at.key,
        name="",
        kind=at.kind,
        order=order,
        date=at.date,
        days=held_days(start.date, at.date) if start.date else None,
        multiple_x=multiple,
        basis=found.basis,
        listed=True,
    )


@dataclass(frozen=True)
class Difference:
    """One first check against another: ratio_x = growth_x * kept_x, exactly."""

    ratio_x: float
    growth_x: float
    kept_x: float
    growths_x: tuple[float, float]
    kept_fracs: tuple[float, float]


def difference(one: EntryMultiple, other: EntryMultiple) -> Difference:
    """Why one multiple per share is larger than another: value growth, and what a share kept of it.

    multiple = value growth x kept; kept is the fraction of the company that a share still stands for.

    Raises:
        CalcError: "no_share_price", "no_company_value" if one of the two lacks it.

    Source: definition; the same parts as the attribution of a path.
    """
    (price, growth), (other_price, other_growth) = _both(one), _both(other)
    kept, other_kept = price / growth, other_price / other_growth
    return Difference(
        ratio_x=price / other_price,
        growth_x=growth / other_growth,
        kept_x=kept / other_kept,
        growths_x=(growth, other_growth),
        kept_fracs=(kept, other_kept),
    )


def _both(found: EntryMultiple) -> tuple[float, float]:
    """Multiple per share and by value."""
    if not found.price_x:
        raise CalcError("no_share_price", round=found.entry.name)
    if not found.value_x:
        raise CalcError("no_company_value", round=found.entry.name)
    return found.price_x, found.value_x
