"""The SAFE page in a real browser: papers typed and added, the published rounds, what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.waiting import comes, settles, where

pytestmark = pytest.mark.browser


def opened(page: Any, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("h1.fc-headline", timeout=60_000)
    settles(page)


def said(page: Any, place: str) -> str:
    return " ".join(str(page.locator(place).inner_text()).replace("\u00a0", " ").split())


def type_in(page: Any, label: str, text: str) -> None:
    settles(page)
    cell = page.get_by_label(label, exact=True)
    cell.fill(text)
    cell.press("Enter")


def test_eight_and_twenty_percent(page: Any):
    # $1M at a $12.5M post-money cap sells 8 %, the round 20 %: founders 92 % x 0.8 = 73.6 % (by hand)
    start = "/safe-round?lang=en&founders=9200000&options=0&pool=0&target=0&pre=16000000&new=4000000"
    opened(page, f"{start}&safe=Angel:1000000:12500000:0:post")
    comes(lambda: "from 100% to 74%" in said(page, "h1.fc-headline"))
    assert "Angel 6.40%" in said(page, ".fc-table") and "the cap" in said(page, ".fc-table")
    type_in(page, "Angel, Cap", "$6.25M")  # 16 % now: 84 % x 0.8 = 67.2 %
    comes(lambda: "67%" in said(page, "h1.fc-headline") and "Angel 12.80%" in said(page, ".fc-table"))
    comes(lambda: "Angel%3A1000000%3A6250000" in where(page))
    type_in(page, "Angel, Discount, % off", "a lot")
    comes(lambda: "“a lot” was not taken" in said(page, '[data-testid="stAlert"]'))
    comes(lambda: page.get_by_label("Angel, Discount, % off").input_value() == "a lot", "it is kept")


def test_an_mfn_a_note_and_the_legal_count(page: Any):
    opened(page, "/safe-round?lang=en&rounding=4")
    page.get_by_role("button", name="Add Y Combinator's deal").click()
    comes(lambda: "MFN: terms of Fund 1, the cap" in said(page, ".fc-table"))
    settles(page)
    page.get_by_role("button", name="Add a note").click()
    comes(lambda: page.get_by_label("Note 6, Interest a year").count() == 1)
    type_in(page, "Note 6, Amount", "300000")
    # issued a year before the round at 8 % simple: $324K by hand
    comes(lambda: "$324K" in said(page, ".wrap >> nth=-1"))
    comes(lambda: "Rounded price" in said(page, ".fc-table") and "Whole shares" in said(page, ".fc-table"))
    comes(lambda: "note%3A0.08%3A2025-12-31%3A365%3A" in where(page))
    settles(page)
    page.locator('[data-row="5"] button').click()
    comes(lambda: "Note" not in said(page, ".fc-table"), "a paper can be taken away")


def test_the_five_safe_round_opens_as_published_and_reopens_from_its_link(page: Any):
    opened(page, "/safe-round?lang=en")
    page.get_by_label("Example").click()
    page.get_by_role("option", name="Y Combinator's deal, three more SAFEs").click()
    # 1984 Ventures prints 26.54 % for each founder, 5.64 %, 3.02 %, 6.05 %, 3.83 %, 3.10 %, 13.79 %
    published = ("Founder 1 45.00% 26.54%", "YC 7 % 5.64%", "YC MFN 3.02%", "Fund 1 6.05%", "Fund 2 3.83%")
    rest = ("Follow-on 3.10%", "New investors 13.79%")
    comes(lambda: all(row in said(page, ".fc-table") for row in (*published, *rest)), said(page, ".fc-table"))
    comes(lambda: page.locator(".fc-sources a").count() == 1, "the publication is one click away")
    settles(page)
    link = where(page)
    page.goto("about:blank")
    opened(page, link)
    comes(lambda: all(row in said(page, ".fc-table") for row in (*published, *rest)))


def test_the_fields_show_the_round_that_was_opened(page: Any):
    """9.2M founders' shares, no options, $16M before $4M: SAFE of 8 %, then 20 %."""

    def shown(*labels: str) -> list[str]:
        values = "fields => fields.map(field => field.value).join()"
        return [page.get_by_label(label, exact=True).evaluate_all(values) for label in labels]

    fields = ("Founders' shares", "Options granted", "Pre-money, $")
    opened(page, "/safe-round?lang=en")
    comes(lambda: shown(*fields) == ["9000000", "250000", "25000000"])
    page.get_by_label("Example").click()
    page.get_by_role("option", name="A SAFE of 8").click()
    comes(lambda: shown(*fields) == ["9200000", "0", "16000000"])
    type_in(page, "Founders' shares", "9300000")
    comes(lambda: "founders=9300000" in where(page) and shown("Founders' shares") == ["9300000"])


def test_selling_everything_is_refused_in_a_sentence_and_a_phone_shows_it_all(page: Any):
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, "/safe-round?lang=en&safe=Angel:5000000:5000000:0:post")
    comes(lambda: "100 % of the company or more" in said(page, '[data-testid="stAlert"]'))
    comes(lambda: page.get_by_label("Angel, Amount").input_value() == "$5M", "what was typed is kept")
    wide = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, "nothing wider than the phone"
