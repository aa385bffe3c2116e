"""Where the hours went, counted on one hand: by the clock, in dedicated places, by reason, and what a change of them did."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from metrics.calculate import hours
from metrics.terms import STATES, WHOLE_FORCE, Area
from metrics.time_in_place import KINDS, clock, hours_spread, places_visited
from tests.conftest import Sample
from tests.small_force import MONDAY, SUNDAY, SmallForce

TUESDAY, SATURDAY = 1, 5


def duty(
    ref: str, start: str, end: str, state: str = "Hotspot patrol", collar: str = "0201", **more: Any
) -> dict[str, Any]:
    return {
        "Duty Ref": ref,
        "Collar No": collar,
        "Start": start,
        "End": end,
        "State": state,
        "Place Code": "H1",
        **more,
    }


def clock_of(
    force: SmallForce, kind: str, days: tuple[dt.date, dt.date] = (MONDAY, SUNDAY), **who: Any
) -> dict[Any, float]:
    """(weekday, hour) -> hours, where there are any."""
    frame = clock(force.store, who.pop("by", "force"), *days, **({"within": WHOLE_FORCE} | who))
    found = {(int(d), int(h)): float(v) for d, h, v in zip(frame["weekday"], frame["hour"], frame[kind], strict=True)}
    return {place: round(spent, 6) for place, spent in found.items() if spent > 1e-9}


def test_a_segment_is_spread_over_the_hours_of_the_clock_that_it_covers(force: SmallForce) -> None:
    force.load("Places", [{"Place Code": "H1"}])
    force.load("Duties", [duty("D1", "2026-06-02 14:20", "2026-06-02 16:10")])
    spent = {(TUESDAY, 14): round(40 / 60, 6), (TUESDAY, 15): 1.0, (TUESDAY, 16): round(10 / 60, 6)}
    assert clock_of(force, "in_place") == spent
    assert clock_of(force, "outside") == clock_of(force, "available") == spent
    assert clock_of(force, "abstraction") == {}


def test_a_night_goes_on_into_the_next_weekday_and_belongs_to_the_week_in_which_it_starts(force: SmallForce) -> None:
    force.load("Duties", [duty("D1", "2026-06-07 22:30", "2026-06-08 01:00", "Event")])
    assert clock_of(force, "abstraction") == {(6, 22): 0.5, (6, 23): 1.0, (0, 0): 1.0}


def test_overlapping_segments_count_once_each_instant_for_the_one_that_keeps_it(force: SmallForce) -> None:
    """8 to 12 at the station comes first, so of 10 to 14 at H1 only 12 to 14 is its own; leave never takes duty's time."""
    force.load("Places", [{"Place Code": "H1"}])
    rows = [
        duty("D1", "2026-06-02 08:00", "2026-06-02 12:00", "Station"),
        duty("D2", "2026-06-02 10:00", "2026-06-02 14:00"),
        duty("D3", "2026-06-02 07:00", "2026-06-02 15:00", "Annual leave"),
    ]
    force.load("Duties", rows)
    assert clock_of(force, "in_place") == {(TUESDAY, 12): 1.0, (TUESDAY, 13): 1.0}
    assert clock_of(force, "available") == {(TUESDAY, hour): 1.0 for hour in range(8, 14)}


@pytest.mark.parametrize(
    ("sunday", "start", "end", "spent"),
    [
        (dt.date(2026, 3, 29), "2026-03-29 00:00", "2026-03-29 03:00", {(6, 0): 1.0, (6, 2): 1.0}),
        (dt.date(2026, 10, 25), "2026-10-25 00:00", "2026-10-25 03:00", {(6, 0): 1.0, (6, 1): 2.0, (6, 2): 1.0}),
    ],
)
def test_the_hour_that_a_clock_change_leaves_out_has_none_and_the_one_that_comes_twice_has_two(
    force: SmallForce, sunday: dt.date, start: str, end: str, spent: dict[Any, float]
) -> None:
    week = (sunday - dt.timedelta(days=6), sunday)
    at = dt.datetime.combine(sunday + dt.timedelta(days=1), dt.time(9)).astimezone(dt.UTC)
    force.load("Duties", [duty("D1", start, end, "On beat")], days=week, at=at)
    assert clock_of(force, "outside", week) == spent


def test_the_clock_asks_for_an_area_a_role_or_a_sergeants_people(force: SmallForce) -> None:
    rows = [
        duty("D1", "2026-06-02 08:00", "2026-06-02 09:00", collar="0101"),
        duty("D2", "2026-06-02 08:00", "2026-06-02 09:00", collar="0201"),
        duty("D3", "2026-06-02 08:00", "2026-06-02 09:00", collar="0103"),
    ]
    force.load("Duties", rows)
    eight = (TUESDAY, 8)
    assert clock_of(force, "outside") == {eight: 3.0}
    assert clock_of(force, "outside", by="beat", within=Area("beat", "A1")) == {eight: 2.0}
    assert clock_of(force, "outside", role="PCSO") == {eight: 1.0}
    assert clock_of(force, "outside", by="team", within=Area("team", "0901")) == {eight: 2.0}


