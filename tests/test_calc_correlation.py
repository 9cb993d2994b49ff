"""Correlation against published numbers, and its interval."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.correlation import correlation, effective_count, fisher_interval, lag_one, pearson, ranks
from calc.errors import CalcError
from tests.drawn import many, near

# Anscombe, "Graphs in statistical analysis", The American Statistician 27 (1973): r = 0.816 in all four
X123 = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
QUARTET = [
    (X123, [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]),
    (X123, [9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74]),
    (X123, [7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73]),
    ([8] * 7 + [19] + [8] * 3, [6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89]),
]
values = st.floats(-1e6, 1e6)
series = st.lists(st.tuples(values, values), min_size=4, max_size=40)


@pytest.mark.parametrize(("x", "y"), QUARTET)
def test_anscombes_quartet(x, y):
    assert pearson(x, y) == pytest.approx(0.816, abs=1e-3)


def test_a_straight_line_is_one_and_never_a_rounding_above():
    x = [1.6, 6.4, 9.8, 5.8]
    assert pearson(x, [3.1 * value for value in x]) == 1.0  # unbounded it comes to 1.0000000000000002
    assert pearson(x, [-3.1 * value for value in x]) == -1.0
    with pytest.raises(ValueError, match="shorter"):
        pearson([1, 2, 3], [1, 2])


def test_spearman_by_hand():
    """Kendall's textbook rule without ties: 1 - 6 sum d² / n(n² - 1); d = 1, 1, 0, 0, so 0.8."""
    assert correlation([1, 2, 3, 4], [20, 10, 30, 40]).spearman == pytest.approx(1 - 6 * 2 / (4 * 15))
    assert ranks([3, 1, 3, 3]) == [3.0, 1.0, 3.0, 3.0]


def test_fisher_by_hand():
    """artanh 0.5 = 0.549306, 1.959964 / sqrt(25) = 0.391993."""
    low, high = fisher_interval(0.5, 28)
    assert (math.atanh(low), math.atanh(high)) == (
        pytest.approx(0.157313, abs=1e-6),
        pytest.approx(0.941299, abs=1e-6),
    )
    assert fisher_interval(1.0, 10) == (1.0, 1.0)


def test_slow_series_are_worth_fewer_years():
    """Two straight lines of 20: each follows itself by 17/20, so 20 (1 - 0.7225) / (1 + 0.7225) = 3.2."""
    line = list(range(20))
    assert lag_one(line) == pytest.approx(0.85)
    assert effective_count(line, line) == pytest.approx(20 * (1 - 0.7225) / (1 + 0.7225))
    assert lag_one([1, 1, 1]) == 0


def test_too_few_independent_years_have_no_interval():
    found = correlation([1, 2, 3, 4, 5], [2, 1, 4, 3, 9])
    assert found.effective_n > 3
    hump = [math.sin(math.pi * at / 40) ** 2 for at in range(41)]
    slow = correlation(hump, [value * value for value in hump])
    assert slow.effective_n <= 3
    assert (slow.low, slow.high, slow.tells_apart_from_zero) == (None, None, False)


def test_an_interval_by_hand():
    """r = 16 / sqrt(10 x 38.8); each follows itself by 0.4 and 0.16 / 38.8, so 5 pairs are worth 4.98353."""
    found = correlation([1, 2, 3, 4, 5], [2, 1, 4, 3, 9])
    r, both = 16 / math.sqrt(388), 0.4 * 0.16 / 38.8
    assert (found.n, found.pearson) == near((5, r))
    assert found.effective_n == near(5 * (1 - both) / (1 + both))
    middle, half = math.atanh(r), 1.959963984540054 / math.sqrt(found.effective_n - 3)
    assert (middle, half) == near((1.1337, 1.3916), rel=1e-4)
    assert (found.low, found.high) == near((math.tanh(middle - half), math.tanh(middle + half)))
    assert not found.tells_apart_from_zero
    # a line of four follows itself by 0.25, the other by 0.15: 4 x 0.9625 / 1.0375 = 3.71
    few = correlation([1, 2, 3, 4], [1, 2, 4, 3])
    assert few.effective_n == near(4 * 0.9625 / 1.0375)
    assert few.low is not None and few.high is not None and few.low < 0 < few.high
    fall = correlation(list(range(30)), [(-1) ** at - at for at in range(30)])
    assert fall.high is not None and fall.high < 0 and fall.tells_apart_from_zero


@pytest.mark.parametrize(
    ("x", "y", "code", "told"),
    [
        ([1, 2, 3], [1, 2, 3], "too_few_points", {"found": 3, "least": 4}),
        ([1, 2], [1], "unequal_lengths", {"first": 2, "second": 1}),
        ([1] * 5, [1, 2, 3, 4, 5], "constant_series", {}),
        ([1, 2, 3, 4, 5], [1] * 5, "constant_series", {}),
    ],
)
def test_refusals(x, y, code, told):
    with pytest.raises(CalcError) as error:
        correlation(x, y)
    assert (error.value.code, error.value.params) == (code, told)


@many
@given(series)
def test_laws_of_correlation(pairs):
    x, y = [a for a, _ in pairs], [b for _, b in pairs]
    try:
        found = correlation(x, y)
    except CalcError as error:
        assert error.code == "constant_series"
        return
    turned = correlation(y, x)
    assert -1 <= found.pearson <= 1
    assert near(found.pearson, abs=1e-9) == turned.pearson
    assert found.effective_n <= found.n
    if found.low is not None and found.high is not None:
        assert found.low <= found.pearson <= found.high
