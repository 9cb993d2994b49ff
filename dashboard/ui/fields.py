"""Fields that write one number of one part of the scenario: as it is, as per cent, or in millions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard.ui import state

PERCENT, MILLIONS = 0.01, 1e6


def field_key(part: str, name: str) -> str:
    """Key of a field whose part of the scenario may be set as a whole, see `renew`."""
    return f"{part}_{name}_{st.session_state.get(f'{part}_renewed', 0)}"


def renew(part: str) -> None:
    """New keys for the fields of a part: under its old key a field goes on showing what it showed."""
    st.session_state[f"{part}_renewed"] = st.session_state.get(f"{part}_renewed", 0) + 1


def number_field(
    where: Any,
    part: str,
    name: str,
    *,
    label: str,
    scale: float = 1.0,
    low: float = 0.0,
    high: float = 1e9,
    step: float = 1.0,
) -> None:
    """A typed number; it is shown divided by `scale` and kept multiplied by it."""
    key = f"{part}_{name}"
    shown = _shown(getattr(getattr(state.scenario(), part), name), scale)
    with where:
        st.number_input(
            label,
            min_value=min(low, shown),
            max_value=max(high, shown),
            value=shown,
            step=step,
            format="%g" if shown < 1e6 else "%.0f",
            key=key,
            on_change=_carry,
            args=(part, name, scale),
        )


def percent_slider(
    where: Any, part: str, name: str, *, label: str, low: float, high: float, step: float
) -> None:
    """A slider of per cent."""
    key = f"{part}_{name}"
    shown = _shown(getattr(getattr(state.scenario(), part), name), PERCENT)
    with where:
        st.slider(
            label,
            min(low, shown),
            max(high, shown),
            shown,
            step,
            format="%g%%",
            key=key,
            on_change=_carry,
            args=(part, name, PERCENT),
        )


def choice(where: Any, part: str, name: str, options: tuple[str, ...], *, label: str, words: Any) -> None:
    """One of a few, side by side."""
    key = f"{part}_{name}"
    with where:
        st.segmented_control(
            label,
            options,
            default=getattr(getattr(state.scenario(), part), name),
            key=key,
            format_func=words,
            on_change=state.bound(name, key, part=part),
            required=True,
        )


def select(
    where: Any,
    part: str,
    name: str,
    options: list[str],
    value: str,
    *,
    label: str,
    words: Any,
    salt: str = "",
) -> None:
    """One of many; `salt` makes a new field where the options are others."""
    key = f"{part}_{name}_{salt}"
    with where:
        st.selectbox(
            label,
            options,
            index=options.index(value) if value in options else 0,
            key=key,
            format_func=words,
            on_change=state.bound(name, key, part=part),
        )


def _shown(value: float, scale: float) -> float:
    return float(round(value / scale, 6))


def _carry(part: str, name: str, scale: float) -> None:
    value = st.session_state[f"{part}_{name}"]
    if value is not None:
        view = replace(getattr(state.scenario(), part), **{name: round(value * scale, 8)})
        state.change(**{part: view})
