"""The company between two events: lots of shares, papers not yet converted, the pool."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from calc.captable import check_positive
from calc.daycount import year_fraction
from calc.errors import CalcError
from calc.events.terms import Event, Paper, SeriesTerms
from calc.safes.notes import note_balance
from calc.types import PartialDate


class LotKind(StrEnum):
    """What a lot is; the unallocated pool is no lot."""

    COMMON = "common"
    PREFERRED = "preferred"
    OPTION = "option"
    WARRANT = "warrant"


@dataclass(frozen=True)
class Lot:
    """Shares one holder got by one event. price_usd is what was paid per share (a strike if
    it is still to be paid); both follow splits. ratio_x: common shares per share. origin_key: the
    lot they were issued as, for shares that changed hands.
    """

    key: str
    holder: str
    series: str
    kind: LotKind
    shares: float
    price_usd: float
    date: PartialDate
    ratio_x: float = 1.0
    terms: SeriesTerms = field(default_factory=SeriesTerms)
    origin_key: str = ""

    @property
    def common_shares(self) -> float:
        """Shares as converted."""
        return self.shares * self.ratio_x

    @property
    def conversion_price_usd(self) -> float:
        """Original issue price / ratio: paid in effect per common share."""
        return self.price_usd / self.ratio_x

    @property
    def cost_usd(self) -> float:
        """Paid for the lot; nothing yet for options and warrants."""
        return self.shares * self.price_usd if self.is_stock else 0.0

    @property
    def is_stock(self) -> bool:
        """Whether it is a share already, not a right to one."""
        return self.kind in (LotKind.COMMON, LotKind.PREFERRED)


@dataclass(frozen=True)
class State:
    """Everything outstanding. split_x: shares today per share at the founding."""

    lots: tuple[Lot, ...] = ()
    papers: tuple[Paper, ...] = ()
    pool_shares: float = 0.0
    split_x: float = 1.0
    ended: bool = False

    def total(self, *kinds: LotKind) -> float:
        """Shares as converted of the lots of these kinds."""
        return math.fsum(lot.common_shares for lot in self.lots if lot.kind in kinds)

    @property
    def fully_diluted_shares(self) -> float:
        """All lots as converted and the pool; papers count only once they convert."""
        return self.total(*LotKind) + self.pool_shares

    def lot(self, key: str) -> Lot:
        """The lot of that key.

        Raises:
            CalcError: "unknown_lot".
        """
        found = next((lot for lot in self.lots if lot.key == key), None)
        if found is None:
            raise CalcError("unknown_lot", lot=key)
        return found

    def put(self, *lots: Lot) -> State:
        """With these lots added, or in the place of those of the same keys; empty ones go."""
        new = {lot.key: lot for lot in lots}
        kept = [new.pop(lot.key, lot) for lot in self.lots]
        return replace(self, lots=tuple(lot for lot in (*kept, *new.values()) if lot.shares))

    def take(self, key: str, shares: float) -> State:
        """With that many shares less in a lot.

        Raises:
            CalcError: "unknown_lot"; "not_positive"; "more_than_held".
        """
        check_positive(shares=shares)
        lot = self.lot(key)
        if shares > lot.shares * (1 + 1e-9):
            raise CalcError("more_than_held", lot=key, held=lot.shares, wanted=shares)
        return self.put(replace(lot, shares=max(0.0, lot.shares - shares)))


@dataclass(frozen=True)
class Entry:
    """What one event did. Money is in US dollars; None where the event has no such number.

    paid_usd and received_usd are by holder: what went into the company or to a seller, what
    came out; by_lot_usd is what came out at an end, by lot. fully_diluted_shares is the count after
    the event, on the share basis of that day.
    """

    event: Event
    state: State
    price_usd: float | None = None
    pre_money_usd: float | None = None
    post_money_usd: float | None = None
    new_shares: float = 0.0
    paid_usd: Mapping[str, float] = field(default_factory=dict)
    received_usd: Mapping[str, float] = field(default_factory=dict)
    adjusted: Mapping[str, float] = field(default_factory=dict)
    by_lot_usd: Mapping[str, float] = field(default_factory=dict)

    @property
    def fully_diluted_shares(self) -> float:
        """Shares after the event."""
        return self.state.fully_diluted_shares


def balance_usd(paper: Paper, date: PartialDate) -> float:
    """What a SAFE or note converts at a date: its amount and simple interest.

    Of dates known only to the month or year the first possible day counts; no day, no interest.

    Raises:
        CalcError: "not_positive"; "negative" for the rate.
    """
    start = paper.date.earliest
    years = year_fraction(start, max(start, date.earliest), paper.count)
    return note_balance(
        principal_usd=paper.terms.amount_usd, annual_rate_frac=paper.annual_rate_frac, years=years
    )
