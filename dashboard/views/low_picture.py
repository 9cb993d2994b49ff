"""What of a long list a low picture shows: letters that can be read, and a word on what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from dashboard.charts.frame import Frame
from dashboard.i18n.catalog import Catalog

IN_WIDE = 8  # rows a low picture holds

Row = TypeVar("Row")


def fitted(rows: Sequence[Row], frame: Frame, text: Catalog) -> tuple[list[Row], Frame]:
    """The first and last rows of a low picture, whose subtitle then says how many are missing."""
    left_out = len(rows) - IN_WIDE
    if not frame.is_wide or left_out <= 0:
        return [*rows], frame
    caption = frame.caption
    if caption is not None:
        rule = caption.short_subtitle or caption.subtitle.split(". ")[0]
        words = text.tn("known.left_out", left_out)
        caption = replace(caption, short_subtitle=f"{rule}. {words}" if rule else words)
    return [*rows[: IN_WIDE // 2], *rows[-IN_WIDE // 2 :]], replace(frame, caption=caption)
