"""Many funds drawn at once, the same for any number of workers.

Funds are drawn in blocks of a fixed size, each with a random stream of its own made from the
seed and the block's number; who draws a block, and in which order, changes nothing. A block
leaves only counts in fixed bins and sums, so memory does not grow with the number of funds.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from functools import partial

from calc.captable import check_positive
from calc.funds.block import draw_block
from calc.funds.plan import FundPlan
from calc.funds.summary import Summary

BLOCK = 10_000
WAITING = 32  # blocks handed to an executor ahead of the one being added


def simulate(
    plan: FundPlan,
    funds: int,
    *,
    seed: int = 1,
    executor: Executor | None = None,
    progress: Callable[[Summary], bool] | None = None,
) -> Summary:
    """Draw funds and sum them up.

    Args:
        plan: The fund.
        funds: How many, above zero.
        seed: Same seed, same numbers, whoever draws them.
        executor: Any concurrent.futures executor (also Dask's); without one, this thread.
        progress: Called with the sum of what is done so far; False cancels, what is done is returned.

    Raises:
        CalcError: "not_positive".

    Source: definition; fees, carry and follow-ons as the plan says.

    >>> from calc.funds import FundPlan
    >>> simulate(FundPlan(companies=10), 1_000).funds
    1000
    """
    check_positive(funds=funds)
    sizes = [min(BLOCK, funds - start) for start in range(0, funds, BLOCK)]
    draw = partial(draw_block, plan, seed)
    total: Summary | None = None
    blocks = _handed_out(draw, sizes, executor) if executor else map(draw, range(len(sizes)), sizes)
    for block in blocks:
        total = block if total is None else total + block
        if progress is not None and not progress(total):
            break
    assert total is not None
    return total


def _handed_out(
    draw: Callable[[int, int], Summary], sizes: list[int], executor: Executor
) -> Iterator[Summary]:
    """Blocks in order, a few ahead with the executor; those not begun are cancelled at the end."""
    waiting: deque[Future[Summary]] = deque()
    try:
        for number, size in enumerate(sizes):
            waiting.append(executor.submit(draw, number, size))
            if len(waiting) >= WAITING:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for left in waiting:
            left.cancel()
