"""What holds for any rows: order, repetition, what was known, sums of parts, split files, overlapping hours.

Random weeks of the small force go in through the production intake; figures come out as every page asks for them.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from metrics import catalogue, intake, loading
from metrics.calculate import figures, hours
from metrics.question import Ask
from metrics.store.append import LoadResult
from metrics.terms import LEVELS, LONDON, STATES, TEAM, WHOLE_FORCE, Area
from tests.effort import TIMES
from tests.small_force import BEATS, MONDAY, OFFICERS, SUNDAY, WEEK, SmallForce, csv_bytes
from tests.warm_reader import READER

ALL_KPIS = tuple(catalogue.kpis())
KEYED = ("kpi", "by", "key", "period_start", "period_end")
SHOWN = ("value", "exposure_hours", "target", "verdict", "missing")
PERIODS = (WEEK, (dt.date(2026, 6, 3), SUNDAY), (dt.date(2026, 5, 25), SUNDAY))
"""The week, a part of it, and it with the week before, of which nothing is loaded but late records."""

Rows = list[dict[str, Any]]
Files = dict[str, Rows]
Week = tuple[dt.date, dt.date]


def property_of(examples: int) -> settings:
    """The same examples in every run. Nothing is shrunk: an example takes a second, and a failure prints it whole."""
    return settings(
        max_examples=examples * TIMES, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck), phases=(Phase.generate,),
    )  # fmt: skip


# ---------------------------------------------------------------------------------------------------- random weeks
LENT = {"Collar No": "0101", "Surname": "Exampleby", "Role": "PC", "Beat": "B1", "Supervisor Collar No": "0901"}
LENT |= {"Start Date": "2026-06-03", "End Date": "2026-06-04"}
POSTED = [*OFFICERS, LENT]
"""PC 0101 of A1 is lent to B1, a beat of the other LPA, on Wednesday and Thursday."""
HOME = {"0101": "A1", "0102": "A2", "0103": "B1", "0201": "A1", "0901": "A1"}
SECTOR_OF = {"A1": "Corby", "A2": "Corby", "B1": "Daventry"}
LPA_OF = {"A1": "North", "A2": "North", "B1": "West"}
PLACES = [{"Place Code": "H1"}, {"Place Code": "V1", "Place Type": "Vulnerable location", "End Date": "2026-06-03"}]
TARGETS = [
    {"Area": "A1", "KPI": "ppn_submissions", "Target": "7"},
    {"Area": "B1", "KPI": "ppn_submissions", "Target": "3"},
    {"Area": "Corby", "KPI": "stop_searches", "Role": "PC", "Target": "4", "Per": "month"},
]

COLLARS = st.sampled_from(["0101", "0102", "0103", "0201", "0901"])
SOME_COLLARS = st.lists(COLLARS, max_size=3).map("; ".join)
DAYS = st.integers(0, 6).map(lambda number: MONDAY + dt.timedelta(days=number))
"""Days of the week; late records are drawn beside them."""
LATE_DAYS = st.integers(1, 9).map(lambda number: MONDAY - dt.timedelta(days=number))
MOMENTS = st.tuples(DAYS | LATE_DAYS, st.integers(0, 23)).map(lambda at: f"{at[0]} {at[1]:02}:15")
DATES = (DAYS | LATE_DAYS).map(str)
YES_NO = st.sampled_from(["Yes", "No", ""])


@st.composite
def duty(draw: st.DrawFn) -> dict[str, Any]:
    start = dt.datetime.fromisoformat(draw(MOMENTS))
    end = start + dt.timedelta(minutes=draw(st.integers(0, 40)) * 15)
    place = draw(st.sampled_from(["", "H1", "V1", "XX"]))
    state = draw(st.sampled_from(["On beat", "Hotspot patrol", "Court", "Rest day", "Sick", "Tutoring", "Station"]))
    return {"Collar No": draw(COLLARS), "Start": str(start), "End": str(end), "State": state, "Place Code": place}


def row(**columns: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    named = {name.replace("_", " "): strategy for name, strategy in columns.items()}
    return st.fixed_dictionaries({"Collar No": COLLARS, **named})


WEEKLY: dict[str, tuple[str, st.SearchStrategy[dict[str, Any]]]] = {
    "Duties": ("Duty Ref", duty()),
    "Arrests": ("Custody Ref", row(Arrested_At=MOMENTS, Assisting_Collar_Nos=SOME_COLLARS)),
    "Stop Searches": ("Search Ref", row(Searched_At=MOMENTS, Outcome=st.sampled_from(["NFA", "Arrest", "Caution"]))),
    "Warrants": ("Warrant Ref", row(Executed_On=DATES, Other_Collar_Nos=SOME_COLLARS)),
    "PPNs": ("PPN Ref", row(Submitted_At=MOMENTS)),
    "Incidents": ("Incident No", row(Attended_At=MOMENTS)),
    "Intelligence": (
        "Log No",
        row(
            Submitted_At=MOMENTS,
            Source=st.sampled_from(["Community", "Partnership", "Police activity", "Observations"]),
            Actioned=YES_NO,
            Actioned_By=COLLARS | st.just(""),
        ),
    ),
    "Engagements": ("Return No", row(Engaged_On=DATES)),
    "Referrals": ("Referral Ref", row(Referred_On=DATES)),
}
LISTED: dict[str, tuple[str, st.SearchStrategy[dict[str, Any]]]] = {
    "Watch Schemes": (
        "Scheme Ref",
        row(Established_On=DATES, Scheme_Type=st.sampled_from(["Speed Watch", "Citizens in Policing"])),
    ),
    "Problem Plans": ("Plan Ref", row(Opened_On=DATES, Stage=st.sampled_from(["Response", "Closed"]))),
}


@st.composite
def weeks(draw: st.DrawFn, lists: bool = True, first: str = "") -> Files:
    """A week's files: each export with some rows, with none, or not sent at all. Keys begin with `first`."""
    found: Files = {}
    for sheet, (key, rows) in {**WEEKLY, **(LISTED if lists else {})}.items():
        drawn = draw(st.lists(rows, max_size=6 if sheet == "Duties" else 4) | st.none())
        if drawn is not None:
            found[sheet] = [{**each, key: f"{first}{number}"} for number, each in enumerate(drawn)]
    if "Incidents" in found:  # a row is one officer at one incident: two officers may share a number
        found["Incidents"] = [{**each, "Incident No": f"{first}{n // 2}"} for n, each in enumerate(found["Incidents"])]
        found["Incidents"] = list(
            {(each["Incident No"], each["Collar No"]): each for each in found["Incidents"]}.values()
        )
    return found


