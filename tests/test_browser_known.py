"""Companies of three grades in a real browser, both languages, and a picture of exact size."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.waiting import comes, settles, where

pytestmark = pytest.mark.browser


def headline(page: Any) -> str:
    return str(page.locator("h1.fc-headline").inner_text()).replace("\u00a0", " ")


def choose(page: Any, typed: str, option: str) -> None:
    field = page.get_by_role("combobox", name="Company")
    settles(page)
    field.click()
    field.press_sequentially(typed)
    page.get_by_role("option", name=option).first.click()


def test_three_grades_open_in_both_languages_and_one_is_taken_along(page: Any, tmp_path: Path):
    page.goto("/?lang=en")
    page.wait_for_selector(".js-plotly-plot .main-svg", timeout=60_000)
    choose(page, "Fresh", "Freshworks · filing prices")
    comes(lambda: headline(page).startswith("Freshworks, A at the IPO price") and "724x" in headline(page))
    comes(lambda: "company=freshworks" in where(page))
    choose(page, "Uber", "Uber · mixed")
    comes(lambda: "4,967x per share" in headline(page))
    choose(page, "Klar", "Klarna · valuations only")
    comes(lambda: "no price per share is known" in headline(page))
    settles(page)
    page.get_by_role("radio", name="Ownership", exact=True).click()
    page.get_by_text("share counts, dilution and the what-if cannot be computed").first.wait_for()
    settles(page)
    page.get_by_role("radio", name="By round", exact=True).click()
    page.wait_for_selector(".js-plotly-plot .main-svg")
    settles(page)
    page.get_by_role("radio", name="Русский").click()
    comes(lambda: "0,487x по оценке компании" in headline(page))
    for key, words in (("uber", "4967x на акцию"), ("freshworks", "724x на акцию")):
        page.goto(f"/?lang=ru&company={key}&chart=ladder")
        page.wait_for_selector(".js-plotly-plot .main-svg", timeout=60_000)
        comes(lambda words=words: words in headline(page))
        over = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
        assert over <= 0, f"{key} scrolls sideways by {over} px"
    settles(page)
    with page.expect_download() as download:
        page.locator('button[data-part="button"]').click()
    download.value.save_as(tmp_path / "picture.png")
    with Image.open(tmp_path / "picture.png") as picture:
        assert picture.size == (1080, 1350)
        assert len(picture.convert("RGB").getcolors(1_000_000) or []) > 50
    assert page.blocked == []
    assert page.problems == []
