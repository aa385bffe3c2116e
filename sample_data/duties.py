"""Shifts and the segments that they consist of: what each officer did with each hour on duty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

import numpy as np
import pandas as pd

from sample_data.day_plans import TEMPLATES, choose_templates
from sample_data.force import REPLACED_HOTSPOTS
from sample_data.people import People
from sample_data.roster import EARLY, LATE, LEAVE, NIGHT, OTHER, REST, SICK, roster
from sample_data.weeks import CLOCK_CHANGES, Span

ABSTRACTION = frozenset(
    ["Response cover", "Event", "Scene guard", "Football", "Night-time economy", "Constant watch", "Court", "Training"]
)
NOT_DEPLOYABLE = frozenset(["Adjusted duties", "Tutoring", "Federation duties"])
ABSENCES = {REST: "Rest day", LEAVE: "Annual leave", SICK: "Sick", OTHER: "Other absence"}
ABSENCE_FROM, ABSENCE_HOURS = 8, 8

MOST_SEGMENTS = 4
PLACE_CHANCE = {"Hotspot patrol": 0.97, "Foot patrol": 0.30, "Engagement": 0.15, "On beat": 0.10, "Cycle patrol": 0.2}


@dataclass
class Shifts:
    """One entry per shift worked; `partner` is a colleague's shift on the same beat, day and turn, or -1."""

    person: np.ndarray
    day: np.ndarray
    team: np.ndarray
    start: np.ndarray
    length: np.ndarray
    available: np.ndarray
    partner: np.ndarray


def draw_duties(
    rng: np.random.Generator, people: People, blank: np.ndarray, kinds: np.ndarray | None = None
) -> tuple[Shifts, pd.DataFrame]:
    """All shifts and the Duties export; nothing is drawn where `blank` (person x day) holds.

    kinds: who works which shift (`roster`), where that was drawn before for more days than these.
    """
    kinds = roster(rng, people) if kinds is None else kinds.copy()
    kinds[:, :-1][blank[:, 1:] & (kinds[:, :-1] == NIGHT)] = REST
    kinds[blank] = 0
    person, day = np.nonzero((kinds >= EARLY) & (kinds <= NIGHT))
    kind, team = kinds[person, day], people.team[person, day]
    start, length = _turns(people, person, day, kind)
    template = choose_templates(rng, people, person, day, kind, team)
    bounds = _segment_bounds(rng, template, start, length, people.span)
    segments = _segments(rng, people, person, team, template, bounds)
    available = _available_hours(template, bounds)
    partner = _partners(people, person, day, kind, team, available)
    shifts = Shifts(person, day, team, start, length, available, partner)
    return shifts, _duties_export(people, pd.concat([segments, _absences(people, kinds)], ignore_index=True))


