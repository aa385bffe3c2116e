"""Time in the community: counted on one hand, equal to plain pandas over the sample force, and judged as the definition says."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import pytest

from metrics.community_time import OF, RECENT, YEAR, CommunityTime, RoleTime, community_time, compared
from metrics.history import of_levels
from metrics.store.snapshot import snapshot
from metrics.terms import WHOLE_FORCE, Area
from tests.conftest import Sample
from tests.small_force import MONDAY, SmallForce

IN_COMMUNITY = {"On beat", "Foot patrol", "Cycle patrol", "Mobile patrol", "Hotspot patrol", "Engagement", "Enquiries"}
NOT_ROSTERED = {"Annual leave", "Sick", "Other absence", "Rest day", "Absence"}


def duty(ref: str, collar: str, start: str, end: str, state: str) -> dict[str, Any]:
    return {
        "Duty Ref": ref,
        "Collar No": collar,
        "Start": f"2026-06-0{start}",
        "End": f"2026-06-0{end}",
        "State": state,
    }


DUTIES = [
    duty("D1", "0101", "2 08:00", "2 12:00", "Foot patrol"), duty("D2", "0101", "2 12:00", "2 15:00", "Response cover"),
    duty("D3", "0101", "2 15:00", "2 16:00", "Briefing"), duty("D4", "0101", "3 08:00", "3 16:00", "Annual leave"),
    duty("D5", "0102", "3 08:00", "3 10:00", "Court"), duty("D6", "0102", "3 10:00", "3 16:00", "Enquiries"),
    duty("D7", "0201", "4 08:00", "4 13:00", "Engagement"), duty("D8", "0201", "4 12:00", "4 16:00", "Station"),
]  # fmt: skip


def week_of(time: CommunityTime, role: str) -> tuple[float, ...]:
    """In the community, outside, rostered and full-time posts of the only week."""
    mine = time.roles[role]  # type: ignore[index]
    return tuple(float(part[0]) for part in (mine.in_community, mine.outside, mine.rostered, mine.fte))


def test_an_hour_outside_that_is_abstraction_is_not_in_the_community(force: SmallForce) -> None:
    force.load("Duties", DUTIES)
    found = community_time(force.store, WHOLE_FORCE)
    assert found.weeks[0][0] == MONDAY
    assert week_of(found, "PC") == (4 + 6, 4 + 3 + 6, 8 + 8, 3)
    assert week_of(found, "PCSO") == (5, 5, 8, 1), "an hour that two segments share counts once"
    assert week_of(community_time(force.store, Area("beat", "A1")), "PC") == (4, 7, 8, 1)
    assert week_of(community_time(force.store, Area("team", "0901")), "PC") == (10, 13, 16, 2)
    assert set(community_time(force.store, WHOLE_FORCE, "PCSO").roles) == {"PCSO"}


def test_what_is_not_loaded_is_not_known_and_what_was_known_then_stays(force: SmallForce) -> None:
    force.load("Duties", DUTIES, area=Area("beat", "A1"))
    before = force.clock - dt.timedelta(minutes=1)
    assert np.isnan(week_of(community_time(force.store, WHOLE_FORCE), "PC")).all(), "A2 and B1 are not loaded"
    assert week_of(community_time(force.store, Area("beat", "A1")), "PC") == (4, 7, 8, 1)
    assert community_time(force.store, WHOLE_FORCE, known_at=before).weeks == ()


@pytest.fixture(scope="module")
def rostered_hours(sample: Sample) -> pd.DataFrame:
    """Every rostered segment of the sample force with its Monday and sector, in plain pandas."""
    text = "select role, team, led, day, state, hours from duties where not waiting"
    duties = sample.store.frame(text, snapshot(sample.store, None))
    areas = sample.store.rows("select area, sector from areas", snapshot(sample.store, None))
    day = pd.to_datetime(duties["day"])
    monday = (day - pd.to_timedelta(day.dt.day_of_week, unit="D")).dt.date
    return duties.assign(monday=monday, sector=duties["team"].map(dict(areas)))[~duties["state"].isin(NOT_ROSTERED)]


@pytest.mark.parametrize(
    ("area", "column", "key"),
    [
        (WHOLE_FORCE, "", ""),
        (Area("sector", "Corby"), "sector", "Corby"),
        (Area("beat", "COR2"), "team", "beat:COR2"),
        (Area("team", "1370"), "led", "team:1370"),
    ],
)
def test_over_the_sample_it_is_what_plain_pandas_finds(
    sample: Sample, rostered_hours: pd.DataFrame, area: Area, column: str, key: str
) -> None:
    found, history = community_time(sample.store, area), of_levels(sample.store, (area.level,))
    duties = rostered_hours[rostered_hours[column] == key] if column else rostered_hours
    assert set(found.roles) == {"PC", "PCSO"}
    for role, one in found.roles.items():
        own = duties[duties["role"] == role]
        rostered = own.groupby("monday")["hours"].sum()
        inside = own[own["state"].isin(IN_COMMUNITY)].groupby("monday")["hours"].sum()
        known = ~np.isnan(one.rostered)
        mondays = [start for (start, _), is_known in zip(found.weeks, known, strict=True) if is_known]
        assert len(mondays) > 40
        assert one.rostered[known] == pytest.approx([rostered.get(monday, 0.0) for monday in mondays])
        assert one.in_community[known] == pytest.approx([inside.get(monday, 0.0) for monday in mondays])
        outside = history.value[history.place(f"{OF}:{role}", f"{area.level}:{area.key}")]
        assert one.outside[known] == pytest.approx(outside[known]), "outside the station, it is the KPI"
        assert (one.in_community[known] < one.outside[known]).any()


def shares(*weeks: float) -> CommunityTime:
    """Weeks of 100 rostered hours with these shares; NaN: not loaded."""
    share = np.array(weeks)
    rostered = np.where(np.isnan(share), np.nan, 100.0)
    periods = tuple((MONDAY + dt.timedelta(weeks=n), MONDAY + dt.timedelta(weeks=n, days=6)) for n in range(len(weeks)))
    return CommunityTime(periods, {"PC": RoleTime(share * 100, share * 100, rostered, rostered / 20)})


def wave(number: int, level: float) -> list[float]:
    return [level + 0.01 * np.sin(1.7 * week) for week in range(number)]


LONG = dt.date(2040, 1, 1)


def test_more_than_luck_is_said_and_less_is_no_clear_change() -> None:
    same = compared(shares(*wave(64, 0.5)), "PC", LONG)
    more = compared(shares(*wave(52, 0.5), *wave(12, 0.6)), "PC", LONG)
    less = compared(shares(*wave(52, 0.5), *wave(12, 0.4)), "PC", LONG)
    assert same and more and less
    assert [one.word for one in (same, more, less)] == ["No clear change", "Running higher", "Running lower"]
    assert (more.recent.weeks, more.baseline.weeks) == (RECENT, YEAR)
    assert more.recent.per_fte_week == pytest.approx(more.recent.share * 20)
    assert more.year_before.days == (MONDAY, MONDAY + dt.timedelta(weeks=11, days=6))


def test_weeks_of_both_are_left_out_of_the_baseline_and_two_whole_years_are_compared_as_such() -> None:
    short = compared(shares(*wave(60, 0.5)), "PC", LONG)
    two = compared(shares(*wave(110, 0.5)), "PC", LONG)
    assert short and two
    assert (short.recent.weeks, short.baseline.weeks) == (12, 48)
    assert (two.recent.weeks, two.baseline.weeks, two.year_before.weeks) == (52, 52, 52)
    assert two.baseline.days and two.baseline.days[0] == MONDAY


def test_too_little_is_too_early_and_nothing_known_is_nothing() -> None:
    few = compared(shares(*wave(14, 0.5)), "PC", LONG)
    only = compared(shares(*wave(6, 0.5)), "PC", LONG)
    assert few and few.word == "Too early to say"
    assert only and only.word == "Too early to say" and only.baseline.days is None
    assert compared(shares(np.nan, np.nan), "PC", LONG) is None
    assert compared(shares(0.5), "PC", MONDAY) is None, "a week counts once it is over"
    assert compared(shares(0.5), "PCSO", LONG) is None
    gap = compared(shares(np.nan, *wave(52, 0.5), np.nan, *wave(11, 0.5)), "PC", LONG)
    assert gap and (gap.recent.weeks, gap.baseline.weeks) == (11, 52), "a week that is not loaded is no nought"
