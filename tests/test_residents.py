"""What our records say of the five asks, counted on one hand, and worked out again from the sample's rows in plain pandas."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from metrics.named_contacts import named_contacts
from metrics.residents import Hours, by_the_clock, foot_patrols
from metrics.store.snapshot import snapshot
from metrics.terms import WHOLE_FORCE, Area
from metrics.time_in_place import clock
from tests.conftest import Sample
from tests.small_force import BEATS, MONDAY, OFFICERS, SUNDAY, SmallForce

CORBY = Area("sector", "Corby")
PLACES = [
    {"Place Code": "H1", "Place Name": "Market"}, {"Place Code": "H2", "Place Name": "Park"},
    {"Place Code": "H3", "Place Name": "Closed", "End Date": "2026-06-03"},
    {"Place Code": "S1", "Place Name": "Station", "Place Type": "Station"},
    {"Place Code": "H4", "Place Name": "Green", "Beat": "B1"},
]  # fmt: skip


def duty(
    ref: str, day: int, hours: str = "09:00 11:00", state: str = "Foot patrol", place: str = "H1", collar: str = "0201"
) -> dict[str, str]:
    start, end = (f"2026-06-{day:02} {hour}" for hour in hours.split())
    return {"Duty Ref": ref, "Collar No": collar, "Start": start, "End": end, "State": state, "Place Code": place}


def test_the_last_foot_patrol_of_each_place_whoever_made_it_and_no_other_visit(force: SmallForce) -> None:
    force.load("Places", PLACES)
    rows = [
        duty("D1", 2), duty("D2", 4, collar="0103"), duty("D3", 6, state="Mobile patrol"), duty("D4", 5, place="H3"),
        duty("D5", 5, place="S1"), duty("D6", 6, state="Hotspot patrol", place="H2"),
    ]  # fmt: skip
    force.load("Duties", rows)
    market, park = foot_patrols(force.store, CORBY, SUNDAY)
    assert (market.place, market.beat, market.last) == ("Market", "Alpha", dt.date(2026, 6, 4))
    assert (park.place, park.last, park.loaded_from, park.loaded_to) == ("Park", None, MONDAY, SUNDAY)
    tuesday = foot_patrols(force.store, CORBY, dt.date(2026, 6, 2))
    assert [(one.place, one.last) for one in tuesday] == [
        ("Market", dt.date(2026, 6, 2)),
        ("Park", None),
        ("Closed", None),
    ]
    assert [one.place for one in foot_patrols(force.store, Area("team", "0901"), SUNDAY)] == ["Market", "Park"]
    assert [one.place for one in foot_patrols(force.store, WHOLE_FORCE, SUNDAY)] == ["Market", "Park", "Green"]


def test_without_duties_nothing_is_said_to_be_unvisited_and_what_was_known_stays_known(force: SmallForce) -> None:
    force.load("Places", PLACES)
    (market, _) = foot_patrols(force.store, CORBY, SUNDAY)
    assert (market.last, market.loaded_from, market.loaded_to) == (None, None, None)
    before = force.clock
    force.load("Duties", [duty("D1", 2)])
    assert foot_patrols(force.store, CORBY, SUNDAY)[0].last == dt.date(2026, 6, 2)
    assert foot_patrols(force.store, CORBY, SUNDAY, before)[0].last is None


def test_a_named_contact_counts_where_posted_to_that_beat_on_the_day_and_since_then_without_a_break() -> None:
    small = SmallForce(lists=False)
    contacts = ["0101", "0103", ""]
    small.load("Beats", [beat | {"Named Contact Collar No": who} for beat, who in zip(BEATS, contacts, strict=True)])
    again = {"Collar No": "0101", "Surname": "Exampleby", "Role": "PC", "Beat": "A1", "Start Date": "2026-03-02"}
    first = [row | ({"End Date": "2026-03-01"} if row["Collar No"] == "0101" else {}) for row in OFFICERS]
    small.load("Officers", [*first, again])
    assert [(one.name, one.is_named, one.here_since) for one in named_contacts(small.store, SUNDAY)] == [
        ("Alpha", True, dt.date(2025, 1, 6)), ("Beta", True, None), ("Gamma", False, None),
    ]  # fmt: skip
    assert named_contacts(small.store, dt.date(2024, 1, 1))[0].here_since is None
    apart = again | {"Start Date": "2026-03-09"}
    small.load("Officers", [*first, apart], confirm=True)
    assert named_contacts(small.store, SUNDAY)[0].here_since == dt.date(2026, 3, 9)
    small.store.close()


def test_hours_on_view_are_outside_and_not_abstracted_and_late_from_six_to_six(force: SmallForce) -> None:
    rows = [
        duty("D1", 2, "17:00 19:00"), duty("D2", 3, "05:00 07:00", "Enquiries"), duty("D3", 3, "20:00 22:00", "Event"),
        duty("D4", 3, "12:00 14:00", "Station"), duty("D5", 6, "10:00 13:00"), duty("D6", 7, "18:00 19:00"),
    ]  # fmt: skip
    force.load("Duties", rows)
    assert by_the_clock(clock(force.store, "force", MONDAY, SUNDAY, within=WHOLE_FORCE)) == Hours(8.0, 3.0, 4.0)


def test_on_the_sample_force_rows_counted_in_pandas_agree(sample: Sample) -> None:
    """Foot patrols and hours of a sector from its rows: those of one officer never overlap there but for a few."""
    day = dt.date(2026, 11, 15)
    rows = sample.store.frame("select * from duties", snapshot(sample.store))
    rows = rows[~rows["waiting"] & rows["role"].isin(["PC", "PCSO"]) & (rows["day"] <= pd.Timestamp(day))]
    walked = rows[(rows["state"] == "Foot patrol") & (rows["hours"] > 0)].groupby("place_name")["day"].max()
    found = foot_patrols(sample.store, CORBY, day)
    assert len(found) == 15
    assert {one.place: one.last for one in found} == {one.place: walked[one.place].date() for one in found}
    start = day - dt.timedelta(days=27)
    beats = {f"beat:COR{number}" for number in range(1, 6)} | {"sector:Corby"}
    mine = rows[
        rows["team"].isin(beats) & (rows["day"] >= pd.Timestamp(start)) & rows["outside"] & ~rows["abstraction"]
    ]
    mine = mine[~mine["shares_time"]]
    minutes = [
        pd.date_range(one.start, one.end, freq="15min", inclusive="left") for one in mine.itertuples() if one.hours
    ]
    every = minutes[0].append(minutes[1:])
    late = ((every.hour >= 18) | (every.hour < 6)).mean()
    ours = by_the_clock(clock(sample.store, "sector", start, day, within=CORBY))
    assert ours.total == pytest.approx(mine["hours"].sum(), rel=0.01)
    assert ours.late / ours.total == pytest.approx(late, abs=0.005)
    assert ours.weekend / ours.total == pytest.approx((every.day_of_week >= 5).mean(), abs=0.005)
