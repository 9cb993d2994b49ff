"""A person's first minute in a real browser: read, change, download, share, look at the IPOs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.waiting import comes, where

pytestmark = pytest.mark.browser

CHART = ".js-plotly-plot .main-svg"
POST_B = 'input[data-row="series-b"][data-field="post"]'


def open_page(page: Any, address: str = "/") -> None:
    page.goto(address)
    if "chart=table" not in address:
        page.wait_for_selector(CHART, timeout=60_000)
    page.locator('button[data-part="button"]').wait_for()
    page.wait_for_selector('[data-test-script-state="notRunning"]')


def chart_says(page: Any, words: str) -> None:
    page.wait_for_function(
        "words => [...document.querySelectorAll('.js-plotly-plot')].some(e => e.textContent.includes(words))",
        arg=words,
        timeout=20_000,
    )


def type_into(page: Any, field: str, typed: str) -> None:
    page.locator(field).fill(typed)
    page.locator(field).press("Enter")


def quiet(page: Any) -> None:
    """Nothing left this machine, no script failed."""
    assert page.blocked == []
    assert page.problems == []


def test_first_minute(page: Any, tmp_path: Path):
    """Airbnb's record, then Series B at $600M instead of $1.3B, then a Russian picture of it."""
    open_page(page)
    headline = page.locator(".fc-headline")
    comes(lambda: headline.inner_text() == "Seed to IPO: 7,038x per share; headlines would say 15,285x")
    chart_says(page, "20.5x")
    type_into(page, POST_B, "600M")
    chart_says(page, "46.1x")
    cell = page.locator("td.mine", has=page.locator('[data-field="post"]'))
    cell.wait_for()
    comes(lambda: cell.count() == 1)
    comes(lambda: cell.locator("input").input_value() == "$600M")
    comes(lambda: "record 20.5x" in page.locator('tr[data-row="series-b"]').inner_text())
    comes(
        lambda: "record 12.0x" in page.locator('tr[data-row="series-c"]').inner_text(),
        "later multiples follow",
    )
    comes(lambda: "series-b%3Apost%3A600000000" in where(page))
    page.locator('select[data-part="language"]').select_option("ru")
    with page.expect_download() as download:
        page.locator('button[data-part="button"]').click()
    assert download.value.suggested_filename == "airbnb-multiples-portrait-ru.png"
    download.value.save_as(tmp_path / "picture.png")
    with Image.open(tmp_path / "picture.png") as picture:
        assert picture.size == (1080, 1350)
        assert len(picture.convert("RGB").getcolors(1_000_000) or []) > 50
    page.locator('tr[data-row="series-b"] button.undo').click()
    chart_says(page, "20.5x")
    comes(lambda: "edit=" not in where(page))
    quiet(page)


@pytest.mark.parametrize(
    ("size", "pixels"),
    [
        ("linkedin", (1200, 627)),
        ("square", (1080, 1080)),
        ("telegram", (1280, 720)),
        ("portrait", (1080, 1350)),
    ],
)
def test_every_size_is_exact(page: Any, tmp_path: Path, size: str, pixels: tuple[int, int]):
    open_page(page, "/?chart=ladder&lang=ru")
    page.locator('select[data-part="size"]').select_option(size)
    with page.expect_download() as download:
        page.locator('button[data-part="button"]').click()
    download.value.save_as(tmp_path / "picture.png")
    with Image.open(tmp_path / "picture.png") as picture:
        assert picture.size == pixels
        assert len(picture.convert("RGB").getcolors(1_000_000) or []) > 50


