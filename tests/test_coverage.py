"""What a file says about the days and teams that it does not mention (exports.md, Coverage)."""

from __future__ import annotations

import datetime as dt

import pytest

from metrics.coverage import coverage
from metrics.terms import NOT_LOADED, PARTLY_LOADED, WHOLE_FORCE, Area
from tests.small_force import MONDAY, OFFICERS, SUNDAY, WEEK, SmallForce

CORBY, A1 = Area("sector", "Corby"), Area("beat", "A1")
WEEK_2 = (dt.date(2026, 6, 8), dt.date(2026, 6, 14))
BOTH_WEEKS = (MONDAY, WEEK_2[1])


def ppn(ref: str, day: str = "2026-06-02", collar: str = "0101") -> dict[str, str]:
    return {"PPN Ref": ref, "Submitted At": f"{day} 10:00", "Collar No": collar}


def verdict(force: SmallForce, kpi: str, key: str, days: tuple[dt.date, dt.date] = WEEK) -> str:
    return str(force.figures(kpi, force.level(key), days).verdict[key])


def test_a_team_without_rows_in_a_force_wide_file_has_done_none(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1")])
    assert force.value("ppn_submissions", "A2") == 0
    assert force.value("ppn_submissions", "0102") == 0


def test_a_team_outside_the_covered_area_is_not_loaded(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1")], area=CORBY)
    assert force.value("ppn_submissions", "A2") == 0
    assert force.value("ppn_submissions", "B1") is None
    assert verdict(force, "ppn_submissions", "B1") == NOT_LOADED
    assert verdict(force, "ppn_submissions", "Force") == PARTLY_LOADED
    assert force.value("ppn_submissions", "Force") == 1


def test_days_outside_the_coverage_are_not_loaded(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1")])
    assert force.value("ppn_submissions", "A1", WEEK_2) is None
    assert verdict(force, "ppn_submissions", "A1", BOTH_WEEKS) == PARTLY_LOADED
    assert "7 of 14" in force.figures("ppn_submissions", "beat", BOTH_WEEKS).missing["A1"]


def test_a_file_of_no_rows_is_a_statement_of_zero(force: SmallForce) -> None:
    assert force.load("Warrants", []).status == "accepted"
    assert force.value("warrants", "A1") == 0


def test_rows_of_officers_outside_the_covered_area_are_set_aside(force: SmallForce) -> None:
    result = force.load("PPNs", [ppn("P1"), ppn("P2", collar="0103")], area=CORBY)
    assert (result.outcome.accepted, result.outcome.set_aside) == (1, 1)


def test_the_area_is_the_team_of_the_lead_and_never_the_beat_column(force: SmallForce) -> None:
    force.load("PPNs", [{**ppn("P1"), "Beat": "B1"}])
    assert force.value("ppn_submissions", "A1") == 1
    assert force.value("ppn_submissions", "B1") == 0


def test_a_later_file_wins_wholly_for_its_days_and_area(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1"), ppn("P2"), ppn("P3", collar="0103")])
    before = force.clock
    force.load("PPNs", [ppn("P4")], area=CORBY)
    assert force.value("ppn_submissions", "A1") == 1
    assert force.value("ppn_submissions", "B1") == 1, "Daventry was not covered by the later file"
    assert force.value("ppn_submissions", "A1", known_at=before) == 2


def test_replacement_is_day_by_day(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1", "2026-06-01"), ppn("P2", "2026-06-05")])
    force.load("PPNs", [], days=(dt.date(2026, 6, 5), SUNDAY))
    assert force.value("ppn_submissions", "A1") == 1


def test_late_records_are_added_and_replace_nothing(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1"), ppn("P2")])
    result = force.load("PPNs", [ppn("P3"), ppn("P9", "2026-06-09")], days=WEEK_2)
    assert result.outcome.accepted == 2
    assert force.value("ppn_submissions", "A1") == 3
    assert force.value("ppn_submissions", "A1", WEEK_2) == 1


def test_a_late_record_changes_the_row_of_the_same_key(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1"), ppn("P2")])
    force.load("PPNs", [ppn("P1", collar="0201")], days=WEEK_2)
    assert force.value("ppn_submissions", "A1") == 2
    assert force.value("ppn_submissions", "0101") == 1
    assert force.value("ppn_submissions", "0201") == 1


def test_late_records_never_make_a_day_loaded_and_are_shown_as_waiting(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1", "2026-06-09")])
    assert force.value("ppn_submissions", "A1", WEEK_2) is None
    assert force.value("ppn_submissions", "A1", BOTH_WEEKS) == 0
    force.load("Warrants", [], days=WEEK_2)
    seen = coverage(force.store, 1).set_index(["export", "area"])
    assert seen.late_waiting["ppns", "Corby"] == 1
    assert seen.state["ppns", "Corby"] == "missing"


def test_the_weeks_own_file_replaces_late_records_that_came_before_it(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1"), ppn("P8", "2026-06-09"), ppn("P9", "2026-06-10")])
    force.load("PPNs", [ppn("P9", "2026-06-10")], days=WEEK_2)
    assert force.value("ppn_submissions", "A1", WEEK_2) == 1


def test_the_same_file_with_the_same_coverage_changes_nothing(force: SmallForce) -> None:
    rows = [ppn("P1"), ppn("P2")]
    first = force.load("PPNs", rows)
    again = force.load("PPNs", rows)
    assert (first.status, again.status) == ("accepted", "unchanged")
    assert force.store.version == first.load_id
    assert force.load("PPNs", rows, days=BOTH_WEEKS).status == "accepted", "other days are another load"


def test_an_older_file_after_a_correction_is_unchanged(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1")])
    force.load("PPNs", [ppn("P1"), ppn("P2")])
    assert force.load("PPNs", [ppn("P1")]).status == "unchanged"
    assert force.value("ppn_submissions", "A1") == 2


def test_a_file_with_rows_set_aside_may_be_loaded_again_when_the_lists_have_changed(force: SmallForce) -> None:
    rows = [ppn("P1"), ppn("P2", collar="0999")]
    assert force.load("PPNs", rows).outcome.set_aside == 1
    assert force.load("PPNs", rows).status == "unchanged", "nothing has changed"
    newcomer = {"Collar No": "0999", "Surname": "Latecomer", "Role": "PC", "Beat": "A2"}
    force.load("Officers", [*OFFICERS, newcomer])
    assert force.load("PPNs", rows).status == "accepted"
    assert force.value("ppn_submissions", "A2") == 1


def test_a_load_that_takes_away_more_than_half_of_a_week_needs_confirming(force: SmallForce) -> None:
    force.load("PPNs", [ppn(f"P{number}") for number in range(12)])
    few = [ppn("P0")]
    refused = force.load("PPNs", few)
    assert refused.status == "needs_confirmation"
    assert "11 of the 12" in refused.outcome.problems[-1].message
    assert force.value("ppn_submissions", "A1") == 12
    assert force.load("PPNs", few, confirm=True).status == "accepted"
    assert force.value("ppn_submissions", "A1") == 1


def test_taking_away_a_handful_needs_no_confirming(force: SmallForce) -> None:
    force.load("PPNs", [ppn(f"P{number}") for number in range(5)])
    assert force.load("PPNs", []).status == "accepted"


def test_a_list_replaces_the_whole_list_and_keeps_what_was_known(force: SmallForce) -> None:
    before = force.clock
    force.load("Officers", [row for row in OFFICERS if row["Collar No"] != "0102"])
    assert "0102" not in force.figures("arrests").index
    assert "0102" in force.figures("arrests", known_at=before).index


def test_a_list_speaks_of_every_day_up_to_the_sunday_before_its_load(force: SmallForce) -> None:
    force.load("Problem Plans", [{"Plan Ref": "O1", "Collar No": "0101", "Opened On": "2026-05-04"}])
    assert force.value("problem_plans", "A1") == 1
    assert force.value("problem_plans", "A1", WEEK_2) is None


def test_known_at_includes_loads_of_exactly_that_moment(force: SmallForce) -> None:
    force.load("PPNs", [ppn("P1")])
    assert force.value("ppn_submissions", "A1", known_at=force.clock) == 1
    assert force.value("ppn_submissions", "A1", known_at=force.clock - dt.timedelta(microseconds=1)) is None


@pytest.mark.parametrize("area", [WHOLE_FORCE, CORBY, A1])
def test_rows_keep_the_area_they_were_loaded_with(force: SmallForce, area: Area) -> None:
    force.load("PPNs", [ppn("P1")], area=area)
    moved = [{**row, "Beat": "B1"} if row["Collar No"] == "0101" else row for row in OFFICERS]
    force.load("Officers", moved)
    assert force.value("ppn_submissions", "A1") == 1, "decided when the load was accepted (DECISIONS.md D2)"
