"""The price of a round or IPO, found together with everything that hangs on it.

price x shares before the new money = pre-money, where the count itself depends on the price: a
pool is topped up to a fraction of the company after the round, protected lots convert into more
shares the cheaper the round, ratchets are owed a value. All of these, times the price, are
straight lines in the price between few bends, so one line is solved and nothing is iterated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

from calc.antidilution import Adjustment, Counts, Protection, adjust_price, weighted_base
from calc.captable import check_positive
from calc.errors import CalcError
from calc.events.state import Lot, LotKind, State
from calc.events.terms import PricedRound

_SAME = 1e-9  # bends nearer than this leave no room to read a line off between them


def solve_lines(value: Callable[[float], float], bends: Iterable[float], target: float) -> float:
    """The x over zero at which a rising function of straight pieces reaches a target.

    Raises:
        CalcError: "owed_all" if it is there before any x over zero.
    """
    edges = [0.0, *sorted({bend for bend in bends if bend > 0})]
    for low, high in pairwise([*edges, 2 * edges[-1] + 1.0]):
        if high - low < high * _SAME:
            continue
        at = (low + (high - low) / 3, low + (high - low) * 2 / 3)
        values = value(at[0]), value(at[1])
        slope = (values[1] - values[0]) / (at[1] - at[0])
        x = at[0] + (target - values[0]) / slope if slope > 0 else -1.0
        if x > 0 and low * (1 - _SAME) <= x and (x <= high * (1 + _SAME) or high > edges[-1]):
            return x
    raise CalcError("owed_all", target=target)


def counts(state: State, lot: Lot) -> Counts:
    """Shares before an issue as the base of a weighted average sees them."""
    series = (one.common_shares for one in state.lots if one.series == lot.series and one.kind is lot.kind)
    return Counts(
        common_shares=state.total(LotKind.COMMON),
        preferred_shares=state.total(LotKind.PREFERRED),
        granted_options_shares=state.total(LotKind.OPTION, LotKind.WARRANT),
        reserve_shares=state.pool_shares,
        protected_series_shares=sum(series),
    )


def adjustment(state: State, lot: Lot, *, price_usd: float, amount_usd: float) -> Adjustment:
    """New conversion price of one lot after a round at a price; the base is from before it."""
    return adjust_price(
        conversion_price_usd=lot.conversion_price_usd,
        issued_shares=amount_usd / price_usd,
        consideration_usd=amount_usd,
        protection=lot.terms.protection,
        base=weighted_base(counts(state, lot), lot.terms.base_rule),
    )


def protected(state: State) -> tuple[Lot, ...]:
    """Preferred lots that a cheaper round adjusts."""
    none = Protection.NONE
    preferred = (lot for lot in state.lots if lot.kind is LotKind.PREFERRED)
    return tuple(lot for lot in preferred if lot.terms.protection is not none)


def adjusted_ratios(state: State, *, price_usd: float, amount_usd: float) -> dict[str, float]:
    """Ratio of every lot that a round at that price adjusts."""
    ratios = {}
    for lot in protected(state):
        change = adjustment(state, lot, price_usd=price_usd, amount_usd=amount_usd)
        if change.adjusted:
            ratios[lot.key] = lot.ratio_x * change.factor_x
    return ratios


def extra_shares(state: State, ratios: Mapping[str, float]) -> float:
    """Common shares that new ratios add."""
    return sum(state.lot(key).shares * (ratio - state.lot(key).ratio_x) for key, ratio in ratios.items())


def pool_increase(state: State, round_: PricedRound, *, price_usd: float, post_usd: float) -> float:
    """Shares that lift the unallocated pool to its target of all shares after the round."""
    return max(0.0, round_.pool_frac * post_usd / price_usd - state.pool_shares)


def round_price(
    state: State, round_: PricedRound, *, pre_usd: float, amount_usd: float, pool_usd: float
) -> float:
    """Price at which the shares before the new money are worth the pre-money.

    pool_usd: company value that a pool inside the pre-money is a fraction of; zero without one.
    """

    def value(price: float) -> float:
        shares = state.fully_diluted_shares
        shares += extra_shares(state, adjusted_ratios(state, price_usd=price, amount_usd=amount_usd))
        shares += pool_increase(state, round_, price_usd=price, post_usd=pool_usd)
        return price * shares

    bends = [lot.conversion_price_usd for lot in protected(state)]
    if state.pool_shares:
        bends.append(round_.pool_frac * pool_usd / state.pool_shares)
    return solve_lines(value, bends, pre_usd)


def ipo_ratios(state: State, price_usd: float) -> dict[str, float]:
    """Ratio of every preferred lot that an IPO price owes more shares than it has."""
    ratios = {}
    for lot in state.lots:
        if lot.kind is LotKind.PREFERRED and lot.terms.ratchet is not None:
            ratio = lot.terms.ratchet.ratio_x(price_usd)
            if ratio > lot.ratio_x:
                ratios[lot.key] = ratio
    return ratios


def ipo_price(state: State, pre_money_usd: float) -> float:
    """IPO price at which all shares after conversion are worth the pre-money.

    Raises:
        CalcError: "not_positive"; "owed_all" if the ratchets are owed all of the pre-money or more.
    """
    check_positive(pre_money_usd=pre_money_usd)
    owed = [(lot.ratio_x, lot.terms.ratchet) for lot in state.lots]
    bends = [
        ratchet.target_usd / (ratchet.price_factor * ratio) for ratio, ratchet in owed if ratchet is not None
    ]

    def value(price: float) -> float:
        return price * (state.fully_diluted_shares + extra_shares(state, ipo_ratios(state, price)))

    return solve_lines(value, bends, pre_money_usd)
