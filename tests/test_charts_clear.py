"""Words stand clear of lines and of each other; names under a ladder never touch."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from dashboard.charts.clear import box_beside, cost, crosses, touch
from dashboard.charts.frame import Box, Frame
from dashboard.charts.measure import text_width
from dashboard.export.sizes import SIZES
from dashboard.i18n.catalog import LANGUAGES, text
from dashboard.scenario import Scenario
from dashboard.sources.library import load_library
from dashboard.views.known import KnownView
from dashboard.views.known_charts import known_figure

SQUARE = Box(0, 10, 0, 10)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ((-5, 5), (15, 5), True),
        ((-5, 11), (15, 11), False),
        ((5, -5), (5, 15), True),
        ((-5, 5), (-1, 5), False),
        ((-5, 0), (5, 30), False),
        ((2, 2), (3, 3), True),
    ],
)
def test_a_line_through_a_box(start, end, expected):
    assert crosses(SQUARE, start, end) is expected


def test_words_are_dearer_on_words_than_on_a_line_and_dearest_outside():
    plot, line = Box(0, 100, 0, 100), [(0.0, 50.0), (100.0, 50.0)]
    free = box_beside((50, 50), (20, 10), right=True, up=True, away=(2, 5))
    assert (free.bottom, cost(free, line, [], plot)) == (45, 0)
    on_line = Box(40, 60, 45, 55)
    assert cost(on_line, line, [], plot) == 1
    assert cost(free, line, [free], plot) == 10 and touch(free, free)
    assert cost(Box(95, 120, 10, 20), line, [], plot) == 40


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", ["portrait", "telegram"])
def test_names_under_a_ladder_stand_side_by_side(lang, size):
    for key, company in load_library().items():
        view = KnownView(company, Scenario(company=key, lang=lang))
        fig = known_figure(view, "ladder", text(lang), Frame(size=SIZES[size]))
        if fig is None or not fig.layout.xaxis.ticktext:
            continue
        (left, right), domain = fig.layout.xaxis.range, fig.layout.xaxis.domain
        slot = (domain[1] - domain[0]) * SIZES[size].width / (right - left)
        letters = fig.layout.xaxis.tickfont.size
        wide = [_widest(words, letters) for words in fig.layout.xaxis.ticktext]
        for one, other in pairwise(wide):
            assert (one + other) / 2 < slot, (key, fig.layout.xaxis.ticktext)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_name_under_a_tall_ladder_is_cut(lang):
    for key, company in load_library().items():
        view = KnownView(company, Scenario(company=key, lang=lang))
        fig = known_figure(view, "ladder", text(lang), Frame(size=SIZES["portrait"]))
        names = fig.layout.xaxis.ticktext if fig else None
        assert not any("…" in name for name in names or ()), (key, names)


def _widest(words, letters):
    lines = words.split("<br>")
    return max(text_width(re.sub("</?b>", "", line), size=letters, bold="<b>" in line) for line in lines)
