"""IPO counts on the command line: every series of the page, a person's own list, what is wrong with it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dashboard.cli import cli
from dashboard.scenario.ipos import COUNTS, MEASURES, OWN, RATES
from tests.test_calc_own_ipos import HEADER, ROWS, workbook


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments))


def printed(*arguments: str) -> Any:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture
def roster(tmp_path: Path) -> str:
    """The workbook of the page's test: eight rows, one of them without a date."""
    path = tmp_path / "list.xlsx"
    path.write_bytes(workbook())
    return str(path)


def test_every_series_the_page_can_show_can_be_printed():
    """SEC: 611 SPACs in 2021; Ritter: 311 IPOs; the roster: 164 venture-backed; Fed funds 5.0 % in 1999."""
    found = printed("ipos", "--series", "all")
    keys = {one["series"] for one in found}
    assert {*COUNTS, *MEASURES, *RATES} - {OWN} <= keys
    by_year = {(one["series"], one["year"]): one for one in found if one["quarter"] is None}
    counts = {key: by_year[key, 2021]["value"] for key in ("tech", "all", "vc", "spac_sec")}
    assert counts == {"tech": 126, "all": 311, "vc": 164, "spac_sec": 611}
    assert all(one["source_id"] for one in found)
    assert by_year["nasdaq_calendar", 2026]["partial"] is True
    quarters = [one["value"] for one in found if (one["series"], one["year"]) == ("fed_funds", 1999)]
    assert len(quarters) == 4 and sum(quarters) / 4 == pytest.approx(0.050, abs=0.0005)
    edition = [one for one in found if (one["series"], one["year"]) == ("tech_editions", 2021)]
    assert {(one["low"], one["high"]) for one in edition} == {(123, 123), (117, 119)}
    assert {one["series"] for one in printed("ipos", "--series", "vc")} == {"vc"}


def test_an_own_list_is_counted_with_where_every_row_went(roster: str):
    """By hand: one of the eight rows has no date; 1999 has three, 2021 four; Gamma is an ADR, Eta a dot."""
    result = run("ipos", "--json", "--list", roster)
    found = json.loads(result.stdout)
    assert found["years"] == [{"year": 1999, "ipos": 3}, {"year": 2021, "ipos": 4}]
    assert (found["rows"], found["counted"], found["no_date"], found["basis"]) == (8, 7, 1, "assumed")
    assert found["columns"]["adr"] == "ADR (2=ADR)"
    row = (
        ROWS.index(next(row for row in ROWS if row[0] == ".")) + 2
    )  # rows count from 1, the head is the first
    place = f"list.xlsx, sheet “{found['sheet']}”, row {row}, column “{HEADER[0]}”: Found “.”"
    assert place in result.stderr and found["problems"][0].startswith(place)
    kept = printed("ipos", "--list", roster, "--no-adr", "--least-price", "5", "--vc", "vc")
    gone = sum(kept["left_out"].values()) + sum(kept["not_known"].values()) + kept["no_date"]
    assert kept["counted"] + gone == 8 and kept["years"] == [{"year": 1999, "ipos": 1}]
    assert kept["rule"] == "list.xlsx: no ADRs, offer from $5, venture-backed"


def test_columns_are_named_by_head_or_letter(tmp_path: Path):
    path = tmp_path / "mine.csv"
    path.write_text("A;B;C\n2001;Alpha;2003\n2001;Beta;2004\n", encoding="utf-8")
    assert printed("ipos", "--list", str(path), "--column", "date=C")["years"] == [
        {"year": 2003, "ipos": 1},
        {"year": 2004, "ipos": 1},
    ]
    by_head = printed("ipos", "--list", str(path), "--column", "date=a", "--column", "name=b")
    assert (by_head["years"], by_head["columns"]) == (
        [{"year": 2001, "ipos": 2}],
        {"date": "A", "name": "B"},
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--series", "nope"), "No series 'nope'. Known: all, tech"),
        (("--no-adr",), "--no-adr is about a list: name it with --list."),
        (
            ("LIST", "--sheet", "Nope"),
            "list.xlsx, sheet “Nope”: The file has no such sheet. Sheets there are: ",
        ),
        (
            ("LIST", "--column", "date=When"),
            "column “When”: There is no such column. Columns there are: offer date",
        ),
        (("LIST", "--column", "when=A"), "--column when=A: expected FIELD=HEAD, the field one of date, name"),
        (("BARE", "--no-spac"), "bare.csv: No column for “name” was found, and it is needed. Name one with"),
        (("PAPER",), "paper.csv: This is a PDF. A table is needed"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    arguments: tuple[str, ...], words: str, roster: str, tmp_path: Path
):
    (tmp_path / "bare.csv").write_text("Date;Sum\n2001;1\n", encoding="utf-8")
    (tmp_path / "paper.csv").write_bytes(b"%PDF-1.7\n%binary")
    files = {"LIST": roster, "BARE": str(tmp_path / "bare.csv"), "PAPER": str(tmp_path / "paper.csv")}
    first, *rest = arguments
    result = run("ipos", *(("--list", files[first]) if first in files else (first,)), *rest)
    assert result.exit_code == 1
    assert words in result.output
    assert "Traceback" not in result.output


def test_the_sentences_are_in_russian_too(roster: str):
    assert (
        "Такого столбца нет" in run("ipos", "--lang", "ru", "--list", roster, "--column", "date=Когда").output
    )


def test_an_own_list_is_drawn_beside_the_record(roster: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    drawn = {}
    monkeypatch.setattr(
        "dashboard.export.figure.write_picture", lambda fig, out: drawn.update({out.name: fig})
    )
    out = str(tmp_path / "own.png")
    assert run("export", "ipos", "--list", roster, "--no-funds", "--out", out).exit_code == 0
    words = " ".join(note.text for note in drawn["own.png"].layout.annotations)
    assert "list.xlsx: no funds" in words
    link = "?ipo=series&series=own,tech"
    assert (
        run("export", "ipos", "--list", roster, "--link", link, "--out", out, "--lang", "ru").exit_code == 0
    )
    said = [re.sub(r"<[^>]+>", "", note.text) for note in drawn["own.png"].layout.annotations]
    assert any(one.startswith("Ваш список") for one in said)
    assert {"3", "4", "126"} <= set(said), "1999 and 2021 of the list, 2021 of the record"
    refused = run("export", "path", "--list", roster, "--out", out)
    assert refused.exit_code == 1 and "--list is for the picture of ipos, not of path." in refused.output
