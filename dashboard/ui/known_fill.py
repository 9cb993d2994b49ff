"""Fields for the figures a record lacks: what a reader types there makes the rounds replayable."""

from __future__ import annotations

import streamlit as st

from calc.gaps import TYPED, Gap
from calc.types import PartialDate
from calc.whatif import RoundEdit
from dashboard.edits import with_cell
from dashboard.i18n.catalog import Catalog
from dashboard.i18n.parse import ParseError, parse_date, parse_money
from dashboard.scenario import EDIT_FIELDS
from dashboard.ui import state
from dashboard.views.known import KnownView
from dashboard.views.known_words import gap_words
from dashboard.views.names import entry_name

_SHORT = {"raised": "raised", "post_money": "post", "date": "date"}


def fill_gaps(view: KnownView) -> None:
    """One row of fields for each of the last rounds that typing can complete."""
    text, gaps = state.words(), _open_gaps(view)
    if not gaps:
        return
    with st.expander(text.t("known.fill")):
        st.caption(text.t("known.fill_hint"))
        for gap in gaps:
            for field, column in zip(gap.fields, st.columns(len(TYPED)), strict=False):
                with column:
                    _field(view, gap, field, text)
        closed = [gap for gap in view.record_gaps if not gap.can_be_typed]
        if closed:
            words = "; ".join(gap_words(gap, text) for gap in closed)
            st.caption(text.t("known.cannot_fill", gaps=words))


def _open_gaps(view: KnownView) -> list[Gap]:
    """Gaps before the listing, newest first, up to the first that cannot be typed."""
    found = []
    for gap in reversed(view.record_gaps):
        if not gap.can_be_typed:
            break
        found.append(gap)
    return found


def _field(view: KnownView, gap: Gap, field: str, text: Catalog) -> None:
    key = f"fill_{view.company.key}_{gap.round_key}_{field}"
    label = f"{entry_name(gap.name, text)}: {text.t(f'known.field.{field}')}"
    written = _written(view, gap.round_key, field, text)
    if st.session_state.get(f"{key}_written") != written:  # taken, or reset elsewhere
        st.session_state[key] = st.session_state[f"{key}_written"] = written
    st.text_input(label, key=key, on_change=lambda: _take(key, gap.round_key, field))
    why = st.session_state.get(f"{key}_why")
    if why:
        st.error(
            text.t(
                "known.fill_bad",
                round=entry_name(gap.name, text),
                field=text.t(f"known.field.{field}"),
                typed=st.session_state[key],
                why=text.t(f"edited.why.{why}"),
            )
        )


def _written(view: KnownView, round_key: str, field: str, text: Catalog) -> str:
    edits = {edit.round_key: edit for edit in view.scenario.what_if.edits}
    value = getattr(edits.get(round_key, RoundEdit(round_key)), EDIT_FIELDS[_SHORT[field]])
    if value is None:
        return ""
    return value.text if isinstance(value, PartialDate) else text.num.money(value)


def _take(key: str, round_key: str, field: str) -> None:
    """Take what was typed; an empty field takes the figure back, what cannot be read stays and is told."""
    typed = str(st.session_state[key]).strip()
    st.session_state[f"{key}_why"] = ""
    name = EDIT_FIELDS[_SHORT[field]]
    try:
        value = None if not typed else parse_date(typed) if field == "date" else parse_money(typed)
    except ParseError as error:
        st.session_state[f"{key}_why"] = error.code
        return
    if isinstance(value, float) and value <= 0:
        st.session_state[f"{key}_why"] = "not_positive"
        return
    state.change(what_if=with_cell(state.scenario().what_if, round_key, name, value), record_only=False)
