"""How numbers look: exact texts in both languages, and what must hold for every number."""

import datetime as dt
import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.types import PartialDate
from dashboard.i18n.numbers import LANGUAGES, MISSING, Numbers
from dashboard.i18n.parse import parse_money, parse_shares

EN, RU = Numbers("en"), Numbers("ru")


def _plain(text: str) -> str:
    """Ordinary spaces, so that the tables below can be read; fails if one was ordinary already."""
    assert " " not in text, f"{text!r} can be broken at a space"
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("x", "en", "ru"),
    [
        (7038.3, "7,038x", "7038x"),
        (15284.6, "15,285x", "15 285x"),
        (324.9, "325x", "325x"),
        (99.96, "100x", "100x"),
        (20.53, "20.5x", "20,5x"),
        (11.97, "12.0x", "12,0x"),
        (9.996, "10.0x", "10,0x"),
        (3.340, "3.34x", "3,34x"),
        (1.461, "1.46x", "1,46x"),
        (1, "1.00x", "1,00x"),
        (0.9996, "1.00x", "1,00x"),
        (0.54, "0.54x", "0,54x"),
        (0.5, "0.50x", "0,50x"),
        (0.0042, "0.0042x", "0,0042x"),
        (0, "0x", "0x"),
        (-2.5, "−2.50x", "−2,50x"),
        (None, "–", "–"),
        (math.nan, "–", "–"),
    ],
)
def test_multiple(x: float | None, en: str, ru: str) -> None:
    assert (_plain(EN.multiple(x)), _plain(RU.multiple(x))) == (en, ru)


@pytest.mark.parametrize(
    ("usd", "en", "ru"),
    [
        (1.2e9, "$1.2B", "1,2 млрд $"),
        (1313963533, "$1.31B", "1,31 млрд $"),
        (47e9, "$47B", "47 млрд $"),
        (615000, "$615K", "615 тыс. $"),
        (3075000, "$3.08M", "3,08 млн $"),
        (112641000, "$113M", "113 млн $"),
        (20000, "$20K", "20 тыс. $"),
        (999_999, "$1M", "1 млн $"),
        (999_499, "$999K", "999 тыс. $"),
        (999.999, "$1K", "1 тыс. $"),
        (3.2e12, "$3.2T", "3,2 трлн $"),
        (1234.5e12, "$1,235T", "1235 трлн $"),
        (68, "$68", "68 $"),
        (68.5, "$68.50", "68,50 $"),
        (0.004, "$0.004", "0,004 $"),
        (0, "$0", "0 $"),
        (-0.0, "$0", "0 $"),
        (-5e6, "−$5M", "−5 млн $"),
        (None, "–", "–"),
    ],
)
def test_money(usd: float | None, en: str, ru: str) -> None:
    assert (_plain(EN.money(usd)), _plain(RU.money(usd))) == (en, ru)


@pytest.mark.parametrize(
    ("usd", "en", "ru"),
    [
        (3_250_665_000, "$3,250,665,000", "3 250 665 000 $"),
        (1313963533.4, "$1,313,963,533", "1 313 963 533 $"),
        (4500, "$4,500", "4500 $"),
        (12.5, "$12.50", "12,50 $"),
        (-20000, "−$20,000", "−20 000 $"),
    ],
)
def test_money_exact(usd: float, en: str, ru: str) -> None:
    assert (_plain(EN.money(usd, exact=True)), _plain(RU.money(usd, exact=True))) == (en, ru)


@pytest.mark.parametrize(
    ("usd", "en", "ru"),
    [
        (0.0096613, "$0.00966", "0,00966 $"),
        (0.20933, "$0.209", "0,209 $"),
        (0.5, "$0.50", "0,50 $"),
        (0.9996, "$1", "1 $"),
        (3.31239, "$3.31", "3,31 $"),
        (52.50194, "$52.50", "52,50 $"),
        (68, "$68", "68 $"),
        (144.71, "$144.71", "144,71 $"),
        (1234.5, "$1,234.50", "1234,50 $"),
    ],
)
def test_price(usd: float, en: str, ru: str) -> None:
    assert (_plain(EN.price(usd)), _plain(RU.price(usd))) == (en, ru)


