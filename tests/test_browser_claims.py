"""The claim page in a real browser: type, read the sum, pick a card, take the picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.waiting import comes, settles, where

pytestmark = pytest.mark.browser


def opened(page: Any, address: str) -> None:
    page.goto(address)
    page.locator('button[data-part="button"]').wait_for(timeout=60_000)
    settles(page)


def headline(page: Any) -> str:
    return str(page.locator("h1.fc-headline").inner_text()).replace("\u00a0", " ")


def test_a_claim_is_typed_and_its_sum_spelled_out(page: Any):
    opened(page, "/claim-check?lang=en")
    comes(lambda: "ratio of company values" in headline(page))
    field = page.get_by_label("Type the claim")
    field.fill("7,038x at the IPO")
    field.press("Enter")
    comes(lambda: "what a share made" in headline(page))
    table = page.get_by_role("region", name="What comes near it")
    comes(lambda: "$68 ÷ $0.00966 = 7,038x" in table.inner_text().replace("\u00a0", " "))
    comes(lambda: "said=7%2C038x" in where(page))
    settles(page)
    field.fill("nothing to read")
    field.press("Enter")
    comes(lambda: "Type an amount" in headline(page))
    comes(lambda: field.input_value() == "nothing to read", "what was typed is kept")
    assert page.blocked == []
    assert page.problems == []


def test_a_worked_card_is_a_picture(page: Any, tmp_path: Path):
    opened(page, "/claim-check?lang=ru&card=multiple")
    page.get_by_text("7038x на").first.wait_for()
    with page.expect_download() as download:
        page.locator('button[data-part="button"]').click()
    download.value.save_as(tmp_path / "card.png")
    with Image.open(tmp_path / "card.png") as picture:
        assert picture.size == (1080, 1350)
        assert len(picture.convert("RGB").getcolors(1_000_000) or []) > 50


def test_it_fits_a_phone(page: Any):
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, "/claim-check?lang=en&said=$20K+became+$3B")
    wide = page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")
    assert wide <= 0
