"""The IPO window in a real browser: the lag, an era kept in the link, a person's own list."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dashboard.scenario.ipos import THIS_YEAR
from dashboard.sources.prices.saved import CACHE
from dashboard.sources.prices.yahoo import FEED
from tests.conftest import Server
from tests.feed import Feed
from tests.test_calc_own_ipos import workbook
from tests.waiting import comes, settles, where

pytestmark = pytest.mark.browser


def opened(page: Any, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(".js-plotly-plot .main-svg", state="attached", timeout=60_000)
    settles(page)


def headline(page: Any) -> str:
    return str(page.locator(".fc-headline").inner_text()).replace("\u00a0", " ")


def test_the_lag_changes_the_finding_and_the_link(page: Any):
    opened(page, "/ipo-window?lang=en&ipo=scatter&rate=nasdaq_return")
    comes(lambda: "no link with the Nasdaq's return shows" in headline(page))
    places = "[...document.querySelectorAll('.scatterlayer .point')].map(p => p.getAttribute('transform'))"
    dots = f"() => {places}.join()"
    before = page.evaluate(dots)
    slider = page.locator('[data-testid="stSlider"]', has_text="quarters before")
    slider.locator('[role="slider"], input[type="range"]').first.focus()
    page.keyboard.press("ArrowRight")
    comes(lambda: "rise with the Nasdaq's return 1 year before: correlation 0.46" in headline(page))
    comes(lambda: "lag=4" in where(page))
    comes(lambda: page.evaluate(dots) not in ("", before), "every year stands elsewhere")
    page.get_by_text("Rates", exact=True).click()
    comes(lambda: "ipo=rates" in where(page))
    comes(lambda: page.locator(".js-plotly-plot .bars .point").count() > 80)
    page.get_by_role("button", name="Open the claim card").click()
    comes(lambda: "126 in 2021, 14 in 2024" in page.locator("main").inner_text().replace("\u00a0", " "))
    comes(lambda: "card=tech-ipos" in where(page))
    assert page.blocked == []
    assert page.problems == []


def test_an_era_is_shaded_and_reopened_from_the_link(new_page: Any, app_url: str):
    page = new_page(app_url)
    opened(page, "/ipo-window?lang=en&ipo=series")
    page.get_by_text("Shade years of your own", exact=True).click()
    name = page.get_by_label("Name", exact=True).first
    name.fill("Dot-com")
    name.press("Enter")
    settles(page)
    page.get_by_role("button", name="Shade", exact=True).click()
    comes(lambda: "era=Dot-com%3A1995%3A2000" in where(page) or "era=Dot-com:1995:2000" in where(page))
    shades = "() => document.querySelectorAll('.js-plotly-plot .layer-below .shapelayer path').length"
    page.locator(".fc-keys", has_text="Dot-com, 1995–2000").wait_for()
    again = new_page(app_url)
    opened(again, where(page))
    again.locator(".fc-keys", has_text="Dot-com, 1995–2000").wait_for()
    comes(lambda: again.evaluate(shades) == page.evaluate(shades) > 0)
    again.locator("button", has_text="Dot-com").click()
    comes(lambda: "era=" not in where(again))
    assert page.blocked == again.blocked == []


def test_an_own_list_is_mapped_filtered_and_drawn(page: Any):
    opened(page, "/ipo-window?lang=en&ipo=ruled&ruled=2021")
    page.get_by_text("Your own list of IPOs (CSV, XLSX)", exact=True).click()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    file = {"name": "list.xlsx", "mimeType": kind, "buffer": workbook()}
    page.locator('input[type="file"]').set_input_files(file)
    went = page.locator(".fc-table", has_text="Where the rows went")
    comes(lambda: went.count() == 1 and "Counted 7" in " ".join(went.inner_text().split()))
    drawn = "() => document.querySelector('.js-plotly-plot').textContent"
    comes(lambda: "Your list" in page.evaluate(drawn))
    page.get_by_text("No ADRs", exact=True).click()
    comes(lambda: "Counted 5" in " ".join(went.inner_text().split()))
    comes(lambda: "Left out by the rule: ADR 1" in " ".join(went.inner_text().split()))
    page.locator(".fc-sources", has_text="list.xlsx: no ADRs").wait_for()
    assert "list.xlsx" not in where(page), "a person's file is not in the link"
    assert page.blocked == []
    assert page.problems == []


def test_yahoos_calendar_fills_this_year_only_when_asked(new_page: Any, tmp_path: Any, monkeypatch: Any):
    first = f"{dt.date.today().year}-01-01"
    with Feed() as feed:
        feed.listed = [
            ["AAA", "Alpha", "NYSE", first, 12.0, "Priced"],
            ["PNY", "Penny", "NYSE", first, 1.0, "Priced"],
        ]
        monkeypatch.setenv(FEED, feed.url)
        monkeypatch.setenv(CACHE, str(tmp_path / "cache"))
        server = Server(log=tmp_path / "server.log")
        server.start()
        try:
            page = new_page(server.url)
            opened(page, "/ipo-window?lang=en&ipo=ruled")
            page.get_by_text("Your own list of IPOs (CSV, XLSX)", exact=True).click()
            assert feed.asked == [], "a visit asks for nothing"
            page.get_by_role("button", name="Or ask Yahoo's IPO calendar for this year").click()
            went = page.locator(".fc-table", has_text="Where the rows went")
            comes(lambda: went.count() == 1 and "Counted 1" in " ".join(went.inner_text().split()))
            comes(lambda: f"ruled={THIS_YEAR}" in where(page))
            page.locator(".fc-sources", has_text="Yahoo's IPO calendar to").first.wait_for()
            assert page.problems == []
        finally:
            server.stop()
