"""What can happen to a company's shares, one frozen value per kind of event."""

from __future__ import annotations

from dataclasses import dataclass, field

from calc.antidilution import BaseRule, Protection, RatchetTerms
from calc.captable import PoolPlacement
from calc.daycount import DayCount
from calc.safes.terms import Convertible, Method
from calc.types import PartialDate
from calc.waterfall.terms import Participation


@dataclass(frozen=True)
class Founding:
    """The first common shares: holder and number, in order."""

    key: str
    date: PartialDate
    shares: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class OtherIssue:
    """Shares that no other event explains; below zero where a record counts fewer than before."""

    key: str
    date: PartialDate
    shares: float


@dataclass(frozen=True)
class PoolChange:
    """Option pool created or topped up: by a number, or to a fraction of all shares after it.

    The fraction counts the unallocated pool only. A pool already above it is left as it is.
    """

    key: str
    date: PartialDate
    shares: float = 0.0
    target_frac: float = 0.0


@dataclass(frozen=True)
class Grant:
    """Options granted out of the pool."""

    key: str
    date: PartialDate
    holder: str
    shares: float
    strike_usd: float = 0.0


@dataclass(frozen=True)
class Exercise:
    """Options or a warrant turned into common shares; the holder pays the strike."""

    key: str
    date: PartialDate
    lot_key: str
    shares: float


@dataclass(frozen=True)
class Warrant:
    """The right to buy common shares at a strike, not out of the pool."""

    key: str
    date: PartialDate
    holder: str
    shares: float
    strike_usd: float


@dataclass(frozen=True)
class Paper:
    """A SAFE or note is sold. Its amount earns simple interest until it converts or is paid."""

    key: str
    date: PartialDate
    holder: str
    terms: Convertible
    annual_rate_frac: float = 0.0
    count: DayCount = DayCount.ACTUAL_365_FIXED


@dataclass(frozen=True)
class SeriesTerms:
    """Rights of one series of preferred stock.

    ratchet_x: an IPO ratchet whose target is that many times the lot's own price.
    """

    protection: Protection = Protection.NONE
    base_rule: BaseRule = BaseRule.COMMON_PREFERRED_GRANTED
    ratchet: RatchetTerms | None = None
    preference_x: float = 1.0
    rank: int = 1
    participation: Participation = Participation.NONE
    cap_x: float | None = None
    ratchet_x: float = 0.0


@dataclass(frozen=True)
class Tranche:
    """Part of a round: who paid how much. price_usd None is the round's price.

    A tranche with a price of its own closes after the rest. waives: this closing gave up
    protection and ratchet (the last $30M of Square's Series E).
    """

    holder: str
    amount_usd: float
    price_usd: float | None = None
    waives: bool = False


@dataclass(frozen=True)
class PricedRound:
    """New preferred shares at one price, fixed by two of the five numbers.

    amount_usd is what the tranches without a price of their own pay together; without
    tranches one holder, named as the series, buys all of it.
    """

    key: str
    date: PartialDate
    series: str
    amount_usd: float | None = None
    pre_money_usd: float | None = None
    post_money_usd: float | None = None
    price_usd: float | None = None
    sold_frac: float | None = None
    tranches: tuple[Tranche, ...] = ()
    pool_frac: float = 0.0
    pool: PoolPlacement = PoolPlacement.INSIDE_PRE_MONEY
    method: Method = Method.PERCENT_OWNERSHIP
    terms: SeriesTerms = field(default_factory=SeriesTerms)


@dataclass(frozen=True)
class ConversionRatio:
    """Common shares per preferred share of a lot, as a filing gives it."""

    key: str
    date: PartialDate
    lot_key: str
    ratio_x: float


@dataclass(frozen=True)
class Secondary:
    """Shares of a lot change hands; the company gets nothing."""

    key: str
    date: PartialDate
    lot_key: str
    buyer: str
    shares: float
    price_usd: float


@dataclass(frozen=True)
class Buyback:
    """The company buys shares of a lot back and cancels them."""

    key: str
    date: PartialDate
    lot_key: str
    shares: float
    price_usd: float


@dataclass(frozen=True)
class Split:
    """Every share becomes factor_x shares; below one for a reverse split. Prices go the other way."""

    key: str
    date: PartialDate
    factor_x: float


@dataclass(frozen=True)
class Ipo:
    """New common shares sold to the public; preferred converts, ratchets and notes settle first.

    Give the price, or the pre-money (all shares after conversion x price): then price and
    ratchets are found together.
    """

    key: str
    date: PartialDate
    amount_usd: float
    price_usd: float | None = None
    pre_money_usd: float | None = None


@dataclass(frozen=True)
class DirectListing:
    """Preferred converts and trading starts; no money is raised. The price is one nobody paid."""

    key: str
    date: PartialDate
    reference_price_usd: float


@dataclass(frozen=True)
class SpacMerger:
    """Every share becomes ratio_x shares of the listed company, which brings money and holders.

    trust_usd and pipe_usd buy shares at price_usd; sponsor_shares were never paid for.
    """

    key: str
    date: PartialDate
    ratio_x: float
    trust_usd: float = 0.0
    pipe_usd: float = 0.0
    sponsor_shares: float = 0.0
    price_usd: float = 10.0


@dataclass(frozen=True)
class Acquisition:
    """All shares bought. Debt, fees and the staff's carve-out come first; the rest by rank.

    stock_frac of every payout is in the buyer's shares at the price of the deal.
    """

    key: str
    date: PartialDate
    price_usd: float
    debt_usd: float = 0.0
    fees_usd: float = 0.0
    carve_out_frac: float = 0.0
    stock_frac: float = 0.0


@dataclass(frozen=True)
class Shutdown:
    """The company ends; what is left after debt goes by rank."""

    key: str
    date: PartialDate
    proceeds_usd: float = 0.0
    debt_usd: float = 0.0


@dataclass(frozen=True)
class Refund:
    """A fraction of the money of a lot or paper is paid back and it is cancelled (TON: 72 %)."""

    key: str
    date: PartialDate
    lot_key: str
    paid_frac: float


Event = (
    Founding
    | OtherIssue
    | PoolChange
    | Grant
    | Exercise
    | Warrant
    | Paper
    | PricedRound
    | ConversionRatio
    | Secondary
    | Buyback
    | Split
    | Ipo
    | DirectListing
    | SpacMerger
    | Acquisition
    | Shutdown
    | Refund
)
