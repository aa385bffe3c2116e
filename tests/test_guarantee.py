"""The Neighbourhood Policing Guarantee's strip, worked by hand on the small force; of the sample force counted anew."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.guarantee import COURSES, Guarantee, Neighbourhood, guarantee, months_after
from metrics.guarantee_answer import answer
from metrics.guarantee_cells import Cell, cells, contact, meeting, priorities, queries, taken, training
from metrics.named_contacts import Contact
from metrics.terms import LONDON, NOT_LOADED, PARTLY_LOADED, Area
from sample_data import neighbourhoods as invented
from tests.conftest import Sample
from tests.small_force import BEATS, OFFICERS, SUNDAY, WEEK, SmallForce

OCTOBER = (dt.date(2026, 10, 19), dt.date(2026, 10, 25))
TWELVE_WEEKS = (dt.date(2026, 8, 24), dt.date(2026, 11, 15))


def found(force: SmallForce, days: tuple[dt.date, dt.date] = WEEK, **known: Any) -> dict[str, Neighbourhood]:
    return {one.beat: one for one in guarantee(force.store, days, **known).beats}


def contacts(force: SmallForce, *named: str | None) -> dict[str, Contact]:
    rows = [beat | {"Named Contact Collar No": collar} for beat, collar in zip(BEATS, named, strict=True)]
    force.load("Beats", rows)
    return {beat: one.contact for beat, one in found(force).items()}


def query(ref: str, received: str, answered: str | None = None, beat: str = "A1") -> dict[str, Any]:
    return {"Query Ref": ref, "Received At": received, "Answered At": answered, "Beat": beat}


def test_a_contact_is_current_where_they_are_posted_to_the_beat_or_above_it(force: SmallForce) -> None:
    inspector = {"Collar No": "0950", "Surname": "Mockton", "Role": "Insp", "Beat": "Daventry"}
    force.load("Officers", [*OFFICERS, inspector])
    assert contacts(force, "0101", "0950", "0950") == {
        "A1": Contact("current", "Exampleby, I"),
        "A2": Contact("never here", "Mockton, I"),
        "B1": Contact("current", "Mockton, I"),
    }


def test_a_contact_who_left_or_moved_is_known_since_the_day_after_their_last_here(force: SmallForce) -> None:
    left = OFFICERS[0] | {"End Date": "2026-04-30"}
    moved = [OFFICERS[1] | {"End Date": "2026-05-10"}, OFFICERS[1] | {"Beat": "B1", "Start Date": "2026-05-11"}]
    lent_back = [OFFICERS[2] | {"End Date": "2026-06-07"}]
    force.load("Officers", [left, *moved, *lent_back, *OFFICERS[3:]])
    assert contacts(force, "0101", "0102", "0103") == {
        "A1": Contact("left", "Exampleby, I", dt.date(2026, 5, 1)),
        "A2": Contact("moved", "Sampleson, I", dt.date(2026, 5, 11)),
        "B1": Contact("current", "Testwick, I"),
    }, "the last day of a posting still is one of it"
    later = found(force, (SUNDAY, SUNDAY + dt.timedelta(days=1)))["B1"].contact
    assert later == Contact("left", "Testwick, I", dt.date(2026, 6, 8))


def test_nobody_named_is_told_from_a_list_that_names_nobody_and_a_number_that_is_not_listed(force: SmallForce) -> None:
    assert {one.state for one in contacts(force, None, None, None).values()} == {"not stated"}
    told = contacts(force, None, "7777", "0103")
    assert (told["A1"], told["A2"], told["B1"].state) == (
        Contact("none named"), Contact("not listed", "7777"), "current",
    )  # fmt: skip
    assert contact(told["A2"], SUNDAY).words == "not on the list"


def test_what_is_due_three_months_later_is_overdue_on_the_day_after(force: SmallForce) -> None:
    rows = [
        {"Beat": "A1", "Priority": "Speeding", "Set On": "2025-12-01", "Reviewed On": "2026-03-07"},
        {"Beat": "A1", "Priority": "Litter", "Set On": "2025-12-01", "Reviewed On": "2026-03-06"},
        {"Beat": "A1", "Priority": "Noise", "Set On": "2026-03-07"},
        {"Beat": "A1", "Priority": "Dogs", "Set On": "2026-03-01"},
        {"Beat": "A1", "Priority": "Old", "Set On": "2025-01-01", "Closed On": "2026-06-07"},
        {"Beat": "A1", "Priority": "Closed later", "Set On": "2026-06-01", "Closed On": "2026-06-08"},
        {"Beat": "A1", "Priority": "Not set yet", "Set On": "2026-06-08"},
        {"Beat": "A2", "Priority": "Parking", "Set On": "2025-12-01", "Reviewed On": "2026-06-09"},
    ]
    force.load("Local Priorities", rows, days=None)
    beats = found(force)
    mine = beats["A1"].priorities
    assert mine is not None
    assert {one.what: (one.state, one.closed is None) for one in mine} == {
        "Speeding": ("in time", True), "Litter": ("overdue", True), "Noise": ("in time", True), "Dogs": ("overdue", True),
        "Old": ("overdue", False), "Closed later": ("in time", True),
    }  # fmt: skip
    cell = priorities(mine)
    assert (cell.state, cell.words) == ("not kept", "2 of 5 overdue")
    assert cell.sentence.endswith("the longest overdue by 6 days."), "Dogs: due on 1 June"
    assert priorities(beats["A2"].priorities).words == "not known then", "of reviews only the latest is known"
    assert priorities(found(force, (SUNDAY, dt.date(2026, 6, 9)))["A2"].priorities).words == "in time"
    assert (beats["B1"].priorities, priorities(None).words) == (None, "none recorded")
    assert priorities([one for one in mine if one.what == "Old"]).words == "none stands"


def test_months_are_calendar_months_and_end_with_the_month() -> None:
    assert months_after(dt.date(2025, 11, 30), 3) == dt.date(2026, 2, 28)
    assert months_after(dt.date(2026, 12, 31), 3) == dt.date(2027, 3, 31)


@given(st.dates(dt.date(2001, 1, 1), dt.date(2090, 1, 1)), st.integers(0, 30))
def test_a_month_later_is_in_the_month_after_and_never_earlier_for_a_later_day(day: dt.date, months: int) -> None:
    later = months_after(day, months)
    assert later.year * 12 + later.month == day.year * 12 + day.month + months
    assert months_after(day + dt.timedelta(days=1), months) >= later


def test_seventy_two_hours_are_hours_that_pass_when_the_clocks_go_back(force: SmallForce) -> None:
    rows = [
        query("Q1", "2026-10-24 09:00", "2026-10-27 08:00"),  # 72 hours to the minute
        query("Q2", "2026-10-24 09:00", "2026-10-27 08:30"),  # 71.5 by the clocks, 72.5 that passed
        query("Q3", "2026-10-24 09:00"),
        query("Q4", "2026-10-12 09:00"),  # before the period: waits, and is not of its share
        query("Q5", "2026-10-25 12:00", "2026-10-25 13:00"),  # answered at once, but its 72 hours are not over
        query("Q6", "2026-10-26 00:30"),  # after the period
    ]
    at = dt.datetime(2026, 10, 27, 20, 0, tzinfo=LONDON)
    force.load("Queries", rows, days=None, at=at)
    mine = found(force, OCTOBER)["A1"].queries
    assert mine is not None
    assert mine[1:] == (4, 3, 1, 1, 2, (15, 3))
    assert mine.until == at.astimezone(dt.UTC).replace(tzinfo=None)
    cell = queries(mine)
    assert (cell.state, cell.words, cell.in_full) == ("not kept", "1 of 3", "1 of 3, 2 wait")
    assert cell.sentence == (
        "1 of 3 queries answered within 72 hours. 2 queries wait for more than 72 hours. 1 received within the last 72 hours: "
        "too early to say."
    )  # fmt: skip
    assert found(force, OCTOBER)["A2"].queries is None


def test_a_later_load_of_the_beats_own_area_moves_what_is_known_of_it_only(force: SmallForce) -> None:
    rows = [query("Q1", "2026-06-06 09:00"), query("Q2", "2026-06-06 09:00", beat="B1")]
    force.load("Queries", rows, days=None)
    before = force.clock
    assert [found(force)[beat].queries.over for beat in ("A1", "B1")] == [0, 0]  # type: ignore[union-attr]
    answered = [query("Q2", "2026-06-06 09:00", "2026-06-09 08:59", "B1")]
    force.load(
        "Queries", answered, area=Area("sector", "Daventry"), days=None, at=dt.datetime(2026, 6, 10, 9, tzinfo=LONDON)
    )
    now = found(force)
    assert (now["A1"].queries.over, now["B1"].queries.in_time) == (0, 1)  # type: ignore[union-attr]
    assert found(force, known_at=before)["B1"].queries.over == 0  # type: ignore[union-attr]
    assert queries(now["A1"].queries).words == "too early to say"


def test_the_next_meeting_is_dated_and_not_called_off_and_the_last_was_held(force: SmallForce) -> None:
    rows: list[dict[str, Any]] = [
        {"Beat": "A1", "Meeting On": "2026-05-20", "Kind": "Beat meeting", "Held": "Y", "Attendance": 9},
        {"Beat": "A1", "Meeting On": "2026-06-07", "Kind": "Beat meeting", "Held": "N"},
        {"Beat": "A1", "Meeting On": "2026-06-10", "Kind": "Beat meeting", "Held": "N"},
        {"Beat": "A1", "Meeting On": "2026-07-01", "Kind": "Parish council"},
        {"Beat": "A2", "Meeting On": "2026-06-07", "Kind": "Beat meeting"},
    ]
    force.load("Meetings", rows, days=None)
    beats = found(force)
    first, second = meeting(beats["A1"].meetings, SUNDAY), meeting(beats["A2"].meetings, SUNDAY)
    assert (first.state, first.words) == ("kept", "1 Jul")
    assert first.sentence == (
        "next meeting on 1 July 2026 (parish council); the last was held on 20 May 2026 with 9 residents."
    )
    assert second == Cell(
        "not kept", "none dated", "no meeting after 7 June 2026 is dated; none is recorded as held."
    ), "today's is not the next, and nobody said that it was held"
    assert (beats["B1"].meetings, meeting(None, SUNDAY).words) == (None, "none recorded")


def test_training_is_of_those_posted_on_the_day_and_valid_on_it(force: SmallForce) -> None:
    def course(collar: str, name: str, on: str = "2025-01-06", until: str | None = None) -> dict[str, Any]:
        return {"Collar No": collar, "Course": name, "Completed On": on, "Expires On": until}

    first, second, third = COURSES
    rows = [
        course("0101", first.upper()), course("0101", f" {second} "), course("0101", third, until="2026-06-07"),
        course("0201", first), course("0201", second), course("0201", third, until="2026-06-06"), course("0201", "First aid"),
        course("0901", first), course("0102", first, on="2026-06-08"),
    ]  # fmt: skip
    force.load("Training", rows, days=None)
    beats = found(force)
    mine = beats["A1"].training
    assert (mine.people, mine.recorded, mine.complete) == (2, 2, 1), "a sergeant is not among them"
    assert mine.holders == {first: 2, second: 2, third: 1, "First aid": 1}
    assert mine.lapsed == {first: 0, second: 0, third: 1, "First aid": 0}
    assert training(mine).words == "1 of 2"
    assert training(beats["A2"].training).words == "none recorded", "completed after the day: not nought of one"
    assert found(force, role="PC")["A1"].training.people == 1
    nobody = found(force, (dt.date(2024, 1, 1), dt.date(2024, 1, 7)))["A1"].training
    assert training(nobody).words == "nobody posted"


def test_what_is_not_loaded_is_said_and_a_moment_before_a_load_does_not_know_it(force: SmallForce) -> None:
    before = force.clock
    whole = guarantee(force.store, WEEK)
    assert whole.loaded == frozenset()
    row = cells(whole.beats[0], whole, SUNDAY, None)
    assert [cell.words for cell in row] == ["not stated"] + [NOT_LOADED.lower()] * 5
    assert answer("Force", SUNDAY, whole.beats, {one.beat: row for one in whole.beats}) == (
        "Force on 7 June 2026: nothing that feeds the guarantee is known."
    )
    force.load("Local Priorities", [{"Beat": "A1", "Priority": "Noise", "Set On": "2026-06-01"}], days=None)
    assert guarantee(force.store, WEEK).loaded == {"local_priorities"}
    assert guarantee(force.store, WEEK, known_at=before).loaded == frozenset()
    assert guarantee(force.store, WEEK, known_at=before).beats[0].priorities is None


def test_abstraction_is_a_share_of_rostered_hours_and_no_state_of_the_guarantee() -> None:
    figure = {"value": 9.0, "exposure_hours": 40.0, "verdict": ""}
    assert taken(figure)[:2] == ("fact", "22%")
    assert taken(figure | {"verdict": PARTLY_LOADED}).words == "22% partly"
    assert taken(figure | {"exposure_hours": 0.0}).words == "no hours"
    assert taken(None).words == NOT_LOADED.lower()


def test_the_answer_counts_each_thing_by_itself(force: SmallForce) -> None:
    contacts(force, "0101", None, "0103")
    force.load("Local Priorities", [{"Beat": "A1", "Priority": "Noise", "Set On": "2026-03-01"}], days=None)
    force.load("Meetings", [{"Beat": "B1", "Meeting On": "2026-07-01", "Kind": "Beat meeting"}], days=None)
    force.load("Queries", [query("Q1", "2026-06-02 09:00", "2026-06-02 10:00")], days=None)
    whole = guarantee(force.store, WEEK)
    some = guarantee(force.store, WEEK, beats=("A1", "B1"))
    assert some == whole._replace(beats=tuple(one for one in whole.beats if one.beat in ("A1", "B1")))
    by_beat = {one.beat: cells(one, whole, SUNDAY, None) for one in whole.beats}
    assert answer("Force", SUNDAY, whole.beats, by_beat) == (
        "Force on 7 June 2026: 2 of 3 neighbourhoods have a current named contact; 1 local priority stands, 1 not reviewed "
        "within 3 months; 1 of 1 query answered within 72 hours, 0 wait for longer; 1 of 1 neighbourhoods have a next meeting "
        "dated."
    )


@pytest.fixture(scope="module")
def known(sample: Sample) -> Guarantee:
    return guarantee(sample.store, TWELVE_WEEKS)


def rows_sent(sample: Sample, name: str, key: Iterable[str]) -> list[dict[str, str]]:
    """The rows of an export as its files have them, in the order of their loads: of a key the last one counts."""
    rows: dict[tuple[str, ...], dict[str, str]] = {}
    for path in sorted(
        Path(sample.folder).glob(f"neighbourhoods/*/{name}.csv"), key=lambda path: (len(path.parent.name), path)
    ):
        for row in csv.DictReader(path.read_text("utf-8").splitlines()):
            rows[tuple(row[heading] for heading in key)] = row
    return list(rows.values())


def test_the_samples_queries_are_those_counted_anew_from_the_files(sample: Sample, known: Guarantee) -> None:
    london, until = ZoneInfo("Europe/London"), dt.datetime(2026, 11, 16, 8, 20, tzinfo=ZoneInfo("UTC"))
    anew: dict[str, list[int]] = {}
    by_hand: dict[str, bool] = {}
    for row in rows_sent(sample, "queries", ["Query Ref"]):
        received = dt.datetime.fromisoformat(row["Received At"]).replace(tzinfo=london)
        due = received.astimezone(ZoneInfo("UTC")) + dt.timedelta(hours=72)
        answered = row["Answered At"] and dt.datetime.fromisoformat(row["Answered At"]).replace(tzinfo=london)
        counts, over = anew.setdefault(row["Beat"], [0] * 5), due <= until
        if row["Query Ref"].startswith("QN-CASE"):
            by_hand[row["Query Ref"]] = bool(answered) and answered <= due
        asked = TWELVE_WEEKS[0] <= received.date() <= TWELVE_WEEKS[1]
        for place, counted in enumerate(
            [asked, asked and over, asked and over and bool(answered) and answered.astimezone(until.tzinfo) <= due,
             asked and over and not answered, over and not answered]
        ):  # fmt: skip
            counts[place] += counted
    assert len(anew) == 35
    assert by_hand == {"QN-CASE-01": False, "QN-CASE-02": True}
    assert {one.beat: list(one.queries[1:6]) for one in known.beats if one.queries} == anew


def test_the_samples_training_and_priorities_are_those_counted_anew_from_the_files(
    sample: Sample, known: Guarantee
) -> None:
    day = TWELVE_WEEKS[1]
    stand: dict[str, list[bool]] = {}
    for row in rows_sent(sample, "local_priorities", ["Beat", "Priority", "Set On"]):
        if not row["Closed On"]:
            looked = dt.date.fromisoformat(row["Reviewed On"] or row["Set On"])
            month = looked.month + 3
            late = (looked.year + (month > 12), (month - 1) % 12 + 1, looked.day) < (day.year, day.month, day.day)
            stand.setdefault(row["Beat"], []).append(late)
    told = {
        one.beat: [each.state == "overdue" for each in one.priorities or () if each.closed is None]
        for one in known.beats
    }
    assert {beat: (len(late), sum(late)) for beat, late in told.items()} == {
        beat: (len(late), sum(late)) for beat, late in stand.items()
    }
    valid = {
        (row["Collar No"], row["Course"])
        for row in rows_sent(sample, "training", ["Collar No", "Course", "Completed On"])
        if not row["Expires On"] or row["Expires On"] >= "2026-11-15"
    }
    text = """
