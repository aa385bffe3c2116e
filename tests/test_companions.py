"""What stands beside a figure, and the records behind it, worked by hand on the small force."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from metrics import catalogue
from metrics.companion_questions import adds_up_over_weeks
from metrics.companions import companions, companions_of
from metrics.intervals import wilson
from metrics.kpi import Companion, Unit
from metrics.parts import Spine
from metrics.rows_behind import records
from metrics.terms import Area, Role
from tests.conftest import Sample
from tests.small_force import MONDAY, SUNDAY, SmallForce
from tests.test_credit_and_hours import duty

A1 = Area("beat", "A1")


def beside(force: SmallForce, kpi: str, by: str, key: str, **who: Any) -> dict[str, str]:
    found = companions(force.store, kpi, by, MONDAY, SUNDAY, **who)
    return {shown.label: shown.text for shown in found if shown.key == key}


def search(ref: str, outcome: str, linked: str = "", found: str = "") -> dict[str, str]:
    row = {"Search Ref": ref, "Searched At": "2026-06-02 10:00", "Collar No": "0101", "Outcome": outcome}
    return {**row, "Outcome Linked To Object": linked, "Item Found": found}


def test_three_rates_are_kept_apart_and_unknowns_bound_them_both_ways(force: SmallForce) -> None:
    rows = [
        search("S1", "Arrest", "Y", "Y"),
        search("S2", "Community resolution", "N", "N"),
        search("S3", "Nothing found -  No further action", "N", "Cannabis"),
        search("S4", "", "", ""),
    ]
    force.load("Stop Searches", rows)
    shown = beside(force, "positive_stop_searches", "officer", "0101")
    assert shown["Searches"] == "4"
    few = "(too few for a rate); 1 not recorded, so between"
    assert shown["Positive outcome rate"] == f"2 of 4 {few} 50% and 75%"
    assert shown["Linked outcome rate"] == f"1 of 4 {few} 25% and 50%"
    assert shown["Find rate"] == f"2 of 4 {few} 50% and 75%"
    area = beside(force, "positive_stop_searches", "beat", "A1")
    assert area["Positive outcome rate"].startswith("2 of 4, 50% (15% to 85%)"), "a Wilson interval"


@pytest.mark.parametrize("kpi", ["abstraction", "time_outside_station", "time_in_place"])
def test_whole_weeks_say_of_hours_what_their_days_say(force: SmallForce, kpi: str) -> None:
    force.load("Places", [{"Place Code": "H1", "Planned Hours Per Week": 14}])
    rows = [
        duty("D1", "2026-06-02 08:00", "2026-06-02 11:15", "Hotspot patrol", "0201", **{"Place Code": "H1"}),
        duty("D2", "2026-06-03 08:00", "2026-06-03 12:00", "Hotspot patrol", "0201", **{"Place Code": "H1"}),
        duty("D3", "2026-06-03 12:00", "2026-06-03 14:30", "Event", "0201", **{"Authorised By": "0901"}),
        duty("D4", "2026-06-07 09:00", "2026-06-07 10:00", "Event", "0201", **{"Authorised By": "0901"}),
    ]
    force.load("Duties", rows)
    week = companions(force.store, kpi, "officer", MONDAY, SUNDAY)
    assert week == companions(force.store, kpi, "officer", MONDAY, SUNDAY + dt.timedelta(days=1)) != []


@pytest.mark.parametrize("weeks", [1, 12])
@pytest.mark.parametrize(("role", "apart"), [(None, False), (None, True), ("PC", False), ("PCSO", True)])
def test_weeks_added_up_say_what_their_rows_say(
    sample: Sample, monkeypatch: pytest.MonkeyPatch, role: Role | None, apart: bool, weeks: int
) -> None:
    """Everybody's weeks, read once, against a query of the rows themselves."""
    end = dt.date(2026, 11, 15)
    asked: dict[str, Any] = {
        "start": end - dt.timedelta(days=7 * weeks - 1),
        "end": end,
        "within": Area("sector", "Corby"),
    }
    asked |= {"kpi_ids": tuple(catalogue.kpis()), "by": "officer", "role": role, "roles_apart": apart}
    added_up = companions_of(sample.store, **asked)
    monkeypatch.setattr(Spine, "is_of_known_weeks", False)
    of_rows = companions_of(sample.store, **asked)
    assert sum(map(len, of_rows.values())) > (200 if role is None else 40)
    for kpi_id, shown in of_rows.items():
        assert [one[:4] for one in added_up[kpi_id]] == [one[:4] for one in shown]
        numbers = [number for one in shown for number in one[4:]]
        assert [number for one in added_up[kpi_id] for number in one[4:]] == pytest.approx(numbers, nan_ok=True)


