"""The command line as scripts use it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from dashboard.cli import cli

ROOT = Path(__file__).resolve().parent.parent


def run(*arguments: str):
    return CliRunner().invoke(cli, list(arguments))


def test_path_json_has_the_filings_numbers():
    """Prices are preference / shares of the prospectus, p. F-47; multiples at the $68 IPO price."""
    record = json.loads(run("path", "--company", "airbnb", "--json").output)
    rounds = {item["name"]: item for item in record["rounds"]}
    assert list(rounds) == ["Seed", *[f"Series {letter}" for letter in "ABCDEF"]]
    seed = rounds["Seed"]
    assert seed["issue_price_usd"] == pytest.approx(615_000 / 63_656_000, rel=1e-12)
    assert seed["price_multiple_at_ipo_x"] == pytest.approx(7038.4, abs=0.05)
    assert seed["valuation_multiple_at_ipo_x"] == pytest.approx(47e9 / 3.075e6, rel=1e-12)
    assert seed["amount_raised_usd"] == 615_000
    assert seed["source_id"] == "airbnb-424b4"
    assert seed["basis"] == "derived"
    for item in rounds.values():
        product = item["valuation_multiple_at_ipo_x"] * item["retained_frac_at_ipo"]
        assert product == pytest.approx(item["price_multiple_at_ipo_x"], rel=1e-12)
    marks = {mark["key"]: mark for mark in record["marks"]}
    assert marks["first-close"]["price_usd"] == 144.71
    assert marks["2021-01-29"]["company_value_usd"] is None


def test_a_company_with_gaps_as_json():
    """Uber's 10-K table (R91): seed at $0.00906, IPO at $45; C to F are known by value only."""
    record = json.loads(run("path", "--company", "uber", "--json").output)
    rounds = {item["key"]: item for item in record["rounds"]}
    assert rounds["seed"]["price_multiple_x"] == pytest.approx(45 / 0.00906)
    assert rounds["series-d"]["missing"] == "no_price" and rounds["series-d"]["price_multiple_x"] is None
    assert (record["grade"], record["replay_from"]) == ("mixed", None)
    assert record["gaps"]["series-d"] == ["price", "ratio_x"]
    private = json.loads(run("path", "--company", "stripe", "--json").output)
    assert private["outcomes"] == [] and len(private["rounds"]) == 17


def test_path_json_with_a_link_says_that_it_is_assumed():
    record = json.loads(run("path", "--link", "?edit=series-b:post:600000000", "--json").output)
    assert record["assumed"]
    assert {item["name"]: item["valuation_basis"] for item in record["rounds"]}["Series B"] == "assumed"


def test_ipos_json():
    """Ritter: 370 tech IPOs in 1999, 126 in 2021, 6 in 2022, 31 in 2025; 9,343 IPOs 1980-2025."""
    years = {item["year"]: item for item in json.loads(run("ipos", "--json").output)}
    assert [years[year]["tech_ipos"] for year in (1999, 2021, 2022, 2025)] == [370, 126, 6, 31]
    assert sum(item["all_ipos"] for item in years.values()) == 9343


def test_check_data_passes_on_the_shipped_data():
    assert run("check-data").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("path", "--company", "nobody"), "Known: airbnb"),
        (("export", "path", "--out", "x.gif"), ".png or .svg"),
        (("export", "path", "--mark", "never", "--out", "x.png"), "No mark 'never'"),
        (("export", "path", "--company", "klarna", "--chart", "why", "--out", "x.png"), "cannot be computed"),
        (("export", "path", "--company", "uber", "--mark", "never", "--out", "x.png"), "Known: ipo"),
        (("export", "path", "--stake", "none", "--out", "x.png"), "No stake 'none'"),
        (("export", "path", "--link", "?edit=seed:post:1", "--out", "x.png"), "cannot be replayed"),
    ],
)
def test_a_bad_request_ends_in_one_sentence(arguments: tuple[str, ...], words: str):
    result = run(*arguments)
    assert result.exit_code == 1
    assert words in result.output
    assert "Traceback" not in result.output


def test_export_without_chrome_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    def no_chrome(*_: object, **__: object) -> bytes:
        raise RuntimeError("Kaleido requires Google Chrome to be installed.")

    monkeypatch.setattr("plotly.graph_objects.Figure.to_image", no_chrome)
    result = run("export", "path", "--out", str(tmp_path / "x.png"))
    assert result.exit_code == 1
    assert "apt install chromium" in result.output


@pytest.mark.browser
@pytest.mark.parametrize(
    ("page", "size", "pixels"), [("path", "portrait", (1080, 1350)), ("ipos", "linkedin", (1200, 627))]
)
def test_export_writes_a_picture_of_exact_size(
    page: str, size: str, pixels: tuple[int, int], tmp_path: Path, browser
):
    out = tmp_path / "picture.png"
    command = [
        sys.executable,
        "-m",
        "dashboard",
        "export",
        page,
        "--size",
        size,
        "--lang",
        "ru",
        "--out",
        str(out),
    ]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    with Image.open(out) as picture:
        assert picture.size == pixels
        assert len(picture.convert("RGB").getcolors(1_000_000) or []) > 50
