"""The waterfall itself: one curve per class, read off at every exit.

Once all preferences are paid, everything hangs on one number, the value v of a common share:

    common             v x shares
    options            max(0, v - strike) x shares
    non-participating  max(preference, v x as-converted shares)
    participating      max(min(preference + v x as-converted, limit), v x as-converted)

Each is a line with few bends and never falls, so their sum has one v for every exit, at which
all decisions to convert hold together: nobody gains by deciding otherwise. Below the sum of
the preferences v is zero and the money goes down the ranks. Payouts are therefore straight
lines between few exits (the bends), and reading them off is all that an exit costs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from calc.errors import CalcError
from calc.waterfall.terms import Common, Option, Preferred, Terms

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Waterfall:
    """Payouts of every class at every exit, US dollars.

    payouts_usd has shape (exits, classes), classes in the order of `keys`; converts (same
    shape) is true where a class has given up its preference or an option is exercised.
    debt, fees, carve-out and payouts of a row add up to its exit.
    """

    keys: tuple[str, ...]
    exits_usd: Floats
    debt_usd: Floats
    fees_usd: Floats
    carve_out_usd: Floats
    payouts_usd: Floats
    common_value_usd: Floats
    converts: npt.NDArray[np.bool_]

    def of(self, key: str) -> Floats:
        """Payouts of one class at every exit."""
        return self.payouts_usd[:, self.keys.index(key)]


@dataclass(frozen=True, eq=False)
class Curve:
    """Payouts at the bends: exits ascending, the common share's value, a row per bend."""

    proceeds_usd: Floats
    common_value_usd: Floats
    payouts_usd: Floats


def waterfall(terms: Terms, exits_usd: Sequence[float] | Floats) -> Waterfall:
    """Who gets what at each exit.

    non-participating = max(preference, value of a common share x as-converted shares)
    participating = max(min(preference + value x as-converted, cap), value x as-converted)
    option = max(0, value of a common share - strike) x shares

    Args:
        terms: The classes and what is paid before them.
        exits_usd: Any number of exits (price paid for the company), US dollars, 0 or more,
            in any order.

    Returns:
        Waterfall, rows as the exits were given; its size is exits x classes, so a long sweep
        is best taken in chunks.

    Raises:
        CalcError: "negative" for an exit below zero, infinite or missing.

    Unit: US dollars
    Source: Metrick & Yasuda, Venture Capital and the Finance of Innovation (conversion order).

    >>> from calc.waterfall.terms import Common, Preferred, Terms
    >>> one = Terms(common=(Common("f", "Founders", 8e6),),
    ...             preferred=(Preferred("a", "Series A", 2e6, invested_usd=5e6),))
    >>> waterfall(one, [3e6, 20e6, 50e6]).payouts_usd.tolist()
    [[0.0, 3000000.0], [15000000.0, 5000000.0], [40000000.0, 10000000.0]]
    """
    exits = np.atleast_1d(np.asarray(exits_usd, dtype=np.float64))
    if not (np.isfinite(exits).all() and (exits >= 0).all()):
        bad = exits[~(np.isfinite(exits) & (exits >= 0))]
        raise CalcError("negative", name="exit_usd", value=float(bad[0]))
    debt = np.minimum(exits, terms.debt_usd)
    left = exits - debt
    fees = np.minimum(left, terms.fees_usd + terms.fees_frac * left)
    carve_out = (left - fees) * terms.carve_out_frac
    proceeds = left - fees - carve_out
    curve = curve_of(terms)
    payouts = np.empty((len(exits), len(terms.keys)))
    spot, along = _between(curve.proceeds_usd, proceeds)
    rise = np.diff(curve.payouts_usd, axis=0)
    for at in range(len(terms.keys)):
        payouts[:, at] = curve.payouts_usd[spot, at] + along * rise[spot, at]
    value = curve.common_value_usd[spot] + along * np.diff(curve.common_value_usd)[spot]
    return Waterfall(
        keys=terms.keys,
        exits_usd=exits,
        debt_usd=debt,
        fees_usd=fees,
        carve_out_usd=carve_out,
        payouts_usd=payouts,
        common_value_usd=value,
        converts=value[:, None] > thresholds(terms)[None, :],
    )


