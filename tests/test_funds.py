"""The fund page without a browser: plans from data, runs in the background, words in two languages."""

from __future__ import annotations

import pytest

from calc.errors import CalcError
from calc.funds import Buckets, Graduation, simulate
from dashboard.export.funds import funds_csv
from dashboard.i18n.catalog import text
from dashboard.scenario.funds import FUND_CHARTS, OUTCOMES, FundView
from dashboard.sources.funds import load_stages
from dashboard.views.fund_plan import outcomes_of, plan_of, recorded_terms
from dashboard.views.fund_runs import QUICK, Run, run_of
from dashboard.views.fund_words import caption, lowest_and_back
from dashboard.views.funds import FundPage
from tests.drawn import near
from tests.waiting import comes


def test_stages_are_worked_out_from_their_rows():
    # Carta, class of 2018: 2,464 seeds, 1,588 Series A; medians of 2026: $24.3M and $80.0M, 18 % sold
    onward, step, dilution, _ = recorded_terms()[0]
    assert onward == round(1588 / 2464, 3)
    assert step == round(80.0 / 24.3, 2)
    assert dilution == 0.18
    found = outcomes_of(FundView(outcomes="stages"))
    assert isinstance(found, Graduation)
    assert float(found.reached[-1]) == near(50 / 2464, rel=2e-3), "50 of them raised a Series D or later"
    assert [stage.name for stage in found.stages] == [stage.key for stage in load_stages()]


def test_buckets_are_those_printed_and_the_mean_hangs_on_the_open_one():
    # Correlation Ventures 2004-2013, rounded: 65, 25, 6, 2.5, 1.5 %; 4 % reach 10x
    low, high = (outcomes_of(FundView(outcomes="buckets", open_x=open_x)) for open_x in (50.0, 200.0))
    assert isinstance(low, Buckets) and isinstance(high, Buckets)
    assert low.at_least(10) == near(0.04) and 1 - low.at_least(1) == near(0.65)
    assert high.mean_x() - low.mean_x() == near(0.015 * 75)


def test_a_long_run_is_seen_as_it_grows_and_stops():
    plan = plan_of(FundView(companies=40))
    run = Run(plan, 5_000_000, 1)
    run.begin()
    assert run.found is not None, "the first funds are there when it has begun"
    comes(lambda: run.done > 20_000)
    run.cancel()
    run.wait()
    assert run.was_cancelled and run.found.funds == run.done < 5_000_000
    first = simulate(plan, run.done, seed=1)
    assert first.net_sum == run.found.net_sum, "what is done is exact for the funds it says"


def test_a_short_run_is_done_at_once_and_kept():
    plan = plan_of(FundView(companies=7))
    run = run_of(plan, QUICK, 5)
    assert run.is_over and not run.was_cancelled and run.done == QUICK
    assert run_of(plan, QUICK, 5) is run


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("chart", FUND_CHARTS)
@pytest.mark.parametrize("outcomes", OUTCOMES)
def test_every_chart_says_its_finding_and_every_assumption(lang, chart, outcomes):
    words = text(lang)
    view = FundView(chart, outcomes, draws=5_000, reserve_frac=0.3, recycle_frac=0.1, market_volatility=0.2)
    page = FundPage(view)
    found = page.summary
    assert not isinstance(found, CalcError)
    said = caption(page, found, words)
    assert words.num.percent(0.3) in said.subtitle and words.num.percent(0.1) in said.subtitle
    assert "{" not in f"{said.title}{said.subtitle}{said.source}"
    assert len(funds_csv(page).splitlines()) > 5


def test_the_j_curve_title_is_of_its_lowest_point():
    found = FundPage(FundView(draws=5_000)).summary
    assert not isinstance(found, CalcError)
    lowest, depth, back = lowest_and_back(found)
    middle = [found.net_cash_quantile(year, 0.5) for year in range(found.years + 1)]
    assert depth == min(middle) == middle[lowest] < 0
    assert back is not None and middle[back] >= 0 > middle[back - 1]
