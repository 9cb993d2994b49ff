"""Own events of the path page: add one, change its few fields, see what it did."""

from __future__ import annotations

from html import escape

import streamlit as st

from calc.events.own import KINDS, Field, OwnEvent, Unit, Value
from calc.types import PartialDate
from calc.whatif import WhatIf
from dashboard.edits import with_event_value, with_new_event, without_event
from dashboard.i18n.catalog import Catalog
from dashboard.i18n.parse import ParseError, parse_date
from dashboard.ui import state
from dashboard.ui.own_companies import view_of
from dashboard.ui.own_fields import Words, date_input, field_input
from dashboard.ui.path_parts import html_table
from dashboard.views.event_names import MINE, event_name, holder_name
from dashboard.views.event_words import did_words, event_rows, lots_before
from dashboard.views.fields import label_key
from dashboard.views.new_event import date_for, values_for
from dashboard.views.path import PathView

_KIND, _DATE, _BAD = "own-kind", "own-new-date", "own-new-bad"
_IN_A_ROW = 4


def events_editor(view: PathView) -> None:
    """Every own event with its fields, and the control that adds one."""
    text = state.words()
    st.subheader(text.t("own.title"), anchor=False)
    st.caption(text.t("own.hint"))
    for event in sorted(view.scenario.what_if.events, key=lambda one: one.date.earliest):
        _event(view, event, text)
    _add(view, text)
    if view.scenario.active.has_events:
        with st.expander(text.t("own.list")):
            rows = [[escape(cell) for cell in row] for row in event_rows(view, text)]
            html_table([[f"<b>{cell}</b>" for cell in rows[0]], *rows[1:]], text.t("own.list"))


def _event(view: PathView, event: OwnEvent, text: Catalog) -> None:
    with st.container(border=True, key=f"event-{event.key}"):
        head, tool = st.columns([5, 1], vertical_alignment="center")
        name = f"{MINE}{event_name(event, text)}, {text.num.date(event.date)}"
        head.html(
            f'<div class="fc-event"><b>{escape(name)}</b><br>{escape(did_words(view, event, text))}</div>'
        )
        with tool:
            st.button(
                text.t("own.remove"),
                key=f"remove-{event.key}",
                on_click=lambda: _change(without_event(_what_if(), event.key)),
            )
        _fields(view, event, text)


def _fields(view: PathView, event: OwnEvent, text: Catalog) -> None:
    fields = KINDS[event.kind]
    slots: list[Field | None] = [None, *fields]
    for start in range(0, len(slots), _IN_A_ROW):
        columns = st.columns(_IN_A_ROW, vertical_alignment="bottom")
        for column, field in zip(columns, slots[start : start + _IN_A_ROW], strict=False):
            with column:
                if field is None:
                    _date(event, text)
                else:
                    _field(view, event, field, text)


def _date(event: OwnEvent, text: Catalog) -> None:
    words = Words(text.t("event_field.date"), text.t("event_help.date"))
    date_input(f"{event.key}-date", event.date, words, lambda date: _set(event.key, "date", date))


def _field(view: PathView, event: OwnEvent, field: Field, text: Catalog) -> None:
    word = label_key(event.kind, field.name)
    lots = []
    if field.unit is Unit.LOT:
        keys = lots_before(view, event.key, event.kind)
        lots = [(key, holder_name(view, key, text)) for key in keys]
    field_input(
        f"{event.key}-{event.kind}-{field.name}",
        field,
        event.of(field.name),
        Words(text.t(f"event_field.{word}"), text.t(f"event_help.{word}")),
        lambda value: _set(event.key, field.name, value),
        lots=lots,
    )


def _what_if() -> WhatIf:
    return state.scenario().what_if


def _change(what_if: WhatIf) -> None:
    """Take a change and show it, as the table of rounds does."""
    state.change(what_if=what_if, record_only=False)


def _set(key: str, name: str, value: Value | PartialDate) -> None:
    _change(with_event_value(_what_if(), key, name, value))


def _add(view: PathView, text: Catalog) -> None:
    kind, date, button = st.columns([1.4, 1, 1], vertical_alignment="bottom")
    with kind:
        chosen = st.selectbox(
            text.t("own.kind"), list(KINDS), key=_KIND, format_func=lambda key: text.t(f"event.{key}")
        )
    with date:
        usual = text.num.date(date_for(view, chosen))
        st.text_input(text.t("own.date"), key=_DATE, placeholder=usual, help=text.t("event_help.date"))
    with button:
        st.button(text.t("own.add"), key="own-add", icon=":material/add:", on_click=_added, args=(chosen,))
    bad = st.session_state.get(_BAD)
    if bad:
        st.error(text.t("own.bad", typed=bad[0], why=text.t(f"edited.why.{bad[1]}")))


def _added(kind: str) -> None:
    """Add an event of that kind at the typed date, or at a usual one; a bad date stays as typed."""
    scenario = state.scenario()
    view = view_of(scenario)
    if view is None:
        return
    typed = str(st.session_state.get(_DATE) or "").strip()
    st.session_state.pop(_BAD, None)
    try:
        date = parse_date(typed) if typed else date_for(view, kind)
    except ParseError as error:
        st.session_state[_BAD] = (typed, error.code)
        return
    st.session_state[_DATE] = ""
    _change(with_new_event(scenario.what_if, kind, date, values_for(view, kind, date)))
