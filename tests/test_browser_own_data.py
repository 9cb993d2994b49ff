"""Own data in a real browser: a template in, the path opens; a bad file is told; a workbook comes out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dashboard.export.own_example import template_xlsx
from dashboard.i18n.catalog import text
from tests.waiting import comes, settles, where

pytestmark = pytest.mark.browser


def opened(page: Any, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("h1.fc-headline", timeout=60_000)
    settles(page)


def put(page: Any, name: str, data: bytes) -> None:
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    page.locator('[data-testid="stFileUploaderDropzoneInput"]').set_input_files(file)


def test_a_template_opens_on_the_path_and_comes_out_again(page: Any, tmp_path: Path):
    opened(page, "/own-data?lang=en")
    put(page, "mine.xlsx", template_xlsx(text("en")))
    page.get_by_role("button", name="Open on the Path page").click(timeout=30_000)
    # seed $5M / 10M shares = 0.5; A 24M / 10.5M, 13.125M shares after; B 100M / 13.125M, 15.75M after;
    # IPO 800M / 15.75M = 50.79 a share, 101.6 times the seed's price (by hand)
    comes(lambda: "102x" in page.locator("h1.fc-headline").inner_text(), "the path shows 102x")
    comes(lambda: "company=own-example-robotics" in where(page))
    chosen = page.get_by_role("combobox", name="Company")
    comes(lambda: "Example Robotics (yours)" in chosen.first.input_value(), "the company is marked yours")
    settles(page)
    page.get_by_role("link", name=re.compile("Take these numbers out")).click()
    button = page.get_by_role("button", name="XLSX with formulas")
    button.wait_for(timeout=30_000)
    settles(page)
    with page.expect_download(timeout=60_000) as download:
        button.click()
    file = tmp_path / "out.xlsx"
    download.value.save_as(file)
    sheet = openpyxl.load_workbook(file)["Rounds"]
    assert sheet["B2"].value == "Seed" and str(sheet["F2"].value).startswith("=")
    assert page.problems == [] and page.blocked == []


def test_bad_rows_are_named_good_ones_stay_and_a_column_is_chosen(page: Any):
    opened(page, "/own-data?lang=en")
    bad = b"Stage,When,Amount,Post-money\n<b>Seed</b>,2015,600000,5000000\nA,2017,lots,9\n"
    put(page, "bad.csv", bad)
    told = page.locator(".fc-own-problems")
    comes(lambda: "No column for “Date”" in told.inner_text())
    page.get_by_role("combobox", name=re.compile("When")).click()
    page.get_by_role("option", name="Date", exact=True).click()
    comes(lambda: "bad.csv, row 3, column “Amount”" in told.inner_text())
    assert "Found “lots”; expected US dollars" in told.inner_text()
    comes(lambda: "‹b›Seed‹/b›" in page.locator(".fc-table").first.inner_text(), "the good row is there")
    assert page.problems == []


def test_a_link_to_a_company_of_somebody_else_says_so(page: Any):
    opened(page, "/path?lang=en&company=own-acme")
    comes(
        lambda: (
            "lives only in that person's session"
            in page.locator('[data-testid="stAlert"]').first.inner_text()
        )
    )
