"""Values into text: the only place that writes a number, a sum of money or a date for people.

Babel gives what CLDR knows (decimal and group signs, plural forms, month names). House style is
ours: three significant digits, halves round up, U+2212 for minus, no-break spaces inside a number
and before its unit, Russian groups from five digits. None and NaN are written as MISSING.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Final, TypeAlias

from babel import Locale
from babel.dates import format_date
from babel.numbers import get_decimal_symbol, get_group_symbol

from calc.types import PartialDate

LANGUAGES: Final = ("en", "ru")
MISSING: Final = "–"
NBSP: Final = "\u00a0"
MINUS: Final = "\u2212"
DASH: Final = "–"

_CONTEXT: Final = Context(prec=700, rounding=ROUND_HALF_UP)  # wide enough for any float
_UNITS: Final = {
    "en": {0: "", 3: "K", 6: "M", 9: "B", 12: "T"},
    "ru": {0: "", 3: f"{NBSP}тыс.", 6: f"{NBSP}млн", 9: f"{NBSP}млрд", 12: f"{NBSP}трлн"},
}
_GROUP_FROM_DIGITS: Final = {"en": 4, "ru": 5}
_YEARS: Final = {
    "en": {"one": "year", "other": "years"},
    "ru": {"one": "год", "few": "года", "many": "лет", "other": "года"},
}
_DATE_PATTERNS: Final = {"en": ("y", "MMM y", "d MMM y"), "ru": ("y", "LLLL y", "d MMMM y")}

Number: TypeAlias = float | Decimal | None


def _decimal(x: Number) -> Decimal | None:
    """Exact decimal as a person would write the value, None if there is no finite value."""
    if x is None or not math.isfinite(x):
        return None
    return Decimal(x) if isinstance(x, int | Decimal) else Decimal(repr(float(x)))


def _places(d: Decimal, places: int) -> Decimal:
    """Rounded to so many decimals, halves away from zero."""
    return d.quantize(Decimal(1).scaleb(-places), context=_CONTEXT)


def _significant(d: Decimal, digits: int) -> Decimal:
    """Rounded to so many significant digits, but never coarser than whole numbers.

    >>> [str(_significant(Decimal(text), 3)) for text in ("7038.3", "11.97", "99.96", "0.00421")]
    ['7038', '12.0', '100', '0.00421']
    """
    places = max(0, digits - 1 - d.adjusted())
    rounded = _places(d, places)
    grew = rounded.adjusted() > d.adjusted()
    return _places(rounded, max(0, places - 1)) if grew else rounded


def _trim(d: Decimal, keep: int = 0) -> Decimal:
    """Without trailing zeros after the first `keep` decimals."""
    short = d.normalize(_CONTEXT)
    exponent = short.as_tuple().exponent
    return short if isinstance(exponent, int) and exponent <= -keep else _places(short, keep)


@lru_cache(maxsize=4096)
def _spell(text: str, lang: str) -> str:
    """Plain decimal text with the signs and the grouping of the language."""
    whole, _, decimals = text.lstrip("-").partition(".")
    if len(whole) >= _GROUP_FROM_DIGITS[lang]:
        group = NBSP if lang == "ru" else get_group_symbol(lang)
        whole = f"{int(whole):,}".replace(",", group)
    number = whole + (get_decimal_symbol(lang) + decimals if decimals else "")
    return MINUS + number if text.startswith("-") else number


def _write(d: Decimal, lang: str) -> str:
    return _spell(format(d if d else abs(d), "f"), lang)


def _to_cents(d: Decimal) -> Decimal:
    """Two decimals from one dollar on (none if they are zeros), three significant digits below."""
    if not d:
        return Decimal(0)
    rounded = _trim(_significant(d, 3), keep=2) if abs(d) < 1 else _places(d, 2)
    return _places(rounded, 0) if rounded == rounded.to_integral_value() else rounded


def _compact(d: Decimal, *, cents: bool) -> tuple[Decimal, int]:
    """Number before the unit, three significant digits at most, and the unit's power of ten."""
    for power in _UNITS["en"]:
        if power:
            short = _trim(_significant(d.scaleb(-power, _CONTEXT), 3))
        else:
            short = _to_cents(d) if cents else _places(d, 0)
        if abs(short) < 1000:
            break
    return short, power


