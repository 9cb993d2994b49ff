"""No words of a picture lie on other words, on a line or outside it: odds, exits, IPOs, funds."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import plotly.graph_objects as go
import pytest

from dashboard.charts.clear import crosses, touch
from dashboard.charts.frame import Box, Frame
from dashboard.export.pages import page_figure
from dashboard.export.sizes import SIZES
from dashboard.i18n.catalog import LANGUAGES, text
from dashboard.scenario import from_query
from dashboard.scenario.exit_math import MATHS, UNKNOWNS
from dashboard.scenario.ipos import IPO_CHARTS
from tests.boxes import on_each_other, outside, pixel, words_of

PICTURES = {
    "odds": [
        "odds=funnel",
        "odds=funnel&counted=founded",
        "belief=0.4,0.5,0.5,0.4,0.15,0.005",
        "odds=returns",
        "odds=bet",
        "odds=bet&bet=uber",
        "odds=funded",
        "odds=funded&funded=first&funded-lag=2",
    ],
    "exit-math": [
        *[f"math={chart}" for chart in MATHS],
        *[f"solve={unknown}&hits=0.4&enter=5000000" for unknown in UNKNOWNS],
        "solve=years&left=1",
        "axes=time",
        "axes=time&said-of=total&leave=500000000",
        "enter=100000000&leave=20000000000",
        "math=fund&fund-by=own&fund-of=uber",
    ],
    "ipos": [
        *[f"ipo={chart}" for chart in IPO_CHARTS],
        "ipo=scatter&rate=nasdaq_return&lag=4",
        "ipo=quality&measure=proceeds",
    ],
    "fund": ["draws=5000", "draws=5000&funds=curve", "draws=5000&funds=size", "draws=5000&mine=2.5"],
}


def drawn(page: str, link: str, size: str, lang: str) -> go.Figure:
    found, ignored = from_query({k: [v] for k, _, v in (one.partition("=") for one in link.split("&"))})
    assert ignored == ()
    return page_figure(page, replace(found, lang=lang), Frame(size=SIZES[size]))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("page", "link"), [(page, link) for page, links in PICTURES.items() for link in links]
)
def test_no_words_of_a_picture_lie_on_others_or_outside(page: str, link: str, size: str, lang: str):
    fig = drawn(page, link, size, lang)
    assert on_each_other(fig) == []
    assert outside(fig) == []


def test_the_measure_of_words_notices():
    """Two words at one place, the same a line apart, and one that begins left of the picture."""
    fig = go.Figure(
        layout={"width": 400, "height": 200, "xaxis": {"range": [0, 1]}, "yaxis": {"range": [0, 1]}}
    )
    for words, y in (("one", 0.5), ("two", 0.52), ("three", 0.8)):
        fig.add_annotation(text=words, x=0.5, y=y, showarrow=False, font={"size": 20})
    assert on_each_other(fig) == [("one", "two")] and outside(fig) == []
    fig.add_annotation(text="outside", x=0.0, y=0.1, showarrow=False, font={"size": 20})
    assert outside(fig) == ["outside"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("link", ["math=map", "solve=years&left=1", "enter=100000000&leave=20000000000"])
@pytest.mark.parametrize("size", SIZES)
def test_the_line_of_the_wanted_return_runs_through_no_words(size: str, link: str, lang: str):
    fig = drawn("exit-math", link, size, lang)
    line = next(one for one in fig.data if one.mode == "lines" and one.line.width)
    spots = [pixel(fig, x, y) for x, y in zip(line.x, line.y, strict=True)]
    crossed = [one.words for one in words_of(fig) if any(crosses(one.box, *ends) for ends in pairwise(spots))]
    assert crossed == []


@pytest.mark.parametrize("link", ["odds=funnel", "belief=0.4,0.5,0.5,0.4,0.15,0.005"])
@pytest.mark.parametrize("size", SIZES)
def test_no_bar_of_a_funnel_runs_through_its_number(size: str, link: str):
    fig = drawn("odds", link, size, "en")
    bars = [(pixel(fig, one.x0, one.y0), pixel(fig, one.x1, one.y1)) for one in fig.layout.shapes]
    boxes = [Box(min(a[0], b[0]), max(a[0], b[0]), min(a[1], b[1]), max(a[1], b[1])) for a, b in bars]
    assert len(boxes) > 12
    assert [one.words for one in words_of(fig) if any(touch(one.box, box) for box in boxes)] == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("link", ["math=fund", "math=fund&fund-by=own&fund-of=uber"])
def test_the_line_of_a_fund_returned_once_runs_through_no_words(link: str, size: str):
    fig = drawn("exit-math", link, size, "ru")
    ends = [
        (pixel(fig, one.x0, one.y0), pixel(fig, one.x1, one.y1))
        for one in fig.layout.shapes
        if one.line.dash == "dot"
    ]
    assert len(ends) == 1
    own = text("ru").t("exit_math.once")
    assert [one.words for one in words_of(fig) if one.words != own and crosses(one.box, *ends[0])] == []
