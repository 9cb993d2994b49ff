"""The compare page in a real browser: paths are picked, lined up anew, shared and drawn to a file."""

from __future__ import annotations

from typing import Any

import pytest
from PIL import Image

from tests.waiting import comes, settles, where

pytestmark = pytest.mark.browser


def opened(page: Any, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("h1.fc-headline", timeout=60_000)
    settles(page)


def headline(page: Any) -> str:
    return str(page.locator("h1.fc-headline").inner_text()).replace("\u00a0", " ")


def test_two_paths_are_lined_up_by_rounds_and_shared(page: Any, new_page: Any, app_url: str):
    opened(page, "/compare?lang=en&with=airbnb,uber")
    comes(lambda: headline(page) == "First check of Airbnb to the listing: 7,038x per share")
    page.get_by_text("Uber has no line: not all its rounds have dates").wait_for()
    page.get_by_role("radio", name="Rounds").click()
    comes(lambda: headline(page) == "First check to the listing, per share: Airbnb 7,038x, Uber 4,967x")
    comes(lambda: "align=rounds" in where(page))
    page.get_by_text("made what Uber made").or_(page.get_by_text("cannot be split")).first.wait_for()
    other = new_page(app_url)
    opened(other, where(page).removeprefix(app_url).replace("lang=en", "lang=ru"))
    comes(lambda: "Airbnb 7038x, Uber 4967x" in headline(other))
    assert page.blocked == [] and page.problems == []


def test_small_charts_download_at_their_size_and_fit_a_phone(page: Any):
    opened(page, "/compare?lang=ru&as=panels")
    comes(lambda: "Airbnb" in headline(page) or "Facebook" in headline(page))
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Скачать").click()
    picture = Image.open(waiting.value.path())
    assert picture.size == (1080, 1350)
    assert len(picture.convert("RGB").getcolors(1 << 24) or []) > 20, "not blank"
    page.set_viewport_size({"width": 390, "height": 844})
    comes(lambda: page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth") <= 0)
