"""The investor panel and the cap table of the path page in a real browser."""

from __future__ import annotations

from typing import Any

import pytest

from tests.waiting import comes, settles, where

pytestmark = pytest.mark.browser
STAKE = "/?lang=en&chart=stake&stake=check&round=seed&check=20000&mark=2025-04-30"


def opened(page: Any, address: str) -> None:
    page.goto(address)
    page.get_by_text("And when did they sell?").wait_for(timeout=60_000)
    page.locator('button[data-part="button"]').wait_for()
    settles(page)


def choose(page: Any, box: str, option: str) -> None:
    """Pick an option; a list that is open closes when the page scrolls, so scroll first."""
    field = page.get_by_role("combobox", name=box)
    field.scroll_into_view_if_needed()
    settles(page)
    field.click()
    page.get_by_role("option", name=option).click()


def tile(page: Any, name: str) -> str:
    found = page.locator(".fc-tile", has_text=name).first
    return str(found.locator(".n").inner_text()).split("\n")[0]


def test_holding_is_the_share_price_multiple_and_selling_makes_it_cash(page: Any):
    opened(page, STAKE)
    # $121.92 x 1.0 / $0.0096613 = 12,619x (datasets: closes, preferred_stock)
    comes(lambda: tile(page, "TVPI").startswith("12,619x"))
    comes(lambda: tile(page, "DPI, in cash") == "0x")
    choose(page, "They", "sold all after the lock-up")
    # first month-end close on or after 180 days: $153.14 on 30 June 2021, 15,851x
    comes(lambda: tile(page, "DPI, in cash").startswith("15,851x"))
    comes(lambda: tile(page, "RVPI") == "0x")
    comes(lambda: "sell=lockup" in where(page))
    assert page.problems == []


def test_dated_sales_are_read_or_kept_and_explained(page: Any):
    opened(page, f"{STAKE}&sell=dated")
    field = page.get_by_label("Days and parts of the position")
    field.fill("2021-06-30 50%, soon")
    field.press("Enter")
    page.get_by_text("“soon” was not taken").wait_for()
    comes(lambda: field.input_value() == "2021-06-30 50%, soon")
    settles(page)
    field.fill("2021-06-30 50%")
    field.press("Enter")
    comes(lambda: "sold=2021-06-30" in where(page))
    comes(lambda: tile(page, "DPI, in cash").startswith("7,92"))


def test_the_cap_table_after_a_round(page: Any):
    page.goto("/?lang=en")
    page.locator('button[data-part="button"]').wait_for(timeout=60_000)
    settles(page)
    page.get_by_text("Cap table at any date").click(timeout=60_000)
    table = page.get_by_role("region", name="Cap table at any date")
    table.wait_for()
    comes(lambda: "IPO buyers" in table.inner_text())
    settles(page)
    choose(page, "After", "Series A")
    comes(lambda: "IPO buyers" not in table.inner_text() and "Series A" in table.inner_text())
