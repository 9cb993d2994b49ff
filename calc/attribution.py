"""Why a multiple is what it is: value growth times everything that diluted or added to a share."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from calc.errors import CalcError
from calc.multiples import MarkValue
from calc.path import Path, Step
from calc.types import MarkKind, RoundKind


class Cause(StrEnum):
    """What moved a share's part of the company.

    ROUND: new shares sold. OPTIONS: options and other shares that no round explains.
    CONVERSION: preferred that became more common shares than one each, less what the lot
    itself gained by it. COUNT: the company value at the mark counts other shares than the path.
    """

    ROUND = "round"
    OPTIONS = "options"
    CONVERSION = "conversion"
    COUNT = "count"


@dataclass(frozen=True)
class Part:
    """One factor; below one it diluted. round_key is set for the sale of one round only."""

    cause: Cause
    factor_x: float
    round_key: str = ""


@dataclass(frozen=True)
class Attribution:
    """value_growth_x times all factors is multiple_x, exactly."""

    round_key: str
    mark_key: str
    value_growth_x: float
    parts: tuple[Part, ...]
    multiple_x: float

    @property
    def retained_frac(self) -> float:
        """All factors together: what was kept of the fraction bought."""
        return math.prod(part.factor_x for part in self.parts)

    def of(self, cause: Cause) -> float:
        """Factors of one cause together; one if there is none."""
        return math.prod(part.factor_x for part in self.parts if part.cause is cause)


def attribute(path: Path, step: Step, mark: MarkValue) -> Attribution:
    """Share price multiple of a round at a mark, taken apart.

    multiple = value growth x rounds x options x conversion x count

    value growth = company value at the mark / post-money of the round; without a quoted value
    it is price x the path's fully diluted shares. A round's factor is shares before its new
    money / after. Options: shares before the other issuance / after, all later rounds
    together. Conversion: the lot's own ratio x shares before the extra shares / after. Count:
    the path's shares / those that the quoted value counts.

    Raises:
        CalcError: "before_round" if the mark lies before the round, "unknown_round".

    >>> from calc.path import Terms, replay
    >>> from calc.types import PartialDate, Quoted
    >>> from calc.multiples import MarkValue, Scope, Basis
    >>> rounds = [Terms(key, key, RoundKind.PRICED, PartialDate(year), 2e6, post, Quoted.POST, 0.0)
    ...           for key, year, post in (("a", "2010", 10e6), ("b", "2012", 20e6))]
    >>> path = replay(8e6, rounds)
    >>> sold = MarkValue("m", MarkKind.CLOSE, PartialDate("2015"), 4.5, None, Scope.NOT_STATED,
    ...                  Basis.REPORTED, Basis.REPORTED, "", "")
    >>> why = attribute(path, path.steps[0], sold)
    >>> round(why.value_growth_x, 9), round(why.of(Cause.ROUND), 9), round(why.multiple_x, 9)
    (5.0, 0.9, 4.5)
    """
    if mark.date.latest < step.terms.date.earliest:
        raise CalcError("before_round", round=step.terms.name)
    if step not in path.steps:
        raise CalcError("unknown_round", round=step.terms.name)
    later = path.steps[path.steps.index(step) + 1 :]
    later = tuple(one for one in later if one.terms.date.earliest <= mark.date.latest)
    last = later[-1] if later else step
    value = mark.company_value_usd
    if value is None:
        value = mark.price_usd * last.fully_diluted_shares
    listed = mark.kind in (MarkKind.IPO_PRICE, MarkKind.CLOSE)
    ratio = step.terms.conversion_ratio if listed else 1.0
    rounds = tuple(Part(Cause.ROUND, 1 - one.sold_frac, one.key) for one in later)
    others = (
        Part(Cause.OPTIONS, math.prod(_options(one) for one in later)),
        Part(Cause.CONVERSION, ratio * math.prod(_conversion(one) for one in later)),
        Part(Cause.COUNT, last.fully_diluted_shares * mark.price_usd / value),
    )
    return Attribution(
        round_key=step.key,
        mark_key=mark.key,
        value_growth_x=value / step.post_money_usd,
        parts=rounds + others,
        multiple_x=ratio * mark.price_usd / step.issue_price_usd,
    )


def _before_conversion(step: Step) -> float:
    return step.fully_diluted_shares - step.new_shares - step.conversion_shares


def _options(step: Step) -> float:
    shares = _before_conversion(step)
    return (shares - step.terms.other_issuance_shares) / shares


def _conversion(step: Step) -> float:
    if step.terms.kind is not RoundKind.IPO:
        return 1.0
    return _before_conversion(step) / (_before_conversion(step) + step.conversion_shares)
