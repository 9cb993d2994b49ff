"""Batches give what one at a time gives, and their memory stays flat."""

from __future__ import annotations

import datetime as dt
import math
import tracemalloc
from itertools import pairwise

import numpy as np
import pytest

from calc.errors import CalcError
from calc.irr import xirr
from calc.irr_many import xirr_many
from calc.multiples_many import many_multiples
from calc.path import Terms, replay
from calc.roots import BOUND
from calc.types import PartialDate, Quoted, RoundKind
from calc.waterfall import waterfall
from dashboard.views.exit_cases import exit_case
from tests.drawn import near

START = dt.date(2000, 1, 1)


def drawn_series(count: int, *, flips: bool, seed: int = 3):
    random = np.random.default_rng(seed)
    made = []
    for _ in range(count):
        size = int(random.integers(2, 14))
        days = [START + dt.timedelta(int(day)) for day in random.integers(0, 4000, size)]
        money = random.lognormal(10, 2, size)
        if flips:
            money *= random.choice([-1, 1], size)
        else:
            money[: max(1, size // 3)] *= -1
            days.sort()
        made.append((days, [float(amount) for amount in money]))
    return [one for one in made if min(one[1]) < 0]


@pytest.mark.parametrize("flips", [False, True])
def test_many_irrs_are_those_of_one_at_a_time(flips):
    series = drawn_series(400, flips=flips)
    many = xirr_many(series)
    assert len(many) == len(series)
    for at, (days, money) in enumerate(series):
        found, alone = many.of(at), xirr(days, money)
        rate = float(many.rates_frac[at])
        assert np.isnan(rate) if alone.chosen_frac is None else rate == found.chosen_frac
        assert (found.reason, len(found.roots_frac)) == (alone.reason, len(alone.roots_frac))
        assert found.roots_frac == near(alone.roots_frac, rel=1e-9, abs=1e-11)
        assert (found.moic_x, found.span_years) == near((alone.moic_x, alone.span_years))
        assert found.under_a_year is alone.under_a_year


def ordinary(money: list[float]) -> bool:
    """Whether payments in order of date, all of different days, change sign once."""
    signs = [amount > 0 for amount in money if amount]
    return sum(a != b for a, b in pairwise(signs)) == 1


def test_only_what_may_have_several_rates_or_an_extreme_one_is_solved_alone():
    series = []
    for days, money in drawn_series(400, flips=False) + drawn_series(200, flips=True):
        if len({*days}) == len(days):
            pairs = sorted(zip(days, money, strict=True))
            series.append(([day for day, _ in pairs], [amount for _, amount in pairs]))
    found = xirr_many(series)
    assert len(found.scanned) < len(series) / 2
    for at, (_, money) in enumerate(series):
        rates = found.of(at).roots_frac
        extreme = not rates or abs(math.log1p(rates[0])) > BOUND / 2 - 1e-6
        assert (at in found.scanned) == (extreme or not ordinary(money))


# Yearly rates of single payments, by hand: 365 days to a year here
YEARS = [START + dt.timedelta(365 * at) for at in range(5)]
PLAIN = [
    (YEARS[:2], [-100.0, 121.0], 0.21),
    (YEARS[::2][:2], [-100.0, 121.0], 0.1),
    (YEARS[:2], [-0.5, 0.25], -0.5),
    (YEARS[:2], [-1.0, 1.5], 0.5),
    (YEARS[:2], [-1.0, 5000.0], 4999.0),
    (YEARS[:2], [-1.0, 0.0005], -0.9995),
    (YEARS[:2], [-0.5, 1.0], 1.0),
    (YEARS[:2], [0.5, -0.6], 0.2),  # borrowed
    (YEARS[:3], [-100.0, 0.0, 144.0], 0.2),  # nothing moved in between
    (YEARS[:3], [-100.0, 120.0, 0.0], 0.2),  # nor at the end
    ([YEARS[0], YEARS[0], YEARS[1]], [-60.0, -40.0, 130.0], 0.3),  # one day, one payment
    ([YEARS[0], YEARS[1], YEARS[1]], [-100.0, 500.0, -370.0], 0.3),  # 130 net
    ([YEARS[1], YEARS[0]], [130.0, -100.0], 0.3),  # out of order
    (YEARS[:3], [-100.0, 60.0, 72.0], 0.2),  # 60 / 1.2 + 72 / 1.44
    (YEARS[:4], [-100.0, -120.0, 144.0, 172.8], 0.2),  # 100 + 100 = 100 + 100
    (YEARS[:3], [50.0, -40.0, -24.0], 0.2),  # borrowed: 40 / 1.2 + 24 / 1.44
]


@pytest.mark.parametrize("chunk", [1, 3, 7, 1_000_000])
def test_ordinary_series_are_solved_together(chunk, monkeypatch):
    monkeypatch.setattr("calc.irr_many.CHUNK", chunk)
    found = xirr_many([(days, money) for days, money, _ in PLAIN])
    assert found.scanned == {}
    assert [rate for _, _, rate in PLAIN] == near([float(rate) for rate in found.rates_frac], rel=1e-9)
    assert found.span_years.tolist() == [1, 2, 1, 1, 1, 1, 1, 1, 2, 2, 1, 1, 1, 2, 3, 2]
    assert not found.of(0).under_a_year, "365 days are a year"
    assert found.moic_x.tolist()[-2:] == near([316.8 / 220, 50 / 64])
    assert found.moic_x[[2, 3, 6]].tolist() == [0.5, 1.5, 2.0]
    mixed = xirr_many([([YEARS[2], YEARS[0], YEARS[1]], [72.0, -100.0, 60.0])])
    assert (mixed.scanned, mixed.span_years.tolist()) == ({}, [2]), "out of order, with nothing beside it"
    assert mixed.rates_frac.tolist() == near([0.2], rel=1e-9)


@pytest.mark.parametrize("rate", [99.0, 999.0, 9999.0, 99_999.0])
@pytest.mark.parametrize(("gap", "after"), [(365, 1), (365, 5), (730, 1), (730, 5), (730, 73)])
def test_where_a_newton_step_would_leave_the_bracket_it_is_halved(rate, gap, after):
    """1 paid, 1,000 paid later, and soon after what both grew to; and the same run backwards."""
    days = [START + dt.timedelta(day) for day in (0, gap, gap + after)]
    worth = (1 + rate) ** ((gap + after) / 365) + 1000 * (1 + rate) ** (after / 365)
    back = [START + dt.timedelta(day) for day in (0, after, gap + after)]
    found = xirr_many([(days, [-1.0, -1000.0, worth]), (back, [-worth, 1000.0, 1.0])])
    assert found.scanned == {}
    assert [float(one) for one in found.rates_frac] == near([rate, 1 / (1 + rate) - 1], rel=1e-9)


def test_odd_series_among_ordinary_ones():
    day, year = START, dt.date(2000, 12, 31)
    series = [
        ([day, year], [-100.0, 110.0]),  # 365 days
        ([day, year], [-100.0, 0.0]),
        ([day, day], [-100.0, 110.0]),
        ([year, day, day], [120.0, -50.0, -50.0]),
        ([day, year], [-1e-9, 1e12]),
        ([day, year], [-1.0, 1e7]),
    ]
    found = xirr_many(series)
    assert found.of(0).chosen_frac == near(0.1) and found.of(3).chosen_frac == near(0.2)
    assert [found.of(at).reason for at in (1, 2)] == ["no_positive_flow", "no_time"]
    assert np.isnan(found.rates_frac[1:3]).all()
    assert found.of(4) == xirr(*series[4])
    assert found.scanned.keys() == {1, 2, 4, 5}, "no rate, and rates far off"
    assert found.of(5).chosen_frac == near(1e7 - 1)
    assert len(xirr_many([])) == 0


@pytest.mark.parametrize(
    ("series", "code"),
    [
        ([([START], [1.0, 2.0])], "lengths_differ"),
        ([([START, START], [1.0, 2.0])], "no_negative_flow"),
        ([([], [])], "no_flows"),
        ([([START, START], [-1.0, float("nan")])], "not_finite"),
        ([([START, dt.date(2001, 1, 1), START], [-1.0, 2.0, float("inf")])], "not_finite"),
    ],
)
def test_what_cannot_be_is_refused_as_alone(series, code):
    with pytest.raises(CalcError) as caught:
        xirr_many([(YEARS[:2], [-1.0, 2.0]), *series])
    with pytest.raises(CalcError) as alone:
        xirr(*series[0])
    assert (caught.value.code, caught.value.params) == (code, alone.value.params)


def test_many_multiples_are_those_of_the_path():
    random = np.random.default_rng(4)
    post = random.lognormal(17, 1, (50, 6))
    raised, other = post * random.uniform(0.01, 0.5, post.shape), random.uniform(0, 1e6, post.shape)
    opening, worth = random.lognormal(16, 1, 50), random.lognormal(20, 1, 50)
    raised[7, 3:] = post[7, 3:] = np.nan
    found = many_multiples(opening, raised, post, worth, other_shares=other)
    for row in range(50):
        rounds = [at for at in range(6) if not np.isnan(raised[row, at])]
        terms = [
            Terms(
                f"r{at}", "R", RoundKind.PRICED, PartialDate("2010"), raised[row, at], post[row, at],
                Quoted.POST, other[row, at],
            )
            for at in rounds
        ]  # fmt: skip
        steps = replay(float(opening[row]), terms).steps
        price = worth[row] / steps[-1].fully_diluted_shares
        for at, step in zip(rounds, steps, strict=True):
            assert found.issue_price_usd[row, at] == near(step.issue_price_usd)
            assert found.price_multiple_x[row, at] == near(price / step.issue_price_usd)
            assert found.valuation_multiple_x[row, at] == near(worth[row] / step.post_money_usd)
    assert np.isnan(found.price_multiple_x[7, 3:]).all()


def test_two_rounds_by_hand_and_a_company_with_one():
    # 2 of 10: 8 shares become 10, at 1.00; 2 of 20: 10 become 100 / 9, at 1.80; 50 at the exit is 4.50 each
    found = many_multiples([8, 1], [[2, 2], [1, None]], [[10, 20], [2, None]], [50, 3])
    wanted = {
        "issue_price_usd": [1.0, 1.8, 1.0],
        "price_multiple_x": [4.5, 2.5, 1.5],
        "valuation_multiple_x": [5.0, 2.5, 1.5],
        "retained_frac": [0.9, 1.0, 1.0],
    }
    for name, values in wanted.items():
        array = getattr(found, name)
        assert [*array[0], array[1, 0]] == near(values), name
        assert np.isnan(array[1, 1])


@pytest.mark.parametrize(
    ("given", "code", "told"),
    [
        (([2, 0.0], [[1]], [[2]], [1]), "not_positive", {"name": "shares", "value": 0.0}),
        (([1], [[-1.0]], [[2]], [1]), "not_positive", {"name": "raised", "value": -1.0}),
        (([1], [[1]], [[2]], [1, np.inf]), "not_positive", {"name": "exit_value_usd", "value": np.inf}),
        (([1], [[1, 2.0]], [[2, 2.0]], [1]), "raised_over_post", {"amount": 2.0, "post": 2.0}),
        (([1], [[1]], [[2]], [1], -5.0), "no_shares_left", {"shares": -8.0}),  # -4 over a half
        (([1], [[1]], [[2]], [1], -1.0), "no_shares_left", {"shares": 0.0}),
    ],
)
def test_multiples_that_cannot_be(given, code, told):
    with pytest.raises(CalcError) as caught:
        many_multiples(*given[:4], other_shares=given[4] if len(given) > 4 else 0)
    assert (caught.value.code, caught.value.params) == (code, told)


def test_less_than_one_share_is_a_count_too():
    assert many_multiples([0.25], [[1]], [[2]], [1]).issue_price_usd.tolist() == [[4.0]]  # 2 / (0.25 x 2)


def peak_bytes(exits: int) -> int:
    """Most memory held while a sweep of exits is read chunk by chunk."""
    terms = exit_case("late-stage").terms
    waterfall(terms, [1e6])
    tracemalloc.start()
    for low in range(0, exits, 20_000):
        waterfall(terms, 5e6 + 1e3 * np.arange(low, min(low + 20_000, exits)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_a_sweep_in_chunks_keeps_its_memory_flat():
    assert peak_bytes(400_000) < 1.2 * peak_bytes(40_000)
