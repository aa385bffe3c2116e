"""A record by its reference, worked by hand on the small force."""

from __future__ import annotations

import datetime as dt

import pytest

from metrics.records import Counted, found_by_reference, reference_heading, referenced_exports
from metrics.terms import LONDON, Area
from tests.small_force import SmallForce
from tests.test_credit_and_hours import duty

A1, A2 = Area("beat", "A1"), Area("beat", "A2")
ARREST = {"Custody Ref": "NC-1a", "Arrested At": "2026-06-02 10:00", "Collar No": "0101", "Offence": "Theft"}


def test_every_event_export_has_a_reference_and_lists_of_people_and_targets_have_none() -> None:
    headings = {export.sheet: reference_heading(export) for export in referenced_exports()}
    assert headings == {
        "Beats": "Beat",
        "Places": "Place Code",
        "Duties": "Duty Ref",
        "Arrests": "Custody Ref",
        "Stop Searches": "Search Ref",
        "Warrants": "Warrant Ref",
        "PPNs": "PPN Ref",
        "Incidents": "Incident No",
        "Intelligence": "Log No",
        "Engagements": "Return No",
        "Watch Schemes": "Scheme Ref",
        "Problem Plans": "Plan Ref",
        "Referrals": "Referral Ref",
        "Queries": "Query Ref",
    }


@pytest.mark.parametrize("typed", ["NC-1a", "nc-1A", "  nc-1a "])
def test_a_record_is_found_in_any_case_with_where_it_stands_and_what_it_counts_towards(
    force: SmallForce, typed: str
) -> None:
    force.load("Arrests", [{**ARREST, "Assisting Collar Nos": "0102; 0201"}])
    (record,) = found_by_reference(force.store, typed).records
    assert (record.export, record.file, record.sheet, record.row) == ("arrests", "arrests.csv", "arrests", 2)
    assert record.loaded_by == "test"
    assert record.loaded_at.replace(tzinfo=dt.UTC) == force.clock
    assert record.fields == (
        ("Custody Ref", "NC-1a"),
        ("Arrested At", dt.datetime(2026, 6, 2, 10)),
        ("Collar No", "0101"),
        ("Assisting Collar Nos", ["0102", "0201"]),
        ("Beat", None),
        ("Offence", "Theft"),
        ("Result", None),
    )
    assert (record.team, record.waiting) == (A1, False)
    assert record.counts == (Counted("arrests", ("0101", "0102"), A1),), "a PCSO has no credit for an arrest"


def test_only_the_whole_reference_counts_and_a_sign_of_sql_is_a_sign(force: SmallForce) -> None:
    force.load("Arrests", [ARREST])
    for typed in ("NC", "NC-1", "%", "NC-1_", "' or 1=1 --", "", " "):
        found = found_by_reference(force.store, typed)
        assert (found.records, found.set_aside) == ((), ()), typed


def test_a_corrected_record_is_found_as_it_was_known(force: SmallForce) -> None:
    force.load("Arrests", [ARREST])
    before = force.clock
    force.load("Arrests", [{**ARREST, "Offence": "Robbery", "Collar No": "0102"}], at=before + dt.timedelta(days=1))
    (now,) = found_by_reference(force.store, "NC-1a").records
    (then,) = found_by_reference(force.store, "NC-1a", before).records
    assert (dict(now.fields)["Offence"], now.team) == ("Robbery", A2)
    assert (dict(then.fields)["Offence"], then.team) == ("Theft", A1)
    assert found_by_reference(force.store, "NC-1a", before - dt.timedelta(days=1)).records == ()


def test_an_incident_is_found_once_for_each_officer_and_its_location_never(force: SmallForce) -> None:
    row = {"Incident No": "I1", "Attended At": "2026-06-02 10:00", "Location": "1 Invented Street"}
    force.load("Incidents", [{**row, "Collar No": "0101"}, {**row, "Collar No": "0201"}])
    found = found_by_reference(force.store, "i1")
    assert [dict(record.fields)["Collar No"] for record in found.records] == ["0101", "0201"]
    assert "Invented Street" not in str(found)


def test_the_same_reference_in_two_exports_gives_both(force: SmallForce) -> None:
    force.load("Arrests", [{**ARREST, "Custody Ref": "X1"}])
    force.load("PPNs", [{"PPN Ref": "X1", "Submitted At": "2026-06-02 10:00", "Collar No": "0102"}])
    assert [record.export for record in found_by_reference(force.store, "x1").records] == ["arrests", "ppns"]


def test_a_record_that_no_kpi_counts_says_so_and_one_that_waits_counts_nowhere_yet(force: SmallForce) -> None:
    force.load("Duties", [duty("D1", "2026-06-02 08:00", "2026-06-02 11:00", "Station", "0101")])
    assert found_by_reference(force.store, "D1").records[0].counts == ()
    force.load("Arrests", [ARREST, {**ARREST, "Custody Ref": "L1", "Arrested At": "2026-05-20 10:00"}])
    (late,) = found_by_reference(force.store, "L1").records
    assert (late.waiting, late.counts) == (True, ())


def test_a_row_that_was_set_aside_is_named_with_its_reason_once_it_is_known(force: SmallForce) -> None:
    force.load("Arrests", [ARREST, {**ARREST, "Custody Ref": "S1", "Collar No": "9999"}])
    found = found_by_reference(force.store, "s1")
    assert found.records == ()
    (row,) = found.set_aside
    assert (row.export, row.row, row.file) == ("arrests", 3, "arrests.csv")
    assert row.why is not None
    assert "9999" in row.why
    assert found_by_reference(force.store, "s1", dt.datetime(2026, 6, 7, tzinfo=LONDON)).set_aside == ()
