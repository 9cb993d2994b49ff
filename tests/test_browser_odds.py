"""The odds page in a real browser: a belief beside the record, one right bet, a phone in Russian."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.waiting import comes, faults_left, settles, where

pytestmark = pytest.mark.browser

TEXTS = "() => [...document.querySelectorAll('.js-plotly-plot svg text')].map(one => one.textContent)"
WIDER = "() => document.documentElement.scrollWidth - window.innerWidth"


def opened(page: Any, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(".js-plotly-plot .main-svg", state="attached", timeout=60_000)
    settles(page)


def said(page: Any, place: str = "h1.fc-headline") -> str:
    return " ".join(str(page.locator(place).first.inner_text()).replace("\u00a0", " ").split())


def drawn(page: Any) -> list[str]:
    return [" ".join(one.replace("\u00a0", " ").split()) for one in page.evaluate(TEXTS)]


def test_a_belief_stands_beside_the_record_and_its_link_opens_the_same(
    page: Any, new_page: Any, app_url: str
):
    """The record: 400 (CB Insights 2016) to 644 of 1,000 (Carta, 1,588 of 2,464) raise again."""
    opened(page, "/odds?lang=en")
    comes(lambda: said(page).startswith("Of 1,000 funded start-ups 400–644 raise again"))
    record = {"540", "400", "460", "480*", "644"}
    comes(lambda: record <= set(drawn(page)))
    page.get_by_text("Set my own odds beside the record").click()
    comes(lambda: said(page).startswith("You expect 400 of 1,000"))
    settles(page)
    slider = page.locator('[data-testid="stSlider"]', has_text="Raise a 2nd round").first
    slider.locator('[role="slider"], input[type="range"]').first.focus()
    page.keyboard.press("ArrowRight")
    comes(
        lambda: (
            said(page) == "You expect 410 of 1,000 funded start-ups to raise again; the record says 400–644"
        )
    )
    comes(lambda: {"410", *record} <= set(drawn(page)), "yours beside the record")
    comes(lambda: "belief=0.41" in where(page))
    settles(page)
    words, chart, other = said(page), drawn(page), new_page(app_url)
    opened(other, where(page).removeprefix(app_url))
    comes(lambda: said(other) == words and drawn(other) == chart, "the link opens the same state")
    assert page.blocked == other.blocked == []
    assert page.problems == other.problems == []


def test_one_right_bet_is_a_range_by_shares_and_one_number_by_company_value(page: Any, tmp_path: Path):
    """13.0M to 15.3M shares at $68 over $20K: 44,200 to 52,020; 6 % of $47B over $20K: 141,000 (by hand)."""
    opened(page, "/odds?lang=en")
    page.get_by_text("One right bet", exact=True).first.click()
    comes(
        lambda: "44,200–52,020 checks of $20K by the shares held; headlines would say 141,000" in said(page)
    )
    comes(lambda: {"≈44,200–52,020", "141,000", "14,100"} <= set(drawn(page)))
    comes(lambda: "$884M–$1.04B" in said(page, ".fc-tiles"), "a range is a range in dollars too")
    comes(lambda: "44,200–52,020" in said(page, '[data-testid="stCode"]'), "the sentence to post")
    settles(page)
    page.get_by_label("Whose bet").click()
    page.keyboard.type("Airbnb")
    page.get_by_role("option", name="Airbnb", exact=True).click()
    comes(lambda: said(page).startswith("One check in Airbnb, Seed, paid for 7,038 checks of its size"))
    comes(lambda: {"7,038", "15,285"} <= set(drawn(page)), "both bases, share price and company value")
    comes(lambda: "bet=airbnb" in where(page))
    settles(page)
    page.locator('select[data-part="size"]').select_option("telegram")
    with page.expect_download() as download:
        page.locator('button[data-part="button"]:enabled').click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    with Image.open(path) as picture:
        assert (picture.format, picture.size) == ("PNG", (1280, 720))
    assert path.name == "odds-bet-telegram-en.png"
    assert page.blocked == [] and page.problems == []


def test_it_reads_in_russian_on_a_phone_and_axe_finds_nothing(new_page: Any, app_url: str):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = new_page(app_url, viewport={"width": 390, "height": 844})
    faults = []

    def look(chart: str) -> None:
        settles(page)
        assert page.evaluate(WIDER) <= 0, chart
        faults.extend((chart, *fault) for fault in faults_left(page, axe))

    opened(page, "/odds?lang=ru&belief=0.3,0.5,0.5,0.5,0.1,0.005")
    comes(lambda: said(page).startswith("Вы ждёте, что из 1000 стартапов с деньгами 300"))
    look("Воронка")
    for chart, finding in (
        ("Доходность", "65 % вложений убыточны, 4 % дали 10x и больше"),
        ("Одна верная ставка", "44 200–52 020 чеков по 20 тыс. $"),
        ("На одно IPO", "1492–1757 венчурных сделок 2018 года"),
    ):
        page.get_by_text(chart, exact=True).first.click()
        comes(lambda finding=finding: finding in said(page), finding)
        settles(page)
        page.get_by_text("Каждое число с источником").click()
        look(chart)
    assert faults == []
    assert page.problems == []
