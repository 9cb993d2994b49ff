"""Everything a page or a picture shows of one exit waterfall."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import plotly.graph_objects as go

from calc.errors import CalcError
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
    by_holder,
    prove,
    waterfall,
)
from dashboard.charts.exits import Payout, build_exits_figure
from dashboard.charts.frame import Caption, Frame
from dashboard.i18n.catalog import Catalog
from dashboard.scenario.exits import ClassRow, ExitView
from dashboard.views.company_terms import preferred_of
from dashboard.views.exit_cases import ExitCase, exit_case
from dashboard.views.exit_terms import paid_first, rows_of, rows_on_record, terms_of
from dashboard.views.names import entry_name

_POINTS = 241


@dataclass(frozen=True)
class ExitPage:
    """One case under one scenario. Nothing here rounds or words a number."""

    view: ExitView

    @property
    def case(self) -> ExitCase:
        """The case, or the company, that is shown or was started from."""
        return exit_case(self.view.case, stacked=self.view.stacked)

    @property
    def exit_usd(self) -> float:
        """Price paid for the company."""
        return self.case.exit_usd if self.view.exit_usd is None else self.view.exit_usd

    @property
    def own(self) -> bool:
        """Whether the terms are typed by the reader."""
        return bool(self.view.classes) or self.case.key == "own"

    @cached_property
    def built(self) -> Terms | CalcError:
        """The terms, or why they cannot be."""
        try:
            if self.view.classes:
                terms = terms_of(self.view.classes, self.view)
            elif self.case.terms is None:
                raise CalcError("classes_blank")
            else:
                terms = paid_first(self.case.terms, self.view)
            by_holder(waterfall(terms, [0.0]), self._holdings(terms))
        except CalcError as error:
            return error
        return terms

    @property
    def terms(self) -> Terms:
        """The terms in force.

        Raises:
            CalcError: as `built` says.
        """
        if isinstance(self.built, CalcError):
            raise self.built
        return self.built

    def _holdings(self, terms: Terms) -> dict[str, dict[str, float]]:
        """Fractions of every class by holder; a class that is gone is left out."""
        keys = dict(zip(terms.names, terms.keys, strict=True))
        found: dict[str, dict[str, float]] = {}
        for one in self.view.holdings:
            if one.class_name in keys:
                held, key = found.setdefault(one.holder, {}), keys[one.class_name]
                held[key] = held.get(key, 0.0) + one.frac
        return found

    @cached_property
    def holders_usd(self) -> dict[str, float]:
        """What every named holder gets at the chosen exit."""
        paid = by_holder(self.chosen, self._holdings(self.terms))
        return {holder: float(values[0]) for holder, values in paid.items()}

    @cached_property
    def breaks(self) -> tuple[BreakPoint, ...]:
        """Break points within the picture."""
        return tuple(point for point in break_points(self.terms) if point.exit_usd <= self.span_usd)

    @property
    def span_usd(self) -> float:
        """How far the picture goes: the case's span, or past the chosen exit."""
        span = self.case.span_usd
        if self.view.classes:
            span = max(1.25 * break_points(self.terms)[-1].exit_usd, 1.5 * self.raised_usd, 1e6)
        return max(span, 1.15 * self.exit_usd)

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


def class_name(page: ExitPage, one: Common | Option | Preferred, text: Catalog) -> str:
    """A class in words: the typed name, a company's series, or a case's class."""
    if page.own:
        return one.name
    if page.case.company and isinstance(one, Preferred):
        return entry_name(one.name, text)
    return text.t(f"exits.class.{one.key}")


def class_rows(page: ExitPage, text: Catalog) -> tuple[ClassRow, ...]:
    """The rows of the table of terms: the typed ones, or those of the case."""
    if page.view.classes:
        return page.view.classes
    if page.case.terms is None:
        series = preferred_of(page.case.key)
        names = [entry_name(one.name, text) for one in series]
        return rows_on_record(series, names, text.t("exits.class.common"))
    names = [class_name(page, one, text) for one in page.case.terms.classes]
    return rows_of(page.case.terms, names)


def headline(page: ExitPage, text: Catalog) -> str:
    """The finding: who gets what at the chosen exit."""
    num, key = text.num, page.case.key
    if page.case.company:
        key = "company_own" if page.own else "company"
    elif page.own and key == "late-stage":
        key = "own"
    return text.t(
        f"exits.headline.{key}",
        company=page.case.company,
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
    if page.terms.fees_usd or page.terms.fees_frac or page.terms.carve_out_frac:
        first = page.chosen.fees_usd[0] + page.chosen.carve_out_usd[0]
        parts.append(text.t("exits.fees_first", fees=num.money(float(first))))
    source, short = _assumed(page, text)
    return Caption(
        title=headline(page, text), subtitle=" ".join(parts), source=source, short_source=short, handle=handle
    )


def _assumed(page: ExitPage, text: Catalog) -> tuple[str, str]:
    """Source line and its short form: what is on record and what is assumed."""
    num, key = text.num, page.case.key
    amounts = {item.replace("-", "_"): num.money(f.value) for item, f in page.case.amounts.items()}
    if page.case.company:
        key = "company_stacked" if page.view.stacked else "company"
        amounts = {"common": num.shares(page.terms.common[0].shares), "company": page.case.company}
    if page.own:
        from_ = text.t("exits.started_from", name=case_name(page, text)) if key != "own" else ""
        gap = page.case.gap
        lacks = text.t(f"exits.lacks.{gap.missing}") if gap and gap.missing else ""
        said = " ".join(part for part in (text.t("exits.assumed.own"), from_, lacks) if part)
        return said, said
    even = f" {text.t('exits.even')}" if page.case.even else ""
    long, short = (text.t(f"exits.{form}.{key}", **amounts) for form in ("assumed", "assumed_short"))
    return long + even, short + even


def case_name(page: ExitPage, text: Catalog) -> str:
    """The case in a list: a company by its name."""
    return page.case.company or text.t(f"exits.case_name.{page.case.key}")


def payouts(page: ExitPage, text: Catalog) -> list[Payout]:
    """One band per class, those paid first at the bottom."""
    preferred = sorted(page.terms.preferred, key=lambda one: one.rank)
    classes: list[Common | Option | Preferred] = [*preferred, *page.terms.common, *page.terms.options]
    return [
        Payout(
            key=one.key,
            label=class_name(page, one, text),
            payouts_usd=tuple(float(value) for value in page.sweep.of(one.key)),
            at_exit_usd=float(page.chosen.of(one.key)[0]),
            kind={Common: "common", Option: "options"}.get(type(one), ""),
        )
        for one in classes
    ]


def exits_figure(page: ExitPage, text: Catalog, frame: Frame, *, handle: str = "") -> go.Figure | None:
    """The chart of the exit page, in a picture with its caption; None if the terms cannot be."""
    if isinstance(page.built, CalcError):
        return None
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
