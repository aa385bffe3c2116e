"""Beatboard's frame: navigation first, then the side, the page, and the purpose under it."""

import streamlit as st

from metrics import settings
from metrics.ui import frame

START = st.Page("pages/start.py", title="Start", url_path="start")
WEEK = st.Page("pages/this_week.py", title="This week", default=True)
GROUPS = {
    "Now": [WEEK],
    "People and places": [
        st.Page("pages/team.py", title="Team", url_path="team"),
        st.Page("pages/officer.py", title="Officer", url_path="officer"),
        st.Page("pages/beats.py", title="Beats", url_path="beats"),
    ],
    "Data": [
        st.Page("pages/uploads.py", title="Uploads", url_path="uploads"),
        st.Page("pages/definitions.py", title="Definitions", url_path="definitions"),
    ],
}

here = st.navigation({"": [START], **GROUPS}, position="hidden")
if here == WEEK and settings.chosen() is None:
    here = START
st.set_page_config(page_title=f"{here.title} · Beatboard", page_icon=frame.ICON, layout="wide")
frame.dress()
frame.sidebar(GROUPS, here)
body = st.container()
frame.footer()
with body:
    here.run()
