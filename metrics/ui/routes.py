"""Which pages there are, in which groups, and their addresses."""

from __future__ import annotations

import streamlit as st

START, THIS_WEEK = "pages/start.py", "pages/this_week.py"
TEAM, OFFICER, BEATS = "pages/team.py", "pages/officer.py", "pages/beats.py"
UPLOADS, DEFINITIONS, RECORD = "pages/uploads.py", "pages/definitions.py", "pages/record.py"
MOMENTS, QUALITY = "pages/moments.py", "pages/data_quality.py"


def start() -> st.Page:
    """The start screen: shown until a store is chosen, and from the side."""
    return st.Page(START, title="Start")


def record() -> st.Page:
    """One record by its reference: reached by the search box, not from the side."""
    return st.Page(RECORD, title="Record")


def week() -> st.Page:
    """The landing page."""
    return st.Page(THIS_WEEK, title="This week", default=True)


def groups() -> dict[str, list[st.Page]]:
    """The pages as they stand in the side."""
    return {
        "Now": [week()],
        "People and places": [
            st.Page(TEAM, title="Team"),
            st.Page(OFFICER, title="Officer"),
            st.Page(BEATS, title="Beats"),
        ],
        "Data": [
            st.Page(UPLOADS, title="Uploads"),
            st.Page(QUALITY, title="Data quality"),
            st.Page(MOMENTS, title="Then and now"),
            st.Page(DEFINITIONS, title="Definitions"),
        ],
    }


def everything() -> list[st.Page]:
    """All pages."""
    return [start(), record(), *(page for pages in groups().values() for page in pages)]
