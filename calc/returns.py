"""Multiples of paid-in money, and the rate with stated financing and reinvestment."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from calc.errors import CalcError


class PaidIn(StrEnum):
    """What multiples divide by: everything ever paid in, or that less recycled money."""

    GROSS = "gross"
    NET_OF_RECYCLING = "net_of_recycling"


@dataclass(frozen=True)
class FundMultiples:
    """Multiples of one fund or position at one date, and the basis they stand on.

    moic_x equals tvpi_x: money out and value left over money in.
    """

    paid_in_usd: float
    distributions_usd: float
    nav_usd: float
    dpi_x: float
    rvpi_x: float
    tvpi_x: float
    basis: PaidIn

    @property
    def moic_x(self) -> float:
        """Multiple of money: the same ratio as tvpi_x, by its name for a single position."""
        return self.tvpi_x


def _check_not_negative(**values: float) -> None:
    for name, value in values.items():
        if not (math.isfinite(value) and value >= 0):
            raise CalcError("negative", name=name, value=value)


def moic(*, paid_usd: float, received_usd: float, value_left_usd: float = 0.0) -> float:
    """Multiple of invested money: (received + value still held) / paid.

    Raises:
        CalcError: "negative" for an amount below zero or not finite, "nothing_paid_in".

    >>> moic(paid_usd=100_000, received_usd=250_000)
    2.5
    """
    return fund_multiples(paid_in_usd=paid_usd, distributions_usd=received_usd, nav_usd=value_left_usd).moic_x


def fund_multiples(
    *, paid_in_usd: float, distributions_usd: float, nav_usd: float, recycled_usd: float = 0.0
) -> FundMultiples:
    """DPI, RVPI and TVPI: money out, value left, and both, per dollar paid in.

    DPI = distributions / paid in, RVPI = NAV / paid in, TVPI = DPI + RVPI
    Recycled money, distributed and called again, counts on both sides by default. Given
    as recycled_usd it is taken off both, and the result says net_of_recycling.

    Args:
        paid_in_usd: Everything ever paid in, above zero; not the commitment.
        distributions_usd: Everything ever paid out.
        nav_usd: Value still held.
        recycled_usd: Part of both that went out and came straight back.

    Returns:
        FundMultiples.

    Raises:
        CalcError: "negative"; "nothing_paid_in"; "recycled_too_much" if more than was
            distributed, or no less than was paid in.

    Unit: multiple
    Source: GIPS and ILPA; PE2Insight, Understanding fund multiples (paid-in, not committed).

    >>> fund_multiples(paid_in_usd=100e6, distributions_usd=50e6, nav_usd=150e6).tvpi_x
    2.0
    """
    _check_not_negative(
        paid_in=paid_in_usd, distributions=distributions_usd, nav=nav_usd, recycled=recycled_usd
    )
    if paid_in_usd == 0:
        raise CalcError("nothing_paid_in")
    if recycled_usd > distributions_usd or recycled_usd >= paid_in_usd:
        raise CalcError("recycled_too_much", recycled=recycled_usd)
    paid, out = paid_in_usd - recycled_usd, distributions_usd - recycled_usd
    return FundMultiples(
        paid_in_usd=paid,
        distributions_usd=out,
        nav_usd=nav_usd,
        dpi_x=out / paid,
        rvpi_x=nav_usd / paid,
        tvpi_x=(out + nav_usd) / paid,
        basis=PaidIn.NET_OF_RECYCLING if recycled_usd else PaidIn.GROSS,
    )


def flow_multiples(amounts_usd: Sequence[float], nav_usd: float = 0.0) -> FundMultiples:
    """Gross multiples of a series of flows, paid negative and received positive.

    Raises:
        CalcError: "not_finite", "negative", "nothing_paid_in".

    >>> flow_multiples([-25, 15, 0], nav_usd=20).tvpi_x
    1.4
    """
    for value in amounts_usd:
        if not math.isfinite(value):
            raise CalcError("not_finite", value=value)
    return fund_multiples(
        paid_in_usd=-math.fsum(value for value in amounts_usd if value < 0),
        distributions_usd=math.fsum(value for value in amounts_usd if value > 0),
        nav_usd=nav_usd,
    )


def modified_irr(
    amounts_usd: Sequence[float], *, finance_rate_frac: float, reinvest_rate_frac: float
) -> float:
    """Modified IRR per period: receipts reinvested and payments financed at stated rates.

    (receipts at the end, grown at the reinvestment rate
     / payments at the start, discounted at the financing rate) ^ (1 / periods) - 1

    Args:
        amounts_usd: One flow per period, the first at time zero; paid negative.
        finance_rate_frac, reinvest_rate_frac: Rates per period, over -1.

    Returns:
        Fraction per period; -1 if nothing came back.

    Raises:
        CalcError: "not_finite", "rate_too_low", "nothing_paid_in"; "no_time" for one flow.

    Source: INSEAD, Measuring private equity fund performance.

    >>> round(modified_irr([-12, -10, -4, 40, 0, 15, 5], finance_rate_frac=0.07,
    ...                    reinvest_rate_frac=0.12), 6)
    0.210103
    """
    for value in (*amounts_usd, finance_rate_frac, reinvest_rate_frac):
        if not math.isfinite(value):
            raise CalcError("not_finite", value=value)
    if min(finance_rate_frac, reinvest_rate_frac) <= -1:
        raise CalcError("rate_too_low", rate=min(finance_rate_frac, reinvest_rate_frac))
    last = len(amounts_usd) - 1
    if last < 1:
        raise CalcError("no_time")
    flows = list(enumerate(amounts_usd))
    paid = -math.fsum(value * (1 + finance_rate_frac) ** -at for at, value in flows if value < 0)
    received = math.fsum(value * (1 + reinvest_rate_frac) ** (last - at) for at, value in flows if value > 0)
    if paid == 0:
        raise CalcError("nothing_paid_in")
    return float((received / paid) ** (1 / last) - 1)
