"""The proof line under a waterfall: nothing lost, nobody better off otherwise, nothing falls."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from calc.waterfall.solve import Floats, Waterfall, waterfall
from calc.waterfall.terms import Choice, Preferred, Terms

CENT = 0.01


@dataclass(frozen=True)
class Proof:
    """The largest error found over all exits, US dollars; each has to be under a cent.

    sum_error: payouts, debt, fees and carve-out against the exit. switch_gain: what some class
    could gain by the other decision, the others deciding anew. fall: how much a payout drops
    from one exit to the next higher one.
    """

    exits: int
    sum_error_usd: float
    switch_gain_usd: float
    fall_usd: float

    @property
    def holds(self) -> bool:
        """Whether all three hold to the cent."""
        return max(self.sum_error_usd, self.switch_gain_usd, self.fall_usd) < CENT


def prove(terms: Terms, result: Waterfall) -> Proof:
    """Check a waterfall against itself, without trusting how it was solved.

    >>> from calc.waterfall.terms import Common, Preferred, Terms
    >>> one = Terms(common=(Common("f", "Founders", 8e6),),
    ...             preferred=(Preferred("a", "Series A", 2e6, invested_usd=5e6),))
    >>> prove(one, waterfall(one, range(0, 60_000_000, 100_000))).holds
    True
    """
    paid = result.debt_usd + result.fees_usd + result.carve_out_usd + result.payouts_usd.sum(axis=1)
    order = np.argsort(result.exits_usd, kind="stable")
    steps = np.diff(result.payouts_usd[order], axis=0)
    gains = [switch_gain(terms, result, one) for one in terms.preferred]
    return Proof(
        exits=len(result.exits_usd),
        sum_error_usd=float(np.abs(paid - result.exits_usd).max(initial=0.0)),
        switch_gain_usd=max(gains, default=0.0),
        fall_usd=float(max(0.0, -steps.min(initial=0.0))),
    )


def switch_gain(terms: Terms, result: Waterfall, one: Preferred) -> float:
    """Most that a class gains at any exit by taking the decision it did not take.

    The class is made to convert (no preference at all) or to hold (never converts), and the
    others answer with decisions of their own.
    """
    now = result.of(one.key)
    decided = result.converts[:, result.keys.index(one.key)]
    hold, convert = (_payout(terms, result, one.key, choice) for choice in (Choice.HOLD, Choice.CONVERT))
    other = np.where(decided, hold, convert)
    return float(max(0.0, (other - now).max(initial=0.0)))


def _payout(terms: Terms, result: Waterfall, key: str, choice: Choice) -> Floats:
    bound = tuple(replace(one, choice=choice) if one.key == key else one for one in terms.preferred)
    return waterfall(replace(terms, preferred=bound), result.exits_usd).of(key)
