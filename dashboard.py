"""Beatboard's frame: navigation first, with what is open to whoever looks; then the side, the page, and the purpose under it."""

import streamlit as st

from metrics import settings
from metrics.ui import asking, frame, gate, routes, turns

frame.stop_where_misconfigured()
whose = frame.whoever_looks()
groups = routes.groups(whose)
alone = (
    routes.alone(whose) if routes.may_open(routes.THIS_WEEK, whose) else [*frame.fronts(whose), *routes.alone(whose)]
)
here = st.navigation({"": alone, **groups}, position="hidden")
if not here.url_path and settings.chosen() is None and routes.may_open(routes.START, whose):
    st.switch_page(routes.START)
st.set_page_config(
    page_title=f"{here.title} · Beatboard", page_icon=frame.ICON, layout="wide", initial_sidebar_state=frame.SIDE
)
with turns.taken():
    frame.dress()
    frame.sidebar(groups, whose)
    frame.banner()
    body = st.container()
    frame.footer()
    with body, gate.around(), asking.answering():
        here.run()
