"""The second opinion itself, on a force of three beats and seven people: every expected figure is worked by hand."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from . import targets
from .hours import counted_seconds
from .opinion import figures
from .reading import EXPORTS, day_number, moments

MONDAY, WEDNESDAY, SUNDAY = "2026-03-09", "2026-03-11", "2026-03-15"
LISTS = {
    "Beats": [("North", "Corby", "C1", "One"), ("North", "Corby", "C2", "Two"), ("West", "Daventry", "D1", "Three")],
    "Officers": [
        ("1001", "Ash", "A", "PC", "C1", "2020-01-01", ""),
        ("1002", "Beech", "B", "PC", "C2", "2020-01-01", ""),
        ("1003", "Cedar", "C", "PC", "D1", "2020-01-01", ""),
        ("1004", "Damson", "D", "PCSO", "C1", "2020-01-01", ""),
        ("1005", "Elder", "E", "PS", "C1", "2020-01-01", ""),
        ("1006", "Fir", "F", "PC", "C1", "2020-01-01", "2026-03-10"),  # moves on the Wednesday
        ("1006", "Fir", "F", "PC", "C2", WEDNESDAY, ""),
        ("1007", "Gorse", "G", "PC", "C2", "2020-01-01", ""),
        ("1007", "Gorse", "G", "PC", "D1", MONDAY, "2026-03-29"),  # lent for three weeks
    ],
    "Places": [
        ("H1", "Old market", "Hotspot", "C2", "2026-01-01", "2026-03-10"),
        ("S1", "Base", "Station", "C1", "", ""),
    ],
}
SHORT = {
    "Beats": ["LPA", "Sector", "Beat", "Beat Name"],
    "Officers": ["Collar No", "Surname", "Forename", "Role", "Beat", "Start Date", "End Date"],
    "Places": ["Place Code", "Place Name", "Place Type", "Beat", "Start Date", "End Date"],
    "Duties": ["Duty Ref", "Collar No", "Start", "End", "State", "Place Code"],
    "Arrests": ["Custody Ref", "Arrested At", "Collar No", "Assisting Collar Nos"],
    "PPNs": ["PPN Ref", "Submitted At", "Collar No"],
    "Stop Searches": ["Search Ref", "Searched At", "Collar No", "Outcome"],
    "Incidents": ["Incident No", "Attended At", "Collar No"],
    "Intelligence": ["Log No", "Submitted At", "Collar No", "Source", "Actioned", "Actioned By", "Actioned On"],
    "Problem Plans": ["Plan Ref", "Title", "Collar No", "Beat", "Opened On", "Stage", "Stage On"],
    "Targets": ["Area", "KPI", "Role", "Target", "Per", "Type", "From", "To", "Set By", "Rationale"],
}


class Folder:
    """A manifest folder that grows by one csv file and one call of `load` at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.loads: list[dict] = []
        for export, rows in LISTS.items():
            self.load(export, rows, at="2026-03-02T08:00:00")

    def load(self, export: str, rows: list[tuple], at: str = "2026-03-16T08:00:00", **coverage: str) -> Folder:
        """One more file; its coverage is the week of 9 March 2026 and the force unless it says otherwise."""
        name = f"{len(self.loads):03d}.csv"
        pd.DataFrame(rows, columns=SHORT[export]).to_csv(self.path / name, index=False)
        stated = {"area": "Force", "from": MONDAY, "to": SUNDAY} | coverage
        self.loads.append({"files": [name], "recorded_at": at, "confirm": True} | stated)
        (self.path / "manifest.json").write_text(json.dumps({"name": "by hand", "loads": self.loads}))
        return self

    def ask(self, kpi: str, by: str, per: str = "week", start: str = MONDAY, end: str = SUNDAY, **more) -> pd.DataFrame:
        """The figures by key (and period, if there are several)."""
        found = figures(self.path, kpi, by, per, start, end, **more)
        return found.set_index("key" if found["key"].is_unique else ["key", "period_start"])

    def values(self, *asked, **more) -> dict:
        """Only the values."""
        return self.ask(*asked, **more)["value"].to_dict()


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def duty(ref: str, collar: str, start: str, end: str, state: str = "On beat", place: str = "") -> tuple:
    return (ref, collar, start, end, state, place)


