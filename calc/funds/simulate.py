"""Many funds drawn at once: gross and net multiples, net IRR, the same for any number of workers.

Funds are drawn in blocks of a fixed size, each with a random stream of its own made from the
seed and the block's number; who draws a block, and in which order, changes nothing. A block
leaves only counts in fixed bins and sums, so memory does not grow with the number of funds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from calc.captable import check_positive
from calc.funds.outcomes import Floats
from calc.funds.plan import FundPlan, called, owed
from calc.funds.rates import net_rates

BLOCK = 10_000
BINS = 4_000
LEAST_LOG, MOST_LOG = -3.0, 4.0  # multiples from 0.001x to 10,000x in log10
RATE_BINS = 3_000
LEAST_RATE, MOST_RATE = -1.0, 2.0


@dataclass(frozen=True, eq=False)
class Summary:
    """Counts of funds by bins of their multiples and rates, and sums. Add two to join them."""

    funds: int
    gross: npt.NDArray[np.int64]
    net: npt.NDArray[np.int64]
    rate: npt.NDArray[np.int64]
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
        at = int(_multiple_bins(np.array([multiple_x]))[0])
        return float(counts[at:].sum()) / self.funds

    def quantile(self, part: float, *, net: bool = True) -> float:
        """Multiple that this part of the funds stays at or below."""
        counts = np.cumsum(self.net if net else self.gross)
        at = int(np.searchsorted(counts, part * self.funds))
        return float(10 ** (LEAST_LOG + (min(at, BINS - 1) + 0.5) * (MOST_LOG - LEAST_LOG) / BINS))

    def rate_quantile(self, part: float) -> float:
        """Net IRR that this part of the funds stays at or below; total losses count as -1."""
        counts = np.cumsum(self.rate)
        at = int(np.searchsorted(counts, part * self.funds))
        return LEAST_RATE + (min(at, RATE_BINS - 1) + 0.5) * (MOST_RATE - LEAST_RATE) / RATE_BINS

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
        one, three, five = (total / self.proceeds_sum for total in self.top_sums)
        return one, three, five


def simulate(
    plan: FundPlan,
    funds: int,
    *,
    seed: int = 1,
    executor: Executor | None = None,
    progress: Callable[[int], bool] | None = None,
) -> Summary:
    """Draw funds and sum them up.

    Args:
        plan: The fund.
        funds: How many, above zero.
        seed: Same seed, same numbers, whoever draws them.
        executor: Any concurrent.futures executor (also Dask's); without one, this thread.
        progress: Called with the funds done so far; False cancels, what is done is returned.

    Raises:
        CalcError: "not_positive".
    """
    check_positive(funds=funds)
    sizes = [min(BLOCK, funds - start) for start in range(0, funds, BLOCK)]
    draw = partial(draw_block, plan, seed)
    blocks: Iterable[Summary]
    blocks = executor.map(draw, range(len(sizes)), sizes) if executor else map(draw, range(len(sizes)), sizes)
    total: Summary | None = None
    for block in blocks:
        total = block if total is None else total + block
        if progress is not None and not progress(total.funds):
            break
    assert total is not None
    return total


def draw_block(plan: FundPlan, seed: int, number: int, funds: int) -> Summary:
    """One block of funds with the random stream of its number."""
    random = np.random.Generator(np.random.SFC64(np.random.SeedSequence([seed, number])))
    multiples = plan.outcomes.draw(random.random((funds, plan.companies)))
    waits = random.integers(plan.exit_from, plan.exit_to + 1, (funds, plan.companies), dtype=np.int8)
    gross = multiples.mean(axis=1)
    received = _by_year(plan, multiples, waits)
    paid = called(plan)
    flows = _net_flows(plan, received, paid)
    net = (flows + paid).sum(axis=1) / paid.sum()
    rates = net_rates(flows)
    known = np.isfinite(rates)
    return Summary(
        funds=funds,
        gross=_counts(_multiple_bins(gross), BINS),
        net=_counts(_multiple_bins(net), BINS),
        rate=_counts(_rate_bins(np.where(known, rates, -1.0)), RATE_BINS),
        no_rate=int((~known).sum()),
        gross_sum=float(gross.sum()),
        net_sum=float(net.sum()),
        top_sums=_top(multiples),
        proceeds_sum=float(multiples.sum()),
        lost_but_gained=int(((net < 1 - 1e-9) & (np.where(known, rates, -1.0) > 1e-7)).sum()),
        flows=flows.sum(axis=0),
    )


def _by_year(plan: FundPlan, multiples: Floats, waits: npt.NDArray[np.int8]) -> Floats:
    """Gross proceeds of every fund in every year, as parts of the commitments."""
    funds, companies = multiples.shape
    bought = (np.arange(companies) * plan.invest_years // companies).astype(np.int64)
    spots = waits + bought
    spots += np.arange(funds)[:, None] * (plan.years + 1)
    width = plan.years + 1
    sums = np.bincount(spots.ravel(), weights=multiples.ravel(), minlength=funds * width)
    scaled: Floats = sums.reshape(funds, width) * (plan.invested_frac / companies)
    return scaled


def _net_flows(plan: FundPlan, received: Floats, paid: Floats) -> Floats:
    """What investors get less what they pay, year by year, carry taken from the profit."""
    total = np.cumsum(received, axis=1)
    due = owed(plan, paid)
    over = np.maximum(0.0, total - paid.sum())
    if plan.hurdle_frac:
        preferred = np.maximum(0.0, total - due)
        carry = np.minimum(plan.carry_frac * over, preferred)  # full catch-up once the hurdle is paid
    else:
        carry = plan.carry_frac * over
    carry = np.maximum.accumulate(carry, axis=1)
    flows: Floats = received - np.diff(carry, axis=1, prepend=0.0) - paid
    return flows


def _multiple_bins(multiples: Floats) -> npt.NDArray[np.int64]:
    logs = np.log10(np.maximum(multiples, 10**LEAST_LOG))
    spots = (logs - LEAST_LOG) * (BINS / (MOST_LOG - LEAST_LOG))
    return np.clip(spots + 1e-9, 0, BINS - 1).astype(np.int64)


def _rate_bins(rates: Floats) -> npt.NDArray[np.int64]:
    spots = (rates - LEAST_RATE) * (RATE_BINS / (MOST_RATE - LEAST_RATE))
    return np.clip(spots, 0, RATE_BINS - 1).astype(np.int64)


def _counts(bins: npt.NDArray[np.int64], size: int) -> npt.NDArray[np.int64]:
    return np.bincount(bins, minlength=size).astype(np.int64)


def _top(multiples: Floats) -> tuple[float, float, float]:
    """Proceeds of the best 1, 3 and 5 companies, summed over the funds."""
    count = multiples.shape[1]
    five = min(5, count)
    best = np.partition(multiples, count - five, axis=1)[:, count - five :]
    best.sort(axis=1)
    return (
        float(best[:, -1:].sum()),
        float(best[:, -min(3, five) :].sum()),
        float(best.sum()),
    )
