"""The hurdle of the exit mathematics: the hit rate at which bets only match a risk-free rate."""

from __future__ import annotations

import math

import plotly.graph_objects as go

from calc.venture import break_even_hit_rate
from dashboard.charts.curves import Curve, Ticks, build_curves_figure
from dashboard.charts.frame import Frame
from dashboard.i18n.catalog import Catalog
from dashboard.scenario.exit_math import MOST_FREE
from dashboard.views.exit_math import MathPage, entries_of, fine, value_or_none

FREE = (0.0, 0.05)  # the two rates compared


def hurdle_rise(years: float) -> float:
    """By how much the needed hit rate rises from the first rate of FREE to the second."""
    low, high = FREE
    return math.expm1(years * (math.log1p(high) - math.log1p(low)))


def hurdle_at(page: MathPage, entry_usd: float, free_frac: float) -> float | None:
    """Break-even hit rate of an entry at a risk-free rate; None where every hit is too little."""
    multiple = page.bet.exit_usd * page.bet.retained_frac / entry_usd
    named = {"hit_x": multiple, "risk_free_frac": free_frac, "years": page.bet.years}
    return value_or_none(break_even_hit_rate, **named)


def hurdle_figure(page: MathPage, text: Catalog, frame: Frame) -> go.Figure | None:
    """A curve per entry over the risk-free rate, 0 % and 5 % marked; None if none can break even."""
    num, curves = text.num, []
    rates = tuple(MOST_FREE * at / 80 for at in range(81))
    for entry in entries_of(page):
        values = tuple(hurdle_at(page, entry, rate) for rate in rates)
        if values[0] is None:
            continue
        own = entry == page.bet.entry_usd
        spots = dict.fromkeys((*FREE, page.view.free_frac) if own else FREE)
        known = [(rate, hurdle_at(page, entry, rate)) for rate in spots]
        marks = tuple((rate, hit, fine(hit, text)) for rate, hit in known if hit is not None)
        curves.append(Curve(num.money(entry), rates, values, "mine" if own else "other", marks))
    if not curves:
        return None
    top = max(value for curve in curves for value in curve.ys if value is not None)
    ticks = (0.0, 0.02, 0.04, 0.06, 0.08)
    axis = Ticks(ticks, tuple(num.percent(tick, 0) for tick in ticks), text.t("exit_math.axis.free"))
    return build_curves_figure(curves, axis, top, frame, verticals=FREE)