select team, collar_no from officers_known_at(timestamp '9999-01-01')
where role in ('PC', 'PCSO') and start_date <= $d and coalesce(end_date, $d) >= $d
qualify row_number() over (partition by collar_no order by start_date desc) = 1
"""
    complete: dict[str, int] = {}
    for team, collar in sample.store.rows(text, d=day):
        beat = team.removeprefix("beat:")
        complete[beat] = complete.get(beat, 0) + all((collar, course) in valid for course in COURSES)
    assert {one.beat: one.training.complete for one in known.beats} == complete


def test_the_samples_special_cases_are_as_its_readme_says(known: Guarantee) -> None:
    beats = {one.beat: one for one in known.beats}
    assert beats[invented.NO_CONTACT].contact == Contact("none named")
    left, moved = (beats[beat].contact for beat, _ in (invented.CONTACT_LEFT, invented.CONTACT_MOVED))
    assert (left.state, left.since) == ("left", dt.date(2026, 8, 17))
    assert (moved.state, moved.since) == ("moved", dt.date(2026, 9, 14))
    assert [one.beat for one in known.beats if one.contact.state != "current"] == ["KET2", "NSU5", "SNO4"]
    assert [one.beat for one in known.beats if one.queries is None] == [invented.NO_QUERIES]
    assert [one.beat for one in known.beats if one.meetings and one.meetings.next is None] == [
        invented.NO_MEETING_DATED
    ]
    beat, what, _ = invented.NEVER_REVIEWED
    (never,) = [one for one in beats[beat].priorities or () if one.what == what]
    assert (never.reviewed, never.due, never.state) == (None, dt.date(2026, 10, 20), "overdue")
    assert known.loaded == {"local_priorities", "queries", "meetings", "training"}
