"""The words under "How is this computed?", and beside them the code's own account of each metric."""

from __future__ import annotations

from html import escape

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
        st.html("".join(metric_html(doc, text) for doc in docs_of(page)))


def metric_html(doc: MetricDoc, text: Catalog) -> str:
    """One metric: name, unit, formula and example as code, source.

    Plain HTML: code blocks of Markdown make every browser load a highlighter before the chart.
    """
    name, unit = text.t(f"docs.metric.{doc.name}"), text.t(f"docs.unit.{doc.unit}")
    parts = [
        f"<p><b>{escape(name)}</b> · {escape(unit)}</p>",
        code("\n".join(doc.formula)),
        code(doc.example),
        f"<p>{escape(text.t('docs.source', source=doc.source))}</p>",
    ]
    return f'<div class="fc-doc">{"".join(parts)}</div>'


def code(words: str) -> str:
    """Code as it stands; long lines wrap, so that nothing has to be scrolled."""
    return f'<pre class="fc-code">{escape(words)}</pre>'
