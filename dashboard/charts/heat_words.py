"""Words on a map: each knows its own box, so a later one finds a place that is free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.clear import Point, cost
from dashboard.charts.frame import Box
from dashboard.charts.measure import text_width
from dashboard.charts.sketch import Sketch

_LINE = 1.3  # height of a line of type, in letter heights
_RISES = {"bottom": 1.0, "middle": 0.5, "top": 0.0}  # part of the box above its place


@dataclass(frozen=True)
class Plot:
    """Ends of both axes and the pixels they lie at."""

    x: tuple[float, float]
    y: tuple[float, float]
    box: Box

    def pixel(self, x: float, y: float) -> Point:
        """Where a place of the map lies; pixels grow downwards."""
        box, across = self.box, (x - self.x[0]) / (self.x[1] - self.x[0])
        up = (y - self.y[0]) / (self.y[1] - self.y[0])
        return box.left + across * (box.right - box.left), box.bottom - up * (box.bottom - box.top)


@dataclass(frozen=True)
class Note:
    """Words right or left of a place (or centred on it), above, below or level with it."""

    words: str
    x: float
    y: float
    size: float
    color: str
    xanchor: str = "left"
    yanchor: str = "bottom"
    aside: float = 0.0
    lift: float = 0.0
    bold: bool = False

    def write(self, fig: Sketch) -> None:
        """Put the words on the map."""
        words = f"<b>{self.words}</b>" if self.bold else self.words
        place = {"xanchor": self.xanchor, "yanchor": self.yanchor}
        shift = {"xshift": self.aside, "yshift": self.lift}
        fig.write(words, self.x, self.y, size=self.size, color=self.color, **place, **shift)

    def box(self, plot: Plot) -> Box:
        """What the words cover, in pixels."""
        across, down = plot.pixel(self.x, self.y)
        wide, high = text_width(self.words, size=self.size, bold=self.bold), _LINE * self.size
        left = across + self.aside - {"left": 0.0, "center": wide / 2, "right": wide}[self.xanchor]
        top = down - self.lift - high * _RISES[self.yanchor]
        return Box(left=left, right=left + wide, top=top, bottom=top + high)


def clearest(
    notes: Sequence[Note], line: Sequence[Point], taken: Sequence[Note], plots: Sequence[Plot]
) -> Note:
    """The first of the notes with the least in its way: a line, other words, the edge of the map.

    Several plots are the widths a page may have: what is in the way adds up.
    """

    def in_the_way(note: Note) -> float:
        found = 0.0
        for plot in plots:
            others = [other.box(plot) for other in taken]
            found += cost(note.box(plot), [plot.pixel(*at) for at in line], others, plot.box)
        return found

    return min(notes, key=in_the_way)
