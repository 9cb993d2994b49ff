"""Funds being drawn: a short run is done at once, a long one in the background, seen as it grows."""

from __future__ import annotations

import threading
from collections import OrderedDict

from calc.funds import FundPlan, Summary, simulate

QUICK = 20_000  # funds drawn while the reader waits, about 0.05 s
KEPT = 24

_Key = tuple[FundPlan, int, int]
_runs: OrderedDict[_Key, Run] = OrderedDict()
_lock = threading.Lock()


class Run:
    """One run; `found` is the sum of what is drawn so far, and never goes back."""

    def __init__(self, plan: FundPlan, draws: int, seed: int) -> None:
        self.draws = draws
        self.found: Summary | None = None
        self._cancelled = threading.Event()
        self._first, self._over = threading.Event(), threading.Event()
        self._work = (plan, draws, seed)

    @property
    def done(self) -> int:
        """Funds drawn so far."""
        return self.found.funds if self.found else 0

    @property
    def is_over(self) -> bool:
        """Whether it has ended, by itself or cancelled."""
        return self._over.is_set()

    @property
    def was_cancelled(self) -> bool:
        """Whether it ended before all funds were drawn."""
        return self.is_over and self.done < self.draws

    def begin(self) -> None:
        """Draw here if it is short, else in a thread of its own; the first funds are there on return."""
        if self.draws <= QUICK:
            self._draw()
            return
        threading.Thread(target=self._draw, daemon=True, name="first-check-funds").start()
        self._first.wait()

    def cancel(self) -> None:
        """Stop after the block being drawn; what is done stays."""
        self._cancelled.set()

    def wait(self) -> None:
        """Until it is over; the command line does this."""
        self._over.wait()

    def _draw(self) -> None:
        plan, draws, seed = self._work
        try:
            simulate(plan, draws, seed=seed, progress=self._grown)
        finally:
            self._first.set()
            self._over.set()

    def _grown(self, total: Summary) -> bool:
        self.found = total
        self._first.set()
        return not self._cancelled.is_set()


def run_of(plan: FundPlan, draws: int, seed: int) -> Run:
    """The run of a plan, begun if it is not there yet; the same plan and seed is drawn once."""
    key = (plan, draws, seed)
    with _lock:
        run = _runs.get(key)
        if run is not None:
            _runs.move_to_end(key)
            return run
        run = _runs[key] = Run(plan, draws, seed)
        while len(_runs) > KEPT:
            _runs.popitem(last=False)[1].cancel()
    run.begin()
    return run


def forget(plan: FundPlan, draws: int, seed: int) -> None:
    """Drop a run, so that it is drawn anew when it is next asked for."""
    with _lock:
        run = _runs.pop((plan, draws, seed), None)
    if run is not None:
        run.cancel()
