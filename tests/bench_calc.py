"""How fast calc is, as ratios to a plain peer measured in the same run.

    python tests/bench_calc.py

Peers: a plain Python solver for the exit waterfall, one random draw for the simulated funds.
Raw times are printed as information; only the ratios mean anything.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np

from calc.funds import FundPlan, draw_outcomes, simulate
from calc.safes import Before, Convertible, RoundTerms, solve_round
from calc.waterfall import waterfall
from dashboard.views.exit_cases import exit_case

EIGHT = exit_case("late-stage").terms


def seconds(act: Callable[[], object], times: int = 5) -> float:
    """Median seconds of one call."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        took.append(time.perf_counter() - start)
    return statistics.median(took)


def plain_waterfall(exits: list[float]) -> list[float]:
    """Value of a common share at each exit by bisection: what a script without the curve does."""
    found = []
    for exit_usd in exits:
        low, high = 0.0, exit_usd
        for _ in range(60):
            value = (low + high) / 2
            total = sum(one.shares * value for one in EIGHT.common)
            total += sum(max(0.0, value - one.strike_usd) * one.shares for one in EIGHT.options)
            for one in EIGHT.preferred:
                shared = value * one.common_shares
                total += max(min(one.preference_usd + shared, one.limit_usd), shared)
            low, high = (value, high) if total < exit_usd else (low, value)
        found.append(high)
    return found


def drawing(funds: int, companies: int) -> None:
    random = np.random.Generator(np.random.SFC64(1))
    for _ in range(0, funds, 10_000):
        draw_outcomes(FundPlan().outcomes, (10_000, companies), random)
        random.integers(4, 11, (10_000, companies), dtype=np.int8)


def main() -> None:
    """Print every ratio."""
    thousand = np.linspace(5e6, 5e9, 1_000)
    ours, plain = (
        seconds(lambda: waterfall(EIGHT, thousand)),
        seconds(lambda: plain_waterfall([*thousand]), 3),
    )
    print(f"waterfall, 1,000 exits      {plain / ours:8.0f} x faster than plain Python ({ours * 1e3:.2f} ms)")
    million = np.linspace(5e6, 5e9, 1_000_000)
    large = seconds(lambda: waterfall(EIGHT, million), 3)
    print(f"waterfall, 1,000,000 exits  {large / ours:8.0f} x the time of 1,000 ({large:.2f} s)")
    papers = [Convertible(str(at), 5e5, cap_usd=8e6 + at * 1e6, discount_frac=0.1) for at in range(4)]
    before, terms = Before(8e6, 1e6), RoundTerms(2e7, 5e6, target_pool_frac=0.1)
    one = seconds(lambda: [solve_round(before, papers, terms) for _ in range(200)]) / 200
    print(f"SAFE round, four papers     {one * 1e6:8.0f} us each, one at a time")
    draw = seconds(lambda: drawing(100_000, 30), 3)
    funds = seconds(lambda: simulate(FundPlan(), 100_000), 3)
    print(f"100,000 funds of 30         {funds / draw:8.2f} x drawing alone, aim 3 ({funds:.2f} s)")
    double = seconds(lambda: simulate(FundPlan(), 200_000), 3)
    print(f"200,000 funds of 30         {double / funds:8.2f} x 100,000, aim 2")


if __name__ == "__main__":
    main()
