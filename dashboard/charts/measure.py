"""How wide a text is in the font that draws it, and where its lines break."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).parent.parent / "static" / "fonts"


@lru_cache(maxsize=64)
def _font(size: int, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"Inter-{'Bold' if bold else 'Regular'}.ttf", size)


@lru_cache(maxsize=4096)
def text_width(text: str, *, size: float, bold: bool = False) -> float:
    """Width in pixels of one line."""
    return float(_font(100, bold).getlength(text)) * size / 100


def wrap(text: str, *, width: float, size: float, bold: bool = False) -> list[str]:
    """Lines no wider than width; a sentence starts on its own line where each fits on one.

    Only ordinary spaces break, so a number stays with its unit. A single word wider than
    the line stands alone.
    """
    if text_width(text, size=size, bold=bold) <= width:
        return [text]
    sentences = text.replace(". ", ".\n").split("\n")
    each_fits = all(text_width(sentence, size=size, bold=bold) <= width for sentence in sentences)
    if each_fits and len(sentences) <= 2:
        return sentences
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and text_width(longer, size=size, bold=bold) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


def spread(positions: list[float], gap: float, *, low: float, high: float) -> list[float]:
    """Positions moved apart so that neighbours keep a gap, in their order, within bounds.

    Args:
        positions: Wanted places, ascending.
        gap: Least distance between neighbours.
        low, high: Bounds; if all cannot fit, the gap shrinks.
    """
    if not positions:
        return []
    gap = min(gap, (high - low) / max(1, len(positions) - 1))
    placed: list[float] = []
    for wanted in positions:
        placed.append(max(wanted, placed[-1] + gap if placed else low))
    ceiling = high
    for at in range(len(placed) - 1, -1, -1):
        placed[at] = min(placed[at], ceiling)
        ceiling = placed[at] - gap
    return placed
