"""Anti-dilution: what a cheaper round, or a low IPO price, does to how preferred stock converts.

Conversion is kept per lot, not per series: holders of one closing may waive what the rest of
their series keeps (Square's Series E), and ratios need not be whole (Airbnb's Series C).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from calc.captable import check_positive
from calc.errors import CalcError


class Protection(StrEnum):
    """What the protected holders were promised for a cheaper issue."""

    NONE = "none"
    WEIGHTED_AVERAGE = "weighted_average"
    FULL_RATCHET = "full_ratchet"


class BaseRule(StrEnum):
    """Which shares a weighted average counts as already there; "narrow" alone says too little."""

    COMMON_PREFERRED_GRANTED = "common_preferred_granted"
    COMMON_PREFERRED_GRANTED_RESERVE = "common_preferred_granted_reserve"
    COMMON_PREFERRED = "common_preferred"
    PROTECTED_SERIES = "protected_series"


@dataclass(frozen=True)
class Counts:
    """Shares before an issue; preferred as converted, the protected series also in it."""

    common_shares: float = 0.0
    preferred_shares: float = 0.0
    granted_options_shares: float = 0.0
    reserve_shares: float = 0.0
    protected_series_shares: float = 0.0


@dataclass(frozen=True)
class Base:
    """Base of a weighted average: the number, and which shares are in it."""

    rule: BaseRule
    shares: float


@dataclass(frozen=True)
class Adjustment:
    """New conversion price after an issue; base is None where the rule needs none."""

    protection: Protection
    base: Base | None
    issue_price_usd: float
    old_conversion_price_usd: float
    conversion_price_usd: float
    adjusted: bool

    @property
    def factor_x(self) -> float:
        """How many times as many common shares as before each preferred share now gives."""
        return self.old_conversion_price_usd / self.conversion_price_usd


@dataclass(frozen=True)
class Lot:
    """Preferred shares of one holder or closing, and the common shares they convert into."""

    key: str
    shares: float
    issue_price_usd: float
    common_shares: float

    def __post_init__(self) -> None:
        check_positive(**{name: value for name, value in vars(self).items() if name != "key"})

    @property
    def ratio_x(self) -> float:
        """Common shares per preferred share."""
        return self.common_shares / self.shares

    @property
    def extra_shares(self) -> float:
        """Common shares above one for one; below zero only if the lot converts into fewer."""
        return self.common_shares - self.shares

    @property
    def conversion_price_usd(self) -> float:
        """Issue price of the lot / its ratio: what was in effect paid per common share."""
        return self.issue_price_usd * self.shares / self.common_shares


def check_counts(**values: float) -> None:
    """Refuse a count or amount that is negative, infinite or missing; zero passes.

    Raises CalcError "negative" naming the first such argument.
    """
    for name, value in values.items():
        if not (math.isfinite(value) and value >= 0):
            raise CalcError("negative", name=name, value=value)


def weighted_base(counts: Counts, rule: BaseRule = BaseRule.COMMON_PREFERRED_GRANTED) -> Base:
    """Shares that a weighted average counts as outstanding before the issue.

    By default common + preferred as converted + granted options; the ungranted reserve is out.

    Raises:
        CalcError: "negative" for a bad count, "not_positive" if the base is empty.

    Source: NVCA model charter (options outstanding count, those not granted do not).

    >>> weighted_base(Counts(8e6, 2e6, granted_options_shares=2e6, reserve_shares=1e6)).shares
    12000000.0
    """
    check_counts(**vars(counts))
    with_common = counts.common_shares + counts.preferred_shares
    granted = with_common + counts.granted_options_shares
    shares = {
        BaseRule.COMMON_PREFERRED_GRANTED: granted,
        BaseRule.COMMON_PREFERRED_GRANTED_RESERVE: granted + counts.reserve_shares,
        BaseRule.COMMON_PREFERRED: with_common,
        BaseRule.PROTECTED_SERIES: counts.protected_series_shares,
    }[rule]
    check_positive(base_shares=shares)
    return Base(rule, shares)


def adjust_price(
    *,
    conversion_price_usd: float,
    issued_shares: float,
    consideration_usd: float,
    protection: Protection,
    base: Base | None = None,
) -> Adjustment:
    """Conversion price of a protected series after an issue of new shares.

    weighted average: CP2 = CP1 x (A + B) / (A + C), with A = base, B = consideration / CP1,
    C = shares issued; full ratchet: CP2 = consideration / shares issued. Only an issue
    strictly below CP1 adjusts, so the price never rises.

    Args:
        conversion_price_usd: CP1, US dollars per common share.
        issued_shares, consideration_usd: The new issue as converted, and what was paid for it.
        protection: The rule of the charter.
        base: A, from weighted_base; needed by the weighted average only.

    Raises:
        CalcError: "not_positive", "negative"; "no_base" for a weighted average without one;
            "no_consideration" for a full ratchet on shares given away.

    Source: NVCA model charter, adjustment of conversion price.

    >>> adjust_price(conversion_price_usd=2.5, issued_shares=4e6, consideration_usd=5e6,
    ...     protection=Protection.WEIGHTED_AVERAGE,
    ...     base=weighted_base(Counts(8e6, 2e6, 2e6))).conversion_price_usd
    2.1875
    """
    check_positive(conversion_price_usd=conversion_price_usd, issued_shares=issued_shares)
    check_counts(consideration_usd=consideration_usd)
    old = new = conversion_price_usd
    price = consideration_usd / issued_shares
    if averaged := protection is Protection.WEIGHTED_AVERAGE:
        if base is None:
            raise CalcError("no_base")
        check_positive(base_shares=base.shares)
        new = (old * base.shares + consideration_usd) / (base.shares + issued_shares)
    elif protection is Protection.FULL_RATCHET:
        if price == 0:
            raise CalcError("no_consideration")
        new = price
    after = min(new, old) if price < old else old
    check_positive(new_conversion_price_usd=after)
    return Adjustment(protection, base if averaged else None, price, old, after, after < old)


def lot_at_price(*, key: str, shares: float, issue_price_usd: float, conversion_price_usd: float) -> Lot:
    """A lot that converts at a price: common shares = shares x issue price / conversion price.

    Raises:
        CalcError: "not_positive".

    >>> lot_at_price(key="A", shares=4e6, issue_price_usd=2, conversion_price_usd=1).common_shares
    8000000.0
    """
    check_positive(conversion_price_usd=conversion_price_usd)
    return Lot(key, shares, issue_price_usd, shares * issue_price_usd / conversion_price_usd)


def adjust_lots(lots: Sequence[Lot], changes: Mapping[str, Adjustment]) -> tuple[Lot, ...]:
    """Lots after an issue; a lot with no entry in changes waived its right and stays as it was.

    Several lots adjusted by one issue share the base from before it, so order does not matter.
    Raises CalcError "same_lot_twice"; "unknown_lot" for a change of no lot here.

    >>> cheaper = adjust_price(conversion_price_usd=2, issued_shares=5e6, consideration_usd=5e6,
    ...     protection=Protection.FULL_RATCHET)
    >>> [lot.ratio_x for lot in adjust_lots([Lot("E1", 10, 2, 10), Lot("E2", 5, 2, 5)],
    ...     {"E1": cheaper})]
    [2.0, 1.0]
    """
    _check_keys(lots, changes)
    factors = {key: change.factor_x for key, change in changes.items()}
    return tuple(replace(lot, common_shares=lot.common_shares * factors.get(lot.key, 1)) for lot in lots)


def _check_keys(lots: Sequence[Lot], named: Mapping[str, object]) -> None:
    keys = [lot.key for lot in lots]
    if len(set(keys)) < len(keys):
        raise CalcError("same_lot_twice")
    for key in named:
        if key not in keys:
            raise CalcError("unknown_lot", lot=key)


def lot_with_surplus(*, lot: Lot, preferred_shares: float, common_received_shares: float) -> Lot:
    """The one lot that explains why all preferred stock became more common than its count.

    common = its shares + (all common received - all preferred); other series convert 1:1.
    Raises:
        CalcError: "not_positive"; "lot_over_total" if the lot outnumbers all preferred;
            "no_surplus" if the preferred gave fewer common shares than one for one.

    >>> round(lot_with_surplus(lot=Lot("C", 33_920_000, 5.89623, 33_920_000),
    ...     preferred_shares=239_623_894, common_received_shares=240_910_588).ratio_x, 6)
    1.037933
    """
    check_positive(preferred_shares=preferred_shares, common_received_shares=common_received_shares)
    if lot.shares > preferred_shares:
        raise CalcError("lot_over_total", lot=lot.key, shares=lot.shares, total=preferred_shares)
    surplus = common_received_shares - preferred_shares
    if surplus < 0:
        raise CalcError("no_surplus", preferred=preferred_shares, common=common_received_shares)
    return replace(lot, common_shares=lot.shares + surplus)


@dataclass(frozen=True)
class RatchetTerms:
    """IPO ratchet: each share converts into common worth target_usd at price_factor x IPO price.

    Square's Series E: 1.2 x its issue price, factor 1. Box: its issue price, factor 0.9.
    """

    target_usd: float
    price_factor: float = 1.0

    def ratio_x(self, ipo_price_usd: float) -> float:
        """Common shares per preferred share that the terms alone ask for."""
        check_positive(**vars(self), ipo_price_usd=ipo_price_usd)
        return self.target_usd / (self.price_factor * ipo_price_usd)


def lots_at_ipo(
    lots: Sequence[Lot], terms: Mapping[str, RatchetTerms], ipo_price_usd: float
) -> tuple[Lot, ...]:
    """Lots as they convert at an IPO price: ratio = max(ratio before, target / (factor x price)).

    A lot with no terms, or one that waived them, keeps its ratio. The price is given, not found.

    Raises:
        CalcError: "not_positive", "same_lot_twice", "unknown_lot".

    Source: Square, Inc. Form S-1/A of 6 November 2015.

    >>> [lot] = lots_at_ipo([Lot("E", 9_700_289, 15.46345, 9_700_289)],
    ...     {"E": RatchetTerms(18.55614)}, 9.0)
    >>> round(lot.ratio_x, 5), round(lot.extra_shares)
    (2.06179, 10299702)
    """
    _check_keys(lots, terms)
    check_positive(ipo_price_usd=ipo_price_usd)
    asked = {key: term.ratio_x(ipo_price_usd) for key, term in terms.items()}
    return tuple(
        replace(lot, common_shares=max(lot.common_shares, lot.shares * asked.get(lot.key, 0.0)))
        for lot in lots
    )


def others_kept_frac(before: Sequence[Lot], after: Sequence[Lot], *, other_shares: float) -> float:
    """Fraction of their stake that holders outside the lots keep: all shares before / after.

    Their multiples worked out on the count before are too high by one over this.
    Raises CalcError "not_positive" for other_shares, "lots_differ" if the keys do not match.

    >>> others_kept_frac([Lot("A", 4, 2, 4)], [Lot("A", 4, 2, 8)], other_shares=12)
    0.8
    """
    check_positive(other_shares=other_shares)
    if sorted(lot.key for lot in before) != sorted(lot.key for lot in after):
        raise CalcError("lots_differ")
    totals = [other_shares + sum(lot.common_shares for lot in lots) for lots in (before, after)]
    return totals[0] / totals[1]
