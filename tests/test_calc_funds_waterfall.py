"""The teaching table of fees and carry, year by year by hand."""

from __future__ import annotations

import pytest

from calc.errors import CalcError
from calc.funds import fee_and_carry_table
from tests.drawn import near


def test_carry_is_taken_on_new_highs_above_commitments_only():
    found = fee_and_carry_table(
        [50, 30, 0, 0, 0],
        [10, 40, 20, -30, 60],
        [0, 5, 10, 0, 20],
        fee_frac=0.02,
        carry_frac=0.2,
        committed=100,
    )
    # fee: 2 % of 50, then of 80. NAV before: 50 - 1 + 10 = 59; 59 + 30 - 1.6 + 40 = 127.4, carry 0.2 x 27.4;
    # after 127.4 - 5.48 - 5 = 116.92; + 18.4 = 135.32, carry 0.2 x (135.32 - 127.4) = 1.584; after 123.736;
    # - 31.6 = 92.136, none; + 58.4 = 150.536, carry 0.2 x (150.536 - 135.32) = 3.0432; after 127.4928
    assert found.paid_in == (50, 80, 80, 80, 80)
    assert found.management_fees == near((1.0, 1.6, 1.6, 1.6, 1.6))
    assert found.nav_before == near((59.0, 127.4, 135.32, 92.136, 150.536))
    assert found.carried_interest == near((0.0, 5.48, 1.584, 0.0, 3.0432), rel=1e-10)
    assert found.nav_after == near((59.0, 116.92, 123.736, 92.136, 127.4928), rel=1e-10)


@pytest.mark.parametrize("lengths", [(1, 2, 2), (2, 1, 2), (2, 2, 1), (1, 2, 3)])
def test_years_that_do_not_match_are_refused(lengths):
    called, results, out = ([1.0] * length for length in lengths)
    with pytest.raises(CalcError) as refused:
        fee_and_carry_table(called, results, out, fee_frac=0.02, carry_frac=0.2, committed=1)
    told = {"amounts": lengths[0], "times": lengths[2]}
    assert (refused.value.code, refused.value.params) == ("lengths_differ", told)
