"""The IPO page in a real browser: each control changes the chart, the table and the address follow."""

from __future__ import annotations

from typing import Any

import pytest

from tests.waiting import comes, where

pytestmark = pytest.mark.browser

TEXTS = "() => [...document.querySelectorAll('.js-plotly-plot svg text')].map(e => e.textContent)"
BARS = "() => document.querySelectorAll('.js-plotly-plot .bars .point').length"


def at_rest(page: Any) -> None:
    page.wait_for_selector('[data-test-script-state="notRunning"]')


def opened(page: Any, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(".js-plotly-plot .bars .point", state="attached", timeout=60_000)
    at_rest(page)


def changed(page: Any, script: str, before: Any) -> Any:
    """What a script gives once it gives something else than before."""
    differs = f"before => JSON.stringify(({script})()) !== JSON.stringify(before)"
    page.wait_for_function(differs, arg=before, timeout=30_000)
    at_rest(page)
    return page.evaluate(script)


def test_controls_change_the_chart(page: Any):
    opened(page, "/ipo-window?lang=en")
    bars = page.evaluate(BARS)
    page.get_by_text("All IPOs behind tech", exact=True).click()
    assert changed(page, BARS, bars) == 2 * bars, "an outline for each year behind its bar"
    plain = page.evaluate(TEXTS)
    page.get_by_text("Log scale", exact=True).click()
    log = changed(page, TEXTS, plain)
    assert {"10", "100"} <= set(log), "a log axis is labelled"
    assert not {"10", "100"} <= set(plain)
    lines = "() => document.querySelectorAll('.js-plotly-plot .js-line').length"
    slider = page.locator('[data-testid="stSlider"]', has_text="Moving average").locator(
        '[role="slider"], input[type="range"]'
    )
    slider.first.focus()
    page.keyboard.press("ArrowRight")
    assert changed(page, lines, 0) == 1
    comes(lambda: all(part in where(page) for part in ("all=1", "log=1", "average=3")))
    page.locator(".fc-keys", has_text="moving average").wait_for()
    assert page.blocked == []
    assert page.problems == []


def test_highlighting_a_year_puts_it_into_chart_and_headline(page: Any):
    opened(page, "/ipo-window?lang=en&years=1999,2021")
    comes(
        lambda: (
            page.locator(".fc-headline").inner_text().replace("\u00a0", " ")
            == ("Tech IPOs: 370 in 1999, 126 in 2021")
        )
    )
    before = page.evaluate(TEXTS)
    box = page.get_by_role("combobox", name="Years to highlight")
    box.click()
    box.type("2022")
    page.get_by_role("option", name="2022").click()
    after = changed(page, TEXTS, before)
    assert "6" in after
    assert "6" not in before
    page.get_by_text("6\u00a0in\u00a02022").or_(page.get_by_text("6 in 2022")).first.wait_for()
    comes(lambda: "2022" in where(page))
    table = page.locator('[data-testid="stDataFrame"]')
    comes(lambda: table.count() == 1)
    table.locator("canvas").first.wait_for()
    assert page.blocked == []


def test_page_fits_a_phone_in_russian_and_dark(new_page: Any, app_url: str):
    page = new_page(app_url, viewport={"width": 390, "height": 844}, color_scheme="dark")
    opened(page, "/ipo-window?lang=ru&all=1&average=5")
    over = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
    assert over <= 0, f"scrolls sideways by {over} px"
    comes(lambda: page.locator(".fc-headline").inner_text().startswith("Технологические IPO: 370"))
    assert page.blocked == []
    assert page.problems == []
