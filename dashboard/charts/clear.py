"""Where words beside a point of a line stand clear of the line, of each other and inside the plot."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dashboard.charts.frame import Box

Point = tuple[float, float]
_TAKEN, _OUTSIDE = 10, 40  # what touching other words, or leaving the plot, costs in crossed lines


def touch(one: Box, other: Box) -> bool:
    """Whether two boxes have a point in common."""
    apart = one.right < other.left or other.right < one.left
    return not (apart or one.bottom < other.top or other.bottom < one.top)


def crosses(box: Box, start: Point, end: Point) -> bool:
    """Whether a straight line runs through a box.

    >>> crosses(Box(0, 10, 0, 10), (-5, 5), (15, 5)), crosses(Box(0, 10, 0, 10), (-5, 20), (15, 20))
    (True, False)
    """
    low, high = 0.0, 1.0
    sides = ((start[0], end[0], box.left, box.right), (start[1], end[1], box.top, box.bottom))
    for begin, stop, least, most in sides:
        way = stop - begin
        if way == 0:
            if not least <= begin <= most:
                return False
            continue
        first, second = sorted(((least - begin) / way, (most - begin) / way))
        low, high = max(low, first), min(high, second)
    return low <= high


def box_beside(point: Point, extent: Point, *, right: bool, up: bool, away: Point) -> Box:
    """The box of words right or left of a point, above or below it. Pixels grow downwards."""
    left = point[0] + away[0] if right else point[0] - away[0] - extent[0]
    top = point[1] - away[1] - extent[1] if up else point[1] + away[1]
    return Box(left=left, right=left + extent[0], top=top, bottom=top + extent[1])


def cost(box: Box, line: Sequence[Point], taken: Sequence[Box], plot: Box) -> float:
    """How much is in the way of a box: lines crossed, words touched, the edge of the plot passed."""
    crossed = sum(crosses(box, start, end) for start, end in pairwise(line))
    touched = sum(touch(box, other) for other in taken)
    outside = box.left < plot.left or box.right > plot.right or box.top < plot.top or box.bottom > plot.bottom
    return crossed + _TAKEN * touched + _OUTSIDE * outside
