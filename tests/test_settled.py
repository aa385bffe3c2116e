"""Weeks are settled once nearly all of their records have come; until 8 weeks are known after 14 days."""

from __future__ import annotations

import datetime as dt

from metrics.settled import lag, settled, settled_for
from metrics.terms import LONDON
from tests.conftest import Sample
from tests.small_force import MONDAY, SmallForce

WEEK = dt.timedelta(weeks=1)


def weekly(force: SmallForce, weeks: int, late: int = 0) -> None:
    """So many weeks of Arrests, each loaded on the Monday after it; of each one arrest comes so many weeks late."""
    for number in range(weeks):
        monday = MONDAY + number * WEEK
        rows = [
            {"Custody Ref": f"C{number}", "Arrested At": f"{monday} 10:00", "Collar No": "0101"},
            *(
                {"Custody Ref": f"L{number - late}", "Arrested At": f"{monday - late * WEEK} 11:00", "Collar No": "0102"}
                for _ in [0] if late and number >= late
            ),
        ]  # fmt: skip
        at = dt.datetime.combine(monday + WEEK, dt.time(9), LONDON)
        force.load("Arrests", rows, days=(monday, monday + dt.timedelta(days=6)), at=at)
        force.load("Duties", [], days=(monday, monday + dt.timedelta(days=6)))


def test_until_eight_weeks_are_known_a_week_is_settled_after_fourteen_days(force: SmallForce) -> None:
    weekly(force, 7)
    assert lag(force.store, "arrests") == 14
    last = MONDAY + 6 * WEEK + WEEK  # the Monday of the last load
    assert settled(force.store, force.store.version)["arrests"] == last - 2 * WEEK - dt.timedelta(days=1)


def test_then_after_as_long_as_nearly_all_records_take(force: SmallForce) -> None:
    weekly(force, 10)
    assert lag(force.store, "arrests") == 7
    last = MONDAY + 10 * WEEK
    assert settled(force.store, force.store.version)["arrests"] == last - WEEK - dt.timedelta(days=1)


def test_late_records_put_it_off_but_no_longer_than_four_weeks(force: SmallForce) -> None:
    weekly(force, 10, late=2)
    assert lag(force.store, "arrests") == 21
    small = SmallForce()
    weekly(small, 16, late=6)
    assert lag(small.store, "arrests") == 28
    small.store.close()


def test_weeks_filled_in_long_after_say_nothing_of_lateness(force: SmallForce) -> None:
    at = dt.datetime.combine(MONDAY + 30 * WEEK, dt.time(9), LONDON)
    for number in range(12):
        monday = MONDAY + number * WEEK
        rows = [{"Custody Ref": f"C{number}", "Arrested At": f"{monday} 10:00", "Collar No": "0101"}]
        force.load("Arrests", rows, days=(monday, monday + dt.timedelta(days=6)), at=at + dt.timedelta(minutes=number))
    assert lag(force.store, "arrests") == 14


def test_what_was_settled_then_is_known_then(sample: Sample) -> None:
    names = ("arrests", "problem_plans")
    now = settled_for(sample.store, names)
    then = settled_for(sample.store, names, dt.datetime(2026, 10, 20, 12))
    assert now == dict.fromkeys(names, dt.date(2026, 11, 8))
    assert then == dict.fromkeys(names, dt.date(2026, 10, 11))


def test_without_a_load_nothing_is_settled(force: SmallForce) -> None:
    assert settled(force.store, force.store.version) == {}
    assert settled_for(force.store, ("arrests",)) == {}
