"""What people type: accepted spellings in both languages, and refusals by code."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.types import PartialDate
from dashboard.i18n.numbers import LANGUAGES, Numbers
from dashboard.i18n.parse import ParseError, parse_date, parse_money, parse_shares


@pytest.mark.parametrize(
    ("text", "usd"),
    [
        ("600M", 600e6),
        ("$600M", 600e6),
        ("600m", 600e6),
        ("600 млн", 600e6),
        ("600 миллионов долларов США", 600e6),
        ("0,6 млрд $", 0.6e9),
        ("$0.6bn", 0.6e9),
        ("USD 1.3 billion", 1.3e9),
        ("1.3B", 1.3e9),
        ("1,300,000,000", 1.3e9),
        ("1 300 000 000", 1.3e9),
        ("1\u00a0300\u202f000\u2009000", 1.3e9),
        ("1.300.000,50", 1300000.5),
        ("1,300,000.50", 1300000.5),
        ("20k", 20e3),
        ("20 тыс", 20e3),
        ("20 тыс. $", 20e3),
        ("6e8", 6e8),
        ("-5M", -5e6),
        ("−5 млн $", -5e6),
        ("−$5M", -5e6),
        ("$-5M", -5e6),
        ("1,300", 1300),
        ("1 300,500", 1300.5),
        ("1,3", 1.3),
        ("0,600", 0.6),
        ("1,3000", 1.3),
        ("1.300", 1.3),
        (".5", 0.5),
        ("0", 0),
        ("3,2 трлн", 3.2e12),
        ("1e15", 1e15),
    ],
)
def test_money(text: str, usd: float) -> None:
    assert parse_money(text) == pytest.approx(usd, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "shares"),
    [("6.6M", 6.6e6), ("6,6 млн акций", 6.6e6), ("63,656,000 shares", 63656000), ("1 000 шт.", 1000)],
)
def test_shares(text: str, shares: float) -> None:
    assert parse_shares(text) == pytest.approx(shares, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" \u00a0 ", "empty"),
        ("nan", "not_a_number"),
        ("inf", "not_a_number"),
        ("abc", "not_a_number"),
        ("$", "not_a_number"),
        ("1 3", "not_a_number"),
        ("1,30,0", "not_a_number"),
        ("1.2.3", "not_a_number"),
        ("1,2.3,4", "not_a_number"),
        (",", "not_a_number"),
        ("5M 3", "not_a_number"),
        ("--5", "not_a_number"),
        ("45%", "not_a_number"),
        ("5 £", "not_a_number"),
        ("1" * 100, "not_a_number"),
        ("1e16", "too_large"),
        ("-1001T", "too_large"),
        ("9e999", "too_large"),
    ],
)
def test_refusals(text: str, code: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse_money(text)
    assert (caught.value.code, caught.value.text) == (code, text)


def test_shares_are_not_dollars() -> None:
    with pytest.raises(ParseError, match="not_a_number"):
        parse_shares("$5M")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2013", "2013"),
        ("2013 г.", "2013"),
        ("2013-06", "2013-06"),
        ("2013-6-5", "2013-06-05"),
        ("06.2013", "2013-06"),
        ("6/2013", "2013-06"),
        ("15.06.2013", "2013-06-15"),
        ("Jun 2013", "2013-06"),
        ("june 2013", "2013-06"),
        ("Sept. 2013", "2013-09"),
        ("22 Jul 2011", "2011-07-22"),
        ("June 15, 2013", "2013-06-15"),
        ("июнь 2013", "2013-06"),
        ("Июн. 2013", "2013-06"),
        ("май 2013", "2013-05"),
        ("1 мая 2013", "2013-05-01"),
        ("15 июня 2013 г.", "2013-06-15"),
        ("15 марта 2013 года", "2013-03-15"),
    ],
)
def test_dates(text: str, date: str) -> None:
    assert parse_date(text) == PartialDate(date)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("soon", "not_a_date"),
        ("13.2013", "not_a_date"),
        ("2013-02-30", "not_a_date"),
        ("06/07/2013", "not_a_date"),
        ("0000", "not_a_date"),
        ("abc 2013", "not_a_date"),
        ("13", "not_a_date"),
        ("0 Jun 2013", "not_a_date"),
    ],
)
def test_refused_dates(text: str, code: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse_date(text)
    assert caught.value.code == code


@given(st.dates(min_value=dt.date(1000, 1, 1)), st.sampled_from(LANGUAGES))
def test_a_written_date_reads_back(day: dt.date, lang: str) -> None:
    for length in (4, 7, 10):
        date = PartialDate(str(day)[:length])
        assert parse_date(Numbers(lang).date(date)) == date


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    for parse in (parse_money, parse_shares, parse_date):
        try:
            parse(text)
        except ParseError as error:
            assert error.code in {"empty", "not_a_number", "too_large", "not_a_date"}
