"""Everything the fund page and its pictures show: the drawn funds, in words and charts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import plotly.graph_objects as go

from calc.errors import CalcError
from calc.funds import FundPlan, Summary
from calc.funds.bins import LEAST_LOG, MOST_LOG, MULTIPLES
from dashboard.charts.frame import Frame
from dashboard.charts.fund_curve import Band, build_curve_figure
from dashboard.charts.fund_size import SizePoint, build_size_figure
from dashboard.charts.funds import Bar, build_funds_figure
from dashboard.i18n.catalog import Catalog
from dashboard.scenario.funds import FundView
from dashboard.views.fund_plan import plan_of
from dashboard.views.fund_runs import Run, run_of
from dashboard.views.fund_words import caption

STEPS = 10  # bars per power of ten
SHOWN = (0.1, 100.0)
RARE = 5e-4  # bars lower than this at either end are left out; 0.3x to 10x always stays
SIZES = (5, 10, 20, 30, 50, 100, 200)
SIZE_DRAWS = 20_000
PARTS = (0.1, 0.25, 0.5, 0.75, 0.9)


@dataclass(frozen=True)
class FundPage:
    """One fund under one scenario."""

    view: FundView

    @cached_property
    def plan(self) -> FundPlan | CalcError:
        """The fund, or why there is none."""
        try:
            return plan_of(self.view)
        except CalcError as error:
            return error

    @cached_property
    def run(self) -> Run | CalcError:
        """The drawing of the funds, which may still go on."""
        plan = self.plan
        return plan if isinstance(plan, CalcError) else run_of(plan, self.view.draws, self.view.seed)

    @cached_property
    def summary(self) -> Summary | CalcError:
        """The funds drawn so far, or why there are none."""
        run = self.run
        if isinstance(run, CalcError):
            return run
        return run.found or CalcError("no_rounds")

    @property
    def sizes_draws(self) -> int:
        """Funds drawn for each size."""
        return SIZE_DRAWS

    @property
    def rank_frac(self) -> float | None:
        """Part of the funds below the reader's own multiple; None without one."""
        found = self.summary
        if isinstance(found, CalcError) or not self.view.mine_x:
            return None
        return 1 - found.chance_of(self.view.mine_x)

    @cached_property
    def sizes(self) -> tuple[SizePoint, ...]:
        """The same fund in fewer and more companies."""
        if isinstance(self.plan, CalcError):
            return ()
        wanted = sorted({*SIZES, self.plan.companies})
        return tuple(_size(self.plan, companies, self.view.seed) for companies in wanted)


def _size(plan: FundPlan, companies: int, seed: int) -> SizePoint:
    run = run_of(replace(plan, companies=companies), SIZE_DRAWS, seed)
    found = run.found
    assert found is not None
    chances = (found.chance_of(1), found.chance_of(3), found.chance_of(5))
    return SizePoint(companies, found.quantile(0.5), *chances, mine=companies == plan.companies)


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


def bands(found: Summary) -> list[Band]:
    """Net cash so far as a part of commitments, by year: the J-curve with its bands."""
    return [
        Band(year, *(found.net_cash_quantile(year, part) for part in PARTS))
        for year in range(found.years + 1)
    ]


def funds_figure(page: FundPage, text: Catalog, frame: Frame, *, handle: str = "") -> go.Figure | None:
    """The chosen chart of the fund page; None if there is no such fund."""
    found = page.summary
    if isinstance(found, CalcError):
        return None
    if frame.is_picture:
        frame = replace(frame, caption=caption(page, found, text, handle))
    if page.view.chart == "curve":
        return build_curve_figure(bands(found), text, frame)
    if page.view.chart == "size":
        return build_size_figure(page.sizes, text, frame)
    return build_funds_figure(bars(found), text, frame, mine_x=page.view.mine_x)
