"""Paths side by side on the page: every way to draw them, the reasons, the sentences."""

from __future__ import annotations

import pytest

from calc.whatif import RoundEdit, WhatIf
from dashboard.charts.frame import Frame
from dashboard.export.compare import compare_csv
from dashboard.i18n.catalog import text
from dashboard.scenario import Scenario
from dashboard.scenario.compare import ALIGNS, ENDS, FORMS, MEASURES, CompareView
from dashboard.sources.library import load_library
from dashboard.views.compare import ComparePage, compare_figure
from dashboard.views.compare_words import caption, difference_words, left_out
from tests.drawn import near


def page(*companies: str, scenario: Scenario | None = None, **view) -> ComparePage:
    from dataclasses import replace

    chosen = CompareView(companies=companies, **view)
    return ComparePage(replace(scenario or Scenario(), compare=chosen))


def test_who_has_no_line_is_told_why():
    words = text("en")
    undated = page("uber", "airbnb")
    assert [one.company.key for one in undated.drawn] == ["airbnb"]
    assert left_out(undated, words) == [
        "Uber has no line: not all its rounds have dates. Line up by rounds to see it."
    ]
    assert len(page("uber", "airbnb", align="rounds").drawn) == 2
    assert "only one price is known" in left_out(page("theranos"), words)[0]
    assert "no price per share" in left_out(page("whatsapp"), words)[0]


def test_the_readers_what_if_stands_beside_the_record():
    edits = WhatIf(edits=(RoundEdit("series-b", post_money_usd=600e6),))
    found = page("airbnb", scenario=Scenario(what_if=edits))
    record, mine = found.drawn
    assert (record.mine, mine.mine) == (False, True)
    assert record.track.end.multiple_x == near(7038.387, rel=1e-6)
    assert mine.track.end.multiple_x != near(record.track.end.multiple_x, rel=1e-3)
    assert "$600M" in caption(found, text("en")).subtitle


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("align", ALIGNS)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("end", ENDS)
def test_every_way_to_compare_draws_and_says_what_it_draws(lang, align, form, measure, end):
    found = page("airbnb", "facebook", "uber", "theranos", align=align, form=form, measure=measure, end=end)
    words = text(lang)
    said = caption(found, words)
    assert "Airbnb" in said.title or "Facebook" in said.title
    assert "{" not in said.title + said.subtitle + said.source
    assert compare_figure(found, words, Frame()) is not None
    assert len(compare_csv(found).splitlines()) > 8
    assert "{" not in difference_words(found, words)


def test_every_company_of_the_library_can_be_compared():
    words = text("ru")
    for key in load_library():
        for base in ("price", "value"):
            found = page(key, "airbnb", align="rounds", scenario=Scenario(base=base))
            assert compare_figure(found, words, Frame()) is not None
            assert caption(found, words).title
