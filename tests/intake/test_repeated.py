"""The exports of the public's side: what a later file repeats it replaces, and a row without a known beat is set aside."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from metrics.catalogue import exports
from tests.small_force import SmallForce

QUERY = {"Query Ref": "Q1", "Received At": "2026-06-02 10:00", "Beat": "A1"}
ROWS: dict[str, dict[str, Any]] = {
    "Local Priorities": {"Beat": "A1", "Priority": "Speeding", "Set On": "2026-05-04"},
    "Queries": QUERY,
    "Meetings": {"Beat": "A1", "Meeting On": "2026-07-01", "Kind": "Beat meeting"},
    "Training": {"Collar No": "0101", "Course": "Problem solving", "Completed On": "2024-01-08"},
    "Published Measures": {
        "Measure": "Homicide", "Area": "Northamptonshire", "Period End": "2021-12-31", "Unit": "offences", "Source": "A page",
    },
}  # fmt: skip


def rows_of(force: SmallForce, sheet: str) -> list[dict[str, Any]]:
    export = next(export for export in exports().values() if export.sheet == sheet)
    frame = force.store.frame(f"select * from {export.id}_known_at(timestamp '9999-01-01')")
    return [dict(row) for row in frame.to_dict("records")]


@pytest.mark.parametrize("sheet", ROWS)
def test_a_row_is_known_by_its_key_and_nothing_else_goes(force: SmallForce, sheet: str) -> None:
    other = {**ROWS[sheet], next(iter(ROWS[sheet])): {"Training": "0102", "Queries": "Q2"}.get(sheet, "A2")}
    assert force.load(sheet, [ROWS[sheet], other], days=None).status == "accepted"
    assert force.load(sheet, [ROWS[sheet]], days=None).status == "accepted"
    assert len(rows_of(force, sheet)) == 2


def test_a_later_file_says_when_a_query_was_answered(force: SmallForce) -> None:
    force.load("Queries", [QUERY], days=None)
    force.load("Queries", [{**QUERY, "Answered At": "2026-06-04 09:00"}], days=None)
    (row,) = rows_of(force, "Queries")
    assert row["answered_at"] == dt.datetime(2026, 6, 4, 9)


@pytest.mark.parametrize("sheet", ["Local Priorities", "Queries", "Meetings"])
def test_a_row_of_no_beat_of_ours_is_set_aside(force: SmallForce, sheet: str) -> None:
    other = {"Queries": {"Query Ref": "Q2"}}.get(sheet, {})
    result = force.load(sheet, [ROWS[sheet], {**ROWS[sheet], **other, "Beat": "ZZ9"}], days=None)
    assert [problem.code for problem in result.outcome.problems] == ["beat_not_listed"]
    assert [row["beat"] for row in rows_of(force, sheet)] == ["A1"]


def test_a_value_that_is_awaited_has_none(force: SmallForce) -> None:
    force.load("Published Measures", [{**ROWS["Published Measures"], "Status": "Awaiting"}], days=None)
    (row,) = rows_of(force, "Published Measures")
    assert row["status"] == "Awaiting"
    assert row["value"] != row["value"]


def test_the_days_are_those_of_the_rows(force: SmallForce) -> None:
    result = force.load("Training", [{**ROWS["Training"], "Expires On": "2031-01-08"}], days=None)
    coverage = result.outcome.coverage
    assert coverage is not None
    assert (coverage.start, coverage.end) == (dt.date(2024, 1, 8), dt.date(2024, 1, 8))
