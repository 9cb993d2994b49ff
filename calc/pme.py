"""Public market equivalents: what a fund returned against an index that took the same flows.

The default is Kaplan-Schoar. Every function takes Against: flows and the index on their dates.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from calc.errors import CalcError
from calc.irr import IrrResult, internal_rate


@dataclass(frozen=True)
class Against:
    """Flows of a fund, the index at each, and what the fund still holds at the last.

    One row per flow in order of time, money paid in negative, received positive; a date may
    have several rows. The last row is the date of nav_usd; its amount may be zero. The index
    is one of total return.

    Raises:
        CalcError: "no_flows", "lengths_differ", "not_finite", "dates_reversed";
            "not_positive" for an index level, "negative" for nav_usd, "nothing_paid_in".
    """

    amounts_usd: Sequence[float]
    years: Sequence[float]
    index: Sequence[float]
    nav_usd: float = 0.0

    def __post_init__(self) -> None:
        count = len(self.amounts_usd)
        if not count:
            raise CalcError("no_flows")
        if not count == len(self.years) == len(self.index):
            raise CalcError("lengths_differ", amounts=count, times=len(self.years), index=len(self.index))
        for value in (*self.amounts_usd, *self.years, *self.index, self.nav_usd):
            if not math.isfinite(value):
                raise CalcError("not_finite", value=value)
        if list(self.years) != sorted(self.years):
            raise CalcError("dates_reversed")
        if min(self.index) <= 0:
            raise CalcError("not_positive", name="index", value=min(self.index))
        if self.nav_usd < 0:
            raise CalcError("negative", name="nav_usd", value=self.nav_usd)
        if min(self.amounts_usd) >= 0:
            raise CalcError("nothing_paid_in")

    @property
    def grown_usd(self) -> tuple[float, ...]:
        """Each flow grown with the index to the last date."""
        return tuple(
            amount * self.index[-1] / level
            for amount, level in zip(self.amounts_usd, self.index, strict=True)
        )

    @property
    def paid_grown_usd(self) -> float:
        """Everything paid in, grown with the index to the last date; positive."""
        return -math.fsum(value for value in self.grown_usd if value < 0)

    @property
    def received_grown_usd(self) -> float:
        """Everything received, grown with the index to the last date."""
        return math.fsum(value for value in self.grown_usd if value > 0)


@dataclass(frozen=True)
class IndexAccount:
    """The same flows through the index. reason: "" or why the rate means nothing.

    "index_short": the fund paid out more than the index account held at some date, so the
    account is negative from there; irr then still lists the roots but none is to be shown.
    """

    nav_usd: float
    irr: IrrResult
    reason: str

    @property
    def chosen_frac(self) -> float | None:
        """The rate to show; None where there is a reason against it."""
        return None if self.reason else self.irr.chosen_frac


@dataclass(frozen=True)
class PmePlus:
    """Receipts scaled so that the index account ends at the fund's own value."""

    scale_x: float
    irr: IrrResult


@dataclass(frozen=True)
class DirectAlpha:
    """Yearly rate over the index: discrete, or the logarithm of 1 + it where is_log."""

    roots_frac: tuple[float, ...]
    chosen_frac: float | None
    reason: str
    is_log: bool
    under_a_year: bool


def _closed(amounts: Sequence[float], years: Sequence[float], value_usd: float) -> IrrResult:
    """IRR of flows that end with a value at the last date."""
    return internal_rate((*amounts, value_usd), (*years, years[-1]))


def fund_irr(fund: Against) -> IrrResult:
    """All IRRs of the fund itself, its last value counted as received.

    >>> round(fund_irr(Against([-25, 15, 0], [0, 1, 2], [100, 115, 130], nav_usd=20)).chosen_frac, 6)
    0.243398
    """
    return _closed(fund.amounts_usd, fund.years, fund.nav_usd)


def kaplan_schoar(fund: Against) -> float:
    """Kaplan-Schoar PME: over 1, the fund beat the index.

    PME = (receipts grown with the index to the last date + NAV) / (payments grown the same way)

    Returns:
        A ratio, zero or more.

    Unit: multiple
    Source: Kaplan and Schoar, Private equity performance, Journal of Finance 60 (2005).

    >>> round(kaplan_schoar(Against([-25, 15, 0], [0, 1, 2], [100, 115, 130], nav_usd=20)), 6)
    1.137124
    """
    return (fund.received_grown_usd + fund.nav_usd) / fund.paid_grown_usd


def long_nickels(fund: Against) -> IndexAccount:
    """Long-Nickels PME (ICM): IRR of the fund's flows with the index account as last value.

    account at the last date = payments grown with the index - receipts grown with it

    Returns:
        IndexAccount; reason "index_short" if the account is negative at the end of any date.
        A negative last value counts as paid, and two meaningless roots are common.

    Source: Long and Nickels, A private investment benchmark (1996).

    >>> short = long_nickels(Against([-100, 150, 0], [0, 1, 2], [100, 110, 121], nav_usd=10))
    >>> short.reason, round(short.nav_usd, 6), [round(x, 6) for x in short.irr.roots_frac]
    ('index_short', -44.0, [-0.6, 0.1])
    """
    held = 0.0
    balances: dict[float, float] = {}
    for year, grown in zip(fund.years, fund.grown_usd, strict=True):
        held -= grown
        balances[year] = held  # in dollars of the last date: the sign is that of the day
    nav = fund.paid_grown_usd - fund.received_grown_usd
    slack = 1e-12 * fund.paid_grown_usd
    if abs(nav) <= slack:
        nav = 0.0
    short = min(balances.values()) < -slack
    return IndexAccount(
        nav_usd=nav,
        irr=_closed(fund.amounts_usd, fund.years, nav),
        reason="index_short" if short else "",
    )


