"""The terms of a simulated fund: checks, reserves, years, fees, carry and hurdle."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from calc.captable import check_positive
from calc.errors import CalcError
from calc.funds.graduation import Graduation
from calc.funds.outcomes import Floats, Outcomes, PowerLaw, running

_FRACTIONS = (
    "fee_frac",
    "carry_frac",
    "hurdle_frac",
    "reserve_frac",
    "recycle_frac",
    "market_correlation",
)


@dataclass(frozen=True)
class FundPlan:
    """A fund of equal first checks. Fractions are of committed capital and a year where not said.

    Checks are spread evenly over invest_years; each company exits exit_from to exit_to years
    after its check, all whole years equally likely (a Graduation brings its own years).

    reserve_frac of the money invested waits for follow-ons: raise_after years after its check a
    company whose outcome is at least raise_from_x raises again at follow_price_x times the first
    price, and the reserve goes in equal parts to those that do; where none does, it is not called.
    recycle_frac of commitments may be invested once more out of proceeds of the first
    recycle_years: it is neither distributed nor called again.
    Every year of checks has a market of its own that multiplies its outcomes: mean one,
    market_volatility in logarithms, correlated with the year before.

    The fee is on commitments while investing and on the cost still held after that (on the
    average of the exits); carry is on profit over all money called, whole fund: capital back
    first, then the simple hurdle, then catch_up_frac of each dollar until carry is whole.

    Raises:
        CalcError: "not_positive"; "not_a_fraction"; "out_of_range" for years that do not fit;
            "nothing_to_invest" if the fees eat the whole fund.
    """

    companies: int = 30
    outcomes: Outcomes | Graduation = field(default_factory=PowerLaw)
    fee_frac: float = 0.02
    carry_frac: float = 0.2
    hurdle_frac: float = 0.0
    catch_up_frac: float = 1.0
    invest_years: int = 4
    exit_from: int = 4
    exit_to: int = 10
    reserve_frac: float = 0.0
    raise_after: int = 2
    raise_from_x: float = 1.0
    follow_price_x: float = 2.5
    recycle_frac: float = 0.0
    recycle_years: int = 5
    market_volatility: float = 0.0
    market_correlation: float = 0.0

    def __post_init__(self) -> None:
        check_positive(companies=self.companies, follow_price_x=self.follow_price_x)
        for name in _FRACTIONS:
            if not 0 <= getattr(self, name) < 1:
                raise CalcError("not_a_fraction", name=name, value=getattr(self, name))
        if not self.carry_frac <= self.catch_up_frac <= 1:
            raise CalcError("not_a_fraction", name="catch_up_frac", value=self.catch_up_frac)
        if not self.market_volatility >= 0:
            raise CalcError("negative", name="market_volatility", value=self.market_volatility)
        if not 1 <= self.invest_years <= 10 or not 1 <= self.exit_from <= self.exit_to <= 20:
            raise CalcError("out_of_range", years=self.exit_to)
        if not 1 <= self.recycle_years <= 20:
            raise CalcError("out_of_range", years=self.recycle_years)
        if self.reserve_frac and not 1 <= self.raise_after <= self.waits[0]:
            raise CalcError("out_of_range", years=self.raise_after)
        if not self.fee_frac * self.invest_years < 1:
            raise CalcError("nothing_to_invest")

    @property
    def waits(self) -> tuple[int, int]:
        """Fewest and most years from a check to the exit."""
        if isinstance(self.outcomes, Graduation):
            return self.outcomes.waits
        return self.exit_from, self.exit_to

    @property
    def years(self) -> int:
        """Years from the first check to the last possible exit."""
        last = self.recycle_years if self.recycle_frac else 0
        return max(self.invest_years - 1, last) + self.waits[1]

    @property
    def bought(self) -> npt.NDArray[np.int64]:
        """Year of each company's first check."""
        return bought(self.companies, self.invest_years)

    @cached_property
    def held(self) -> Floats:
        """Part of the cost still held at the start of each year, on the average of the exits."""
        first, last = self.waits
        if isinstance(self.outcomes, Graduation):
            chances = self.outcomes.wait_chances()
        else:
            chances = np.full(last - first + 1, 1 / (last - first + 1))
        left = np.array([chances[max(0, at + 1 - first) :].sum() for at in range(self.years + 1)])
        ages = np.arange(self.years + 1)[:, None] - self.bought[None, :]
        held: Floats = np.where(ages >= 0, left[np.clip(ages, 0, self.years)], 0.0).mean(axis=1)
        return held

    @cached_property
    def fees(self) -> tuple[float, ...]:
        """Fee of each year as a fraction of commitments."""
        early = [self.fee_frac] * self.invest_years
        late = self.fee_frac * self.invested_frac * self.held[self.invest_years :]
        return (*early, *late.tolist())

    @cached_property
    def invested_frac(self) -> float:
        """Part of the commitments that goes into companies: what the fees leave.

        (1 - fee x years of investing) / (1 + fee x sum of the cost held in each year after)
        """
        after = float(self.held[self.invest_years :].sum())
        return (1 - self.fee_frac * self.invest_years) / (1 + self.fee_frac * after)


def bought(companies: int, invest_years: int) -> npt.NDArray[np.int64]:
    """Year of each first check, spread evenly."""
    return np.arange(companies, dtype=np.int64) * invest_years // companies


def first_calls(plan: FundPlan) -> Floats:
    """First checks and fees of each year; with the reserve, if it is called, they come to one."""
    paid = np.array(plan.fees)
    counts = np.bincount(plan.bought, minlength=plan.invest_years)
    paid[: plan.invest_years] += first_check(plan) * counts
    return paid


def first_check(plan: FundPlan) -> float:
    """One first check as a fraction of commitments."""
    return plan.invested_frac * (1 - plan.reserve_frac) / plan.companies


def carry_taken(plan: FundPlan, total: Floats, paid: Floats) -> Floats:
    """Carry taken up to and with each year: a row per year, a column per fund.

    carry = least of carry x (proceeds - all capital) and catch-up x (proceeds - capital with the
    hurdle on it); what was once taken is not given back.

    Args:
        total: Proceeds so far by year and fund; the last years do, if nothing came before.
        paid: Calls by year, or by year and fund.
    """
    calls = paid[:, None] if paid.ndim == 1 else paid
    capital = calls.sum(axis=0)
    carry: Floats = total - capital
    np.maximum(carry, 0.0, out=carry)
    carry *= plan.carry_frac
    if plan.hurdle_frac:
        years = np.arange(len(calls))[:, None]
        grown = years * running(calls) - running(calls * years)
        due = (capital + plan.hurdle_frac * grown)[len(calls) - len(total) :]
        np.minimum(carry, plan.catch_up_frac * np.maximum(total - due, 0.0), out=carry)
        np.maximum.accumulate(carry, axis=0, out=carry)
    return carry
