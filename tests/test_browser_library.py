"""The library page in a real browser: company, exit, lists, phone, download."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.waiting import comes, settles, where

pytestmark = pytest.mark.browser


def opened(page: Any, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(".js-plotly-plot .main-svg", timeout=60_000)
    page.locator('button[data-part="button"]').wait_for()
    settles(page)


def headline(page: Any) -> str:
    return str(page.locator("h1.fc-headline").inner_text()).replace("\u00a0", " ")


def choose(page: Any, box: str, typed: str, option: str) -> None:
    field = page.get_by_role("combobox", name=box)
    field.scroll_into_view_if_needed()
    settles(page)
    field.click()
    field.press_sequentially(typed)
    page.get_by_role("option", name=option).first.click()


def test_a_company_an_exit_and_the_reason_for_a_blank(page: Any):
    opened(page, "/library?lang=en")
    comes(lambda: "680x per share" in headline(page))
    choose(page, "Company", "Squ", "Square")
    comes(lambda: headline(page).startswith("Square, A"))
    rows = page.get_by_role("region", name="Every round and mark")
    comes(lambda: "1.20x" in rows.inner_text() and "0.582x" in rows.inner_text())
    choose(page, "Measured at", "first", "the first close (19 Nov 2015)")
    comes(lambda: "at=first-close" in where(page) and "first close" in headline(page))
    opened(page, "/library?lang=en&path=klarna")
    comes(lambda: "no price per share is known" in page.content())
    assert page.blocked == []
    assert page.problems == []


def test_the_list_of_last_rounds_and_its_picture(page: Any, tmp_path: Path):
    opened(page, "/library?lang=ru&list=last")
    comes(lambda: "Instacart I: 0,24x" in headline(page))
    with page.expect_download() as download:
        page.locator('button[data-part="button"]').click()
    download.value.save_as(tmp_path / "picture.png")
    assert (tmp_path / "picture.png").stat().st_size > 20_000


def test_it_fits_a_phone(page: Any):
    page.set_viewport_size({"width": 390, "height": 844})
    for address in ("/library?lang=ru&path=instacart", "/library?lang=en&list=first"):
        opened(page, address)
        wide = page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{address} scrolls sideways by {wide} px"