@pytest.mark.parametrize(
    ("value", "unit", "of", "expected"),
    [
        ("count(*)", "count", "", True),
        ("count(*) filter (len(named_collars) > 1)", "share", "count(*)", True),
        ("sum(hours) filter (a in (1, 2))", "share_of_hours", "sum(hours)", True),
        ("result", "mix", "", True),
        ("case when day <= $period_end then stage end", "mix", "", False),
        ("count(*) filter (due <= $period_end)", "count", "", False),
        ("count(distinct incident_no)", "count", "", False),
        ("median(days)", "days", "", False),
        ("sum(hours) / sum(miles)", "count", "", False),
        ("sum(hours) filter (a) / sum(miles)", "count", "", False),
        ("count(*)", "share", "max(day)", False),
    ],
)
def test_only_counts_and_sums_of_rows_add_up_over_weeks(value: str, unit: Unit, of: str, expected: bool) -> None:
    assert adds_up_over_weeks(Companion("Any", value, unit, of=of)) is expected


def test_a_joint_arrest_stands_once_beside_the_area_and_with_each_officer(force: SmallForce) -> None:
    arrest = {
        "Custody Ref": "C1",
        "Arrested At": "2026-06-02 10:00",
        "Collar No": "0101",
        "Assisting Collar Nos": "0102",
    }
    force.load("Arrests", [{**arrest, "Result": "Charged"}])
    assert beside(force, "arrests", "officer", "0102")["Results"] == "Charged (1)"
    assert beside(force, "arrests", "beat", "A1")["Results"] == "Charged (1)"
    assert beside(force, "arrests", "beat", "A2") == {}
    assert len(records(force.store, "arrests", MONDAY, SUNDAY, collar="0102")) == 1
    assert len(records(force.store, "arrests", MONDAY, SUNDAY, area=Area("force", "Force"))) == 1


def test_a_notice_within_24_hours_and_one_returned(force: SmallForce) -> None:
    rows = [
        {"PPN Ref": "P1", "Incident At": "2026-06-01 10:00", "Submitted At": "2026-06-02 10:00", "Collar No": "0101"},
        {"PPN Ref": "P2", "Incident At": "2026-06-01 10:00", "Submitted At": "2026-06-02 10:01", "Collar No": "0101"},
        {"PPN Ref": "P3", "Submitted At": "2026-06-02 10:01", "Collar No": "0101", "Returned For Quality": "Yes"},
    ]
    force.load("PPNs", rows)
    shown = beside(force, "ppn_submissions", "beat", "A1")
    assert shown["Submitted within 24 hours"].startswith("1 of 2,"), "of those whose incident time is known"
    assert shown["Returned for quality"].startswith("1 of 3,")


def test_hours_by_place_state_and_reason(force: SmallForce) -> None:
    force.load("Places", [{"Place Code": "H1", "Planned Hours Per Week": 14}])
    force.load(
        "Duties",
        [
            duty("D1", "2026-06-02 08:00", "2026-06-02 11:00", "Hotspot patrol", "0201", **{"Place Code": "H1"}),
            duty("D2", "2026-06-02 11:00", "2026-06-02 12:00", "Event", "0201", **{"Authorised By": "0901"}),
        ],
    )
    assert beside(force, "time_in_place", "beat", "A1") == {
        "Planned hours": "14 hours",
        "By place": "Market square (3)",
    }
    assert beside(force, "time_outside_station", "officer", "0201")["By state"] == "Hotspot patrol (3), Event (1)"
    shown = beside(force, "abstraction", "officer", "0201")
    assert shown == {"Of rostered hours": "25% of 4 hours", "Reasons": "Event (1)", "Authorised by": "0901 (1)"}


def test_days_from_report_to_action_and_share_actioned(force: SmallForce) -> None:
    report = {"Submitted At": "2026-06-01 10:00", "Collar No": "0101"}
    rows = [
        {**report, "Log No": "L1", "Actioned": "Yes", "Actioned On": "2026-06-02", "Actioned By": "0102"},
        {**report, "Log No": "L2", "Actioned": "Yes", "Actioned On": "2026-06-05"},
        {**report, "Log No": "L3", "Actioned": "No"},
    ]
    force.load("Intelligence", rows)
    assert beside(force, "intelligence_actioned", "beat", "A1") == {"Days from report to action": "2.5 days"}
    assert beside(force, "intelligence_actioned", "officer", "0102") == {"Days from report to action": "1 day"}
    assert beside(force, "intelligence_reports", "beat", "A1")["Actioned"].startswith("2 of 3,")


