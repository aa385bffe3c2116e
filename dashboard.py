"""Beatboard's frame: navigation first, then the side, the page, and the purpose under it."""

import streamlit as st

from metrics import settings
from metrics.ui import frame, gate

START = st.Page("pages/start.py", title="Start", url_path="begin")
WEEK = st.Page("pages/this_week.py", title="This week", url_path="week", default=True)
GROUPS = {
    "Now": [WEEK],
    "People and places": [
        st.Page("pages/team.py", title="Team", url_path="teams"),
        st.Page("pages/officer.py", title="Officer", url_path="officers"),
        st.Page("pages/beats.py", title="Beats", url_path="beat-list"),
    ],
    "Data": [
        st.Page("pages/uploads.py", title="Uploads", url_path="upload"),
        st.Page("pages/definitions.py", title="Definitions", url_path="definition"),
    ],
}

here = st.navigation({"": [START], **GROUPS}, position="hidden")
if here == WEEK and settings.chosen() is None:
    here = START
st.set_page_config(
    page_title=f"{here.title} · Beatboard", page_icon=frame.ICON, layout="wide", initial_sidebar_state=frame.SIDE
)
frame.dress()
frame.sidebar(GROUPS, here)
body = st.container()
frame.footer()
with body, gate.around():
    here.run()
