"""Each round of a path against the one before it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from calc.path import Path


@dataclass(frozen=True)
class RoundStep:
    """From one round to the next, on both bases, and the dilution that ties them."""

    from_key: str
    to_key: str
    price_step_x: float
    valuation_step_x: float
    retained_frac: float
    step_up_x: float


def round_steps(path: Path) -> tuple[RoundStep, ...]:
    """Each round against the one before it.

    price step = price / price before; valuation step = post-money / post-money before;
    retained = shares before / shares after, so price step = valuation step x retained;
    step-up = pre-money / post-money before.
    """
    return tuple(
        RoundStep(
            from_key=a.key,
            to_key=b.key,
            price_step_x=b.issue_price_usd / a.issue_price_usd,
            valuation_step_x=b.post_money_usd / a.post_money_usd,
            retained_frac=a.fully_diluted_shares / b.fully_diluted_shares,
            step_up_x=b.pre_money_usd / a.post_money_usd,
        )
        for a, b in pairwise(path.steps)
    )
