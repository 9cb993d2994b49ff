"""The sources page in a real browser: sets, search, limits, in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from tests.waiting import comes, settles, where

pytestmark = pytest.mark.browser


def test_every_set_is_told_and_a_publication_is_found(page: Any):
    page.goto("/sources?lang=en")
    field = page.get_by_label("Search titles, publishers, addresses")
    field.wait_for(timeout=60_000)
    settles(page)
    sets = page.get_by_role("region", name="Data sets")
    comes(lambda: "library_rounds.csv" in sets.inner_text() and "May I repost this?" in sets.inner_text())
    field.fill("square sec")
    field.press("Enter")
    found = page.get_by_role("region", name="Publications")
    comes(lambda: "Square: SEC filing" in found.inner_text() and "Airbnb" not in found.inner_text())
    comes(lambda: "find=square+sec" in where(page), "the address keeps the search")
    page.goto(where(page))
    comes(lambda: field.input_value() == "square sec" and "Airbnb" not in found.inner_text())
    assert page.blocked == []
    assert page.problems == []


def test_it_reads_in_russian_on_a_phone(page: Any):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/sources?lang=ru")
    page.get_by_text("Чего мы не нашли").wait_for(timeout=60_000)
    comes(lambda: "Раунд или отметка по порядку" in page.content())
    wide = page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")
    assert wide <= 0
