"""What one cell of a person's list says, and where each rule sends a row: by hand, cell by cell."""

from __future__ import annotations

import math

import pytest

from calc.errors import CalcError
from calc.own_ipos import IpoRules, Tally, code_of, count_ipos, has_codes, is_shell, price_of, year_of

FIELDS = ("date", "name", "ticker", "price", "adr", "spac", "vc", "internet", "sic")
COLUMNS = {name: at for at, name in enumerate(FIELDS)}
GOOD = {"date": 1999, "name": "Alpha", "ticker": "ALFA", "price": 12, "adr": 1, "spac": 0, "vc": 1}
GOOD |= {"internet": 1, "sic": 7372}


def counted(rules: IpoRules, *rows: dict[str, object], without: tuple[str, ...] = ()) -> Tally:
    columns = {name: at for name, at in COLUMNS.items() if name not in without}
    cells = [[({**GOOD, **row})[name] for name in FIELDS] for row in rows]
    return count_ipos(cells, columns, rules)


@pytest.mark.parametrize(
    ("rules", "name", "kept", "out", "unknown"),
    [
        ({"no_adr": True}, "no_adr", [{"adr": code} for code in (0, 1, 3, 7)], [{"adr": 2}], [{"adr": "."}]),
        (
            {"no_funds": True},
            "no_funds",
            [{"adr": code} for code in (0, 1, 2)],
            [{"adr": code} for code in (3, 4, 5, 6, 7)],
            [{"adr": None}],
        ),
        ({"no_spac": True}, "no_spac", [{"spac": 0}], [{"spac": "yes"}], [{"spac": 9}]),
        ({"least_price_usd": 0.5}, "least_price", [{"price": 0.5}], [{"price": 0.49}], [{"price": "."}]),
        ({"vc": "vc"}, "vc", [{"vc": 1}], [{"vc": 0}, {"vc": 2}], [{"vc": "."}]),
        ({"vc": "vc_growth"}, "vc", [{"vc": 1}, {"vc": 2}], [{"vc": 0}], [{"vc": "."}]),
        ({"vc": "none"}, "vc", [{"vc": 0}], [{"vc": 1}, {"vc": 2}], [{"vc": "."}]),
        ({"internet_only": True}, "internet", [{"internet": "y"}], [{"internet": 0}], [{"internet": ""}]),
        ({"tech_only": True}, "tech", [{"sic": 7372}, {"sic": "3571"}], [{"sic": 6021}], [{"sic": "."}]),
    ],
)
def test_each_rule_keeps_leaves_out_or_does_not_know(rules, name, kept, out, unknown):
    rows = [*kept, *out, *unknown]
    found = counted(IpoRules(**rules), *rows)
    assert found == Tally({1999: len(kept)}, len(rows), 0, {name: len(out)}, {name: len(unknown)})


def test_a_rule_that_takes_nothing_out_says_nothing_was():
    rules = IpoRules(no_adr=True, no_funds=True, no_spac=True, least_price_usd=1.0, vc="vc")
    found = counted(rules, {"adr": 0}, {"date": None}, {"adr": 0, "date": 2000})
    nothing = dict.fromkeys(("no_adr", "no_funds", "no_spac", "least_price", "vc"), 0)
    assert found == Tally({1999: 1, 2000: 1}, 3, 1, nothing, nothing)


def test_without_a_column_for_shells_names_and_tickers_say_it():
    rows = [{"name": "Delta Acquisition Corp"}, {"name": "CIIG", "ticker": "CIICU"}, {"name": " "}, {}]
    by_both = counted(IpoRules(no_spac=True), *rows, without=("spac",))
    assert by_both == Tally({1999: 1}, 4, 0, {"no_spac": 2}, {"no_spac": 1})
    by_name = counted(IpoRules(no_spac=True), *rows, without=("spac", "ticker"))
    assert by_name == Tally({1999: 2}, 4, 0, {"no_spac": 1}, {"no_spac": 1})


@pytest.mark.parametrize(
    ("rules", "without", "field"),
    [
        ({}, ("date",), "date"),
        ({"no_adr": True}, ("adr",), "adr"),
        ({"no_funds": True}, ("adr",), "adr"),
        ({"no_spac": True}, ("spac", "name"), "name"),
        ({"least_price_usd": 5.0}, ("price",), "price"),
        ({"vc": "none"}, ("vc",), "vc"),
        ({"internet_only": True}, ("internet",), "internet"),
        ({"tech_only": True}, ("sic",), "sic"),
    ],
)
def test_a_rule_names_the_column_it_lacks(rules, without, field):
    with pytest.raises(CalcError) as caught:
        counted(IpoRules(**rules), {}, without=without)
    assert (caught.value.code, caught.value.params) == ("no_column", {"field": field})


def test_codes_of_the_roster_are_told_from_yes_and_no():
    for code in (2, 3, 4, 5, 6, 7):
        assert has_codes([["x", 1], ["x", code]], 1)
    assert not has_codes([["x", code] for code in (0, 1, 8, 9, "yes", ".", None)], 1)


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        *((1900, 1900), (2099, 2099), (19000101, 1900), ("1999", 1999), ("20991231", 2099)),
        *((1899, None), (2100, None), (18991231, None), ("199", None), ("19990", None)),
        *((float("inf"), None), (-1999, None), ("31.12.99", None), ("Jan 5, 1999", 1999)),
    ],
)
def test_years_at_the_edges(cell, year):
    assert year_of(cell) == year


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        *((0, 0), (False, 0), (2.0, 2), (-3, -3), ("-3", -3), ("7372", 7372), (" YES ", 1), ("-", 0)),
        *((-9, None), (99, None), ("-99", None), ("9", None), ("3-", None), ("", None), ("maybe", None)),
        *((math.inf, None), (1e9, None)),
    ],
)
def test_codes_at_the_edges(cell, code):
    assert code_of(cell) == code


@pytest.mark.parametrize(
    ("cell", "price"),
    [
        *((0.01, 0.01), (" $ 5", 5.0), ("1,250.5", 1250.5), (999_999_999, 999_999_999.0)),
        *(("X5", None), (1e9, None), (1_000_000_000.5, None), (math.nan, None), ("", None), (-1, None)),
    ],
)
def test_prices_at_the_edges(cell, price):
    assert price_of(cell) == price


@pytest.mark.parametrize(
    ("name", "ticker", "shell"),
    [
        *(("Alpha SPAC", None, True), ("Blank Check One", None, True), ("AB Acq. II", None, True)),
        *(("Spacious", None, False), ("Acquia", None, False), ("Alpha", " ABCDU ", True)),
        *(("Alpha", "ABCU", False), ("Alpha", "ABC.U", True), ("Alpha", 5, False), (7, "ABCDU", None)),
    ],
)
def test_shells_by_name_and_ticker(name, ticker, shell):
    assert is_shell(name, ticker) is shell
