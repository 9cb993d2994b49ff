"""The same funds on any executor, in memory that does not grow with their number."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from calc.funds import FundPlan, Graduation, Stage, Summary, simulate

STAGES = Graduation(
    (
        Stage("Seed", 0.4, 3.0, 0.2, 2, 0.2, 0.5, 2.0),
        Stage("Series A", 0.0, 1.0, 0.0, 1, 0.5, 0.5, 20.0),
    )
)


def same(a: Summary, b: Summary) -> bool:
    return all(np.array_equal(getattr(a, name), getattr(b, name)) for name in vars(a))


@pytest.mark.slow
@pytest.mark.parametrize(
    "plan",
    [FundPlan(12), FundPlan(9, outcomes=STAGES, reserve_frac=0.3, recycle_frac=0.1, market_volatility=0.3)],
    ids=["power-law", "every-term"],
)
def test_a_dask_cluster_gives_the_same_numbers(plan):
    distributed = pytest.importorskip("distributed")
    settings = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None, "processes": True}
    with distributed.LocalCluster(**settings) as cluster, distributed.Client(cluster) as client:
        there = simulate(plan, 45_000, seed=3, executor=client.get_executor())
    assert same(simulate(plan, 45_000, seed=3), there)


def peak_bytes(funds: int) -> int:
    tracemalloc.start()
    simulate(FundPlan(20), funds)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_memory_does_not_grow_with_the_number_of_funds():
    simulate(FundPlan(20), 10_000)  # what is loaded once is not counted
    few, many = peak_bytes(40_000), peak_bytes(400_000)
    assert many < few * 1.05, f"{few} bytes became {many}"
    assert many < 100e6


def test_a_cancelled_run_leaves_nothing_waiting_with_the_executor():
    from concurrent.futures import ThreadPoolExecutor

    begun: list[int] = []

    class Counting(ThreadPoolExecutor):
        def submit(self, draw, /, number, size):  # type: ignore[override]
            begun.append(number)
            return super().submit(draw, number, size)

    with Counting(1) as one:
        found = simulate(FundPlan(5), 10_000_000, executor=one, progress=lambda done: done.funds < 20_000)
    assert found.funds == 20_000
    assert len(begun) < 50, "of 1,000 blocks only a few are handed out ahead"
