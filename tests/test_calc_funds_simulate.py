"""Which blocks are drawn, handed out and cancelled."""

from __future__ import annotations

from concurrent.futures import Executor, Future

import numpy as np

from calc.funds import FundPlan, Summary, simulate
from calc.funds.block import draw_block

PLAN = FundPlan(2)


def same(a: Summary, b: Summary) -> bool:
    return all(np.array_equal(getattr(a, name), getattr(b, name)) for name in vars(a))


class Noting(Executor):
    """Notes what is handed over and draws one fund of it."""

    def __init__(self) -> None:
        self.given: list[tuple[int, int]] = []
        self.futures: list[Future[Summary]] = []

    def submit(self, draw, /, number, size):  # type: ignore[override]
        self.given.append((number, size))
        future: Future[Summary] = Future()
        if number < 3 or len(self.given) > 40:
            future.set_result(draw(number, 1))
        self.futures.append(future)
        return future


class Drawing(Noting):
    """Draws one fund of every block."""

    def submit(self, draw, /, number, size):  # type: ignore[override]
        self.given.append((number, size))
        future: Future[Summary] = Future()
        future.set_result(draw(number, 1))
        return future


def test_funds_are_the_sum_of_blocks_of_ten_thousand():
    whole = simulate(PLAN, 20_500)
    parts = [draw_block(PLAN, 1, number, size) for number, size in enumerate((10_000, 10_000, 500))]
    assert same(whole, parts[0] + parts[1] + parts[2]), "seed 1, numbered from nought, the last one smaller"


def test_an_executor_gets_every_block_once_and_in_order():
    there = Drawing()
    found = simulate(PLAN, 345_000, seed=7, executor=there)
    assert there.given == [*((number, 10_000) for number in range(34)), (34, 5_000)]
    total = draw_block(PLAN, 7, 0, 1)
    for number in range(1, 35):
        total = total + draw_block(PLAN, 7, number, 1)
    assert same(found, total)


def test_an_executor_is_kept_32_blocks_ahead_and_the_rest_is_cancelled():
    there, ahead = Noting(), []

    def two(done: Summary) -> bool:
        ahead.append((done.funds, len(there.given)))
        return done.funds < 2

    assert simulate(PLAN, 1_000_000, executor=there, progress=two).funds == 2
    assert ahead == [(1, 32), (2, 33)]
    assert [future.cancelled() for future in there.futures] == [False] * 3 + [True] * 30


def test_progress_sees_the_sum_so_far_and_goes_on_while_it_says_so():
    seen: list[int] = []
    found = simulate(PLAN, 12_000, progress=lambda done: seen.append(done.funds) is None)
    assert found.funds == 12_000 and seen == [10_000, 12_000]