# ------------------------------------------------------------------------------------------------------ the walk
@contextmanager
def a_force(officers: Rows = POSTED) -> Iterator[SmallForce]:
    """A small force with somebody lent, places and targets; gone at the end."""
    force = SmallForce(lists=False)
    try:
        give(force, {"Beats": BEATS, "Officers": officers, "Places": PLACES, "Targets": TARGETS})
        yield force
    finally:
        force.store.close()


def give(
    force: SmallForce, files: Files, area: Area = WHOLE_FORCE, days: Week = WEEK, confirm: bool = True
) -> list[LoadResult]:
    """Load files in one call, a minute after the last, through the production intake with one warm reader."""
    force.clock += dt.timedelta(minutes=1)
    contents = [(f"{sheet.lower()}.csv", csv_bytes(sheet, rows)) for sheet, rows in files.items()]
    sheets = intake.order(intake.read_files(contents, reader=READER))
    results = loading.load(force.store, sheets, force.clock, "test", every=loading.Choice(area, days), confirm=confirm)
    assert {result.status for result in results} <= {"accepted", "unchanged"}
    return results


def seen(force: SmallForce, known_at: dt.datetime | None = None) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """Every figure of every KPI, for people and every level of area, by what it is a figure of."""
    found: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for by in (*LEVELS, TEAM, "officer"):
        frame = figures(force.store, Ask(ALL_KPIS, by, PERIODS, known_at=known_at))
        keys = frame[list(KEYED)].itertuples(index=False, name=None)
        values = frame[list(SHOWN)].itertuples(index=False, name=None)
        found |= {key: tuple(map(plain, shown)) for key, shown in zip(keys, values, strict=True)}
    return found


def plain(value: Any) -> Any:
    """Comparable: nothing as None, hours to the second."""
    if pd.isna(value):
        return None
    return round(value, 6) if isinstance(value, float) else value