def hours(*segments: tuple[float, float, bool, str]) -> list[float]:
    """The hours that count of segments (start hour, end hour, absence, reference) of one officer."""
    start, end, absence, ref = (np.array(column) for column in zip(*segments, strict=True))
    officer = np.array(["1001"] * len(segments), dtype=object)
    seconds = [(moment * 3600).astype("int64") for moment in (start, end)]
    return (counted_seconds(officer, *seconds, absence, ref.astype(object)) / 3600).tolist()


def test_work_on_a_rest_day_counts_and_the_rest_day_gives_way():
    # Rest day 0-24, work 12-16 inside it: work 4, rest 24 - 4 = 20.
    assert hours((0, 24, True, "A"), (12, 16, False, "B")) == [20, 4]


def test_the_earlier_started_keeps_the_overlap_then_the_longer_then_the_smaller_reference():
    # 9-13 and 12-15: the first keeps 12-13; 4 and 2.
    assert hours((9, 13, False, "A"), (12, 15, False, "B")) == [4, 2]
    # 16-17 and 16-19 start together: the longer keeps all three hours.
    assert hours((16, 17, False, "A"), (16, 19, False, "B")) == [0, 3]
    # The same hours twice: the smaller reference.
    assert hours((9, 12, False, "D-2"), (9, 12, False, "D-1")) == [0, 3]
    # A long segment around two that start later: it keeps both overlaps; the last keeps what lies beyond.
    assert hours((8, 16, False, "A"), (9, 10, False, "B"), (15, 18, False, "C")) == [8, 0, 2]
    # Work 6-8 ends, an absence 7-12 keeps 8-12 less the work 10-11: 2, 5 - 1 - 1 = 3, 1.
    assert hours((6, 8, False, "A"), (7, 12, True, "B"), (10, 11, False, "C")) == [2, 3, 1]


@pytest.mark.parametrize(
    ("start", "end", "worked"),
    [
        ("2026-03-28 22:00", "2026-03-29 07:00", 8),  # clocks go forward at 01:00: 9 on the wall, 8 elapsed
        ("2026-10-24 22:00", "2026-10-25 07:00", 10),  # clocks go back at 02:00: 10 elapsed
        ("24/10/2026 22:00", "25/10/2026 01:30", 3.5),  # 01:30 comes twice: the first
        ("2026-10-25 01:30", "2026-10-25 07:00", 6.5),  # from the first 01:30: 0.5 + 1 + 5
        ("2026-10-25 01:45", "2026-10-25 01:15", 0.5),  # the first 01:15 would precede the start: the second
        ("2026-10-25T01:45:00+00:00", "2026-10-25 07:00", 5.25),  # an offset says which of the two
    ],
)
def test_clock_changes_are_elapsed_hours(folder, start, end, worked):
    day = str(moments(pd.Series([start]))["local"].iloc[0].date())
    folder.load("Duties", [duty("1", "1001", start, end)], at="2026-11-02T08:00:00", **{"from": day, "to": day})
    assert folder.ask("abstraction", "officer", "total", day, day).at["1001", "exposure_hours"] == worked


def test_hours_by_state_day_and_place(folder):
    folder.load("Duties", [
        duty("1", "1004", "2026-03-10 09:00", "2026-03-10 11:00", "Hotspot patrol", "H1"),  # in place, last day of H1
        duty("2", "1004", "2026-03-11 09:00", "2026-03-11 12:00", "Hotspot patrol", "H1"),  # H1 is no more: outside
        duty("3", "1004", "2026-03-10 11:00", "2026-03-10 12:00", "Front office", "H1"),  # cannot be in place
        duty("4", "1004", "2026-03-10 12:00", "2026-03-10 13:00", "Foot patrol", "S1"),  # not a dedicated place
        duty("5", "1004", "2026-03-12 09:00", "2026-03-12 13:00", "Response cover"),  # abstraction, outside
        duty("6", "1004", "2026-03-12 13:00", "2026-03-12 15:00", "Tutoring"),  # other duties
        duty("7", "1004", "2026-03-13 00:00", "2026-03-14 00:00", "Annual leave"),  # absence
        duty("8", "1004", "2026-03-13 09:00", "2026-03-13 10:00", "Drone deployment"),  # not known: rostered only
        duty("9", "1004", "2026-03-15 22:00", "2026-03-16 06:00", "Mobile patrol"),  # all 8 on the Sunday
    ])  # fmt: skip
    # Rostered 2 + 3 + 1 + 1 + 4 + 2 + 1 + 8 = 22; abstraction 4; available 22 - 4 - 2 = 16; outside 2 + 3 + 1 + 4 + 8.
    for kpi, value, exposure in [("time_in_place", 2, 16), ("time_outside_station", 18, 22), ("abstraction", 4, 22)]:
        assert folder.ask(kpi, "officer").loc["1004", ["value", "exposure_hours"]].tolist() == [value, exposure]
        assert folder.ask(kpi, "beat", role="PCSO").at["C1", "value"] == value
        assert folder.ask(kpi, "beat", role="PC").at["C1", "value"] == 0


