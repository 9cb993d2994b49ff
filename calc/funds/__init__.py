"""Simulated venture funds: outcomes of companies, fees and carry, what the investors get."""

from calc.funds.graduation import Graduation, Stage
from calc.funds.outcomes import Buckets, PowerLaw, Winners, chance_of_at_least_one, draw_outcomes
from calc.funds.plan import FundPlan
from calc.funds.simulate import simulate
from calc.funds.summary import Summary
from calc.funds.waterfall import fee_and_carry_table

__all__ = [
    "Buckets",
    "FundPlan",
    "Graduation",
    "PowerLaw",
    "Stage",
    "Summary",
    "Winners",
    "chance_of_at_least_one",
    "draw_outcomes",
    "fee_and_carry_table",
    "simulate",
]