def test_schemes_and_plans_look_back(force: SmallForce) -> None:
    scheme = {"Scheme Type": "Citizens in Policing", "Collar No": "0101"}
    rows = [
        {**scheme, "Scheme Ref": "K1", "Established On": "2026-01-05", "Members": "8"},
        {**scheme, "Scheme Ref": "K2", "Established On": "2026-02-05", "Members": "5", "Ended On": "2026-03-01"},
    ]
    force.load("Watch Schemes", rows)
    assert force.value("citizens_schemes", "A1") == 0, "none established in the week"
    assert beside(force, "citizens_schemes", "beat", "A1") == {"Still running": "1", "Members": "8"}
    plan = {"Collar No": "0101", "Opened On": "2026-01-05", "Assessment Due": "2026-05-01"}
    plans = [
        {
            **plan,
            "Plan Ref": "O1",
            "Assessed On": "2026-04-30",
            "Stage": "Closed",
            "Stage On": "2026-05-02",
            "Result": "Fewer calls",
        },
        {**plan, "Plan Ref": "O2", "Stage": "Assessment"},
    ]
    force.load("Problem Plans", plans)
    assert force.value("problem_plans", "A1") == 1
    shown = beside(force, "problem_plans", "beat", "A1")
    assert shown["Assessed on time"].startswith("1 of 2,")
    assert (shown["Stages"], shown["Results"]) == ("Assessment (1)", "Fewer calls (1)")
    assert list(records(force.store, "problem_plans", MONDAY, SUNDAY, collar="0101").plan_ref) == ["O2"]


def test_a_location_attended_twice_counts_once_however_many_officers_came(force: SmallForce) -> None:
    row = {"Attended At": "2026-06-02 10:00", "Location": "1 Invented Street", "Grade": "Immediate"}
    rows = [
        {**row, "Incident No": "I1", "Collar No": "0101"},
        {**row, "Incident No": "I1", "Collar No": "0102"},
        {**row, "Incident No": "I2", "Collar No": "0101", "Location": "1 INVENTED STREET"},
        {**row, "Incident No": "I3", "Collar No": "0101", "Location": "2 Invented Street"},
    ]
    force.load("Incidents", rows)
    assert beside(force, "incidents_attended", "beat", "A1")["Grades"] == "Immediate (3)"
    assert beside(force, "incidents_attended", "force", "Force")["Locations attended more than once"] == "1"
    assert "Invented Street" not in str(force.store.rows("select location from incidents"))


def test_days_since_the_last_warrant(force: SmallForce) -> None:
    warrant = {"Warrant Ref": "W1", "Executed On": "2026-06-04", "Collar No": "0101", "Result": "Drugs found"}
    force.load("Warrants", [warrant])
    assert beside(force, "warrants", "beat", "A1") == {"Results": "Drugs found (1)", "Days since the last": "3 days"}


def test_records_say_file_sheet_and_row(force: SmallForce) -> None:
    force.load("PPNs", [{"PPN Ref": "P1", "Submitted At": "2026-06-02 10:00", "Collar No": "0101"}])
    found = records(force.store, "ppn_submissions", MONDAY, SUNDAY, area=A1)
    assert found[["file", "row", "loaded_by"]].to_dict("records") == [
        {"file": "ppns.csv", "row": 2, "loaded_by": "test"}
    ]


def test_asking_for_many_gives_what_asking_for_each_gives(force: SmallForce) -> None:
    for kpi in catalogue.kpis().values():
        for sheet, rows in kpi.example.rows.items():
            force.load(sheet, rows, confirm=True)
    together = companions_of(force.store, tuple(catalogue.kpis()), "officer", MONDAY, SUNDAY)
    for kpi_id, found in together.items():
        alone = companions(force.store, kpi_id, "officer", MONDAY, SUNDAY)
        assert repr(found) == repr(alone), kpi_id


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"), [(5, 20, 0.11, 0.47), (0, 10, 0.0, 0.28), (10, 10, 0.72, 1.0)]
)
def test_wilson(part: int, whole: int, low: float, high: float) -> None:
    assert wilson(part, whole) == pytest.approx((low, high), abs=0.005)
