"""The cap table of the path page, after whichever event the reader picks."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard.ui import state
from dashboard.ui.path_parts import html_table
from dashboard.views.cap_table import cap_table_rows
from dashboard.views.names import round_name
from dashboard.views.path import PathView


def cap_table_at(view: PathView) -> None:
    """Fully diluted shares of everybody after one event."""
    text, steps = state.words(), view.path.steps
    if not steps:
        return
    with st.expander(text.t("captable.title")):
        names = {
            step.key: f"{round_name(step.terms.name, text)}, {text.num.date(step.terms.date)}"
            for step in steps
        }
        keys = list(names)
        key = st.selectbox(
            text.t("captable.after"),
            keys,
            index=len(keys) - 1,
            key=f"cap-table-{len(keys)}",
            format_func=lambda key: names[key],
        )
        rows = [[escape(cell) for cell in row] for row in cap_table_rows(view, key, text)]
        html_table([[f"<b>{cell}</b>" for cell in rows[0]], *rows[1:]], text.t("captable.title"))
        st.caption(text.t("captable.note"))
