"""A person's courses: the latest of each by a day, in lines that say until when each holds."""

from __future__ import annotations

import datetime as dt

from metrics.one_to_one.courses import courses
from metrics.one_to_one.sheet import from_json
from tests.small_force import SmallForce


def test_the_latest_of_each_course_by_the_day_and_nobody_elses(force: SmallForce) -> None:
    rows = [
        {"Course": "Problem solving", "Completed On": "2022-01-10", "Expires On": "2024-01-10"},
        {"Course": "problem  Solving", "Completed On": "2024-01-08", "Expires On": "2027-01-08"},
        {"Course": "First aid", "Completed On": "2023-05-01", "Expires On": "2026-05-01"},
        {"Course": "Engagement", "Completed On": "2025-02-03"},
        {"Course": "Later", "Completed On": "2026-06-10"},
        {"Course": "Another's", "Completed On": "2025-02-03", "Collar No": "0102"},
    ]
    assert courses(force.store, "0101", dt.date(2026, 6, 7)) == ()
    force.load("Training", [{"Collar No": "0101"} | row for row in rows], days=None)
    assert courses(force.store, "0101", dt.date(2026, 6, 7)) == (
        "Engagement: completed on 3 February 2025",
        "First aid: completed on 1 May 2023, ran out on 1 May 2026",
        "problem  Solving: completed on 8 January 2024, valid to 8 January 2027",
    )
    assert courses(force.store, "0101", dt.date(2026, 6, 7), dt.datetime(2026, 6, 8, 9, 0)) == ()


def test_a_sheet_kept_before_there_was_such_an_export_is_read() -> None:
    kept = (
        '{"collar": "1", "name": "A", "title": "PC A", "posting": "", "team": "T", "student": false, "start": "2026-01-05", '
        '"end": "2026-01-11", "known_at": null, "prompts": [], "recognition": [], "context": [], "measures": [], '
        '"measures_note": "", "searches": null, "drawn": [], "due": [], "last_actions": []}'
    )
    assert from_json(kept).courses == ()
