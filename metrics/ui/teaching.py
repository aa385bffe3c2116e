"""What a page says where nothing is loaded: what it will show, what that takes, who usually sends it, and one button."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import pandas as pd

from metrics.catalogue import exports
from metrics.ui import routes, show

LISTS: Final = ("beats", "officers")
"""Without these no row can be given to a team or a person."""
WEEKLY: Final = (
    *("duties", "arrests", "stop_searches", "warrants", "ppns", "incidents", "intelligence", "engagements"),
    "referrals",
)


class Lesson(NamedTuple):
    """What a page will show, and the exports that it takes beside the lists of beats and officers."""

    shows: str
    needs: Sequence[str]


LESSONS: Final[dict[str, Lesson]] = {
    routes.THIS_WEEK: Lesson(
        "what came in and what is missing, who was away, what to recognise, what changed more than luck, and where the hours "
        "went", WEEKLY,
    ),
    routes.MEETING: Lesson("twenty minutes with a team in six steps, made from its week", WEEKLY),
    routes.BRIEF: Lesson("a week of a team or an area on one sheet, to print or to send", WEEKLY),
    routes.TEAM: Lesson("everybody of a team in alphabetical order, each measure of their role beside their hours", WEEKLY),
    routes.OFFICER: Lesson("one person week by week: hours, each measure of their role, and the records behind it", WEEKLY),
    routes.ONE_TO_ONE: Lesson("a sheet to talk from, with space for both sides' own words", WEEKLY),
    routes.BEATS: Lesson("every beat against its targets, in the order of the list and never by value", (*WEEKLY, "targets")),
    routes.COUNTY: Lesson(
        "the beats laid out like the county, and hours on duty against demand", (*WEEKLY, "targets")
    ),
    routes.TIME_IN_PLACE: Lesson(
        "hours by place and hour of the week, planned and delivered, and what took the rest", ("duties", "places")
    ),
    routes.STOP_SEARCH: Lesson(
        "outcomes of searches, three rates kept apart, fairness, and searches drawn for review", ("duties", "stop_searches")
    ),
    routes.REVIEWS: Lesson("searches drawn by lot, and what their reviews found", ("stop_searches",)),
    routes.PROBLEM_SOLVING: Lesson(
        "problem plans with the clock of their assessment, schemes, and what residents were told back",
        ("problem_plans", "watch_schemes", "engagements", "duties"),
    ),
    routes.GUARANTEE: Lesson(
        "what each neighbourhood was promised, and whether it is so",
        ("duties", "local_priorities", "queries", "meetings", "training"),
    ),
    routes.PUBLIC: Lesson("the county's figures as published, reproduced and kept current", ("crime_figures",)),
    routes.PRIORITIES: Lesson("what was done towards each priority of the Police, Fire and Crime Plan", WEEKLY),
    routes.RESIDENTS: Lesson(
        "what residents said in the consultation of 2023/24, beside what our records say", ("duties", "engagements")
    ),
    routes.CHALLENGES: Lesson("records that somebody says are wrong, each with a clock until it is answered", WEEKLY),
    routes.TARGETS: Lesson("what stands for an area, what it would have said, and the way to set one", ("targets",)),
    routes.QUALITY: Lesson("what is loaded team by team, what was set aside and why, and who puts it right", WEEKLY),
    routes.MOMENTS: Lesson("what was known at one moment and at another, and the rows that made the difference", WEEKLY),
    routes.RECORD: Lesson("one record by its reference: its file, sheet and row, and what it counts towards", WEEKLY),
}  # fmt: skip


def nothing(title: str, what: str) -> None:
    """Where nothing is loaded. title: the page's; what: what is not there, as a heading."""
    page = next((path for path, name in routes.TITLES.items() if name == title), "")
    lesson = LESSONS.get(page)
    if lesson is None:
        why = (
            "Beatboard needs the lists of beats and officers, then the weekly exports. Drop the files on Uploads; it says what "
            "each one is."
        )
        show.missing(what, why, "Go to Uploads", routes.UPLOADS)
        return
    why = (
        f"This page will show {lesson.shows}. It takes the files below: the lists first, then the exports of a week. A file may "
        "hold several of them, in any order; each sheet is recognised by its headings, and nothing is stored before you accept."
    )
    show.missing(what, why, "Go to Uploads", routes.UPLOADS)
    show.table(_senders(lesson.needs), "What it takes, and who usually sends it", cards=False)


def _senders(needs: Sequence[str]) -> pd.DataFrame:
    found = [exports()[name] for name in (*LISTS, *needs)]
    rows = [
        (one.sheet, "list" if one.replaces == "list" else "export", one.sender, one.grain.rstrip(".")) for one in found
    ]
    return pd.DataFrame(rows, columns=["File", "Kind", "Usually sent by", "What stands in it"])


def more(view_params: dict[str, str]) -> None:
    """The way to Uploads, under words that say what is missing on a page that shows something."""
    show.link(routes.UPLOADS, "Upload what is missing", view_params)


__all__ = ["LESSONS", "more", "nothing"]
