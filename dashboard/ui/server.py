"""The server side: libraries warmed before the first visitor, and plotly.js for downloads."""

from __future__ import annotations

import gc
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import plotly
import streamlit
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_warm = threading.Event()
_warm.set()  # without a server (in tests) there is nothing to wait for

_SCRIPT_FOLDER = Path(streamlit.__file__).parent / "static" / "static" / "js"
PLOTLY_PATH = "/assets/plotly.min.js"
_PLOTLY_FILE = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """Answer at once, and load while the first browser is busy reading Streamlit's own scripts."""
    _warm.clear()
    threading.Thread(target=_load, name="warm-up", daemon=True).start()
    yield


def wait_until_warm() -> None:
    """Hold a page until the libraries are in; at once from then on."""
    _warm.wait()


def _load() -> None:
    """Import and try what the first page needs, then keep it out of the collector's way.

    Not the IPO page's pandas: its import takes longer than all the rest together.
    Streamlit runs a full garbage collection after every script run; frozen objects are not
    looked at again, which makes that some four times faster.
    """
    try:
        warm()
    finally:
        gc.collect()
        gc.freeze()
        _warm.set()


def warm() -> None:
    """Load the path page's code and record, and draw its first chart once."""
    import dashboard.ui.path_parts
    import dashboard.ui.rounds_editor
    import dashboard.ui.shell  # noqa: F401
    from dashboard.charts.frame import Frame
    from dashboard.i18n.catalog import text
    from dashboard.scenario import Scenario
    from dashboard.sources.records import load_company
    from dashboard.views.path import PathView
    from dashboard.views.path_charts import path_figure

    scenario = Scenario()
    view = PathView(load_company(scenario.company), scenario)
    path_figure(view, scenario.chart, text(scenario.lang), Frame())


async def _plotly_js(request: Request) -> FileResponse:
    headers = {"Cache-Control": "public, max-age=86400"}
    return FileResponse(_PLOTLY_FILE, media_type="text/javascript", headers=headers)


# Scripts of Streamlit's own that the path page needs; each is fetched only once its element comes
_SCRIPTS = (
    *("PlotlyChart", "Html", "ButtonGroup", "Selectbox", "Slider", "Checkbox", "BidiComponent"),
    *("TextInput", "PageLink", "moment", "numbro", "serialization", "recordbatch", "purify.es"),
    *("useSyncComboBoxEnterTargetFocus", "useMenuTrigger"),
)


class Preload:
    """Tells the browser with the page itself which scripts come next, so that none waits for another."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        names = sorted(path.name for path in _SCRIPT_FOLDER.glob("*.js"))
        found = [name for script in _SCRIPTS for name in names if name.startswith(f"{script}.")]
        self._link = ", ".join(
            f"</static/js/{name}>; rel=modulepreload; crossorigin; fetchpriority=low" for name in found
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; a page gets one header more."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("link", self._link)
            await send(message)

        await self._app(scope, receive, sent if scope["type"] == "http" else send)


def routes() -> list[Route]:
    """Our own routes beside Streamlit's."""
    return [Route(PLOTLY_PATH, _plotly_js)]
