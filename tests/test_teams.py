"""Sergeants' teams: credited once, by who led whom on the day, with what their beats are to reach together."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from typing import Any

import pytest

from metrics.calculate import figures, hours
from metrics.catalogue import kpis
from metrics.companions import companions
from metrics.corrections import corrections
from metrics.event_days import event_days
from metrics.history import every_name
from metrics.notes import About, enter_note, notes, notes_about, places
from metrics.passport import passport
from metrics.people import areas, everyone, latest, members, stints
from metrics.question import Ask
from metrics.rebases import Rebase
from metrics.store.snapshot import snapshot
from metrics.teams import names, sizes
from metrics.terms import KPI_ROLES, Area
from metrics.together import inside
from metrics.verdicts import areas_held, judged
from tests.conftest import Sample
from tests.small_force import BEATS, MONDAY, SUNDAY, WEEK, SmallForce

THURSDAY = dt.date(2026, 6, 4)
LED, LATER = Area("team", "0901"), Area("team", "0902")
OFFICERS: list[dict[str, Any]] = [
    {"Collar No": "0101", "Surname": "Exampleby", "Role": "PC", "Beat": "A1", "Supervisor Collar No": "0901",
     "End Date": "2026-06-03"},
    {"Collar No": "0101", "Surname": "Exampleby", "Role": "PC", "Beat": "A1", "Supervisor Collar No": "0902",
     "Start Date": "2026-06-04"},
    {"Collar No": "0102", "Surname": "Sampleson", "Role": "PC", "Beat": "A2", "Supervisor Collar No": "0901"},
    {"Collar No": "0103", "Surname": "Testwick", "Role": "PC", "Beat": "B1"},
    {"Collar No": "0901", "Surname": "Dummerly", "Role": "PS", "Beat": "A1"},
]  # fmt: skip
"""0901 leads A1 and A2 to Wednesday, then A2; 0902, who is in no list, A1 from Thursday; nobody leads B1."""
ARRESTS = [
    {
        "Custody Ref": "R1",
        "Arrested At": "2026-06-02 10:00",
        "Collar No": "0101",
        "Assisting Collar Nos": "0102",
        "Beat": "A1",
    },
    {
        "Custody Ref": "R2",
        "Arrested At": "2026-06-05 10:00",
        "Collar No": "0101",
        "Assisting Collar Nos": "0102",
        "Beat": "A1",
    },
    {
        "Custody Ref": "R3",
        "Arrested At": "2026-06-05 11:00",
        "Collar No": "0103",
        "Assisting Collar Nos": "0102",
        "Beat": "B1",
    },
    {"Custody Ref": "R4", "Arrested At": "2026-06-06 11:00", "Collar No": "0102", "Beat": "A2"},
]
DUTIES = [
    {"Duty Ref": f"D{number}", "Collar No": collar, "Start": f"{day} 08:00", "End": f"{day} 16:00"}
    for number, (collar, day) in enumerate(
        [("0101", "2026-06-02"), ("0101", "2026-06-05"), ("0102", "2026-06-05"), ("0103", "2026-06-05")]
    )
]


@pytest.fixture(scope="module")
def force() -> Iterator[SmallForce]:
    """A week in which the sergeant of one constable changes on Thursday."""
    small = SmallForce(lists=False)
    small.load("Beats", BEATS)
    small.load("Officers", OFFICERS)
    small.load("Targets", [{"Area": beat, "KPI": "arrests", "Target": 7, "Role": "PC"} for beat in ("A1", "A2")])
    small.load_all_empty(except_for=("Arrests", "Duties"))
    small.load("Arrests", ARRESTS)
    small.load("Duties", DUTIES)
    yield small
    small.store.close()


def test_an_event_counts_once_for_whoever_led_its_lead_that_day(force: SmallForce) -> None:
    found = force.figures("arrests", "team")
    assert dict(found["value"]) == {"0901": 2.0, "0902": 1.0}  # R1 and R4; R2. Nobody leads the lead of R3
    assert dict(found["exposure_hours"]) == {"0901": 16.0, "0902": 8.0}
    assert dict(found["name"]) == {"0901": "Team of Dummerly, Inventa", "0902": "Team of collar number 0902"}
    assert set(found["verdict"]) == {""}


def test_people_and_hours_follow_the_day_too(force: SmallForce) -> None:
    assert list(members(force.store, *WEEK, LED)["collar"]) == ["0101", "0102"]
    assert list(members(force.store, THURSDAY, SUNDAY, LED)["collar"]) == ["0102"]
    assert sizes(force.store, *WEEK) == {
        "team:0901": ("Team of Dummerly, Inventa", 2), "team:0902": ("Team of collar number 0902", 1),
    }  # fmt: skip
    found = hours(force.store, "team", (WEEK, (THURSDAY, dt.date(2026, 6, 8))), within=LED)
    assert list(found["rostered"]) == [16.0, 8.0]
    # A1 for three days and A2 for seven; then A2 for five, of which Duties cover four.
    assert list(found["posted_days"]) == [10, 5] and list(found["covered_days"]) == [10, 4]


def test_the_target_is_what_its_beats_are_to_reach_on_its_days(force: SmallForce) -> None:
    found = force.figures("arrests", "team")["target"]
    assert found["0901"] == pytest.approx(7 * 3 / 7 + 7)
    assert found["0902"] == pytest.approx(7 * 4 / 7)  # nobody was led by 0902 on the other days


def test_a_shared_beat_leaves_no_target_of_ones_own(force: SmallForce) -> None:
    shared = SmallForce(lists=False)
    shared.load("Beats", BEATS)
    shared.load("Officers", [*OFFICERS, {"Collar No": "0104", "Surname": "Mockridge", "Role": "PC", "Beat": "A2"}])
    shared.load("Targets", [{"Area": beat, "KPI": "arrests", "Target": 7, "Role": "PC"} for beat in ("A1", "A2")])
    shared.load_all_empty()
    found = shared.figures("arrests", "team")["target"]
    assert math.isnan(found["0901"]) and found["0902"] == pytest.approx(4)
    shared.store.close()


def test_a_team_figure_opens_to_its_own_rows_loads_and_corrections(force: SmallForce) -> None:
    found = passport(force.store, "arrests", *WEEK, area=LED)
    assert found.value == 2 and list(found.records["custody_ref"]) == ["R1", "R4"]
    assert set(found.coverage["name"]) == {"Alpha", "Beta"}
    assert [load.used for load in found.loads if load.export == "arrests"] == [2]
    kpi = kpis()["arrests"]
    assert corrections(force.store, kpi, *WEEK, area=LED).empty
    again = SmallForce(lists=False)
    again.load("Beats", BEATS)
    again.load("Officers", OFFICERS)
    again.load("Arrests", ARRESTS)
    again.load("Arrests", ARRESTS[:3])
    changed = corrections(again.store, kpi, *WEEK, area=LED)
    assert changed[["new", "changed", "gone"]].to_numpy().tolist() == [[0, 0, 1]]
    assert corrections(again.store, kpi, *WEEK, area=LATER).empty
    again.store.close()


def test_events_and_companions_are_of_the_team(force: SmallForce) -> None:
    assert event_days(force.store, "arrests", ("PC",), LED, *WEEK) == [dt.date(2026, 6, 2), dt.date(2026, 6, 6)]
    assert event_days(force.store, "arrests", ("PC",), LATER, *WEEK) == [dt.date(2026, 6, 5)]
    found = companions(force.store, "arrests", "team", *WEEK)
    joint = {one.key: (one.number, one.n) for one in found if one.label == "With another officer"}
    assert joint == {"0901": (0.5, 2.0), "0902": (1.0, 1.0)}


def test_planned_hours_are_of_beats_that_are_its_own() -> None:
    places = [{"Place Code": beat, "Beat": beat, "Planned Hours Per Week": 7} for beat in ("A1", "A2", "B1")]
    somebody = {"Collar No": "0104", "Surname": "Mockridge", "Role": "PC", "Beat": "A2"}
    for more, planned in (([], [3.0 + 7.0]), ([somebody], [])):
        small = SmallForce(lists=False)
        small.load("Beats", BEATS)
        small.load("Officers", [*OFFICERS, *more])
        small.load("Places", places)
        small.load("Duties", DUTIES)
        found = companions(small.store, "time_in_place", "team", *WEEK, within=LED)
        told = [one.number for one in found if one.label == "Planned hours" and one.key == "0901"]
        assert told == pytest.approx(planned)
        small.store.close()


def test_a_row_set_aside_could_change_the_team_of_its_lead() -> None:
    small = SmallForce(lists=False)
    small.load("Beats", BEATS)
    small.load("Officers", OFFICERS)
    small.load("Arrests", [*ARRESTS, {"Custody Ref": "R9", "Arrested At": "2026-06-05 25:00", "Collar No": "0102"}])
    assert dict(small.figures("arrests", "team")["set_aside"]) == {"0901": 1, "0902": 0}
    small.store.close()


def test_notes_lie_on_a_team_its_people_and_what_holds_all_of_it(force: SmallForce) -> None:
    at = dt.datetime(2026, 6, 9, 9)
    for level, key in (("team", "0901"), ("sector", "Corby"), ("beat", "A1"), ("officer", "0102")):
        enter_note(force.store, About(level, key), "Context", f"on {key}", "test", at)
    keys = (("team", "0901"), ("officer", "0102"), ("officer", "0103"))
    where = places(force.store, keys, *WEEK)
    told = {key: {note.words for note in notes_about(notes(force.store), where[key], *WEEK)} for key in keys}
    assert told[keys[0]] == {"on 0901", "on Corby"}
    assert told[keys[1]] == {"on 0901", "on Corby", "on 0102"}
    assert told[keys[2]] == set()


def test_a_new_baseline_reaches_the_teams_that_lie_in_its_area(force: SmallForce) -> None:
    def held(level: str, key: str) -> frozenset[str]:
        return areas_held(force.store, None, Rebase("", level, key, MONDAY))

    assert {key for key in held("sector", "Corby") if key.startswith("team:")} == {"team:0901", "team:0902"}
    assert {key for key in held("beat", "A1") if key.startswith("team:")} == {"team:0902"}
    assert held("team", "0901") == {"team:0901"}


def test_a_sergeant_of_a_whole_sector_has_its_figures_and_its_verdicts(sample: Sample) -> None:
    """In the sample force every sector's constables and PCSOs are led by one sergeant, so both ways to count must agree."""
    store, chosen = sample.store, every_name()
    days = (dt.date(2026, 8, 24), dt.date(2026, 11, 15)), (dt.date(2026, 4, 1), dt.date(2026, 11, 11))
    sector_of: dict[str, str] = {}
    for sector in figures(store, Ask(("arrests",), "sector", days[:1]))["key"]:
        people = members(store, *days[0], Area("sector", sector))
        (sergeant,) = set(people[people["role"].isin(KPI_ROLES)]["supervisor"])
        sector_of[sergeant] = sector
    of_teams, of_sectors = (figures(store, Ask(chosen, by, days)) for by in ("team", "sector"))
    order = ["kpi", "key", "period_start"]
    theirs = of_teams.assign(key=of_teams["key"].map(sector_of)).sort_values(order).reset_index(drop=True)
    ours = of_sectors.sort_values(order).reset_index(drop=True)
    assert len(sector_of) == 8
    for name in ("value", "exposure_hours", "target"):
        assert theirs[name].to_list() == pytest.approx(ours[name].to_list(), abs=1e-6, nan_ok=True)
    assert theirs["verdict"].to_list() == ours["verdict"].to_list()
    by_team, by_sector = (judged(store, chosen, (level,), days[0]) for level in ("team", "sector"))
    for name in chosen:
        for sergeant, sector in sector_of.items():
            said = [
                found.word(name, key, question)
                for question in ("target", "unusual", "changed", "year")
                for found, key in ((by_team, f"team:{sergeant}"), (by_sector, f"sector:{sector}"))
            ]
            assert said[0::2] == said[1::2]


def test_names_are_of_those_who_lead_constables_or_pcsos(force: SmallForce) -> None:
    assert list(names(force.store)) == ["team:0901", "team:0902"]


def test_who_is_in_an_area_or_a_team_is_everybody_less_those_who_are_not(sample: Sample) -> None:
    store, (first, last) = sample.store, (dt.date(2026, 8, 24), dt.date(2026, 11, 15))
    known = [one for one in stints(store, snapshot(store)) if one.from_day <= last and one.to_day >= first]
    everybody, led = everyone(store), sizes(store, first, last)
    assert len(led) > 5
    for collar in (key.removeprefix("team:") for key in led):
        theirs = {one.collar: one for one in known if one.supervisor == collar}
        assert set(latest(store, first, last, Area("team", collar))) == set(theirs.values())
    for level, key in zip(areas(store)["level"], areas(store)["key"], strict=True):
        area, held = Area(level, key), inside(store, Area(level, key))
        assert set(latest(store, first, last, area)) == set({o.collar: o for o in known if o.team in held}.values())
        assert everyone(store, within=area) == [one for one in everybody if one.team in held]
        assert sizes(store, first, last, within=area) == {team: of for team, of in led.items() if team in held}
