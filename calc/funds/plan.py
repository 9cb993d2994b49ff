"""The terms of a simulated fund: checks, years, fees, carry and hurdle."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from calc.captable import check_positive
from calc.errors import CalcError
from calc.funds.outcomes import Floats, Outcomes, PowerLaw


@dataclass(frozen=True)
class FundPlan:
    """A fund of equal checks. Fractions are of committed capital and a year where not said.

    checks are spread evenly over invest_years; each company exits exit_from to exit_to years
    after its check, all whole years equally likely. The fee is on commitments while investing
    and on capital still invested after that; carry is on profit over all money called, with a
    whole-fund waterfall: capital back first, then the hurdle if there is one, then carry with
    full catch-up.

    Raises:
        CalcError: "not_positive"; "not_a_fraction"; "out_of_range" for years that do not fit;
            "nothing_to_invest" if the fees eat the whole fund.
    """

    companies: int = 30
    outcomes: Outcomes = field(default_factory=PowerLaw)
    fee_frac: float = 0.02
    carry_frac: float = 0.2
    hurdle_frac: float = 0.0
    invest_years: int = 4
    exit_from: int = 4
    exit_to: int = 10

    def __post_init__(self) -> None:
        check_positive(companies=self.companies)
        for name in ("fee_frac", "carry_frac", "hurdle_frac"):
            if not 0 <= getattr(self, name) < 1:
                raise CalcError("not_a_fraction", name=name, value=getattr(self, name))
        if not 1 <= self.invest_years <= 10 or not 1 <= self.exit_from <= self.exit_to <= 20:
            raise CalcError("out_of_range", years=self.exit_to)
        if not self.invested_frac > 0:
            raise CalcError("nothing_to_invest")

    @property
    def years(self) -> int:
        """Years from the first check to the last possible exit."""
        return self.invest_years - 1 + self.exit_to

    @property
    def fees(self) -> tuple[float, ...]:
        """Fee of each year as a fraction of commitments; it runs down after the investing."""
        after = self.years - self.invest_years + 1
        later = [self.fee_frac * (1 - (at + 1) / after) for at in range(after)]
        return (*[self.fee_frac] * self.invest_years, *later)[: self.years + 1]

    @property
    def invested_frac(self) -> float:
        """Part of the commitments that goes into companies: what the fees leave."""
        return 1 - math.fsum(self.fees)


def called(plan: FundPlan) -> Floats:
    """Money called in each year: checks and fees, together one."""
    paid = np.array(plan.fees)
    paid[: plan.invest_years] += plan.invested_frac / plan.invest_years
    return paid


def owed(plan: FundPlan, paid: Floats) -> Floats:
    """Capital called with the hurdle on it, simple, by year."""
    years = np.arange(len(paid))
    grown = [(paid[: at + 1] * (1 + plan.hurdle_frac * (at - years[: at + 1]))).sum() for at in years]
    due: Floats = np.array(grown) + (paid.sum() - np.cumsum(paid))
    return due