def test_a_mover_has_one_row_and_parts_go_to_the_team_of_the_day(folder):
    folder.load("PPNs", [("1", "2026-03-10", "1006"), ("2", "2026-03-11", "1006"), ("3", "2026-03-12 10:00", "1006")])
    folder.load("Duties", [
        duty("1", "1006", "2026-03-10 22:00", "2026-03-11 06:00"),
        duty("2", "1006", "2026-03-12 08:00", "2026-03-12 16:00"),
        duty("3", "1006", "2026-03-13 08:00", "2026-03-13 16:00"),
    ])  # fmt: skip
    assert folder.ask("ppn_submissions", "officer").loc["1006", ["value", "exposure_hours"]].tolist() == [3, 24]
    beats = folder.ask("ppn_submissions", "beat")
    assert beats["value"].to_dict() == {"C1": 1, "C2": 2, "D1": 0}
    assert beats["exposure_hours"].to_dict() == {"C1": 8, "C2": 16, "D1": 0}
    assert folder.values("ppn_submissions", "sector") == {"Corby": 3, "Daventry": 0}
    assert folder.values("ppn_submissions", "force") == {"Force": 3}


def test_somebody_lent_counts_where_they_are(folder):
    folder.load("PPNs", [("1", "2026-03-10", "1007")]).load("PPNs", [("2", "2026-03-30", "1007")], **{
        "from": "2026-03-30", "to": "2026-04-05"})  # fmt: skip
    assert folder.values("ppn_submissions", "beat") == {"C1": 0, "C2": 0, "D1": 1}
    assert folder.values("ppn_submissions", "beat", "week", "2026-03-30", "2026-04-05") == {"C1": 0, "C2": 1, "D1": 0}


def test_a_joint_arrest_credits_both_officers_and_counts_once_for_the_leads_team(folder):
    folder.load("Arrests", [
        ("1", "2026-03-10 10:00", "1001", "1003; 1001,1004"),  # the PCSO's credit is dropped, 1001 counts once
        ("2", "2026-03-10 11:00", "1004", "1001"),  # a PCSO leads: set aside
        ("3", "2026-03-10 12:00", "1005", ""),  # a sergeant alone: a record, no figure
        ("4", "2026-03-10 13:00", "1005", "1003"),  # a sergeant with a PC: the PC is lead for the area figure
        ("5", "2019-03-10 13:00", "1001", ""),  # nobody is posted: set aside
    ])  # fmt: skip
    found = {"1001": 1, "1002": 0, "1003": 2, "1006": 0, "1007": 0}
    assert folder.values("arrests", "officer") == found
    assert folder.values("arrests", "beat") == {"C1": 1, "C2": 0, "D1": 1}
    assert folder.values("arrests", "force") == {"Force": 2}


def test_an_incident_attended_by_two_teams_counts_once_in_each_level_and_period(folder):
    folder.load("Incidents", [("I1", "2026-03-10 10:00", "1001"), ("I1", "2026-03-11 00:10", "1002"),
                              ("I1", "2026-03-11 00:10", "1004")])  # fmt: skip
    assert folder.values("incidents_attended", "beat") == {"C1": 1, "C2": 1, "D1": 0}
    assert folder.values("incidents_attended", "sector") == {"Corby": 1, "Daventry": 0}
    assert folder.values("incidents_attended", "force") == {"Force": 1}
    assert "1004" not in folder.values("incidents_attended", "officer")


def test_positive_outcomes(folder):
    nothing = ["NFA", "a No Further action disposal", "Nothing found - no further action"]
    outcomes = ["Arrest", *nothing, "", "Khat warning"]  # a blank is unknown: a search, but not positive
    folder.load("Stop Searches", [(str(row), "2026-03-10", "1001", text) for row, text in enumerate(outcomes)])
    assert folder.values("stop_searches", "force") == {"Force": 6}
    assert folder.values("positive_stop_searches", "force") == {"Force": 2}


