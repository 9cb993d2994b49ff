"""What a dollar became by the round it went into: both bases, the gap between is dilution."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from calc.types import Basis
from dashboard.charts.frame import Frame, Key
from dashboard.charts.layout import framed, picture_box
from dashboard.charts.measure import text_width
from dashboard.charts.sketch import Sketch
from dashboard.charts.theme import about, symbol_of
from dashboard.i18n.catalog import Catalog

_LONGEST = 24  # letters of a name on one line beside its dot


@dataclass(frozen=True)
class MultipleRow:
    """One round: its multiples at the chosen mark, and the record's where the reader's differ."""

    name: str
    year: str
    price_x: float | None
    value_x: float | None
    price_basis: Basis
    value_basis: Basis
    record_price_x: float | None = None


def basis_keys(text: Catalog, price: str, value: str) -> list[Key]:
    """The two bases, each under its own name."""
    return [
        Key(text.t("key.per_share"), price, short=text.t("key.per_share_short")),
        Key(text.t("key.by_value"), value, short=text.t("key.by_value_short")),
    ]


def multiples_keys(rows: Sequence[MultipleRow], text: Catalog, frame: Frame, base: str) -> tuple[Key, ...]:
    """Legend: the two bases, and the signs of estimates and assumptions where they occur."""
    theme = frame.theme
    price, value = (theme.accent, theme.grey) if base == "price" else (theme.grey, theme.accent)
    keys = basis_keys(text, price, value)
    priced = [row for row in rows if row.price_x is not None]
    if not any(row.value_x for row in rows):
        keys = keys[:1]
    elif not priced:
        keys = keys[1:]
    bases = {row.price_basis for row in priced} | {row.value_basis for row in rows if row.value_x}
    if Basis.ESTIMATED in bases:
        keys.append(Key(text.t("key.estimated"), theme.ink, "○"))
    if Basis.ASSUMED in bases:
        keys.append(Key(text.t("key.assumed"), theme.ink, "◆"))
    if any(row.record_price_x for row in rows):
        keys.append(Key(text.t("key.record"), theme.ink, "|"))
    return tuple(keys)


def build_multiples_figure(
    rows: Sequence[MultipleRow], text: Catalog, frame: Frame, *, base: str = "price"
) -> go.Figure:
    """Dumbbells on a log axis, first round on top, each with its own labels and no axis."""
    lines = [_name_lines(row, frame) for row in rows]
    names_room = max(text_width(line, size=28, bold=True) for each in lines for line in each)
    frame.keys = multiples_keys(rows, text, frame, base)
    frame.screen_height = 20 + 46 * len(rows)
    frame = frame.reserve(left=names_room + 20)
    fig = Sketch()
    names = [row.name for row in rows]
    theme = frame.theme
    price_color, value_color = (theme.accent, theme.grey) if base == "price" else (theme.grey, theme.accent)
    _gaps(fig, rows, frame)
    if any(row.value_x for row in rows):
        _dots(fig, rows, frame, which="value", color=value_color, text=text)
    _dots(fig, rows, frame, which="price", color=price_color, text=text)
    _records(fig, rows, frame)
    _row_names(fig, rows, frame)
    _numbers(fig, rows, frame, text, (price_color, value_color), base)
    fig.update_yaxes(
        visible=False, categoryorder="array", categoryarray=names[::-1], range=[-0.6, len(rows) - 0.4]
    )
    fig.update_xaxes(visible=False, type="log", range=_log_range(rows, frame))
    return framed(fig, frame)


def _place(x: float, rows: Sequence[MultipleRow]) -> float:
    """Where a multiple stands on the log axis, which has no zero: a total loss at its low end."""
    return x if x > 0 else min(*_known(rows), 1.0) / 10


def _known(rows: Sequence[MultipleRow]) -> list[float]:
    pairs = [(row.price_x, row.value_x, row.record_price_x) for row in rows]
    return [x for pair in pairs for x in pair if x is not None and x > 0] or [1.0]


def _log_range(rows: Sequence[MultipleRow], frame: Frame) -> list[float]:
    """Room on both sides for the numbers beside the outermost dots."""
    lost = [_place(row.price_x, rows) for row in rows if row.price_x == 0]
    low, high = (math.log10(pick([*_known(rows), *lost])) for pick in (min, max))
    if frame.size is None:
        left, right = 0.20, 0.24
    else:
        box = picture_box(frame)
        label = frame.px(130 if frame.is_wide else 170)
        left = right = min(0.35, label / (box.right - box.left))
    span = max(high - low, 0.2) / (1 - left - right)
    return [low - left * span, high + right * span]


def _gaps(fig: Sketch, rows: Sequence[MultipleRow], frame: Frame) -> None:
    for row in rows:
        if row.price_x and row.value_x:
            fig.add_scatter(
                x=[row.price_x, row.value_x],
                y=[row.name, row.name],
                mode="lines",
                line={"color": frame.theme.faint, "width": frame.px(9) if frame.is_picture else 5},
                hoverinfo="skip",
            )


def _dots(
    fig: Sketch, rows: Sequence[MultipleRow], frame: Frame, *, which: str, color: str, text: Catalog
) -> None:
    price = which == "price"
    shown = [row for row in rows if (row.price_x if price else row.value_x) is not None]
    bases = [row.price_basis if price else row.value_basis for row in shown]
    numbers = [row.price_x if price else row.value_x for row in shown]
    key = "key.per_share" if price else "key.by_value"
    fig.add_scatter(
        name=text.t(key),
        x=[_place(x or 0.0, rows) for x in numbers],
        y=[row.name for row in shown],
        mode="markers",
        cliponaxis=False,
        marker={
            "color": color,
            "symbol": [symbol_of(basis) for basis in bases],
            "size": _dot(frame, price),
            "line": {"color": color, "width": frame.px(4) if frame.is_picture else 2},
        },
        customdata=[
            [text.num.multiple(x), text.t(f"basis.{b.value}")] for x, b in zip(numbers, bases, strict=True)
        ],
        hovertemplate="%{y}: <b>%{customdata[0]}</b> · %{customdata[1]}<extra></extra>",
    )


def _dot(frame: Frame, price: bool) -> float:
    if not frame.is_picture:
        return 15 if price else 11
    return frame.px((22 if price else 17) if frame.is_wide else (30 if price else 22))


def _records(fig: Sketch, rows: Sequence[MultipleRow], frame: Frame) -> None:
    shown = [row for row in rows if row.record_price_x]
    if not shown:
        return
    fig.add_scatter(
        x=[row.record_price_x for row in shown],
        y=[row.name for row in shown],
        mode="markers",
        marker={
            "symbol": "line-ns",
            "size": frame.px(15 if frame.is_wide else 24) if frame.is_picture else 12,
            "line": {"color": frame.theme.ink, "width": frame.px(4) if frame.is_picture else 2},
        },
        hoverinfo="skip",
    )


def _row_names(fig: Sketch, rows: Sequence[MultipleRow], frame: Frame) -> None:
    for row in rows:
        name = "<br>".join(_name_lines(row, frame)).removesuffix(row.year)
        fig.add_annotation(
            text=f'<b>{name}</b><span style="color:{frame.theme.grey}">{row.year}</span>',
            y=row.name,
            yref="y",
            **_left_edge(frame),
            xanchor="left",
            align="left",
            showarrow=False,
            borderpad=0,
            font={"size": frame.px(26 if frame.is_wide else 28)},
        )


def _name_lines(row: MultipleRow, frame: Frame) -> list[str]:
    """A row's name and year; a long name breaks once at a space, but not where rows are low."""
    middle = row.name.rfind(" ", 0, _LONGEST)
    if len(row.name) <= _LONGEST or middle < 0 or frame.is_wide:
        return [f"{row.name}  {row.year}"]
    return [row.name[:middle], f"{row.name[middle + 1 :]}  {row.year}"]


