"""Simulated venture funds: outcomes of companies, fees and carry, what the investors get."""

from calc.funds.outcomes import Buckets, PowerLaw, Winners, chance_of_at_least_one, draw_outcomes
from calc.funds.plan import FundPlan
from calc.funds.simulate import Summary, simulate
from calc.funds.waterfall import fee_and_carry_table

__all__ = [
    "Buckets",
    "FundPlan",
    "PowerLaw",
    "Summary",
    "Winners",
    "chance_of_at_least_one",
    "draw_outcomes",
    "fee_and_carry_table",
    "simulate",
]
