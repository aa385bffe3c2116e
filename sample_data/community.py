"""Notices, incidents, intelligence, engagement and referrals of the sample force."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sample_data.duties import Shifts
from sample_data.events import Events, beat_of_event, draw_events, export, only_where, pick, references
from sample_data.people import People

CATEGORIES: dict[str | None, float] = {"Adult": 30, "Child": 34, "Domestic": 36}
INCIDENT_TYPES: dict[str | None, float] = {
    "Antisocial behaviour": 28,
    "Concern for safety": 16,
    "Domestic incident": 13,
    "Theft": 12,
    "Suspicious activity": 11,
    "Road-related incident": 8,
    "Violence": 8,
    "Missing person": 4,
}
ACTION_DELAYS = (0.30, 0.24, 0.16, 0.12, 0.09, 0.06, 0.03)  # days from report to action
ACTIONED_SHARE = 0.55
TWO_OFFICERS_SHARE = 0.33
REPEAT_LOCATIONS = 60
ACTIVITIES: dict[str | None, float] = {
    "Beat surgery": 22,
    "Street stall": 15,
    "School visit": 16,
    "Community meeting": 12,
    "Door to door": 25,
    "Online session": 4,
    "Youth group": 6,
}
AGENCIES: dict[str | None, float] = {
    "Local authority housing": 21,
    "Adult social care": 14,
    "Children's services": 18,
    "Fire and rescue": 12,
    "Mental health services": 15,
    "Drug and alcohol services": 11,
    "Victim support": 9,
}
REASONS: dict[str | None, float] = {
    "Vulnerable adult": 4,
    "Child at risk": 3,
    "Home safety": 2,
    "Support needed": 3,
    None: 1,
}


def ppns(rng: np.random.Generator, people: People, shifts: Shifts) -> pd.DataFrame:
    """The PPNs export; four in five are submitted within a day."""
    events = draw_events(rng, "ppns", people, shifts)
    count = len(events)
    delay = np.where(rng.random(count) < 0.82, rng.integers(20, 1200, count), rng.integers(1500, 5000, count))
    return export(
        people,
        events,
        {
            "PPN Ref": references("PPN", people, events),
            "Incident At": people.span.moments(np.maximum(events.moment - delay, 0)),
            "Submitted At": people.span.moments(events.moment),
            "Collar No": people.collars[events.person],
            "Beat": beat_of_event(rng, people, events),
            "Category": pick(rng, CATEGORIES, count),
            "Grading": pick(rng, {"Standard": 62, "Medium": 29, "High": 9}, count),
            "Returned For Quality": np.where(rng.random(count) < 0.06, "Y", "N"),
        },
    )


def incidents(rng: np.random.Generator, people: People, shifts: Shifts, events: Events | None = None) -> pd.DataFrame:
    """The Incidents export: a third of incidents have a second officer of the same team, one row each."""
    events = events or draw_events(rng, "incidents", people, shifts)
    count = len(events)
    beats = beat_of_event(rng, people, events)
    first = export(
        people,
        events,
        {
            "Incident No": references("NP", people, events),
            "Attended At": people.span.moments(events.moment),
            "Collar No": people.collars[events.person],
            "Beat": beats,
            "Type": pick(rng, INCIDENT_TYPES, count),
            "Grade": pick(rng, {"1": 14, "2": 41, "3": 30, "4": 15}, count),
            "Location": [
                f"{beat} location {number}" for beat, number in zip(beats, _locations(rng, count), strict=True)
            ],
        },
    )
    partner = shifts.partner[events.shift]
    together = np.flatnonzero((partner >= 0) & (rng.random(count) < TWO_OFFICERS_SHARE))
    second = first.iloc[together].copy()
    colleague = shifts.person[partner[together]]
    second["Collar No"] = people.collars[colleague]
    on_strength = people.team[colleague, events.day[together]] >= 0
    return pd.concat([first, second[on_strength]], ignore_index=True)


def intelligence(
    rng: np.random.Generator, people: People, shifts: Shifts, events: Events | None = None
) -> pd.DataFrame:
    """The Intelligence export in its final state, with the actions of the days after."""
    events = events or draw_events(rng, "intelligence", people, shifts)
    count = len(events)
    actioned = rng.random(count) < ACTIONED_SHARE
    delay = rng.choice(len(ACTION_DELAYS), count, p=ACTION_DELAYS)
    pc = people.roles[events.person] == "PC"
    source = np.where(
        pc,
        pick(rng, {"Community": 20, "Partnership": 17, "Police activity": 43, "Observations": 20}, count),
        pick(rng, {"Community": 42, "Partnership": 19, "Police activity": 10, "Observations": 29}, count),
    )
    by_colleague = ~pc | (rng.random(count) < 0.3)
    return export(
        people,
        events,
        {
            "Log No": references("INT", people, events),
            "Submitted At": people.span.moments(events.moment),
            "Collar No": people.collars[events.person],
            "Beat": beat_of_event(rng, people, events),
            "Source": source,
            "Priority": pick(rng, {"High": 12, "Medium": 46, "Low": 42}, count),
            "Actioned": np.where(actioned, "Y", "N"),
            "Actioned By": only_where(actioned & by_colleague, _somebody_acting(rng, people, events)),
            "Actioned On": np.where(actioned, people.span.dates(events.day + delay), np.datetime64("NaT")),
        },
    )


def engagements(rng: np.random.Generator, people: People, shifts: Shifts) -> pd.DataFrame:
    """The Engagements export."""
    events = draw_events(rng, "engagements", people, shifts)
    count = len(events)
    return export(
        people,
        events,
        {
            "Return No": references("ER", people, events),
            "Engaged On": people.span.dates(events.day),
            "Collar No": people.collars[events.person],
            "Beat": beat_of_event(rng, people, events),
            "Activity": pick(rng, ACTIVITIES, count),
            "Attendees": rng.negative_binomial(2, 0.12, count) + 1,
            "Duration Minutes": rng.integers(2, 13, count) * 15,
            "Priority Raised": pick(rng, {"Speeding": 3, "Antisocial behaviour": 4, "Drug dealing": 2, None: 6}, count),
            "Feedback Given": np.where(rng.random(count) < 0.62, "Y", "N"),
        },
    )


def referrals(rng: np.random.Generator, people: People, shifts: Shifts, events: Events | None = None) -> pd.DataFrame:
    """The Referrals export."""
    events = events or draw_events(rng, "referrals", people, shifts)
    count = len(events)
    return export(
        people,
        events,
        {
            "Referral Ref": references("RF", people, events),
            "Referred On": people.span.dates(events.day),
            "Collar No": people.collars[events.person],
            "Beat": beat_of_event(rng, people, events),
            "Agency": pick(rng, AGENCIES, count),
            "Reason": pick(rng, REASONS, count),
        },
    )


def _locations(rng: np.random.Generator, count: int) -> np.ndarray:
    """Numbers of places, a few of which come up again and again."""
    return np.asarray(np.minimum(rng.zipf(1.35, count), 10_000) % REPEAT_LOCATIONS + rng.integers(0, 40, count) * 60)


def _somebody_acting(rng: np.random.Generator, people: People, events: Events) -> np.ndarray:
    """A PC of the same team on that day, never one whose rows are written by hand."""
    luck = rng.random(len(events))
    found = np.empty(len(events), dtype=object)
    eligible = (people.roles == "PC") & ~people.is_hand_made()
    teams: dict[tuple[int, int], np.ndarray] = {}
    for event, (team, day) in enumerate(zip(events.team.tolist(), events.day.tolist(), strict=True)):
        if (team, day) not in teams:
            teams[team, day] = people.collars[eligible & (people.team[:, day] == team)]
        names = teams[team, day]
        found[event] = names[int(luck[event] * len(names))] if len(names) else None
    return found
