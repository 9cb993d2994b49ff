"""Why a multiple is what it is: value growth times everything that diluted or added to a share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from calc.errors import CalcError
from calc.moments import Cause, Change, chain
from calc.multiples import MarkValue, multiple_at
from calc.path import Path, Step
from calc.types import RoundKind

__all__ = ["Attribution", "Cause", "Part", "attribute"]


@dataclass(frozen=True)
class Part:
    """One factor; below one it diluted. key is the round or event, where it is one of them."""

    cause: Cause
    factor_x: float
    key: str = ""


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

    multiple = value growth x rounds x own events x options x conversion x count x rights

    value growth = company value at the mark / post-money of the round

    Without a quoted value it is price x the path's fully diluted shares. A round's factor is
    shares before its new money / after. Options: shares before the other issuance / after, all later rounds
    together. Conversion: the lot's own ratio x shares before the extra shares / after. Count:
    the path's shares / those that the quoted value counts. Rights: at the sale of the company
    what a share is paid / price of the sale per share.

    Raises:
        CalcError: "before_round" if the mark lies before the round, "unknown_round", "not_held"
            if nothing of the round is left at the mark.

    Unit: multiple
    Source: definition; the parts multiply to the share price multiple.

    >>> from calc.path import Terms, replay
    >>> from calc.types import PartialDate, Quoted
    >>> from calc.multiples import MarkValue
    >>> from calc.types import Basis, MarkKind, RoundKind, Scope
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
    multiple = multiple_at(step, mark).price_multiple_x
    if multiple is None:
        raise CalcError("not_held", round=step.terms.name)
    changes = [one for one in _changes(path, step) if one.date.earliest <= mark.date.latest]
    last = changes[-1].after_shares if changes else step.fully_diluted_shares
    value = mark.company_value_usd
    if value is None:
        value = mark.price_usd * last
    growth = value / step.post_money_usd
    ratio = step.ratio_at(mark.date, listed=mark.is_listed)
    single = tuple(
        Part(one.cause, one.factor_x, one.key) for one in changes if one.cause in (Cause.ROUND, Cause.EVENT)
    )
    parts = (
        *single,
        Part(Cause.OPTIONS, _together(changes, Cause.OPTIONS)),
        Part(Cause.CONVERSION, ratio * _together(changes, Cause.CONVERSION)),
    )
    kept = growth * math.prod(part.factor_x for part in parts)
    sold = mark.paid_per_share(step.key) is not None
    count = 1.0 if sold else last * mark.price_usd / value
    rights = multiple / kept if sold and kept else 1.0
    return Attribution(
        round_key=step.key,
        mark_key=mark.key,
        value_growth_x=growth,
        parts=(*parts, Part(Cause.COUNT, count), Part(Cause.RIGHTS, rights)),
        multiple_x=multiple,
    )


def _together(changes: Sequence[Change], cause: Cause) -> float:
    return math.prod(one.factor_x for one in changes if one.cause is cause)


def _changes(path: Path, step: Step) -> list[Change]:
    """Every change of the share count after a round, in order."""
    if path.moments:
        keys = [one.key for one in path.moments]
        later = path.moments[keys.index(step.key) + 1 :]
        return [change for one in later for change in one.changes]
    after = path.steps[path.steps.index(step) + 1 :]
    return [change for one in after for change in _changes_of(one)]


def _changes_of(step: Step) -> tuple[Change, ...]:
    """Other issuance, conversion and the new shares of one round, one after the other."""
    added = (
        (Cause.OPTIONS, "", step.terms.other_issuance_shares),
        (Cause.CONVERSION, "", step.conversion_shares if step.terms.kind is RoundKind.IPO else 0.0),
        (Cause.ROUND, step.key, step.new_shares),
    )
    return chain(step.fully_diluted_shares - sum(shares for *_, shares in added), added, step.terms.date)
