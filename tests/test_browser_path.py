"""The path page in a real browser beyond the first minute: every chart, every way to change a round."""

from __future__ import annotations

from typing import Any

import pytest

from tests.waiting import comes, where

pytestmark = pytest.mark.browser

CHARTS = {
    "By round": "20.5x",
    "Ladder": "IPO",
    "Ownership": "Options, other",
    "Why": "Company value grew",
    "Stake": "$615K",
    "Table": "20.5x",
}
POST_B = 'input[data-row="series-b"][data-field="post"]'
SAYS = """words => {
  const shown = [...document.querySelectorAll('.js-plotly-plot, .fc-cell')];
  return shown.some(e => e.textContent.includes(words));
}"""
TEXTS = "() => [...document.querySelectorAll('.js-plotly-plot svg text')].map(e => e.textContent)"


def at_rest(page: Any) -> None:
    page.wait_for_selector('[data-test-script-state="notRunning"]')


def shows(page: Any, words: str) -> None:
    """Wait until the chart (or the table in its place) says it."""
    page.wait_for_function(SAYS, arg=words, timeout=30_000)


def typed(page: Any, field: str, words: str) -> None:
    page.locator(field).fill(words)
    page.locator(field).press("Enter")


def quiet(page: Any) -> None:
    """Nothing left this machine, no script failed."""
    assert page.blocked == []
    assert page.problems == []


def test_every_chart_draws_wide_and_on_a_phone(page: Any):
    page.goto("/?lang=en")
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        for chart, words in CHARTS.items():
            page.get_by_role("radio", name=chart, exact=True).click()
            shows(page, words)
            at_rest(page)
            over = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
            assert over <= 0, f"{chart} at {width} px scrolls sideways by {over} px"
            if chart != "Table":
                drawn = page.locator(".js-plotly-plot .main-svg").first.bounding_box()
                assert drawn["width"] > width * 0.8
    quiet(page)


def test_undo_brings_back_every_number_of_the_chart(page: Any):
    page.goto("/?lang=ru")
    shows(page, "20,5x")
    at_rest(page)
    before, headline = page.evaluate(TEXTS), page.locator(".fc-headline").inner_text()
    typed(page, POST_B, "600 млн")
    shows(page, "46,1x")
    at_rest(page)
    changed = page.evaluate(TEXTS)
    assert len(set(before) - set(changed)) >= 3, "Series B and the rounds around it follow"
    comes(lambda: page.locator(".fc-headline").inner_text() != headline, "more dilution, less for the seed")
    comes(lambda: page.locator(POST_B).input_value().replace("\u00a0", " ") == "600 млн $")
    comes(lambda: "запись 20,5x" in page.locator('tr[data-row="series-b"]').inner_text())
    typed(page, POST_B, "шестьсот")
    alert = page.get_by_role("alert")
    alert.get_by_text("«шестьсот» не принято").wait_for()
    comes(lambda: page.locator(POST_B).input_value() == "шестьсот")
    comes(lambda: page.locator(POST_B).get_attribute("aria-invalid") == "true")
    shows(page, "46,1x")
    page.locator('tr[data-row="series-b"] button.undo').click()
    shows(page, "20,5x")
    at_rest(page)
    comes(lambda: page.evaluate(TEXTS) == before)
    comes(lambda: page.locator(".fc-headline").inner_text() == headline)
    comes(lambda: page.locator("td.mine").count() == 0)
    quiet(page)


def test_a_round_is_added_removed_and_put_back(page: Any):
    page.goto("/?lang=en")
    shows(page, "20.5x")
    rows = page.locator("tr[data-row]")
    rows.first.wait_for()
    whole = rows.count()
    page.get_by_role("button", name="Remove Series B").click()
    back = page.get_by_role("button", name="Put Series B back")
    back.wait_for()
    comes(lambda: rows.count() == whole - 1)
    back.click()
    page.locator('tr[data-row="series-b"]').wait_for()
    page.get_by_role("button", name="Add a round after Series B").click()
    page.locator('tr[data-row="added-1"]').wait_for()
    comes(lambda: rows.count() == whole + 1)
    typed(page, 'input[data-row="added-1"][data-field="round"]', "Bridge")
    shows(page, "Bridge")
    comes(lambda: "add=Bridge" in where(page))
    page.get_by_role("button", name="Remove Bridge").click()
    page.locator('tr[data-row="added-1"]').wait_for(state="detached")
    comes(lambda: "add=" not in where(page))
    field = page.locator(POST_B)
    was = field.input_value()
    field.fill("7B")
    field.press("Escape")
    comes(lambda: field.input_value() == was, "Escape takes back what was being typed")
    comes(lambda: "edit=" not in where(page))
    quiet(page)


def test_no_accessibility_fault_in_unusual_states(new_page: Any, app_url: str):
    """A text not taken, a change that cannot be replayed, every chart, everything unfolded; a phone."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = new_page(app_url, viewport={"width": 390, "height": 844})
    page.goto("/?lang=en&edit=series-b:post:600000000")
    shows(page, "46.1x")
    faults = []

    def look(state: str) -> None:
        at_rest(page)
        page.mouse.move(0, 0)
        options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}
        for fault in axe.run(page, options=options).response["violations"]:
            faults.append((state, fault["id"], [node["html"][:120] for node in fault["nodes"]]))

    for chart in ("Ladder", "Ownership", "Table"):
        page.get_by_role("radio", name=chart, exact=True).click()
        shows(page, CHARTS[chart] if chart != "Table" else "46.1x")
        look(chart)
    for fold in page.locator('[data-testid="stExpander"] summary').all():
        fold.click()
    look("unfolded")
    typed(page, POST_B, "abc")
    page.get_by_role("alert").get_by_text("was not taken").wait_for()
    look("not taken")
    typed(page, 'input[data-row="series-d"][data-field="raised"]', "20B")
    page.get_by_text("cannot be replayed").wait_for()
    look("not replayable")
    assert faults == []
