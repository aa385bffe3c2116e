"""Beatboard's frame: navigation first, then the side, the page, and the purpose under it."""

import streamlit as st

from metrics import settings
from metrics.ui import frame, gate, routes, turns

groups = routes.groups()
here = st.navigation({"": routes.alone(), **groups}, position="hidden")
if not here.url_path and settings.chosen() is None:
    st.switch_page(routes.START)
st.set_page_config(
    page_title=f"{here.title} · Beatboard", page_icon=frame.ICON, layout="wide", initial_sidebar_state=frame.SIDE
)
with turns.taken():
    frame.dress()
    frame.sidebar(groups)
    body = st.container()
    frame.footer()
    with body, gate.around():
        here.run()
