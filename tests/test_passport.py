"""A figure opens to its origin: definition, hours, loads with file and hash, the rows used, what was set aside or missing."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from typing import Any

import openpyxl
import pandas as pd

from metrics.corrections import corrections
from metrics.loading import withdraw
from metrics.passport import Passport, passport
from metrics.passport_workbook import passport_workbook
from metrics.terms import Area
from tests.small_force import MONDAY, SUNDAY, WEEK, SmallForce, csv_bytes

A1, CORBY = Area("beat", "A1"), Area("sector", "Corby")


def ppn(ref: str, collar: str = "0101", **more: Any) -> dict[str, Any]:
    """One notice."""
    return {"PPN Ref": ref, "Submitted At": f"{MONDAY} 10:00", "Collar No": collar, **more}


def since(force: SmallForce, found: Passport) -> pd.DataFrame:
    """The corrections of a figure."""
    return corrections(force.store, found.kpi, *found.period, found.collar, found.area, found.role, found.known_at)


def test_a_figure_names_the_load_the_file_its_hash_and_the_rows_it_uses(force: SmallForce) -> None:
    rows = [ppn("P1"), ppn("P2"), ppn("P3", collar="0103"), ppn("P4", collar="0999")]
    loaded = force.load("PPNs", rows)
    found = passport(force.store, "ppn_submissions", *WEEK, area=A1)
    (load,) = [load for load in found.loads if load.export == "ppns"]
    assert (load.load_id, load.file, load.hash) == (
        loaded.load_id, "ppns.csv", hashlib.sha256(csv_bytes("PPNs", rows)).hexdigest(),
    )  # fmt: skip
    assert (load.loaded_by, load.area, load.start, load.end) == ("test", "Force", MONDAY, SUNDAY)
    assert (load.rows, load.set_aside, load.used, load.team_days) == (3, 1, 2, 7)
    assert found.set_aside == 1
    assert (found.value, found.kpi.version, len(found.records)) == (2, 1, 2)
    assert list(found.records["row"]) == [2, 3]


def test_a_replaced_load_is_told_and_does_not_count(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1")])
    force.load("PPNs", [ppn("P1"), ppn("P2")])
    found = [
        load for load in passport(force.store, "ppn_submissions", *WEEK, area=CORBY).loads if load.export == "ppns"
    ]
    assert [(load.rows, load.counts) for load in found] == [(2, True), (1, False)]


def test_what_was_known_then_has_the_passport_of_then(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1")])
    then = force.clock
    force.load("PPNs", [ppn("P1"), ppn("P2")])
    found = passport(force.store, "ppn_submissions", *WEEK, collar="0101", known_at=then)
    assert (found.value, [load.rows for load in found.loads if load.export == "ppns"]) == (1, [1])


def test_what_is_missing_is_said_and_hours_have_their_own_loads(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1")], area=A1)
    found = passport(force.store, "ppn_submissions", *WEEK, area=CORBY)
    assert found.verdict == "Partly loaded"
    assert "7 of 14 team days not loaded" in found.missing
    assert found.hours is None
    force.load("Duties", [{"Duty Ref": "1", "Collar No": "0101", "Start": f"{MONDAY} 08:00", "End": f"{MONDAY} 16:00"}])
    found = passport(force.store, "ppn_submissions", *WEEK, area=CORBY)
    assert found.hours == 8
    assert [load.export for load in found.loads] == ["ppns", "duties"]


def test_a_list_is_the_one_that_stands(force: SmallForce) -> None:
    plan = {"Plan Ref": "O1", "Collar No": "0101", "Opened On": "2026-05-04"}
    force.load("Problem Plans", [plan])
    force.load("Problem Plans", [plan, {**plan, "Plan Ref": "O2"}])
    found = [
        load for load in passport(force.store, "problem_plans", *WEEK, area=A1).loads if load.export == "problem_plans"
    ]
    assert [(load.rows, load.is_list, load.used) for load in found] == [(2, True, 2)]


def test_the_workbook_holds_values_only_and_text_stays_text(force: SmallForce) -> None:
    force.load("PPNs", [ppn("=1+1"), ppn("P2", Grading="@evil")])
    found = passport(force.store, "ppn_submissions", *WEEK, area=A1)
    made = dt.datetime(2026, 6, 9, 9, tzinfo=dt.UTC)
    book = openpyxl.load_workbook(io.BytesIO(passport_workbook(found, since(force, found), None, [], "Alpha", made)))
    assert book.sheetnames == [
        "Figure",
        "Notes",
        "Set aside",
        "Loads",
        "Source total",
        "Coverage",
        "Corrections",
        "Records",
    ]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink or cell.comment]
    assert {"=1+1", "@evil"} <= {cell.value for cell in cells}
    facts = {row[0].value: row[1].value for row in book["Figure"].iter_rows()}
    assert (facts["Marking"], facts["Of"], facts["Value"]) == ("OFFICIAL-SENSITIVE", "Alpha", 2)


def test_corrections_are_the_later_loads_and_withdrawals_that_changed_rows_of_days_stated_before(
    force: SmallForce,
) -> None:
    force.load("PPNs", [ppn("P1"), ppn("P2"), ppn("P3", "0102")])
    found = passport(force.store, "ppn_submissions", *WEEK, area=A1)
    assert since(force, found).empty, "what first states a day is no correction"
    later = force.load("PPNs", [ppn("P1", Grading="High"), ppn("P4"), ppn("P5"), ppn("P3", "0102")])
    other = (MONDAY + dt.timedelta(days=7), MONDAY + dt.timedelta(days=13))
    force.load("PPNs", [ppn("P6")], days=other)  # a late record of the week that was stated
    force.load("PPNs", [ppn("P6"), ppn("P7", "0103")], days=other)  # of another team
    rows = [
        (row["new"], row["changed"], row["gone"], list(row["loads"])) for row in since(force, found).to_dict("records")
    ]
    assert rows == [(2, 1, 1, [later.load_id]), (1, 0, 0, [(later.load_id or 0) + 1])]
    force.clock += dt.timedelta(minutes=1)
    withdraw(force.store, int(later.load_id or 0), force.clock, "sergeant", "sent by mistake")
    last = since(force, found).to_dict("records")[-1]
    assert (last["new"], last["changed"], last["gone"], last["is_withdrawal"]) == (1, 1, 2, True)
    assert len(since(force, passport(force.store, "ppn_submissions", *WEEK, collar="0103"))) == 1


def test_corrections_of_a_list_are_those_after_the_first_that_reaches_the_periods_end(force: SmallForce) -> None:
    plan = {"Plan Ref": "O1", "Collar No": "0101", "Opened On": "2026-05-04"}
    force.load("Problem Plans", [plan])
    found = passport(force.store, "problem_plans", *WEEK, area=A1)
    assert since(force, found).empty
    force.load("Problem Plans", [plan, {**plan, "Plan Ref": "O2"}])
    assert since(force, found)[["new", "changed", "gone"]].to_numpy().tolist() == [[1, 0, 0]]


def test_coverage_is_told_by_team_and_day(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1")], area=A1, days=(MONDAY, MONDAY + dt.timedelta(days=4)))
    found = passport(force.store, "ppn_submissions", *WEEK, area=CORBY)
    ppns = found.coverage[found.coverage["export"] == "ppns"]
    assert ppns[["name", "days", "loaded", "missing"]].to_numpy().tolist() == [
        ["Alpha", 7, 5, "6 to 7 June 2026"], ["Beta", 7, 0, "1 to 7 June 2026"],
    ]  # fmt: skip
