"""The download bar under a chart: named sizes, PNG, SVG and data, drawn by the reader's browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from dashboard.charts.frame import Size
from dashboard.export.fonts import font_face_css
from dashboard.export.sizes import SIZES
from dashboard.i18n.catalog import LANGUAGES
from dashboard.ui import state
from dashboard.ui.gate import turn
from dashboard.ui.server import PLOTLY_PATH

_ASSETS = Path(__file__).parent / "assets"
_HTML = """
<div class="bar">
  <label><span class="hidden" data-label="size"></span><select data-part="size"></select></label>
  <label><span class="hidden" data-label="format"></span><select data-part="format"></select></label>
  <label><span class="hidden" data-label="language"></span><select data-part="language"></select></label>
  <input data-part="handle" maxlength="40" autocomplete="off">
  <button data-part="button" type="button"></button>
  <span class="said" data-part="said" role="status"></span>
</div>
"""
_bar = st.components.v2.component(
    "first_check_export",
    html=_HTML,
    css=(_ASSETS / "export_bar.css").read_text(encoding="utf-8"),
    js=(_ASSETS / "export_bar.js").read_text(encoding="utf-8"),
)

Draw = Callable[[Size, str], go.Figure | None]


@st.fragment
def export_bar(name: str, draw: Draw, table: Callable[[], str]) -> None:
    """A download bar. Nothing is drawn until it is asked for.

    Args:
        name: Start of the file names, also the bar's key.
        draw: Figure for a size and a language, None if there is nothing to draw.
        table: The data as CSV text.
    """
    key = f"export-{name}"
    want = (st.session_state.get(key) or {}).get("want")
    with turn:
        job = _job(name, want, draw, table) if want else None
    scenario, text = state.scenario(), state.words()
    labels = {
        part: text.t(f"export.{part}")
        for part in ("size", "format", "language", "handle", "button", "working", "done", "failed")
    }
    shown = {
        "labels": labels,
        "sizes": [[size, text.t(f"size.{size}")] for size in SIZES],
        "size": "portrait",
        "formats": [[kind, text.t(f"export.{kind}")] for kind in ("png", "svg", "csv")],
        "languages": [[lang, text.t(f"language.{lang}")] for lang in LANGUAGES],
        "lang": scenario.lang,
        "handle": scenario.handle,
        "job": job,
    }
    _bar(
        key=key,
        data=[shown],  # a list is passed on as it is; a dict makes Streamlit import pandas first
        on_want_change=lambda: _keep_handle(key),
    )
    if want and job is None:
        st.warning(text.t("export.no_chart"))


def _keep_handle(key: str) -> None:
    want = st.session_state[key].get("want")
    if want and want["handle"].strip() != state.scenario().handle:
        state.change(handle=want["handle"].strip()[:40])


def _job(name: str, want: dict[str, Any], draw: Draw, table: Callable[[], str]) -> dict[str, Any] | None:
    size = SIZES.get(want["size"], SIZES["portrait"])
    lang = want["lang"] if want["lang"] in LANGUAGES else "en"
    job = {"format": want["format"], "nonce": want["nonce"]}
    if want["format"] == "csv":
        return job | {"csv": table(), "name": f"{name}.csv"}
    fig = draw(size, lang)
    if fig is None:
        return None
    return job | {
        "figure": fig.to_json(),
        "width": size.width,
        "height": size.height,
        "name": f"{name}-{size.key}-{lang}.{want['format']}",
        "fontCss": font_face_css(),
        "plotly": PLOTLY_PATH.lstrip("/"),
    }
