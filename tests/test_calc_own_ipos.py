"""A person's own list: the counts equal a count by hand, and every row is accounted for."""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.errors import CalcError
from calc.own_ipos import FIELDS, TECH_SIC, IpoRules, code_of, count_ipos, is_shell, price_of, year_of
from dashboard.i18n.catalog import text
from dashboard.sources.own import read_table
from dashboard.views.own_ipos import OwnIpos, rule_words, suggested, where_rows_went
from tests.drawn import many

HEADER = (
    "offer date",
    "IPO name",
    "Ticker",
    "CUSIP",
    "ADR (2=ADR)",
    "VC",
    "Dual",
    "Internet",
    "Founding",
    "SIC",
    "Offer price",
)
COLUMNS = {"date": 0, "name": 1, "ticker": 2, "adr": 4, "vc": 5, "internet": 7, "sic": 9, "price": 10}
ROWS = [  # the shape of a public roster: dots for blanks, dates as whole numbers, some as text
    [19990115, "Alpha.com", "ALFA", "1", 1, 1, 0, 1, 1996, 7372, 12],
    ["19990608", "Beta Bank", "BETA", ".", 1, 0, 0, 0, 1901, 6021, 4.5],
    [19990701, "Gamma ADR", "GAMA", ".", 2, 0, 0, 0, 1950, ".", 20],
    [20210304, "Delta Acquisition Corp", "DLTAU", ".", 1, 0, 1, 0, 2020, 6770, 10],
    ["20210304", "Epsilon Muni Fund", "EPSI", ".", 5, 0, 0, 0, -99, 6726, 15],
    [20210305, "Zeta Bio", "ZETA", ".", 1, 2, ".", ".", 2015, 2836, "."],
    ["20211223", "Eta Software", "ETAS", ".", ".", 1, 0, 1, 2010, 7372, 5],
    [".", "No date", "NODT", ".", 1, 1, 0, 0, 2000, 7372, 9],
]  # fmt: skip


def tally(**rules):
    return count_ipos(ROWS, COLUMNS, IpoRules(**rules))


@pytest.mark.parametrize(
    ("rules", "counts"),
    [
        ({}, {1999: 3, 2021: 4}),
        ({"no_adr": True}, {1999: 2, 2021: 3}),  # Gamma goes, Eta's flag is a dot
        ({"no_funds": True}, {1999: 3, 2021: 2}),
        ({"no_spac": True}, {1999: 3, 2021: 3}),
        ({"least_price_usd": 5.0}, {1999: 2, 2021: 3}),  # Beta is cheaper, Zeta's price a dot
        ({"vc": "vc"}, {1999: 1, 2021: 1}),
        ({"vc": "vc_growth"}, {1999: 1, 2021: 2}),
        ({"vc": "none"}, {1999: 2, 2021: 2}),
        ({"internet_only": True}, {1999: 1, 2021: 1}),
        ({"tech_only": True}, {1999: 1, 2021: 1}),
        ({"no_adr": True, "no_funds": True, "no_spac": True, "least_price_usd": 5.0}, {1999: 1}),
    ],
)
def test_counts_are_those_by_hand(rules, counts):
    assert tally(**rules).counts == counts


def test_every_row_is_accounted_for():
    found = tally(no_adr=True, least_price_usd=5.0, vc="vc")
    gone = sum(found.left_out.values()) + sum(found.not_known.values())
    assert found.rows == len(ROWS) == found.no_date + gone + sum(found.counts.values())
    assert (found.no_date, found.not_known["no_adr"], found.not_known["least_price"]) == (1, 1, 1)


def test_yes_and_no_are_flags_too():
    rows = [[2021, "yes"], [2021, "no"], [2022, "Нет"], [2022, None]]
    found = count_ipos(rows, {"date": 0, "adr": 1}, IpoRules(no_adr=True))
    assert (found.counts, found.not_known) == ({2021: 1, 2022: 1}, {"no_adr": 1})