def _turns(people: People, person: np.ndarray, day: np.ndarray, kind: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Start (minutes since the span's first midnight) and length of each shift."""
    role = people.roles[person]
    early = np.where(person % 2 == 0, 7, 8)
    hour = np.select([kind == EARLY, kind == LATE], [early, 14], 21)
    hours = np.select([kind == EARLY, kind == LATE], [8, np.where(role == "PC", 9, 8)], 10)
    return day * 1440 + hour * 60, hours * 60


def _segment_bounds(
    rng: np.random.Generator, template: np.ndarray, start: np.ndarray, length: np.ndarray, span: Span
) -> np.ndarray:
    """Shift x (segments + 1): where each segment begins and the last one ends, in quarter hours."""
    shares = np.zeros((len(TEMPLATES), MOST_SEGMENTS))
    for number, states in enumerate(TEMPLATES):
        shares[number, : len(states)] = [share for _, share in states]
    wide = shares[template] * rng.uniform(0.75, 1.25, (len(template), MOST_SEGMENTS))
    ends = np.cumsum(wide / wide.sum(axis=1, keepdims=True), axis=1)
    offsets = np.rint(ends * length[:, None] / 15).astype(int) * 15
    bounds = np.column_stack([start, start[:, None] + offsets])
    for sunday in CLOCK_CHANGES:
        one = span.minute(datetime.combine(sunday, time(1)))
        doubtful = (bounds >= one) & (bounds < one + 60)
        bounds[doubtful] = one + 60
    return np.asarray(bounds)


def _segments(
    rng: np.random.Generator,
    people: People,
    person: np.ndarray,
    team: np.ndarray,
    template: np.ndarray,
    bounds: np.ndarray,
) -> pd.DataFrame:
    """One row per segment of a shift."""
    states = np.full((len(TEMPLATES), MOST_SEGMENTS), None, dtype=object)
    for number, parts in enumerate(TEMPLATES):
        states[number, : len(parts)] = [state for state, _ in parts]
    shift, part = np.nonzero(bounds[:, 1:] > bounds[:, :-1])
    state, begin = states[template[shift], part], bounds[shift, part]
    return pd.DataFrame(
        {
            "person": person[shift],
            "begin": begin,
            "finish": bounds[shift, part + 1],
            "State": state,
            "Place Code": _place_codes(rng, people, state, begin // 1440, team[shift]),
            "Authorised By": np.where(
                np.isin(state.astype(str), list(ABSTRACTION)), _authorising(people)[team[shift]], None
            ),
        }
    )


def _place_codes(
    rng: np.random.Generator, people: People, state: np.ndarray, day: np.ndarray, team: np.ndarray
) -> np.ndarray:
    """A place of the own beat for patrols that were sent to one."""
    chance = pd.Series(state).map(PLACE_CHANCE).fillna(0.0).to_numpy()
    suffix = rng.choice(np.array(["-H1", "-H2", "-V1", "-P1"], dtype=object), len(state), p=[0.45, 0.3, 0.15, 0.1])
    suffix[(state == "Hotspot patrol") & (suffix == "-P1")] = "-H1"
    replaced = people.force.is_in(frozenset(REPLACED_HOTSPOTS))[team] & (day >= people.span.number(date(2026, 4, 1)))
    suffix[replaced & (suffix == "-H2")] = "-H3"
    return np.asarray(np.where(rng.random(len(state)) < chance, people.force.codes[team] + suffix, np.array(None)))


def _authorising(people: People) -> np.ndarray:
    """For each beat, the collar number of the inspector of its sector."""
    inspectors = {posting.area: posting.collar for posting in people.postings if posting.role == "Insp"}
    return np.array([inspectors.get(sector) for sector in people.force.sectors], dtype=object)


def _available_hours(template: np.ndarray, bounds: np.ndarray) -> np.ndarray:
    """Hours of each shift that were left for neighbourhood work."""
    taken = np.zeros((len(TEMPLATES), MOST_SEGMENTS), dtype=bool)
    for number, parts in enumerate(TEMPLATES):
        taken[number, : len(parts)] = [state in ABSTRACTION or state in NOT_DEPLOYABLE for state, _ in parts]
    minutes = np.diff(bounds, axis=1)
    return np.asarray(np.where(taken[template], 0, minutes).sum(axis=1) / 60)


def _partners(
    people: People, person: np.ndarray, day: np.ndarray, kind: np.ndarray, team: np.ndarray, available: np.ndarray
) -> np.ndarray:
    """The next PC's shift on the same beat, day and turn, going round; -1 where there is nobody else."""
    partner = np.full(len(person), -1)
    pcs = np.flatnonzero((people.roles[person] == "PC") & (available > 0))
    group = (day[pcs] * len(people.force.beats) + team[pcs]) * 10 + kind[pcs]
    order = np.argsort(group, kind="stable")
    ordered, shifts = group[order], pcs[order]
    first = np.searchsorted(ordered, ordered, side="left")
    size = np.searchsorted(ordered, ordered, side="right") - first
    following = first + (np.arange(len(ordered)) - first + 1) % size
    partner[shifts] = np.where(size > 1, shifts[following], -1)
    return partner


def _absences(people: People, kinds: np.ndarray) -> pd.DataFrame:
    """One row a day for each absence, at office hours so that it never touches a night shift."""
    person, day = np.nonzero(kinds >= REST)
    begin = day * 1440 + ABSENCE_FROM * 60
    names = np.array([ABSENCES.get(kind) for kind in range(OTHER + 1)], dtype=object)
    state = names[kinds[person, day]]
    return pd.DataFrame({"person": person, "begin": begin, "finish": begin + ABSENCE_HOURS * 60, "State": state})


def _duties_export(people: People, rows: pd.DataFrame) -> pd.DataFrame:
    """The Duties export with its references, in order of time; rows after the last day are left to the next week."""
    rows = rows[rows["begin"] < people.span.days * 1440].sort_values(["begin", "person"], kind="stable")
    day = people.span.dates(rows["begin"].to_numpy() // 1440)
    keep = people.team[rows["person"].to_numpy(), rows["begin"].to_numpy() // 1440] >= 0
    frame = pd.DataFrame(
        {
            "Duty Ref": [f"D{number:07d}" for number in range(1, len(rows) + 1)],
            "Collar No": people.collars[rows["person"].to_numpy()],
            "Start": people.span.moments(rows["begin"].to_numpy()),
            "End": people.span.moments(rows["finish"].to_numpy()),
            "State": rows["State"].to_numpy(),
            "Place Code": rows["Place Code"].to_numpy(),
            "Authorised By": rows["Authorised By"].to_numpy(),
            "_day": day,
        }
    )
    return frame[keep].reset_index(drop=True)