def test_on_the_sample_force_the_hours_of_the_week_add_up_to_the_hours(sample: Sample) -> None:
    days, who = (dt.date(2026, 8, 26), dt.date(2026, 11, 15)), {"within": Area("sector", "Corby")}
    by_clock = clock(sample.store, "sector", *days, **who)[list(KINDS)].sum().to_dict()
    on_view = by_clock.pop("on_view")
    summed = hours(sample.store, "sector", (days,), **who)[list(by_clock)].sum()
    assert by_clock == pytest.approx(summed.to_dict())
    spread = hours_spread(sample.store, "sector", *days, **who)
    assert spread[spread["part"] == "abstraction"]["hours"].sum() == pytest.approx(summed["abstraction"])
    neighbourhood = {state.name for state in STATES.values() if state.outside and not state.abstraction}
    outside = spread[(spread["part"] == "role") & spread["state"].isin(neighbourhood)]
    assert on_view == pytest.approx(outside["hours"].sum())


PLACES = [
    {"Place Code": "H1", "Place Name": "Market square", "Planned Hours Per Week": 14},
    {"Place Code": "V1", "Place Name": "Care home", "Place Type": "Vulnerable location", "Beat": "A2"},
    {
        "Place Code": "H2",
        "Place Name": "Car park",
        "Beat": "A2",
        "Start Date": "2026-06-06",
        "Planned Hours Per Week": 7,
    },
    {"Place Code": "H3", "Place Name": "Old yard", "End Date": "2026-05-31", "Planned Hours Per Week": 7},
    {"Place Code": "P1", "Place Name": "Long lane", "Place Type": "Patrol area"},
]


def test_planned_and_delivered_of_each_place_in_list_order(force: SmallForce) -> None:
    force.load("Places", PLACES)
    rows = [
        duty("D1", "2026-06-02 08:00", "2026-06-02 11:00", "Foot patrol"),
        duty("D2", "2026-06-03 08:00", "2026-06-03 10:00", "Mobile patrol", collar="0102"),
        duty("D3", "2026-06-04 08:00", "2026-06-04 09:00", "Station"),
        duty("D4", "2026-06-05 08:00", "2026-06-05 09:00", "Hotspot patrol", **{"Place Code": "H2"}),
    ]
    force.load("Duties", rows)
    found = places_visited(force.store, MONDAY, SUNDAY, within=WHOLE_FORCE).set_index("place_code")
    assert list(found.index) == ["H1", "V1", "H2"], "by beat, then as the list of places has them; H3 was none any more"
    square = found.loc["H1"]
    assert (square.planned, square.delivered, square.by_others) == (14, 5, 2)
    assert (square.on_foot, square.by_vehicle, square.last_visit) == (3, 2, dt.date(2026, 6, 3))
    assert pd.isna(found.planned["V1"]), "no plan is not a plan of nought"
    assert pd.isna(found.last_visit["V1"])
    assert (found.planned["H2"], found.days["H2"], found.delivered["H2"]) == (2, 2, 0), (
        "two days of a week; not yet on Friday"
    )
    assert list(places_visited(force.store, MONDAY, SUNDAY, within=Area("beat", "A1"))["place_code"]) == ["H1"]
    assert list(places_visited(force.store, MONDAY, SUNDAY, within=Area("team", "0901"))["place_code"]) == [
        "H1",
        "V1",
        "H2",
    ]
    assert list(places_visited(force.store, MONDAY, SUNDAY, role="PCSO", within=WHOLE_FORCE)["delivered"]) == [3, 0, 0]


def test_a_place_whose_beat_has_no_duties_loaded_says_so(force: SmallForce) -> None:
    force.load("Places", PLACES[:2])
    force.load("Duties", [], area=Area("beat", "A1"), days=(MONDAY, MONDAY + dt.timedelta(days=2)))
    found = places_visited(force.store, MONDAY, SUNDAY, within=WHOLE_FORCE)
    assert list(found["days"]) == [7, 7]
    assert list(found["loaded_days"]) == [3, 0]


@pytest.mark.parametrize("last", [SUNDAY, SUNDAY - dt.timedelta(days=1)], ids=["whole weeks", "days"])
def test_hours_by_role_week_and_who_authorised_them(force: SmallForce, last: dt.date) -> None:
    rows = [
        duty("D1", "2026-06-02 08:00", "2026-06-02 11:00", "Event", **{"Authorised By": "0901"}),
        duty("D2", "2026-06-03 08:00", "2026-06-03 10:00", "Court", collar="0101"),
        duty("D3", "2026-06-04 08:00", "2026-06-04 12:00", "Station"),
        duty("D4", "2026-06-05 08:00", "2026-06-05 16:00", "Annual leave"),
    ]
    force.load("Duties", rows)
    found = hours_spread(force.store, "force", MONDAY, last, within=WHOLE_FORCE)
    told = {
        (row.part, *(None if pd.isna(each) else str(each)[:10] for each in (row.of, row.week)), row.state, row.hours)
        for row in found.itertuples()
    }
    assert told == {
        ("role", "PC", None, "Court", 2.0),
        ("role", "PCSO", None, "Event", 3.0),
        ("role", "PCSO", None, "Station", 4.0),
        ("abstraction", "0901", "2026-06-01", "Event", 3.0),
        ("abstraction", None, "2026-06-01", "Court", 2.0),
    }


def test_how_somebody_moves_is_said_by_the_names_of_three_states_only() -> None:
    moving = {state.name: state.moving for state in STATES.values() if state.moving != "other"}
    assert moving == {"Foot patrol": "foot", "Cycle patrol": "foot", "Mobile patrol": "vehicle"}
    assert all(STATES[name.casefold()].can_be_in_place for name in moving)
