"""A price feed on this machine that speaks Yahoo's chart format, and can be everything a feed can be.

    with Feed() as feed:
        feed.mode = "dead"
        ... FIRST_CHECK_FEED=feed.url ...

Modes: ok; dead (accepts and never answers); slow (30 s); limited (429); delisted (404); empty (a
symbol without prices); garbled (a web page); zero, tenfold, tomorrow (a week from now), old, pounds
(wrong in one way each); split (a 2-for-1 on record, closes halved).
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

MODES = (
    *("ok", "dead", "slow", "limited", "delisted", "empty", "garbled"),
    *("zero", "tenfold", "tomorrow", "old", "pounds", "split"),
)
SLOW_SECONDS = 30.0
CLOSES = {
    "ABNB": 190.25,
    "UBER": 88.5,
    "CRWD": 180.0,
    "^SP500TR": 15_000.0,
    "^GSPC": 7_000.0,
    "^IXIC": 25_000.0,
}


class Feed:
    """The server; `asked` lists the paths of every request."""

    def __init__(self, today: dt.date | None = None) -> None:
        self.mode = "ok"
        self.today = today or dt.date.today()
        self.asked: list[str] = []
        self.listed: list[list[Any]] = []  # the IPO calendar: symbol, company, exchange, day, price, deal
        self.released = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Feed:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        feed = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                feed.asked.append(self.path)
                if feed.mode in ("dead", "slow"):
                    feed.released.wait(3600 if feed.mode == "dead" else SLOW_SECONDS)
                status, kind, body = feed.answer(self.path)
                with contextlib.suppress(OSError):  # whoever asked has gone
                    self.send_response(status)
                    self.send_header("Content-Type", kind)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)

            def do_POST(self) -> None:
                feed.asked.append(self.path)
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if feed.mode == "dead":
                    feed.released.wait(3600)
                answer = json.dumps(feed.calendar(body)).encode()
                with contextlib.suppress(OSError):
                    self.send_response(429 if feed.mode == "limited" else 200)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(answer)))
                    self.end_headers()
                    self.wfile.write(answer)

            def log_message(self, *_: Any) -> None:
                pass

        return Handler

    def answer(self, path: str) -> tuple[int, str, bytes]:
        """Status, content type and body for one request."""
        parts = urlsplit(path)
        if self.mode == "limited":
            return 429, "text/plain", b"Too Many Requests"
        if self.mode == "garbled":
            return 200, "text/html", b"<html>Welcome</html>"
        if parts.path.endswith("/getcrumb"):
            return 200, "text/plain", b"crumb"
        if not parts.path.startswith(("/v8/", "/v10/", "/v7/")):
            return 200, "text/html", b"ok"  # the cookie
        symbol = parts.path.rpartition("/")[2].replace("%5E", "^")
        if self.mode == "delisted" or not parts.path.startswith("/v8/finance/chart/"):
            error = {"code": "Not Found", "description": "No data found, symbol may be delisted"}
            return 404, "application/json", json.dumps({"chart": {"result": None, "error": error}}).encode()
        body = {"chart": {"result": [self._chart(symbol, parse_qs(parts.query))], "error": None}}
        return 200, "application/json", json.dumps(body).encode()

    def calendar(self, body: dict[str, Any]) -> dict[str, Any]:
        """One page of the IPO calendar, as Yahoo words it."""
        _, first, last = body["query"]["operands"][0]["operands"]
        rows = [row for row in self.listed if first <= row[3] <= last]
        rows = rows[body["offset"] : body["offset"] + body["size"]]
        labels = ("Symbol", "Company", "Exchange Short Name", "Filing Date", "Date", "Amended Date")
        labels += ("Price From", "Price To", "Price", "Currency", "Shares", "Deal Type")
        made = [[r[0], r[1], r[2], None, r[3], None, 0, 0, r[4], "USD", 1e6, r[5]] for r in rows]
        columns = [{"label": label, "type": "STRING"} for label in labels]
        document = {"columns": columns, "rows": made}
        return {"finance": {"result": [{"documents": [document]}], "error": None}}

    def _days(self, query: dict[str, list[str]]) -> list[dt.date]:
        first = self.today - dt.timedelta(days=5)
        if "period1" in query:
            first = dt.datetime.fromtimestamp(int(query["period1"][0]), dt.UTC).date()
        days = [first + dt.timedelta(days=n) for n in range((self.today - first).days + 1)]
        days = [day for day in days if day.weekday() < 5]
        if self.mode == "tomorrow":
            return [*days, *(self.today + dt.timedelta(days=n) for n in (7, 8))]  # yfinance drops the last
        if self.mode == "old":
            return days[:1]
        return days

    def _closes(self, symbol: str, days: list[dt.date]) -> list[float]:
        """One price for a company; an index grows 10 % a year to its own, and errs on its last day."""
        close, wrong = (
            CLOSES.get(symbol, 50.0),
            {"zero": 0.0, "tenfold": 10.0, "split": 0.5}.get(self.mode, 1.0),
        )
        if not symbol.startswith("^"):
            return [close * wrong] * len(days)
        levels = [close * 1.1 ** ((day - self.today).days / 365) for day in days]
        return [*levels[:-1], levels[-1] * wrong]

    def _chart(self, symbol: str, query: dict[str, list[str]]) -> dict[str, Any]:
        meta = {
            "currency": "GBP" if self.mode == "pounds" else "USD",
            "symbol": symbol,
            "exchangeName": "NMS",
            "instrumentType": "EQUITY",
            "exchangeTimezoneName": "America/New_York",
            "timezone": "EST",
            "gmtoffset": -18000,
            "priceHint": 2,
            "dataGranularity": "1d",
            "validRanges": ["1d", "5d", "1mo", "3mo", "6mo", "1y", "2y", "5y", "10y", "ytd", "max"],
        }
        if self.mode == "empty":
            return {"meta": meta, "indicators": {"quote": [{}], "adjclose": [{}]}}
        days = self._days(query)
        closes = self._closes(symbol, days)
        stamps = [_open_of(day) for day in days]
        quote = dict.fromkeys(("open", "high", "low", "close"), closes) | {"volume": [1000] * len(days)}
        chart: dict[str, Any] = {
            "meta": meta,
            "timestamp": stamps,
            "indicators": {"quote": [quote], "adjclose": [{"adjclose": closes}]},
        }
        if self.mode == "split":
            at = stamps[-2]
            split = {"date": at, "numerator": 2.0, "denominator": 1.0, "splitRatio": "2:1"}
            chart["events"] = {"splits": {str(at): split}}
        return chart


def _open_of(day: dt.date) -> int:
    """09:30 in New York, near enough: 14:30 UTC."""
    return int(dt.datetime(day.year, day.month, day.day, 14, 30, tzinfo=dt.UTC).timestamp())
