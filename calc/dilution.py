"""Who owns what along a path: sold per round, kept by earlier holders, all bands stacked."""

from __future__ import annotations

from dataclasses import dataclass

from calc.moments import Cause, Moment
from calc.path import Path, Step
from calc.types import RoundKind

BEFORE = "before"
OTHER = "other"


@dataclass(frozen=True)
class Ownership:
    """Fractions of the company after one event, by band; they add up to one.

    Bands: "before" (holders before the first round), one per round key, "other" (options and
    other issuance, cumulative; estimated), and those of a reader's own events.
    """

    round_key: str
    fractions: dict[str, float]


def retained_frac(earlier: Step, later: Step) -> float:
    """Fraction of an early holding that is left after a later round.

    retained = conversion ratio x shares then / shares now

    Shares are fully diluted. The ratio counts only once the later round is the IPO, where
    preferred becomes common.

    Unit: fraction
    Source: definition; over several rounds the fractions multiply.

    >>> from calc.path import Terms, replay
    >>> from calc.types import PartialDate, Quoted
    >>> rounds = [Terms(key, key, RoundKind.PRICED, PartialDate(year), 2e6, post, Quoted.POST, 0.0)
    ...           for key, year, post in (("a", "2010", 10e6), ("b", "2012", 20e6))]
    >>> first, second = replay(8e6, rounds).steps
    >>> round(retained_frac(first, second), 9)
    0.9
    """
    ratio = earlier.ratio_at(later.terms.date, listed=later.terms.kind is RoundKind.IPO)
    if earlier.key == later.key:
        ratio = 1.0
    return ratio * earlier.fully_diluted_shares / later.fully_diluted_shares


def ownership(path: Path) -> tuple[Ownership, ...]:
    """Ownership after every round of a path, stacked over the bands.

    Each band is its shares over the fully diluted count. Other issuance is what the rounds
    do not explain, so the fractions sum to one; it can fall from one round to the next
    where a quoted value counts fewer shares than the one before it. Own events that changed
    nobody's fraction have no row.
    """
    if path.moments:
        keys = {step.key for step in path.steps}
        return tuple(_row(one) for one in path.moments if one.key in keys or _is_own(one))
    shares: dict[str, float] = {BEFORE: path.opening_shares}
    other = 0.0
    rows: list[Ownership] = []
    for step in path.steps:
        if step.terms.kind is RoundKind.IPO:
            shares |= _converted(path, shares)
        shares[step.key] = step.new_shares
        other += step.terms.other_issuance_shares
        total = step.fully_diluted_shares
        fractions = {band: count / total for band, count in shares.items()} | {OTHER: other / total}
        rows.append(Ownership(round_key=step.key, fractions=fractions))
    return tuple(rows)


def _is_own(moment: Moment) -> bool:
    return any(change.cause is Cause.EVENT for change in moment.changes)


def _row(moment: Moment) -> Ownership:
    total = moment.fully_diluted_shares
    return Ownership(moment.key, {band: shares / total for band, shares in moment.bands.items()})


def _converted(path: Path, shares: dict[str, float]) -> dict[str, float]:
    return {
        step.key: shares[step.key] * step.terms.conversion_ratio for step in path.steps if step.key in shares
    }