def _between(bends: Floats, proceeds: Floats) -> tuple[npt.NDArray[np.intp], Floats]:
    """Bend at or below each exit, and how far along to the next one (beyond 1 after the last)."""
    spot = np.clip(np.searchsorted(bends, proceeds, side="right") - 1, 0, len(bends) - 2)
    return spot, (proceeds - bends[spot]) / np.diff(bends)[spot]


@lru_cache(maxsize=64)
def curve_of(terms: Terms) -> Curve:
    """The bends of the waterfall; the last one lies beyond all decisions."""
    below = _ranks(terms)
    values = _values(terms)
    above = payouts_at_value(terms, values)
    payouts = np.concatenate([below, above])
    common_value = np.concatenate([np.zeros(len(below)), values])
    proceeds = payouts.sum(axis=1)
    new = np.concatenate([[True], np.diff(proceeds) > proceeds[-1] * 1e-15])
    return Curve(proceeds[new], common_value[new], payouts[new])


def _ranks(terms: Terms) -> Floats:
    """Payouts as each rank is filled, from nothing: common and options still have none."""
    first = len(terms.keys) - len(terms.preferred)
    rows = [np.zeros(len(terms.keys))]
    for rank in sorted({one.rank for one in terms.preferred}):
        row = rows[-1].copy()
        for at, one in enumerate(terms.preferred):
            if one.rank == rank:
                row[first + at] = one.preference_usd
        rows.append(row)
    return np.array(rows[:-1]).reshape(-1, len(terms.keys))


def _values(terms: Terms) -> Floats:
    """Values of a common share at which some line bends, zero first, one beyond the last."""
    bends = {0.0}
    bends |= {option.strike_usd for option in terms.options}
    for one in terms.preferred:
        bends.add(one.converts_at_usd)
        if one.limit_usd < np.inf:
            bends.add((one.limit_usd - one.preference_usd) / one.common_shares)
    kept = sorted(value for value in bends if value < np.inf)
    return np.array([*kept, 2 * kept[-1] + 1.0])


def thresholds(terms: Terms) -> Floats:
    """Value of a common share above which each class converts or exercises (common: any)."""
    strikes = [option.strike_usd for option in terms.options]
    converts = [one.converts_at_usd for one in terms.preferred]
    return np.array([0.0] * len(terms.common) + strikes + converts)


def payouts_at_value(terms: Terms, values: Floats) -> Floats:
    """Payouts by class (columns) at given values of a common share, all preferences being paid."""
    return np.stack([_at_value(one, values) for one in terms.classes], axis=1)


def _at_value(one: Common | Option | Preferred, value: Floats) -> Floats:
    """Payout of a class once all preferences are paid and a common share is worth `value`."""
    if isinstance(one, Common):
        return value * one.shares
    if isinstance(one, Option):
        return np.maximum(0.0, value - one.strike_usd) * one.shares
    shared = value * one.common_shares
    held = np.minimum(one.preference_usd + shared, one.limit_usd)
    return np.where(value > one.converts_at_usd, shared, held)


def by_holder(result: Waterfall, holdings: Mapping[str, Mapping[str, float]]) -> dict[str, Floats]:
    """Payouts by holder at every exit.

    Args:
        result: Payouts by class.
        holdings: For every holder, the fraction of each class held, 0 to 1.

    Raises:
        CalcError: "unknown_class"; "class_over_held" if holders have more than all of a class.
    """
    held: dict[str, float] = {}
    for fractions in holdings.values():
        for key, fraction in fractions.items():
            if key not in result.keys:
                raise CalcError("unknown_class", key=key)
            held[key] = held.get(key, 0.0) + fraction
    over = [key for key, fraction in held.items() if fraction > 1 + 1e-9]
    if over:
        raise CalcError("class_over_held", key=over[0])
    nothing = np.zeros(len(result.exits_usd))
    return {
        holder: sum((result.of(key) * fraction for key, fraction in fractions.items()), nothing)
        for holder, fractions in holdings.items()
    }