def test_svg_carries_its_font_and_csv_its_rounds(page: Any, tmp_path: Path):
    open_page(page, "/?lang=ru")
    page.locator('select[data-part="format"]').select_option("svg")
    with page.expect_download() as download:
        page.locator('button[data-part="button"]').click()
    download.value.save_as(tmp_path / "picture.svg")
    svg = (tmp_path / "picture.svg").read_text(encoding="utf-8")
    assert "@font-face{font-family:Inter" in svg
    assert "data:font/woff2" in svg
    assert "на акцию" in svg
    page.locator('select[data-part="format"]').select_option("csv")
    with page.expect_download() as download:
        page.locator('button[data-part="button"]').click()
    download.value.save_as(tmp_path / "data.csv")
    lines = (tmp_path / "data.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + 8  # seven rounds and the IPO
    assert lines[1].startswith("Seed,2009-04,615000")


def test_a_typed_text_that_is_no_number_is_kept_and_explained(page: Any):
    open_page(page)
    type_into(page, POST_B, "abc")
    page.locator('input[aria-invalid="true"]').wait_for()
    comes(lambda: page.locator(POST_B).input_value() == "abc")
    comes(lambda: "“abc” was not taken" in page.get_by_role("alert").inner_text())
    type_into(page, POST_B, "600 млн")
    chart_says(page, "46.1x")
    comes(lambda: page.locator('input[aria-invalid="true"]').count() == 0)
    quiet(page)


def test_a_change_that_cannot_be_replayed_says_so(page: Any):
    open_page(page)
    type_into(page, 'input[data-row="series-d"][data-field="raised"]', "20B")
    page.get_by_text("cannot be replayed").wait_for()
    comes(lambda: page.locator('input[data-row="series-d"][data-field="raised"]').input_value() == "$20B")
    page.get_by_role("button", name="Reset to the record").click()
    chart_says(page, "7,038x")
    quiet(page)


def test_edits_survive_pages_language_and_a_restart(own_server: Any, new_page: Any):
    page = new_page(own_server.url)
    open_page(page)
    type_into(page, POST_B, "600M")
    chart_says(page, "46.1x")
    page.get_by_role("link", name="IPO window").click()
    page.get_by_text("Tech IPOs: 370").first.wait_for()
    page.get_by_role("link", name="Path").click()
    chart_says(page, "46.1x")
    page.get_by_text("Русский", exact=True).first.click()
    chart_says(page, "46,1x")
    address = page.url
    own_server.stop()
    with page.expect_event("load", timeout=60_000):  # the open page loads itself anew
        own_server.start()
    chart_says(page, "46,1x")
    comes(lambda: where(page) == address)


def test_a_link_opens_the_same_in_a_fresh_browser(page: Any, new_page: Any, app_url: str):
    open_page(page, "/?chart=table&base=value&mark=first-close&edit=series-a:raised:9000000&lang=ru")
    other = new_page(app_url)
    open_page(other, page.url)
    comes(lambda: other.locator(".fc-headline").inner_text() == page.locator(".fc-headline").inner_text())
    raised = 'input[data-row="series-a"][data-field="raised"]'
    comes(lambda: other.locator(raised).input_value() == "9\u00a0млн\u00a0$")
    bad = new_page(app_url)
    open_page(bad, "/?edit=series-b:post:lots&mark=never&chart=stake")
    said = bad.get_by_role("alert").inner_text()
    assert "edit=series-b:post:lots" in said
    assert "mark=never" in said


@pytest.mark.parametrize("chart", ["multiples", "ladder", "ownership", "stake", "table"])
def test_every_chart_fits_a_phone(new_page: Any, app_url: str, chart: str):
    page = new_page(app_url, viewport={"width": 390, "height": 844}, color_scheme="dark")
    open_page(page, f"/?chart={chart}&lang=ru")
    wide = page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth")
    assert wide <= 0, "the page must not scroll sideways"
    quiet(page)


def test_ipo_window(page: Any):
    open_page(page, "/ipo-window")
    comes(
        lambda: (
            page.locator(".fc-headline").inner_text().replace("\u00a0", " ")
            == ("Tech IPOs: 370 in 1999, 126 in 2021, 6 in 2022, 31 in 2025")
        )
    )
    comes(lambda: "no SPACs" in page.locator(".fc-sub").inner_text())
    chart_says(page, "370")
    bars = "() => document.querySelectorAll('.js-plotly-plot .bars .point').length"
    before = page.evaluate(bars)
    page.get_by_text("All IPOs behind tech").click()
    page.wait_for_function(f"before => ({bars})() > before", arg=before, timeout=20_000)
    comes(lambda: re.search(r"all=1", where(page)))
    with page.expect_download() as download:
        page.locator('button[data-part="button"]').click()
    assert download.value.suggested_filename == "tech-ipos-portrait-en.png"
    quiet(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["/?lang=ru&chart=stake&edit=series-b:post:600000000", "/ipo-window"])
def test_no_accessibility_fault_that_axe_can_find(new_page: Any, app_url: str, address: str, scheme: str):
    from axe_playwright_python.sync_playwright import Axe

    page = new_page(app_url, color_scheme=scheme)
    open_page(page, address)
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}).response["violations"]
    assert [(fault["id"], [node["html"][:120] for node in fault["nodes"]]) for fault in found] == []
