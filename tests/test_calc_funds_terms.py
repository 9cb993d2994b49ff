"""Terms of a simulated fund: stage by stage, reserves, recycling, markets, curves; each against
a sum done by hand or a fund replayed check by check in plain Python.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calc.errors import CalcError
from calc.funds import Buckets, FundPlan, Graduation, Stage, Summary, simulate
from calc.funds.block import draw_block
from calc.funds.plan import first_calls, first_check
from calc.irr import irr
from tests.drawn import many, near

SEED = Stage("Seed", 0.5, 4.0, 0.25, 2, 0.5, 1.0, 1.0, exit_years=3)
LAST = Stage("Series A", 0.0, 1.0, 0.0, 1, 1.0, 10.0, 10.0, exit_years=5)
TWO = Graduation((SEED, LAST))


def flat(multiple_x: float) -> Buckets:
    """Every company gives the same."""
    return Buckets((multiple_x, multiple_x + 1e-12), (1.0,))


def plain(multiples: list[float], **changes) -> FundPlan:
    return FundPlan(fee_frac=0.0, carry_frac=0.0, **changes)


# --- stage by stage ----------------------------------------------------------------------


def test_stages_are_the_sum_done_by_hand():
    # half stop at the seed, half of these sold at 1x: 0.5 * 0.5 * 1 = 0.25
    # half raise at 4x the value, 25 % diluted: price 3; all sold at 10x: 0.5 * 3 * 10 = 15
    assert TWO.prices.tolist() == [1.0, 3.0]
    assert TWO.mean_x() == near(15.25)
    uniform = (np.arange(400_000) + 0.5) / 400_000
    multiples, last = TWO.draw(uniform)
    assert float(multiples.mean()) == near(15.25, rel=1e-4)
    assert sorted({round(one, 9) for one in multiples.tolist()}) == [0.0, 1.0, 30.0]
    assert (last > 0).mean() == near(0.5)
    assert TWO.exit_waits.tolist() == [3, 7] and TWO.wait_chances().tolist() == [0.5, 0, 0, 0, 0.5]


def test_a_sale_is_even_in_logarithms():
    one = Graduation((Stage("Seed", 0.0, 1.0, 0.0, 1, 1.0, 0.5, 8.0),))
    uniform = (np.arange(100_000) + 0.5) / 100_000
    drawn, _ = one.draw(uniform)
    assert float(np.median(drawn)) == near(2.0, rel=1e-3), "the geometric middle of 0.5 and 8"
    assert float(drawn.mean()) == near(7.5 / math.log(16), rel=1e-4)


def test_a_drawn_fund_of_stages_has_the_mean_of_one_company():
    drawn = simulate(FundPlan(outcomes=TWO, companies=20), 40_000)
    assert drawn.mean_gross_x == near(15.25, rel=0.01)
    assert drawn.years == 3 + 7, "the last check is in year 3, its exit 7 years later"


# --- money in ----------------------------------------------------------------------------


@many
@given(
    st.integers(1, 60),
    st.integers(1, 6),
    st.floats(0.0, 0.04),
    st.integers(1, 8),
    st.integers(0, 6),
    st.floats(0.0, 0.8),
)
def test_checks_reserve_and_fees_are_the_whole_fund(companies, years, fee, first, more, reserve):
    plan = FundPlan(
        companies,
        fee_frac=fee,
        invest_years=years,
        exit_from=first,
        exit_to=first + more,
        reserve_frac=reserve,
        raise_after=1,
    )
    called = float(first_calls(plan).sum()) + plan.invested_frac * reserve
    assert called == near(1.0, rel=1e-9)
    assert list(plan.held[years:]) == sorted(plan.held[years:], reverse=True)
    assert plan.held[-1] == 0.0, "nothing is held after the last exit"


def test_the_fee_after_investing_is_on_the_cost_still_held():
    # one check of all money in year 0, exit after exactly 3 years: fee in years 0, 1, 2
    plan = FundPlan(1, fee_frac=0.1, invest_years=1, exit_from=3, exit_to=3)
    # invested i: 0.1 + 2 * 0.1 * i + i = 1, so i = 0.75
    assert plan.invested_frac == near(0.75)
    assert plan.fees == near((0.1, 0.075, 0.075, 0.0))


# --- reserves, recycling, markets ----------------------------------------------------------


def test_a_reserve_buys_at_the_later_price():
    # all give 6x and raise again at 2x: half the money makes 6x, half 3x
    plan = FundPlan(outcomes=flat(6.0), fee_frac=0, carry_frac=0, reserve_frac=0.5, follow_price_x=2.0)
    assert simulate(plan, 500).mean_net_x == near(4.5, rel=1e-6)


def test_a_reserve_nobody_raises_for_is_not_called():
    plan = FundPlan(outcomes=flat(0.5), fee_frac=0, carry_frac=0, reserve_frac=0.5)
    drawn = simulate(plan, 500)
    assert drawn.mean_net_x == near(0.5, rel=1e-6), "over what was called, which is half of it"
    assert float(drawn.flows.sum()) / 500 == near(-0.25, rel=1e-6)


def test_recycled_money_is_invested_once_more():
    # every company gives 2x after 1 year; all checks in year 0: 0.3 of the 2.0 goes in again, gives 0.6
    plan = FundPlan(
        outcomes=flat(2.0),
        fee_frac=0,
        carry_frac=0,
        invest_years=1,
        exit_from=1,
        exit_to=1,
        recycle_frac=0.3,
        recycle_years=1,
    )
    drawn = simulate(plan, 500)
    assert drawn.mean_net_x == near(2.0 - 0.3 + 0.6, rel=1e-6)
    assert (drawn.flows / 500).tolist() == near([-1.0, 1.7, 0.6], rel=1e-6)


def test_a_market_moves_funds_together_and_leaves_the_mean():
    calm = FundPlan(outcomes=flat(2.0), fee_frac=0, carry_frac=0, invest_years=2)
    wild = FundPlan(outcomes=flat(2.0), fee_frac=0, carry_frac=0, invest_years=2, market_volatility=0.5)
    tied = FundPlan(
        outcomes=flat(2.0),
        fee_frac=0,
        carry_frac=0,
        invest_years=2,
        market_volatility=0.5,
        market_correlation=0.9,
    )
    spread = [_spread(simulate(plan, 100_000)) for plan in (calm, wild, tied)]
    assert spread[0] < 0.01 < spread[1] < spread[2], "more checks do not help against one market"
    assert simulate(wild, 100_000).mean_gross_x == near(2.0, rel=0.01)


def _spread(drawn: Summary) -> float:
    return drawn.quantile(0.9) - drawn.quantile(0.1)


def test_catch_up_decides_what_is_left_above_the_hurdle():
    # 1 in at year 0, 2 out at year 4, hurdle 10 % simple: due 1.4, so 0.6 above it
    common = {"outcomes": flat(2.0), "fee_frac": 0.0, "hurdle_frac": 0.1, "invest_years": 1}
    full, half, none = (
        simulate(FundPlan(catch_up_frac=part, exit_from=4, exit_to=4, **common), 200).mean_net_x
        for part in (1.0, 0.3, 0.2)
    )
    assert full == near(2 - 0.2 * 1.0, rel=1e-6), "a fifth of all profit"
    assert half == near(2 - 0.3 * 0.6, rel=1e-6), "0.3 of what is above the hurdle is not yet a fifth"
    assert none == near(2 - 0.2 * 0.6, rel=1e-6), "a fifth of what is above the hurdle"


# --- the whole fund, check by check --------------------------------------------------------


def replayed(plan: FundPlan, seed: int, funds: int) -> list[tuple[float, float, list[float]]]:
    """Net multiple, rate and flows of each fund by loops, from the same random numbers."""
    random = np.random.Generator(np.random.SFC64(np.random.SeedSequence([seed, 0])))
    multiples = plan.outcomes.draw(random.random((funds, plan.companies)))
    waits = random.integers(plan.exit_from, plan.exit_to + 1, (funds, plan.companies), dtype=np.int8)
    found = []
    for multiple, wait in zip(multiples.tolist(), waits.tolist(), strict=True):
        raised = [one >= plan.raise_from_x for one in multiple]
        each = plan.invested_frac * plan.reserve_frac / max(1, sum(raised)) if plan.reserve_frac else 0.0
        into, out = list(plan.fees), [0.0] * (plan.years + 1)
        for at in range(plan.companies):
            year = at * plan.invest_years // plan.companies
            into[year] += first_check(plan)
            out[year + wait[at]] += first_check(plan) * multiple[at]
            if raised[at] and each:
                into[year + plan.raise_after] += each
                out[year + wait[at]] += each * multiple[at] / plan.follow_price_x
        taken, flows = 0.0, []
        for year in range(plan.years + 1):
            total, capital = sum(out[: year + 1]), sum(into)
            due = capital + sum(plan.hurdle_frac * (year - at) * into[at] for at in range(year + 1))
            carry = min(
                plan.carry_frac * max(0.0, total - capital), plan.catch_up_frac * max(0.0, total - due)
            )
            carry = max(taken, carry)
            flows.append(out[year] - (carry - taken) - into[year])
            taken = carry
        rate = min(irr(flows).roots_frac, key=abs, default=None)  # late fees leave a second one near -100 %
        found.append(((sum(out) - taken) / sum(into), rate, flows))
    return found


@pytest.mark.parametrize("reserve", [0.0, 0.4])
def test_a_block_is_what_loops_over_every_check_give(reserve):
    plan = FundPlan(7, reserve_frac=reserve, hurdle_frac=0.08, catch_up_frac=0.5)
    ours, loops = draw_block(plan, 5, 0, 300), replayed(plan, 5, 300)
    assert ours.net_sum == near(math.fsum(net for net, _, _ in loops), rel=1e-10)
    assert (ours.flows).tolist() == near(
        [math.fsum(flows[year] for _, _, flows in loops) for year in range(plan.years + 1)],
        rel=1e-9,
        abs=1e-9,
    )
    rates = sorted(rate for _, rate, _ in loops if rate is not None)
    assert len(rates) > 290
    for part in (0.25, 0.5, 0.75):
        assert ours.rate_quantile(part) == near(float(np.quantile(rates, part)), abs=6e-3)
    half = sorted(sum(flows[:7]) for _, _, flows in loops)[150]
    assert ours.net_cash_quantile(6, 0.5) == near(half, abs=0.02)


def test_the_curves_begin_with_the_calls_and_end_with_the_multiple():
    drawn = simulate(FundPlan(), 20_000)
    first = -(FundPlan().fees[0] + first_check(FundPlan()) * 8)  # checks 0 to 7 of 30 are in year 0
    assert drawn.net_cash_quantile(0, 0.5) == near(first, abs=1e-3)
    assert drawn.net_cash_quantile(drawn.years, 0.5) + 1 == near(drawn.quantile(0.5), rel=0.01)
    assert drawn.dpi_quantile(drawn.years, 0.5) == near(drawn.quantile(0.5), rel=0.01), "all is paid out"
    middle = [drawn.dpi_quantile(year, 0.5) for year in range(drawn.years + 1)]
    assert middle == sorted(middle)
    with pytest.raises(CalcError, match="out_of_range"):
        drawn.dpi_quantile(drawn.years + 1, 0.5)
