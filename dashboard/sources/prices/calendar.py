"""Yahoo's IPO calendar of this year through yfinance, in a process of its own as prices are.

Asked only when the reader says so. What comes is another rule than any series here: whatever the
calendar lists with an offer price on an exchange of the United States, units and funds included.
A calendar that was not read to its end gives no rows at all.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from calc.closes import Fate
from dashboard.sources.prices.saved import cache_folder
from dashboard.sources.prices.yahoo import START_SECONDS, bounded_session, fate_of

SECONDS = 20.0
PAGE = 100  # Yahoo gives no more rows at once
HEADER = ("Date", "Company", "Ticker", "Offer price", "Exchange", "Deal type")
_US = re.compile(r"nasdaq|nyse|new york|amex|american", re.IGNORECASE)
_OFF = re.compile(r"withdraw|postpon|cancel", re.IGNORECASE)
_ROOT = Path(__file__).resolve().parents[3]
_worker = ThreadPoolExecutor(1, thread_name_prefix="calendar")

Listed = tuple[str, str, str, float, str, str]


@dataclass(frozen=True)
class Calendar:
    """Rows of HEADER up to a day, or why there are none."""

    fate: Fate
    last: dt.date
    rows: tuple[Listed, ...] = ()


def start(today: dt.date | None = None) -> Future[Calendar]:
    """Begin to ask for the year so far in the background."""
    return _worker.submit(ask, today or dt.date.today())


def ask(today: dt.date, seconds: float = SECONDS) -> Calendar:
    """The year up to today, at the latest START_SECONDS after the deadline. Never raises."""
    order = json.dumps({"today": today.isoformat(), "seconds": seconds})
    command = [sys.executable, "-m", "dashboard.sources.prices.calendar"]
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
        found = json.loads(done.stdout)
        return Calendar(Fate(found["fate"]), today, tuple(tuple(row) for row in found["rows"]))
    except subprocess.TimeoutExpired:
        return Calendar(Fate.TIMED_OUT, today)
    except (subprocess.CalledProcessError, OSError, ValueError, KeyError, TypeError):
        return Calendar(Fate.GARBLED, today)


def fetch(today: dt.date, seconds: float) -> list[Listed]:
    """Ask yfinance month by month within one budget; imports it, so never call it in a page."""
    import yfinance

    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    yfinance.set_tz_cache_location(str(folder))
    yfinance.config.debug.hide_exceptions = False
    calendars = yfinance.Calendars(session=bounded_session(seconds))
    rows: dict[str, Listed] = {}
    for first, last in _months(today):
        for frame in _pages(calendars, first, last):
            rows |= {row[2]: row for row in _listed(frame, today)}
    return sorted(rows.values())


def _months(today: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
    for month in range(1, today.month + 1):
        first = dt.date(today.year, month, 1)
        last = dt.date(today.year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
        yield first, min(last, today)


def _pages(calendars: Any, first: dt.date, last: dt.date) -> Iterator[Any]:
    offset = 0
    while True:
        frame = calendars.get_ipo_info_calendar(start=str(first), end=str(last), limit=PAGE, offset=offset)
        yield frame
        if len(frame) < PAGE:
            return
        offset += PAGE


def _listed(frame: Any, today: dt.date) -> Iterator[Listed]:
    """Rows with an offer price, on an exchange of the United States, this year and not called off."""
    for symbol, row in frame.iterrows():
        day, price, exchange = row["Date"], row["Price"], str(row["Exchange"])
        deal = str(row["Deal Type"])
        if price != price or price <= 0 or day != day or not _US.search(exchange) or _OFF.search(deal):
            continue
        if day.date().year == today.year and day.date() <= today:
            company = str(row.get("Company", row.get("Company Name", symbol)))
            yield (day.date().isoformat(), company, str(symbol), float(price), exchange, deal)


def main() -> None:
    """Read an order from standard input, write the rows to standard output."""
    order = json.loads(sys.stdin.read())
    out, sys.stdout = sys.stdout, sys.stderr  # yfinance prints
    try:
        rows = fetch(dt.date.fromisoformat(order["today"]), float(order["seconds"]))
        answer: dict[str, Any] = {"fate": (Fate.OK if rows else Fate.EMPTY).value, "rows": rows}
    except Exception as error:
        answer = {"fate": fate_of(error).value, "rows": []}
    out.write(json.dumps(answer))
    out.flush()
    os._exit(0)  # do not wait for a request that hangs


if __name__ == "__main__":
    main()
