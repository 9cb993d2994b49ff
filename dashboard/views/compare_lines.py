"""The lines of the compare chart: where each point stands on the chosen axis, and its words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from calc.compare import Point
from calc.types import Basis
from dashboard.charts.compare import Axis, Line, Spot
from dashboard.charts.theme import about
from dashboard.i18n.catalog import Catalog
from dashboard.scenario.compare import CompareView
from dashboard.views.names import entry_name

if TYPE_CHECKING:
    from dashboard.views.compare import Compared

_STEPS = (1, 2, 3, 4, 5, 10)


def lines_of(paths: Sequence[Compared], view: CompareView, text: Catalog) -> list[Line]:
    """A line per path; points without a yearly rate are left out where rates are drawn."""
    lines = []
    for path in paths:
        spots = [_spot(point, view, text) for point in path.track.points]
        known = tuple(spot for spot in spots if spot is not None)
        if known:
            lines.append(Line(name_of(path, text), known, _end(path.track.points[-1], view, text), path.mine))
    return lines


def name_of(path: Compared, text: Catalog) -> str:
    """The company, or the company with "my what-if"."""
    return text.t("compare.mine", company=path.company.name) if path.mine else path.company.name


def _spot(point: Point, view: CompareView, text: Catalog) -> Spot | None:
    height = _rate(point) if view.measure == "rate" else point.multiple_x
    if height is None:
        return None
    hollow = point.basis is Basis.ESTIMATED
    return Spot(_place(point, view), height, _words(point, text), hollow)


def _rate(point: Point) -> float | None:
    return sum(point.rate) / 2 if point.rate else None


def _place(point: Point, view: CompareView) -> float:
    if view.align == "calendar" and point.date is not None:
        middle = (point.date.earliest.toordinal() + point.date.latest.toordinal()) / 2
        return middle / 365.2425
    if view.align == "years":
        return point.years or 0.0
    return float(point.order)


def _words(point: Point, text: Catalog) -> str:
    name = entry_name(point.name, text) if point.name else ""
    if point.listed and point.kind != "close":
        name = text.t(f"known.exit.{point.kind}")
    date = text.num.date(point.date, month_only=True) if point.date else ""
    rate = f", {text.t('compare.rate_words', rate=text.num.percent_range(*point.rate))}" if point.rate else ""
    multiple = about(text.num.multiple(point.multiple_x), point.basis)
    return f"{' '.join(filter(None, (name, date)))}: <b>{multiple}</b>{rate}"


def _end(point: Point, view: CompareView, text: Catalog) -> str:
    if view.measure == "rate":
        return text.num.percent(_rate(point)) if point.rate else ""
    return about(text.num.multiple(point.multiple_x), point.basis)


def axis_of(lines: Sequence[Line], view: CompareView, text: Catalog) -> Axis:
    """Ticks at whole years, or at the first, second, third price."""
    spots = [spot.x for line in lines for spot in line.spots]
    low, high = math.floor(min(spots)), math.ceil(max(spots))
    step = next((step for step in _STEPS if (high - low) / step <= 8), 20)
    start = low if view.align != "calendar" else math.ceil(low / step) * step
    ticks = tuple(
        (float(at), str(at + (1 if view.align == "rounds" else 0))) for at in range(start, high + 1, step)
    )
    return Axis(ticks, text.t(f"compare.axis.{view.align}"), log=view.measure == "multiple")