def test_intelligence_actioned_credits_who_actioned_it_and_the_submitters_team(folder):
    folder.load("Intelligence", [
        ("1", "2026-03-10", "1004", "Community", "Y", "1003", ""),  # PCSO submits, PC of D1 actions: 1003, C1
        ("2", "2026-03-10", "1001", "Community", "", "", "2026-04-01"),  # blank with a date, by nobody else: 1001, C1
        ("3", "2026-03-10", "1004", "Community", "Y", "", ""),  # by the PCSO alone: no constable
        ("4", "2026-03-10", "1001", "Community", "N", "1003", "2026-04-01"),  # not actioned
        ("5", "2026-03-10", "1002", "Observations", "Y", "9999", ""),  # credit lost; counts for C2
    ])  # fmt: skip
    assert folder.values("intelligence_actioned", "beat") == {"C1": 2, "C2": 1, "D1": 0}
    officers = {"1001": 1, "1002": 0, "1003": 1, "1006": 0, "1007": 0}
    assert folder.values("intelligence_actioned", "officer") == officers
    assert folder.values("intelligence_actioned_observations", "force") == {"Force": 1}
    assert folder.values("intelligence_reports", "beat") == {"C1": 4, "C2": 1, "D1": 0}
    assert folder.values("intelligence_community", "beat", role="PCSO") == {"C1": 2, "C2": 0, "D1": 0}


def test_missing_is_not_zero(folder):
    folder.load("PPNs", [("1", "2026-03-10", "1001")], area="Corby")
    assert folder.ask("ppn_submissions", "beat")["loaded"].to_dict() == {"C1": "", "C2": "", "D1": "Not loaded"}
    assert folder.ask("ppn_submissions", "force").loc["Force", ["value", "loaded"]].tolist() == [1, "Partly loaded"]
    officers = folder.ask("ppn_submissions", "officer")
    assert officers.at["1002", "value"] == 0
    assert np.isnan(officers.at["1003", "value"])
    assert officers["exposure_hours"].isna().all()  # no Duties


def test_late_rows_replacement_and_what_was_known_before(folder):
    following = {"from": "2026-03-16", "to": "2026-03-22"}
    folder.load("PPNs", [("1", "2026-03-10", "1001"), ("2", "2026-03-17", "1001")], at="2026-03-16T08:00:00")
    before = folder.ask("ppn_submissions", "force", "week", MONDAY, "2026-03-22")
    assert before["loaded"].tolist() == ["", "Not loaded"]  # the row of the 17th waits
    both = folder.ask("ppn_submissions", "force", "total", MONDAY, "2026-03-22")
    assert both.loc["Force", ["value", "loaded"]].tolist() == [1, "Partly loaded"]  # and is in no total
    folder.load("PPNs", [("3", "2026-03-18", "1002"), ("4", "2026-03-12", "1002")], "2026-03-23T08:00:00", **following)
    # First week: row 1 and the late row 4. Second: row 2 is gone, for the later file does not hold it; row 3.
    assert folder.ask("ppn_submissions", "force", "week", MONDAY, "2026-03-22")["value"].tolist() == [2, 1]
    for moment in ("2026-03-16T08:00:00+00:00", "2026-03-23T07:59:59"):
        was = folder.ask("ppn_submissions", "force", "week", MONDAY, "2026-03-22", known_at=moment)
        assert was["value"].tolist()[0] == 1
        assert was["loaded"].tolist() == ["", "Not loaded"]


def test_plans_are_a_stock(folder):
    folder.load("Problem Plans", [
        ("1", "a", "1001", "C1", "2026-03-01", "Closed", "2026-03-12"),  # closed on the 12th: not open on the 15th
        ("2", "b", "1001", "C1", "2026-03-15", "Analysis", ""),
        ("3", "c", "1002", "C2", "2025-03-01", "Closed", "2026-03-16"),
    ], at="2026-03-18T08:00:00")  # fmt: skip
    assert folder.values("problem_plans", "beat") == {"C1": 1, "C2": 1, "D1": 0}
    assert folder.ask("problem_plans", "force", "total", MONDAY, "2026-03-16").loc["Force", "loaded"] == "Partly loaded"


def goal(area: str, role: str, amount: float, start: str, end="", per="week", kind="Ambition") -> tuple:
    """One target of PPN submissions."""
    return (area, "ppn_submissions", role, amount, per, kind, start, end, "Supt", "")


