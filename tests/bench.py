"""How fast the dashboard is against a bare Streamlit app, as ratios measured in one run.

    python tests/bench.py [repetitions]
    python tests/bench.py start [repetitions]     the last of the three only

Three times, each from the reader's act to the changed chart, inside the page: a slider moved,
a cell edited, a new server opened in a new browser. The bare apps have one slider (or one
editor of eight rows) and one chart, with Streamlit's defaults. Runs alternate, so that both
meet the same machine. Raw times are printed as information; only the ratios mean anything.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from conftest import BROWSER_FLAGS, Server
from playwright.sync_api import sync_playwright

from dev import find_chrome

WARM_UPS = 5
BARE_SLIDER = """
import plotly.graph_objects as go
import streamlit as st
n = st.slider("n", 1, 200, 50)
fig = go.Figure(go.Scatter(x=list(range(8)), y=[n + i for i in range(8)]))
fig.update_layout(title=f"value {n}")
st.plotly_chart(fig)
"""
BARE_EDITOR = """
import pandas as pd
import plotly.graph_objects as go
import streamlit as st
frame = pd.DataFrame({"round": list("ABCDEFGH"), "raised": [10.0 * i for i in range(1, 9)]})
edited = st.data_editor(frame, key="rounds")
fig = go.Figure(go.Bar(x=edited["round"], y=edited["raised"]))
fig.update_layout(title=f"sum {edited['raised'].sum():.1f}")
st.plotly_chart(fig)
"""
WATCH = """
() => {
  const said = () => document.querySelector('.js-plotly-plot')?.textContent ?? null;
  const before = said();
  window.done = new Promise((resolve) => {
    const start = () => {
      const t = performance.now();
      const look = () => {
        const now = said();
        const drawn = document.querySelector('.js-plotly-plot .main-svg');
        if (now !== null && now !== before && drawn) resolve(performance.now() - t);
        else if (performance.now() - t > 15000) resolve(NaN);
        else requestAnimationFrame(look);
      };
      look();
    };
    window.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' || event.key.startsWith('Arrow')) start();
    }, { once: true, capture: true });
  });
}
"""


def timed(page: Any, act: Callable[[], None]) -> float:
    """Milliseconds from the key press inside `act` to the changed chart."""
    page.evaluate(WATCH)
    act()
    return float(page.evaluate("window.done"))


def opened(browser: Any, url: str) -> Any:
    page = browser.new_context(viewport={"width": 1400, "height": 1200}).new_page()
    page.goto(url)
    page.wait_for_selector(".js-plotly-plot .main-svg", timeout=60_000)
    page.wait_for_timeout(1500)
    return page


def slide(page: Any, turn: int) -> float:
    handle = page.locator('[data-testid="stSlider"] input[type="range"]').first
    handle.focus()
    return timed(page, lambda: page.keyboard.press("ArrowRight" if turn % 2 else "ArrowLeft"))


def edit_ours(page: Any, turn: int) -> float:
    field = page.locator('input[data-row="series-b"][data-field="post"]')
    field.fill(f"{600 + turn}M")
    return timed(page, lambda: field.press("Enter"))


def edit_bare(page: Any, turn: int) -> float:
    box = page.locator('[data-testid="stDataFrame"] canvas').first.bounding_box()
    page.mouse.dblclick(box["x"] + box["width"] * 0.6, box["y"] + 35 * 2.5)
    field = page.locator("#portal input, #portal textarea").first
    field.fill(f"{20 + turn}.5")
    return timed(page, lambda: field.press("Enter"))


def alternate(
    ours: Callable[[int], float], bare: Callable[[int], float], times: int
) -> tuple[list[float], list[float]]:
    """Both in turns, the first ones thrown away."""
    mine, theirs = [], []
    for turn in range(WARM_UPS + times):
        mine.append(ours(turn))
        theirs.append(bare(turn))
        time.sleep(0.15)
    return mine[WARM_UPS:], theirs[WARM_UPS:]


def first_chart(browser: Any, server: Server) -> float:
    """Milliseconds from starting a server to the first chart in a new browser context."""
    start = time.perf_counter()
    server.start()
    context = browser.new_context(viewport={"width": 1400, "height": 1200})
    page = context.new_page()
    page.goto(server.url)
    page.wait_for_selector(".js-plotly-plot .main-svg", timeout=60_000)
    took = (time.perf_counter() - start) * 1000
    context.close()
    server.stop()
    return took


def percentile(values: list[float], at: float) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[int(at) - 1]


def report(name: str, mine: list[float], theirs: list[float], aim: float) -> None:
    p50, p95 = (percentile(mine, at) / percentile(theirs, at) for at in (50, 95))
    reached = "reached" if p50 <= aim else "missed"
    mine_ms, theirs_ms = (f"{percentile(v, 50):.0f} / {percentile(v, 95):.0f} ms" for v in (mine, theirs))
    raw = f"ours {mine_ms}, bare {theirs_ms}"
    print(f"{name:<26} p50 {p50:.2f}x  p95 {p95:.2f}x  aim {aim}x {reached}   ({raw})", flush=True)


def main(times: int) -> None:
    """Measure and print the three ratios."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        here = Path(folder)
        (here / "slider.py").write_text(BARE_SLIDER)
        (here / "editor.py").write_text(BARE_EDITOR)
        ours = Server(log=here / "ours.log")
        slider = Server(log=here / "slider.log", app=here / "slider.py")
        editor = Server(log=here / "editor.log", app=here / "editor.py")
        browser = playwright.chromium.launch(executable_path=find_chrome(), args=BROWSER_FLAGS)
        for server in (ours, slider, editor):
            server.start()
        path, bare = opened(browser, f"{ours.url}/?mark=2024-01-31"), opened(browser, slider.url)
        report(
            "slider to chart", *alternate(lambda n: slide(path, n), lambda n: slide(bare, n), times), aim=1.5
        )
        sheet = opened(browser, editor.url)
        report(
            "cell edit to chart",
            *alternate(lambda n: edit_ours(path, n), lambda n: edit_bare(sheet, n), times),
            aim=1.3,
        )
        for page in (
            path,
            bare,
            sheet,
        ):  # an open page of ours would load itself anew beside the one measured
            page.context.close()
        for server in (ours, slider, editor):
            server.stop()
        starts(browser, ours, slider, 5)
        browser.close()


def starts(browser: Any, ours: Server, bare: Server, times: int) -> None:
    """Measure and print the ratio of the starts; the first pair is thrown away."""
    pairs = [(first_chart(browser, ours), first_chart(browser, bare)) for _ in range(times + 1)][1:]
    report("start to first chart", [a for a, _ in pairs], [b for _, b in pairs], aim=1.3)


def starts_only(times: int) -> None:
    """The ratio of the starts and nothing else."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        here = Path(folder)
        (here / "slider.py").write_text(BARE_SLIDER)
        browser = playwright.chromium.launch(executable_path=find_chrome(), args=BROWSER_FLAGS)
        bare = Server(log=here / "slider.log", app=here / "slider.py")
        starts(browser, Server(log=here / "ours.log"), bare, times)
        browser.close()


if __name__ == "__main__":
    if sys.argv[1:2] == ["start"]:
        starts_only(int(sys.argv[2]) if len(sys.argv) > 2 else 5)
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
