"""Incidents attended by hour of the week beside the hours on duty, counted on one hand, and on the sample in plain pandas."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.calculate import figures
from metrics.demand import EVENING, Attended, attended, bands, inside, share, whole_week
from metrics.question import Ask
from metrics.terms import WHOLE_FORCE, Area
from tests.conftest import Sample
from tests.small_force import MONDAY, NEXT_MONDAY, WEEK, SmallForce

TUESDAY, WEDNESDAY = 1, 2


def incident(number: str, at: str, collar: str = "0101", **more: Any) -> dict[str, Any]:
    return {"Incident No": number, "Attended At": at, "Collar No": collar, **more}


ROWS = [
    incident("I1", "2026-06-02 20:10"),
    incident("I1", "2026-06-02 19:59", "0103"),
    incident("I2", "2026-06-02 20:59", "0201"),
    incident("I3", "2026-06-03 00:00", "0102"),
    incident("I4", "2026-06-03 01:30", "0103"),
]


@pytest.fixture(scope="module")
def attending() -> Iterator[SmallForce]:
    small = SmallForce()
    small.load("Incidents", ROWS)
    yield small
    small.store.close()


OF: list[tuple[dict[str, Any], dict[tuple[int, int], int]]] = [
    ({"area": WHOLE_FORCE}, {(TUESDAY, 19): 1, (TUESDAY, 20): 1, (WEDNESDAY, 0): 1, (WEDNESDAY, 1): 1}),
    ({"area": Area("sector", "Corby")}, {(TUESDAY, 20): 2, (WEDNESDAY, 0): 1}),
    ({"area": Area("lpa", "West")}, {(TUESDAY, 19): 1, (WEDNESDAY, 1): 1}),
    ({"area": Area("beat", "A1")}, {(TUESDAY, 20): 2}),
    ({"area": Area("beat", "A1"), "role": "PCSO"}, {(TUESDAY, 20): 1}),
    ({"area": Area("team", "0901")}, {(TUESDAY, 20): 2, (WEDNESDAY, 0): 1}),
]


@pytest.mark.parametrize(("who", "found"), OF, ids=str)
def test_an_incident_counts_once_when_the_first_of_the_area_arrived(
    attending: SmallForce, who: dict[str, Any], found: dict[tuple[int, int], int]
) -> None:
    assert dict(attended(attending.store, days=WEEK, **who).by_slot) == found


def test_other_days_are_left_out_and_midnight_to_the_second_is_told_apart(attending: SmallForce) -> None:
    whole = attended(attending.store, WHOLE_FORCE, WEEK)
    assert (whole.total, whole.at_midnight) == (4, 1)
    assert attended(attending.store, WHOLE_FORCE, (MONDAY, MONDAY + dt.timedelta(days=1))).total == 2


def test_what_is_not_loaded_is_counted_in_team_days_and_is_no_nought(force: SmallForce) -> None:
    nothing = attended(force.store, WHOLE_FORCE, WEEK)
    assert (nothing.total, nothing.loaded) == (0, {"incidents": 0, "duties": 0})
    force.load("Incidents", ROWS[:1], area=Area("beat", "A1"))
    some = attended(force.store, WHOLE_FORCE, WEEK)
    assert (some.team_days, some.loaded) == (21, {"incidents": 7, "duties": 0})
    assert attended(force.store, Area("beat", "A2"), WEEK).loaded["incidents"] == 0


def test_what_was_known_stays_known(force: SmallForce) -> None:
    force.load("Incidents", ROWS)
    later = NEXT_MONDAY + dt.timedelta(days=7)
    force.load("Incidents", ROWS[:1], at=later, confirm=True)
    assert attended(force.store, WHOLE_FORCE, WEEK).total == 1
    assert attended(force.store, WHOLE_FORCE, WEEK, known_at=later - dt.timedelta(days=1)).total == 4


def test_an_hour_that_comes_twice_when_the_clocks_go_back_is_one_of_the_week(force: SmallForce) -> None:
    week = (dt.date(2026, 10, 19), dt.date(2026, 10, 25))
    at = dt.datetime(2026, 10, 26, 9, tzinfo=dt.UTC)
    rows = [incident("I1", "2026-10-25T01:30:00+01:00"), incident("I2", "2026-10-25T01:30:00Z")]
    force.load("Incidents", rows, days=week, at=at)
    assert dict(attended(force.store, WHOLE_FORCE, week).by_slot) == {(6, 1): 2}


def test_a_share_has_its_interval_from_twenty_and_the_hours_have_none() -> None:
    incidents, hours = {(0, 23): 3, (1, 1): 2, (1, 2): 15}, {(0, 18): 10.0, (0, 12): 30.0}
    found = share(incidents, hours, *EVENING)
    assert (found.incidents, found.of_incidents, found.hours, found.of_hours) == (5, 20, 10.0, 40.0)
    assert (found.of_all_incidents, found.of_all_hours) == (0.25, 0.25)
    assert found.low == pytest.approx(0.1119, abs=1e-4) and found.high == pytest.approx(0.4687, abs=1e-4)
    few = share({(0, 23): 19}, {}, *EVENING)
    assert (few.low, few.high, few.of_all_incidents, few.of_all_hours) == (None, None, None, None)


SLOTS = st.dictionaries(st.tuples(st.integers(0, 6), st.integers(0, 23)), st.integers(0, 30))


@given(SLOTS)
def test_the_bands_of_a_day_add_up_to_the_whole(slots: dict[tuple[int, int], int]) -> None:
    found = bands(slots, {slot: number / 2 for slot, number in slots.items()})
    assert sum(one.incidents for one in found) == sum(slots.values())
    assert sum(one.hours for one in found) == pytest.approx(sum(slots.values()) / 2)
    assert [(one.start, one.end) for one in found][-1] == (21, 0) and len(found) == 8
    assert sum(whole_week(slots).values()) == sum(slots.values()) and len(whole_week(slots)) == 168


def test_hours_across_midnight() -> None:
    assert [hour for hour in range(24) if inside(hour, *EVENING)] == [0, 1, 18, 19, 20, 21, 22, 23]
    assert [hour for hour in range(24) if inside(hour, 21, 0)] == [21, 22, 23]


def test_on_the_sample_force_pandas_counts_the_same(sample: Sample) -> None:
    days, area = (dt.date(2026, 8, 24), dt.date(2026, 11, 15)), Area("sector", "Corby")
    found: Attended = attended(sample.store, area, days)
    rows = sample.store.frame("select * from incidents_known_at($t) where not waiting", t=dt.datetime(9999, 1, 1))
    beats = [f"beat:COR{number}" for number in range(1, 6)]
    mine = rows[rows["team"].isin([*beats, "sector:Corby"]) & rows["role"].isin(["PC", "PCSO"])]
    mine = mine[pd.to_datetime(mine["day"]).between(*map(pd.Timestamp, days))]
    first = mine.groupby("incident_no")["attended_at"].min()
    plain = first.groupby([first.dt.day_of_week, first.dt.hour]).size()
    assert found.total == len(first) > 500
    assert dict(found.by_slot) == {(int(d), int(h)): int(n) for (d, h), n in plain.items()}
    assert found.loaded["incidents"] == found.team_days
    of_constables = figures(sample.store, Ask(("incidents_attended",), "sector", (days,), within=area))
    assert attended(sample.store, area, days, "PC").total == of_constables["value"].sum()
