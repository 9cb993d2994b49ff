"""Parts of the compare page: which paths, how they are laid, and the table below."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from calc.library import EntryMultiple, grade
from dashboard.charts.theme import about
from dashboard.i18n.catalog import Catalog
from dashboard.scenario.compare import ALIGNS, ENDS, FORMS, MEASURES, MOST
from dashboard.scenario.link import BASES
from dashboard.sources.library import company_keys, load_library
from dashboard.ui import state
from dashboard.ui.path_parts import html_table
from dashboard.views.compare import ComparePage
from dashboard.views.compare_lines import name_of
from dashboard.views.names import entry_name

_CHOICES = (("align", ALIGNS), ("form", FORMS), ("measure", MEASURES), ("end", ENDS))


def controls(page: ComparePage) -> None:
    """Companies, basis, alignment, form, measure, end."""
    text, library = state.words(), load_library()
    st.multiselect(
        text.t("compare.pick"),
        company_keys(),
        default=[one.key for one in page.chosen],
        key="compare_companies",
        format_func=lambda key: library[key].name,
        max_selections=MOST,
        on_change=_picked,
    )
    columns = [*st.columns([1.2, 2, 1.4]), *st.columns([1.2, 2, 1.4])]
    with columns[0]:
        st.segmented_control(
            text.t("path.base"),
            BASES,
            default=page.scenario.base,
            key="compare_base",
            format_func=lambda key: text.t(f"path.base_{key}"),
            on_change=state.bound("base", "compare_base"),
            required=True,
        )
    for column, (name, options) in zip(columns[1:], _CHOICES, strict=False):
        with column:
            _choice(page, name, options)


def _choice(page: ComparePage, name: str, options: tuple[str, ...]) -> None:
    text, texts = state.words(), "ends" if name == "end" else name
    st.segmented_control(
        text.t(f"compare.{name}_label"),
        options,
        default=getattr(page.scenario.compare, name),
        key=f"compare_{name}",
        format_func=lambda key: text.t(f"compare.{texts}.{key}"),
        on_change=state.bound(name, f"compare_{name}", part="compare"),
        required=True,
    )


def _picked() -> None:
    keys = tuple(st.session_state["compare_companies"])
    if keys:
        state.change(compare=replace(state.scenario().compare, companies=keys))


def table(page: ComparePage) -> None:
    """First check and last private round of every chosen path, at its first real price."""
    text = state.words()
    heads = ("company", "grade", "first", "first_x", "rate", "last", "last_x")
    rows = [[f"<b>{text.t(f'compare.column.{head}')}</b>" for head in heads]]
    for one in page.all:
        first, last = one.first_to_listing, one.last_to_listing
        rows.append(
            [
                escape(name_of(one, text)),
                text.t(f"known.grade.{grade(one.company).value}"),
                _round(first, text),
                f"<b>{_multiple(first, text)}</b>",
                text.num.percent_range(*first.rate) if first and first.rate else "–",
                _round(last, text),
                _multiple(last, text),
            ]
        )
    html_table(rows, text.t("compare.table"))
    st.caption(text.t("compare.ranks"))


def _round(found: EntryMultiple | None, text: Catalog) -> str:
    return escape(entry_name(found.entry.name, text)) if found else "–"


def _multiple(found: EntryMultiple | None, text: Catalog) -> str:
    if found is None or found.price_x is None:
        return "–"
    words = about(text.num.multiple(found.price_x), found.basis)
    return f"{words} <small>{text.t('compare.under')}</small>" if found.price_x < 1 else words
