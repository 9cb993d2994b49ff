"""Colours and type of charts, the same ones the page uses."""

from __future__ import annotations

from dataclasses import dataclass

from calc.types import Basis

FONT = "Inter, 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"


@dataclass(frozen=True)
class Theme:
    """One set of colours. Every text colour reaches 4.5 : 1 on paper.

    accent and context also differ in lightness, so that they part without colour; bands are
    for stacked ownership, earliest first.
    """

    name: str
    paper: str
    ink: str
    grey: str
    faint: str
    accent: str
    context: str
    mine: str
    bands: tuple[str, ...]
    before: str


LIGHT = Theme(
    name="light",
    paper="#fbfaf7",
    ink="#14213d",
    grey="#5d6573",
    faint="#d9dce3",
    accent="#a33508",
    context="#9db0cb",
    mine="#6d28d9",
    bands=("#a33508", "#e08a4f", "#f0c08a", "#7aa6c2", "#4f86ad", "#346794", "#234c75", "#16324f"),
    before="#3c4658",
)
DARK = Theme(
    name="dark",
    paper="#12161f",
    ink="#e9ecf3",
    grey="#a3adbd",
    faint="#343c4d",
    accent="#ff8a5c",
    context="#55688a",
    mine="#b794f6",
    bands=("#ff8a5c", "#f5b083", "#f7d9b5", "#9cc4dd", "#74a9ca", "#5189b3", "#3b6f9a", "#2f587d"),
    before="#8b96a8",
)


def theme_of(name: str) -> Theme:
    """The theme of that name, light unless it is "dark"."""
    return DARK if name == "dark" else LIGHT


def symbol_of(basis: Basis) -> str:
    """Marker of a basis: filled as recorded, open if estimated, a diamond if the reader's."""
    if basis is Basis.ASSUMED:
        return "diamond"
    return "circle-open" if basis is Basis.ESTIMATED else "circle"


def about(text: str, basis: Basis) -> str:
    """A number as drawn: an estimate carries the sign for "about"."""
    return f"≈{text}" if basis is Basis.ESTIMATED else text
