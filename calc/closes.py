"""Closes of a price feed: brought onto the share basis of the listing, and judged before use."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from calc.captable import check_positive
from calc.library import Exit, LibraryCompany
from calc.types import Basis, Company, Figure, Mark, MarkKind, PartialDate

LIVE = "live"
FEED_SOURCE = "yahoo"
FAR_FRAC = 0.5


class Fate(StrEnum):
    """What became of the question for one price. Only OK gives a price to use.

    From the network: OFFLINE, TIMED_OUT, LIMITED. From the answer: UNKNOWN (delisted or
    renamed), EMPTY, GARBLED. From the price: NOT_POSITIVE, CURRENCY, FUTURE, OLDER, FAR_OFF.
    """

    OK = "ok"
    OFFLINE = "offline"
    TIMED_OUT = "timed_out"
    LIMITED = "limited"
    UNKNOWN = "unknown"
    EMPTY = "empty"
    GARBLED = "garbled"
    NOT_POSITIVE = "not_positive"
    CURRENCY = "currency"
    FUTURE = "future"
    OLDER = "older"
    FAR_OFF = "far_off"


@dataclass(frozen=True)
class Split:
    """From this day one share is `factor` shares: 2 for a 2-for-1, 0.1 for a 1-for-10 reverse split."""

    date: dt.date
    factor: float


@dataclass(frozen=True)
class KnownClose:
    """The newest close on record, per share as listed; shares_x is what one such share had become by then."""

    date: dt.date
    price_usd: float
    shares_x: float = 1.0


@dataclass(frozen=True)
class FeedClose:
    """A close as a feed gives it: per share of today, with the splits the feed knows of."""

    date: dt.date
    close: float
    currency: str = "USD"
    splits: tuple[Split, ...] = ()


@dataclass(frozen=True)
class Judged:
    """A feed's close per share as listed, and whether it may be used."""

    date: dt.date
    price_usd: float
    fate: Fate


def on_listing_basis(close_usd: float, shares_x: float, splits: Sequence[Split], since: dt.date) -> float:
    """Close per share as listed.

    price as listed = close per share of today x shares_x x every split after `since`

    Args:
        close_usd: The feed's close, adjusted for splits up to today.
        shares_x: Shares that one share as listed had become by `since`.
        splits: Splits the feed knows; those on or before `since` are in shares_x already.

    Raises:
        CalcError: "not_positive" for a factor that is not above zero.

    >>> day = dt.date(2026, 7, 31)
    >>> on_listing_basis(30.0, 10.0, [Split(dt.date(2026, 9, 1), 2.0), Split(dt.date(2021, 6, 1), 10.0)], day)
    600.0
    """
    check_positive(shares_x=shares_x)
    factor = shares_x
    for split in splits:
        check_positive(factor=split.factor)
        if split.date > since:
            factor *= split.factor
    return close_usd * factor


def judged(feed: FeedClose, known: KnownClose, today: dt.date) -> Judged:
    """A feed's close on the record's basis, and what speaks against using it.

    Refused: another currency; no finite price above zero; a day after tomorrow's date line;
    a day on or before the newest close on record; 50 % or more away from that close.

    >>> known = KnownClose(dt.date(2026, 8, 21), 187.3)
    >>> [judged(FeedClose(dt.date(2026, 11, 27), usd), known, dt.date(2026, 11, 28)).fate.value
    ...  for usd in (190.0, 93.0, 0.0)]
    ['ok', 'far_off', 'not_positive']
    """
    price = on_listing_basis(feed.close, known.shares_x, feed.splits, known.date)
    return Judged(feed.date, price, _fate(feed, price, known, today))


def _fate(feed: FeedClose, price: float, known: KnownClose, today: dt.date) -> Fate:
    if feed.currency != "USD":
        return Fate.CURRENCY
    if not math.isfinite(price) or price <= 0:
        return Fate.NOT_POSITIVE
    if feed.date > today + dt.timedelta(days=1):
        return Fate.FUTURE
    if feed.date <= known.date:
        return Fate.OLDER
    if abs(price / known.price_usd - 1) >= FAR_FRAC:
        return Fate.FAR_OFF
    return Fate.OK


def _day(close: Judged) -> PartialDate:
    return PartialDate(close.date.isoformat())


def _figure(close: Judged) -> Figure:
    return Figure(close.price_usd, Basis.PRESS, FEED_SOURCE)


def with_live_close(company: Company, close: Judged | None) -> Company:
    """The company with the live close as its newest mark; as it was without a close to use."""
    if close is None or close.fate is not Fate.OK:
        return company
    mark = Mark(LIVE, MarkKind.CLOSE, _day(close), _figure(close))
    return replace(company, marks=(*(one for one in company.marks if one.key != LIVE), mark))


def with_live_exit(company: LibraryCompany, close: Judged | None) -> LibraryCompany:
    """The same for a company of the library: the live close is one more exit, the last."""
    if close is None or close.fate is not Fate.OK:
        return company
    last = Exit(LIVE, LIVE, _day(close), price=_figure(close), source_id=FEED_SOURCE)
    return replace(company, exits=(*(one for one in company.exits if one.key != LIVE), last))
