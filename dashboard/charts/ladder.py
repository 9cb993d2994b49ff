"""The path as a ladder: what the first round's dollar was worth at every later event."""

from __future__ import annotations

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from calc.types import Basis
from dashboard.charts.frame import Box, Frame, Key
from dashboard.charts.ladder_steps import LEFT, RIGHT, Rung, across, bounds, known, plot_box, write_steps
from dashboard.charts.layout import framed
from dashboard.charts.measure import spread, text_width, wrap
from dashboard.charts.multiples import basis_keys
from dashboard.charts.sketch import Sketch
from dashboard.charts.theme import about, symbol_of
from dashboard.i18n.catalog import Catalog

__all__ = ["Rung", "build_ladder_figure"]

_MOST = 3  # lines of a name on the axis


def build_ladder_figure(
    rungs: Sequence[Rung], text: Catalog, frame: Frame, *, base: str = "price", sold: bool = True
) -> go.Figure:
    """Two climbing lines on a log axis, each step labelled with its own factor.

    sold False: the last event is no exit, so the prices are not what a holder got.
    """
    theme = frame.theme
    colors = (theme.accent, theme.grey) if base == "price" else (theme.grey, theme.accent)
    price, value = basis_keys(text, *colors)
    if not sold:
        price = Key(text.t("key.share_price"), price.color)
    priced, valued = known(rungs, "price"), known(rungs, "value")
    keys = [key for key, known in ((price, priced), (value, valued)) if len(known) > 1]
    bases = {rung.price_basis for rung in rungs} | {rung.value_basis for rung in rungs}
    if Basis.ESTIMATED in bases:
        keys.append(Key(text.t("key.estimated"), theme.ink, "○"))
    if Basis.ASSUMED in bases:
        keys.append(Key(text.t("key.assumed"), theme.ink, "◆"))
    frame.keys = tuple(keys)
    frame.screen_height = 460
    ends = _end_words(rungs, text)
    letters = 28 if frame.is_wide else 38 if frame.is_picture else 32
    room = max(text_width(words, size=letters, bold=True) for _, words, _ in ends.values()) + 34
    axis = 62 if not frame.is_picture else 70
    frame = frame.reserve(right=room, axis=axis)
    frame = frame.reserve(right=room, axis=axis + _more_lines(rungs, frame))
    fig = Sketch()
    if len(valued) > 1:
        _line(fig, rungs, frame, text, price=False, color=colors[1])
    if len(priced) > 1:
        _line(fig, rungs, frame, text, price=True, color=colors[0])
    write_steps(fig, rungs, frame, text)
    _ends(fig, rungs, frame, ends, {"price": colors[0], "value": colors[1]})
    _axes(fig, rungs, frame)
    return framed(fig, frame)


def _more_lines(rungs: Sequence[Rung], frame: Frame) -> float:
    """Units of height that names of more than one line take on the axis."""
    box, units = plot_box(frame), 22 if frame.is_picture else 24
    room = _slot(rungs, box) - frame.px(6)
    lines = max(len(_name_lines(rung, room, frame.px(units))) for rung in rungs)
    return (lines - 1) * 1.3 * units


def _line(
    fig: Sketch, rungs: Sequence[Rung], frame: Frame, text: Catalog, *, price: bool, color: str
) -> None:
    values = [rung.price_x if price else rung.value_x for rung in rungs]
    bases = [rung.price_basis if price else rung.value_basis for rung in rungs]
    words = [text.num.multiple(value) if value is not None else "" for value in values]
    fig.add_scatter(
        name=text.t("key.per_share" if price else "key.by_value"),
        x=list(range(len(rungs))),
        y=values,
        mode="lines+markers",
        connectgaps=True,
        cliponaxis=False,
        line={
            "color": color,
            "width": frame.px(6) if frame.is_picture else 3,
            "dash": "solid" if price else "dot",
        },
        marker={
            "color": color,
            "size": frame.px(20) if frame.is_picture else 10,
            "symbol": [symbol_of(basis) for basis in bases],
            "line": {"color": color, "width": frame.px(4) if frame.is_picture else 2},
        },
        customdata=[
            [r.name, w, text.t(f"basis.{b.value}")] for r, w, b in zip(rungs, words, bases, strict=True)
        ],
        hovertemplate="%{customdata[0]}: <b>%{customdata[1]}</b> · %{customdata[2]}<extra></extra>",
    )


