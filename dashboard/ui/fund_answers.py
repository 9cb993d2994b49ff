"""Parts of the fund page: how far the drawing is, the tiles, what portfolio size does."""

from __future__ import annotations

import streamlit as st

from calc.errors import CalcError
from calc.funds import Summary
from dashboard.ui import state
from dashboard.ui.path_parts import html_table, tile
from dashboard.views.fund_runs import Run, forget
from dashboard.views.funds import FundPage

POLL = "500ms"
DPI_YEARS = (5, 10)


def progress(page: FundPage) -> None:
    """A bar and a way to stop while funds are still being drawn; a word after a stop."""
    run, text = page.run, state.words()
    if isinstance(run, CalcError):
        return
    _stop_others(run)
    counts = {"done": text.num.integer(run.done), "all": text.num.integer(run.draws)}
    if not run.is_over:
        _bar(run)
    elif run.was_cancelled:
        said, again = st.columns([3, 1], vertical_alignment="center")
        said.info(text.t("funds.stopped", **counts))
        plan, seed = page.plan, page.view.seed
        if not isinstance(plan, CalcError):
            again.button(text.t("funds.again"), on_click=forget, args=(plan, run.draws, seed))


def _stop_others(run: Run) -> None:
    """A reader's earlier run goes no further once another is shown."""
    earlier = st.session_state.get("fund_run")
    if earlier is not None and earlier is not run:
        earlier.cancel()
    st.session_state["fund_run"] = run


@st.fragment(run_every=POLL)
def _bar(run: Run) -> None:
    if run.is_over:
        st.rerun()
    text = state.words()
    counts = {"done": text.num.integer(run.done), "all": text.num.integer(run.draws)}
    bar, stop = st.columns([4, 1], vertical_alignment="center")
    bar.progress(min(1.0, run.done / run.draws), text=text.t("funds.running", **counts))
    stop.button(text.t("funds.cancel"), on_click=run.cancel, icon=":material/stop_circle:", key="fund_cancel")


def tiles(page: FundPage, found: Summary) -> None:
    """Multiples, rates, chances, cash by year, and what hangs on the best companies."""
    text, num = state.words(), state.words().num
    years = [year for year in DPI_YEARS if year <= found.years]
    parts = [
        tile(text.t("funds.median_net"), num.multiple(found.quantile(0.5)), main=True),
        tile(text.t("funds.median_gross"), num.multiple(found.quantile(0.5, net=False))),
        tile(text.t("funds.mean_net"), num.multiple(found.mean_net_x)),
        tile(text.t("funds.median_rate"), num.percent(found.rate_quantile(0.5))),
        *(
            tile(
                text.t("funds.median_dpi", year=str(year)),
                text.t("funds.times", multiple=num.decimal(found.dpi_quantile(year, 0.5), digits=2)),
            )
            for year in years
        ),
        *(
            tile(
                text.t("funds.chance", multiple=text.t("funds.times", multiple=str(multiple))),
                num.percent(found.chance_of(multiple)),
            )
            for multiple in (1, 3, 5)
        ),
        *(
            tile(text.t(f"funds.{name}"), num.percent(part))
            for name, part in zip(("top_one", "top_three", "top_five"), found.top_fracs, strict=True)
        ),
    ]
    if page.rank_frac is not None:
        parts.append(tile(text.t("funds.rank"), num.percent(page.rank_frac)))
    st.html(f'<div class="fc-tiles">{"".join(parts)}</div>')


def sizes(page: FundPage) -> None:
    """The same fund in fewer and more companies."""
    text, num = state.words(), state.words().num
    keys = ("companies", "median_net", "back", "three", "five")
    rows = [[f"<b>{text.t(f'funds.column.{key}')}</b>" for key in keys]]
    for point in page.sizes:
        chances = [num.percent(part) for part in (point.back, point.three, point.five)]
        rows.append([num.integer(point.companies), num.multiple(point.median_x), *chances])
    html_table(rows, text.t("funds.sizes"))
