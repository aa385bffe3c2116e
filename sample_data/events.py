"""When things happen: counts in proportion to available hours, each placed in a shift at a minute."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sample_data import planted
from sample_data.duties import Shifts
from sample_data.people import People
from sample_data.weeks import CLOCK_CHANGES

OFFICER_SHAPE = 8.0  # gamma: officers' true rates differ by about a third
BEAT_SHAPE = 20.0  # and beats' by about a fifth
LATE_SHARE = 0.015

# Per 100 available hours.
RATES: dict[str, dict[str, float]] = {
    "arrests": {"PC": 2.0},
    "searches": {"PC": 2.2},
    "warrants": {"PC": 0.12},
    "ppns": {"PC": 2.5, "PCSO": 1.0},
    "incidents": {"PC": 9.0, "PCSO": 1.5},
    "intelligence": {"PC": 3.0, "PCSO": 3.5},
    "engagements": {"PC": 0.8, "PCSO": 3.0},
    "referrals": {"PC": 0.5, "PCSO": 0.6},
}


@dataclass
class Events:
    """One entry per event, in order of time, with the shift that it happened in."""

    shift: np.ndarray
    person: np.ndarray
    day: np.ndarray
    team: np.ndarray
    moment: np.ndarray

    def __len__(self) -> int:
        return len(self.shift)


def draw_events(rng: np.random.Generator, kind: str, people: People, shifts: Shifts) -> Events:
    """Poisson counts per shift, with rates that differ by role, officer and beat, and the planted changes."""
    rates = RATES[kind]
    base = np.array([rates.get(role, 0.0) for role in people.roles])
    own = rng.gamma(OFFICER_SHAPE, 1 / OFFICER_SHAPE, len(base))
    beat = rng.gamma(BEAT_SHAPE, 1 / BEAT_SHAPE, len(people.force.beats))
    mean = base[shifts.person] * own[shifts.person] * beat[shifts.team] * shifts.available / 100
    mean *= planted.rate_factor(kind, people, shifts.person, shifts.day, shifts.team)
    return placed(rng, people, shifts, np.repeat(np.arange(len(mean)), rng.poisson(mean)))


def placed(rng: np.random.Generator, people: People, shifts: Shifts, shift: np.ndarray) -> Events:
    """Give each event a minute of its shift; its day and team are those of that minute."""
    moment = shifts.start[shift] + (rng.random(len(shift)) * shifts.length[shift]).astype(int)
    for sunday in CLOCK_CHANGES:
        one = people.span.number(sunday) * 1440 + 60
        moment[(moment >= one) & (moment < one + 60)] += 60
    person = shifts.person[shift]
    day = moment // 1440
    inside = day < people.span.days
    keep = inside & (people.team[person, np.where(inside, day, 0)] >= 0)
    order = np.argsort(moment[keep], kind="stable")
    shift, person, day, moment = shift[keep][order], person[keep][order], day[keep][order], moment[keep][order]
    return Events(shift, person, day, people.team[person, day], moment)


def pick(rng: np.random.Generator, choices: dict[str | None, float], how_many: int) -> np.ndarray:
    """Words drawn with these weights; None leaves the cell blank."""
    weights = np.array(list(choices.values()))
    words = np.empty(len(choices), dtype=object)
    words[:] = list(choices)
    return np.asarray(words[rng.choice(len(words), how_many, p=weights / weights.sum())])


def only_where(condition: np.ndarray, words: np.ndarray) -> np.ndarray:
    """The words where the condition holds; elsewhere the cell is blank."""
    shown = words.astype(object)
    shown[~condition] = None
    return shown


def references(prefix: str, people: People, events: Events) -> list[str]:
    """Numbers that start anew each year, such as SS26-000123."""
    years = pd.Series(people.span.moments(events.moment)).dt.year
    counts = years.groupby(years).cumcount() + 1
    return [f"{prefix}{year % 100}-{count:06d}" for year, count in zip(years, counts, strict=True)]


def beat_of_event(rng: np.random.Generator, people: People, events: Events) -> np.ndarray:
    """Where it happened: nearly always the own beat, else another of the sector."""
    codes = people.force.codes
    neighbours = {sector: np.flatnonzero(people.force.sectors == sector) for sector in set(people.force.sectors)}
    elsewhere = np.flatnonzero(rng.random(len(events)) < 0.08)
    beat = events.team.astype(int)
    luck = rng.random(len(elsewhere))
    for event, chance in zip(elsewhere, luck, strict=True):
        near = neighbours[people.force.sectors[beat[event]]]
        beat[event] = near[int(chance * len(near))]
    return np.asarray(codes[beat])


def partner_collars(people: People, shifts: Shifts, shift: np.ndarray, wanted: np.ndarray, most: int) -> np.ndarray:
    """Up to `most` colleagues of each shift, separated by '; ', where `wanted`; blank where there are none."""
    collars = []
    for first, how_many in zip(shift, wanted, strict=True):
        names: list[str] = []
        following = shifts.partner[first]
        while following not in (-1, first) and len(names) < min(how_many, most):
            names.append(people.collars[shifts.person[following]])
            following = shifts.partner[following]
        collars.append("; ".join(names) or None)
    return np.array(collars, dtype=object)


def export(people: People, events: Events, columns: dict[str, object]) -> pd.DataFrame:
    """The export's rows, with the day that each speaks of (`_day`)."""
    frame = pd.DataFrame(columns)
    frame["_day"] = people.span.dates(events.day)
    return frame


def with_late_rows(rng: np.random.Generator, people: People, frame: pd.DataFrame, first_recent: int) -> pd.DataFrame:
    """Let a few rows of the recent weeks arrive with the next week's file (`_file_day`)."""
    recent = (frame["_day"] >= people.span.dates(np.array([first_recent]))[0]).to_numpy()
    late = recent & (rng.random(len(frame)) < LATE_SHARE)
    frame["_file_day"] = frame["_day"] + pd.to_timedelta(np.where(late, 7, 0), unit="D")
    return frame
