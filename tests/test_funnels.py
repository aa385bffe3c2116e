"""Beats against each other: worked by hand on the small force, and on the sample force against the figures of its pages."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
import pytest

from metrics.calculate import figures
from metrics.catalogue import kpis
from metrics.funnels import BeatFunnel, comparable, funnel_of
from metrics.question import Ask
from metrics.terms import Area
from sample_data import planted
from tests.conftest import Sample
from tests.small_force import MONDAY, OFFICERS, SUNDAY, WEEK, SmallForce

DUTIES = [
    {"Duty Ref": "D1", "Collar No": "0101", "Start": "2026-06-01 07:00", "End": "2026-06-01 15:00"},
    {"Duty Ref": "D2", "Collar No": "0101", "Start": "2026-06-02 21:00", "End": "2026-06-03 05:00"},
    {"Duty Ref": "D3", "Collar No": "0102", "Start": "2026-06-01 07:00", "End": "2026-06-01 15:00"},
    {"Duty Ref": "D4", "Collar No": "0103", "Start": "2026-06-01 21:00", "End": "2026-06-02 05:00"},
    {"Duty Ref": "D5", "Collar No": "0201", "Start": "2026-06-01 07:00", "End": "2026-06-01 15:00"},
]
"""Constables: 16 early hours (A1 8, A2 8), 16 at night (A1 8, B1 8). The PCSO of A1: 8 early hours."""
NOTICES = [
    {"PPN Ref": "P1", "Collar No": "0101", "Submitted At": "2026-06-01 09:00"},
    {"PPN Ref": "P2", "Collar No": "0102", "Submitted At": "2026-06-01 10:00"},
    {"PPN Ref": "P3", "Collar No": "0102", "Submitted At": "2026-06-01"},  # a day without a time
    {"PPN Ref": "P4", "Collar No": "0103", "Submitted At": "2026-06-02 02:00"},  # in the night that began on Monday
    {"PPN Ref": "P5", "Collar No": "0101", "Submitted At": "2026-06-03 02:00"},
    {"PPN Ref": "P6", "Collar No": "0201", "Submitted At": "2026-06-01 16:00"},  # after duty, on the same day
]
"""Constables: 3 early (A1 1, A2 2), 2 at night (A1 1, B1 1). The PCSO of A1: 1."""


def compared(force: SmallForce, kpi: str = "ppn_submissions", **asked: object) -> BeatFunnel:
    return funnel_of(force.store, kpi, *WEEK, **asked)  # type: ignore[arg-type]


def test_expected_is_the_rate_of_all_in_the_same_role_and_shift_times_own_hours(force: SmallForce) -> None:
    force.load("Duties", DUTIES)
    force.load("PPNs", NOTICES)
    found = compared(force)
    assert found.keys == ("A1", "A2", "B1")
    assert found.observed.tolist() == [3, 2, 1]
    assert found.hours.tolist() == [24, 8, 8]
    early, night, pcso = 3 / 16, 2 / 16, 1 / 8
    assert found.verdict.expected == pytest.approx([8 * early + 8 * night + 8 * pcso, 8 * early, 8 * night])
    assert found.placed == 1
    assert not found.shows
    assert found.enough_expected == 0


def test_what_was_done_off_duty_rests_on_all_hours_of_the_role(force: SmallForce) -> None:
    force.load("Duties", DUTIES)
    force.load("PPNs", [*NOTICES, {"PPN Ref": "P7", "Collar No": "0103", "Submitted At": "2026-06-05 12:00"}])
    found = compared(force)
    assert found.verdict.expected == pytest.approx([3.5 + 16 / 32, 1.5 + 8 / 32, 1 + 8 / 32])
    assert found.placed == pytest.approx(6 / 7)
    assert found.verdict.expected.sum() == pytest.approx(found.observed.sum())


def test_what_was_done_in_a_kind_of_shift_without_available_hours_rests_on_all_hours_of_the_role(
    force: SmallForce,
) -> None:
    event = {"Duty Ref": "D6", "Collar No": "0102", "Start": "2026-06-04 13:00", "End": "2026-06-04 22:00"}
    force.load("Duties", [*DUTIES, {**event, "State": "Event"}])
    force.load("PPNs", [{"PPN Ref": "P1", "Collar No": "0102", "Submitted At": "2026-06-04 15:00"}])
    found = compared(force)
    assert found.verdict.expected == pytest.approx([16 / 32, 8 / 32, 8 / 32])


def test_one_role_is_compared_with_its_own_hours(force: SmallForce) -> None:
    force.load("Duties", DUTIES)
    force.load("PPNs", NOTICES)
    pcs, pcsos = compared(force, role="PC"), compared(force, role="PCSO")
    assert pcs.verdict.expected == pytest.approx([2.5, 1.5, 1])
    assert pcsos.observed.tolist() == [1, 0, 0]
    assert pcsos.hours.tolist() == [8, 0, 0]


def test_an_incident_counts_once_for_a_beat_in_the_shift_of_its_first_attendance(force: SmallForce) -> None:
    other = {"Collar No": "0104", "Surname": "Pretendham", "Role": "PC", "Beat": "A1"}
    force.load("Officers", [*OFFICERS, other])
    night = {"Duty Ref": "D6", "Collar No": "0104", "Start": "2026-06-01 21:00", "End": "2026-06-02 05:00"}
    force.load("Duties", [*DUTIES, night])
    attended = [("2026-06-01 22:00", "0104"), ("2026-06-01 09:00", "0101"), ("2026-06-01 22:00", "0103")]
    force.load("Incidents", [{"Incident No": "I1", "Attended At": at, "Collar No": who} for at, who in attended])
    found = compared(force, "incidents_attended")
    assert found.observed.tolist() == [1, 0, 1]
    assert found.verdict.expected == pytest.approx([8 / 16 + 16 / 24, 8 / 16, 8 / 24])


def test_a_beat_not_wholly_loaded_takes_no_part_and_changes_nothing_for_the_others(force: SmallForce) -> None:
    force.load("Duties", DUTIES)
    force.load("PPNs", NOTICES[:3], area=Area("sector", "Corby"))
    found = compared(force)
    assert (found.keys, found.left_out) == (("A1", "A2"), ("B1",))
    assert found.verdict.expected == pytest.approx([1.5, 1.5])
    force.load("PPNs", NOTICES[3:4], area=Area("sector", "Daventry"), days=(MONDAY, SUNDAY - dt.timedelta(days=1)))
    assert compared(force).left_out == ("B1",)


def test_with_no_beat_wholly_loaded_nothing_is_compared(force: SmallForce) -> None:
    force.load("PPNs", NOTICES)
    found = compared(force)
    assert (found.keys, found.left_out) == ((), ("A1", "A2", "B1"))
    assert not found.shows
    assert math.isnan(found.times_longer)
    assert math.isnan(found.placed)


def test_what_was_known_before_a_correction_can_be_asked_for(force: SmallForce) -> None:
    force.load("Duties", DUTIES)
    force.load("PPNs", NOTICES[:1])
    then = force.clock
    force.load("PPNs", NOTICES, confirm=True)
    assert compared(force, known_at=then).observed.sum() == 1
    assert compared(force).observed.sum() == 6


def test_only_counts_of_what_happened_are_compared(force: SmallForce) -> None:
    told = {kpi.id for kpi in kpis().values() if not comparable(kpi)}
    assert told == {"time_in_place", "time_outside_station", "abstraction", "problem_plans"}
    for kpi in told:
        with pytest.raises(ValueError, match="no count of what happened"):
            compared(force, kpi)
    with pytest.raises(ValueError, match="no count of what happened"):
        compared(force, "arrests", role="PCSO")


@pytest.mark.parametrize("kpi", [kpi.id for kpi in kpis().values() if comparable(kpi)])
def test_of_the_sample_force_counts_and_hours_are_those_of_the_page_and_expected_adds_up(
    sample: Sample, kpi: str
) -> None:
    start, end = dt.date(2026, 8, 24), dt.date(2026, 11, 15)
    found = funnel_of(sample.store, kpi, start, end)
    shown = figures(sample.store, Ask((kpi,), "beat", ((start, end),))).set_index("key")
    taking_part = shown.loc[list(found.keys)]
    assert (taking_part["missing"] == "").all()
    assert len(found.keys) + len(found.left_out) == len(shown)
    assert found.observed == pytest.approx(taking_part["value"])
    assert found.hours == pytest.approx(taking_part["exposure_hours"])
    assert found.verdict.expected.sum() == pytest.approx(found.observed.sum())


def test_of_the_sample_force_the_beat_whose_arrests_doubled_is_the_one_outside(sample: Sample) -> None:
    found = funnel_of(sample.store, "arrests", planted.ARRESTS_DOUBLE_FROM, dt.date(2026, 11, 15))
    assert found.shows
    outside = np.array(found.keys)[found.verdict.word == "Outside the usual spread"]
    assert outside.tolist() == [planted.ARRESTS_DOUBLE_BEAT]


def test_how_much_longer_a_period_has_to_be(sample: Sample) -> None:
    found = funnel_of(sample.store, "warrants", dt.date(2026, 8, 24), dt.date(2026, 11, 15))
    tenth = np.sort(found.verdict.expected)[-10]
    assert not found.shows
    assert found.times_longer == pytest.approx(5 / tenth)