def test_target_precedence_and_amounts(folder):
    folder.load("Targets", [
        goal("C1", "All", 7, "2026-01-01"), goal("C1", "PC", 14, "2026-01-01"), goal("C1", "PC", 21, "2026-03-12"),
        goal("C2", "All", 31, "2026-01-01", per="month"),
        goal("Corby", "PC", 28, "2026-01-01", "2026-03-09", "4 weeks"),
        goal("D1", "All", 3, "2026-01-01"), goal("D1", "All", 9, "2026-03-12", kind="Monitored"),
    ])  # fmt: skip
    # All: C1 7 a week; C2 31 a month of 31 days: 1 a day, 7; D1 3/7 a day for three days, then monitored only.
    beats = folder.ask("ppn_submissions", "beat")["target"].to_dict()
    assert beats == pytest.approx({"C1": 7, "C2": 7, "D1": 9 / 7})
    sectors = folder.ask("ppn_submissions", "sector")["target"].to_dict()
    assert sectors == pytest.approx({"Corby": 14, "Daventry": 9 / 7})
    # PC: C1 2 a day for three days, then 3 a day for four: 18; the others have none for PCs alone.
    constables = folder.ask("ppn_submissions", "beat", role="PC")["target"]
    assert constables["C1"] == pytest.approx(18)
    assert constables.drop("C1").isna().all()
    # Corby's own for PCs: 1 a day, in force on one day of the week.
    assert folder.ask("ppn_submissions", "sector", role="PC").at["Corby", "target"] == pytest.approx(1)


def test_days_of_a_targets_period():
    days = np.array([day_number("2026-02-10"), day_number("2027-04-02"), day_number("2028-02-29")])
    assert targets.days_of("month", days).tolist() == [28, 30, 29]
    assert targets.days_of("quarter", days).tolist() == [90, 91, 91]
    assert targets.days_of("year", days).tolist() == [365, 366, 366]  # the year to 31 March 2028 has a 29 February
    assert targets.days_of("4 weeks", days).tolist() == [28, 28, 28]


def weeks_of_duty(weeks: int, last: str) -> list[tuple]:
    """Whole weeks up to a Sunday: 1001 works 30 hours a week and 1006, also of C1, 10 hours."""
    found = []
    for number in range(weeks):
        monday = pd.Timestamp(last) - pd.Timedelta(days=7 * number + 6)
        for collar, worked in (("1001", 10), ("1001", 20), ("1006", 10)):
            start = monday + pd.Timedelta(days=worked // 10)
            end = start + pd.Timedelta(hours=worked)
            found.append(duty(f"{number}-{collar}-{worked}", collar, str(start), str(end)))
    return found


@pytest.mark.parametrize(("weeks", "usual"), [(10, 40), (8, 40), (7, 56)])
def test_fair_share(folder, weeks, usual):
    """C1 has two PCs until the Tuesday. Usual hours: 30 + 10 = 40 a week; under 8 loaded weeks 2 FTE x 28 = 56."""
    first = pd.Timestamp("2026-03-08") - pd.Timedelta(days=7 * weeks - 1)
    folder.load("Targets", [goal("C1", "PC", 8, "2026-01-01"), goal("C2", "PC", 5, "2026-03-12")])
    folder.load(
        "Duties", weeks_of_duty(weeks, "2026-03-08"), at="2026-03-09T08:00:00",
        **{"from": str(first.date()), "to": "2026-03-08"},
    )  # fmt: skip
    folder.load("Duties", [
        duty("a", "1001", "2026-03-09 08:00", "2026-03-09 18:00"),
        duty("b", "1001", "2026-03-10 08:00", "2026-03-10 12:00", "Court"),
        duty("c", "1006", "2026-03-10 08:00", "2026-03-10 13:00"),
        duty("d", "1006", "2026-03-11 08:00", "2026-03-11 12:00"),
    ], area="Corby")  # fmt: skip
    found = folder.ask("ppn_submissions", "officer")["target"]
    # 8 a week. 1001: 10 available hours on the Monday (Court is abstraction). 1006: 5 hours on the Tuesday in C1; on
    # the Wednesday in C2, which has no target until the Thursday.
    assert found["1001"] == pytest.approx(8 / usual * 10)
    assert found["1006"] == pytest.approx(8 / usual * 5)
    assert np.isnan(found["1003"])  # its beat has no target, and no Duties are loaded for it
    assert "1004" in found.index
    assert np.isnan(found["1004"])  # a PCSO of C1: the target is for PCs


def test_every_needed_heading_is_known():
    assert len(EXPORTS) == 16
    assert EXPORTS["Arrests"].needed == ("Custody Ref", "Arrested At", "Collar No")