def _left_edge(frame: Frame) -> dict[str, Any]:
    if frame.size is None:
        return {"x": 0, "xref": "paper", "xshift": -frame.left_px}
    return {"x": (picture_box(frame).left - frame.left_px) / frame.size.width, "xref": "paper"}


def _numbers(
    fig: Sketch,
    rows: Sequence[MultipleRow],
    frame: Frame,
    text: Catalog,
    colors: tuple[str, str],
    base: str,
) -> None:
    main = base == "price"
    for row in rows:
        swapped = row.price_x is None or (row.value_x is not None and row.value_x < row.price_x)
        if row.price_x is not None:
            _number(
                fig,
                row,
                frame,
                about(text.num.multiple(row.price_x), row.price_basis),
                x=_clear(row, _place(row.price_x, rows), left=not swapped),
                left=not swapped,
                bold=main,
                color=colors[0] if main else frame.theme.grey,
            )
        if row.value_x is not None:
            _number(
                fig,
                row,
                frame,
                about(text.num.multiple(row.value_x), row.value_basis),
                x=_clear(row, row.value_x, left=swapped),
                left=swapped,
                bold=not main,
                color=frame.theme.grey if main else colors[1],
            )


def _clear(row: MultipleRow, x: float, *, left: bool) -> float:
    """Where a number starts so that the record's tick does not cross it."""
    if row.record_price_x is None:
        return x
    return min(x, row.record_price_x) if left else max(x, row.record_price_x)


def _number(
    fig: Sketch,
    row: MultipleRow,
    frame: Frame,
    words: str,
    *,
    x: float,
    left: bool,
    bold: bool,
    color: str,
) -> None:
    away = frame.px(24) if frame.is_picture else 12
    units = (27 if bold else 23) if frame.is_wide else (34 if bold else 28)
    fig.add_annotation(
        text=f"<b>{words}</b>" if bold else words,
        x=math.log10(x),
        y=row.name,
        xref="x",
        yref="y",
        xanchor="right" if left else "left",
        align="right" if left else "left",
        borderpad=0,
        xshift=-away if left else away,
        showarrow=False,
        font={"size": frame.px(units) if frame.is_picture else 14, "color": color},
    )