def pme_plus(fund: Against) -> PmePlus:
    """PME+: the factor on receipts that ends the index account at the fund's NAV, and its IRR.

    scale = (payments grown with the index - NAV) / receipts grown with it
    IRR of payments, receipts x scale, and NAV at the last date

    Returns:
        PmePlus; a scale under 1 means that the fund beat the index.

    Raises:
        CalcError: "no_positive_flow" if the fund has paid nothing out; "scale_negative" if
            its NAV alone exceeds what the index would hold.

    Source: Rouvinez, Private equity benchmarking with PME+ (2003).

    >>> fund = Against([-100, -50, 60, 100, 0], range(5), [100, 105, 115, 100, 120], nav_usd=20)
    >>> round(pme_plus(fund).scale_x, 4), round(pme_plus(fund).irr.chosen_frac, 4)
    (0.8605, 0.0205)
    """
    received = fund.received_grown_usd
    if received == 0:
        raise CalcError("no_positive_flow")
    scale = (fund.paid_grown_usd - fund.nav_usd) / received
    if scale < 0:
        raise CalcError("scale_negative", scale=scale)
    scaled = [amount * scale if amount > 0 else amount for amount in fund.amounts_usd]
    return PmePlus(scale_x=scale, irr=_closed(scaled, fund.years, fund.nav_usd))


def direct_alpha(fund: Against, *, log: bool = False) -> DirectAlpha:
    """Direct Alpha: IRR of the flows after each is grown with the index to the last date.

    discrete (default): rate a with sum of grown flow / (1 + a) ^ years = 0
    log: ln(1 + a), the continuous rate; a different number

    Returns:
        DirectAlpha; above zero exactly where Kaplan-Schoar is above 1 and the root is single.
        A fund that returned nothing has reason "no_positive_flow" and no alpha.

    Source: Gredil, Griffiths and Stucke, Benchmarking private equity (2014).

    >>> fund = Against([-100, 150, 0], [0, 1, 2], [100, 110, 121], nav_usd=10)
    >>> round(direct_alpha(fund).chosen_frac, 6), round(direct_alpha(fund, log=True).chosen_frac, 6)
    (0.421765, 0.351899)
    """
    found = _closed(fund.grown_usd, fund.years, fund.nav_usd)
    roots = tuple(math.log1p(root) if log else root for root in found.roots_frac)
    return DirectAlpha(
        roots_frac=roots,
        chosen_frac=None if found.reason else roots[0],
        reason=found.reason,
        is_log=log,
        under_a_year=found.under_a_year,
    )


def modified_pme(fund: Against, navs_usd: Sequence[float]) -> IndexAccount:
    """Modified PME: the index account pays out the same fraction of itself as the fund did.

    fraction = receipt / (receipt + NAV after it); payments enter the account in full

    Args:
        fund: One row per date; the last has no flow of its own.
        navs_usd: The fund's value after the flow of each row; the last is fund.nav_usd.

    Returns:
        IndexAccount, which cannot go short.

    Raises:
        CalcError: "lengths_differ"; "not_finite" or "negative" for a NAV; "nav_differs" if
            the last one is not the fund's; "dates_repeat" for two rows of one date.

    Source: Cambridge Associates' mPME, as the package pypme carries it out.

    >>> fund = Against([-100, 60, 0], [0, 1, 2], [100, 125, 100], nav_usd=50)
    >>> round(modified_pme(fund, [100, 60, 50]).nav_usd, 9)
    50.0
    """
    _check_navs(fund, navs_usd)
    flows, held, before = [], 0.0, fund.index[0]
    for amount, level, nav in zip(fund.amounts_usd, fund.index, navs_usd, strict=True):
        held *= level / before
        flow = held * amount / (amount + nav) if amount > 0 else amount
        held, before = held - flow, level
        flows.append(flow)
    return IndexAccount(nav_usd=held, irr=_closed(flows, fund.years, held), reason="")


def _check_navs(fund: Against, navs_usd: Sequence[float]) -> None:
    if len(navs_usd) != len(fund.years):
        raise CalcError("lengths_differ", navs=len(navs_usd), times=len(fund.years))
    for nav in navs_usd:
        if not math.isfinite(nav):
            raise CalcError("not_finite", value=nav)
        if nav < 0:
            raise CalcError("negative", name="navs_usd", value=nav)
    if not math.isclose(navs_usd[-1], fund.nav_usd, rel_tol=1e-9):
        raise CalcError("nav_differs", last=navs_usd[-1], nav=fund.nav_usd)
    if len(set(fund.years)) != len(fund.years):
        raise CalcError("dates_repeat")
