"""Arrests, stop searches and warrants of the sample force."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sample_data.duties import Shifts
from sample_data.events import (
    Events,
    beat_of_event,
    draw_events,
    export,
    only_where,
    partner_collars,
    pick,
    references,
)
from sample_data.people import People

OFFENCES: dict[str | None, float] = {
    "Theft from shop": 18,
    "Common assault": 15,
    "Actual bodily harm": 9,
    "Possession of cannabis": 7,
    "Possession with intent to supply": 8,
    "Burglary": 6,
    "Criminal damage": 8,
    "Public order": 9,
    "Possession of a bladed article": 6,
    "Breach of bail": 7,
    "Harassment": 5,
    "Taking a vehicle without consent": 4,
}
ARREST_RESULTS: dict[str | None, float] = {
    "Charged": 34,
    "Bailed": 22,
    "Released under investigation": 14,
    "No further action": 18,
    "Community resolution": 6,
    "Caution": 4,
    None: 2,
}
LEGISLATION: dict[str | None, float] = {
    "Misuse of Drugs Act 1971 (section 23)": 60,
    "Police and Criminal Evidence Act 1984 (section 1)": 37,
    "Firearms Act 1968 (section 47)": 1,
    "Criminal Justice and Public Order Act 1994 (section 60)": 2,
}
OBJECTS: dict[str, dict[str | None, float]] = {
    "Misuse": {"Controlled drugs": 1},
    "Police": {"Offensive weapons": 40, "Stolen goods": 32, "Articles for use in theft": 22, "Evidence of offences": 6},
    "Firearms": {"Firearms": 1},
    "Criminal": {"Offensive weapons": 1},
}
POSITIVE_OUTCOMES: dict[str | None, float] = {
    "Arrest": 46,
    "Community resolution": 30,
    "Khat or Cannabis warning": 10,
    "Summons / charged by post": 7,
    "Penalty Notice for Disorder": 4,
    "Caution (simple or conditional)": 3,
}
NO_FURTHER_ACTION: dict[str | None, float] = {
    "A no further action disposal": 70,
    "NFA": 15,
    "Nothing found - no further action": 15,
}
POSITIVE_SHARE, BLANK_OUTCOME_SHARE = 0.27, 0.008
SELF_DEFINED: dict[str | None, float] = {
    "White - English/Welsh/Scottish/Northern Irish/British": 62,
    "White - Any other White background": 13,
    "Black/African/Caribbean/Black British - African": 6,
    "Mixed/Multiple ethnic groups - White and Black Caribbean": 4,
    "Asian/Asian British - Indian": 3,
    "Other ethnic group - Any other ethnic group": 2,
    "Other ethnic group - Not stated": 10,
}
OFFICER_DEFINED = {"Wh": "White", "Bl": "Black", "Mi": "Black", "As": "Asian", "Ot": "Other"}
AGES: dict[str | None, float] = {"10-17": 19, "18-24": 31, "25-34": 24, "over 34": 25, None: 1}
WARRANT_ACTS: dict[str | None, float] = {
    "Misuse of Drugs Act 1971 (section 23)": 68,
    "Police and Criminal Evidence Act 1984 (section 8)": 22,
    "Theft Act 1968 (section 26)": 7,
    "Firearms Act 1968 (section 46)": 3,
}
WARRANT_RESULTS: dict[str | None, float] = {
    "Drugs found": 44,
    "Stolen property found": 13,
    "Weapon found": 6,
    "Evidence seized": 12,
    "Nothing found": 25,
}


def arrests(rng: np.random.Generator, people: People, shifts: Shifts, events: Events | None = None) -> pd.DataFrame:
    """The Arrests export; four in ten have an assisting officer."""
    events = events or draw_events(rng, "arrests", people, shifts)
    count = len(events)
    wanted = rng.choice([0, 1, 2], count, p=[0.58, 0.34, 0.08])
    return export(
        people,
        events,
        {
            "Custody Ref": references("NC", people, events),
            "Arrested At": people.span.moments(events.moment),
            "Collar No": people.collars[events.person],
            "Assisting Collar Nos": partner_collars(people, shifts, events.shift, wanted, 2),
            "Beat": beat_of_event(rng, people, events),
            "Offence": pick(rng, OFFENCES, count),
            "Result": pick(rng, ARREST_RESULTS, count),
        },
    )


def stop_searches(
    rng: np.random.Generator, people: People, shifts: Shifts, events: Events | None = None
) -> pd.DataFrame:
    """The Stop Searches export, with a little that is blank, as in real records."""
    events = events or draw_events(rng, "searches", people, shifts)
    count = len(events)
    law = pick(rng, LEGISLATION, count)
    positive = rng.random(count) < POSITIVE_SHARE
    outcome = np.where(positive, pick(rng, POSITIVE_OUTCOMES, count), pick(rng, NO_FURTHER_ACTION, count))
    outcome[rng.random(count) < BLANK_OUTCOME_SHARE] = None
    linked = np.where(positive, rng.random(count) < 0.78, False)
    found = linked | (rng.random(count) < 0.03)
    objects = _objects(rng, law)
    self_defined = pick(rng, SELF_DEFINED, count)
    reviewed = rng.random(count) < 0.85
    reviewed_on = events.day + rng.integers(1, 8, count)
    return export(
        people,
        events,
        {
            "Search Ref": references("SS", people, events),
            "Searched At": people.span.moments(events.moment),
            "Collar No": people.collars[events.person],
            "Beat": beat_of_event(rng, people, events),
            "Legislation": law,
            "Object Of Search": objects,
            "Search Type": np.where(
                law == "Misuse of Drugs Act 1971 (section 23)",
                pick(rng, {"Possession": 78, "Supply": 22}, count),
                "Other",
            ),
            "Outcome": outcome,
            "Outcome Linked To Object": np.where(linked, "Y", "N"),
            "Item Found": np.where(found, "Y", "N"),
            "Self-defined Ethnicity": self_defined,
            "Officer-defined Ethnicity": [OFFICER_DEFINED[word[:2]] for word in self_defined],
            "Age Range": pick(rng, AGES, count),
            "Gender": pick(rng, {"Male": 88, "Female": 11, "Other": 1}, count),
            "More Than Outer Clothing": np.where(rng.random(count) < 0.03, "Y", "N"),
            "Body Worn Video": np.where(rng.random(count) < 0.93, "Y", "N"),
            "Grounds Reviewed By": only_where(reviewed, _sergeants(people)[events.team]),
            "Grounds Reviewed On": np.where(reviewed, people.span.dates(reviewed_on), np.datetime64("NaT")),
            "Grounds Reasonable": only_where(reviewed, pick(rng, {"Y": 94, "N": 6}, count)),
        },
    )


def warrants(rng: np.random.Generator, people: People, shifts: Shifts, events: Events | None = None) -> pd.DataFrame:
    """The Warrants export; warrants are executed by several officers."""
    events = events or draw_events(rng, "warrants", people, shifts)
    count = len(events)
    return export(
        people,
        events,
        {
            "Warrant Ref": references("W", people, events),
            "Issued On": people.span.dates(events.day - rng.integers(0, 15, count)),
            "Executed On": people.span.dates(events.day),
            "Collar No": people.collars[events.person],
            "Other Collar Nos": partner_collars(people, shifts, events.shift, rng.integers(1, 4, count), 3),
            "Beat": beat_of_event(rng, people, events),
            "Act": pick(rng, WARRANT_ACTS, count),
            "Result": pick(rng, WARRANT_RESULTS, count),
        },
    )


def _objects(rng: np.random.Generator, law: np.ndarray) -> np.ndarray:
    """What was searched for, as the law used allows."""
    objects = np.empty(len(law), dtype=object)
    for beginning, choices in OBJECTS.items():
        these = np.array([text.startswith(beginning) for text in law], dtype=bool)
        objects[these] = pick(rng, choices, int(these.sum()))
    return objects


def _sergeants(people: People) -> np.ndarray:
    """For each beat, the collar number of the supervisor of its first officer."""
    boss = {posting.area: posting.supervisor for posting in reversed(people.postings) if posting.role == "PC"}
    return np.array([boss.get(code) for code in people.force.codes], dtype=object)
