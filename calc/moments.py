"""What happened to a path's share count besides its rounds, and how the company ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from calc.types import PartialDate


class Cause(StrEnum):
    """What moved a share's part of the company.

    ROUND: new shares sold. OPTIONS: options and other shares that no round explains. EVENT: an
    event of the reader's own, or the pool a round's terms ask for. CONVERSION: preferred that
    became more common shares than one each, less what the lot itself gained by it. COUNT: the
    company value at the mark counts other shares than the path. RIGHTS: who is paid first when
    the company is sold.
    """

    ROUND = "round"
    OPTIONS = "options"
    EVENT = "event"
    CONVERSION = "conversion"
    COUNT = "count"
    RIGHTS = "rights"


@dataclass(frozen=True)
class Change:
    """Fully diluted shares before and after one cause. key: the round or event, may be empty."""

    cause: Cause
    key: str
    date: PartialDate
    before_shares: float
    after_shares: float

    @property
    def factor_x(self) -> float:
        """What a share keeps of the company: shares before / after."""
        return self.before_shares / self.after_shares


def chain(before: float, added: Sequence[tuple[Cause, str, float]], date: PartialDate) -> tuple[Change, ...]:
    """Changes one after the other from what each adds to a share count; nothing added is no change."""
    changes = []
    for cause, key, shares in added:
        if shares:
            changes.append(Change(cause, key, date, before, before + shares))
            before += shares
    return tuple(changes)


def added_by(changes: Sequence[Change], cause: Cause) -> float:
    """Shares that one cause added."""
    return sum(one.after_shares - one.before_shares for one in changes if one.cause is cause)


@dataclass(frozen=True)
class Moment:
    """The company after one event, counts on the share basis of the record (splits taken out).

    bands: shares as converted by who holds them, which add up to the count.
    """

    key: str
    date: PartialDate
    fully_diluted_shares: float
    bands: Mapping[str, float]
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class End:
    """A listing or sale of the reader's own. price_usd: a common share, on the record's basis.

    per_share_usd: what a share of each round is paid where classes differ; empty if all are common.
    """

    key: str
    kind: str
    date: PartialDate
    price_usd: float
    value_usd: float
    per_share_usd: tuple[tuple[str, float], ...] = ()

    @property
    def is_listing(self) -> bool:
        """Whether shares trade from then on."""
        return self.kind in ("ipo", "direct", "spac")
