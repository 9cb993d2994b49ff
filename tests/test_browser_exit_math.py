"""The exit mathematics in a real browser: any number solved for, both readings of 25 %, the link, a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.test_browser_odds import WIDER, drawn, opened, said
from tests.waiting import comes, faults_left, settles, where

pytestmark = pytest.mark.browser


def typed(page: Any, label: str, words: str) -> None:
    settles(page)
    field = page.get_by_label(label, exact=True)
    field.fill(words)
    field.press("Enter")


def test_another_unknown_is_solved_and_its_link_opens_the_same(page: Any, new_page: Any, app_url: str):
    """(100 x 0.5 / 10) ^ (1 / 7) - 1 = 25.8 %; ln(5) / ln(1.25) = 7.2 years, undiluted ln 10: 10.3."""
    opened(page, "/exit-math?lang=en")
    comes(lambda: said(page) == "$10M in, $100M out after 7 years, 50% kept: 26% a year")
    page.get_by_label("Solve for").click()
    page.get_by_role("option", name="years", exact=True).click()
    comes(lambda: said(page) == "$10M in, $100M out, 50% kept: 25% a year holds for 7.2 years")
    comes(lambda: page.get_by_label("Years held").count() == 0, "what is solved for is no field")
    typed(page, "Part kept, %", "100")
    comes(lambda: said(page).endswith("100% kept: 25% a year holds for 10.3 years"))
    comes(lambda: "solve=years" in where(page) and "left=1" in where(page))
    comes(lambda: "10.3 years" in said(page, ".fc-tiles"))
    settles(page)
    words, chart, other = said(page), drawn(page), new_page(app_url)
    opened(other, where(page).removeprefix(app_url))
    comes(lambda: said(other) == words and drawn(other) == chart, "the link opens the same state")
    typed(page, "Return wanted, %", "-10")
    comes(lambda: "No answer" in said(page, '[data-testid="stAlert"]'), "no years make a gain a loss")
    comes(lambda: page.get_by_label("Return wanted, %").input_value() == "-10", "what was typed is kept")
    assert page.blocked == other.blocked == []
    assert page.problems == other.problems == []


def test_both_readings_of_25_percent_stand_side_by_side(page: Any, tmp_path: Path):
    """$10M to $100M: a year for at most ln(10) / ln(1.25) = 10.32 years; in total, hits 1.25 / 10."""
    opened(page, "/exit-math?lang=en")
    page.get_by_text("“25%”", exact=True).first.click()
    comes(
        lambda: (
            said(page)
            == "“25%” from $10M: a year, if it takes at most 10.3 years; in total, if 12.5% of bets hit"
        )
    )
    comes(lambda: {"13.4 years", "10.3 years", "7.2 years", "6.25%", "12.5%", "25%"} <= set(drawn(page)))
    table = ".fc-table"
    comes(lambda: "$10M 100% 10.0x 10.32 12.5% 48%" in said(page, table), "the readings in numbers")
    comes(lambda: "$10M 50% 5.00x 7.21 25% 48%" in said(page, table), "and with the reader's dilution")
    typed(page, "Return wanted, %", "30")
    comes(lambda: said(page).startswith("“30%” from $10M: a year, if it takes at most 8.8 years"))
    comes(lambda: "gain=0.3" in where(page) and "math=reading" in where(page))
    settles(page)
    page.locator('select[data-part="size"]').select_option("square")
    page.locator('select[data-part="language"]').select_option("ru")
    with page.expect_download() as download:
        page.locator('button[data-part="button"]:enabled').click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    with Image.open(path) as picture:
        assert (picture.format, picture.size) == ("PNG", (1080, 1080))
    assert path.name == "exit-math-reading-square-ru.png"
    assert page.blocked == [] and page.problems == []


def test_it_reads_in_russian_on_a_phone_and_axe_finds_nothing(new_page: Any, app_url: str):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = new_page(app_url, viewport={"width": 390, "height": 844})
    opened(page, "/exit-math?lang=ru")
    faults = []
    for chart, finding in (
        ("Карта", "Вход 10 млн $, выход 100 млн $ через 7 лет, остаток 50 %: 26 % в год"),
        ("«25 %»", "если удачны 12,5 % ставок"),
        ("Планка", "на 41 % за 7 лет"),
        ("Мегапосев", "нужен выход 477 млрд $"),
        ("Строить или купить", "Дороже 14,5 млрд $ покупателю выгоднее строить."),
        ("Вернул ли фонд", "500 тыс. $ в Airbnb, Seed, вернули фонд 100 млн $ 35,2 раза"),
    ):
        page.get_by_text(chart, exact=True).first.click()
        comes(lambda finding=finding: finding in said(page), finding)
        settles(page)
        assert page.evaluate(WIDER) <= 0, chart
        faults += [(chart, *fault) for fault in faults_left(page, axe)]
    assert faults == []
    assert page.blocked == [] and page.problems == []
