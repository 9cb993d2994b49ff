"""Events and round terms of a reader's own: which there are, what each needs, as typed values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from calc.daycount import DayCount
from calc.types import PartialDate

Value = float | str


class Unit(StrEnum):
    """What a field holds. LOT is the key of a lot, CHOICE one of the field's words."""

    SHARES = "shares"
    MONEY = "money"
    PRICE = "price"
    FRAC = "frac"
    TIMES = "times"
    NAME = "name"
    LOT = "lot"
    CHOICE = "choice"

    @property
    def is_number(self) -> bool:
        """Whether the value is a number, at least zero."""
        return self not in (Unit.NAME, Unit.LOT, Unit.CHOICE)


@dataclass(frozen=True)
class Field:
    """One input. A number that may be left out is zero then."""

    name: str
    unit: Unit
    default: Value = 0.0
    choices: tuple[str, ...] = ()


COUNTS = {"365": DayCount.ACTUAL_365_FIXED, "360": DayCount.ACTUAL_360, "30-360": DayCount.THIRTY_360}
_HOLDER = Field("holder", Unit.NAME, "")
_SHARES = Field("shares", Unit.SHARES)
_PRICE = Field("price", Unit.PRICE)
_STRIKE = Field("strike", Unit.PRICE)
_LOT = Field("lot", Unit.LOT, "")
_AMOUNT = Field("amount", Unit.MONEY, 500_000.0)
_CAP = Field("cap", Unit.MONEY)
_DISCOUNT = Field("discount", Unit.FRAC)
_DEBT = Field("debt", Unit.MONEY)

KINDS: dict[str, tuple[Field, ...]] = {
    "pool": (Field("target", Unit.FRAC), _SHARES),
    "grant": (_HOLDER, _SHARES, _STRIKE),
    "exercise": (_LOT, _SHARES),
    "warrant": (_HOLDER, _SHARES, _STRIKE),
    "safe": (
        _HOLDER,
        _AMOUNT,
        _CAP,
        _DISCOUNT,
        Field("form", Unit.CHOICE, "post", ("post", "pre")),
        Field("mfn", Unit.CHOICE, "no", ("no", "yes")),
    ),
    "note": (
        _HOLDER,
        _AMOUNT,
        Field("rate", Unit.FRAC, 0.06),
        Field("count", Unit.CHOICE, "365", tuple(COUNTS)),
        _CAP,
        _DISCOUNT,
    ),
    "secondary": (_LOT, Field("buyer", Unit.NAME, ""), _SHARES, _PRICE),
    "buyback": (_LOT, _SHARES, _PRICE),
    "split": (Field("factor", Unit.TIMES, 2.0),),
    "ipo": (_AMOUNT, Field("pre", Unit.MONEY), _PRICE),
    "direct": (_PRICE,),
    "spac": (
        Field("ratio", Unit.TIMES, 1.0),
        Field("trust", Unit.MONEY),
        Field("pipe", Unit.MONEY),
        Field("sponsor", Unit.SHARES),
        Field("price", Unit.PRICE, 10.0),
    ),
    "acquisition": (
        Field("price", Unit.MONEY),
        _DEBT,
        Field("fees", Unit.MONEY),
        Field("carve", Unit.FRAC),
        Field("stock", Unit.FRAC),
    ),
    "shutdown": (Field("proceeds", Unit.MONEY), _DEBT),
    "refund": (_LOT, Field("paid", Unit.FRAC, 1.0)),
}
LISTINGS = ("ipo", "direct", "spac")
SALES = ("acquisition", "shutdown")

TERMS: tuple[Field, ...] = (
    Field("preference", Unit.TIMES, 1.0),
    Field("participation", Unit.CHOICE, "none", ("none", "full", "capped")),
    Field("cap", Unit.TIMES),
    Field("rank", Unit.TIMES, 1.0),
    Field("protection", Unit.CHOICE, "none", ("none", "broad", "narrow", "full")),
    Field("ratchet", Unit.TIMES),
    Field("pool", Unit.FRAC),
    Field("place", Unit.CHOICE, "inside", ("inside", "outside")),
    Field("method", Unit.CHOICE, "percent", ("percent", "pre", "dollars")),
    Field("amount", Unit.MONEY),
    Field("pre", Unit.MONEY),
    Field("post", Unit.MONEY),
    Field("price", Unit.PRICE),
    Field("sold", Unit.FRAC),
)
NUMBERS = ("amount", "pre", "post", "price", "sold")
RIGHTS = ("preference", "participation", "cap", "rank")


def _value(values: tuple[tuple[str, Value], ...], fields: tuple[Field, ...], name: str) -> Value:
    return dict(values).get(name, next(field.default for field in fields if field.name == name))


@dataclass(frozen=True)
class OwnEvent:
    """One event a reader added; values are those that differ from the field's default."""

    key: str
    kind: str
    date: PartialDate
    values: tuple[tuple[str, Value], ...] = ()

    def of(self, name: str) -> Value:
        """Value of a field."""
        return _value(self.values, KINDS[self.kind], name)

    def number(self, name: str) -> float:
        """Value of a field that holds a number."""
        return float(self.of(name))


@dataclass(frozen=True)
class OwnTranche:
    """A closing of a round by itself. price_usd 0 is the round's price; waives: without protection."""

    holder: str
    amount_usd: float
    price_usd: float = 0.0
    waives: bool = False


@dataclass(frozen=True)
class OwnTerms:
    """What a reader set of one round's terms, besides the table; and its separate closings."""

    round_key: str
    values: tuple[tuple[str, Value], ...] = ()
    tranches: tuple[OwnTranche, ...] = ()

    def of(self, name: str) -> Value:
        """Value of a field."""
        return _value(self.values, TERMS, name)

    def number(self, name: str) -> float:
        """Value of a field that holds a number."""
        return float(self.of(name))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is set."""
        return not (self.values or self.tranches)

    @property
    def moves_prices(self) -> bool:
        """Whether more is set than who is paid first."""
        return bool(self.tranches) or any(name not in RIGHTS for name, _ in self.values)


def with_value(
    fields: tuple[Field, ...], values: tuple[tuple[str, Value], ...], name: str, value: Value
) -> tuple[tuple[str, Value], ...]:
    """Values with one set, in the order of the fields; a default is left out."""
    found = {**dict(values), name: value}
    return tuple(
        (field.name, found[field.name])
        for field in fields
        if field.name in found and found[field.name] != field.default
    )
