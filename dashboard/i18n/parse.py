"""What a person types into a field, in English or Russian, into values."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import Final

from babel.dates import get_month_names

from calc.errors import CalcError
from calc.types import PartialDate

LARGEST: Final = 1e15
_LONGEST_TEXT: Final = 60

_UNIT_WORDS: Final = {
    3: r"k|thousand|к|тыс\.?|тысяч[аи]?",
    6: r"m|mm|mn|mln\.?|millions?|м|млн\.?|миллион(?:а|ов)?",
    9: r"b|bn|bln\.?|billions?|млрд\.?|миллиард(?:а|ов)?",
    12: r"t|tn|trln\.?|trillions?|трлн\.?|триллион(?:а|ов)?",
}
_UNIT: Final = "|".join(f"(?P<p{power}>{words})" for power, words in _UNIT_WORDS.items())
_NUMBER: Final = re.compile(
    rf"(?P<minus>-?)\s*(?P<body>[0-9.,][0-9., ]*?)(?:e(?P<exponent>[+-]?[0-9]{{1,3}}))?\s*(?:{_UNIT})?"
)
_DOLLAR_WORDS: Final = re.compile(
    r"us\$|\$|(?<![a-zа-я])(?:usd|dollars?|доллар(?:а|ов)?|долл)(?![a-zа-я])\.?(?: сша)?"
)
_PERCENT_WORDS: Final = re.compile(r"%|\b(?:percent|процент(?:а|ов)?)\b")
_TIMES_WORDS: Final = re.compile(r"[x×х]$")
_SHARE_WORDS: Final = re.compile(r"\b(?:shares?|акци[яий]|шт)\b\.?")

_YEAR_MONTH_DAY: Final = re.compile(r"(?P<y>\d{4})(?:-(?P<m>\d{1,2})(?:-(?P<d>\d{1,2}))?)?")
_DAY_MONTH_YEAR: Final = re.compile(r"(?:(?P<d>\d{1,2})\.)?(?P<m>\d{1,2})\.(?P<y>\d{4})")
_MONTH_SLASH_YEAR: Final = re.compile(r"(?P<m>\d{1,2})/(?P<y>\d{4})")
_NAMED_DAY_FIRST: Final = re.compile(r"(?:(?P<d>\d{1,2}) )?(?P<name>[a-zа-я]{3,})\.?,? (?P<y>\d{4})")
_NAMED_DAY_LAST: Final = re.compile(r"(?P<name>[a-z]{3,})\.? (?P<d>\d{1,2}),? (?P<y>\d{4})")
_DATE_SHAPES: Final = (
    _YEAR_MONTH_DAY,
    _DAY_MONTH_YEAR,
    _MONTH_SLASH_YEAR,
    _NAMED_DAY_FIRST,
    _NAMED_DAY_LAST,
)


class ParseError(ValueError):
    """Text that cannot be read; code is "empty", "not_a_number", "too_large" or "not_a_date"."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(f"{code}: {text[:_LONGEST_TEXT]!r}")
        self.code = code
        self.text = text


def parse_money(text: str) -> float:
    """US dollars as typed; a single comma before exactly three digits separates thousands.

    Raises:
        ParseError: "empty", "not_a_number", or "too_large" above 1e15 either way.

    >>> [parse_money(text) for text in ("$600M", "0,6 млрд $", "1 300 000", "1,300", "1,3")]
    [600000000.0, 600000000.0, 1300000.0, 1300.0, 1.3]
    """
    return _parse_amount(text, _DOLLAR_WORDS)


def parse_shares(text: str) -> float:
    """Count of shares as typed.

    Raises:
        ParseError: as parse_money.

    >>> parse_shares("6.6M"), parse_shares("63 656 000 акций")
    (6600000.0, 63656000.0)
    """
    return _parse_amount(text, _SHARE_WORDS)


def parse_percent(text: str) -> float:
    """A percentage as typed, as a fraction.

    Raises:
        ParseError: as parse_money; "not_a_percentage" below 0 or from 100 % on.

    >>> parse_percent("20"), parse_percent("7,5 %")
    (0.2, 0.075)
    """
    value = _parse_amount(text, _PERCENT_WORDS) / 100
    if not 0 <= value < 1:
        raise ParseError("not_a_percentage", text)
    return value