def test_a_rule_without_its_column_is_told():
    with pytest.raises(CalcError) as error:
        count_ipos(ROWS, {"date": 0}, IpoRules(tech_only=True))
    assert (error.value.code, error.value.params["field"]) == ("no_column", "sic")
    with pytest.raises(CalcError):
        count_ipos(ROWS, {}, IpoRules())


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        (19750130, 1975),
        ("20251218", 2025),
        (2021.0, 2021),
        (dt.date(1999, 1, 2), 1999),
        ("3/4/2021", 2021),
        ("04.03.2021", 2021),
    ]
    + [(cell, None) for cell in (".", "", None, True, 45000, float("nan"), "1999 or 2000", 1e12, 0)],
)
def test_years_are_read_as_lists_write_them(cell, year):
    assert year_of(cell) == year


def test_codes_prices_and_shells():
    assert [code_of(cell) for cell in (True, 9, -99, "да", "2", ".", None, float("nan"))] == [
        1,
        None,
        None,
        1,
        2,
        None,
        None,
        None,
    ]
    assert [price_of(cell) for cell in ("$1,250.5", "n/a", True, 0, None)] == [1250.5, None, None, None, None]
    assert [
        is_shell(*row) for row in ((None,), ("2U, Inc", "TWOU"), ("AB Acq", None), ("CIIG", "CIICU"))
    ] == [None, False, True, True]
    assert len(TECH_SIC) == 33


days = st.sampled_from([19990101, "20000203", 20010405, ".", None])
codes = st.sampled_from([0, 1, 2, 9, ".", None])


@many
@given(st.lists(st.tuples(days, codes), max_size=60))
def test_counts_equal_brute_force(rows):
    brute = Counter(int(str(day)[:4]) for day, code in rows if day not in (".", None) and code == 1)
    found = count_ipos(rows, {"date": 0, "vc": 1}, IpoRules(vc="vc"))
    assert found.counts == dict(brute)
    gone = sum(found.left_out.values()) + sum(found.not_known.values())
    assert found.rows == gone + found.no_date + sum(found.counts.values())


def workbook() -> bytes:
    """A small file of the roster's shape, a note to the right of the data."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "1975-2025"
    sheet.append(HEADER)
    for row in ROWS:
        sheet.append(row)
    sheet.cell(row=4, column=14, value="N=8 made-up IPOs")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_mapped_and_counted():
    sheet = read_table(workbook(), "list.xlsx").sheets[0]
    own = OwnIpos("list.xlsx", sheet.header, sheet.rows, suggested(sheet.header), IpoRules(vc="vc"))
    assert {name: sheet.header[at] for name, at in own.columns} == {
        name: HEADER[at] for name, at in COLUMNS.items()
    }
    assert own.counts == {1999: 1, 2021: 1}
    assert rule_words(own, text("en")) == "list.xlsx: venture-backed"
    assert sum(count for _, count in where_rows_went(own, text("ru"))) == len(ROWS)


def test_every_field_is_found_in_russian_heads():
    heads = ("Дата", "Компания", "Тикер", "Цена", "ADR", "SPAC", "VC", "Интернет", "SIC")
    assert suggested(heads) == tuple((name, at) for at, name in enumerate(FIELDS))


def test_a_list_without_a_rules_column_has_no_counts():
    own = OwnIpos("a.csv", ("year",), [[1999]], (("date", 0),), IpoRules(no_adr=True))
    assert own.counts == {}
    assert where_rows_went(own, text("en")) == []


def test_words_of_every_rule():
    rules = IpoRules(True, True, True, 5.0, "none", True, True)
    said = rule_words(OwnIpos("a.csv", (), [], (), rules), text("en"))
    assert (
        said
        == "a.csv: no ADRs, no funds, no SPACs, offer from $5, not venture-backed, internet, tech by SIC code"
    )
    assert rule_words(OwnIpos("a.csv", (), [], ()), text("ru")) == "a.csv: все строки"
