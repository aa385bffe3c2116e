"""The source system's own total beside ours: kept, and the difference explained row by row, worked by hand."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from metrics.corrections import corrections
from metrics.loading import withdraw
from metrics.passport import passport
from metrics.passport_workbook import passport_workbook
from metrics.source_totals import Reconciled, enter, question_of, reconciled, totals
from metrics.store.connection import Store
from metrics.terms import Area
from tests.small_force import MONDAY, WEEK, SmallForce

A1, CORBY = Area("beat", "A1"), Area("sector", "Corby")


def ppn(ref: str, collar: str = "0101", **more: Any) -> dict[str, Any]:
    """One notice."""
    return {"PPN Ref": ref, "Submitted At": f"{MONDAY} 10:00", "Collar No": collar, **more}


def arrest(ref: str, collar: str = "0101", **more: Any) -> dict[str, Any]:
    """One arrest."""
    return {"Custody Ref": ref, "Arrested At": f"{MONDAY} 10:00", "Collar No": collar, **more}


def theirs(force: SmallForce, kpi: str, total: float | None, **whose: Any) -> Reconciled:
    """What is said once somebody has entered a total."""
    found = passport(force.store, kpi, *WEEK, **whose)
    force.clock += dt.timedelta(minutes=1)
    enter(force.store, question_of(found), total, "from the custody system", "analyst", force.clock)
    told = reconciled(force.store, found)
    assert told is not None
    return told


def lines(told: Reconciled) -> set[tuple[str, str, float]]:
    """Reference, the first words of why, and what it adds."""
    return {(row.reference, str(row.why)[:12], row.adds) for row in told.lines.itertuples()}


def test_totals_that_agree_say_so(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1"), ppn("P2")])
    told = theirs(force, "ppn_submissions", 2, area=A1)
    assert (told.difference, told.unexplained) == (0, 0)
    assert told.words == "The source system counts 2, we count 2: they agree."


def test_rows_set_aside_explain_and_what_remains_is_said(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1"), ppn("P2", "0999"), ppn("P3", **{"Submitted At": ""})])
    told = theirs(force, "ppn_submissions", 5, area=A1)
    assert lines(told) == {("P2", "Set aside: C", 1), ("P3", "Set aside: S", 1)}
    assert (told.ours, told.difference, told.could_explain, told.unexplained) == (1, 4, 2, 2)
    assert told.words.endswith("a difference of 4. Rows below could explain 2; 2 of it remains unexplained.")


def test_more_rows_than_the_difference_leave_nothing_unexplained(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1"), ppn("P2", "0999"), ppn("P3", **{"Submitted At": ""})])
    told = theirs(force, "ppn_submissions", 2, area=A1)
    assert told.unexplained == 0
    assert "nothing remains unexplained" in told.words


def test_rows_with_one_reference_add_one(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1"), ppn("P1", Grading="High")])
    assert sorted(theirs(force, "ppn_submissions", 1, area=A1).lines["adds"]) == [0, 1]


def test_identical_rows_that_count_once(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1"), ppn("P1"), ppn("P1")])
    told = theirs(force, "ppn_submissions", 3, area=A1)
    assert [row.adds for row in told.lines.itertuples()] == [2]
    assert told.unexplained == 0


def test_a_late_record_that_waits(force: SmallForce) -> None:
    tuesday = MONDAY + dt.timedelta(days=1)
    force.load("PPNs", [ppn("P1"), ppn("P2", **{"Submitted At": f"{tuesday} 10:00"})], days=(MONDAY, MONDAY))
    told = theirs(force, "ppn_submissions", 2, area=A1)
    assert lines(told) == {("P2", "A late recor", 1)}


def test_rows_gone_with_a_later_file_or_a_withdrawal(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1"), ppn("P2")])
    force.load("PPNs", [ppn("P1")])
    assert lines(theirs(force, "ppn_submissions", 2, area=A1)) == {("P2", "Counted once", 1)}
    loaded = force.load("PPNs", [ppn("P1"), ppn("P3")])
    force.clock += dt.timedelta(minutes=1)
    withdraw(force.store, int(loaded.load_id or 0), force.clock, "test", "sent by mistake")
    told = theirs(force, "ppn_submissions", 3, area=A1)
    assert {row.reference: "withdrawn" in str(row.why) for row in told.lines.itertuples()} == {"P2": False, "P3": True}


def test_a_row_that_came_again_and_was_set_aside_is_one_row(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1"), ppn("P2")])
    force.load("PPNs", [ppn("P1"), ppn("P2", **{"Submitted At": "soon"})])
    assert lines(theirs(force, "ppn_submissions", 2, area=A1)) == {("P2", "Set aside: S", 1)}


def test_joint_credits_point_both_ways(force: SmallForce) -> None:
    force.load("Arrests", [arrest("C1", **{"Assisting Collar Nos": "0102; 0103"}), arrest("C2", "0102")])
    told = theirs(force, "arrests", 4, area=CORBY)
    assert lines(told) == {("C1", "A joint cred", 2)}
    assert (told.ours, told.unexplained) == (2, 0)
    told = theirs(force, "arrests", 1, collar="0102")
    assert (told.ours, told.difference, told.could_explain, told.unexplained) == (2, -1, -1, 0)


def test_rows_led_by_somebody_without_a_role_of_the_kpi(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1"), ppn("P2", "0901")])  # a sergeant of A1
    assert lines(theirs(force, "ppn_submissions", 2, area=A1)) == {("P2", "Led by someb", 1)}


def test_several_officers_at_one_incident(force: SmallForce) -> None:
    force.load("Incidents", [
        {"Incident No": "I1", "Attended At": f"{MONDAY} 10:00", "Collar No": collar} for collar in ("0101", "0102")
    ])  # fmt: skip
    told = theirs(force, "incidents_attended", 2, area=CORBY)
    assert (told.ours, told.could_explain, told.unexplained) == (1, 1, 0)


def test_the_workbook_has_theirs_the_rows_and_what_remains(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1"), ppn("=2", "0999")])
    told = theirs(force, "ppn_submissions", 4, area=A1)
    found = passport(force.store, "ppn_submissions", *WEEK, area=A1)
    since = corrections(force.store, found.kpi, *found.period, area=A1)
    book = openpyxl.load_workbook(io.BytesIO(passport_workbook(found, since, told, [], "Alpha", force.clock)))
    rows = {row[0]: row for row in book["Source total"].iter_rows(min_row=2, values_only=True)}
    assert (rows["The source system counts"][-1], rows["We count"][-1], rows["Remains unexplained"][-1]) == (4, 1, 2)
    assert "=2" in {row[1] for row in rows.values()}


def test_what_is_not_loaded_is_not_compared(force: SmallForce) -> None:
    told = theirs(force, "ppn_submissions", 2, area=A1)
    assert told.difference is None
    assert "nothing can be compared" in told.words


def test_the_latest_of_a_question_holds_one_can_be_taken_back_and_what_was_known_stays_known(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1")])
    theirs(force, "ppn_submissions", 3, area=A1)
    then = force.clock
    assert theirs(force, "ppn_submissions", 1, area=A1).theirs.total == 1
    assert [total.total for total in totals(force.store)] == [1]
    assert [total.total for total in totals(force.store, then)] == [3]
    found = passport(force.store, "ppn_submissions", *WEEK, area=A1)
    enter(force.store, question_of(found), None, "", "analyst", force.clock + dt.timedelta(minutes=1))
    assert reconciled(force.store, found) is None
    with pytest.raises(ValueError, match="name"):
        enter(force.store, question_of(found), 1, "", " ", force.clock)


@pytest.mark.file_engine
def test_a_total_comes_back_when_the_database_is_made_anew(tmp_path: Path) -> None:
    small = SmallForce(tmp_path / "own.duckdb")
    small.load("PPNs", [ppn("P1")])
    theirs(small, "ppn_submissions", 3, area=A1)
    small.store.close()
    (tmp_path / "own.duckdb").unlink()
    small.store = Store.open(tmp_path / "own.duckdb")
    assert [(one.key, one.total, one.by) for one in totals(small.store)] == [("A1", 3, "analyst")]
    small.store.close()
