"""Yahoo's IPO calendar: the real yfinance against a feed of ours; whole years or nothing."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from calc.closes import Fate
from dashboard.sources.prices.calendar import ask
from dashboard.sources.prices.saved import CACHE
from dashboard.sources.prices.yahoo import FEED, START_SECONDS
from tests.feed import Feed

TODAY = dt.date(2026, 3, 15)


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv(CACHE, str(tmp_path))


def listed() -> list[list[object]]:
    """120 in January, so that a page is not enough; then one of each kind that does not count."""
    rows: list[list[object]] = [
        [f"A{at}", f"Alpha {at}", "NasdaqGM", f"2026-01-{1 + at % 28:02d}", 10.0, "Priced"]
        for at in range(120)
    ]
    rows += [
        ["PRIV", "No price", "NYSE", "2026-02-03", 0, "Expected"],
        ["LOND", "London", "LSE", "2026-02-03", 12, "Priced"],
        ["GONE", "Gone", "NYSE", "2026-02-04", 15, "Withdrawn"],
        ["SOON", "Soon", "NYSE", "2026-03-20", 15, "Priced"],
        ["LAST", "Last", "NYSE American", "2026-03-15", 135, "Priced"],
        ["A0", "Alpha 0 again", "NYSE", "2026-02-05", 11, "Priced"],
    ]
    return rows


def test_a_year_is_read_to_its_end(monkeypatch):
    with Feed() as feed:
        feed.listed = listed()
        monkeypatch.setenv(FEED, feed.url)
        found = ask(TODAY, 60)
    assert found.fate is Fate.OK
    assert len(found.rows) == 121, "120 of January and the last one; a symbol counts once"
    assert found.rows[-1] == ("2026-03-15", "Last", "LAST", 135.0, "NYSE American", "Priced")
    assert sum("visualization" in path for path in feed.asked) == 4, "January has two pages"


def test_a_silent_feed_gives_nothing_and_ends(monkeypatch):
    with Feed() as feed:
        feed.mode = "dead"
        monkeypatch.setenv(FEED, feed.url)
        begin = time.monotonic()
        found = ask(TODAY, 2)
        assert time.monotonic() - begin < 2 + START_SECONDS + 3
    assert (found.fate, found.rows) == (Fate.TIMED_OUT, ())


def test_an_empty_calendar_says_so(monkeypatch):
    with Feed() as feed:
        monkeypatch.setenv(FEED, feed.url)
        assert ask(TODAY, 30).fate is Fate.EMPTY
