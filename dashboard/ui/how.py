"""The words under "How is this computed?", and beside them the code's own account of each metric."""

from __future__ import annotations

import streamlit as st

from dashboard.i18n.catalog import Catalog
from dashboard.ui import state
from dashboard.views.metric_docs import MetricDoc, docs_of


def how(page: str, *words: str) -> None:
    """An expander with the sentences of a page, then formula, unit, source and example per metric."""
    text = state.words()
    with st.expander(text.t("path.how")):
        for key in words:
            st.markdown(text.t(key).replace("$", "\\$"))
        st.markdown(f"**{text.t('docs.title')}**")
        st.markdown("\n\n".join(metric_text(doc, text) for doc in docs_of(page)))


def metric_text(doc: MetricDoc, text: Catalog) -> str:
    """One metric in Markdown: name, formula and example as code, unit and source."""
    parts = [
        f"**{text.t(f'docs.metric.{doc.name}')}** · {text.t(f'docs.unit.{doc.unit}')}",
        fenced("text", "\n".join(doc.formula)),
        fenced("python", doc.example),
        text.t("docs.source", source=doc.source.replace("$", "\\$")),
    ]
    return "\n\n".join(parts)


def fenced(language: str, code: str) -> str:
    """Code as a block of Markdown."""
    return f"```{language}\n{code}\n```"