def _to_multiple(d: Decimal) -> Decimal:
    rounded = _significant(d, 3) if d else Decimal(0)
    return _trim(rounded, keep=2) if 0 < abs(rounded) < 1 else rounded


def _to_percent(d: Decimal, digits: int | None) -> Decimal:
    points = d.scaleb(2, _CONTEXT)
    if digits is not None:
        return _places(points, digits)
    if not points:
        return Decimal(0)
    if abs(points) < Decimal("0.1"):
        return _trim(_significant(points, 2), keep=1)
    tenths = _places(points, 1)
    return tenths if abs(tenths) < 10 else _places(points, 0)


def _span(low: str, high: str) -> str:
    """Two written numbers with a dash, spaced if a minus would touch it; one if they look the same."""
    space = NBSP if MINUS in low + high else ""
    return low if low == high else f"{low}{space}{DASH}{space}{high}"


def _pair(low: Number, high: Number) -> tuple[Decimal, Decimal] | None:
    a, b = _decimal(low), _decimal(high)
    return None if a is None or b is None else (a, b)


@lru_cache(maxsize=2048)
def _date(date: PartialDate | dt.date, lang: str, month_only: bool) -> str:
    known = len(date.text.split("-")) if isinstance(date, PartialDate) else 3
    day = date.earliest if isinstance(date, PartialDate) else date
    pattern = _DATE_PATTERNS[lang][min(known, 2 if month_only else 3) - 1]
    return format_date(day, pattern, locale=lang).replace(" ", NBSP)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Writes values for people in one language, "en" or "ru".

    >>> en, ru = Numbers("en"), Numbers("ru")
    >>> en.multiple(7038.3), en.money(1_313_963_533), en.percent(0.089)
    ('7,038x', '$1.31B', '8.9%')
    >>> [ru.money(3_075_000).replace(NBSP, " "), ru.multiple(15284.6).replace(NBSP, " ")]
    ['3,08 млн $', '15 285x']
    """

    lang: str

    def __post_init__(self) -> None:
        if self.lang not in LANGUAGES:
            raise ValueError(f"unknown language {self.lang!r}")

    def integer(self, n: Number) -> str:
        """Whole number with grouped digits."""
        return self.decimal(n, digits=0)

    def decimal(self, x: Number, *, digits: int = 1) -> str:
        """Number with exactly so many decimals."""
        d = _decimal(x)
        return MISSING if d is None else _write(_places(d, digits), self.lang)

    def year(self, n: int | None) -> str:
        """Calendar year, never grouped."""
        return MISSING if n is None else str(int(n))

    def multiple(self, x: Number) -> str:
        """How many times over: three significant digits, whole numbers from 100.

        >>> [Numbers("en").multiple(x) for x in (324.9, 20.53, 11.97, 0.54)]
        ['325x', '20.5x', '12.0x', '0.54x']
        """
        return self.multiple_range(x, x)

    def multiple_range(self, low: Number, high: Number) -> str:
        """From low to high, one "x" at the end."""
        texts = [_write(_to_multiple(d), self.lang) for d in _pair(low, high) or ()]
        return _span(*texts) + "x" if texts else MISSING

    def _dollars(self, number: str, unit: str = "") -> str:
        """The dollar sign where the language has it: after minus and before digits, or at the end."""
        if self.lang == "ru":
            return f"{number}{unit}{NBSP}$"
        sign = MINUS if number.startswith(MINUS) else ""
        return f"{sign}${number.removeprefix(MINUS)}{unit}"

    def _short(self, d: Decimal, *, cents: bool) -> tuple[str, str]:
        short, power = _compact(d, cents=cents)
        return _write(short, self.lang), _UNITS[self.lang][power]

    def money(self, usd: Number, *, exact: bool = False) -> str:
        """US dollars with at most three significant digits from 1000 on; exact: every dollar.

        >>> [Numbers("en").money(usd) for usd in (615_000, 999_999, 68.5, -47e9)]
        ['$615K', '$1M', '$68.50', '−$47B']
        >>> Numbers("en").money(3_250_665_000, exact=True)
        '$3,250,665,000'
        """
        d = _decimal(usd)
        if d is None:
            return MISSING
        if exact:
            return self._dollars(_write(_to_cents(d) if abs(d) < 1000 else _places(d, 0), self.lang))
        return self._dollars(*self._short(d, cents=True))

    def money_range(self, low: Number, high: Number) -> str:
        """US dollars from low to high; in Russian a common unit is written once.

        >>> Numbers("en").money_range(884e6, 1.04e9)
        '$884M–$1.04B'
        """
        pair = _pair(low, high)
        if pair is None:
            return MISSING
        if self.lang == "en":
            return _span(*map(self.money, pair))
        return self._dollars(self._compact_span(*pair, cents=True))

    def price(self, usd: Number, digits: int | None = None) -> str:
        """Price of one share: cents from one dollar on, three significant digits below; or decimals as asked.

        >>> [Numbers("en").price(usd) for usd in (0.0096613, 52.50194, 68)]
        ['$0.00966', '$52.50', '$68']
        """
        if (d := _decimal(usd)) is None:
            return MISSING
        return self._dollars(_write(_to_cents(d) if digits is None else _places(d, digits), self.lang))

    def percent(self, frac: Number, digits: int | None = None) -> str:
        """Fraction as per cent: whole from 10 %, one decimal below, or as many as asked.

        >>> Numbers("en").percent(1.145), Numbers("en").percent(0.0894), Numbers("en").percent(0.451, 1)
        ('115%', '8.9%', '45.1%')
        """
        return self.percent_range(frac, frac, digits)

    def percent_range(self, low: Number, high: Number, digits: int | None = None) -> str:
        """Fractions from low to high as per cent, one sign at the end."""
        texts = [_write(_to_percent(d, digits), self.lang) for d in _pair(low, high) or ()]
        sign = "%" if self.lang == "en" else f"{NBSP}%"
        return _span(*texts) + sign if texts else MISSING

    def shares(self, n: Number, *, exact: bool = False) -> str:
        """Count of shares with at most three significant digits from 1000 on; exact: every share.

        >>> Numbers("en").shares(63_656_000), Numbers("en").shares(63_656_000, exact=True)
        ('63.7M', '63,656,000')
        """
        d = _decimal(n)
        if d is None:
            return MISSING
        return self.integer(d) if exact else "".join(self._short(d, cents=False))

    def shares_range(self, low: Number, high: Number, *, exact: bool = False) -> str:
        """Counts of shares from low to high."""
        pair = _pair(low, high)
        if pair is None:
            return MISSING
        if exact or self.lang == "en":
            return _span(*(self.shares(d, exact=exact) for d in pair))
        return self._compact_span(*pair, cents=False)

    def _compact_span(self, a: Decimal, b: Decimal, *, cents: bool) -> str:
        """Range of compact numbers whose unit, if it is the same, stands once at the end."""
        (low, low_unit), (high, high_unit) = (self._short(d, cents=cents) for d in (a, b))
        if low_unit == high_unit:
            return _span(low, high) + high_unit
        return f"{low}{low_unit}{NBSP}{DASH}{NBSP}{high}{high_unit}"

    def years(self, low: Number, high: Number = None) -> str:
        """Length of time in years, at most one decimal; with two values a range.

        >>> [Numbers("en").years(*x).replace(NBSP, " ") for x in ((11.66,), (5, 7), (1,))]
        ['11.7 years', '5–7 years', '1 year']
        """
        pair = _pair(low, low if high is None else high)
        if pair is None:
            return MISSING
        start, end = (_trim(_places(d, 1)) for d in pair)
        is_range = start != end and self.lang == "en"  # English: "0.5–1 years"
        form = "other" if is_range else str(Locale.parse(self.lang).plural_form(abs(end)))
        text = _span(_write(start, self.lang), _write(end, self.lang))
        return f"{text}{NBSP}{_YEARS[self.lang][form]}"

    def date(self, date: PartialDate | dt.date | None, *, month_only: bool = False) -> str:
        """Date as exact as it is known; month_only drops the day.

        >>> [Numbers("en").date(PartialDate(text)).replace(NBSP, " ") for text in ("2009-04", "2015")]
        ['Apr 2009', '2015']
        """
        return MISSING if date is None else _date(date, self.lang, month_only)
