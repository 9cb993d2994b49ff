"""Everything a page or a picture shows of one exit waterfall."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import plotly.graph_objects as go

from calc.waterfall import (
    BreakKind,
    BreakPoint,
    Common,
    Option,
    Preferred,
    Proof,
    Terms,
    Waterfall,
    break_points,
    prove,
    waterfall,
)
from dashboard.charts.exits import Payout, build_exits_figure
from dashboard.charts.frame import Caption, Frame
from dashboard.i18n.catalog import Catalog
from dashboard.scenario.exits import ExitView
from dashboard.views.exit_cases import ExitCase, exit_case

_POINTS = 241


@dataclass(frozen=True)
class ExitPage:
    """One case under one scenario. Nothing here rounds or words a number."""

    view: ExitView

    @property
    def case(self) -> ExitCase:
        """The case."""
        return exit_case(self.view.case)

    @property
    def exit_usd(self) -> float:
        """Price paid for the company."""
        return self.case.exit_usd if self.view.exit_usd is None else self.view.exit_usd

    @cached_property
    def terms(self) -> Terms:
        """The case's terms with the reader's debt."""
        return replace(self.case.terms, debt_usd=self.view.debt_usd)

    @cached_property
    def breaks(self) -> tuple[BreakPoint, ...]:
        """Break points within the picture."""
        return tuple(point for point in break_points(self.terms) if point.exit_usd <= self.span_usd)

    @property
    def span_usd(self) -> float:
        """How far the picture goes: the case's span, or past the chosen exit."""
        return max(self.case.span_usd, 1.15 * self.exit_usd)

    @cached_property
    def sweep(self) -> Waterfall:
        """Payouts from nothing to the end of the picture, every bend and the chosen exit among them."""
        bends = [point.exit_usd for point in self.breaks]
        even = np.linspace(0, self.span_usd, _POINTS)
        return waterfall(self.terms, np.unique([*even, *bends, self.exit_usd]))

    @cached_property
    def chosen(self) -> Waterfall:
        """Payouts at the chosen exit."""
        return waterfall(self.terms, [self.exit_usd])

    @cached_property
    def proof(self) -> Proof:
        """The check of the whole sweep."""
        return prove(self.terms, self.sweep)

    @property
    def preferred_usd(self) -> float:
        """What all preferred classes get at the chosen exit."""
        return float(sum(self.chosen.of(one.key)[0] for one in self.terms.preferred))

    @property
    def common_usd(self) -> float:
        """What common stock and options get at the chosen exit."""
        keys = [one.key for one in self.terms.common] + [one.key for one in self.terms.options]
        return float(sum(self.chosen.of(key)[0] for key in keys))

    @property
    def raised_usd(self) -> float:
        """What the preferred classes paid in."""
        return sum(one.invested_usd for one in self.terms.preferred)

    @property
    def common_from_usd(self) -> float:
        """Exit from which common gets anything."""
        points = break_points(self.terms)
        return next(point.exit_usd for point in points if point.kind is BreakKind.COMMON)


def class_name(key: str, text: Catalog) -> str:
    """A class in words."""
    return text.t(f"exits.class.{key}")


def headline(page: ExitPage, text: Catalog) -> str:
    """The finding: who gets what at the chosen exit."""
    num = text.num
    return text.t(
        f"exits.headline.{page.case.key}",
        exit=num.money(page.exit_usd),
        raised=num.money(page.raised_usd),
        preferred=num.money(page.preferred_usd),
        common=num.money(page.common_usd),
    )


def caption(page: ExitPage, text: Catalog, handle: str = "") -> Caption:
    """Title with the finding, subtitle with the rule, and the assumptions as the source."""
    num = text.num
    parts = [
        text.t(
            "exits.rule",
            preferences=num.money(page.terms.preferences_usd),
            start=num.money(page.common_from_usd),
            exit=num.money(page.exit_usd),
        )
    ]
    if page.terms.debt_usd:
        parts.append(text.t("exits.debt_first", debt=num.money(page.terms.debt_usd)))
    amounts = {item.replace("-", "_"): num.money(f.value) for item, f in page.case.amounts.items()}
    return Caption(
        title=headline(page, text),
        subtitle=" ".join(parts),
        source=text.t(f"exits.assumed.{page.case.key}", **amounts),
        short_source=text.t(f"exits.assumed_short.{page.case.key}"),
        handle=handle,
    )


def payouts(page: ExitPage, text: Catalog) -> list[Payout]:
    """One band per class, those paid first at the bottom."""
    preferred = sorted(page.terms.preferred, key=lambda one: one.rank)
    classes: list[Common | Option | Preferred] = [*preferred, *page.terms.common, *page.terms.options]
    return [
        Payout(
            key=one.key,
            label=class_name(one.key, text),
            payouts_usd=tuple(float(value) for value in page.sweep.of(one.key)),
            at_exit_usd=float(page.chosen.of(one.key)[0]),
            common=one.key in {"common", "options"},
        )
        for one in classes
    ]


def exits_figure(page: ExitPage, text: Catalog, frame: Frame, *, handle: str = "") -> go.Figure:
    """The chart of the exit page; in a picture with its caption."""
    if frame.is_picture:
        frame = replace(frame, caption=caption(page, text, handle))
    return build_exits_figure(
        payouts(page, text),
        text,
        frame,
        exits_usd=tuple(float(value) for value in page.sweep.exits_usd),
        exit_usd=page.exit_usd,
        breaks_usd=tuple(sorted({point.exit_usd for point in page.breaks if point.exit_usd > 0})),
    )
