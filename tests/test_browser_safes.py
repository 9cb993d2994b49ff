"""The SAFE page in a real browser: a changed cap moves the price, an impossible one is told."""

from __future__ import annotations

from typing import Any

import pytest

from tests.waiting import comes

pytestmark = pytest.mark.browser


def opened(page: Any, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("h1.fc-headline", timeout=60_000)
    page.wait_for_selector('[data-test-script-state="notRunning"]')


def test_eight_and_twenty_percent(page: Any):
    # $1M at a $12.5M post-money cap sells 8 %, the round 20 %: founders 92 % x 0.8 = 73.6 % (by hand)
    start = "/safe-round?lang=en&founders=9200000&options=0&pool=0&target=0&pre=16000000&new=4000000"
    opened(page, f"{start}&safe=Angel:1000000:12500000:0:post")
    comes(lambda: "from 100% to 74%" in page.locator("h1.fc-headline").inner_text())
    rows = page.locator(".fc-table").inner_text()
    assert "6.4%" in rows and "20%" in rows and "the cap" in rows
    cap = page.get_by_label("Cap, $ (0: none)")
    cap.fill("6250000")  # 16 % now: 84 % x 0.8 = 67.2 %
    cap.press("Enter")
    page.wait_for_function("() => document.querySelector('h1.fc-headline').innerText.includes('67%')")
    page.wait_for_function("() => decodeURIComponent(location.search).includes('Angel:1000000:6250000')")


def test_selling_everything_is_refused_in_a_sentence(page: Any):
    opened(page, "/safe-round?lang=en&safe=Angel:5000000:5000000:0:post")
    comes(lambda: "100 % of the company or more" in page.locator('[data-testid="stAlert"]').inner_text())
    comes(lambda: page.get_by_label("Amount, $").input_value() == "5000000", "what was typed is kept")


def test_an_amount_of_zero_takes_it_away_and_the_rest_stay_themselves(page: Any):
    opened(page, "/safe-round?lang=en")
    page.get_by_role("button", name="Add a SAFE or note").click()
    page.get_by_label("Amount, $").nth(3).wait_for()
    amount = page.get_by_label("Amount, $").nth(1)
    amount.fill("0")
    amount.press("Enter")
    page.wait_for_function("() => document.querySelectorAll('input[aria-label=\"Name\"]').length === 3")
    names = [page.get_by_label("Name").nth(at).input_value() for at in range(3)]
    assert names == ["Fund 1", "Angel", "SAFE 4"]
    discount = page.get_by_label("Discount, % off").first
    discount.fill("20")
    discount.press("Enter")
    page.wait_for_function(
        "() => decodeURIComponent(location.search).includes('Fund+1:750000:10000000:0.2:')"
    )
