"""Own events and terms on the path page in a real browser."""

from __future__ import annotations

from typing import Any

import pytest

from tests.waiting import comes, settles, where

pytestmark = pytest.mark.browser


def opened(page: Any, address: str) -> None:
    page.goto(address)
    page.locator('button[data-part="button"]').wait_for(timeout=60_000)
    settles(page)


def choose(page: Any, box: str, option: str) -> None:
    field = page.get_by_role("combobox", name=box)
    field.scroll_into_view_if_needed()
    settles(page)
    field.click()
    page.get_by_role("option", name=option, exact=True).click()
    settles(page)


def add(page: Any, kind: str, date: str) -> None:
    choose(page, "Event", kind)
    field = page.locator(".st-key-own-new-date input")
    field.fill(date)
    field.press("Tab")
    settles(page)
    page.get_by_role("button", name="Add the event").click()


def picked(page: Any, key: str) -> str:
    """What a select box shows."""
    return str(page.locator(f".st-key-{key} input").first.input_value())


def tile(page: Any, name: str) -> str:
    return str(page.locator(".fc-tile", has_text=name).first.locator(".n").inner_text()).split("\n")[0]


def test_a_pool_lowers_what_a_holder_kept(page: Any):
    opened(page, "/?lang=en")
    comes(lambda: tile(page, "Kept").startswith("46%"))
    add(page, "Option pool", "soon")
    page.get_by_text("“soon” was not taken").wait_for()
    assert page.locator(".st-key-own-new-date input").input_value() == "soon", "what was typed stays"
    add(page, "Option pool", "2013-06")
    comes(lambda: "event=1%3Apool%3A2013-06%3Atarget%3A0.1" in where(page))
    page.get_by_text("everybody else keeps 90.0%").wait_for()
    comes(lambda: tile(page, "Kept").startswith("42%"))
    assert page.problems == []


def test_a_safe_converts_in_the_round_after_it(page: Any):
    opened(page, "/?lang=en&event=1:safe:2009:holder:Angel:amount:100000:cap:2000000")
    page.get_by_text("Converts in Seed into").wait_for()
    page.get_by_label("Amount", exact=True).last.fill("200K")
    page.get_by_label("Amount", exact=True).last.press("Enter")
    # 200,000 / 2,000,000 = 10 % before the new money: the others keep 90 %
    page.get_by_text("everybody before keeps 90.0%").wait_for()
    comes(lambda: "amount%3A200000" in where(page))


def test_terms_open_again_from_the_link_elsewhere(page: Any, new_page: Any, app_url: str):
    opened(page, "/?lang=en&company=airbnb")
    page.get_by_role("button", name="Terms of Series B").click()
    settles(page)
    choose(page, "Participation", "full")
    comes(lambda: "terms=series-b%3Aparticipation%3Afull" in where(page))
    choose(page, "Anti-dilution", "full ratchet")
    comes(lambda: "terms=series-b%3Aprotection%3Afull" in where(page))
    other = new_page(app_url)
    opened(other, where(page).replace("lang=en", "lang=ru"))
    comes(lambda: picked(other, "terms-round") == "Раунд B ◆")
    comes(lambda: picked(other, "series-b-term-protection-ru-4") == "полная (full ratchet)")
    comes(lambda: picked(other, "series-b-term-participation-ru-3") == "полное")


def test_a_sale_tells_who_got_what(page: Any):
    address = "/?lang=en&event=1:acquisition:2017:price:20000000000:debt:100000000"
    opened(page, address)
    page.get_by_text("Paid: Before Seed").wait_for()
    comes(lambda: "your sale" in page.locator("h1").inner_text())
    comes(lambda: page.locator(".st-key-event-own-1").inner_text().count("Series") >= 5)
