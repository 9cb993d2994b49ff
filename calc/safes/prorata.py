"""The quick arithmetic of SAFE holders who may keep their fraction in the round."""

from __future__ import annotations

from dataclasses import dataclass

from calc.errors import CalcError


@dataclass(frozen=True)
class QuickProRata:
    """Fractions of the company after the round, before anything is issued: an estimate."""

    allocation_frac: float
    new_and_pro_rata_frac: float
    dilution_frac: float
    safes_after_frac: float


def quick_pro_rata(
    *, safes_frac: float, with_right_frac: float, new_frac: float, pool_increase_frac: float
) -> QuickProRata:
    """What holders with a pro rata right take, on top of what new investors want.

    allocation = new / (1 - with right) - new; dilution = new + allocation + pool increase;
    SAFEs after the round = SAFEs x (1 - dilution), the right not counted.

    Raises:
        CalcError: "not_a_fraction"; "fully_sold" if nothing is left.

    Source: Y Combinator, Post-Money Safe User Guide, Quick Start 3.

    >>> round(quick_pro_rata(safes_frac=0.15, with_right_frac=0.15, new_frac=0.25,
    ...                      pool_increase_frac=0.1).dilution_frac, 4)
    0.3941
    """
    given = {
        "safes_frac": safes_frac,
        "with_right_frac": with_right_frac,
        "new_frac": new_frac,
        "pool_increase_frac": pool_increase_frac,
    }
    for name, value in given.items():
        if not 0 <= value < 1:
            raise CalcError("not_a_fraction", name=name, value=value)
    both = new_frac / (1 - with_right_frac)
    dilution = both + pool_increase_frac
    if dilution >= 1:
        raise CalcError("fully_sold")
    return QuickProRata(
        allocation_frac=both - new_frac,
        new_and_pro_rata_frac=both,
        dilution_frac=dilution,
        safes_after_frac=safes_frac * (1 - dilution),
    )
