"""Odds: funnels of funded companies, distributions of returns, companies funded for one IPO."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from calc.captable import check_positive
from calc.errors import CalcError
from calc.types import Basis

RAISES = ("round-1", "round-2", "round-3", "round-4", "round-5")
ENDS = ("acquired", "exited", "listed", "unicorn", "closed")


@dataclass(frozen=True)
class Stage:
    """The part of a cohort that reached a stage; at_most: only an upper bound is known."""

    key: str
    frac: float
    basis: Basis
    recalled: bool = False
    at_most: bool = False
    note: str = ""
    source_id: str = ""


@dataclass(frozen=True)
class Funnel:
    """A cohort from a start every company has (funded, or only founded) through stages to ends."""

    key: str
    stages: Mapping[str, Stage]
    starts_funded: bool = True


def from_funded(funnel: Funnel) -> Funnel:
    """The same funnel counted from the companies that had a first priced round.

    Rounds are divided by the fraction with a first round. Ends are counted among all founded
    companies, so of the funded ones only an upper bound is known: end / first round, as if no
    unfunded company had ended so. A bound of 1 or more says nothing and is left out.

    Raises:
        CalcError: "no_first_round" if the part with a first round is not known.

    >>> carta = Funnel("c", {"round-1": Stage("round-1", 0.564, Basis.PRESS),
    ...     "listed": Stage("listed", 0.0034, Basis.PRESS)}, starts_funded=False)
    >>> one = from_funded(carta).stages["listed"]
    >>> round(one.frac, 5), one.at_most
    (0.00603, True)
    """
    if funnel.starts_funded:
        return funnel
    if "round-1" not in funnel.stages:
        raise CalcError("no_first_round")
    base = funnel.stages["round-1"].frac
    stages = {}
    for key, stage in funnel.stages.items():
        ends = key in ENDS
        frac = stage.frac / base
        if not ends or frac < 1:
            basis = stage.basis if key == "round-1" else Basis.DERIVED
            stages[key] = replace(stage, frac=frac, basis=basis, at_most=ends)
    return Funnel(funnel.key, stages)


def believed_funnel(again_fracs: Sequence[float], *, acquired_frac: float, listed_frac: float) -> Funnel:
    """A reader's own funnel: of those with a round, the part that raises the next one.

    round n = product of the first n - 1 fractions

    Args:
        again_fracs: Four fractions, 0 to 1: from the first round to the second, and so on.
        acquired_frac: Of all funded companies, sold to another.
        listed_frac: Of all funded companies, listed.

    Raises:
        CalcError: "not_a_fraction"; "over_all" if sold and listed are more than all companies.

    >>> mine = believed_funnel((0.5, 0.5, 0.5, 0.5), acquired_frac=0.1, listed_frac=0.01)
    >>> [mine.stages[key].frac for key in RAISES]
    [1.0, 0.5, 0.25, 0.125, 0.0625]
    """
    for value in (*again_fracs, acquired_frac, listed_frac):
        if not 0 <= value <= 1:
            raise CalcError("not_a_fraction", value=value)
    if acquired_frac + listed_frac > 1:
        raise CalcError("over_all")
    fracs = {"round-1": 1.0}
    for (before, key), again in zip(pairwise(RAISES), again_fracs, strict=True):
        fracs[key] = fracs[before] * again
    fracs |= {"acquired": acquired_frac, "exited": acquired_frac + listed_frac, "listed": listed_frac}
    return Funnel("mine", {key: Stage(key, frac, Basis.ASSUMED) for key, frac in fracs.items()})


@dataclass(frozen=True)
class Bin:
    """Part of the cases with a multiple from from_x up to to_x, not included; None is no bound.

    bound: "" as printed, "below" less than frac, "about". between: nobody printed it, it is what
    the other bins leave.
    """

    from_x: float
    to_x: float | None
    frac: float
    bound: str = ""
    between: bool = False


def whole(bins: Sequence[Bin]) -> tuple[Bin, ...]:
    """The bins in order, each gap between two of them filled with what all others leave.

    Only one gap can be filled: two would share the rest in a way nobody printed. A rest beside
    a "below" is itself no less than its fraction.

    Raises:
        CalcError: "bins_overlap"; "over_all" if the bins are more than all cases;
            "two_gaps"; "bins_short" if they leave a rest and no gap to put it in.

    >>> [(bin.from_x, round(bin.frac, 2)) for bin in whole([Bin(0, 1, 0.52), Bin(10, None, 0.07)])]
    [(0, 0.52), (1, 0.41), (10, 0.07)]
    """
    ordered = sorted(bins, key=lambda one: one.from_x)
    rest = 1 - math.fsum(one.frac for one in ordered)
    if rest < -1e-9:
        raise CalcError("over_all")
    filled: list[Bin] = []
    edge, gaps = 0.0, 0
    for one in ordered:
        if one.from_x < edge - 1e-12:
            raise CalcError("bins_overlap")
        if one.from_x > edge:
            gaps += 1
            filled.append(Bin(edge, one.from_x, rest, between=True))
        filled.append(one)
        edge = math.inf if one.to_x is None else one.to_x
    if gaps > 1:
        raise CalcError("two_gaps")
    if gaps == 0 and rest > 1e-9:
        raise CalcError("bins_short")
    return tuple(filled)


def frac_below(bins: Sequence[Bin], multiple_x: float) -> float | None:
    """Part of the cases below a multiple; None if no bin begins or ends there.

    >>> frac_below([Bin(0, 1, 0.65), Bin(1, 5, 0.25), Bin(5, None, 0.1)], 5)
    0.9
    """
    if multiple_x not in {edge for one in bins for edge in (one.from_x, one.to_x)}:
        return None
    return math.fsum(one.frac for one in bins if one.to_x is not None and one.to_x <= multiple_x)


def frac_from(bins: Sequence[Bin], multiple_x: float) -> float | None:
    """Part of the cases at a multiple or above; None if no bin begins or ends there.

    >>> frac_from([Bin(0, 1, 0.65), Bin(1, 5, 0.25), Bin(5, None, 0.1)], 5)
    0.1
    """
    if multiple_x not in {edge for one in bins for edge in (one.from_x, one.to_x)}:
        return None
    return math.fsum(one.frac for one in bins if one.from_x >= multiple_x)


@dataclass(frozen=True)
class FundedPerIpo:
    """Companies funded in one year for every IPO a lag later; low and high are editions' counts."""

    year: int
    ipo_year: int
    low_count: int
    high_count: int
    ipos: int
    at_least: bool = False

    @property
    def low_per_ipo(self) -> float:
        """By the edition that counted fewest."""
        return self.low_count / self.ipos

    @property
    def high_per_ipo(self) -> float:
        """By the edition that counted most."""
        return self.high_count / self.ipos


