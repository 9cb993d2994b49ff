"""Parts of the Sources page: data files, publications, what could not be found."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard.i18n.notes import note_words
from dashboard.sources.catalogue import load_data_files
from dashboard.sources.records import load_sources
from dashboard.ui import state
from dashboard.ui.path_parts import html_table, source_link

LIMITS = (
    "rounds",
    "offers",
    "yc",
    "counts",
    "tech",
    "closes",
    "inflection",
    "window",
    "ages",
    "now",
    "nasdaq",
    "index",
    "funnel",
    "stages",
    "bins",
    "funded",
    "alumni",
)


def data_files() -> None:
    """Every data set: what a row is, how many there are, may I repost this."""
    text = state.words()
    rows = [[f"<b>{text.t(f'sources.column.{key}')}</b>" for key in ("set", "row", "rows", "terms")]]
    for one in load_data_files():
        words = [escape(note_words(part, text.lang)) for part in (one.title, one.row, one.terms)]
        rows.append(
            [f"{words[0]}<br><small>{one.path}</small>", words[1], text.num.integer(one.rows), words[2]]
        )
    html_table(rows, text.t("sources.sets"))


def publications(typed: str) -> None:
    """Every publication that has all the words typed, each one click away."""
    text, wanted = state.words(), typed.lower().split()
    found = [
        source
        for source in load_sources().values()
        if all(word in f"{source.title} {source.publisher} {source.url}".lower() for word in wanted)
    ]
    st.caption(text.tn("sources.found", len(found)))
    rows = [[f"<b>{text.t(f'sources.column.{key}')}</b>" for key in ("source", "kind", "note")]]
    for source in found:
        note = escape(note_words(source.note, text.lang))
        rows.append([source_link(source), text.t(f"sources.kind.{source.kind}"), note])
    if found:
        html_table(rows, text.t("sources.publications"))


def limits() -> None:
    """What we looked for and could not find."""
    text = state.words()
    st.markdown("\n".join(f"- {text.t(f'sources.limit.{key}')}" for key in LIMITS).replace("$", "\\$"))
