"""Ranges of years that the reader shades and names, on any chart whose x axis is years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.frame import Key
from dashboard.charts.sketch import Sketch
from dashboard.charts.theme import Theme
from dashboard.i18n.catalog import Catalog

_SHADES = (0.20, 0.11)  # neighbours differ


@dataclass(frozen=True)
class Shade:
    """One shaded range, both years in it."""

    name: str
    first_year: int
    last_year: int


def era_keys(eras: Sequence[Shade], text: Catalog, theme: Theme) -> list[Key]:
    """Name and years of each range, for the legend."""
    words = [
        text.t("ipos.era_key", name=era.name, first=str(era.first_year), last=str(era.last_year))
        if era.last_year > era.first_year
        else text.t("ipos.era_key_one", name=era.name, year=str(era.first_year))
        for era in eras
    ]
    return [Key(word, theme.mine, "■") for word in words]


def shade(fig: Sketch, eras: Sequence[Shade], theme: Theme, *, shift: float = 0.0) -> None:
    """Shade the ranges over the whole height; shift moves them to another column of years."""
    for at, era in enumerate(sorted(eras, key=lambda one: one.first_year)):
        fig.add_shape(
            type="rect",
            xref="x",
            yref="y domain",
            x0=era.first_year - 0.5 + shift,
            x1=era.last_year + 0.5 + shift,
            y0=0,
            y1=1,
            fillcolor=theme.mine,
            opacity=_SHADES[at % 2],
            line={"width": 0},
            layer="below",
        )