def _end_words(rungs: Sequence[Rung], text: Catalog) -> dict[str, tuple[int, str, float]]:
    """The last point of each line: its place, the words and the multiple."""
    found = {}
    for which in ("price", "value"):
        line = known(rungs, which)
        if len(line) > 1:
            at, x = line[-1]
            basis = rungs[at].price_basis if which == "price" else rungs[at].value_basis
            found[which] = (at, about(text.num.multiple(x), basis), x)
    return found


def _ends(
    fig: Sketch,
    rungs: Sequence[Rung],
    frame: Frame,
    ends: dict[str, tuple[int, str, float]],
    colors: dict[str, str],
) -> None:
    """The result of each line beside its last point, moved apart where two would touch."""
    size = frame.px(28 if frame.is_wide else 38) if frame.is_picture else 16
    low, high = bounds(rungs, frame)
    box = plot_box(frame)
    gap = size * 1.25 * (high - low) / (box.bottom - box.top)
    order = sorted(ends, key=lambda which: ends[which][2])
    places = spread([math.log10(ends[which][2]) for which in order], gap=gap, low=low, high=high)
    for which, place in zip(order, places, strict=True):
        at, words, _ = ends[which]
        price = which == "price"
        fig.add_annotation(
            text=f"<b>{words}</b>" if price else words,
            x=at,
            y=place,
            xanchor="left",
            align="left",
            xshift=frame.px(20) if frame.is_picture else 10,
            showarrow=False,
            borderpad=0,
            font={"size": size if price else size * 0.85, "color": colors[which]},
        )


def _axes(fig: Sketch, rungs: Sequence[Rung], frame: Frame) -> None:
    fig.update_yaxes(visible=False, type="log", range=[*bounds(rungs, frame)])
    size = frame.px(22) if frame.is_picture else 12
    box = plot_box(frame)
    room = _slot(rungs, box) - frame.px(6)
    wide = [min(room, _widest([*_name_lines(rung, room, size), rung.year], size)) for rung in rungs]
    names = []
    for at, rung in enumerate(rungs):
        beside = max(wide[max(0, at - 1) : at] + wide[at + 1 : at + 2], default=0.0)
        names.append("<br>".join(_axis_lines(rung, room, max(room, 2 * room - beside), size)))
    fig.update_xaxes(
        tickvals=list(range(len(rungs))),
        ticktext=names,
        tickangle=0,
        tickfont={"size": size, "color": frame.theme.ink},
        range=[-LEFT, len(rungs) - 1 + RIGHT],
        showline=False,
    )


def _slot(rungs: Sequence[Rung], box: Box) -> float:
    """Pixels from one rung to the next."""
    return (box.right - box.left) / across(rungs)


def _widest(lines: Sequence[str], size: float) -> float:
    return max(text_width(line, size=size, bold=True) for line in lines)


def _axis_lines(rung: Rung, room: float, most: float, size: float) -> list[str]:
    """A rung's name over as many lines as it needs, none wider than `most`, and its year."""
    lines = [f"<b>{_fitting(line, most, size)}</b>" for line in _name_lines(rung, room, size)]
    return [*lines, rung.year] if rung.year else lines


def _name_lines(rung: Rung, room: float, size: float) -> list[str]:
    """The name broken at spaces; what would take more than three lines goes on in the last."""
    lines = wrap(rung.name, width=room, size=size, bold=True)
    return [*lines[: _MOST - 1], " ".join(lines[_MOST - 1 :])] if len(lines) > _MOST else lines


def _fitting(name: str, room: float, size: float) -> str:
    """A name cut to what stands under its rung without touching the next."""
    if text_width(name, size=size, bold=True) <= room:
        return name
    for at in range(len(name) - 1, 1, -1):
        cut = f"{name[:at].rstrip(' /,')}…"
        if text_width(cut, size=size, bold=True) <= room:
            return cut
    return f"{name[:1]}…"
