"""An index known at year ends: its levels, what lies between them, and what is refused."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.closes import Fate
from calc.errors import CalcError
from calc.indexes import DailyCloses, JudgedCloses, YearEnds, chained, judged_closes, level_at
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


# --- daily closes --------------------------------------------------------------------------

FRIDAY = dt.date(2026, 11, 27)
TODAY = dt.date(2026, 11, 28)
DAYS = DailyCloses((dt.date(2026, 11, 11), dt.date(2026, 11, 25), FRIDAY), (80.0, 100.0, 101.0))


def test_a_close_stands_for_its_day_and_ten_days_without_one():
    assert [level_at(DAYS, day) for day in (*DAYS.days, TODAY)] == [80.0, 100.0, 101.0, 101.0]
    assert level_at(DAYS, dt.date(2026, 11, 21)) == 80.0 and level_at(DAYS, dt.date(2026, 12, 7)) == 101.0
    told = ("index_ends", {"first": "2026-11-11", "last": "2026-11-27"})
    for day in (dt.date(2026, 11, 10), dt.date(2026, 11, 22), dt.date(2026, 12, 8)):
        assert refused(level_at, DAYS, day) == told


def test_closes_that_may_be_used_are_kept_as_they_are():
    closes = [*zip(DAYS.days, DAYS.levels, strict=True)]
    assert judged_closes(closes, "USD", TODAY) == JudgedCloses(Fate.OK, DAYS)
    sunday = FRIDAY - dt.timedelta(days=5)
    assert judged_closes([*closes[:1], (sunday, 119.9)], "USD", TODAY).fate is Fate.OK, "49.9 % up"
    ten_days = dt.date(2026, 11, 18)
    assert judged_closes([(ten_days, 1.0)], "USD", TODAY).fate is Fate.OK
    tomorrow = TODAY + dt.timedelta(days=1)
    assert judged_closes([(tomorrow, 1.0)], "USD", TODAY).fate is Fate.OK, "east of the date line"


@pytest.mark.parametrize(
    ("closes", "fate", "day"),
    [
        ([], Fate.EMPTY, None),
        ([(FRIDAY, 0.0)], Fate.NOT_POSITIVE, FRIDAY),
        ([(FRIDAY, float("nan"))], Fate.NOT_POSITIVE, FRIDAY),
        ([(FRIDAY, 1.0), (TODAY + dt.timedelta(days=2), 1.0)], Fate.FUTURE, TODAY + dt.timedelta(days=2)),
        ([(dt.date(2026, 11, 26), 80.0), (FRIDAY, 120.0)], Fate.FAR_OFF, FRIDAY),
        ([(dt.date(2026, 11, 26), 80.0), (FRIDAY, 40.0), (TODAY, 40.0)], Fate.FAR_OFF, FRIDAY),
        ([(dt.date(2026, 11, 17), 1.0)], Fate.OLDER, dt.date(2026, 11, 17)),
    ],
)
def test_closes_that_may_not_be_used_say_why_and_from_which_day(closes, fate, day):
    assert judged_closes(closes, "USD", TODAY) == JudgedCloses(fate, None, day)


def test_closes_in_pounds_are_refused():
    assert judged_closes([(FRIDAY, 1.0)], "GBP", TODAY) == JudgedCloses(Fate.CURRENCY)
