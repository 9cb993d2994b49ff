"""What each class is due at an exit."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from calc.captable import check_positive
from calc.errors import CalcError


class Participation(StrEnum):
    """Whether a class shares in the rest after its preference without converting."""

    NONE = "none"
    FULL = "full"
    CAPPED = "capped"


class CapRule(StrEnum):
    """What a participation cap limits: everything the class gets, or only what follows the preference."""

    TOTAL = "total"
    AFTER_PREFERENCE = "after_preference"


class Choice(StrEnum):
    """Who decides on conversion: the class for its best (as in life), or a fixed flag."""

    BEST = "best"
    HOLD = "hold"
    CONVERT = "convert"


@dataclass(frozen=True)
class Common:
    """Common stock of one group of holders."""

    key: str
    name: str
    shares: float


@dataclass(frozen=True)
class Option:
    """Options or warrants on common: vested and granted only, paid net of the strike."""

    key: str
    name: str
    shares: float
    strike_usd: float


@dataclass(frozen=True)
class Preferred:
    """One class of preferred stock, or a SAFE or note that stands like one.

    preference = invested_usd x preference_x + accrued_usd. rank 1 is paid first, equal ranks
    share in proportion to their preferences. cap_x x invested_usd limits a CAPPED class.
    """

    key: str
    name: str
    shares: float
    invested_usd: float
    preference_x: float = 1.0
    rank: int = 1
    participation: Participation = Participation.NONE
    cap_x: float | None = None
    cap_rule: CapRule = CapRule.TOTAL
    conversion_ratio: float = 1.0
    accrued_usd: float = 0.0
    choice: Choice = Choice.BEST

    @property
    def preference_usd(self) -> float:
        """What the class is due before common gets anything; nothing if it is made to convert."""
        if self.choice is Choice.CONVERT:
            return 0.0
        return self.invested_usd * self.preference_x + self.accrued_usd

    @property
    def common_shares(self) -> float:
        """Common shares it converts into."""
        return self.shares * self.conversion_ratio

    @property
    def limit_usd(self) -> float:
        """Most the class gets without converting; its preference if it does not participate."""
        if self.participation is Participation.NONE or self.choice is Choice.CONVERT:
            return self.preference_usd
        if self.participation is Participation.FULL or self.cap_x is None:
            return math.inf
        cap = self.invested_usd * self.cap_x
        return cap if self.cap_rule is CapRule.TOTAL else cap + self.preference_usd

    @property
    def converts_at_usd(self) -> float:
        """Value of a common share above which converting pays: limit / as-converted shares."""
        return math.inf if self.choice is Choice.HOLD else self.limit_usd / self.common_shares


@dataclass(frozen=True)
class Terms:
    """Everything that decides who gets what. The unissued pool gets nothing and is not here.

    Debt is paid first, then fees (a sum and a fraction of what is left), then a carve-out for
    staff (a fraction of what is left then); the rest goes to the classes.

    Raises:
        CalcError: "no_common" without common stock or options; "same_class_twice";
            "not_positive" for a share count; "negative" for money; "cap_missing" and
            "cap_below_preference"; "not_a_fraction".
    """

    common: tuple[Common, ...]
    preferred: tuple[Preferred, ...] = ()
    options: tuple[Option, ...] = ()
    debt_usd: float = 0.0
    fees_usd: float = 0.0
    fees_frac: float = 0.0
    carve_out_frac: float = 0.0

    def __post_init__(self) -> None:
        if not self.common:
            raise CalcError("no_common")
        if len(set(self.keys)) < len(self.keys):
            raise CalcError("same_class_twice", key=next(k for k in self.keys if self.keys.count(k) > 1))
        for one in self.classes:
            check_positive(shares=one.shares)
        for option in self.options:
            _check_money(strike_usd=option.strike_usd)
        for preferred in self.preferred:
            _check_preferred(preferred)
        _check_money(debt_usd=self.debt_usd, fees_usd=self.fees_usd)
        for name in ("fees_frac", "carve_out_frac"):
            if not 0 <= getattr(self, name) < 1:
                raise CalcError("not_a_fraction", name=name, value=getattr(self, name))

    @property
    def classes(self) -> tuple[Common | Option | Preferred, ...]:
        """All classes in the order of every result: common, options, preferred."""
        return (*self.common, *self.options, *self.preferred)

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the classes in that order."""
        return tuple(one.key for one in self.classes)

    @property
    def names(self) -> tuple[str, ...]:
        """Names in the same order."""
        return tuple(one.name for one in self.classes)

    @property
    def preferences_usd(self) -> float:
        """All preferences together."""
        return math.fsum(one.preference_usd for one in self.preferred)


def _check_money(**values: float) -> None:
    for name, value in values.items():
        if not (math.isfinite(value) and value >= 0):
            raise CalcError("negative", name=name, value=value)


def _check_preferred(one: Preferred) -> None:
    check_positive(conversion_ratio=one.conversion_ratio)
    _check_money(invested_usd=one.invested_usd, preference_x=one.preference_x, accrued_usd=one.accrued_usd)
    if one.participation is Participation.CAPPED:
        if one.cap_x is None:
            raise CalcError("cap_missing", key=one.key)
        if not one.limit_usd >= one.preference_usd:
            raise CalcError("cap_below_preference", key=one.key)
