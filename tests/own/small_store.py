"""The store of a small force whose people sign in: one week that is open to everybody, and one that was loaded a day ago."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from metrics.access.table import give
from metrics.loading import now
from tests.served import email
from tests.small_force import BEATS, OFFICERS, SUNDAY, WEEK, SmallForce

NEW_WEEK = (SUNDAY + dt.timedelta(days=1), SUNDAY + dt.timedelta(days=7))
ANALYST = "analyst@example.invalid"
LEFT = {"Collar No": "0109", "Surname": "Formerly", "Role": "PC", "Beat": "A1", "End Date": "2026-05-31"}


def build(path: Path) -> None:
    """The store: lists, a week's arrests, searches and duties of long ago, and the next week's of yesterday."""
    small = SmallForce(path, lists=False)
    small.load("Beats", BEATS)
    small.load("Officers", [{**one, "Email": email(str(one["Collar No"]))} for one in [*OFFICERS, LEFT]])
    for days, at, number in ((WEEK, None, 1), (NEW_WEEK, now() - dt.timedelta(hours=26), 2)):
        day = days[0]
        joint = {"Custody Ref": f"C{number}", "Arrested At": f"{day} 10:00", "Collar No": "0101", "Result": "Charged"}
        small.load("Arrests", [joint | {"Assisting Collar Nos": "0102"}], days=days, at=at)
        small.load("Stop Searches", [search(f"S{number}", day)], days=days, at=at and at + dt.timedelta(minutes=1))
        duty = {"Duty Ref": f"D{number}", "Collar No": "0101", "Start": f"{day} 08:00", "End": f"{day} 16:00"}
        other = duty | {"Duty Ref": f"E{number}", "Collar No": "0102"}
        small.load("Duties", [duty, other], days=days, at=at and at + dt.timedelta(minutes=2))
    always = (dt.date(2026, 1, 1), None)
    give(small.store, ANALYST, "analyst", "force", "Force", always, "looks after the data", "a test", now())
    small.store.close()


def search(ref: str, day: dt.date) -> dict[str, object]:
    """A stop-search by 0101."""
    return {
        "Search Ref": ref,
        "Searched At": f"{day} 15:00",
        "Collar No": "0101",
        "Gender": "Male",
        "Age Range": "18-24",
    }