def parse_times(text: str) -> float:
    """A multiple as typed.

    Raises:
        ParseError: as parse_money.

    >>> parse_times("1.5x"), parse_times("2")
    (1.5, 2.0)
    """
    return _parse_amount(text, _TIMES_WORDS)


def parse_date(text: str) -> PartialDate:
    """Day, month or year as typed; three numbers with slashes are refused, their order is unclear.

    Raises:
        ParseError: "empty" or "not_a_date".

    >>> [parse_date(text).text for text in ("2013", "06.2013", "Jun 2013", "15 июня 2013 г.")]
    ['2013', '2013-06', '2013-06', '2013-06-15']
    """
    plain = re.sub(r" ?(?:г\.?|года)$", "", _tidy(text))
    match = next((found for shape in _DATE_SHAPES if (found := shape.fullmatch(plain))), None)
    if match is None:
        raise ParseError("not_a_date", text)
    parts = match.groupdict()
    month = _month_number(parts["name"]) if "name" in parts else parts["m"]
    if month == 0:
        raise ParseError("not_a_date", text)
    tail = [f"{int(part):02d}" for part in (month, parts.get("d")) if part is not None]
    try:
        return PartialDate("-".join([parts["y"], *tail]))
    except CalcError as error:
        raise ParseError("not_a_date", text) from error


def _tidy(text: str) -> str:
    """One case, plain digits, minus and spaces; raises on nothing at all."""
    plain = unicodedata.normalize("NFKC", text).replace("\u2212", "-").lower()
    plain = " ".join(plain.split())
    if not plain:
        raise ParseError("empty", text)
    return plain


def _parse_amount(text: str, ignored: re.Pattern[str]) -> float:
    plain = " ".join(ignored.sub(" ", _tidy(text), count=2).split())
    match = _NUMBER.fullmatch(plain) if len(plain) <= _LONGEST_TEXT else None
    digits = _plain_digits(match["body"].strip()) if match else None
    if match is None or digits is None:
        raise ParseError("not_a_number", text)
    power = next((p for p in _UNIT_WORDS if match[f"p{p}"]), 0) + int(match["exponent"] or 0)
    value = Decimal(match["minus"] + digits).scaleb(power)
    if abs(value) > LARGEST:
        raise ParseError("too_large", text)
    return float(value)


def _plain_digits(body: str) -> str | None:
    """Digits with at most one point, or None if the separators make no sense.

    >>> [_plain_digits(body) for body in ("1,300", "0,600", "1.300.000,5", "1 300,500", "1,30,0")]
    ['1300', '0.600', '1300000.5', '1300.500', None]
    """
    mark = _decimal_mark(body)
    whole, _, decimals = body.rpartition(mark) if mark else (body, "", "0")
    separators = {char for char in whole if not char.isdigit()}
    if len(separators) > 1 or not decimals.isdigit():
        return None
    if separators and not re.fullmatch(rf"\d{{1,3}}(?:{re.escape(separators.pop())}\d{{3}})+", whole):
        return None
    whole = re.sub(r"\D", "", whole)
    return f"{whole or '0'}.{decimals}" if mark else whole


def _decimal_mark(body: str) -> str:
    """The character that starts the decimals, empty if there are none."""
    last = max(body.rfind(","), body.rfind("."))
    if last < 0 or body.count(body[last]) > 1:
        return ""
    alone = not set(body[:last]) & set(" .,")
    if body[last] == "," and alone and re.fullmatch(r"[1-9]\d{0,2},\d{3}", body):
        return ""
    return body[last]


@lru_cache(maxsize=256)
def _month_number(word: str) -> int:
    """1 to 12 for a month's name or its first letters in either language, else 0."""
    tables = [get_month_names("wide", "format", lang) for lang in ("en", "ru")]
    tables += [get_month_names("wide", "stand-alone", lang) for lang in ("en", "ru")]
    found = {number for table in tables for number, name in table.items() if name.lower().startswith(word)}
    return found.pop() if len(found) == 1 else 0
