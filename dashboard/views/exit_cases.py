"""Cases of the exit waterfall and companies of the library. Terms are assumed, and every picture says so."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from calc.types import Figure
from calc.waterfall import Common, Option, Participation, Preferred, Terms, break_points
from dashboard.scenario.exits import ExitView
from dashboard.sources.library import load_library
from dashboard.sources.provenance import load_deal
from dashboard.views.company_terms import preferred_of
from dashboard.views.exit_terms import STARTER, terms_of

_FIRST_USD, _SPAN_USD = 1e9, 5e9  # of a company whose terms are not known


@dataclass(frozen=True)
class ExitGap:
    """Why a company has no waterfall: of how many series which are blank; missing: "early", "late" or ""."""

    series: int
    blank: tuple[str, ...]
    missing: str = ""


@dataclass(frozen=True)
class ExitCase:
    """Terms, the exit first shown, how far the picture goes (US dollars), and the recorded amounts.

    terms is None for a company with a gap. even: classes, counted from
    the common shares as 0, whose conversion ratio is not on record and is taken to be one.
    """

    key: str
    terms: Terms | None
    exit_usd: float
    span_usd: float
    amounts: dict[str, Figure] = field(default_factory=dict)
    company: str = ""
    sources: tuple[str, ...] = ()
    gap: ExitGap | None = None
    even: tuple[int, ...] = ()


@lru_cache
def exit_case(key: str, *, stacked: bool = False) -> ExitCase:
    """The case of that key; a company of the library with terms assumed; Inflection if unknown."""
    made = {"inflection": _inflection, "late-stage": _late_stage, "own": _own}
    if key not in made and key in exit_companies():
        return _company(key, stacked)
    return made.get(key, _inflection)()


@lru_cache(maxsize=1)
def exit_companies() -> dict[str, str]:
    """Names of every company of the library, by key."""
    return {key: company.name for key, company in load_library().items()}


def _company(key: str, stacked: bool) -> ExitCase:
    """Amounts and shares on record; 1x, no participation and as many common shares as preferred assumed.

    A company with a series that is not known in full has a gap instead of terms: a class
    left out would move everybody's money.
    """
    company, series = load_library()[key], preferred_of(key)
    figures = [figure for entry in company.entries for figure in (entry.price, entry.raised) if figure]
    sources = tuple(dict.fromkeys(figure.source_id for figure in figures))
    even = tuple(at for at, one in enumerate(series, start=1) if one.ratio_x is None)
    blank = tuple(one.name for one in series if not one.shares or not one.invested_usd)
    if not series or blank or company.missing:
        gap = ExitGap(len(series), blank, company.missing)
        return ExitCase(
            key, None, _FIRST_USD, _SPAN_USD, company=company.name, sources=sources, gap=gap, even=even
        )
    preferred = tuple(
        Preferred(
            one.key,
            one.name,
            one.shares or 0.0,
            one.invested_usd or 0.0,
            rank=len(series) - at if stacked else 1,
            conversion_ratio=one.ratio_x or 1.0,
        )
        for at, one in enumerate(series)
    )
    common = Common("common", "common", float(round(sum(one.common_shares for one in preferred))))
    terms = Terms((common,), preferred)
    return ExitCase(
        key=key,
        terms=terms,
        exit_usd=_round(terms.preferences_usd / 2),
        span_usd=1.25 * break_points(terms)[-1].exit_usd,
        company=company.name,
        sources=sources,
        even=even,
    )


def _round(usd: float) -> float:
    return float(f"{usd:.1e}")


def _own() -> ExitCase:
    """A small company to start from."""
    return ExitCase("own", terms_of(STARTER, ExitView()), exit_usd=30e6, span_usd=150e6)


def _inflection() -> ExitCase:
    """Amounts as the press had them; share counts, ranks and preferences are assumed."""
    amounts = load_deal("inflection")
    first, second = amounts["first-round"].value, amounts["second-round"].value
    return ExitCase(
        key="inflection",
        terms=Terms(
            common=(Common("common", "common", 60e6),),
            options=(Option("options", "options", 10e6, 1.0),),
            preferred=(Preferred("early", "early", 15e6, first), Preferred("late", "late", 35e6, second)),
        ),
        exit_usd=amounts["licence"].value + amounts["waiver"].value,
        span_usd=6e9,
        amounts=amounts,
    )


def _late_stage() -> ExitCase:
    """A made-up company of eight classes, stacked."""
    return ExitCase(
        key="late-stage",
        terms=Terms(
            common=(Common("common", "common", 8e6),),
            options=(Option("options", "options", 1.5e6, 0.5),),
            preferred=(
                Preferred("seed", "Seed", 1e6, 1e6, rank=6),
                Preferred("a", "A", 2e6, 5e6, rank=5),
                Preferred("b", "B", 2e6, 15e6, rank=4),
                Preferred("c", "C", 1.5e6, 30e6, rank=3, participation=Participation.CAPPED, cap_x=3.0),
                Preferred("d", "D", 1.5e6, 60e6, preference_x=1.5, rank=2),
                Preferred("e", "E", 1e6, 100e6, rank=1),
            ),
        ),
        exit_usd=400e6,
        span_usd=2.4e9,
    )
