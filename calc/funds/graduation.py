"""Outcomes stage by stage: raise the next round at a higher price, be sold, or close."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from calc.captable import check_positive
from calc.errors import CalcError
from calc.funds.outcomes import Floats


@dataclass(frozen=True)
class Stage:
    """What follows a round. Of the companies that raised it, next_frac raise the next one
    wait_years later; of the rest exit_frac are sold exit_years later and the others give nothing.

    value_step_x: next post-money / this post-money. dilution_frac: what the next round and the
    pool with it take from a holder. A sale brings exit_low_x to exit_high_x of this round's
    post-money, even in logarithms.

    Raises:
        CalcError: "not_a_fraction"; "not_positive"; "out_of_range".
    """

    name: str
    next_frac: float
    value_step_x: float
    dilution_frac: float
    wait_years: int
    exit_frac: float
    exit_low_x: float
    exit_high_x: float
    exit_years: int = 3

    def __post_init__(self) -> None:
        check_positive(
            value_step_x=self.value_step_x, exit_low_x=self.exit_low_x, exit_high_x=self.exit_high_x
        )
        for name in ("next_frac", "exit_frac", "dilution_frac"):
            if not 0 <= getattr(self, name) <= 1:
                raise CalcError("not_a_fraction", name=name, value=getattr(self, name))
        if self.exit_low_x > self.exit_high_x:
            raise CalcError("out_of_range", multiple=self.exit_low_x)
        if not (1 <= self.wait_years <= 5 and 1 <= self.exit_years <= 10):
            raise CalcError("out_of_range", years=self.exit_years)

    @property
    def price_step_x(self) -> float:
        """Price of the next round / price of this one: value step x what the holder keeps."""
        return self.value_step_x * (1 - self.dilution_frac)

    @property
    def exit_mean_x(self) -> float:
        """Mean of a sale: (high - low) / ln(high / low)."""
        if self.exit_high_x == self.exit_low_x:
            return self.exit_low_x
        return (self.exit_high_x - self.exit_low_x) / float(np.log(self.exit_high_x / self.exit_low_x))


@dataclass(frozen=True)
class Graduation:
    """Rounds in order, the one of the first check first; the last raises no further one.

    Raises:
        CalcError: "no_rounds"; "not_a_fraction" if the last stage has a next.
    """

    stages: tuple[Stage, ...]

    def __post_init__(self) -> None:
        if not self.stages:
            raise CalcError("no_rounds")
        if self.stages[-1].next_frac:
            raise CalcError("not_a_fraction", name="next_frac", value=self.stages[-1].next_frac)

    @property
    def reached(self) -> Floats:
        """Part of the companies that raise each round."""
        onward = [stage.next_frac for stage in self.stages[:-1]]
        return np.cumprod(np.array([1.0, *onward]))

    @property
    def prices(self) -> Floats:
        """Price of each round over the first one, a holder's dilution taken out."""
        return np.cumprod(np.array([1.0, *(stage.price_step_x for stage in self.stages[:-1])]))

    @property
    def exit_waits(self) -> npt.NDArray[np.int64]:
        """Years from the first check to the end of a company that stops at each round."""
        before = np.cumsum(np.array([0, *(stage.wait_years for stage in self.stages[:-1])]))
        waits: npt.NDArray[np.int64] = before + np.array([stage.exit_years for stage in self.stages])
        return waits

    @property
    def waits(self) -> tuple[int, int]:
        """Fewest and most years to the end."""
        return int(self.exit_waits.min()), int(self.exit_waits.max())

    @property
    def stop_chances(self) -> Floats:
        """Part of the companies whose last round is each one; together one."""
        return -np.diff(np.array([*self.reached, 0.0]))

    def wait_chances(self) -> Floats:
        """Part of the companies that end after each number of years, from the fewest on."""
        first, last = self.waits
        spots = self.exit_waits - first
        chances = np.zeros(last - first + 1)
        np.add.at(chances, spots, self.stop_chances)
        return chances

    def mean_x(self) -> float:
        """Sum over rounds of chance to stop there x part sold x price x mean of a sale.

        >>> Graduation((Stage("Seed", 0.0, 1.0, 0.0, 1, 0.5, 2.0, 2.0),)).mean_x()
        1.0
        """
        each = [stage.exit_frac * stage.exit_mean_x for stage in self.stages]
        return float(np.dot(self.stop_chances * self.prices, each))

    def draw(self, uniform: Floats) -> tuple[Floats, npt.NDArray[np.int64]]:
        """Multiples of the first check and the round each company stopped at, of uniform numbers.

        One uniform number does it all: where it falls says the round, where within that says
        whether it was sold, where within that the price.
        """
        edges = np.array([0.0, *np.cumsum(self.stop_chances)])
        edges[-1] = 1.0
        last = np.minimum(np.searchsorted(edges, uniform, side="right"), len(self.stages)) - 1
        width = np.maximum(np.diff(edges), 1e-300)
        inside = (uniform - edges[last]) / width[last]
        sold = np.array([stage.exit_frac for stage in self.stages])[last]
        low = np.log([stage.exit_low_x for stage in self.stages])[last]
        high = np.log([stage.exit_high_x for stage in self.stages])[last]
        with np.errstate(divide="ignore", invalid="ignore"):
            within = (inside - (1 - sold)) / sold
            multiples = self.prices[last] * np.exp(low + (high - low) * within)
        return np.where(inside >= 1 - sold, multiples, 0.0), last
