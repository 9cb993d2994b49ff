"""One input of an own event or a round's terms: plain text or a choice, kept as typed until it is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from calc.events.own import Field, Unit, Value
from calc.types import PartialDate
from dashboard.i18n.parse import ParseError, parse_date
from dashboard.ui import state
from dashboard.views.fields import choice_words, parsed, shown

Take = Callable[[Value], None]
_BAD = "bad-"


@dataclass(frozen=True)
class Words:
    """What stands over an input, and what it says when asked."""

    label: str
    help: str | None = None


def field_input(
    key: str,
    field: Field,
    value: Value,
    words: Words,
    take: Take,
    *,
    lots: Sequence[tuple[str, str]] = (),
    placeholder: str = "",
) -> None:
    """One field. take gets the value once the text is read; lots: key and name of each lot."""
    if field.unit is Unit.CHOICE:
        text = state.words()
        names = {choice: choice_words(field.name, choice, text) for choice in field.choices}
        _choice(key, names, str(value), words, take)
    elif field.unit is Unit.LOT:
        names = dict(lots)
        if value and value not in names:
            names[str(value)] = str(value)
        _choice(key, names, str(value), words, take)
    else:
        _text(
            key,
            shown(field, value, state.words()),
            words,
            lambda typed: take(parsed(field, typed)),
            placeholder,
        )


def date_input(key: str, date: PartialDate, words: Words, take: Callable[[PartialDate], None]) -> None:
    """A date known to the day, month or year."""
    _text(key, state.words().num.date(date), words, lambda typed: take(parse_date(typed)), "")


def _choice(key: str, names: dict[str, str], value: str, words: Words, take: Take) -> None:
    options = list(names)
    key = f"{key}-{state.words().lang}-{len(options)}"
    if st.session_state.get(f"{key}-was") != value or key not in st.session_state:
        st.session_state[key] = value if value in names else None
        st.session_state[f"{key}-was"] = value
    st.selectbox(
        words.label,
        options,
        key=key,
        help=words.help,
        format_func=lambda one: names[one],
        on_change=lambda: take(st.session_state[key]),
    )


def _text(key: str, value: str, words: Words, take: Callable[[str], None], placeholder: str) -> None:
    """The text stays as typed while it cannot be read; a value from elsewhere replaces it."""
    key = f"{key}-{state.words().lang}"
    if st.session_state.get(f"{key}-was") != value or key not in st.session_state:
        st.session_state[key] = value
        st.session_state[f"{key}-was"] = value
        st.session_state.pop(_BAD + key, None)
    st.text_input(
        words.label,
        key=key,
        help=words.help,
        placeholder=placeholder,
        on_change=_typed,
        args=(key, take),
    )
    bad = st.session_state.get(_BAD + key)
    if bad:
        text = state.words()
        st.error(text.t("own.bad", typed=bad[0], why=text.t(f"edited.why.{bad[1]}")))


def _typed(key: str, take: Callable[[str], None]) -> None:
    typed = str(st.session_state[key])
    try:
        take(typed)
    except ParseError as error:
        st.session_state[_BAD + key] = (typed, error.code)
        return
    st.session_state.pop(_BAD + key, None)
    st.session_state.pop(f"{key}-was", None)  # show the value as it was read
