"""Who is credited, whose hours count, on which team: the definitions that must not be left open (product.md)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from metrics.terms import CHECK_THE_RECORD
from tests.small_force import MONDAY, OFFICERS, SUNDAY, SmallForce


def duty(ref: str, start: str, end: str, state: str = "On beat", collar: str = "0101", **more: Any) -> dict[str, Any]:
    return {"Duty Ref": ref, "Collar No": collar, "Start": start, "End": end, "State": state, **more}


def hours(force: SmallForce, collar: str = "0101", days: tuple[dt.date, dt.date] = (MONDAY, SUNDAY)) -> float:
    return float(force.figures("arrests" if collar != "0201" else "ppn_submissions", days=days).exposure_hours[collar])


def test_available_is_rostered_less_abstraction_less_not_deployable(force: SmallForce) -> None:
    force.load_all_empty(except_for=["Duties"])
    force.load(
        "Duties",
        [
            duty("D1", "2026-06-01 08:00", "2026-06-01 12:00"),
            duty("D2", "2026-06-01 12:00", "2026-06-01 14:00", "Court"),
            duty("D3", "2026-06-01 14:00", "2026-06-01 15:00", "Tutoring"),
            duty("D4", "2026-06-02 00:00", "2026-06-03 00:00", "Annual leave"),
        ],
    )
    frame = force.figures("abstraction")
    assert (frame.value["0101"], frame.exposure_hours["0101"]) == (2, 7)
    assert hours(force) == 4


@pytest.mark.parametrize(
    ("segments", "available", "abstracted"),
    [
        pytest.param([("08:00", "12:00", "On beat"), ("10:00", "14:00", "Court")], 4, 2, id="earlier start keeps it"),
        pytest.param([("08:00", "12:00", "Court"), ("10:00", "14:00", "On beat")], 2, 4, id="whichever it is"),
        pytest.param([("08:00", "10:00", "Court"), ("08:00", "12:00", "On beat")], 4, 0, id="equal start: the longer"),
        pytest.param([("00:00", "23:59", "Rest day"), ("10:00", "12:00", "On beat")], 2, 0, id="work beats absence"),
        pytest.param([("08:00", "12:00", "On beat"), ("08:00", "12:00", "Court")], 4, 0, id="then the smaller Duty Ref"),
        pytest.param(
            [("08:00", "16:00", "On beat"), ("09:00", "10:00", "Court"), ("15:00", "17:00", "Court")], 8, 1,
            id="inside, and over the end",
        ),
    ],
)  # fmt: skip
def test_overlaps_count_once(
    force: SmallForce, segments: list[tuple[str, str, str]], available: float, abstracted: float
) -> None:
    rows = [duty(f"D{n}", f"2026-06-01 {a}", f"2026-06-01 {b}", s) for n, (a, b, s) in enumerate(segments)]
    force.load("Duties", rows)
    assert force.figures("abstraction").value["0101"] == abstracted
    assert hours(force) == available


@pytest.mark.parametrize(
    ("start", "end", "elapsed"),
    [
        ("2026-03-28 22:00", "2026-03-29 07:00", 8),
        ("2025-10-25 22:00", "2025-10-26 07:00", 10),
        ("2025-10-26T00:30:00+01:00", "2025-10-26T01:30:00+00:00", 2),
        ("2026-06-01 22:00", "2026-06-02 07:00", 9),
    ],
)
def test_hours_are_elapsed_time_across_clock_changes(force: SmallForce, start: str, end: str, elapsed: float) -> None:
    day = dt.date.fromisoformat(start[:10])
    force.load("Duties", [duty("D1", start, end)], days=(day, day))
    assert hours(force, days=(day, day)) == elapsed


def test_a_segment_belongs_to_the_day_on_which_it_starts(force: SmallForce) -> None:
    force.load("Duties", [duty("D1", "2026-06-07 22:00", "2026-06-08 07:00")], days=(MONDAY, dt.date(2026, 6, 14)))
    assert hours(force) == 9
    assert hours(force, days=(dt.date(2026, 6, 8), dt.date(2026, 6, 14))) == 0


def test_of_two_postings_the_latest_start_applies_and_areas_go_day_by_day(force: SmallForce) -> None:
    lent = {"Collar No": "0101", "Surname": "Exampleby", "Role": "PC", "Beat": "B1"}
    lent |= {"Start Date": "2026-06-03", "End Date": "2026-06-04"}
    force.load("Officers", [*OFFICERS, lent])
    days = ("2026-06-02", "2026-06-03", "2026-06-04", "2026-06-05")
    force.load("Duties", [duty(f"D{day}", f"{day} 08:00", f"{day} 16:00") for day in days])
    rows = [{"PPN Ref": f"P{day}", "Submitted At": f"{day} 10:00", "Collar No": "0101"} for day in days]
    force.load("PPNs", rows)
    assert force.value("ppn_submissions", "0101") == 4
    assert force.value("ppn_submissions", "A1") == 2
    assert force.value("ppn_submissions", "B1") == 2
    assert force.figures("ppn_submissions", "beat").exposure_hours["B1"] == 16
    assert len(force.figures("ppn_submissions").loc[["0101"]]) == 1


def test_a_pcso_leading_an_arrest_or_search_is_a_query_and_never_an_event(force: SmallForce) -> None:
    arrest = force.load("Arrests", [{"Custody Ref": "C1", "Arrested At": "2026-06-02 10:00", "Collar No": "0201"}])
    search = force.load("Stop Searches", [{"Search Ref": "S1", "Searched At": "2026-06-02 10:00", "Collar No": "0201"}])
    assert (arrest.outcome.set_aside, search.outcome.set_aside) == (1, 1)
    assert arrest.outcome.problems[0].cell == "C2"
    assert force.value("arrests", "Force") == 0


def test_a_pcso_assisting_loses_the_credit_and_the_arrest_counts(force: SmallForce) -> None:
    row = {
        "Custody Ref": "C1",
        "Arrested At": "2026-06-02 10:00",
        "Collar No": "0101",
        "Assisting Collar Nos": "0201; 0102",
    }
    result = force.load("Arrests", [row])
    assert [problem.severity for problem in result.outcome.problems] == ["warning"]
    assert force.value("arrests", "0101") == force.value("arrests", "0102") == 1
    assert "0201" not in force.figures("arrests").index


def test_a_sergeants_arrest_is_a_record_unless_a_constable_is_named(force: SmallForce) -> None:
    rows = [
        {"Custody Ref": "C1", "Arrested At": "2026-06-02 10:00", "Collar No": "0901"},
        {"Custody Ref": "C2", "Arrested At": "2026-06-02 11:00", "Collar No": "0901", "Assisting Collar Nos": "0102"},
    ]
    assert force.load("Arrests", rows).outcome.set_aside == 0
    assert force.value("arrests", "Force") == 1
    assert force.value("arrests", "A2") == 1, "the constable counts as lead for the area"
    assert force.value("arrests", "A1") == 0


def test_a_lead_without_a_posting_that_day_is_set_aside(force: SmallForce) -> None:
    row = {"PPN Ref": "P1", "Submitted At": "2024-06-03 10:00", "Collar No": "0101"}
    result = force.load("PPNs", [row], days=(dt.date(2024, 6, 3), dt.date(2024, 6, 9)))
    assert result.outcome.set_aside == 1
    assert "was not posted on 3 June 2024" in result.outcome.problems[0].message


def test_parts_sum_to_the_whole_except_for_incidents(force: SmallForce) -> None:
    both = {"Incident No": "I1", "Attended At": "2026-06-02 10:00"}
    force.load("Incidents", [{**both, "Collar No": "0101"}, {**both, "Collar No": "0103"}])
    assert [force.value("incidents_attended", key) for key in ("A1", "B1", "North", "Force")] == [1, 1, 1, 1]


def test_activity_with_loaded_hours_of_none_asks_to_check_the_record(force: SmallForce) -> None:
    force.load("Arrests", [{"Custody Ref": "C1", "Arrested At": "2026-06-02 10:00", "Collar No": "0101"}])
    assert force.figures("arrests").verdict["0101"] == "", "the hours are not loaded: nothing to check yet"
    force.load("Duties", [])
    assert force.figures("arrests").verdict["0101"] == CHECK_THE_RECORD
    assert force.figures("arrests").verdict["0102"] == ""


def test_a_dedicated_place_must_be_one_on_that_date(force: SmallForce) -> None:
    places = [
        {"Place Code": "H1"},
        {"Place Code": "H2", "End Date": "2026-06-01"},
        {"Place Code": "P1", "Place Type": "Patrol area"},
    ]
    force.load("Places", places)
    rows = [
        duty(f"D{n}", f"2026-06-02 {8 + n:02}:00", f"2026-06-02 {9 + n:02}:00", state, "0201", **{"Place Code": code})
        for n, (code, state) in enumerate(
            [
                ("H1", "Hotspot patrol"),
                ("H2", "Hotspot patrol"),
                ("P1", "Foot patrol"),
                ("H1", "Station"),
                ("XX", "On beat"),
            ]
        )
    ]
    result = force.load("Duties", rows)
    assert result.outcome.accepted == 5, "an unknown place is a warning: the row counts, the place does not"
    assert force.value("time_in_place", "0201") == 1
    assert force.figures("time_in_place").exposure_hours["0201"] == 5


def test_an_unknown_state_is_rostered_and_neither_outside_nor_abstraction(force: SmallForce) -> None:
    force.load("Duties", [duty("D1", "2026-06-02 08:00", "2026-06-02 12:00", "Drone deployment")])
    assert hours(force) == 4
    assert force.value("time_outside_station", "0101") == 0
    assert force.value("abstraction", "0101") == 0


def test_somebody_on_strength_with_nothing_is_a_row_of_zero(force: SmallForce) -> None:
    force.load_all_empty()
    frame = force.figures("ppn_submissions")
    assert sorted(frame.index) == ["0101", "0102", "0103", "0201"]
    assert (frame.value == 0).all()
