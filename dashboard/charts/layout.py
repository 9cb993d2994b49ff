"""The frame put around a chart: on the page its margins, in a picture the whole caption."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.frame import Box, Frame, Key
from dashboard.charts.measure import text_width, wrap
from dashboard.charts.sketch import Sketch
from dashboard.charts.theme import FONT

_APART = "\u2003"


def framed(fig: Sketch, frame: Frame) -> go.Figure:
    """Put the frame around a chart (sizes, fonts, in a picture the caption) and finish it."""
    theme = frame.theme
    fig.update_layout(
        template="none",
        paper_bgcolor=theme.paper if frame.is_picture else "rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": frame.px(26), "color": theme.ink},
        showlegend=False,
        hoverlabel={"font": {"family": FONT, "size": 14}},
        dragmode=False,
    )
    fig.update_xaxes(showgrid=False, zeroline=False, fixedrange=True)
    fig.update_yaxes(showgrid=False, zeroline=False, fixedrange=True)
    if frame.size is None:
        _on_page(fig, frame)
    else:
        _in_picture(fig, frame)
    return fig.figure()


def _on_page(fig: Sketch, frame: Frame) -> None:
    """Margins only; the legend goes along as `meta`, for the page to set as text that wraps."""
    fig.update_layout(
        height=frame.screen_height,
        autosize=True,
        margin={
            "l": max(14, frame.left_px),
            "r": max(14, frame.right_px),
            "t": 8,
            "b": max(8, frame.axis_px),
        },
        meta={"keys": [[key.symbol, key.color, key.label] for key in frame.keys]},
    )


def _in_picture(fig: Sketch, frame: Frame) -> None:
    assert frame.size is not None
    width, height = frame.size.width, frame.size.height
    fig.update_layout(width=width, height=height, autosize=False, margin={"l": 0, "r": 0, "t": 0, "b": 0})
    box = picture_box(frame)
    x_domain = [box.left / width, box.right / width]
    y_domain = [1 - box.bottom / height, 1 - box.top / height]
    fig.update_xaxes(domain=x_domain)
    fig.update_yaxes(domain=y_domain)
    for line in _lines(frame):
        fig.add_annotation(**line)


def picture_box(frame: Frame) -> Box:
    """The plot's place once the caption has taken its own."""
    assert frame.size is not None
    margin = _margin(frame)
    top = _header_height(frame) + frame.px(26 if not frame.is_wide else 14)
    bottom = frame.size.height - _footer_height(frame) - frame.px(30 if not frame.is_wide else 12)
    return Box(
        left=margin + frame.left_px,
        right=frame.size.width - margin - frame.right_px,
        top=top,
        bottom=bottom - frame.axis_px,
    )


def _margin(frame: Frame) -> float:
    return frame.px(46 if frame.is_wide else 64)


@dataclass(frozen=True)
class _Line:
    text: str
    units: float
    bold: bool
    color: str
    leading: float


def _header(frame: Frame) -> list[_Line]:
    caption, theme = frame.caption, frame.theme
    if caption is None or frame.size is None:
        return []
    width = frame.size.width - 2 * _margin(frame)
    title_units = _title_units(caption.title, frame, width)
    sub_units = 22.5 if frame.is_wide else 28.0
    caption = caption.for_wide() if frame.is_wide else caption
    title = wrap(caption.title, width=width, size=frame.px(title_units), bold=True)
    sub = wrap(caption.subtitle, width=width, size=frame.px(sub_units))
    lines = [_Line(line, title_units, True, theme.ink, 1.24) for line in title]
    lines += [_Line(line, sub_units, False, theme.grey, 1.36) for line in sub]
    return lines + [
        _Line(row, sub_units, False, theme.ink, 1.4) for row in _key_rows(frame, width, sub_units)
    ]


