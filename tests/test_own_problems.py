"""Every bad place of a person's file is named, good rows stay, and text stays text."""

from __future__ import annotations

import pytest

from calc.entered import company_of_entries
from calc.entries import EnteredMark, EnteredRound
from calc.types import Basis, Company, MarkKind, PartialDate, Scope
from dashboard.i18n.catalog import text
from dashboard.scenario import Scenario
from dashboard.sources.own import read_table
from dashboard.sources.own.company import read_company
from dashboard.sources.own.files import read_file
from dashboard.views.own_problems import problem_sentence
from dashboard.views.path import PathView

EN = text("en")


def sentences(data: bytes, name: str = "mine.csv") -> list[str]:
    return [problem_sentence(one, EN) for one in read_file(data, name).problems if not one.is_note]


def read(lines: str) -> Company:
    own = read_company(read_table(lines.encode(), "mine.csv")).own
    assert own is not None
    return own.company


# --- every bad place is named ----------------------------------------------------------------

HEAD = "Name,Date,Amount raised,Post-money,Price per share\n"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("A,soon,1,9,", "mine.csv, row 3, column “Date”: Found “soon”; expected a day, a month or a year"),
        ("A,2016,lots,9,", "row 3, column “Amount raised”: Found “lots”; expected US dollars"),
        ("A,2016,€5M,9,", "row 3, column “Amount raised”: Found “€5M”; expected US dollars"),
        ("A,2016,-5,9,", "row 3, column “Amount raised”: Found -5; expected a number above zero."),
        ("A,2016,1e16,9,", "row 3, column “Amount raised”: Found 1e16; expected a number up to"),
        ("A,2016,#REF!,9,", "row 3, column “Amount raised”: Found the error #REF!"),
        (",2016,1,9,", "row 3, column “Name”: Found a blank; expected “Name”"),
        ("A,2016,,9,", "row 3, column “Amount raised”: The amount raised is missing"),
        ("A,2016,2000000,,", "row 3, column “Post-money”: The company value is missing"),
        ("A,2016,9,9,", "row 3, column “Post-money”: The round raises 9 at a company value of 9"),
    ],
)
def test_a_bad_row_is_told_and_the_good_ones_stay(row: str, said: str):
    lines = f"{HEAD}Seed,2015,600000,5000000,\n{row}\nB,2018,1000000,9000000,\n"
    assert [said in one for one in sentences(lines.encode())] == [True]
    assert [one.name for one in read(lines).rounds] == ["Seed", "B"]
    for one in read_file(lines.encode(), "mine.csv").problems:
        assert problem_sentence(one, text("ru")).startswith("mine.csv")


def test_numbers_that_contradict_each_other_are_not_guessed_at():
    lines = "Name,Date,Amount,Pre-money,Post-money\nSeed,2015,600000,4400000,5000000\n"
    lines += "A,2016,1000000,4000000,9000000\n"
    assert "expected them to agree" in sentences(lines.encode())[0]


def test_marks_stakes_and_what_they_need():
    lines = (
        "What,Name,Date,Amount,Post-money,Price,Holder,Bought in round,Paid in all\n"
        "round,Seed,2015,600000,5000000,,,,\nclose,,2014,,,3,,,\nsecondary,,2018,,,3,,,\n"
        "stake,,,,,,Ann,Seed,50000\nstake,,,,,,Bob,Zeta,50000\nparty,X,2015,1,2,,,,\n"
    )
    said = sentences(lines.encode())
    assert any("row 7" in one and "expected one of: company, round" in one for one in said)
    assert any("row 6" in one and "no round “Zeta”" in one for one in said)
    assert any("row 3" in one and "before the first round" in one for one in said)
    assert any("row 4" in one and "no round has a price" in one for one in said)
    (stake,) = read(lines).stakes
    assert stake.holder == "Ann" and stake.shares_low.value == pytest.approx(50_000 / 0.44)


def test_markup_in_names_is_made_harmless_and_told():
    lines = "Name,Date,Amount,Post-money\n<script>alert(1)</script>,2015,1,9\n"
    assert read(lines).rounds[0].name == "‹script›alert(1)‹/script›"
    assert "brackets" in [one.code for one in read_file(lines.encode(), "m.csv").problems]


def test_addresses_of_sources_are_web_addresses():
    lines = "What,Name,Date,Amount,Post-money,Source,Title,URL\nround,Seed,2015,1,9,s,,\n"
    lines += "source,,,,,s,T,javascript:alert(1)\n"
    found = read_company(read_table(lines.encode(), "m.csv"))
    assert found.own is not None and found.own.sources["s"].url == ""
    assert [one.code for one in found.problems if not one.is_note] == ["bad_address"]


def test_a_source_alone_does_not_make_a_number_sure():
    lines = "Name,Date,Amount,Post-money,Source,How sure\nSeed,2015,1,9,a paper,\nA,2016,1,9,a paper,press\n"
    assert [one.amount_raised_usd.basis for one in read(lines).rounds] == [Basis.ASSUMED, Basis.PRESS]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{", "no valid JSON"),
        (b'{"a": 1}', "no scenario of First Check"),
        (b'{"format": "first-check", "version": 9}', "has version 9"),
        (b'{"format": "first-check", "version": 1, "companies": 5}', "The part “companies”"),
        (b'{"format": "first-check", "version": 1, "companies": [{"rounds": [5]}]}', "The part “rounds”"),
        (b"[" * 100_000, "no valid JSON"),
    ],
)
def test_other_json_is_refused_in_a_sentence(data: bytes, said: str):
    assert said in " ".join(sentences(data, "s.json"))


def test_company_of_prices_only_is_measured_by_them():
    seed = EnteredRound("Seed", PartialDate("2015"), amount_usd=1e6, post_money_usd=5e6)
    company, _ = company_of_entries(
        "own-x",
        "X",
        "",
        rounds=[seed],
        marks=[EnteredMark(MarkKind.CLOSE, PartialDate("2020"), company_value_usd=5e7)],
    )
    assert company is not None and company.marks[0].scope is Scope.NOT_STATED
    # no shares are issued in between: price and value both grow tenfold (by hand)
    first = PathView(company, Scenario()).first
    assert first is not None and first.price_multiple_x == pytest.approx(10) == first.valuation_multiple_x