def funded_per_ipo(
    counts: Sequence[tuple[int, int, bool]], ipos: Mapping[int, int], *, lag_years: int
) -> tuple[FundedPerIpo, ...]:
    """For every year funded: companies of that year over the IPOs of the year a lag later.

    Args:
        counts: (year, companies, at_least), several of a year if editions differ.
        ipos: Year to count; a year that is missing, or has none, drops out.
        lag_years: From the money to the listing; an assumption.

    Raises:
        CalcError: "negative" for the lag.

    >>> found = funded_per_ipo([(2018, 8949, False), (2018, 10542, False)], {2022: 6}, lag_years=4)
    >>> found[0].low_per_ipo, found[0].high_per_ipo
    (1491.5, 1757.0)
    """
    if lag_years < 0:
        raise CalcError("negative", value=lag_years)
    by_year: dict[int, list[tuple[int, bool]]] = {}
    for year, companies, at_least in counts:
        by_year.setdefault(year, []).append((companies, at_least))
    found = []
    for year, rows in sorted(by_year.items()):
        listed = ipos.get(year + lag_years)
        if listed:
            each = [companies for companies, _ in rows]
            least = any(at_least for _, at_least in rows)
            found.append(FundedPerIpo(year, year + lag_years, min(each), max(each), listed, least))
    return tuple(found)


def checks_paid(*, outcome_usd: float, check_usd: float) -> float:
    """How many checks of one size an outcome pays for; its inverse is the break-even hit rate.

    Raises:
        CalcError: "not_positive".

    >>> checks_paid(outcome_usd=13_000_000 * 68, check_usd=20_000)
    44200.0
    """
    check_positive(outcome_usd=outcome_usd, check_usd=check_usd)
    return outcome_usd / check_usd
