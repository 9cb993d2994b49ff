"""The fund of a scenario: the record's odds with the reader's changes, as calc takes it."""

from __future__ import annotations

from itertools import pairwise

from calc.funds import Buckets, FundPlan, Graduation, PowerLaw, Stage
from calc.funds.outcomes import Outcomes
from dashboard.scenario.funds import FundView, StageTerms
from dashboard.sources.funds import StageMedian, load_buckets, load_law, load_stages

# What nobody publishes: how often a company that raises no further is sold, for which multiple of
# its last value, and after how many years. Assumed, and said to be.
SOLD = {
    "seed": (0.15, 0.3, 2.0),
    "series-a": (0.25, 0.3, 3.0),
    "series-b": (0.4, 0.4, 4.0),
    "series-c": (0.6, 0.5, 5.0),
    "series-d": (0.8, 0.5, 8.0),
}
EXIT_YEARS = 3


def plan_of(view: FundView) -> FundPlan:
    """The fund the reader set.

    Raises:
        CalcError: what makes no fund, as a code.
    """
    return FundPlan(
        companies=view.companies,
        outcomes=outcomes_of(view),
        fee_frac=view.fee_frac,
        carry_frac=view.carry_frac,
        hurdle_frac=view.hurdle_frac,
        catch_up_frac=max(view.catch_up_frac, view.carry_frac),
        invest_years=view.invest_years,
        exit_from=view.exits[0],
        exit_to=view.exits[1],
        reserve_frac=view.reserve_frac,
        raise_after=min(2, view.exits[0]),
        raise_from_x=view.raise_from_x,
        follow_price_x=view.follow_price_x,
        recycle_frac=view.recycle_frac,
        market_volatility=view.market_volatility,
        market_correlation=view.market_correlation,
    )


def outcomes_of(view: FundView) -> Outcomes | Graduation:
    """How one company ends."""
    if view.outcomes == "buckets":
        edges, fractions = load_buckets()
        return Buckets((*edges, view.open_x), fractions)
    if view.outcomes == "stages":
        return graduation(stage_terms(view))
    return PowerLaw(view.density_exponent, load_law().least_x, view.bound_x)


def recorded_terms() -> tuple[StageTerms, ...]:
    """Next round, value step, dilution and part sold of every stage, from the record.

    next = companies that raised the next round / this one; value step = median post-money of the
    next / of this; dilution is the next round's.
    """
    stages = load_stages()
    terms = [
        (
            round(after.raised / stage.raised, 3),
            round(after.post_money_usd / stage.post_money_usd, 2),
            after.dilution_frac,
            SOLD[stage.key][0],
        )
        for stage, after in pairwise(stages)
    ]
    return (*terms, (0.0, 1.0, 0.0, SOLD[stages[-1].key][0]))


def stage_terms(view: FundView) -> tuple[StageTerms, ...]:
    """The reader's stages, the record's where none were set."""
    recorded = recorded_terms()
    return view.stages if len(view.stages) == len(recorded) else recorded


def graduation(terms: tuple[StageTerms, ...]) -> Graduation:
    """Stages of calc from the four numbers of each."""
    pairs = list(zip(load_stages(), terms, strict=True))
    return Graduation(tuple(_stage(*pair, last=pair is pairs[-1]) for pair in pairs))


def _stage(median: StageMedian, terms: StageTerms, *, last: bool) -> Stage:
    onward, step, dilution, sold = terms
    _, low, high = SOLD[median.key]
    return Stage(
        name=median.key,
        next_frac=0.0 if last else onward,
        value_step_x=step,
        dilution_frac=dilution,
        wait_years=median.wait_years,
        exit_frac=sold,
        exit_low_x=low,
        exit_high_x=high,
        exit_years=EXIT_YEARS,
    )
