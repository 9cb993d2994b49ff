"""Pictures without a page: an installed Chrome lays the chart out, our font draws it."""

from __future__ import annotations

import warnings
from pathlib import Path

import plotly.graph_objects as go
import resvg_py

from dashboard.export.fonts import font_files, with_fonts


class NoChrome(RuntimeError):
    """No Chrome or Chromium is installed, which drawing from the command line needs."""


def to_svg(fig: go.Figure) -> str:
    """A figure as SVG text that carries its fonts.

    Raises:
        NoChrome: if no Chrome can be found.
    """
    return with_fonts(_plain_svg(fig))


def to_png(fig: go.Figure) -> bytes:
    """A figure as PNG of exactly its own width and height, in the project's font.

    Raises:
        NoChrome: if no Chrome can be found.
    """
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=_plain_svg(fig),
            skip_system_fonts=True,
            font_files=font_files(),
            font_family="Inter",
            sans_serif_family="Inter",
        )
    )


def write_picture(fig: go.Figure, path: Path) -> None:
    """Write a figure as the kind of file its name ends with: .png or .svg."""
    if path.suffix.lower() == ".svg":
        path.write_text(to_svg(fig), encoding="utf-8")
    else:
        path.write_bytes(to_png(fig))


def _plain_svg(fig: go.Figure) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return bytes(fig.to_image(format="svg")).decode()
    except RuntimeError as error:
        if "Chrome" in str(error):
            raise NoChrome(str(error)) from error
        raise
