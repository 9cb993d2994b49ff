"""An index known at year ends: its levels, what lies between them, and what is refused."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.errors import CalcError
from calc.indexes import YearEnds, chained, level_at
from tests.drawn import many, near


def refused(call, *args) -> tuple[str, dict[str, object]]:
    with pytest.raises(CalcError) as caught:
        call(*args)
    return caught.value.code, caught.value.params


@many
@given(st.lists(st.floats(-0.6, 1.5), min_size=1, max_size=8), st.integers(0, 3000))
def test_a_level_lies_between_its_year_ends_and_meets_them(changes, days):
    index = chained(dict(enumerate(changes, 2001)))
    for at, change in enumerate(changes):
        assert index.levels[at + 1] == near(index.levels[at] * (1 + change))
        assert level_at(index, dt.date(2001 + at, 12, 31)) == index.levels[at + 1]
    day = min(index.first + dt.timedelta(days=days), index.last)
    at = day.year - index.first_year
    around = index.levels[max(0, at - 1) : at + 1]
    assert min(around) * (1 - 1e-12) <= level_at(index, day) <= max(around) * (1 + 1e-12)


def test_levels_by_hand():
    # up a quarter, then down a half; the order of the years as given does not matter
    index = chained({2002: -0.5, 2001: 0.25})
    assert index == YearEnds(2000, (100.0, 125.0, 62.5))
    assert (index.first, index.last) == (dt.date(2000, 12, 31), dt.date(2002, 12, 31))
    assert level_at(index, index.first) == 100.0 and level_at(index, index.last) == 62.5
    assert chained({2001: -0.99}).levels == near((100.0, 1.0))


def test_between_two_year_ends_the_part_is_days_over_days():
    # 2020 has 366 days: 183 of them are half, so 100 x sqrt(1.44); 2021 has 365: 73 are a fifth
    index = YearEnds(2019, (100.0, 144.0, 4.5))
    assert level_at(index, dt.date(2020, 7, 1)) == near(120.0)
    assert level_at(index, dt.date(2021, 3, 14)) == near(144.0 * (4.5 / 144) ** 0.2)  # 72
    assert level_at(index, dt.date(2021, 3, 14)) == near(72.0)


def test_a_gap_or_a_day_outside_is_refused():
    assert refused(chained, {2001: 0.1, 2003: 0.1}) == ("out_of_range", {"years": 2001})
    assert refused(chained, {2002: 0.1, 2001: -1.0}) == ("out_of_range", {"years": 2001})
    assert refused(chained, {}) == ("no_flows", {})
    index = YearEnds(2019, (100.0, 110.0))
    told = ("index_ends", {"first": "2019-12-31", "last": "2020-12-31"})
    for day in (dt.date(2019, 12, 30), dt.date(2021, 1, 1)):
        assert refused(level_at, index, day) == told
