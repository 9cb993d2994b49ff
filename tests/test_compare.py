"""Paths side by side: the lines against the library's numbers, the reasons, the sentences."""

from __future__ import annotations

from itertools import pairwise

import pytest

from calc.compare import difference, track
from calc.errors import CalcError
from calc.library import entry_multiple
from calc.types import PartialDate
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


@pytest.mark.parametrize(
    ("key", "multiple"),
    [
        ("airbnb", 7038.39),  # 68 / (615,000 / 63,656,000): prospectus
        ("doordash", 680.0),  # 102 / 0.15: offer over the price of Series A-1 in the 10-K's table
        ("uber", 4966.9),  # 45 / 0.00906
        ("snowflake", 697.67),  # 120 / 0.172
    ],
)
def test_a_line_ends_at_the_first_checks_multiple_of_the_library(key, multiple):
    found = track(load_library()[key], to_listing=True)
    assert found.points[0].multiple_x == 1.0
    assert found.end.multiple_x == near(multiple, rel=1e-3)
    assert found.end.listed


def test_a_line_is_the_chain_of_price_steps():
    company = load_library()["doordash"]
    points = track(company, to_listing=True).points
    rounds = [point for point in points if not point.listed]
    paid = {one.key: one.price.value for one in company.entries if one.price}
    for before, after in pairwise(rounds):
        assert after.multiple_x / before.multiple_x == near(paid[after.key] / paid[before.key])


def test_years_are_counted_from_the_first_check():
    end = track(load_library()["airbnb"], to_listing=True).end
    assert end.date == PartialDate("2020-12-09")  # day of pricing
    assert end.years == near(11.66, abs=0.06), "April 2009 to 9 December 2020"
    low, high = end.rate
    assert low <= 7038.387 ** (1 / end.years) - 1 <= high


def test_the_difference_multiplies_back():
    library = load_library()
    airbnb, other = library["airbnb"], library["facebook"]
    one = entry_multiple(airbnb.entries[0], next(at for at in airbnb.exits if at.key == "ipo"))
    found = difference(one, one)
    assert (found.ratio_x, found.growth_x, found.kept_x) == near((1.0, 1.0, 1.0))
    # prospectus: 7,038x per share, 15,285x by value, so a share kept 46 % of what it bought
    assert found.kept_fracs[0] == near(7038.387 / 15284.6, rel=1e-4)
    at = next(at for at in other.exits if at.kind == "ipo")
    second = entry_multiple(other.entries[0], at)
    if second.value_x and second.price_x:
        both = difference(one, second)
        assert both.growth_x * both.kept_x == near(both.ratio_x)


def test_a_difference_without_values_is_refused():
    library = load_library()
    company = next(one for one in library.values() if not any(entry.post_money for entry in one.entries))
    at = next(at for at in company.exits if at.price)
    first = next(one for one in company.entries if one.price and one.ratio_x)
    found = entry_multiple(first, at)
    with pytest.raises(CalcError, match="no_company_value"):
        difference(found, found)


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
