"""A broken file is refused with its name, line and column."""

import shutil

import pytest

from dashboard.sources.check import check_data, refresh_hashes
from dashboard.sources.schema import DATASETS
from dashboard.sources.tables import DataError, read_table


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(DATASETS, tmp_path / "datasets")


def change(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


BROKEN = [
    ("closes", "2020-12-31,146.80", "2020-12-31,146.80 USD", 3, "close_usd", "expected a number such as"),
    ("closes", "2020-12-31,146.80", "2020-12-31,0", 3, "close_usd", "above 0"),
    ("closes", "2020-12-31,146.80", "31.12.2020,146.80", 3, "date", "2020-12-09"),
    ("closes", "2020-12-31,146.80", "2020-12-32,146.80", 3, "date", "2020-12-09"),
    ("closes", "2020-12-31,146.80", "2020-12-31;146.80", 3, "note", "expected 7 cells, found 6"),
    ("closes", "2020-12-31,146.80", "2020-12-10,146.80", 3, "date", "found the one of line 2"),
    ("closes", "146.80,month_end,press", "146.80,month_end,", 3, "basis", "found a blank"),
    ("closes", "146.80,month_end,press", "146.80,month_end,sure", 3, "basis", "reported, derived"),
    ("closes", "press,closes-growwanalysis", "press,", 2, "source_id", "found a blank"),
    (
        "closes",
        "press,closes-growwanalysis",
        "press,my-notes",
        2,
        "source_id",
        "source_id of sources.csv, found 'my-notes'",
    ),
    ("closes", "date,close_usd", "date,close", 1, "close_usd", "expected this header, found 'close'"),
    ("closes", "source_id,note", "source_id,note,extra", 1, "extra", "no such column"),
    ("funding_rounds", "2014-04,press", "April 2014,press", 6, "date", "2015-06"),
    ("funding_rounds", "2014-04,press", "2014-13,press", 6, "date", "2015-06"),
    ("preferred_stock", "63656000,63656000", "63656000,63656000.5", 2, "issued_shares", "whole number"),
    ("us_ipo_counts", "2024-01,false", "2024-01,no", 2, "partial", "true or false"),
]


@pytest.mark.parametrize(("table", "old", "new", "line", "column", "words"), BROKEN)
def test_a_broken_cell_is_named(folder, table, old, new, line, column, words):
    change(folder, f"{table}.csv", old, new)
    with pytest.raises(DataError) as caught:
        read_table(table, folder)
    assert str(caught.value).startswith(f"{table}.csv, line {line}, column {column}: ")
    assert words in str(caught.value)
    assert caught.value.problem in check_data(folder)


def test_lines_are_those_of_an_editor_after_a_quoted_line_break(folder):
    change(
        folder,
        "closes.csv",
        "2020-12-10,144.71,first_day,press,closes-growwanalysis,",
        '2020-12-10,144.71,first_day,press,closes-growwanalysis,"two\nlines"',
    )
    change(folder, "closes.csv", "2020-12-31,146.80", "2020-12-31,x")
    with pytest.raises(DataError, match=r"closes.csv, line 4, column close_usd"):
        read_table("closes", folder)


def test_a_missing_file_is_named(folder):
    (folder / "marks.csv").unlink()
    with pytest.raises(DataError, match=r"marks.csv, line 1"):
        read_table("marks", folder)
    assert "marks.csv" in {problem.file for problem in check_data(folder)}


def test_a_missing_or_broken_package_is_named(folder):
    (folder / "datapackage.json").write_text('{\n"resources": [,]}', encoding="utf-8")
    assert [(p.file, p.line) for p in check_data(folder)] == [("datapackage.json", 2)]
    (folder / "datapackage.json").unlink()
    assert [p.file for p in check_data(folder)] == ["datapackage.json"]


def test_text_that_is_not_utf8_is_named(folder):
    path = folder / "companies.csv"
    path.write_bytes(path.read_bytes().replace(b"Airbnb", b"Airbn\xff", 1))
    with pytest.raises(DataError, match=r"companies.csv, line 2, column -: expected UTF-8"):
        read_table("companies", folder)


def test_a_spreadsheet_mark_at_the_start_is_harmless(folder):
    path = folder / "companies.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_table("companies", folder)[0].text("company") == "airbnb"


def test_a_changed_file_is_noticed_until_the_hash_is_refreshed(folder):
    change(folder, "closes.csv", "2020-12-31,146.80", "2020-12-31,146.81")
    lines = (folder / "datapackage.json").read_text(encoding="utf-8").splitlines()
    [problem] = check_data(folder)
    assert (problem.file, problem.column) == ("datapackage.json", "hash")
    assert '"hash"' in lines[problem.line - 1]
    assert "closes.csv" in str(problem)
    refresh_hashes(folder)
    assert check_data(folder) == []


def test_an_undeclared_file_is_noticed(folder):
    (folder / "extra.csv").write_text("a\n1\n", encoding="utf-8")
    assert [p.file for p in check_data(folder)] == ["extra.csv"]


WRONG = [
    ("preferred_stock.csv", "552000,615000", "552000,616000", "filing_totals.csv", "value"),
    ("preferred_stock.csv", "35206694", "33920000", "filing_totals.csv", "value"),
    ("preferred_stock.csv", "34396000,34396000", "34396000,34397000", "filing_totals.csv", "value"),
    ("us_ipo_counts.csv", "1980,tech,22", "1980,tech,72", "us_ipo_counts.csv", "count"),
    ("us_ipo_counts.csv", "1980,all,71", "1980,all,70", "ipo_decade_totals.csv", "count"),
    (
        "us_ipo_counts.csv",
        "1980,all_with_banks,71",
        "1980,all_with_banks,72",
        "ipo_decade_totals.csv",
        "count",
    ),
    ("us_ipo_counts.csv", "2021,tech,126", "2021,tech,127", "ipo_revisions.csv", "low"),
    ("funding_rounds.csv", "2014-04,press", "2011,press", "funding_rounds.csv", "date"),
    ("funding_rounds.csv", "priced,D,", "priced,H,", "funding_rounds.csv", "series"),
    ("funding_rounds.csv", "3400000000,68,", "3400000000,69,", "funding_rounds.csv", "amount_raised_usd"),
    ("funding_rounds.csv", "3400000000,68,", "3400000000,,", "funding_rounds.csv", "issue_price_usd"),
    ("marks.csv", "2020-12-09,68,", "2020-12-09,67,", "marks.csv", "price_usd"),
    ("marks.csv", "2020-12-10,144.71", "2020-12-10,144.47", "marks.csv", "price_usd"),
    ("marks.csv", "reported,press,airbnb-424b4", "reported,,airbnb-424b4", "marks.csv", "value_basis"),
    ("closes.csv", "2020-12-10,144.71", "2020-12-08,144.71", "closes.csv", "date"),
    ("stakes.csv", "13000000,15300000", "15300000,13000000", "stakes.csv", "shares_high"),
    ("stakes.csv", "the seed,seed,", "the seed,sead,", "stakes.csv", "round_key"),
    ("holders.csv", '"Greylock XIII, Class B common"', "Greylock", "holders.csv", "part_of"),
    ("filing_totals.csv", "98682548", "98682549", "filing_totals.csv", "value"),
]


@pytest.mark.parametrize(("name", "old", "new", "file", "column"), WRONG)
def test_what_does_not_add_up_is_named(folder, name, old, new, file, column):
    change(folder, name, old, new)
    refresh_hashes(folder)
    assert (file, column) in {(problem.file, problem.column) for problem in check_data(folder)}
