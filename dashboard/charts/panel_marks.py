"""Marks of one small chart: its ground line, bars, line or points, and its numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.charts.eras import Shade
from dashboard.charts.frame import Frame
from dashboard.charts.measure import text_width
from dashboard.charts.sketch import Sketch

_MOST_NUMBERS = 10  # of the points over a series; more of them go without


@dataclass(frozen=True)
class Spot:
    """One yearly value. partial: the year is not over; about: an estimate."""

    year: int
    value: float
    partial: bool = False
    about: bool = False


@dataclass(frozen=True)
class Panel:
    """One series. kind: "bars" for a full series, "line" for a rate, "points" where years are missing.

    extra are points of another rule over it, never joined with it; write gives a value's words.
    """

    title: str
    rule: str
    spots: tuple[Spot, ...]
    kind: str
    write: Callable[[float], str]
    mine: bool = False
    extra: tuple[Spot, ...] = ()


@dataclass(frozen=True)
class Span:
    """The years drawn, those in colour, and the shaded ranges."""

    first: int
    last: int
    highlight: tuple[int, ...] = ()
    eras: tuple[Shade, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where one panel goes: shift of its years, and pixels from below: the zero line, per value."""

    shift: float
    top: float
    zero: float
    scale: float
    words: tuple[tuple[str, bool], ...]


def letters(frame: Frame) -> float:
    """Height in pixels of every word of a panel."""
    return frame.px(22 if frame.is_wide else 24) if frame.is_picture else 13


def draw_ground(fig: Sketch, panel: Panel, span: Span, place: Place, frame: Frame) -> None:
    """The zero line, only under years that are known: a year without one is missing, not zero."""
    known = sorted(
        {spot.year for spot in (*panel.spots, *panel.extra) if span.first <= spot.year <= span.last}
    )
    starts = [year for year in known if year - 1 not in known]
    ends = [year for year in known if year + 1 not in known]
    for start, end in zip(starts, ends, strict=True):
        fig.add_shape(
            type="line",
            x0=start - 0.5 + place.shift,
            x1=end + 0.5 + place.shift,
            y0=place.zero,
            y1=place.zero,
            line={"color": frame.theme.grey, "width": max(1.0, frame.unit * 1.5)},
            layer="below",
        )


