"""Watch schemes and problem plans: registers that are sent whole, as they stood on a day."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from sample_data.events import pick
from sample_data.people import People

SCHEME_TYPES: dict[str | None, float] = {"Neighbourhood Watch": 45, "Street Watch": 22, "Speed Watch": 25, "Other": 8}
OLDEST_SCHEME = date(2021, 1, 4)
OLDEST_PLAN = date(2024, 11, 4)
PLANS_PER_BEAT = 9
STAGES = ("Objective", "Scanning", "Analysis", "Response", "Assessment", "Closed")
PLAN_SUBJECTS = (
    "Nuisance motorcycles",
    "Shop theft",
    "Street drinking",
    "Cuckooing",
    "Fly-tipping",
    "Knife carrying by young people",
    "Catalytic converter theft",
    "Speeding near school",
    "Drug dealing in car park",
    "Antisocial behaviour in park",
    "Burglary of sheds",
    "Doorstep fraud",
)
PLAN_RESULTS: dict[str | None, float] = {
    "Calls reduced by a third": 4,
    "Calls reduced by half": 3,
    "No change found": 2,
    "Moved to next street": 1,
}


def watch_schemes(rng: np.random.Generator, people: People) -> pd.DataFrame:
    """Every scheme ever set up: three in ten are Citizens in Policing schemes, set up by constables."""
    rows = []
    days = (people.span.last - OLDEST_SCHEME).days
    for beat in people.force.beats:
        for _ in range(int(rng.integers(8, 13))):
            citizens = rng.random() < 0.3
            owner, started = _settled_person(rng, people, beat.code, "PC" if citizens else "PCSO")
            on = max(OLDEST_SCHEME + timedelta(days=int(days * rng.random() ** 0.6)), started)
            ended = on + timedelta(days=int(rng.integers(120, 900))) if rng.random() < 0.2 else None
            kind = "Citizens in Policing" if citizens else str(pick(rng, SCHEME_TYPES, 1)[0])
            rows.append((kind, pd.Timestamp(on), owner, beat.code, int(rng.integers(4, 40)), pd.Timestamp(ended)))
    headings = ["Scheme Type", "Established On", "Collar No", "Beat", "Members", "Ended On"]
    frame = pd.DataFrame(rows, columns=headings).sort_values("Established On", kind="stable", ignore_index=True)
    frame.insert(0, "Scheme Ref", [f"WS{number:04d}" for number in range(1, len(frame) + 1)])
    return frame


def watch_schemes_on(schemes: pd.DataFrame, day: date) -> pd.DataFrame:
    """The register as it stood at the end of `day`."""
    known = schemes[schemes["Established On"] <= pd.Timestamp(day)].copy()
    known["Ended On"] = known["Ended On"].where(known["Ended On"] <= pd.Timestamp(day))
    return known


def problem_plans(rng: np.random.Generator, people: People) -> pd.DataFrame:
    """Every OSARA plan with the day on which it reached each stage."""
    rows = []
    days = (people.span.last - OLDEST_PLAN).days
    for beat in people.force.beats:
        for _ in range(PLANS_PER_BEAT):
            owner, started = _settled_person(rng, people, beat.code, "PC")
            opened = max(OLDEST_PLAN + timedelta(days=int(rng.integers(0, days))), started)
            steps = np.cumsum(rng.integers((0, 7, 14, 20, 60, 5), (1, 22, 41, 61, 130, 40)))
            reached = [opened + timedelta(days=int(step)) for step in steps]
            subject = PLAN_SUBJECTS[int(rng.integers(0, len(PLAN_SUBJECTS)))]
            rows.append((f"{subject}, {beat.name}", owner, beat.code, opened, *reached, pick(rng, PLAN_RESULTS, 1)[0]))
    frame = pd.DataFrame(rows, columns=["Title", "Collar No", "Beat", "Opened On", *STAGES, "Result"])
    for heading in ("Opened On", *STAGES):
        frame[heading] = pd.to_datetime(frame[heading])
    frame = frame.sort_values("Opened On", kind="stable", ignore_index=True)
    frame.insert(0, "Plan Ref", [f"OS{number:04d}" for number in range(1, len(frame) + 1)])
    return frame


def problem_plans_on(plans: pd.DataFrame, day: date) -> pd.DataFrame:
    """The Problem Plans list as it stood at the end of `day`; an assessment is due 90 days after the response."""
    until = pd.Timestamp(day)
    known = plans[plans["Opened On"] <= until]
    stage_days = known[list(STAGES)].where(known[list(STAGES)] <= until)
    stage = stage_days.notna().sum(axis=1).clip(lower=1).to_numpy() - 1
    response, assessed = stage_days["Response"], stage_days["Assessment"]
    return pd.DataFrame(
        {
            "Plan Ref": known["Plan Ref"],
            "Title": known["Title"],
            "Collar No": known["Collar No"],
            "Beat": known["Beat"],
            "Opened On": known["Opened On"],
            "Objective": "Fewer calls about " + known["Title"].str.split(",").str[0].str.lower(),
            "Stage": np.array(STAGES, dtype=object)[stage],
            "Stage On": stage_days.max(axis=1).fillna(known["Opened On"]),
            "Response On": response,
            "Assessment Due": response + pd.Timedelta(days=90),
            "Assessed On": assessed,
            "Result": known["Result"].where(assessed.notna(), None),
        }
    )


def _settled_person(rng: np.random.Generator, people: People, beat: str, role: str) -> tuple[str, date]:
    """Somebody of this role who was on the beat throughout, and the day they came."""
    there = (people.team == people.force.number[beat]).all(axis=1) & (people.roles == role) & ~people.is_hand_made()
    if not there.any():  # a post that stands vacant: whoever else is on the beat
        there = (people.team == people.force.number[beat]).any(axis=1)
    collars = people.collars[there]
    collar = str(collars[int(rng.integers(0, len(collars)))])
    return collar, next(posting.start for posting in people.postings if posting.collar == collar)
