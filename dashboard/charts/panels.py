"""Small charts over the same years, one under the other or side by side, each with its own scale and rule.

Heights are worked out in pixels and drawn on one pair of axes, so that a panel's words,
bars and numbers keep their places in every size.
"""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts.eras import era_keys, shade
from dashboard.charts.frame import Frame, Key
from dashboard.charts.layout import framed, picture_box
from dashboard.charts.measure import wrap
from dashboard.charts.panel_marks import (
    Panel,
    Place,
    Span,
    draw_bars,
    draw_ground,
    draw_line,
    draw_numbers,
    draw_points,
    letters,
)
from dashboard.charts.sketch import Sketch
from dashboard.i18n.catalog import Catalog

_PAGE_WIDTH = 400  # what numbers on the page are spread for: a phone is as narrow
_ROW = 200  # pixels of a panel on the page


def build_panels_figure(
    panels: Sequence[Panel],
    span: Span,
    text: Catalog,
    frame: Frame,
    *,
    keys: Sequence[Key] = (),
) -> go.Figure:
    """Every panel in its place, the years under the lowest ones; a low picture has two columns."""
    frame.keys = (*keys, *era_keys(span.eras, text, frame.theme))
    columns = min(2, len(panels)) if frame.is_wide else 1
    rows = -(-len(panels) // columns)
    frame.screen_height = 44 + max(1, rows) * (_ROW if rows > 1 else 380)
    frame = frame.reserve(axis=44)
    width, height = _room(frame)
    fig = Sketch()
    stride = (span.last - span.first + 2) * 1.06
    for at, panel in enumerate(panels):
        row, column = divmod(at, columns)
        place = _place(panel, frame, row, column, rows, width / columns, height, stride)
        _draw(fig, panel, span, place, frame)
        draw_numbers(fig, panel, span, place, frame, width / columns)
        if row == 0:
            shade(fig, span.eras, frame.theme, shift=place.shift)
    _axes(fig, span, frame, columns, stride, height)
    return framed(fig, frame)


def _room(frame: Frame) -> tuple[float, float]:
    """Width and height of the plot in pixels."""
    if frame.size is None:
        return _PAGE_WIDTH, frame.screen_height - 8 - max(8, frame.axis_px)
    box = picture_box(frame)
    return box.right - box.left, box.bottom - box.top


def _place(
    panel: Panel, frame: Frame, row: int, column: int, rows: int, width: float, height: float, stride: float
) -> Place:
    words = _words(panel, frame, width * 0.97)
    size = letters(frame)
    top = height - row * height / rows
    below = top - height / rows + (size * 0.5 if row < rows - 1 else 0)
    room = 1.5 if panel.kind == "bars" else 1.9  # for a number on the highest value
    head = size * (len(words) * 1.3 + room)
    values = [spot.value for spot in (*panel.spots, *panel.extra)]
    high, low = max([0.0, *values]), min([0.0, *values])
    if low < 0:
        below += size * 1.2
    scale = max(1.0, top - head - below) / ((high - low) or 1.0)
    return Place(column * stride, top, below - low * scale, scale, words)


def _words(panel: Panel, frame: Frame, width: float) -> tuple[tuple[str, bool], ...]:
    """The title, and in a picture the rule after it; the page says the rules below the chart."""
    if not panel.title:
        return ()
    if not frame.is_picture or not panel.rule:
        return ((panel.title, True),)
    if not frame.is_wide:
        rule = wrap(panel.rule, width=width, size=letters(frame))
        return ((panel.title, True), *((line, False) for line in rule))
    first, *more = wrap(
        f"{panel.title}. {panel.rule}".replace(". ", ".\u2002", 1), width=width * 0.96, size=letters(frame)
    )
    first = first.replace(f"{panel.title}.", f"<b>{panel.title}.</b>", 1)
    return tuple((line, False) for line in (first, *more))


def _draw(fig: Sketch, panel: Panel, span: Span, place: Place, frame: Frame) -> None:
    theme = frame.theme
    usual, strong = (theme.mine, theme.mine) if panel.mine else (theme.context, theme.accent)
    spots = [spot for spot in panel.spots if span.first <= spot.year <= span.last]
    for line, (words, bold) in enumerate(place.words):
        fig.add_annotation(
            text=f"<b>{words}</b>" if bold else words,
            x=span.first - 0.5 + place.shift,
            y=place.top - line * letters(frame) * 1.3,
            xanchor="left",
            yanchor="top",
            align="left",
            showarrow=False,
            borderpad=0,
            font={"size": letters(frame), "color": theme.ink if bold else theme.grey},
        )
    draw_ground(fig, panel, span, place, frame)
    if panel.kind == "bars":
        draw_bars(
            fig, panel, spots, [strong if s.year in span.highlight else usual for s in spots], place, frame
        )
    elif panel.kind == "line":
        draw_line(fig, panel, spots, place, frame)
    else:
        draw_points(fig, panel, spots, place, frame, strong if not panel.mine else theme.mine)
    extra = [spot for spot in panel.extra if span.first <= spot.year <= span.last]
    if extra:
        draw_points(fig, panel, extra, place, frame, theme.ink, stems=panel.kind != "bars")


def _axes(fig: Sketch, span: Span, frame: Frame, columns: int, stride: float, height: float) -> None:
    years = year_ticks(span, 4.2 * columns if frame.is_picture else 4.6)
    fig.update_layout(barmode="overlay")
    fig.update_xaxes(
        tickvals=[year + column * stride for column in range(columns) for year in years],
        ticktext=[str(year) for _ in range(columns) for year in years],
        tickangle=0,
        tickfont={"size": frame.px(24) if frame.is_picture else 12, "color": frame.theme.grey},
        range=[span.first - 0.8, span.last + 1.1 + (columns - 1) * stride],
    )
    fig.update_yaxes(visible=False, range=[0, height])


def year_ticks(span: Span, apart: float) -> list[int]:
    """Highlighted years first, then ends, decades and half decades, as far as they do not crowd."""
    wish = [year for year in span.highlight if span.first <= year <= span.last] + [span.first, span.last]
    years = range(span.first, span.last + 1)
    wish += [year for year in years if year % 10 == 0] + [year for year in years if year % 5 == 0]
    gap = apart * max(1.0, len(years) / 46)
    ticks: list[int] = []
    for year in wish:
        if all(abs(year - tick) >= gap for tick in ticks):
            ticks.append(year)
    return sorted(ticks)