def _common(panel: Panel, spots: Sequence[Spot], place: Place) -> dict[str, object]:
    return {
        "name": panel.title,
        "x": [spot.year + place.shift for spot in spots],
        "customdata": [f"{spot.year}: <b>{about_words(panel, spot)}</b>" for spot in spots],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def about_words(panel: Panel, spot: Spot) -> str:
    """A value as drawn; an estimate carries the sign for "about"."""
    return f"≈{panel.write(spot.value)}" if spot.about else panel.write(spot.value)


def draw_bars(
    fig: Sketch,
    panel: Panel,
    spots: Sequence[Spot],
    colors: Sequence[str],
    place: Place,
    frame: Frame,
) -> None:
    """A bar a year, one colour each; hatched and open while the year is not over."""
    fig.add_bar(
        **_common(panel, spots, place),
        y=[spot.value * place.scale for spot in spots],
        base=[place.zero for _ in spots],
        width=0.78,
        marker={
            "color": ["rgba(0,0,0,0)" if spot.partial else c for spot, c in zip(spots, colors, strict=True)],
            "line": {"color": list(colors), "width": [frame.px(3) / 2 if s.partial else 0 for s in spots]},
            "pattern": {
                "shape": ["/" if spot.partial else "" for spot in spots],
                "fgcolor": list(colors),
                "size": 6,
            },
        },
    )


def draw_line(fig: Sketch, panel: Panel, spots: Sequence[Spot], place: Place, frame: Frame) -> None:
    """A line through neighbouring years; it breaks where one is missing."""
    by_year = {spot.year: spot for spot in spots}
    if not by_year:
        return
    years = range(min(by_year), max(by_year) + 1)
    fig.add_scatter(
        **_common(panel, spots, place)
        | {
            "x": [year + place.shift for year in years],
            "customdata": [
                f"{year}: <b>{panel.write(by_year[year].value)}</b>" if year in by_year else ""
                for year in years
            ],
        },
        y=[place.zero + by_year[year].value * place.scale if year in by_year else None for year in years],
        mode="lines",
        connectgaps=False,
        line={"color": frame.theme.ink, "width": frame.px(5) if frame.is_picture else 2.5},
    )


def draw_points(
    fig: Sketch,
    panel: Panel,
    spots: Sequence[Spot],
    place: Place,
    frame: Frame,
    color: str,
    *,
    stems: bool = True,
) -> None:
    """A stem and a point for each known year; hollow while the year is not over or if estimated."""
    for spot in spots if stems else ():
        x = spot.year + place.shift
        fig.add_shape(
            type="line",
            x0=x,
            x1=x,
            y0=place.zero,
            y1=place.zero + spot.value * place.scale,
            line={"color": color, "width": max(1.0, frame.unit * 3)},
        )
    fig.add_scatter(
        **_common(panel, spots, place),
        y=[place.zero + spot.value * place.scale for spot in spots],
        mode="markers",
        marker={
            "symbol": ["circle-open" if spot.partial or spot.about else "circle" for spot in spots],
            "size": frame.px(16) if frame.is_picture else 9,
            "color": color,
            "line": {"width": frame.px(4) if frame.is_picture else 2, "color": color},
        },
    )


def draw_numbers(fig: Sketch, panel: Panel, span: Span, place: Place, frame: Frame, width: float) -> None:
    """Numbers of the highlighted years, of points, of the peak; one that would lie on another is left out."""
    size = letters(frame)
    per_year = width * 0.94 / (span.last - span.first + 2)
    heights = (
        {spot.year: abs(spot.value) * place.scale for spot in panel.spots} if panel.kind == "bars" else {}
    )
    dots = (*panel.extra, *(panel.spots if panel.kind == "points" else ()))
    taken = [(float(s.year), 0.4, place.zero + s.value * place.scale - size * 0.9) for s in dots]
    for spot, color in _to_write(panel, span, frame):
        words = about_words(panel, spot)
        half = text_width(words, size=size, bold=True) / 2 / per_year
        up = spot.value >= 0
        lift = abs(_height(panel, spot, half)) * place.scale + size * (0.3 if spot.year in heights else 0.5)
        aside = _aside(spot.year, half, lift, heights)
        if aside is None:
            continue
        x = min(max(spot.year + aside, span.first - 0.5 + half), span.last + 0.9 - half)
        y = place.zero + (lift if up else -lift)
        if any(abs(x - a) < half + b and abs(y - c) < size * 1.15 for a, b, c in taken):
            continue
        taken.append((x, half, y))
        fig.add_annotation(
            text=f"<b>{words}</b>",
            x=x + place.shift,
            y=y,
            yanchor="bottom" if up else "top",
            showarrow=False,
            borderpad=0,
            bgcolor=frame.theme.paper if panel.kind == "points" else None,
            font={"size": size, "color": color},
        )


def _height(panel: Panel, spot: Spot, half: float) -> float:
    """The value a number stands on: on a line, the highest one under the number's width."""
    if panel.kind != "line":
        return spot.value
    return max(one.value for one in panel.spots if abs(one.year - spot.year) <= half + 0.5)


def _aside(year: int, half: float, lift: float, heights: dict[int, float]) -> float | None:
    """How far a number moves off a taller neighbour it would be drawn over; None between two of them."""
    if half <= 0.5:
        return 0.0
    left, right = heights.get(year - 1, 0.0) > lift, heights.get(year + 1, 0.0) > lift
    if left and right:
        return None
    return half - 0.45 if left else 0.45 - half if right else 0.0


def _to_write(panel: Panel, span: Span, frame: Frame) -> list[tuple[Spot, str]]:
    theme = frame.theme
    strong = theme.mine if panel.mine else theme.ink if panel.kind == "line" else theme.accent
    shown = [spot for spot in panel.spots if span.first <= spot.year <= span.last]
    extra = [spot for spot in panel.extra if span.first <= spot.year <= span.last]
    first = [(spot, strong) for spot in shown if spot.year in span.highlight or panel.kind == "points"]
    few = len(extra) <= _MOST_NUMBERS
    first += [(spot, theme.ink) for spot in extra if few]
    if shown:
        peak = max(shown, key=lambda spot: spot.value)
        first.append((peak, theme.grey if panel.kind == "bars" else strong))
        first += [(spot, theme.grey) for spot in shown if spot.partial]
    return first
