"""Everything the SAFE page and its picture show of one round."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import plotly.graph_objects as go

from calc.captable import PoolPlacement
from calc.daycount import DayCount, year_fraction
from calc.errors import CalcError
from calc.safes import (
    Before,
    Conversion,
    Convertible,
    Form,
    LegalRound,
    Method,
    RoundTerms,
    SafeRound,
    legal,
    note_balance,
    solve_round,
)
from dashboard.charts.frame import Caption, Frame
from dashboard.charts.safes import Part, build_safes_figure
from dashboard.i18n.catalog import Catalog
from dashboard.scenario.safes import Founder, Paper, SafeView
from dashboard.sources.records import load_sources
from dashboard.views.path_words import problem_words
from dashboard.views.safe_cases import SOURCES, case_of

_METHODS = {"percent": Method.PERCENT_OWNERSHIP, "pre": Method.PRE_MONEY, "dollars": Method.DOLLARS_INVESTED}
_DAY_COUNTS = {"365": DayCount.ACTUAL_365_FIXED, "360": DayCount.THIRTY_360}


@dataclass(frozen=True)
class SafePage:
    """One round under one scenario. Nothing here rounds or words a number."""

    view: SafeView

    @property
    def before(self) -> Before:
        """Shares before the round."""
        v = self.view
        return Before(self.founders_shares, v.options_shares, 0.0, v.pool_shares)

    @property
    def founders_shares(self) -> float:
        """Shares of all founders."""
        return sum(one.shares for one in self.view.founders) or self.view.founders_shares

    @cached_property
    def solved(self) -> SafeRound | CalcError:
        """The solved round, or why there is none."""
        v = self.view
        place = PoolPlacement.AFTER_MONEY if v.outside else PoolPlacement.INSIDE_PRE_MONEY
        try:
            papers = [self._convertible(at, paper) for at, paper in enumerate(v.papers)]
            terms = RoundTerms(
                v.pre_money_usd,
                v.new_money_usd,
                target_pool_frac=v.target_pool_frac,
                method=_METHODS[v.method],
                pool=place,
            )
            return solve_round(self.before, papers, terms)
        except CalcError as error:
            return error

    def _convertible(self, at: int, paper: Paper) -> Convertible:
        """A paper's terms: only those its kind has. A note's cap divides as a pre-money one does."""
        capped = paper.kind in ("post", "pre", "note")
        return Convertible(
            key=str(at),
            amount_usd=self.converting_usd(paper),
            cap_usd=(paper.cap_usd or None) if capped else None,
            form=Form.PRE_MONEY if paper.kind in ("pre", "note") else Form.POST_MONEY,
            discount_frac=paper.discount_frac if capped else 0.0,
            fixed_frac=paper.fixed_frac if paper.kind == "fixed" else None,
            mfn=paper.kind == "mfn",
        )

    def converting_usd(self, paper: Paper) -> float:
        """The money that converts: of a note with its simple interest to the day of the round.

        Raises:
            CalcError: "note_after_round".
        """
        if paper.kind != "note":
            return paper.amount_usd
        note, closes = paper.note, self.view.closes
        if note.issued > closes:
            raise CalcError("note_after_round", name=paper.name)
        years = year_fraction(note.issued, closes, _DAY_COUNTS[note.day_count])
        return note_balance(principal_usd=paper.amount_usd, annual_rate_frac=note.rate_frac, years=years)

    @property
    def overdue(self) -> tuple[Paper, ...]:
        """Notes that fall due before the round."""
        notes = (paper for paper in self.view.papers if paper.kind == "note")
        return tuple(paper for paper in notes if paper.note.due and paper.note.due < self.view.closes)

    @property
    def case(self) -> str:
        """Key of the published round this is, empty if it is the reader's."""
        return case_of(self.view)

    def legal(self, done: SafeRound) -> LegalRound | None:
        """The round as lawyers count it, if asked."""
        if not self.view.rounding:
            return None
        return legal(done, new_money_usd=self.view.new_money_usd, price_decimals=self.view.rounding)

    def parts(self, done: SafeRound, text: Catalog) -> list[Part]:
        """Every holder group with its fraction before and after the round, and the term that set it."""
        v, total, old = self.view, done.fully_diluted_shares, self.before.fully_diluted_shares
        founders = v.founders or (Founder(text.t("safes.founders"), v.founders_shares),)
        parts = [
            Part(f"founder-{at}", one.name, one.shares / old, one.shares / total, one.shares)
            for at, one in enumerate(founders)
        ]
        if v.options_shares:
            share = v.options_shares
            parts.append(Part("options", text.t("safes.options"), share / old, share / total, share))
        if done.pool_shares:
            after = done.pool_shares / total
            parts.append(Part("pool", text.t("safes.pool"), v.pool_shares / old, after, done.pool_shares))
        parts += [
            Part(
                f"paper-{one.key}",
                v.papers[int(one.key)].name,
                None,
                one.frac,
                one.shares,
                control_words(self, one, text),
            )
            for one in done.conversions
        ]
        return [*parts, Part("new", text.t("safes.new_money"), None, done.new_frac, done.new_shares)]


def control_words(page: SafePage, one: Conversion, text: Catalog) -> str:
    """The term that set a paper's shares; of an MFN also whose terms it took over."""
    said = text.t(f"safes.control.{one.control.value}")
    if page.view.papers[int(one.key)].kind != "mfn":
        return said
    if not one.elected_key:
        return text.t("safes.mfn_own")
    return text.t("safes.mfn_of", paper=page.view.papers[int(one.elected_key)].name, term=said)


def refused_words(error: CalcError, text: Catalog) -> str:
    """Why there is no round, in a sentence."""
    said = problem_words(error, text)
    return said[0].upper() + said[1:]


def headline(page: SafePage, done: SafeRound, text: Catalog) -> str:
    """The finding: what the founders keep and at what price."""
    return text.t(
        "safes.headline",
        before=text.num.percent(page.founders_shares / page.before.fully_diluted_shares),
        after=text.num.percent(page.founders_shares / done.fully_diluted_shares),
        price=text.num.price(done.price_usd),
    )


def caption(page: SafePage, done: SafeRound, text: Catalog, handle: str = "") -> Caption:
    """Title with the finding, subtitle with the rule, the source: the published or the reader's terms."""
    num, view = text.num, page.view
    rule = text.t(
        "safes.rule",
        new=num.money(view.new_money_usd),
        pre=num.money(view.pre_money_usd),
        pool=_pool_words(view, text),
        method=text.t(f"safes.method_rule.{view.method}"),
    )
    rounded = page.legal(done)
    if rounded is not None:
        rule += " " + text.t("safes.legal_rule", price=num.price(rounded.price_usd, view.rounding))
    source = text.t("safes.source")
    if page.case in SOURCES:
        source = text.t("safes.source_case", title=load_sources()[SOURCES[page.case]].publisher)
    return Caption(title=headline(page, done, text), subtitle=rule, source=source, handle=handle)


def _pool_words(view: SafeView, text: Catalog) -> str:
    if not view.target_pool_frac:
        return text.t("safes.pool_none")
    place = "outside" if view.outside else "inside"
    return text.t(f"safes.pool_{place}", pool=text.num.percent(view.target_pool_frac))


def safes_figure(page: SafePage, text: Catalog, frame: Frame, *, handle: str = "") -> go.Figure | None:
    """The chart of the SAFE page; None if the round has no solution."""
    done = page.solved
    if isinstance(done, CalcError):
        return None
    if frame.is_picture:
        frame = replace(frame, caption=caption(page, done, text, handle))
    return build_safes_figure(page.parts(done, text), text, frame)
