"""What is wrong with the exports is measured by week and reason, with who puts it right; gaps are told team by team."""

from __future__ import annotations

import datetime as dt
from typing import Any

from metrics.coverage import coverage
from metrics.quality import LIST_KEEPER, blanks, by_load_week
from metrics.terms import Area
from tests.small_force import MONDAY, SUNDAY, SmallForce


def search(ref: str, **more: Any) -> dict[str, Any]:
    """One search."""
    return {"Search Ref": ref, "Searched At": f"{MONDAY} 10:00", "Collar No": "0101", **more}


def test_rows_set_aside_are_counted_by_reason_with_who_fixes_them(force: SmallForce) -> None:
    force.load(
        "Stop Searches", [search("S1"), search("S2", **{"Collar No": "0999"}), search("S3", **{"Searched At": "soon"})]
    )
    frame, aside = by_load_week(force.store, MONDAY)
    week = dt.date(2026, 6, 8)
    mine = frame[frame["export"] == "stop_searches"]
    assert mine[["week", "loads", "rows", "set_aside"]].values.tolist() == [[week, 1, 1, 2]]
    found = {one.code: (one.number, one.fixed_by) for one in aside}
    assert found["unknown_collar_number"] == (1, LIST_KEEPER)
    assert found["not_a_date"][0] == 1
    assert "list" not in found["not_a_date"][1]


def test_blank_outcomes_and_late_rows_are_counted_by_week(force: SmallForce) -> None:
    late = search("S4", **{"Searched At": "2026-06-09 10:00"})
    force.load("Stop Searches", [search("S1", Outcome=""), search("S2"), late])
    force.load("Stop Searches", [], days=(dt.date(2026, 6, 10), dt.date(2026, 6, 10)))
    found = blanks(force.store, MONDAY, SUNDAY + dt.timedelta(days=7)).set_index(["heading", "week"])
    outcome = found.loc[[("Outcome", MONDAY)]].iloc[0]
    assert (outcome["rows"], outcome["blank"], outcome["late"]) == (2, 1, 0)
    assert found.loc[[("Outcome", MONDAY + dt.timedelta(days=7))]].iloc[0]["late"] == 1


def test_gaps_are_told_team_by_team(force: SmallForce) -> None:
    force.load("Duties", [])
    force.load("Arrests", [], area=Area("beat", "A1"))
    found = coverage(force.store, 1, level="beat").set_index(["export", "area"])["state"]
    assert [found["arrests", beat] for beat in ("A1", "A2", "B1")] == ["loaded", "missing", "missing"]
    assert [found["duties", beat] for beat in ("A1", "A2", "B1")] == ["loaded"] * 3
