"""SAFEs that sell a fraction each before a round that sells another: to 0.001 points, by hand."""

from __future__ import annotations

import pytest

from calc.safes import Before, Convertible, RoundTerms, solve_round

POINT = 0.001 / 100  # a thousandth of a percentage point


@pytest.mark.parametrize("papers", [1, 2, 5])
def test_papers_of_eight_percent_before_a_round_of_twenty(papers):
    """Post-money papers add up and dilute the founders alone; the round then takes 20 % of everybody.

    One: 92 % x 0.8 = 73.6 and 8 % x 0.8 = 6.4. Two: 67.2 and 6.4 each. Five: 48 and 6.4 each.
    """
    safes = [Convertible(f"s{at}", 8e5, cap_usd=1e7) for at in range(papers)]
    done = solve_round(Before(9e6), safes, RoundTerms(2e7, 5e6))
    founders = 9e6 / done.fully_diluted_shares
    assert founders == pytest.approx((1 - 0.08 * papers) * 0.8, abs=POINT)
    assert [one.frac for one in done.conversions] == [pytest.approx(0.064, abs=POINT)] * papers
    assert done.new_frac == pytest.approx(0.2, abs=POINT)


def test_five_unlike_papers_with_a_pool():
    """Caps of 5, 8, 10, 12 and 20 million for 2, 4, 3, 6 and 5 % of the company before the round.

    Pool 10 % and round 20 % leave 70 points; the papers hold 20 % of what is left of the shares
    before the increase, so 1.4, 2.8, 2.1, 4.2 and 3.5 points, and the founders 56.
    """
    terms = [(5e6, 0.02), (8e6, 0.04), (10e6, 0.03), (12e6, 0.06), (20e6, 0.05)]
    safes = [Convertible(f"s{at}", cap * part, cap_usd=cap) for at, (cap, part) in enumerate(terms)]
    done = solve_round(Before(8e6), safes, RoundTerms(4e7, 1e7, target_pool_frac=0.1))
    assert 8e6 / done.fully_diluted_shares == pytest.approx(0.56, abs=POINT)
    assert [one.frac for one in done.conversions] == pytest.approx(
        [0.014, 0.028, 0.021, 0.042, 0.035], abs=POINT
    )
    assert done.pool_shares / done.fully_diluted_shares == pytest.approx(0.1, abs=POINT)
