"""What residents are promised, and how it went: local priorities, queries, public meetings and training. All of it invented.

Sent apart from the weekly exports and the lists, in files of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
import pandas as pd

from sample_data.events import pick
from sample_data.people import People
from sample_data.weeks import FIRST_DAY, LAST_DAY

Stream = Callable[[int], np.random.Generator]

NO_CONTACT = "SNO4"
CONTACT_LEFT = ("KET2", "1510")  # left the force on 16 August 2026
CONTACT_MOVED = ("NSU5", "2769")  # posted to ENO1 from 14 September 2026
NO_QUERIES = "ENO4"
NO_MEETING_DATED = "DAV3"
NEVER_REVIEWED = ("KET5", "Fly-tipping in the lanes", date(2026, 7, 20))
BY_HAND = (
    ("QN-CASE-01", "COR1", "2026-10-24 09:00", "2026-10-27 08:30"),  # 71.5 hours by the clocks, 72.5 hours that passed
    ("QN-CASE-02", "COR1", "2026-10-24 09:00", "2026-10-27 08:00"),  # 72 hours to the minute
)
"""Queries about one beat over the night on which clocks went back: reference, beat, received, answered."""

SUBJECTS = (
    "Speeding on the main road", "Antisocial behaviour at the shops", "Nuisance motorcycles in the park", "Shop theft",
    "Drug dealing near the school", "Street drinking", "Burglary of sheds and garages", "Parking at the school gate",
    "Knife carrying by young people",
)  # fmt: skip
DONE = (
    "Patrols at the hours residents named",
    "Joint visits with the council",
    "Letters and advice to every household",
)
CHANNELS: dict[str | None, float] = {"Online form": 45, "Email": 25, "Telephone": 20, "At a meeting": 10}
KINDS: dict[str | None, float] = {"Beat meeting": 70, "Online beat meeting": 15, "Parish council": 15}
QUERIES_PER_WEEK = (3.0, 8.0)
IN_TIME_SHARE, NEVER_ANSWERED_SHARE, CALLED_OFF_SHARE, LAPSED_SHARE = 0.88, 0.002, 0.04, 0.10
PLANNED_AHEAD = timedelta(days=45)
DRAWN_AT = time(7, 0)
"""When an export of queries is drawn on the morning of its load."""

COURSES: dict[str, tuple[float, int | None]] = {
    "Community engagement": (0.96, None),
    "Problem solving": (0.93, 3),
    "Tackling antisocial behaviour": (0.92, 2),
    "Emergency first aid": (0.98, 1),
}
"""Share of people who did a course, and the years for which it is valid. Beatboard does not expect first aid, and shows it."""


@dataclass
class Neighbourhoods:
    """The four registers as they came to be, whole: what a file shows of them depends on the day."""

    priorities: pd.DataFrame
    queries: pd.DataFrame
    meetings: pd.DataFrame
    training: pd.DataFrame


def draw(stream: Stream, people: People) -> Neighbourhoods:
    """Draw all four, each from random numbers of its own."""
    codes = list(people.force.codes)
    return Neighbourhoods(
        local_priorities(stream(61), codes), queries(stream(62), codes), meetings(stream(63), codes),
        training(stream(64), people),
    )  # fmt: skip


def contacts(found: dict[str, str]) -> dict[str, str]:
    """The named contacts as the force publishes them: three are out of date."""
    named = found | dict((CONTACT_LEFT, CONTACT_MOVED))
    return {beat: collar for beat, collar in named.items() if beat != NO_CONTACT}


def local_priorities(rng: np.random.Generator, codes: list[str]) -> pd.DataFrame:
    """Two to four that stand on each beat and two that are closed; one in ten was not looked at for months. _reviews: days."""
    rows = []
    for beat in codes:
        subjects = rng.permutation(np.array(SUBJECTS, dtype=object))
        standing = int(rng.integers(2, 5))
        for place, subject in enumerate(subjects[: standing + 2]):
            ago = int(rng.integers(20, 330) if place < standing else rng.integers(330, 480))
            on = LAST_DAY - timedelta(days=ago)
            closed = None if place < standing else on + timedelta(days=int(rng.integers(90, 200)))
            looked_until = closed or LAST_DAY
            if place < standing and rng.random() < LAPSED_SHARE:
                looked_until = LAST_DAY - timedelta(days=int(rng.integers(100, 170)))
            rows.append(
                (beat, subject, on, _reviews(rng, on, looked_until), closed, pick(rng, dict.fromkeys(DONE, 1), 1)[0])
            )
    beat, subject, on = NEVER_REVIEWED
    rows.append((beat, subject, on, [], None, None))
    return pd.DataFrame(rows, columns=["Beat", "Priority", "Set On", "_reviews", "Closed On", "What Was Done"])


def _reviews(rng: np.random.Generator, on: date, until: date) -> list[date]:
    """Days of review, six to twelve weeks apart."""
    found, day = [], on + timedelta(days=int(rng.integers(45, 86)))
    while day <= until:
        found.append(day)
        day += timedelta(days=int(rng.integers(45, 86)))
    return found


def priorities_on(register: pd.DataFrame, day: date) -> pd.DataFrame:
    """The register as it stood at the end of `day`: of the reviews the latest, and what was done once there was one."""
    known = register[register["Set On"] <= day]
    last = [max((one for one in reviews if one <= day), default=None) for reviews in known["_reviews"]]
    return pd.DataFrame(
        {
            "Beat": known["Beat"],
            "Priority": known["Priority"],
            "Set On": pd.to_datetime(known["Set On"]),
            "Reviewed On": pd.to_datetime(pd.Series(last, index=known.index, dtype=object)),
            "Closed On": pd.to_datetime(known["Closed On"].where(known["Closed On"].map(_by(day)), None)),
            "What Was Done": [
                done if reviewed else None for done, reviewed in zip(known["What Was Done"], last, strict=True)
            ],
        }
    )


def _by(day: date) -> Callable[[date | None], bool]:
    return lambda on: isinstance(on, date) and on <= day


def queries(rng: np.random.Generator, codes: list[str]) -> pd.DataFrame:
    """Three to eight a week on each beat, most of them answered within three days, a few never."""
    days = (LAST_DAY - FIRST_DAY).days + 1
    asking = [beat for beat in codes if beat != NO_QUERIES]
    counts = rng.poisson(rng.uniform(*QUERIES_PER_WEEK, len(asking)) * days / 7)
    count = int(counts.sum())
    received = rng.integers(0, days, count) * 1440 + rng.integers(7 * 60, 22 * 60, count)
    soon = rng.random(count) < IN_TIME_SHARE
    minutes = np.where(soon, rng.integers(20, 71 * 60, count), rng.integers(73 * 60, 12 * 1440, count))
    start = np.datetime64(FIRST_DAY, "m")
    answered = start + (received + minutes).astype("timedelta64[m]")
    answered[rng.random(count) < NEVER_ANSWERED_SHARE] = np.datetime64("NaT")
    frame = pd.DataFrame(
        {
            "Received At": start + received.astype("timedelta64[m]"),
            "Answered At": answered,
            "Beat": np.repeat(np.array(asking, dtype=object), counts),
            "Channel": pick(rng, CHANNELS, count),
        }
    ).sort_values("Received At", kind="stable", ignore_index=True)
    frame.insert(0, "Query Ref", [f"QN{number:06d}" for number in range(1, count + 1)])
    by_hand = pd.DataFrame(
        [(ref, pd.Timestamp(at), pd.Timestamp(then), beat, "Online form") for ref, beat, at, then in BY_HAND],
        columns=frame.columns,
    )
    return pd.concat([frame, by_hand.astype(frame.dtypes.to_dict())], ignore_index=True)


def queries_sent(register: pd.DataFrame, first: date, last: date, before: date | None) -> pd.DataFrame:
    """What a file drawn on the morning after `last` holds: queries from `first` on, and earlier ones answered since the file
    drawn on the morning after `before`. An answer that was not given by then is blank."""
    drawn = pd.Timestamp(datetime.combine(last + timedelta(days=1), DRAWN_AT))
    mine = (register["Received At"] >= pd.Timestamp(first)) & (
        register["Received At"] < pd.Timestamp(last) + pd.Timedelta(days=1)
    )
    if before is not None:
        since = pd.Timestamp(datetime.combine(before + timedelta(days=1), DRAWN_AT))
        answered = register["Answered At"]
        mine |= (register["Received At"] < pd.Timestamp(first)) & (answered >= since) & (answered < drawn)
    sent = register[mine].copy()
    sent["Answered At"] = sent["Answered At"].where(sent["Answered At"] < drawn)
    return sent


def meetings(rng: np.random.Generator, codes: list[str]) -> pd.DataFrame:
    """A Wednesday every four to six weeks on each beat, and the next one ahead."""
    rows = []
    for beat in codes:
        day = FIRST_DAY + timedelta(days=2 + 7 * int(rng.integers(0, 5)))
        last = LAST_DAY if beat == NO_MEETING_DATED else LAST_DAY + PLANNED_AHEAD
        while day <= last:
            held = "N" if rng.random() < CALLED_OFF_SHARE else "Y"
            came = int(rng.poisson(11)) if held == "Y" else None
            rows.append((beat, pd.Timestamp(day), str(pick(rng, KINDS, 1)[0]), held, came))
            day += timedelta(days=7 * int(rng.integers(4, 7)))
    frame = pd.DataFrame(rows, columns=["Beat", "Meeting On", "Kind", "Held", "Attendance"])
    return frame.astype({"Attendance": "Int64"})


def meetings_on(register: pd.DataFrame, day: date) -> pd.DataFrame:
    """Those held by `day` and those that were planned by then; of the latter nobody can say whether they were held."""
    until = pd.Timestamp(day)
    known = register[register["Meeting On"] <= until + PLANNED_AHEAD].copy()
    past = known["Meeting On"] <= until
    known["Held"] = known["Held"].where(past, None)
    known["Attendance"] = known["Attendance"].where(past)
    return known


def training(rng: np.random.Generator, people: People) -> pd.DataFrame:
    """The courses of constables, PCSOs and sergeants; most of those that run out were done again in time."""
    there = np.isin(people.roles.astype(str), ("PC", "PCSO", "PS"))
    rows = []
    for collar in people.collars[there]:
        for course, (share, years) in COURSES.items():
            if rng.random() >= share:
                continue
            on = LAST_DAY - timedelta(days=int(rng.integers(1, 1200)))
            while True:
                ends = None if years is None else on + timedelta(days=365 * years)
                rows.append((collar, course, pd.Timestamp(on), pd.Timestamp(ends) if ends else pd.NaT))
                if ends is None or ends > LAST_DAY or rng.random() < 0.06:
                    break
                on = ends - timedelta(days=int(rng.integers(1, 60)))
    return pd.DataFrame(rows, columns=["Collar No", "Course", "Completed On", "Expires On"])


def training_on(register: pd.DataFrame, day: date) -> pd.DataFrame:
    """What was completed by `day`."""
    return register[register["Completed On"] <= pd.Timestamp(day)]
