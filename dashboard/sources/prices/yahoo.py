"""Yahoo Finance through yfinance, in a process of its own.

yfinance asks for cookies and crumbs with its own long time limits, and importing it takes the
interpreter for a second. So the dashboard never does either: `Yahoo.ask` starts this module as a
process (`python -m dashboard.sources.prices.yahoo`), which has one deadline for everything it
asks, and is ended if it outlives it.

FIRST_CHECK_FEED names another server that speaks the same format (the tests' own).
"""

from __future__ import annotations

import json
import math
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from calc.closes import Fate, Split
from dashboard.sources.prices.answers import (
    Answer,
    Answers,
    Wanted,
    answers_text,
    read_answers,
    read_wanted,
    wanted_json,
)
from dashboard.sources.prices.saved import cache_folder

FEED = "FIRST_CHECK_FEED"
START_SECONDS = 12.0  # for a Python to start and import yfinance on a slow machine
HOST_FRAC = 0.5  # of the time, after which a silent host is not asked again
THREADS = 4
_ROOT = Path(__file__).resolve().parents[3]
_GENERAL = (Fate.OFFLINE, Fate.LIMITED)  # true of every symbol once it is true of one


class Yahoo:
    """The price source the dashboard asks when somebody presses the button."""

    def ask(self, wanted: Sequence[Wanted], seconds: float) -> Answers:
        """One answer for each symbol, at the latest START_SECONDS after the deadline."""
        order = json.dumps({"wanted": wanted_json(wanted), "seconds": seconds})
        command = [sys.executable, "-m", "dashboard.sources.prices.yahoo"]
        try:
            done = subprocess.run(
                command,
                input=order,
                capture_output=True,
                text=True,
                cwd=_ROOT,
                timeout=seconds + START_SECONDS,
                check=True,
            )
            return read_answers(done.stdout)
        except subprocess.TimeoutExpired:
            return {one.symbol: Answer(Fate.TIMED_OUT) for one in wanted}
        except (subprocess.CalledProcessError, OSError, ValueError):
            return {one.symbol: Answer(Fate.GARBLED) for one in wanted}


class _Budget:
    """One deadline for all requests of a job, and the hosts that were silent in it."""

    def __init__(self, seconds: float) -> None:
        self._end, self._host_seconds = time.monotonic() + seconds, seconds * HOST_FRAC
        self._silent: set[str] = set()
        self._lock = threading.Lock()
        self.general: Fate | None = None

    def left(self, host: str) -> float:
        """Seconds a request to this host may take; zero or less: do not ask."""
        if host in self._silent:
            return 0.0
        return min(self._host_seconds, self._end - time.monotonic())

    def was_silent(self, host: str) -> None:
        """A request to this host timed out."""
        with self._lock:
            self._silent.add(host)


def bounded_session(seconds: float) -> Any:
    """A session whose requests share so many seconds."""
    return _session(_Budget(seconds))


def _session(budget: _Budget) -> Any:
    """A session that keeps to the budget, and goes to the server FIRST_CHECK_FEED names if any."""
    from curl_cffi import requests

    base = os.environ.get(FEED, "").rstrip("/")

    class Bounded(requests.Session[Any]):
        def request(self, method: Any, url: str, *args: Any, **options: Any) -> Any:
            host = urlsplit(url).netloc
            left = budget.left(host)
            if left <= 0:
                raise requests.exceptions.Timeout("the time for live prices is spent")
            options["timeout"] = min(options.get("timeout") or left, left)
            try:
                return super().request(
                    method, re.sub(r"^https?://[^/]+", base, url) if base else url, *args, **options
                )
            except requests.exceptions.Timeout:
                budget.was_silent(host)
                raise

    return Bounded(impersonate="chrome")


def fetch(wanted: Sequence[Wanted], seconds: float) -> Answers:
    """Ask yfinance for every symbol within one budget; imports it, so never call it in a page."""
    import yfinance

    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    yfinance.set_tz_cache_location(str(folder))
    yfinance.config.debug.hide_exceptions = False
    budget = _Budget(seconds)
    session = _session(budget)
    yfinance.Ticker(wanted[0].symbol, session=session)  # one session for the whole process
    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(lambda one: _one(one, session, budget), wanted))
    return {one.symbol: answer for one, answer in zip(wanted, found, strict=True)}


def _one(wanted: Wanted, session: Any, budget: _Budget) -> Answer:
    """One symbol; what is true of all symbols ends the others unasked."""
    if budget.general is not None:
        return Answer(budget.general)
    try:
        import yfinance

        ticker = yfinance.Ticker(wanted.symbol, session=session)
        frame = ticker.history(start=wanted.since, interval="1d", auto_adjust=False, actions=True)
        return _answer(frame, str(ticker.history_metadata.get("currency", "")), wanted)
    except Exception as error:
        fate = fate_of(error)
        if fate in _GENERAL:
            budget.general = fate
        return Answer(fate)


def _answer(frame: Any, currency: str, wanted: Wanted) -> Answer:
    rows = [(day.date(), float(close)) for day, close in frame["Close"].items()]
    splits = [(day.date(), float(factor)) for day, factor in frame["Stock Splits"].items()]
    if not rows:
        return Answer(Fate.EMPTY)
    kept = rows if wanted.whole else rows[-1:]
    return Answer(
        fate=Fate.OK,
        closes=tuple((day, close) for day, close in kept if not (wanted.whole and math.isnan(close))),
        splits=tuple(Split(day, factor) for day, factor in splits if factor > 0),
        currency=currency,
    )


def fate_of(error: BaseException) -> Fate:
    """What an exception of yfinance or of its session says of the question."""
    from curl_cffi.requests import exceptions as http
    from yfinance import exceptions as yahoo

    if isinstance(error, yahoo.YFRateLimitError):
        return Fate.LIMITED
    if isinstance(error, yahoo.YFPricesMissingError):
        return Fate.UNKNOWN if error.yahoo_reason else Fate.EMPTY
    if isinstance(error, yahoo.YFTickerMissingError):
        return Fate.UNKNOWN
    if isinstance(error, http.Timeout):
        return Fate.TIMED_OUT
    if isinstance(error, http.HTTPError):
        status = getattr(error.response, "status_code", 0)
        return {404: Fate.UNKNOWN, 429: Fate.LIMITED}.get(status, Fate.GARBLED)
    if isinstance(error, http.JSONDecodeError):
        return Fate.GARBLED
    if isinstance(error, http.RequestException):
        return Fate.OFFLINE
    return Fate.GARBLED


def main() -> None:
    """Read an order from standard input, write the answers to standard output."""
    order = json.loads(sys.stdin.read())
    out, sys.stdout = sys.stdout, sys.stderr  # yfinance prints
    answers = fetch(read_wanted(order["wanted"]), float(order["seconds"]))
    out.write(answers_text(answers))
    out.flush()
    os._exit(0)  # do not wait for a request that hangs


if __name__ == "__main__":
    main()
