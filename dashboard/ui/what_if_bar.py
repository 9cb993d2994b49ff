"""The bar over the table of changes: record or what-if, and the way back."""

from __future__ import annotations

import streamlit as st

from calc.whatif import WhatIf
from dashboard.ui import state
from dashboard.views.event_names import stopped_name
from dashboard.views.path import PathView
from dashboard.views.path_words import problem_words


def what_if_bar(view: PathView | None) -> None:
    """Record or what-if, the way back to the record, and why a change cannot be replayed.

    view: None where nothing can be replayed.
    """
    text, scenario = state.words(), state.scenario()
    if scenario.what_if.is_empty:
        return
    show, reset = st.columns([2, 1], vertical_alignment="bottom")
    st.session_state["record_only"] = scenario.record_only  # edits switch it too
    with show:
        st.segmented_control(
            text.t("path.show"),
            (False, True),
            key="record_only",
            format_func=lambda record: text.t("path.show_record" if record else "path.show_what_if"),
            on_change=state.bound("record_only", "record_only"),
            label_visibility="collapsed",
            required=True,
        )
    with reset:
        st.button(
            text.t("path.reset"),
            on_click=lambda: state.change(what_if=WhatIf(), record_only=False),
            icon=":material/restart_alt:",
        )
    if scenario.record_only:
        st.caption(text.t("path.record_shown"))
    elif view is not None and view.path.problem is not None:
        why = problem_words(view.path.problem, text, where=stopped_name(view, text))
        st.error(text.t("problem.stopped", why=why))