# ---------------------------------------------------------------------------------------------------- properties
@property_of(5)
@given(weeks(), st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_rows_in_a_file_does_not_matter(week: Files, chance: random.Random, repeat: bool) -> None:
    if repeat:
        week = {
            sheet: rows + rows[:1] + [{**rows[-1], "Collar No": "0102"}] if rows else [] for sheet, rows in week.items()
        }
    with a_force() as force, a_force(shuffled(POSTED, chance)) as other:
        give(force, week)
        give(other, {sheet: shuffled(rows, chance) for sheet, rows in week.items()})
        assert seen(force) == seen(other)


def shuffled(rows: Rows, chance: random.Random) -> Rows:
    found = list(rows)
    chance.shuffle(found)
    return found


@property_of(5)
@given(weeks())
def test_loading_the_same_again_changes_nothing(week: Files) -> None:
    with a_force() as force:
        give(force, week)
        before, version, moment = seen(force), force.store.version, force.clock
        again = give(force, week)
        assert {result.status for result in again} <= {"unchanged"}
        assert force.store.version == version
        assert seen(force) == before
        assert seen(force, known_at=moment) == before


@property_of(5)
@given(weeks(first="A"), weeks(first="A"), st.sampled_from([WHOLE_FORCE, Area("sector", "Corby"), Area("beat", "B1")]))
def test_what_was_known_stays_known(week: Files, later: Files, area: Area) -> None:
    with a_force() as force:
        give(force, week)
        known, moment = seen(force), force.clock
        moved = [{**each, "Beat": "B1"} if each["Collar No"] == "0102" else each for each in POSTED[1:]]
        give(force, {"Officers": moved, "Targets": TARGETS[:1], "Places": PLACES[:1]})
        between, second = seen(force), force.clock
        give(force, later, area)
        assert seen(force, known_at=moment) == known
        assert seen(force, known_at=second - dt.timedelta(microseconds=1)) == known
        assert seen(force, known_at=second) == between


@property_of(8)
@given(weeks(), st.sampled_from([WHOLE_FORCE, Area("lpa", "North"), Area("sector", "Daventry"), Area("beat", "A1")]))
def test_parts_sum_to_the_whole(week: Files, area: Area) -> None:
    with a_force() as force:
        give(force, week, area)
        found = seen(force)
    parents = {"sector": SECTOR_OF, "lpa": LPA_OF, "force": dict.fromkeys(SECTOR_OF, "Force")}
    for kpi in sorted(set(ALL_KPIS) - {"incidents_attended"}):
        for start, end in PERIODS:
            beats = {beat: found[kpi, "beat", beat, start, end] for beat in SECTOR_OF}
            for level, parent_of in parents.items():
                for parent in set(parent_of.values()):
                    parts = [beats[beat] for beat in SECTOR_OF if parent_of[beat] == parent]
                    whole = found[kpi, level, parent, start, end]
                    assert whole[0] == total([part[0] for part in parts]), (kpi, parent, "value")
                    assert whole[1] == total([part[1] for part in parts]), (kpi, parent, "hours")


def total(parts: list[float | None]) -> float | None:
    """The sum of what is known; nothing where nothing is."""
    known = [part for part in parts if part is not None]
    return round(sum(known), 6) if known else None


@property_of(5)
@given(weeks(lists=False))
def test_people_sum_to_the_force_where_one_person_is_credited(week: Files) -> None:
    with a_force() as force:
        give(force, week)
        found = seen(force)
    for kpi in [kpi for kpi in catalogue.kpis().values() if kpi.credit == "lead" and not kpi.distinct]:
        people = [shown[0] for key, shown in found.items() if key[:2] == (kpi.id, "officer") and key[3:] == WEEK]
        assert found[kpi.id, "force", "Force", *WEEK][0] == total(people), kpi.id


SPLITS: tuple[dict[str, Area], ...] = (
    {beat: Area("sector", SECTOR_OF[beat]) for beat in SECTOR_OF},
    {beat: Area("lpa", LPA_OF[beat]) for beat in LPA_OF},
    {beat: Area("beat", beat) for beat in SECTOR_OF},
)


@property_of(5)
@given(weeks(lists=False), st.sampled_from(SPLITS), st.booleans())
def test_a_week_split_by_area_into_files_gives_the_figures_of_one_file(
    week: Files, split: dict[str, Area], backwards: bool
) -> None:
    with a_force() as whole, a_force() as parts:
        give(whole, week)
        areas = list(dict.fromkeys(split.values()))
        for area in reversed(areas) if backwards else areas:
            mine = {
                sheet: [each for each in rows if split[team_of(each, catalogue_day(sheet))] == area]
                for sheet, rows in week.items()
            }
            give(parts, mine, area)
        assert seen(whole) == seen(parts)


def catalogue_day(sheet: str) -> str:
    return next(export.day for export in catalogue.exports().values() if export.sheet == sheet)


def team_of(each: dict[str, Any], day: str) -> str:
    """The beat of a row's lead on its day."""
    lent = each["Collar No"] == "0101" and LENT["Start Date"] <= str(each[day])[:10] <= LENT["End Date"]
    return "B1" if lent else HOME[each["Collar No"]]


# ------------------------------------------------------------------------------------------------ overlapping hours
MINUTES = 15
STARTS = {
    "summer": dt.datetime(2026, 6, 1, tzinfo=LONDON),
    "clocks go back": dt.datetime(2025, 10, 20, tzinfo=LONDON),
    "clocks go forward": dt.datetime(2026, 3, 23, tzinfo=LONDON),
}
DUTY_STATES = ("On beat", "Station", "Court", "Event", "Tutoring", "Rest day", "Annual leave", "Nothing we know")
SEGMENTS = st.lists(
    st.tuples(
        st.integers(0, 40) | st.sampled_from([8, 16, 20]), st.sampled_from([0, 1, 4, 8, 8, 24]),
        st.sampled_from(DUTY_STATES),
    ),
    min_size=2, max_size=9,
)  # fmt: skip
"""Start in quarters of an hour after 20:00 on Saturday (over midnight and the clock change), length, state. Often the
same start and length, so that the Duty Ref decides."""


@pytest.mark.parametrize("week", STARTS)
@property_of(8)
@given(segments=SEGMENTS, numbered=st.booleans(), chance=st.randoms(use_true_random=False))
def test_hours_of_overlapping_segments_equal_a_count_minute_by_minute(
    week: str, segments: list[tuple[int, int, str]], numbered: bool, chance: random.Random
) -> None:
    monday = STARTS[week].date()
    base = (STARTS[week] + dt.timedelta(days=5, hours=20)).astimezone(dt.UTC)
    refs = chance.sample(range(5, 15), len(segments))
    rows = [(str(ref) if numbered else f"D{ref}", *segment) for ref, segment in zip(refs, segments, strict=True)]
    sent = [
        {
            "Duty Ref": ref,
            "Collar No": "0101",
            "Start": local(base, start).isoformat(),
            "End": local(base, start + length).isoformat(),
            "State": state,
        }
        for ref, start, length, state in rows
    ]
    days = (monday, monday + dt.timedelta(days=6))
    with a_force(OFFICERS) as force:
        give(force, {"Duties": sent}, days=days)
        each_day = tuple((monday + dt.timedelta(days=n),) * 2 for n in range(7))
        frame = hours(force.store, "officer", each_day, collars=("0101",))
    shown = {
        start: (rostered, abstraction, not_deployable, available)
        for start, rostered, abstraction, not_deployable, available in frame[
            ["period_start", "rostered", "abstraction", "not_deployable", "available"]
        ].itertuples(index=False, name=None)
    }
    expected = by_minute(base, rows)
    for day, _ in each_day:
        rostered, abstraction, not_deployable = (expected[day, kind] / 60 for kind in KINDS)
        wanted = (rostered, abstraction, not_deployable, rostered - abstraction - not_deployable)
        assert shown[day] == pytest.approx(wanted, abs=1e-6), day


KINDS = ("rostered", "abstraction", "not_deployable")


def local(base: dt.datetime, quarters: int) -> dt.datetime:
    return (base + dt.timedelta(minutes=quarters * MINUTES)).astimezone(LONDON)


def by_minute(base: dt.datetime, rows: list[tuple[str, int, int, str]]) -> Counter[tuple[dt.date, str]]:
    """Minutes by day and kind: at each minute the first of the segments that hold it (DECISIONS.md D10)."""
    unknown = STATES["state not known"]
    minutes: Counter[tuple[dt.date, str]] = Counter()
    last = max(start + length for _, start, length, _ in rows)
    for minute in range(last * MINUTES):
        holding = [row for row in rows if row[1] * MINUTES <= minute < (row[1] + row[2]) * MINUTES]
        if not holding:
            continue
        _, start, _, word = min(holding, key=preference)
        state, day = STATES.get(word.casefold(), unknown), local(base, start).date()
        minutes.update((day, kind) for kind in KINDS if getattr(state, kind))
    return minutes


def preference(segment: tuple[str, int, int, str]) -> tuple[Any, ...]:
    """Rostered before absence, the earlier start, the longer, the smaller Duty Ref."""
    ref, start, length, word = segment
    absence = word.casefold() in STATES and STATES[word.casefold()].absence
    return absence, start, -length, int(ref) if ref.isdigit() else ref
