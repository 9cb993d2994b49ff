"""The events of a ladder and the factors written along its steps, each clear of the others."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from calc.types import Basis
from dashboard.charts.clear import touch
from dashboard.charts.frame import Box, Frame
from dashboard.charts.layout import picture_box
from dashboard.charts.measure import text_width
from dashboard.charts.sketch import Sketch
from dashboard.charts.theme import about
from dashboard.i18n.catalog import Catalog

_PAGE = Box(0, 700, 0, 380)  # about what a chart on the page takes
_NEAR = 0.09  # lines nearer than this fraction of the height leave no room for two rows of factors


@dataclass(frozen=True)
class Rung:
    """One event: multiples of the first round on both bases, and the step that led here.

    A multiple that is not known is None: the line goes on to the next that is.
    """

    name: str
    year: str
    price_x: float | None
    value_x: float | None
    price_step_x: float | None
    value_step_x: float | None
    price_basis: Basis
    value_basis: Basis
    value_step_basis: Basis = Basis.REPORTED
    record_price_x: float | None = None


LEFT, RIGHT = 0.3, 0.05  # slots kept free before the first and after the last rung
_MANY = 10  # more steps than that are written for every second one, and where they stand out


def known(rungs: Sequence[Rung], which: str) -> list[tuple[int, float]]:
    """Place and multiple of every rung that has one."""
    found = [(at, rung.price_x if which == "price" else rung.value_x) for at, rung in enumerate(rungs)]
    return [(at, x) for at, x in found if x]


def bounds(rungs: Sequence[Rung], frame: Frame) -> tuple[float, float]:
    """Ends of the log axis."""
    values = [x for r in rungs for x in (r.price_x, r.value_x) if x]
    low, high = math.log10(min(values)), math.log10(max(values))
    span = max(high - low, 0.3)
    below, above = (0.2, 0.2) if frame.is_wide else (0.06, 0.1)
    return low - below * span, high + above * span


def across(rungs: Sequence[Rung]) -> float:
    """Slots from edge to edge of the plot."""
    return len(rungs) - 1 + LEFT + RIGHT


def plot_box(frame: Frame) -> Box:
    """The plot in pixels; on the page about that."""
    return picture_box(frame) if frame.size else _PAGE


def write_steps(fig: Sketch, rungs: Sequence[Rung], frame: Frame, text: Catalog) -> None:
    """Factor of each step: above the upper line, below the lower or only one."""
    priced, valued = known(rungs, "price"), known(rungs, "value")
    two = len(priced) > 1 and len(valued) > 1
    on_top, near = _compared(rungs, frame) if two else (False, False)
    taken: list[Box] = []
    for which, line in (("price", priced), ("value", valued)):
        price = which == "price"
        if not price and two and (near or frame.is_wide or not frame.is_picture):
            continue
        side = 1 if price is on_top else -1
        for number, ((start, before), (end, x)) in enumerate(pairwise(line)):
            step = rungs[end].price_step_x if price else rungs[end].value_step_x
            if not step or (len(line) > _MANY and number % 2 and 0.9 < step < 4):
                continue
            words = text.num.multiple(step)
            words = f"<b>{words}</b>" if price else about(words, rungs[end].value_step_basis)
            steep = _is_steep(x / before, end - start, rungs, frame)
            spot = ((start + end) / 2, (math.log10(before) + math.log10(x)) / 2)
            color = frame.theme.ink if price else frame.theme.grey
            _label(fig, rungs, frame, words, spot, side=side, steep=steep, color=color, taken=taken)


def _compared(rungs: Sequence[Rung], frame: Frame) -> tuple[bool, bool]:
    """Whether the price line runs above the other, and whether they come near each other."""
    low, high = bounds(rungs, frame)
    apart = [math.log10(r.price_x / r.value_x) for r in rungs if r.price_x and r.value_x]
    if not apart:
        return True, False
    return sum(apart) > 0, min(abs(gap) for gap in apart) < _NEAR * (high - low)


def _is_steep(step_x: float, apart: int, rungs: Sequence[Rung], frame: Frame) -> bool:
    """Whether a step goes up or down more than it goes aside, in pixels."""
    box, (low, high) = plot_box(frame), bounds(rungs, frame)
    up = (box.bottom - box.top) * abs(math.log10(step_x)) / (high - low)
    return up > (1.2 if frame.is_wide else 0.6) * apart * (box.right - box.left) / len(rungs)


def _label(
    fig: Sketch,
    rungs: Sequence[Rung],
    frame: Frame,
    words: str,
    spot: tuple[float, float],
    *,
    side: int,
    steep: bool,
    color: str,
    taken: list[Box],
) -> None:
    """Above (side 1) or below a flat step, left (side 1) or right of a steep one; never on another."""
    size = frame.px(24) if frame.is_picture else 12
    away = frame.px(28) if frame.is_picture else 15
    anchor = ("left" if side < 0 else "right") if steep else "center"
    aside, up = -side * away * 0.75 if steep else 0.0, side * away * (0.2 if steep else 1.0)
    width = text_width(words.replace("<b>", "").replace("</b>", ""), size=size, bold=True)
    place = _pixels(spot, rungs, frame)
    for _ in range(4):
        here = _covered(place, anchor, (aside, up), (width, size))
        if not any(touch(here, other) for other in taken):
            break
        up += side * size
    taken.append(here)
    fig.add_annotation(
        text=words,
        x=spot[0],
        y=spot[1],
        xanchor=anchor,
        align=anchor,
        xshift=aside,
        yshift=up,
        showarrow=False,
        borderpad=0,
        bgcolor=frame.theme.paper,
        font={"size": size, "color": color},
    )


def _pixels(spot: tuple[float, float], rungs: Sequence[Rung], frame: Frame) -> tuple[float, float]:
    box, (low, high) = plot_box(frame), bounds(rungs, frame)
    along = (spot[0] + LEFT) / across(rungs)
    return (box.right - box.left) * along, (box.bottom - box.top) * (high - spot[1]) / (high - low)


def _covered(
    place: tuple[float, float], anchor: str, shift: tuple[float, float], extent: tuple[float, float]
) -> Box:
    width, height = extent
    left = place[0] + shift[0] - {"left": 0.0, "center": width / 2, "right": width}[anchor]
    middle = place[1] - shift[1]
    return Box(left=left, right=left + width, top=middle - height * 0.55, bottom=middle + height * 0.55)
