"""Dates known in part, and how sure a number is."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calc.errors import CalcError
from calc.types import Basis, PartialDate, weakest


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2011-07-22", (2011, 7, 22), (2011, 7, 22)),
        ("2009-04", (2009, 4, 1), (2009, 4, 30)),
        ("2012-02", (2012, 2, 1), (2012, 2, 29)),  # leap
        ("2013-02", (2013, 2, 1), (2013, 2, 28)),
        ("1900-02", (1900, 2, 1), (1900, 2, 28)),  # a century, not leap
        ("2000-02", (2000, 2, 1), (2000, 2, 29)),
        ("2012-02-29", (2012, 2, 29), (2012, 2, 29)),
        ("2014-12", (2014, 12, 1), (2014, 12, 31)),
        ("2015", (2015, 1, 1), (2015, 12, 31)),
    ],
)
def test_bounds(text, earliest, latest):
    date = PartialDate(text)
    assert (date.earliest, date.latest) == (dt.date(*earliest), dt.date(*latest))
    assert date.year == earliest[0]
    assert date.is_exact == (len(text) == 10)


@pytest.mark.parametrize(
    "text",
    [
        *("", "-", "09", "209", "20155", "2015-", "2015-1", "2015-00", "2015-13", "2015-1-1", "2015-01-1"),
        *("2013-02-29", "2015-04-31", "2015-04-00", "2015-04-05-06", "2015/04/05", "0000", "April"),
        *(
            "+201",
            " 201",
            "20_1",
            "2009-+4",
            "2009- 4",
            "2009-04-+1",
            "２０１５",
            "२०१५",
        ),  # int() takes these
    ],
)
def test_bad_dates(text):
    with pytest.raises(CalcError) as found:
        PartialDate(text)
    assert (found.value.code, found.value.params) == ("bad_date", {"text": text})


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_a_day_lies_in_its_month_and_its_year(day):
    exact = PartialDate(day.isoformat())
    month, year = PartialDate(day.isoformat()[:7]), PartialDate(day.isoformat()[:4])
    assert exact.earliest == exact.latest == day
    assert year.earliest <= month.earliest <= day <= month.latest <= year.latest
    assert (month.latest + dt.timedelta(days=1)).day == 1
    assert (month.latest.year, month.latest.month) == (day.year, day.month)


def test_weakest():
    # the order the method page states: reported, derived, press, estimated, assumed
    assert weakest(Basis.REPORTED) is Basis.REPORTED
    assert weakest(Basis.REPORTED, Basis.DERIVED) is Basis.DERIVED
    assert weakest(Basis.PRESS, Basis.DERIVED) is Basis.PRESS
    assert weakest(Basis.PRESS, Basis.ESTIMATED, Basis.REPORTED) is Basis.ESTIMATED
    assert weakest(Basis.ASSUMED, Basis.ESTIMATED) is Basis.ASSUMED


def test_an_error_carries_its_code_and_values():
    error = CalcError("raised_over_post", amount=5, post=4)
    assert (error.code, error.params) == ("raised_over_post", {"amount": 5, "post": 4})
    assert isinstance(error, ValueError)
    assert "raised_over_post" in str(error)
    assert "5" in str(error)
    assert str(CalcError("no_rounds")) == "no_rounds"
