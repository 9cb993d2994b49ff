"""What our server adds to Streamlit's: scripts named with the page, so that none waits for another."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.responses import HTMLResponse, PlainTextResponse

from dashboard.ui.server import _SCRIPT_FOLDER, _SCRIPTS, Preload


def headers(response) -> dict[str, str]:
    """Headers of a response as it leaves the middleware."""
    sent = []

    async def call() -> None:
        async def send(message):
            sent.append(message)

        async def receive():
            return {"type": "http.request", "body": b"", "more_body": False}

        await Preload(response)({"type": "http", "method": "GET", "headers": []}, receive, send)

    with ThreadPoolExecutor(1) as pool:  # a browser test of this process may have a loop running here
        pool.submit(lambda: asyncio.run(call())).result()
    return {key.decode(): value.decode() for key, value in sent[0]["headers"]}


@pytest.mark.parametrize("script", _SCRIPTS)
def test_every_script_named_is_one_of_the_installed_streamlit(script):
    assert len([*_SCRIPT_FOLDER.glob(f"{script}.*.js")]) == 1, (
        "renamed by Streamlit: look what the page asks for"
    )


def test_a_page_names_its_scripts_and_nothing_else_does():
    link = headers(HTMLResponse("<p>"))["link"]
    assert link.count("rel=modulepreload") == len(_SCRIPTS) and "</static/js/PlotlyChart." in link
    assert "link" not in headers(PlainTextResponse("x"))
