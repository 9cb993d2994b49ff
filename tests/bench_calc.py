"""How fast calc is, as ratios to a plain peer measured in the same run.

    python tests/bench_calc.py

Peers: plain Python solvers of the exit waterfall and the SAFE round, one random draw of the funds.
Raw times are printed as information; only the ratios mean anything.
"""

from __future__ import annotations

import datetime as dt
import math
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
import pyxirr

from calc.funds import FundPlan, draw_outcomes, simulate
from calc.irr_many import xirr_many
from calc.multiples_many import many_multiples
from calc.path import Terms, replay
from calc.safes import Before, Convertible, RoundTerms, solve_round, solve_rounds, stack
from calc.types import PartialDate, Quoted, RoundKind
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


def plain_round(before: Before, papers: list[Convertible], terms: RoundTerms) -> float:
    """Price by going round until nothing moves: what a spreadsheet with circular references does."""
    price, existing = terms.pre_money_usd / before.fully_diluted_shares, before.fully_diluted_shares
    capitalization, new_price = existing, 0.0
    while abs(new_price - price) > 1e-13 * price:
        price = new_price or price
        shares = []
        for one in papers:
            at_price = one.amount_usd / price / (1 - one.discount_frac)
            shares.append(max(at_price, one.amount_usd * capitalization / (one.cap_usd or math.inf)))
        capitalization = existing + sum(shares)
        total = (terms.pre_money_usd + terms.new_money_usd) / price
        pool = max(0.0, terms.target_pool_frac * total - before.unissued_pool_shares)
        new_price = terms.pre_money_usd / (capitalization + pool)
    return new_price


def safe_rounds() -> None:
    """Rounds over five SAFEs with a pool: many at once against one at a time and a plain script."""
    random = np.random.default_rng(1)
    drawn = []
    for pre in random.uniform(1e7, 4e7, 10_000):
        caps = random.uniform(5e6, 3e7, 5)
        papers = [Convertible(str(at), 3e5, cap, discount_frac=0.1 * (at % 2)) for at, cap in enumerate(caps)]
        drawn.append((Before(8e6, 1e6, 0.0, 5e5), papers, RoundTerms(float(pre), 5e6, 0.1)))
    arrays = stack(drawn)
    found = solve_rounds(arrays)
    assert abs(plain_round(*drawn[7]) / found.price_usd[7] - 1) < 1e-10
    batch = seconds(lambda: solve_rounds(arrays)) / len(drawn)
    one = seconds(lambda: [solve_round(*each) for each in drawn[:100]], 3) / 100
    plain = seconds(lambda: [plain_round(*each) for each in drawn[:100]], 3) / 100
    name = "SAFE rounds, 10,000 at once"
    print(f"{name} {plain / batch:8.0f} x faster than plain Python ({batch * 1e6:.1f} us each)")
    print(f"{name} {one / batch:8.0f} x faster than one at a time ({one * 1e6:.0f} us each)")
    tenfold = arrays.rows(np.tile(np.arange(len(drawn)), 10))
    large = seconds(lambda: solve_rounds(tenfold), 3) / len(drawn)
    print(f"SAFE rounds, 100,000        {large / batch:8.2f} x the time of 10,000, aim 10")


def dated_series(count: int) -> list[tuple[list[dt.date], list[float]]]:
    """Funds of twelve dated flows: calls, then distributions."""
    random, start = np.random.default_rng(2), dt.date(2010, 1, 1)
    days = np.sort(random.integers(0, 4000, (count, 12)), axis=1)
    money = random.lognormal(13, 1, (count, 12)) * ([-1] * 5 + [1] * 7)
    return [
        ([start + dt.timedelta(int(day)) for day in row], amounts.tolist())
        for row, amounts in zip(days, money, strict=True)
    ]


def bench_flows() -> None:
    """IRRs and multiples of many."""
    series = dated_series(10_000)
    alone = seconds(lambda: [pyxirr.xirr(days, money) for days, money in series], 3)
    ours = seconds(lambda: xirr_many(series), 3)
    print(f"10,000 dated series         {ours / alone:8.2f} x pyxirr alone, aim 1.5 ({ours * 1e3:.0f} ms)")
    random = np.random.default_rng(5)
    post = random.lognormal(17, 1, (10_000, 10))
    opening, worth = np.full(10_000, 8e6), random.lognormal(20, 1, 10_000)
    ours = seconds(lambda: many_multiples(opening, post * 0.2, post, worth))
    terms = [
        Terms(f"r{at}", "R", RoundKind.PRICED, PartialDate("2010"), value * 0.2, value, Quoted.POST, 0.0)
        for at, value in enumerate(post[0])
    ]
    plain = seconds(lambda: [replay(8e6, terms) for _ in range(100)], 3) * 100
    print(
        f"10,000 x 10 rounds          {plain / ours:8.0f} x faster than one path each ({ours * 1e3:.1f} ms)"
    )


def sweep_bytes(exits: int) -> int:
    """Most memory held in a sweep of chunks of 20,000 exits."""
    tracemalloc.start()
    for low in range(0, exits, 20_000):
        waterfall(EIGHT, 5e6 + 5e3 * np.arange(low, min(low + 20_000, exits)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def main() -> None:
    """Print every ratio."""
    bench_flows()
    grown = sweep_bytes(1_000_000) / sweep_bytes(100_000)
    print(f"memory of 1,000,000 exits   {grown:8.2f} x that of 100,000, in chunks of 20,000")
    thousand = np.linspace(5e6, 5e9, 1_000)
    ours, plain = (
        seconds(lambda: waterfall(EIGHT, thousand)),
        seconds(lambda: plain_waterfall([*thousand]), 3),
    )
    print(f"waterfall, 1,000 exits      {plain / ours:8.0f} x faster than plain Python ({ours * 1e3:.2f} ms)")
    million = np.linspace(5e6, 5e9, 1_000_000)
    large = seconds(lambda: waterfall(EIGHT, million), 3)
    print(f"waterfall, 1,000,000 exits  {large / ours:8.0f} x the time of 1,000 ({large:.2f} s)")
    safe_rounds()
    pairs = [
        (seconds(lambda: drawing(100_000, 30), 1), seconds(lambda: simulate(FundPlan(), 100_000), 1))
        for _ in range(9)  # in turn, since the machine's speed drifts
    ]
    ratio = statistics.median(whole / draw for draw, whole in pairs)
    funds = statistics.median(whole for _, whole in pairs)
    print(f"100,000 funds of 30         {ratio:8.2f} x drawing alone, aim 3 ({funds:.2f} s)")
    double = seconds(lambda: simulate(FundPlan(), 200_000), 3)
    print(f"200,000 funds of 30         {double / funds:8.2f} x 100,000, aim 2")


if __name__ == "__main__":
    main()
