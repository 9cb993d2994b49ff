"""Everything the compare page and its pictures show: chosen paths side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import plotly.graph_objects as go

from calc.compare import Track, track
from calc.library import (
    EntryMultiple,
    LibraryCompany,
    default_exit,
    entry_multiple,
    first_check,
    last_private,
)
from dashboard.charts.compare import build_compare_figure, build_panels_figure
from dashboard.charts.frame import Frame
from dashboard.i18n.catalog import Catalog
from dashboard.scenario import Scenario
from dashboard.sources.library import load_library
from dashboard.views.compare_lines import axis_of, lines_of
from dashboard.views.compare_words import caption
from dashboard.views.known import KnownView

MINE = "what-if"


@dataclass(frozen=True)
class Compared:
    """One path: the company, its line, whether it is the reader's what-if."""

    company: LibraryCompany
    track: Track
    mine: bool = False

    @property
    def first(self) -> EntryMultiple | None:
        """The first round with a multiple, at the first price somebody could sell at."""
        at = default_exit(self.company)
        if at is None or not self.track.points:
            return None
        start = self.track.points[0].key
        entry = next(one for one in self.company.entries if one.key == start)
        return entry_multiple(entry, at)

    @property
    def first_to_listing(self) -> EntryMultiple | None:
        """The first check as the library's list has it; None where the first series are not known."""
        at = default_exit(self.company)
        return first_check(self.company, at) if at else None

    @property
    def last_to_listing(self) -> EntryMultiple | None:
        """The last private round; None where it is not known."""
        at = default_exit(self.company)
        return last_private(self.company, at) if at else None


@dataclass(frozen=True)
class ComparePage:
    """One scenario of the page. Nothing here rounds or words a number."""

    scenario: Scenario

    @property
    def by_value(self) -> bool:
        """Whether company values are laid side by side, not prices per share."""
        return self.scenario.base == "value"

    @cached_property
    def chosen(self) -> tuple[LibraryCompany, ...]:
        """The companies of the link that the library has, in its order."""
        library = load_library()
        return tuple(library[key] for key in self.scenario.compare.companies if key in library)

    @cached_property
    def all(self) -> tuple[Compared, ...]:
        """Every chosen path, and the reader's what-if beside its record."""
        found = []
        for company in self.chosen:
            found.append(self._compared(company))
            if company.key == self.scenario.company and not self.scenario.what_if.is_empty:
                found.append(self._compared(self._what_if(company), mine=True))
        return tuple(found)

    def _compared(self, company: LibraryCompany, *, mine: bool = False) -> Compared:
        till = self.scenario.compare.end == "listing"
        return Compared(company, track(company, by_value=self.by_value, to_listing=till), mine)

    def _what_if(self, company: LibraryCompany) -> LibraryCompany:
        known = KnownView(company, replace(self.scenario, record_only=False))
        return replace(
            company,
            entries=known.entries,
            exits=tuple(known.moved(one) for one in company.exits),
            closes=tuple(known.moved(one) for one in company.closes),
        )

    @cached_property
    def drawn(self) -> tuple[Compared, ...]:
        """Those with a line on the chosen axis."""
        return tuple(one for one in self.all if one.track.end and not self.why(one))

    def why(self, one: Compared) -> str:
        """Code of what keeps a path from being drawn; empty if nothing."""
        view = self.scenario.compare
        if one.track.why:
            return one.track.why
        if view.align != "rounds" and not one.track.is_dated:
            return "no_dates"
        if view.measure == "rate" and not any(point.rate for point in one.track.points):
            return "no_rate"
        return ""


def compare_figure(page: ComparePage, text: Catalog, frame: Frame, *, handle: str = "") -> go.Figure | None:
    """The chart of the compare page; None if no chosen path can be drawn."""
    lines = lines_of(page.drawn, page.scenario.compare, text)
    if not lines:
        return None
    if frame.is_picture:
        frame = replace(frame, caption=caption(page, text, handle))
    build = build_panels_figure if page.scenario.compare.form == "panels" else build_compare_figure
    return build(lines, axis_of(lines, page.scenario.compare, text), text, frame)