@pytest.mark.parametrize(
    ("frac", "digits", "en", "ru"),
    [
        (0.451, None, "45%", "45 %"),
        (0.0894, None, "8.9%", "8,9 %"),
        (0.05, None, "5.0%", "5,0 %"),
        (0.0996, None, "10%", "10 %"),
        (1.145, None, "115%", "115 %"),
        (0.125, 0, "13%", "13 %"),
        (0.4514, 1, "45.1%", "45,1 %"),
        (0.0004, None, "0.04%", "0,04 %"),
        (0, None, "0%", "0 %"),
        (1, None, "100%", "100 %"),
        (-0.031, None, "−3.1%", "−3,1 %"),
        (152.846, None, "15,285%", "15 285 %"),
        (None, None, "–", "–"),
    ],
)
def test_percent(frac: float | None, digits: int | None, en: str, ru: str) -> None:
    assert (_plain(EN.percent(frac, digits)), _plain(RU.percent(frac, digits))) == (en, ru)


@pytest.mark.parametrize(
    ("n", "en", "ru", "exact_en", "exact_ru"),
    [
        (63656000, "63.7M", "63,7 млн", "63,656,000", "63 656 000"),
        (615_000, "615K", "615 тыс.", "615,000", "615 000"),
        (4500, "4.5K", "4,5 тыс.", "4,500", "4500"),
        (999.6, "1K", "1 тыс.", "1,000", "1000"),
        (12, "12", "12", "12", "12"),
    ],
)
def test_shares(n: float, en: str, ru: str, exact_en: str, exact_ru: str) -> None:
    assert (_plain(EN.shares(n)), _plain(RU.shares(n))) == (en, ru)
    assert (_plain(EN.shares(n, exact=True)), _plain(RU.shares(n, exact=True))) == (exact_en, exact_ru)


@pytest.mark.parametrize(
    ("x", "en", "ru"),
    [
        (1, "1 year", "1 год"),
        (2, "2 years", "2 года"),
        (5, "5 years", "5 лет"),
        (11, "11 years", "11 лет"),
        (21, "21 years", "21 год"),
        (22, "22 years", "22 года"),
        (25, "25 years", "25 лет"),
        (101, "101 years", "101 год"),
        (111, "111 years", "111 лет"),
        (11.66, "11.7 years", "11,7 года"),
        (4.98, "5 years", "5 лет"),
        (0.5, "0.5 years", "0,5 года"),
        (0, "0 years", "0 лет"),
    ],
)
def test_years(x: float, en: str, ru: str) -> None:
    assert (_plain(EN.years(x)), _plain(RU.years(x))) == (en, ru)


@pytest.mark.parametrize(
    ("method", "low", "high", "en", "ru"),
    [
        ("multiple_range", 44_200, 52_020, "44,200–52,020x", "44 200–52 020x"),
        ("multiple_range", 5.001, 5.004, "5.00x", "5,00x"),
        ("money_range", 884e6, 1.04e9, "$884M–$1.04B", "884 млн – 1,04 млрд $"),
        ("money_range", 884e6, 950e6, "$884M–$950M", "884–950 млн $"),
        ("money_range", 5e6, 5e6, "$5M", "5 млн $"),
        ("money_range", -5e6, 5e6, "−$5M – $5M", "−5 – 5 млн $"),
        ("shares_range", 5_200_000, 6_120_000, "5.2M–6.12M", "5,2–6,12 млн"),
        ("shares_range", 900_000, 1_100_000, "900K–1.1M", "900 тыс. – 1,1 млн"),
        ("percent_range", 0.089, 0.12, "8.9–12%", "8,9–12 %"),
        ("percent_range", -0.05, 0.03, "−5.0 – 3.0%", "−5,0 – 3,0 %"),
        ("years", 5, 7, "5–7 years", "5–7 лет"),
        ("years", 0.5, 1, "0.5–1 years", "0,5–1 год"),
        ("years", 1.5, 2.5, "1.5–2.5 years", "1,5–2,5 года"),
    ],
)
def test_ranges(method: str, low: float, high: float, en: str, ru: str) -> None:
    assert [_plain(getattr(num, method)(low, high)) for num in (EN, RU)] == [en, ru]
    assert getattr(EN, method)(None, high) == MISSING


