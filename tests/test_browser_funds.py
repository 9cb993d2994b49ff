"""The fund page in a real browser: a changed plan redraws, also on a phone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.waiting import comes, settles, where

pytestmark = pytest.mark.browser


def opened(page: Any, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("h1.fc-headline", timeout=60_000)
    settles(page)


def headline(page: Any) -> str:
    return str(page.locator("h1.fc-headline").inner_text()).replace("\u00a0", " ")


def test_more_checks_change_the_finding_and_the_link(page: Any):
    opened(page, "/fund-simulator?lang=en&draws=5000")
    comes(lambda: headline(page).startswith("A fund of 30 checks"))
    field = page.get_by_label("Checks in the fund")
    field.fill("100")
    field.press("Enter")
    comes(lambda: headline(page).startswith("A fund of 100 checks"))
    comes(lambda: "checks=100" in where(page))
    assert page.blocked == []
    assert page.problems == []


def test_it_reads_in_russian_on_a_phone(page: Any):
    opened(page, "/fund-simulator?lang=ru&fee=0.05&draws=5000")
    comes(lambda: "Фонд из 30 чеков" in headline(page))
    page.set_viewport_size({"width": 390, "height": 844})
    wide = page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")
    assert wide <= 0