def _title_units(title: str, frame: Frame, width: float) -> float:
    """Largest letters that keep the title short: one line in a low picture, two in a high one."""
    choices = (36.0, 33.0, 30.0) if frame.is_wide else (46.0, 42.0, 39.0)
    for lines in (1, 2) if frame.is_wide else (2,):
        for units in choices:
            if len(wrap(title, width=width, size=frame.px(units), bold=True)) <= lines:
                return units
    return choices[-1]


def _key_rows(frame: Frame, width: float, units: float) -> list[str]:
    rows: list[list[Key]] = []
    used = 0.0
    for key in frame.keys:
        room = text_width(f"{key.symbol} {_label(key, frame)}{_APART}", size=frame.px(units))
        if rows and used + room <= width:
            rows[-1].append(key)
            used += room
        else:
            rows.append([key])
            used = room
    return [_APART.join(_key_word(key, frame) for key in row) for row in rows]


def _key_word(key: Key, frame: Frame) -> str:
    return f'<span style="color:{key.color}">{key.symbol}</span> {_label(key, frame)}'


def _label(key: Key, frame: Frame) -> str:
    return key.short if frame.is_wide and key.short else key.label


def _top(frame: Frame) -> float:
    return frame.px(28 if frame.is_wide else 60)


def _header_height(frame: Frame) -> float:
    return _top(frame) + sum(frame.px(line.units * line.leading) for line in _header(frame)) + _gaps(frame)


def _gaps(frame: Frame) -> float:
    return frame.px(10) * (2 if frame.keys else 1)


def _footer(frame: Frame) -> list[_Line]:
    caption, theme = frame.caption, frame.theme
    if caption is None or frame.size is None:
        return []
    caption = caption.for_wide() if frame.is_wide else caption
    width = frame.size.width - 2 * _margin(frame)
    source = wrap(caption.source, width=width, size=frame.px(22))
    lines = [_Line(line, 22, False, theme.grey, 1.32) for line in source]
    name = f"{caption.handle}\u2002·\u2002First Check" if caption.handle else "First Check"
    spare = width - text_width(source[-1], size=frame.px(22))
    beside = frame.is_wide and spare > text_width(name, size=frame.px(22), bold=True) + frame.px(30)
    return [*lines, _Line(name, 22 if frame.is_wide else 24, True, theme.ink, 0.0 if beside else 1.45)]


def _footer_height(frame: Frame) -> float:
    bottom = frame.px(20 if frame.is_wide else 44)
    return bottom + sum(frame.px(line.units * line.leading) for line in _footer(frame))


def _lines(frame: Frame) -> list[dict[str, Any]]:
    assert frame.size is not None
    drawn: list[dict[str, Any]] = []
    y = _top(frame)
    last: _Line | None = None
    for line in _header(frame):
        if (last is not None and line.units != last.units) or (last and line.color != last.color):
            y += frame.px(10)
        drawn.append(_annotation(frame, line, y))
        y += frame.px(line.units * line.leading)
        last = line
    y = frame.size.height - _footer_height(frame)
    for line in _footer(frame):
        if line.leading == 0:  # beside the last source line
            drawn.append(_annotation(frame, line, y - frame.px(22 * 1.32), right=True))
            continue
        if line.bold:
            y += frame.px(line.units * 0.2)
        drawn.append(_annotation(frame, line, y))
        y += frame.px(line.units * line.leading)
    return drawn


def _annotation(frame: Frame, line: _Line, y: float, *, right: bool = False) -> dict[str, Any]:
    assert frame.size is not None
    left = _margin(frame) / frame.size.width
    return {
        "text": f"<b>{line.text}</b>" if line.bold else line.text,
        "xref": "paper",
        "yref": "paper",
        "x": 1 - left if right else left,
        "y": 1 - y / frame.size.height,
        "xanchor": "right" if right else "left",
        "yanchor": "top",
        "align": "right" if right else "left",
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": frame.px(line.units), "color": line.color},
    }
