"""Everything the SAFE page and its picture show of one round."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import plotly.graph_objects as go

from calc.errors import CalcError
from calc.safes import Before, Convertible, Form, RoundTerms, SafeRound, solve_round
from dashboard.charts.frame import Caption, Frame
from dashboard.charts.safes import Part, build_safes_figure
from dashboard.i18n.catalog import Catalog
from dashboard.scenario.safes import SafeView


@dataclass(frozen=True)
class SafePage:
    """One round under one scenario. Nothing here rounds or words a number."""

    view: SafeView

    @property
    def before(self) -> Before:
        """Shares before the round."""
        v = self.view
        return Before(v.founders_shares, v.options_shares, 0.0, v.pool_shares)

    @cached_property
    def solved(self) -> SafeRound | CalcError:
        """The solved round, or why there is none."""
        papers = [
            Convertible(
                key=str(at),
                amount_usd=paper.amount_usd,
                cap_usd=paper.cap_usd or None,
                form=Form.POST_MONEY if paper.post_money else Form.PRE_MONEY,
                discount_frac=paper.discount_frac,
            )
            for at, paper in enumerate(self.view.papers)
        ]
        v = self.view
        try:
            terms = RoundTerms(v.pre_money_usd, v.new_money_usd, target_pool_frac=v.target_pool_frac)
            return solve_round(self.before, papers, terms)
        except CalcError as error:
            return error

    def parts(self, done: SafeRound, text: Catalog) -> list[Part]:
        """Every holder group with its fraction before and after the round."""
        v, total, old = self.view, done.fully_diluted_shares, self.before.fully_diluted_shares
        founders, options = v.founders_shares, v.options_shares
        return [
            Part("founders", text.t("safes.founders"), founders / old, founders / total, founders),
            Part("options", text.t("safes.options"), options / old, options / total, options),
            Part(
                "pool", text.t("safes.pool"), v.pool_shares / old, done.pool_shares / total, done.pool_shares
            ),
            *(
                Part(f"paper-{one.key}", v.papers[int(one.key)].name, None, one.frac, one.shares)
                for one in done.conversions
            ),
            Part("new", text.t("safes.new_money"), None, done.new_frac, done.new_shares),
        ]


def headline(page: SafePage, done: SafeRound, text: Catalog) -> str:
    """The finding: what the founders keep and at what price."""
    kept = page.view.founders_shares / done.fully_diluted_shares
    return text.t(
        "safes.headline",
        before=text.num.percent(page.view.founders_shares / page.before.fully_diluted_shares),
        after=text.num.percent(kept),
        price=text.num.price(done.price_usd),
    )


def caption(page: SafePage, done: SafeRound, text: Catalog, handle: str = "") -> Caption:
    """Title with the finding, subtitle with the rule, the source: the reader's own terms."""
    num, view = text.num, page.view
    return Caption(
        title=headline(page, done, text),
        subtitle=text.t(
            "safes.rule",
            new=num.money(view.new_money_usd),
            pre=num.money(view.pre_money_usd),
            pool=num.percent(view.target_pool_frac),
        ),
        source=text.t("safes.source"),
        handle=handle,
    )


def safes_figure(page: SafePage, text: Catalog, frame: Frame, *, handle: str = "") -> go.Figure | None:
    """The chart of the SAFE page; None if the round has no solution."""
    done = page.solved
    if isinstance(done, CalcError):
        return None
    if frame.is_picture:
        frame = replace(frame, caption=caption(page, done, text, handle))
    return build_safes_figure(page.parts(done, text), text, frame)
