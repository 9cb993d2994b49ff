"""The server side: libraries warmed before the first visitor, and plotly.js for downloads."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import plotly
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Route

PLOTLY_PATH = "/assets/plotly.min.js"
_PLOTLY_FILE = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """Import and try what the first page needs, then keep it out of the collector's way.

    Streamlit runs a full garbage collection after every script run; frozen objects are not
    looked at again, which makes that some four times faster.
    """
    warm()
    gc.collect()
    gc.freeze()
    yield


def warm() -> None:
    """Load the record and draw one chart of each page, so that no visitor waits for it."""
    import streamlit.components.v2
    import streamlit.elements.plotly_chart  # noqa: F401

    from dashboard.charts.frame import Frame
    from dashboard.i18n.catalog import text
    from dashboard.scenario import CHARTS, Scenario
    from dashboard.sources.records import load_company, load_ipo_years
    from dashboard.views.ipos import ipo_figure
    from dashboard.views.path import PathView
    from dashboard.views.path_charts import path_figure

    scenario = Scenario()
    view = PathView(load_company(scenario.company), scenario)
    for lang in ("en", "ru"):
        for chart in CHARTS:
            path_figure(view, chart, text(lang), Frame())
        ipo_figure(load_ipo_years(), scenario.ipos, text(lang), Frame()).to_json()


async def _plotly_js(request: Request) -> FileResponse:
    headers = {"Cache-Control": "public, max-age=86400"}
    return FileResponse(_PLOTLY_FILE, media_type="text/javascript", headers=headers)


def routes() -> list[Route]:
    """Our own routes beside Streamlit's."""
    return [Route(PLOTLY_PATH, _plotly_js)]
