"""What many simulated funds add up to: chances, quantiles, J-curve, who made the return."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from calc.errors import CalcError
from calc.funds.bins import Counts, curve_at, multiple_at, multiple_bins, rate_at, spot
from calc.funds.outcomes import Floats


@dataclass(frozen=True, eq=False)
class Summary:
    """Counts of funds by bins of their multiples and rates, and sums. Add two to join them.

    net is over all money ever called. curve counts net cash paid in and out so far plus one, dpi
    what was paid out so far over what was called so far, each a row per year.
    """

    funds: int
    gross: Counts
    net: Counts
    rate: Counts
    curve: Counts
    dpi: Counts
    no_rate: int
    gross_sum: float
    net_sum: float
    top_sums: tuple[float, float, float]
    proceeds_sum: float
    lost_but_gained: int
    flows: Floats

    def __add__(self, other: Summary) -> Summary:
        return Summary(
            funds=self.funds + other.funds,
            gross=self.gross + other.gross,
            net=self.net + other.net,
            rate=self.rate + other.rate,
            curve=self.curve + other.curve,
            dpi=self.dpi + other.dpi,
            no_rate=self.no_rate + other.no_rate,
            gross_sum=self.gross_sum + other.gross_sum,
            net_sum=self.net_sum + other.net_sum,
            top_sums=tuple(a + b for a, b in zip(self.top_sums, other.top_sums, strict=True)),  # type: ignore[arg-type]
            proceeds_sum=self.proceeds_sum + other.proceeds_sum,
            lost_but_gained=self.lost_but_gained + other.lost_but_gained,
            flows=self.flows + other.flows,
        )

    def chance_of(self, multiple_x: float, *, net: bool = True) -> float:
        """Part of the funds with at least that multiple, to the width of a bin (0.4 %)."""
        counts = self.net if net else self.gross
        at = int(multiple_bins(np.array([multiple_x]))[0])
        return float(counts[at:].sum()) / self.funds

    def quantile(self, part: float, *, net: bool = True) -> float:
        """Multiple that this part of the funds stays at or below."""
        return multiple_at(spot(self.net if net else self.gross, part))

    def rate_quantile(self, part: float) -> float:
        """Net IRR that this part of the funds stays at or below; total losses count as -1."""
        return rate_at(spot(self.rate, part))

    @property
    def years(self) -> int:
        """Last year of the curves; the first check is in year 0."""
        return len(self.curve) - 1

    def net_cash_quantile(self, year: int, part: float) -> float:
        """Cash out less cash in so far as a part of commitments: the J-curve.

        Raises:
            CalcError: "out_of_range".
        """
        return curve_at(spot(self.curve[self._year(year)], part)) - 1.0

    def dpi_quantile(self, year: int, part: float) -> float:
        """Paid out over called, both so far, that this part of the funds stays at or below.

        Raises:
            CalcError: "out_of_range".
        """
        return curve_at(spot(self.dpi[self._year(year)], part))

    def _year(self, year: int) -> int:
        if not 0 <= year <= self.years:
            raise CalcError("out_of_range", years=year)
        return year

    @property
    def mean_gross_x(self) -> float:
        """Mean gross multiple; far above the median where outcomes are skewed."""
        return self.gross_sum / self.funds

    @property
    def mean_net_x(self) -> float:
        """Mean net multiple."""
        return self.net_sum / self.funds

    @property
    def top_fracs(self) -> tuple[float, float, float]:
        """Part of all proceeds that came from the best 1, 3 and 5 companies of each fund."""
        one, three, five = (total / (self.proceeds_sum or 1.0) for total in self.top_sums)
        return one, three, five
