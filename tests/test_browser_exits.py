"""The exit page in a real browser: the case and the exit change chart, table and address."""

from __future__ import annotations

from typing import Any

import pytest
from PIL import Image

from tests.waiting import comes, settles, where

pytestmark = pytest.mark.browser

BANDS = "() => document.querySelectorAll('.js-plotly-plot .scatterlayer .trace').length"


def opened(page: Any, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(".js-plotly-plot .scatterlayer .trace", state="attached", timeout=60_000)
    page.wait_for_selector('[data-test-script-state="notRunning"]')


def headline(page: Any) -> str:
    return str(page.locator("h1.fc-headline").inner_text()).replace("\u00a0", " ")


def test_a_sale_below_what_was_raised_leaves_common_nothing(page: Any):
    opened(page, "/exit-waterfall?lang=en")
    comes(
        lambda: (
            "Had $650M bought Inflection, which raised $1.53B" in headline(page)
            and "everyone else $0" in headline(page)
        )
    )
    comes(lambda: page.evaluate(BANDS) == 4)
    # two rounds of equal rank share $650M as 225 : 1,300, by hand $95.9M and $554.1M
    rows = page.locator(".fc-table").inner_text()
    assert "$95.9M" in rows and "$554M" in rows
    comes(lambda: page.locator(".fc-sources a").count() == 2, "each amount is one click from its source")
    comes(lambda: "payouts add up to the cent" in page.content())


def test_the_exit_moves_the_headline_and_the_link(page: Any):
    opened(page, "/exit-waterfall?lang=en&case=late-stage&debt=50000000")
    comes(lambda: page.evaluate(BANDS) == 8 and "Debt of $50M is paid first" in page.content())
    before = headline(page)
    slider = page.locator('[data-testid="stSlider"]').locator('[role="slider"], input[type="range"]')
    slider.first.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "before => document.querySelector('h1.fc-headline').innerText.replaceAll('\u00a0', ' ') !== before",
        arg=before,
    )
    page.wait_for_function("() => location.search.includes('exit=')")
    comes(lambda: "case=late-stage" in where(page) and "debt=50000000" in where(page))


def test_it_reads_in_russian_on_a_phone(page: Any):
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, "/exit-waterfall?lang=ru")
    comes(lambda: "650 млн $" in headline(page))
    wide = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, "nothing wider than the phone"


def test_own_classes_are_typed_proved_and_reopened(page: Any):
    opened(page, "/exit-waterfall?lang=en&case=own&exit=20000000")
    settles(page)
    page.get_by_role("button", name="Add a SAFE").click()
    comes(lambda: page.get_by_label("SAFE 5, Valuation cap").count() == 1)
    for label, typed in (
        ("Series A, Shares", "4M"),
        ("Series B, Preference", "2x"),
        ("SAFE 5, Class", "Angel"),
    ):
        settles(page)
        page.get_by_label(label, exact=True).fill(typed)
        page.get_by_label(label, exact=True).press("Enter")
    # B takes 2 x $15M of $20M; the SAFE has the same rank and shares with it as 30 : 0.5
    comes(lambda: "$19.7M" in page.locator(".fc-table").inner_text(), page.locator(".fc-table").inner_text())
    comes(lambda: "Angel%3Asafe%3A500000%3A5000000%3A1" in where(page))
    comes(lambda: "payouts add up to the cent" in page.content())
    settles(page)
    link, before = where(page), headline(page)
    page.goto("about:blank")
    opened(page, link)
    comes(lambda: headline(page) == before and page.evaluate(BANDS) == 5)
    page.get_by_label("Series B, Paid in turn").fill("first")
    page.get_by_label("Series B, Paid in turn").press("Enter")
    comes(lambda: "“first” was not taken" in page.locator('[data-testid="stAlert"]').inner_text())


def test_a_company_is_loaded_marked_and_exported(page: Any):
    opened(page, "/exit-waterfall?lang=en&case=airbnb&exit=1000000000&stacked=1")
    # the last series is paid first: F's 1,003.312M preference takes all of a billion
    comes(lambda: "Had Airbnb, which raised $3.25B" in headline(page) and page.evaluate(BANDS) == 8)
    assert "the last series paid first" in page.locator(".fc-sources").first.inner_text()
    comes(lambda: page.locator("td.mine").count() > 8, "what is assumed is marked")
    settles(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    with Image.open(download.value.path()) as picture:
        assert picture.size == (1080, 1350)
