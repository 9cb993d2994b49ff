"""Check a claim: what "$20K became $3B" rests on, and the right number beside it."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from dashboard.charts.frame import Frame, Size
from dashboard.export.claims import claims_csv
from dashboard.i18n.catalog import text as texts
from dashboard.ui import state
from dashboard.ui.claim_parts import cards, controls, matches
from dashboard.ui.export_bar import export_bar
from dashboard.ui.gate import turn
from dashboard.ui.how import how
from dashboard.views.claims import ClaimPage, claim_figure, right_words, verdict


def _page() -> ClaimPage:
    return ClaimPage(state.scenario().claims)


def _picture(size: Size, lang: str) -> go.Figure | None:
    return claim_figure(_page(), texts(lang), Frame(size=size), handle=state.scenario().handle)


def _csv() -> str:
    return claims_csv(_page(), state.words())


@st.fragment
def page() -> None:
    """The whole page: every part follows the sentence."""
    with turn:
        _show()


def _show() -> None:
    text, view = state.words(), _page()
    st.html(f'<h1 class="fc-headline">{verdict(view, text)}</h1>')
    st.html(f'<p class="fc-sub">{right_words(view, text)}</p>')
    controls(view)
    matches(view)
    cards(view)
    export_bar(f"claim-{view.view.card or view.subject_key or 'any'}", _picture, _csv)
    how("claims", "claims.how_text")


page()
