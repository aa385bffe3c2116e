"""Which pages there are, in which groups, and their addresses."""

from __future__ import annotations

from functools import cache
from pathlib import PurePath
from urllib.parse import urlencode

import streamlit as st

from metrics import configuration
from metrics.access.roles import Power
from metrics.access.scope import Scope

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
ACCESS, CHALLENGES, RETENTION = "pages/access.py", "pages/challenges.py", "pages/retention.py"
WHO_LOOKED, LOOK_UP_LOG = "pages/who_looked.py", "pages/look_up_log.py"

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
    CHALLENGES: "Challenges",
    MOMENTS: "Then and now",
    DEFINITIONS: "Definitions",
    ACCESS: "Access",
    RETENTION: "Retention",
    WHO_LOOKED: "Who looked at me",
    LOOK_UP_LOG: "Look-up log",
}
GROUPS = {
    "Now": [THIS_WEEK, MEETING],
    "People and places": [TEAM, OFFICER, BEATS, COUNTY, TIME_IN_PLACE],
    "Accountability": [STOP_SEARCH, PROBLEM_SOLVING, GUARANTEE, PUBLIC, PRIORITIES, RESIDENTS, PEEL],
    "Data": [UPLOADS, TARGETS, QUALITY, CHALLENGES, MOMENTS, DEFINITIONS],
    "People and settings": [WHO_LOOKED, ACCESS, LOOK_UP_LOG, RETENTION],
}
OF_PEOPLE = (OFFICER, ONE_TO_ONE, RECORD, CHALLENGES)
"""Pages of one person or record: for supervisors and for the person."""
LANDINGS = (THIS_WEEK, OFFICER, ACCESS, LOOK_UP_LOG, DEFINITIONS)
"""Where somebody lands: on the first of these that is open to them."""
NEEDS: dict[str, Power | None] = {
    **dict.fromkeys(TITLES, "see_areas"),
    **dict.fromkeys((OFFICER, ONE_TO_ONE, RECORD, CHALLENGES, DEFINITIONS, WHO_LOOKED), None),
    PEEL: "gather_evidence",
    UPLOADS: "load",
    ACCESS: "settle_people",
    RETENTION: "read_deletions",
    LOOK_UP_LOG: "read_looks",
}
"""What a page needs of whoever opens it. None: no more than some role. The rights themselves are in the data layer: a page that
is open shows only what its reads give."""


def may_open(path: str, whose: Scope) -> bool:
    """True where a page is open to somebody. Served, there is one store, which nobody chooses."""
    if path == START:
        return not configuration.current().served
    if path in OF_PEOPLE and not (whose.may("see_areas") or whose.collar):
        return False
    if path == WHO_LOOKED and not whose.collar:
        return False
    needed = NEEDS[path]
    return bool(whose.parts) and (needed is None or whose.may(needed))


def page(path: str) -> st.Page:
    """The page of a path; This week is where a visitor lands."""
    return st.Page(path, title=TITLES[path], default=path == THIS_WEEK)


def address(path: str, params: dict[str, str]) -> str:
    """The address of a page with a view, for a link in our own markup."""
    return f"{PurePath(path).stem}?{urlencode(params)}"


def landing(whose: Scope) -> str:
    """Where somebody who has a role lands."""
    return next(path for path in LANDINGS if may_open(path, whose))


@cache
def linked(path: str) -> st.Page:
    """The page of a path to link to, made once: a page shows dozens of links, and looking for the file of each takes longer
    than all the rest of it."""
    return page(path)


def alone(whose: Scope) -> list[st.Page]:
    """The pages that are open to somebody and have no place in the side."""
    inside = {path for paths in GROUPS.values() for path in paths}
    return [page(path) for path in TITLES if path not in inside and may_open(path, whose)]


def groups(whose: Scope) -> dict[str, list[st.Page]]:
    """The pages that are open to somebody, as they stand in the side."""
    open_ = {name: [page(path) for path in paths if may_open(path, whose)] for name, paths in GROUPS.items()}
    return {name: pages for name, pages in open_.items() if pages}


def everything() -> list[st.Page]:
    """All pages."""
    return [page(path) for path in TITLES]
