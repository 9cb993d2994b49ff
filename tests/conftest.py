"""A real server and a real browser for the tests that need them; others load neither.

Without a Chrome or Chromium the browser tests are skipped, except under CI, where that fails.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dev import find_chrome

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-extensions",
]


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--cases FILE`: other worked examples for test_golden.py."""
    parser.addoption("--cases", metavar="FILE", help="worked examples for tests/test_golden.py")


@pytest.fixture(scope="session", autouse=True)
def no_feed_and_no_real_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test asks Yahoo Finance or touches the user's saved prices, nor does a server it starts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRST_CHECK_FEED", "http://127.0.0.1:9")  # nobody listens there
        patch.setenv("FIRST_CHECK_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@dataclass
class Server:
    """The dashboard as its own process on one port, which stays the same over restarts.

    Started the way a person starts it, with the project's own settings.
    """

    log: Path
    app: Path = Path("dashboard") / "app.py"
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Address without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers.

        Raises:
            RuntimeError: with the server's log, if it does not come up.
        """
        options = {"server.port": self.port, "server.address": "127.0.0.1", "server.headless": "true"}
        flags = [f"--{name}={value}" for name, value in options.items()]
        command = [sys.executable, "-m", "streamlit", "run", str(self.app), *flags]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
        end = time.monotonic() + START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise RuntimeError(f"the app did not start:\n{self.output()}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop it and wait until it is gone."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(10)
        self._process = None

    def output(self) -> str:
        """Everything it has written so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1) as answer:
                return bool(answer.read() == b"ok")
        except OSError:
            return False


@pytest.fixture(scope="session")
def app_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server that most browser tests share."""
    server = Server(log=tmp_path_factory.mktemp("server") / "server.log")
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def app_url(app_server: Server) -> str:
    """Address of the shared server, without a slash at its end."""
    return app_server.url


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    """A server of the test's own, started, to stop and start again as it likes."""
    server = Server(log=tmp_path / "server.log")
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    chrome = find_chrome()
    if not chrome:
        give_up = pytest.fail if os.environ.get("CI") else pytest.skip
        give_up("no Chrome or Chromium on this machine; python3 dev.py test tries to install one")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chrome, args=BROWSER_FLAGS)
        yield browser
        browser.close()


def watch(context: BrowserContext, home: str) -> Page:
    """A new page that keeps to `home`: `page.blocked` lists what it asked for elsewhere, and did
    not get; `page.problems` lists the errors of its scripts.
    """
    page: Any = context.new_page()
    page.blocked, page.problems = [], []

    def guard(route: Route) -> None:
        if route.request.url.startswith((f"{home}/", "data:", "blob:")):
            route.continue_()
        else:
            page.blocked.append(route.request.url)
            route.abort()

    context.route("**/*", guard)
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    return page


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Makes pages, each in a context of its own: `new_page(url, viewport={...}, locale="ru-RU")`."""
    contexts: list[BrowserContext] = []

    def make(home: str, **options: Any) -> Page:
        options = {"viewport": {"width": 1400, "height": 1200}, "accept_downloads": True, **options}
        contexts.append(browser.new_context(base_url=home, **options))
        return watch(contexts[-1], home)

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page], app_url: str) -> Page:
    """A page on the shared server; relative addresses work: `page.goto("/")`."""
    return new_page(app_url)
