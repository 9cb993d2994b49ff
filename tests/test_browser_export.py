"""Downloads in a real browser: exact pixels, the shipped font, both pages, both languages."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageFont

from dashboard.export.sizes import SIZES

pytestmark = pytest.mark.browser

FONT = Path(__file__).resolve().parent.parent / "dashboard" / "static" / "fonts" / "Inter-Bold.ttf"
TITLE = re.compile(r"<text[^>]*?font-size: ([\d.]+)px[^>]*>(?:<tspan[^>]*font-weight: ?bold[^>]*>)([^<]+)<")


def opened(page: Any, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(".js-plotly-plot .main-svg", timeout=60_000)
    page.locator('button[data-part="button"]').wait_for()
    page.wait_for_selector('[data-test-script-state="notRunning"]')


def saved(page: Any, folder: Path, **wishes: str) -> Path:
    """Choose size, format, language; click; the file under the name it was given."""
    for part, value in wishes.items():
        page.locator(f'select[data-part="{part}"]').select_option(value)
    with page.expect_download() as download:
        page.locator('button[data-part="button"]:enabled').click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    page.locator('button[data-part="button"]:enabled').wait_for()
    return path


def colours(path: Path) -> int:
    with Image.open(path) as picture:
        return len(picture.convert("RGB").getcolors(4_000_000) or [])


def ink_width(picture: Image.Image, top: int, bottom: int) -> int:
    """Width of what is dark in a band of rows."""
    band = picture.convert("L").crop((0, top, picture.width, bottom)).point(lambda v: 255 if v < 140 else 0)
    box = band.getbbox()
    assert box is not None
    return box[2] - box[0]


def test_every_size_of_a_chart_in_both_languages(page: Any, tmp_path: Path):
    opened(page, "/?lang=en")
    for lang in ("en", "ru"):
        for size in SIZES.values():
            path = saved(page, tmp_path, size=size.key, language=lang, format="png")
            assert path.name == f"airbnb-multiples-{size.key}-{lang}.png"
            with Image.open(path) as picture:
                assert (picture.format, picture.size) == ("PNG", (size.width, size.height))
            assert colours(path) > 50
    assert page.blocked == []
    assert page.problems == []


def test_the_picture_is_drawn_in_the_shipped_font(page: Any, new_page: Any, app_url: str, tmp_path: Path):
    """Its title is as wide as the font file says, and another font would be of another width."""
    opened(page, "/?lang=ru")
    svg = saved(page, tmp_path, size="portrait", language="ru", format="svg").read_text(encoding="utf-8")
    size, line = next((float(s), t) for s, t in TITLE.findall(svg) if float(s) > 35)
    wanted = ImageFont.truetype(FONT, 100).getbbox(line)
    wanted_px = (wanted[2] - wanted[0]) * size / 100
    png = saved(page, tmp_path, size="portrait", language="ru", format="png")
    rows = (60, 60 + int(size))
    with Image.open(png) as picture:
        assert ink_width(picture, *rows) == pytest.approx(wanted_px, rel=0.02)
    other = new_page(app_url, viewport={"width": 1080, "height": 1350})
    for name, text in (("own", svg), ("other", re.sub(r"Inter[^;\"&]*", "monospace", svg))):
        other.set_content(f"<body style='margin:0'>{text}")
        other.evaluate("document.fonts.ready")
        other.screenshot(path=tmp_path / f"{name}.png")
    with Image.open(tmp_path / "own.png") as picture:
        assert ink_width(picture, *rows) == pytest.approx(wanted_px, rel=0.02), "the SVG carries its font"
    with Image.open(tmp_path / "other.png") as picture:
        assert ink_width(picture, *rows) != pytest.approx(wanted_px, rel=0.05), "the check can tell fonts"
    assert other.blocked == []


def test_every_chart_gives_its_own_file(page: Any, tmp_path: Path):
    opened(page, "/?lang=en&edit=series-b:post:600000000")
    for chart, name in {
        "Ladder": "ladder",
        "Ownership": "ownership",
        "Stake": "stake",
        "Table": "table",
    }.items():
        page.get_by_role("radio", name=chart, exact=True).click()
        page.wait_for_url(f"**chart={name}**")
        page.wait_for_selector('[data-test-script-state="notRunning"]')
        svg = saved(page, tmp_path, size="square", language="en", format="svg")
        assert svg.name == f"airbnb-{name}-square-en.svg"
        said = svg.read_text(encoding="utf-8")
        assert "What if:" in said
        assert "Series B post-money $600M" in re.sub(r"(<[^>]+>|\s)+", " ", said)
    data = saved(page, tmp_path, format="csv")
    rows = list(csv.DictReader(data.read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == 8  # seven rounds and the IPO
    assert [row["assumed"] for row in rows if row["round"] == "Series B"] == ["post_money_usd"]
    assert page.problems == []


def test_downloads_of_the_ipo_page(page: Any, tmp_path: Path):
    opened(page, "/ipo-window?lang=ru&all=1")
    for size in SIZES.values():
        path = saved(page, tmp_path, size=size.key, language="ru", format="png")
        assert path.name == f"tech-ipos-{size.key}-ru.png"
        with Image.open(path) as picture:
            assert picture.size == (size.width, size.height)
        assert colours(path) > 50
    svg = saved(page, tmp_path, size="portrait", language="ru", format="svg").read_text(encoding="utf-8")
    assert "@font-face{font-family:Inter" in svg
    assert "Технологические IPO" in svg.replace("\u00a0", " ")
    data = saved(page, tmp_path, format="csv")
    assert data.name == "tech-ipos.csv"
    counts = {
        row["year"]: row["tech_ipos"] for row in csv.DictReader(data.read_text("utf-8-sig").splitlines())
    }
    assert [counts[year] for year in ("1999", "2021", "2022", "2025")] == ["370", "126", "6", "31"]
    assert page.problems == []
