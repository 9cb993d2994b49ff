"""Break points: the exits at which something changes hands differently than before."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from calc.errors import CalcError
from calc.waterfall.solve import payouts_at_value
from calc.waterfall.terms import Participation, Terms


class BreakKind(StrEnum):
    """What begins at a break point."""

    PAID = "paid"
    COMMON = "common"
    EXERCISES = "exercises"
    CAPPED = "capped"
    CONVERTS = "converts"


@dataclass(frozen=True)
class BreakPoint:
    """An exit, US dollars before debt, fees and carve-out, and what begins there for a class."""

    exit_usd: float
    proceeds_usd: float
    kind: BreakKind
    class_key: str
    common_value_usd: float


def break_points(terms: Terms) -> tuple[BreakPoint, ...]:
    """Every exit at which a label changes, ascending.

    PAID: a rank begins to be paid. COMMON: all preferences are paid, common begins to share.
    EXERCISES: an option is worth its strike. CAPPED: a participating class reaches its cap.
    CONVERTS: a class does better as common. At the point itself both labels pay the same.

    Source: option-pricing practice, "breakpoint analysis" of the AICPA guide.

    >>> from calc.waterfall.terms import Common, Preferred, Terms
    >>> one = Terms(common=(Common("f", "Founders", 8e6),),
    ...             preferred=(Preferred("a", "Series A", 2e6, invested_usd=5e6),))
    >>> [(p.kind.value, p.exit_usd) for p in break_points(one)]
    [('paid', 0.0), ('common', 5000000.0), ('converts', 25000000.0)]
    """
    found = _preference_points(terms)
    events = [(option.strike_usd, BreakKind.EXERCISES, option.key) for option in terms.options]
    for one in terms.preferred:
        if 0 < one.converts_at_usd < np.inf:
            events.append((one.converts_at_usd, BreakKind.CONVERTS, one.key))
        if one.participation is Participation.CAPPED and one.preference_usd < one.limit_usd:
            reached = (one.limit_usd - one.preference_usd) / one.common_shares
            events.append((reached, BreakKind.CAPPED, one.key))
    for value, kind, key in sorted(events, key=lambda event: event[0]):
        if value == 0 and kind is BreakKind.EXERCISES:
            continue  # a strike of zero is common from the start
        proceeds = float(payouts_at_value(terms, np.array([value])).sum())
        found.append(BreakPoint(exit_for(terms, proceeds), proceeds, kind, key, value))
    return tuple(found)


def _preference_points(terms: Terms) -> list[BreakPoint]:
    points, paid = [], 0.0
    for rank in sorted({one.rank for one in terms.preferred}):
        ranked = [one for one in terms.preferred if one.rank == rank]
        points += [
            BreakPoint(exit_for(terms, paid), paid, BreakKind.PAID, one.key, 0.0)
            for one in ranked
            if one.preference_usd > 0
        ]
        paid += sum(one.preference_usd for one in ranked)
    return [*points, BreakPoint(exit_for(terms, paid), paid, BreakKind.COMMON, terms.common[0].key, 0.0)]


def exit_for(terms: Terms, proceeds_usd: float) -> float:
    """Exit that leaves these proceeds to the classes once debt, fees and carve-out are paid.

    Raises:
        CalcError: "negative".
    """
    if not proceeds_usd >= 0:
        raise CalcError("negative", name="proceeds_usd", value=proceeds_usd)
    before_carve_out = proceeds_usd / (1 - terms.carve_out_frac)
    return terms.debt_usd + (before_carve_out + terms.fees_usd) / (1 - terms.fees_frac)
