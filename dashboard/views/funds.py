"""Everything the fund page and its picture show: the drawn funds, in words and bars."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np
import plotly.graph_objects as go

from calc.errors import CalcError
from calc.funds import FundPlan, PowerLaw, Summary, simulate
from calc.funds.bins import LEAST_LOG, MOST_LOG, MULTIPLES
from dashboard.charts.frame import Caption, Frame
from dashboard.charts.funds import Bar, build_funds_figure
from dashboard.i18n.catalog import Catalog
from dashboard.scenario.funds import FundView

STEPS = 10  # bars per power of ten
SHOWN = (0.1, 100.0)
RARE = 5e-4  # bars lower than this at either end are left out; 0.3x to 10x always stays


@lru_cache(maxsize=16)
def drawn(plan: FundPlan, draws: int, seed: int) -> Summary:
    """The funds of a plan; the same plan and seed is drawn once."""
    return simulate(plan, draws, seed=seed)


@dataclass(frozen=True)
class FundPage:
    """One fund under one scenario."""

    view: FundView

    @cached_property
    def plan(self) -> FundPlan | CalcError:
        """The fund, or why there is none."""
        v = self.view
        try:
            return FundPlan(
                companies=v.companies,
                outcomes=PowerLaw(v.density_exponent, bound_x=v.bound_x),
                fee_frac=v.fee_frac,
                carry_frac=v.carry_frac,
                hurdle_frac=v.hurdle_frac,
            )
        except CalcError as error:
            return error

    @cached_property
    def summary(self) -> Summary | CalcError:
        """The drawn funds, or why there are none."""
        plan = self.plan
        return plan if isinstance(plan, CalcError) else drawn(plan, self.view.draws, self.view.seed)

    @property
    def rank_frac(self) -> float | None:
        """Part of the funds below the reader's own multiple; None without one."""
        found = self.summary
        if isinstance(found, CalcError) or not self.view.mine_x:
            return None
        return 1 - found.chance_of(self.view.mine_x)


def bars(found: Summary) -> list[Bar]:
    """Counts gathered into ten bars per power of ten; the outermost hold the rest."""
    edges = np.log10(SHOWN[0]) + np.arange(1 + STEPS * 3) / STEPS
    centers = LEAST_LOG + (np.arange(MULTIPLES) + 0.5) * (MOST_LOG - LEAST_LOG) / MULTIPLES
    spots = np.clip(np.searchsorted(edges, centers) - 1, 0, len(edges) - 2)
    counts = np.bincount(spots, weights=found.net, minlength=len(edges) - 1)
    made = [
        Bar(float(10 ** edges[at]), float(10 ** edges[at + 1]), float(count) / found.funds)
        for at, count in enumerate(counts)
    ]
    seen = [at for at, bar in enumerate(made) if bar.frac >= RARE]
    return made[min(seen[0], 5) : max(seen[-1] + 1, 20)]


def headline(page: FundPage, found: Summary, text: Catalog) -> str:
    """The finding: how many return the money, how many three times."""
    num = text.num
    return text.t(
        "funds.headline",
        checks=num.integer(page.view.companies),
        back=num.percent(found.chance_of(1)),
        three=num.percent(found.chance_of(3)),
        median=num.multiple(found.quantile(0.5)),
    )


def caption(page: FundPage, found: Summary, text: Catalog, handle: str = "") -> Caption:
    """Title with the finding, subtitle with every assumption, source."""
    num, v = text.num, page.view
    return Caption(
        title=headline(page, found, text),
        subtitle=text.t(
            "funds.rule",
            alpha=num.decimal(v.density_exponent, digits=2),
            bound=num.multiple(v.bound_x),
            fee=num.percent(v.fee_frac),
            carry=num.percent(v.carry_frac),
            hurdle=num.percent(v.hurdle_frac),
        ),
        source=text.t("funds.source", draws=num.integer(v.draws), seed=str(v.seed)),
        handle=handle,
    )


def funds_figure(page: FundPage, text: Catalog, frame: Frame, *, handle: str = "") -> go.Figure | None:
    """The chart of the fund page; None if there is no such fund."""
    found = page.summary
    if isinstance(found, CalcError):
        return None
    if frame.is_picture:
        frame = replace(frame, caption=caption(page, found, text, handle))
    return build_funds_figure(bars(found), text, frame, mine_x=page.view.mine_x)
