"""Which pages there are, in which groups, and their addresses."""

from __future__ import annotations

from functools import cache

import streamlit as st

START, THIS_WEEK = "pages/start.py", "pages/this_week.py"
TEAM, OFFICER, BEATS = "pages/team.py", "pages/officer.py", "pages/beats.py"
UPLOADS, DEFINITIONS, RECORD = "pages/uploads.py", "pages/definitions.py", "pages/record.py"
TIME_IN_PLACE, PROBLEM_SOLVING = "pages/time_in_place.py", "pages/problem_solving.py"
ONE_TO_ONE = "pages/one_to_one.py"
REVIEWS = "pages/search_reviews.py"
PEEL = "pages/peel_evidence.py"
COUNTY, STOP_SEARCH, GUARANTEE = "pages/county.py", "pages/stop_and_search.py", "pages/neighbourhood_guarantee.py"
PUBLIC, PRIORITIES = "pages/public_accountability.py", "pages/plan_priorities.py"
RESIDENTS = "pages/what_residents_said.py"
MEETING, BRIEF = "pages/meeting.py", "pages/brief.py"
MOMENTS, QUALITY, TARGETS = "pages/moments.py", "pages/data_quality.py", "pages/targets.py"
RETENTION = "pages/retention.py"

TITLES = {
    START: "Start",  # shown until a store is chosen, and from the side
    RECORD: "Record",  # one record by its reference: reached by the search box, not from the side
    ONE_TO_ONE: "One-to-one",  # of one person: reached from the Officer page and from actions due
    REVIEWS: "Searches for review",  # drawn by lot: reached from Stop and search and This week
    THIS_WEEK: "This week",
    MEETING: "Team meeting",
    BRIEF: "Weekly brief",  # a page to print: reached from This week and Team, not from the side
    TEAM: "Team",
    OFFICER: "Officer",
    BEATS: "Beats",
    COUNTY: "County",
    TIME_IN_PLACE: "Time in place",
    GUARANTEE: "Neighbourhood guarantee",
    STOP_SEARCH: "Stop and search",
    PROBLEM_SOLVING: "Problem solving",
    PUBLIC: "Public accountability",
    PRIORITIES: "Plan priorities",
    RESIDENTS: "What residents said",
    PEEL: "PEEL evidence",
    UPLOADS: "Uploads",
    TARGETS: "Targets",
    QUALITY: "Data quality",
    MOMENTS: "Then and now",
    DEFINITIONS: "Definitions",
    RETENTION: "Retention",
}
GROUPS = {
    "Now": [THIS_WEEK, MEETING],
    "People and places": [TEAM, OFFICER, BEATS, COUNTY, TIME_IN_PLACE],
    "Accountability": [STOP_SEARCH, PROBLEM_SOLVING, GUARANTEE, PUBLIC, PRIORITIES, RESIDENTS, PEEL],
    "Data": [UPLOADS, TARGETS, QUALITY, MOMENTS, DEFINITIONS, RETENTION],
}


def page(path: str) -> st.Page:
    """The page of a path; This week is where a visitor lands."""
    return st.Page(path, title=TITLES[path], default=path == THIS_WEEK)


@cache
def linked(path: str) -> st.Page:
    """The page of a path to link to, made once: a page shows dozens of links, and looking for the file of each takes longer
    than all the rest of it."""
    return page(path)


def alone() -> list[st.Page]:
    """The pages that have no place in the side."""
    inside = {path for paths in GROUPS.values() for path in paths}
    return [page(path) for path in TITLES if path not in inside]


def groups() -> dict[str, list[st.Page]]:
    """The pages as they stand in the side."""
    return {name: [page(path) for path in paths] for name, paths in GROUPS.items()}


def everything() -> list[st.Page]:
    """All pages."""
    return [page(path) for path in TITLES]
