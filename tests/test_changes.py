"""What a load would change is told before it does, and two moments are told apart by the rows that made the difference."""

from __future__ import annotations

import datetime as dt
from typing import Any

from metrics import changes
from metrics.loading import Choice, read
from metrics.terms import WHOLE_FORCE, Area
from metrics.ui.changed import values
from tests.small_force import MONDAY, OFFICERS, WEEK, SmallForce, csv_bytes

NEXT_WEEK = dt.date(2026, 6, 9)


def ppn(ref: str, on: dt.date = MONDAY, collar: str = "0101", **more: Any) -> dict[str, Any]:
    """One notice."""
    return {"PPN Ref": ref, "Submitted At": f"{on} 10:00", "Collar No": collar, **more}


def would_change(force: SmallForce, sheet: str, rows: list[dict[str, Any]]) -> changes.Changes:
    """What loading rows for the week would change."""
    sheets = read([("week.csv", csv_bytes(sheet, rows))])
    return changes.of_load(force.store, sheets, force.clock, {0: Choice(WHOLE_FORCE, WEEK)})


def told(found: changes.Changes) -> dict[str, str]:
    """Reference -> what becomes of it."""
    return dict(zip(found.rows["key"], found.rows["change"], strict=True))


def test_new_changed_gone_unchanged_and_late_rows_are_told_apart(force: SmallForce) -> None:
    force.load("PPNs", [ppn("SAME"), ppn("EDITED", Grading="Low"), ppn("GONE")])
    found = would_change(
        force, "PPNs", [ppn("SAME"), ppn("EDITED", Grading="High"), ppn("NEW"), ppn("LATE", NEXT_WEEK)]
    )
    assert told(found) == {"SAME": "unchanged", "EDITED": "changed", "GONE": "gone", "NEW": "new", "LATE": "new"}
    edited = found.rows[found.rows["key"] == "EDITED"].iloc[0]
    assert changes.texts(edited["changes"]) == [("Grading", "Low", "High")]
    weeks = found.counts.set_index("week")
    assert dict(weeks.loc[MONDAY, [*changes.KINDS, "late"]]) == {
        "new": 1, "changed": 1, "gone": 1, "unchanged": 1, "late": 0,
    }  # fmt: skip
    assert weeks.loc[MONDAY + dt.timedelta(days=7), "late"] == 1


def test_rows_changed_gone_and_new_stand_in_one_table(force: SmallForce) -> None:
    force.load("PPNs", [ppn("EDITED", Grading="Low"), ppn("GONE")])
    before = force.clock
    later = [ppn("NEW"), ppn("LATE", NEXT_WEEK), ppn("EDITED", Grading="High")]
    said = [values(would_change(force, "PPNs", later))]
    force.load("PPNs", later, confirm=True)
    said.append(values(changes.between(force.store, before, None, days=(MONDAY, NEXT_WEEK))))
    for table in said:
        assert list(zip(table["Reference"], table["Change"], strict=True)) == [
            ("EDITED", "Grading: Low → High"), ("GONE", "gone"), ("NEW", "new"), ("LATE", "new, late"),
        ]  # fmt: skip


def test_nothing_is_stored_and_the_figures_that_would_move_are_named(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1")])
    version = force.store.version
    found = would_change(force, "PPNs", [ppn("P1"), ppn("P2"), ppn("P3", collar="0103")])
    assert force.store.version == version
    assert force.value("ppn_submissions", "Force") == 1
    moved = found.figures[found.figures["kpi"] == "ppn_submissions"].set_index("key")
    assert {key: (row.before, row.after) for key, row in moved.iterrows()} == {
        "Force": (1, 3), "Corby": (1, 2), "Daventry": (0, 1),
    }  # fmt: skip
    assert found.same > 0


def test_a_week_that_was_not_loaded_becomes_a_figure(force: SmallForce) -> None:
    found = would_change(force, "PPNs", [ppn("P1")])
    corby = found.figures.set_index(["kpi", "key"]).loc[("ppn_submissions", "Corby")]
    assert (corby.said_before, corby.after, corby.said_after) == ("Not loaded", 1, "")


def test_what_needs_confirming_is_told_as_if_it_were_confirmed(force: SmallForce) -> None:
    force.load("PPNs", [ppn(f"P{number}") for number in range(12)])
    assert list(told(would_change(force, "PPNs", [ppn("P0")])).values()).count("gone") == 11


def test_lists_tell_who_came_who_went_and_who_moved(force: SmallForce) -> None:
    moved = [
        {**row, "Beat": "A1"} if row["Collar No"] == "0102" else row for row in OFFICERS if row["Collar No"] != "0103"
    ]
    newcomer = {"Collar No": "0104", "Surname": "Newcomer", "Role": "PC", "Beat": "B1"}
    found = told(would_change(force, "Officers", [*moved, newcomer]))
    assert {key.split(" / ")[0]: change for key, change in found.items() if change != "unchanged"} == {
        "0102": "changed", "0103": "gone", "0104": "new",
    }  # fmt: skip


def test_two_moments_are_told_apart_by_the_rows_that_were_learnt(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1"), ppn("P2", collar="0103")])
    monday = force.clock
    force.load("PPNs", [ppn("P1"), ppn("P3"), ppn("P4", collar="0103")])
    whole = changes.between(force.store, monday, None)
    assert told(whole) == {"P1": "unchanged", "P2": "gone", "P3": "new", "P4": "new"}
    corby = changes.between(force.store, monday, None, within=Area("sector", "Corby"), days=WEEK)
    assert told(corby) == {"P1": "unchanged", "P3": "new"}
    assert [tuple(row) for row in corby.figures[["kpi", "key", "before", "after"]].itertuples(index=False)] == [
        ("ppn_submissions", "Corby", 1, 2)
    ]
    assert changes.between(force.store, None, None).rows.empty


def test_a_trial_leaves_nothing_behind(force: SmallForce) -> None:
    would_change(force, "PPNs", [ppn("P1")])
    names = {name for (name,) in force.store.rows("select database_name from duckdb_databases()")}
    assert not any(name.startswith("trial") for name in names)
