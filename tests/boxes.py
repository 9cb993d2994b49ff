"""Where the words of a finished figure lie, in pixels: from its layout alone, as plotly places them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.clear import touch
from dashboard.charts.frame import Box
from dashboard.charts.measure import text_width

_LINE, _INK = 1.3, 0.74  # height of a line and of what is inked of it, in letter heights
_ANCHORS = {"left": 0.0, "center": 0.5, "right": 1.0, "top": 0.0, "middle": 0.5, "bottom": 1.0}


@dataclass(frozen=True)
class Words:
    """Words and what they cover."""

    words: str
    box: Box


def words_of(fig: go.Figure) -> list[Words]:
    """Every annotation, every text of a trace and every tick."""
    return [*_annotations(fig), *_texts(fig), *_ticks(fig)]


def on_each_other(fig: go.Figure) -> list[tuple[str, str]]:
    """Pairs of words whose ink has a place in common."""
    return [
        (one.words, other.words) for one, other in combinations(words_of(fig), 2) if touch(one.box, other.box)
    ]


def outside(fig: go.Figure) -> list[str]:
    """Words that leave the picture."""
    wide, high = fig.layout.width, fig.layout.height
    return [
        one.words
        for one in words_of(fig)
        if one.box.left < 0 or one.box.top < 0 or one.box.right > wide or one.box.bottom > high
    ]


def pixel(fig: go.Figure, x: float, y: float) -> tuple[float, float]:
    """Where a place of the first axes lies; pixels grow downwards."""
    return _pixel(fig, "x", x, "x"), fig.layout.height - _pixel(fig, "y", y, "y")


def _axis(fig: go.Figure, ref: str) -> Any:
    return fig.layout[f"{ref[0]}axis{ref[1:]}"]


def _pixel(fig: go.Figure, ref: str, value: Any, letter: str) -> float:
    """Pixels from the left or the bottom of a place on an axis, in its domain or on the paper."""
    name = ref.split(" ")[0]
    length = fig.layout.width if letter == "x" else fig.layout.height
    low, high = (0.0, 1.0) if name == "paper" else _axis(fig, name).domain or (0.0, 1.0)
    part = float(value)
    if ref == name != "paper":
        first, last = _axis(fig, name).range
        part = (_number(fig, name, value) - first) / (last - first)
    return (low + part * (high - low)) * length


def _number(fig: go.Figure, name: str, value: Any) -> float:
    """A category is its place in the axis' order."""
    if isinstance(value, str):
        order = list(_axis(fig, name).categoryarray or _axis(fig, name).ticktext or ())
        return float(order.index(value))
    return float(value)


def _box(words: str, size: float, x: float, y: float, xanchor: str, yanchor: str) -> Box:
    lines = [re.sub(r"<[^>]+>", "", line) for line in words.split("<br>")]
    wide = max(text_width(line, size=size, bold="<b>" in words) for line in lines)
    high, slack = _LINE * size * len(lines), (_LINE - _INK) * size / 2
    left, top = x - wide * _ANCHORS[xanchor], y - high * _ANCHORS[yanchor]
    return Box(left=left, right=left + wide, top=top + slack, bottom=top + high - slack)


def _annotations(fig: go.Figure) -> Iterator[Words]:
    for note in fig.layout.annotations:
        across = _pixel(fig, note.xref or "x", note.x, "x")
        down = fig.layout.height - _pixel(fig, note.yref or "y", note.y, "y")
        across, down = across + (note.xshift or 0), down - (note.yshift or 0)
        place = (note.xanchor or "center", note.yanchor or "middle")
        yield Words(note.text, _box(note.text, note.font.size, across, down, *_auto(note, place)))


def _auto(note: Any, place: tuple[str, str]) -> tuple[str, str]:
    return ("center" if place[0] == "auto" else place[0], "middle" if place[1] == "auto" else place[1])


def _texts(fig: go.Figure) -> Iterator[Words]:
    for trace in fig.data:
        if trace.type != "scatter" or "text" not in (trace.mode or "") or trace.text is None:
            continue
        for x, y, words, place in zip(trace.x, trace.y, trace.text, _places(trace), strict=True):
            if not words or y is None:
                continue
            up, _, side = place.partition(" ")
            across = _pixel(fig, trace.xaxis or "x", x, "x")
            down = fig.layout.height - _pixel(fig, trace.yaxis or "y", y, "y")
            anchors = {"top": "bottom", "bottom": "top"}.get(up, "middle")
            box = _box(
                words,
                trace.textfont.size,
                across,
                down,
                {"left": "right", "right": "left"}.get(side, "center"),
                anchors,
            )
            yield Words(words, box)


def _places(trace: Any) -> list[str]:
    found = trace.textposition or "middle center"
    return [found] * len(trace.x) if isinstance(found, str) else list(found)


def _ticks(fig: go.Figure) -> Iterator[Words]:
    for name in fig.layout:
        if not re.fullmatch(r"[xy]axis\d*", name):
            continue
        axis, ref = fig.layout[name], name[0] + name[5:]
        if axis.visible is False or axis.showticklabels is False or not axis.ticktext:
            continue
        size = axis.tickfont.size
        cross = fig.layout[("y" if name[0] == "x" else "x") + name[1:]].domain or (0.0, 1.0)
        for value, words in zip(axis.tickvals, axis.ticktext, strict=True):
            if name[0] == "x":
                top = fig.layout.height * (1 - (axis.position or cross[0])) + size * 0.3
                yield Words(words, _box(words, size, _pixel(fig, ref, value, "x"), top, "center", "top"))
            else:
                down = fig.layout.height - _pixel(fig, ref, value, "y")
                right = fig.layout.width * (axis.position or cross[0])
                yield Words(words, _box(words, size, right, down, "right", "middle"))
