"""Waiting for what a page becomes: chart, table, headline and address change one after the other."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

SECONDS = 20.0
PAUSE = 0.05
HALF_SECOND = 10  # pauses


def comes(check: Callable[[], bool], otherwise: str = "it never came true") -> None:
    """Ask again and again until the answer is yes. The check has to ask the browser.

    Raises:
        AssertionError: with `otherwise`, if the answer is still no after `SECONDS`.
    """
    end = time.monotonic() + SECONDS
    while not check():
        assert time.monotonic() < end, otherwise
        time.sleep(PAUSE)


def where(page: Any) -> str:
    """Where the page is now, asked of the page itself: `page.url` is only renewed by events."""
    return str(page.evaluate("() => location.href"))


def settles(page: Any) -> None:
    """Wait until the page has not run its script for half a second: what is typed now stays."""
    quiet, end = 0, time.monotonic() + SECONDS
    while quiet < HALF_SECOND:
        assert time.monotonic() < end, "the page never came to rest"
        resting = page.locator('[data-test-script-state="notRunning"]').count() == 1
        quiet = quiet + 1 if resting else 0
        time.sleep(PAUSE)


def faults_left(page: Any, axe: Any) -> list[tuple[str, list[str]]]:
    """What axe still finds once the page had time to finish fading; empty as soon as it finds nothing."""
    options, end = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}, time.monotonic() + SECONDS / 2
    page.mouse.move(0, 0)
    while True:
        found = axe.run(page, options=options).response["violations"]
        if not found or time.monotonic() > end:
            return [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found]
        time.sleep(PAUSE)
