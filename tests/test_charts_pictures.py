"""Every picture: letters large enough, words inside the frame, the caption whole, plotly content."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import plotly.graph_objects as go
import pytest

from dashboard.charts.frame import Frame
from dashboard.charts.measure import spread, text_width, wrap
from dashboard.charts.theme import DARK, LIGHT
from dashboard.export.sizes import SIZES
from dashboard.i18n.catalog import text
from dashboard.scenario import CHARTS, Scenario, from_query
from dashboard.sources.records import load_company, load_ipo_years
from dashboard.views.claims import ClaimPage, claim_figure
from dashboard.views.exits import ExitPage, exits_figure
from dashboard.views.funds import FundPage, funds_figure
from dashboard.views.ipos import ipo_figure
from dashboard.views.library import LibraryPage, library_figure
from dashboard.views.path import PathView
from dashboard.views.path_charts import path_figure
from dashboard.views.safes import SafePage, safes_figure

LINKS = {
    "record": {},
    "what-if": {
        "edit": ["series-b:post:600000000", "series-d:date:2014-06"],
        "handle": ["@channel"],
        "list": ["last"],
    },
    "range": {
        "stake": ["yc"],
        "base": ["value"],
        "mark": ["2026-08-21"],
        "case": ["late-stage"],
        "debt": ["5e7"],
        "path": ["square"],
        "card": ["multiple"],
        "checks": ["12"],
        "mine": ["2.5"],
    },
}
LEAST_UNITS = 22  # letters of 22 px at 1080 wide are the smallest the issue allows


def pictures() -> list[pytest.param]:
    return [
        pytest.param(chart, size, lang, link, id=f"{chart}-{size}-{lang}-{link}")
        for chart in (*CHARTS, "ipos", "exits", "safes", "library", "claims", "funds")
        for size in SIZES
        for lang in ("en", "ru")
        for link in LINKS
    ]


def draw(chart: str, size: str, lang: str, link: str) -> go.Figure:
    scenario, ignored = from_query(LINKS[link])
    assert not ignored
    frame = Frame(size=SIZES[size])
    if chart == "ipos":
        return ipo_figure(load_ipo_years(), scenario.ipos, text(lang), frame, handle=scenario.handle)
    if chart == "exits":
        found = exits_figure(ExitPage(scenario.exits), text(lang), frame, handle=scenario.handle)
        assert found is not None
        return found
    if chart == "safes":
        found = safes_figure(SafePage(scenario.safes), text(lang), frame, handle=scenario.handle)
        assert found is not None
        return found
    if chart == "funds":
        found = funds_figure(FundPage(scenario.funds), text(lang), frame, handle=scenario.handle)
        assert found is not None
        return found
    if chart == "claims":
        found = claim_figure(ClaimPage(scenario.claims), text(lang), frame, handle=scenario.handle)
        assert found is not None
        return found
    if chart == "library":
        found = library_figure(LibraryPage(scenario.library), text(lang), frame, handle=scenario.handle)
        assert found is not None
        return found
    fig = path_figure(PathView(load_company("airbnb"), scenario), chart, text(lang), frame)
    assert fig is not None
    return fig


def plain(words: str) -> str:
    return re.sub(r"<[^>]+>", "", words)


@pytest.mark.parametrize(("chart", "size", "lang", "link"), pictures())
def test_picture_is_legible_and_whole(chart: str, size: str, lang: str, link: str):
    fig = draw(chart, size, lang, link)
    words = legible(fig, size, lang)
    if link == "what-if":
        assert "@channel" in words
        assert (
            chart in ("ipos", "exits", "safes", "library", "claims", "funds")
            or text(lang).t("subtitle.assumed", changes="").strip() in words
        )


def legible(fig: go.Figure, size: str, lang: str) -> str:
    """All words of a picture, once its size, letters and caption are found right."""
    width, height = SIZES[size].width, SIZES[size].height
    assert (fig.layout.width, fig.layout.height) == (width, height)
    least = LEAST_UNITS * width / 1080 - 0.01
    letters = [note.font.size for note in fig.layout.annotations]
    letters += [fig.layout[axis].tickfont.size or least for axis in ("xaxis", "yaxis")]
    assert min(letters) >= least
    for note in fig.layout.annotations:
        if note.xref == "paper" and note.yref == "paper":  # the caption
            bold = note.text.startswith("<b>")
            room = text_width(plain(note.text), size=note.font.size, bold=bold)
            left = note.x * width if note.xanchor == "left" else note.x * width - room
            assert left >= 0, note.text
            assert left + room <= width, note.text
            assert 0 <= note.y <= 1, note.text
    words = " ".join(plain(note.text) for note in fig.layout.annotations)
    assert text(lang).t("app.name") in words
    assert ("Источник:" if lang == "ru" else "Source:") in words
    return words


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_page_chart_has_no_fixed_width(chart: str, theme):
    fig = path_figure(PathView(load_company("airbnb"), Scenario()), chart, text("en"), Frame(theme=theme))
    assert fig is not None
    assert fig.layout.width is None
    assert fig.layout.autosize


def test_chart_numbers_are_the_views_numbers():
    view = PathView(load_company("airbnb"), Scenario())
    fig = path_figure(view, "multiples", text("en"), Frame())
    assert fig is not None
    drawn = {trace.name: list(trace.x) for trace in fig.data if trace.name}
    assert drawn[text("en").t("key.per_share")] == [m.price_multiple_x for m in view.multiples.values()]
    assert drawn[text("en").t("key.by_value")] == [m.valuation_multiple_x for m in view.multiples.values()]


def test_estimates_and_assumptions_look_different():
    scenario, _ = from_query({"edit": ["series-b:post:600000000"]})
    fig = path_figure(PathView(load_company("airbnb"), scenario), "multiples", text("en"), Frame())
    assert fig is not None
    symbols = {trace.name: list(trace.marker.symbol) for trace in fig.data if trace.name}
    by_value = symbols[text("en").t("key.by_value")]
    assert by_value[0] == "circle-open"  # the seed's company value is an estimate
    assert by_value[2] == "diamond"  # Series B is the reader's
    assert by_value[4] == "circle"  # Series D is press


def test_ipo_chart_shows_the_published_counts():
    """1999: 370, 2021: 126, 2022: 6, 2025: 31 (Ritter, editions of January 2024 and February 2026)."""
    fig = ipo_figure(load_ipo_years(), Scenario().ipos, text("en"), Frame())
    bars = next(trace for trace in fig.data if trace.name == text("en").t("key.tech"))
    counts = dict(zip(bars.x, bars.y, strict=True))
    assert {year: counts[year] for year in (1999, 2021, 2022, 2025)} == {
        1999: 370,
        2021: 126,
        2022: 6,
        2025: 31,
    }


def test_partial_year_never_looks_whole():
    years = [*load_ipo_years()]
    years[-1] = replace(years[-1], partial=True)
    fig = ipo_figure(years, Scenario().ipos, text("en"), Frame())
    bars = next(trace for trace in fig.data if trace.name == text("en").t("key.tech"))
    assert list(bars.marker.pattern.shape)[-1] == "/"
    assert list(bars.marker.pattern.shape)[-2] == ""


def _contrast(one: str, other: str) -> float:
    def light(color: str) -> float:
        parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_letters_reach_the_contrast_of_wcag_aa(theme):
    for color in (theme.ink, theme.grey, theme.accent, theme.mine):
        assert _contrast(color, theme.paper) >= 4.5
    assert _contrast(theme.accent, theme.context) >= 1.8, "bars must part without colour"


def test_wrap_keeps_numbers_with_units_and_sentences_apart():
    assert wrap("One. Two", width=1000, size=20) == ["One. Two"]
    sentences = ["A first sentence here.", "And a second one"]
    assert wrap(" ".join(sentences), width=260, size=20) == sentences
    lines = wrap("Это 600\u00a0млн\u00a0$ сразу", width=90, size=20)
    assert lines == ["Это", "600\u00a0млн\u00a0$", "сразу"]


def test_spread_keeps_order_gap_and_bounds():
    places = spread([0.5, 0.5, 0.51, 0.99], 0.1, low=0.0, high=1.0)
    assert places == sorted(places)
    assert all(b - a >= 0.1 - 1e-9 for a, b in pairwise(places))
    assert 0 <= places[0] <= places[-1] <= 1
    assert spread([], 0.1, low=0, high=1) == []
