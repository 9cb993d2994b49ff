"""The project's font, carried inside every picture so that all machines draw the same one."""

from __future__ import annotations

import base64
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "static" / "fonts"
WEIGHTS = {400: "Inter-Regular", 700: "Inter-Bold"}


@lru_cache(maxsize=1)
def font_face_css() -> str:
    """@font-face rules with the font files as data."""
    rules = []
    for weight, name in WEIGHTS.items():
        data = base64.b64encode((FOLDER / f"{name}.woff2").read_bytes()).decode()
        rules.append(
            f"@font-face{{font-family:Inter;font-weight:{weight};src:url(data:font/woff2;base64,{data})}}"
        )
    return "".join(rules)


def with_fonts(svg: str) -> str:
    """An SVG that carries the fonts it names."""
    start = svg.index(">", svg.index("<svg")) + 1
    return f"{svg[:start]}<defs><style>{font_face_css()}</style></defs>{svg[start:]}"


def font_files() -> list[str]:
    """Paths of the font files for renderers that read them."""
    return [str(FOLDER / f"{name}.ttf") for name in WEIGHTS.values()]
