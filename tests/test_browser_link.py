"""What the address carries: another browser, a stopped server, a language, a link with faults."""

from __future__ import annotations

from typing import Any

import pytest

from tests.waiting import comes, where

pytestmark = pytest.mark.browser

CHANGED = (
    "/?lang=en&base=value&mark=first-close&edit=series-b:post:600000000"
    "&add=Bridge:2013-06:50000000:3000000000:0&remove=series-f"
)
RAISED_A = 'input[data-row="series-a"][data-field="raised"]'
NUMBERS = """() => [
  ...document.querySelectorAll('.fc-headline, .fc-tile, .js-plotly-plot svg text')
].map(e => e.textContent)"""


def opened(page: Any, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(".js-plotly-plot .main-svg", timeout=60_000)
    page.locator("tr[data-row]").first.wait_for()
    page.wait_for_selector('[data-test-script-state="notRunning"]')


def shows(page: Any, words: str) -> None:
    script = "words => document.querySelector('.js-plotly-plot')?.textContent.includes(words)"
    page.wait_for_function(script, arg=words, timeout=60_000)


def test_a_link_gives_the_same_numbers_to_another_browser(page: Any, new_page: Any, app_url: str):
    opened(page, CHANGED)
    shows(page, "Bridge")
    other = new_page(app_url, viewport={"width": 1400, "height": 1200}, locale="ru-RU")
    opened(other, page.url)
    shows(other, "Bridge")
    comes(lambda: other.evaluate(NUMBERS) == page.evaluate(NUMBERS), "the link's language decides, too")
    cells = "() => [...document.querySelectorAll('*')].flatMap(e => e.shadowRoot ? [e.shadowRoot] : [])"
    inputs = f"() => ({cells})().flatMap(r => [...r.querySelectorAll('tr input')]).map(e => e.value)"
    values = page.evaluate(inputs)
    assert "$600M" in values
    comes(lambda: other.evaluate(inputs) == values)
    comes(lambda: where(other) == where(page))


def restart(server: Any, page: Any) -> None:
    """Stop the server under an open page, start it again, wait until the page has loaded itself anew."""
    server.stop()
    page.wait_for_selector('[data-test-connection-state="CONNECTED"]', state="detached", timeout=30_000)
    with page.expect_event("load", timeout=60_000):
        server.start()
    page.wait_for_selector(".js-plotly-plot .main-svg", timeout=60_000)
    page.locator("tr[data-row]").first.wait_for()
    page.wait_for_selector('[data-test-script-state="notRunning"]')


def test_an_open_page_outlives_its_server(own_server: Any, new_page: Any):
    page = new_page(own_server.url)
    opened(page, "/?lang=en&edit=series-b:post:600000000")
    shows(page, "46.1x")
    address, numbers = page.url, page.evaluate(NUMBERS)
    restart(own_server, page)
    comes(lambda: where(page) == address)
    comes(lambda: page.evaluate(NUMBERS) == numbers)
    page.reload()
    shows(page, "46.1x")
    page.locator("tr[data-row]").first.wait_for()
    comes(lambda: page.evaluate(NUMBERS) == numbers)
    comes(lambda: where(page) == address)
    assert page.problems == []


def test_a_change_right_after_the_server_came_back_is_taken(own_server: Any, new_page: Any):
    page = new_page(own_server.url)
    opened(page, "/?lang=en&edit=series-b:post:600000000")
    restart(own_server, page)
    page.locator(RAISED_A).fill("9M")
    page.locator(RAISED_A).press("Enter")
    page.wait_for_url("**series-a%3Araised%3A9000000**", timeout=8_000)
    comes(lambda: "series-b%3Apost%3A600000000" in where(page), "the first change is still there")


def test_a_link_with_faults_says_which_and_keeps_the_rest(page: Any):
    page.goto("/ipo-window?lang=en&from=2020&to=1990&log=maybe&average=5&colour=red")
    page.wait_for_selector(".js-plotly-plot .main-svg", timeout=60_000)
    said = page.get_by_role("alert").inner_text()
    assert all(part in said for part in ("from=2020, to=1990", "log=maybe", "colour=red"))
    assert "average" not in said
    page.locator(".fc-keys", has_text="moving average").wait_for()


def test_a_russian_browser_gets_russian_unless_the_link_says_else(new_page: Any, app_url: str):
    page = new_page(app_url, locale="ru-RU")
    opened(page, "/")
    comes(
        lambda: (
            "7038x на\u00a0акцию"
            in page.locator(".fc-headline").inner_text().replace(" акцию", "\u00a0акцию")
        )
    )
    comes(lambda: "lang=ru" in where(page))
    opened(page, "/?lang=en")
    comes(lambda: "7,038x per share" in page.locator(".fc-headline").inner_text())
    assert page.blocked == []
