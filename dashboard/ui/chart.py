"""A chart on the page: its legend as text that wraps, then the figure."""

from __future__ import annotations

from html import escape

import plotly.graph_objects as go
import streamlit as st

from dashboard.scenario import CHARTS
from dashboard.ui import state


def show_chart(fig: go.Figure, alt: str) -> None:
    """Draw a figure at the page's width, in its own theme, without plotly's buttons.

    alt is what a screen reader says of it: the finding, as a picture's title has it.
    """
    keys = (fig.layout.meta or {}).get("keys", [])
    if keys:
        words = "".join(
            f'<span><i style="color:{color}" aria-hidden="true">{symbol}</i> {escape(label)}</span>'
            for symbol, color, label in keys
        )
        st.html(f'<div class="fc-keys">{words}</div>')
    st.plotly_chart(fig, theme=None, alt=alt, config={"displayModeBar": False}, width="stretch")


def chart_choice(chart: str) -> None:
    """The charts of a path to choose from."""
    text = state.words()
    st.segmented_control(
        text.t("path.chart"),
        CHARTS,
        default=chart,
        key="chart",
        format_func=lambda key: text.t(f"chart.{key}"),
        on_change=state.bound("chart", "chart"),
        label_visibility="collapsed",
        required=True,
    )
