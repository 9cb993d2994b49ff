"""Which quarters and years stand beside which year."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.errors import CalcError
from calc.lags import quarter_before, rate_before, yearly_before
from tests.drawn import many, near


@many
@given(st.integers(1900, 2100), st.integers(0, 8))
def test_quarters_end_the_lag_before_the_year(year, lag):
    quarters = quarter_before(year, lag)
    at = [4 * y + q - 1 for y, q in quarters]
    assert at == list(range(at[0], at[0] + 4))
    assert at[-1] == 4 * year + 3 - lag


@many
@given(
    st.dictionaries(st.tuples(st.integers(1999, 2003), st.integers(1, 4)), st.floats(-1, 1)),
    st.integers(0, 8),
)
def test_rates_are_means_of_four_known_quarters(rates, lag):
    found = rate_before(rates, 2003, lag)
    wanted = [rates.get(quarter) for quarter in quarter_before(2003, lag)]
    assert (found is None) == (None in wanted)
    if found is not None:
        assert near(sum(wanted) / 4, abs=1e-12) == found
        if lag >= 4:
            assert rate_before(rates, 2002, lag - 4) == found, "four quarters of lag are a year"


def test_the_mean_of_four_quarters_by_hand():
    rates = {(2001, 4): 0.02, (2002, 1): 0.01, (2002, 2): 0.03, (2002, 3): 0.06, (2002, 4): 0.5}
    assert rate_before(rates, 2002, 1) == 0.03  # (2 + 1 + 3 + 6) / 4
    assert rate_before(rates, 2002, 2) is None, "2001 Q3 is not known"
    assert rate_before({**rates, (2002, 1): 0.0}, 2002, 0) == near(0.59 / 4), "a rate of zero is known"


def test_yearly_values_move_by_whole_years():
    assert yearly_before({1999: 0.856, 1998: 0.396}, 1999, 4) == 0.396
    assert yearly_before({1999: 0.856, 1998: 0.396}, 1999, 0) == 0.856
    assert yearly_before({1999: 0.856, 1997: 0.221}, 1999, 8) == 0.221
    assert yearly_before({1999: 0.856}, 1999, 8) is None


@pytest.mark.parametrize("lag", [-4, -1, 1, 2, 9, 12])
def test_a_lag_of_another_length_is_refused(lag):
    calls = [lambda: yearly_before({}, 1999, lag)]
    if lag not in range(9):
        calls += [lambda: quarter_before(1999, lag), lambda: rate_before({}, 1999, lag)]
    for call in calls:
        with pytest.raises(CalcError) as error:
            call()
        told = {"name": "lag_quarters", "value": lag}
        assert (error.value.code, error.value.params) == ("out_of_range", told)