def test_exact_shares_range() -> None:
    assert _plain(EN.shares_range(44_200, 52_020, exact=True)) == "44,200–52,020"
    assert _plain(RU.shares_range(4200, 52_020, exact=True)) == "4200–52 020"


@pytest.mark.parametrize(
    ("date", "month_only", "en", "ru"),
    [
        (PartialDate("2011-07-22"), False, "22 Jul 2011", "22 июля 2011"),
        (dt.date(2011, 7, 22), False, "22 Jul 2011", "22 июля 2011"),
        (PartialDate("2011-07-22"), True, "Jul 2011", "июль 2011"),
        (PartialDate("2009-04"), False, "Apr 2009", "апрель 2009"),
        (PartialDate("2015"), False, "2015", "2015"),
        (PartialDate("2015"), True, "2015", "2015"),
        (None, False, "–", "–"),
    ],
)
def test_date(date: PartialDate | dt.date | None, month_only: bool, en: str, ru: str) -> None:
    texts = [_plain(num.date(date, month_only=month_only)) for num in (EN, RU)]
    assert texts == [en, ru]


def test_integers_and_years_of_the_calendar() -> None:
    assert (EN.integer(7038), _plain(RU.integer(7038)), _plain(RU.integer(70380))) == (
        "7,038",
        "7038",
        "70 380",
    )
    assert (EN.year(2013), RU.year(2013), EN.year(None), EN.integer(None)) == ("2013", "2013", "–", "–")
    assert (EN.decimal(Decimal("2.25")), RU.decimal(2.25)) == ("2.3", "2,3")


def test_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown language"):
        Numbers("de")


amounts = st.floats(min_value=1000, max_value=9e14)
zero_or_more = st.just(0.0) | st.floats(min_value=1e-9, max_value=9e14)
languages = st.sampled_from(LANGUAGES)


@given(amounts, languages)
def test_compact_money_reads_back_within_half_of_the_third_digit(usd: float, lang: str) -> None:
    assert parse_money(Numbers(lang).money(usd)) == pytest.approx(usd, rel=0.005001)
    assert parse_money(Numbers(lang).money(-usd)) == -parse_money(Numbers(lang).money(usd))


@given(st.integers(min_value=0, max_value=10**15), languages)
def test_exact_numbers_read_back_exactly(n: int, lang: str) -> None:
    assert parse_shares(Numbers(lang).shares(n, exact=True)) == n
    assert parse_money(Numbers(lang).money(n, exact=True)) == n


@given(zero_or_more, zero_or_more, languages)
def test_more_money_never_reads_as_less(a: float, b: float, lang: str) -> None:
    low, high = sorted((a, b))
    num = Numbers(lang)
    assert parse_money(num.money(low)) <= parse_money(num.money(high))
    assert parse_shares(num.shares(low)) <= parse_shares(num.shares(high))


@given(st.floats(min_value=0, max_value=1e9), st.floats(min_value=0, max_value=1e9), languages)
def test_more_is_never_written_as_less(a: float, b: float, lang: str) -> None:
    low, high = sorted((a, b))
    num = Numbers(lang)
    assert _value(num.multiple(low)) <= _value(num.multiple(high))
    assert _value(num.percent(low)) <= _value(num.percent(high))
    assert _value(num.years(low)) <= _value(num.years(high))


def _value(text: str) -> Decimal:
    """The number a written text stands for, its unit dropped; only multiples may be huge or tiny."""
    number = "".join(char for char in text if char.isdigit() or char in ".,")
    if "," in number and "." not in number and not _grouped(number):
        number = number.replace(",", ".")
    return Decimal(number.replace(",", ""))


def _grouped(number: str) -> bool:
    """Whether commas separate thousands: only English writes them, and only from 1000."""
    first, *rest = number.split(",")
    return first.lstrip("0") != "" and all(len(group) == 3 for group in rest)


@given(st.floats(allow_nan=True, allow_infinity=True), languages)
def test_every_float_is_written_without_a_break(x: float, lang: str) -> None:
    num = Numbers(lang)
    for write in (num.multiple, num.money, num.price, num.percent, num.shares, num.years, num.integer):
        text = write(x)
        assert text
        assert " " not in text
        assert (text == MISSING) == (not math.isfinite(x))
