"""The frozen values that calc takes and returns."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from calc.errors import CalcError


class Basis(StrEnum):
    """How sure a number is, surest first."""

    REPORTED = "reported"
    DERIVED = "derived"
    PRESS = "press"
    ESTIMATED = "estimated"
    ASSUMED = "assumed"


def weakest(*bases: Basis) -> Basis:
    """Basis of a number worked out from several: the least sure of them.

    >>> weakest(Basis.REPORTED, Basis.PRESS).value
    'press'
    """
    order = list(Basis)
    return max(bases, key=order.index)


class RoundKind(StrEnum):
    """What a round is: a private priced round, or the sale of new shares at the IPO."""

    PRICED = "priced"
    IPO = "ipo"


class MarkKind(StrEnum):
    """What a price at a date is. DEAL: the whole company sold or wound up, in a what-if."""

    WARRANT = "warrant"
    SECONDARY = "secondary"
    APPRAISAL = "appraisal"
    IPO_PRICE = "ipo_price"
    CLOSE = "close"
    DEAL = "deal"


class Scope(StrEnum):
    """Which shares a company value counts."""

    FULLY_DILUTED = "fully_diluted"
    BASIC = "basic"
    NOT_STATED = "not_stated"


class Quoted(StrEnum):
    """Whether a valuation was quoted before or after the new money."""

    PRE = "pre"
    POST = "post"
    NOT_STATED = "not_stated"


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date known to the day, the month or the year: "2011-07-22", "2009-04", "2015".

    Raises:
        CalcError: "bad_date" if the text is none of the three.

    >>> PartialDate("2009-04").earliest, PartialDate("2009-04").latest
    (datetime.date(2009, 4, 1), datetime.date(2009, 4, 30))
    """

    text: str

    def __post_init__(self) -> None:
        self._bounds()

    def _bounds(self) -> tuple[dt.date, dt.date]:
        parts = self.text.split("-")
        widths = [len(part) for part in parts]
        digits = all(part.isascii() and part.isdecimal() for part in parts)
        if not digits or widths not in ([4], [4, 2], [4, 2, 2]):
            raise CalcError("bad_date", text=self.text)
        try:
            numbers = [int(part) for part in parts]
            year = numbers[0]
            first_month, last_month = (numbers[1], numbers[1]) if len(numbers) > 1 else (1, 12)
            last_day = calendar.monthrange(year, last_month)[1]
            first_day, last_day = (numbers[2], numbers[2]) if len(numbers) > 2 else (1, last_day)
            return dt.date(year, first_month, first_day), dt.date(year, last_month, last_day)
        except ValueError as error:  # calendar.IllegalMonthError is one too
            raise CalcError("bad_date", text=self.text) from error

    @property
    def earliest(self) -> dt.date:
        """First day the date can be."""
        return self._bounds()[0]

    @property
    def latest(self) -> dt.date:
        """Last day the date can be."""
        return self._bounds()[1]

    @property
    def year(self) -> int:
        """The year, always known."""
        return self.earliest.year

    @property
    def is_exact(self) -> bool:
        """Whether the day is known."""
        return self.earliest == self.latest


@dataclass(frozen=True)
class Figure:
    """One number with how sure it is and the source row it came from."""

    value: float
    basis: Basis
    source_id: str = ""


@dataclass(frozen=True)
class Round:
    """One priced round, or the company's own part of an IPO, as the record has it.

    issue_price_usd is the original issue price on today's share basis; for a filing that
    prints both in thousands it is preference / shares, and rounding_usd and rounding_shares
    say how coarse these were (0 = exact). post_money_usd counts every fully diluted share
    (issue_price_usd x fully diluted shares after the round). conversion_ratio is common
    shares per preferred share at the IPO.
    """

    key: str
    name: str
    kind: RoundKind
    date: PartialDate
    amount_raised_usd: Figure
    issue_price_usd: Figure
    new_shares: Figure
    post_money_usd: Figure
    quoted: Quoted = Quoted.POST
    conversion_ratio: Figure = Figure(1.0, Basis.REPORTED)
    rounding_usd: float = 0.0
    rounding_shares: float = 0.0
    lead_investors: str = ""
    date_source_id: str = ""
    date_basis: Basis = Basis.REPORTED


@dataclass(frozen=True)
class Mark:
    """A price per share at a date, and the company value quoted with it where one is known."""

    key: str
    kind: MarkKind
    date: PartialDate
    price_usd: Figure
    company_value_usd: Figure | None = None
    scope: Scope = Scope.NOT_STATED


@dataclass(frozen=True)
class Stake:
    """Shares somebody held: an exact count, or a range where the count is not public.

    round_key names the round that sold the whole lot, empty for a stake built over several
    rounds or bought before the first. cost_usd is what was paid in all. date is when it was
    paid, None if over several dates.
    """

    key: str
    holder: str
    round_key: str
    shares_low: Figure
    shares_high: Figure
    cost_usd: Figure
    date: PartialDate | None = None


@dataclass(frozen=True)
class Company:
    """Everything the record knows of one company's path, in order of date."""

    key: str
    name: str
    ticker: str
    rounds: tuple[Round, ...]
    marks: tuple[Mark, ...]
    stakes: tuple[Stake, ...] = ()


@dataclass(frozen=True)
class IpoYear:
    """IPO counts of one year by one stated rule; None is not known. partial: year not over."""

    year: int
    tech_ipos: int | None
    all_ipos: int | None
    tech_basis: Basis
    tech_source_id: str
    all_source_id: str
    tech_edition: str = ""
    all_edition: str = ""
    partial: bool = False
