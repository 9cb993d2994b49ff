"""First Check: `streamlit run dashboard/app.py` serves it, and each page run starts here.

Streamlit reads this file twice: once to start the server, which warms the libraries and
serves plotly.js to the download bar, and then as the script of every session.
"""

import sys
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

ROOT = str(Path(__file__).resolve().parent.parent)
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)

if get_script_run_ctx(suppress_warning=True) is None:
    from starlette.middleware import Middleware

    from dashboard.ui.server import Preload, lifespan, routes

    app = st.App(
        Path(__file__).resolve(), lifespan=lifespan, routes=routes(), middleware=[Middleware(Preload)]
    )
else:
    from dashboard.ui.shell import show

    show()
