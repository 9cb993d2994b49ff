"""What every page has: navigation, language, and a word on what a link held."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard.i18n.catalog import LANGUAGES
from dashboard.sources.own.company import OWN_PREFIX
from dashboard.ui import state
from dashboard.ui.gate import turn
from dashboard.ui.server import wait_until_warm

_ASSETS = Path(__file__).parent / "assets"
_PAGES = Path(__file__).parent.parent / "app_pages"


def show() -> None:
    """Page frame and the chosen page in it."""
    wait_until_warm()
    st.set_page_config(page_title="First Check", page_icon="🔎", layout="wide")
    state.scenario()
    text = state.words()
    _style()
    _reconnect()
    pages = [
        st.Page(_PAGES / "path.py", title=text.t("nav.path"), url_path="path", default=True),
        st.Page(_PAGES / "library.py", title=text.t("nav.library"), url_path="library"),
        st.Page(_PAGES / "compare.py", title=text.t("nav.compare"), url_path="compare"),
        st.Page(_PAGES / "claim_check.py", title=text.t("nav.claims"), url_path="claim-check"),
        st.Page(_PAGES / "ipo_window.py", title=text.t("nav.ipos"), url_path="ipo-window"),
        st.Page(_PAGES / "exit_waterfall.py", title=text.t("nav.exits"), url_path="exit-waterfall"),
        st.Page(_PAGES / "safe_round.py", title=text.t("nav.safes"), url_path="safe-round"),
        st.Page(_PAGES / "odds.py", title=text.t("nav.odds"), url_path="odds"),
        st.Page(_PAGES / "exit_math.py", title=text.t("nav.exit_math"), url_path="exit-math"),
        st.Page(_PAGES / "fund_simulator.py", title=text.t("nav.funds"), url_path="fund-simulator"),
        st.Page(_PAGES / "own_data.py", title=text.t("nav.own"), url_path="own-data"),
        st.Page(_PAGES / "sources.py", title=text.t("nav.sources"), url_path="sources"),
    ]
    page = st.navigation(pages, position="top")
    _language()
    if state.ignored():
        own = any(part.startswith(f"company={OWN_PREFIX}") for part in state.ignored())
        parts = ", ".join(state.ignored())
        st.warning(text.t("own_data.gone") if own else text.t("app.ignored", parts=parts))
    with turn:
        page.run()
    st.caption(text.t("app.link_hint"))
    state.write_link()


def _style() -> None:
    css = (_ASSETS / "page.css").read_text(encoding="utf-8")
    theme = state.theme()
    colors = {"accent": theme.accent, "mine": theme.mine, "paper": theme.paper}
    root = " ".join(f"--fc-{name}: {color};" for name, color in colors.items())
    root += f' --fc-upload: "{state.words().t("app.upload")}";'
    st.html(f"<style>:root {{ {root} }}\n{css}</style>")


def _reconnect() -> None:
    script = (_ASSETS / "reconnect.js").read_text(encoding="utf-8")
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)


def _language() -> None:
    text = state.words()
    name, switch = st.columns([3, 1], vertical_alignment="center")
    name.html(f'<div class="fc-brand"><b>{text.t("app.name")}</b> <span>{text.t("app.tagline")}</span></div>')
    with switch:
        st.segmented_control(
            text.t("app.language"),
            LANGUAGES,
            default=text.lang,
            format_func=lambda lang: text.t(f"language.{lang}"),
            key="lang_switch",
            on_change=state.bound("lang", "lang_switch"),
            label_visibility="collapsed",
            required=True,
            width="content",
        )
