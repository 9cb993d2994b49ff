"""Waiting for what a page becomes: chart, table, headline and address change one after the other."""

from __future__ import annotations

import time
from collections.abc import Callable

SECONDS = 20.0
PAUSE = 0.05


def comes(check: Callable[[], bool], otherwise: str = "it never came true") -> None:
    """Ask again and again until the answer is yes.

    Raises:
        AssertionError: with `otherwise`, if the answer is still no after `SECONDS`.
    """
    end = time.monotonic() + SECONDS
    while not check():
        assert time.monotonic() < end, otherwise
        time.sleep(PAUSE)
