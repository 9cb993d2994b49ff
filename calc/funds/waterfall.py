"""Fees and carry: what a fund's gross proceeds leave to its investors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from calc.errors import CalcError


@dataclass(frozen=True)
class FeeTable:
    """A fund year by year, US dollars (or any one unit)."""

    paid_in: tuple[float, ...]
    management_fees: tuple[float, ...]
    nav_before: tuple[float, ...]
    carried_interest: tuple[float, ...]
    nav_after: tuple[float, ...]


def fee_and_carry_table(
    called: Sequence[float],
    operating_results: Sequence[float],
    distributions: Sequence[float],
    *,
    fee_frac: float,
    carry_frac: float,
    committed: float,
) -> FeeTable:
    """The teaching table: fee on paid-in capital, carry on new highs of NAV above commitments.

    NAV before = NAV after of the year before + called - fee + result; carry = carry x what it
    rises above the higher of committed capital and its earlier high; NAV after = NAV before -
    carry - distributions. No hurdle, no clawback.

    Raises:
        CalcError: "lengths_differ".

    Source: AnalystPrep, Calculation of management fees, carried interest, NAV, DPI, RVPI and TVPI.
    """
    if not len(called) == len(operating_results) == len(distributions):
        raise CalcError("lengths_differ", amounts=len(called), times=len(distributions))
    paid, nav, high = 0.0, 0.0, committed
    rows: list[tuple[float, float, float, float, float]] = []
    for call, result, out in zip(called, operating_results, distributions, strict=True):
        paid += call
        fee = fee_frac * paid
        before = nav + call - fee + result
        carry = carry_frac * max(0.0, before - high)
        high = max(high, before)
        nav = before - carry - out
        rows.append((paid, fee, before, carry, nav))
    columns = [tuple(row[at] for row in rows) for at in range(5)]
    return FeeTable(*columns)
