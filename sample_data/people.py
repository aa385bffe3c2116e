"""The invented officers, PCSOs and supervisors, their postings, and the team that each belongs to on each day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd

from sample_data.force import Force
from sample_data.names import email, invented_names
from sample_data.weeks import Span

NOT_POSTED = -1
ABOVE_BEATS = -2
PART_TIME = (0.5, 0.6, 0.7, 0.8)
PART_TIME_SHARE = 0.14
STUDENT_SHARE = 0.08
SLOTS_THAT_CHANGE_HANDS = 14
MOVERS = 12
OLDEST = date(2013, 1, 7)
COUNTY = 460  # names and collar numbers enough for the sample force
SMALL_BEAT = 7  # officers and PCSOs; two such beats in a row share a sergeant


@dataclass(frozen=True)
class Posting:
    """One posting of one person: a row of the Officers list."""

    collar: str
    surname: str
    forename: str
    role: str
    area: str
    fte: float
    start: date
    end: date | None = None
    student: bool = False
    supervisor: str | None = None


@dataclass
class People:
    """Everybody; a person is spoken of by their place in `collars`."""

    postings: list[Posting]
    span: Span
    force: Force
    hand_made: frozenset[str]
    collars: np.ndarray = field(init=False)
    roles: np.ndarray = field(init=False)
    fte: np.ndarray = field(init=False)
    team: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        first = {posting.collar: posting for posting in reversed(self.postings)}
        ordered = list(dict.fromkeys(posting.collar for posting in self.postings))
        self.collars = np.array(ordered, dtype=object)
        self.roles = np.array([first[collar].role for collar in ordered], dtype=object)
        self.fte = np.array([first[collar].fte for collar in ordered])
        self.number = {collar: place for place, collar in enumerate(ordered)}
        self.team = self._teams()

    def _teams(self) -> np.ndarray:
        """Person x day: the beat posted to; of two postings on a day, the one that started later."""
        team = np.full((len(self.collars), self.span.days), NOT_POSTED, dtype=np.int16)
        for posting in sorted(self.postings, key=lambda one: one.start):
            first = max(self.span.number(posting.start), 0)
            last = self.span.number(posting.end) if posting.end else self.span.days - 1
            beat = self.force.number.get(posting.area, ABOVE_BEATS)
            team[self.number[posting.collar], first : last + 1] = beat
        return team

    def last_days(self) -> Iterable[tuple[int, int]]:
        """(person, day number) of the last day of everybody who left within the span."""
        for person in range(len(self.collars)):
            posted = np.flatnonzero(self.team[person] != NOT_POSTED)
            if len(posted) and posted[-1] < self.span.days - 1:
                yield person, int(posted[-1])

    def is_hand_made(self) -> np.ndarray:
        """For each person, whether their rows are written by hand in some week."""
        return np.array([collar in self.hand_made for collar in self.collars])

    def contacts(self) -> dict[str, str]:
        """One named contact for each beat: its first PCSO, else its first officer."""
        found: dict[str, str] = {}
        for role in ("PCSO", "PC"):
            for posting in self.postings:
                if posting.role == role and posting.end is None and posting.collar not in self.hand_made:
                    found.setdefault(posting.area, posting.collar)
        return found


def officers_list(people: People, planned_until: date) -> pd.DataFrame:
    """The Officers list as the force knew it when changes up to `planned_until` had been decided."""
    rows = [
        {
            "Collar No": posting.collar,
            "Surname": posting.surname,
            "Forename": posting.forename,
            "Role": posting.role,
            "Beat": posting.area,
            "Supervisor Collar No": posting.supervisor,
            "FTE": posting.fte,
            "Start Date": pd.Timestamp(posting.start),
            "End Date": pd.Timestamp(posting.end) if posting.end and posting.end <= planned_until else pd.NaT,
            "Student Officer": "Y" if posting.student else "N",
            "Email": email(posting.surname, posting.forename),
        }
        for posting in people.postings
        if posting.start <= planned_until
    ]
    return pd.DataFrame(rows)


class Recruiter:
    """Gives out invented names and free collar numbers, always in the same order for the same seed."""

    def __init__(
        self,
        rng: np.random.Generator,
        taken: Iterable[str],
        most: int = COUNTY,
        first: int = 0,
        before: date = date(2025, 4, 14),
    ) -> None:
        """most: how many there may be; first: of more than a county has, the lowest collar number. before: no later Monday
        is long ago."""
        self.rng = rng
        self._weeks = (before - OLDEST).days // 7
        reserved = set(taken)
        if most > COUNTY:
            mixed = first + rng.permutation(most)
        else:
            low = rng.permutation(np.arange(200, 1000))[:40]
            high = rng.permutation(np.arange(1000, 10000))[:440]
            mixed = rng.permutation(np.concatenate([low, high]))
        self._collars = iter([f"{number:04d}" for number in mixed if f"{number:04d}" not in reserved])
        self._names = iter(invented_names(rng, most))

    def someone(self, role: str, area: str, start: date, end: date | None = None) -> Posting:
        """A new person in this role."""
        surname, forename = next(self._names)
        return Posting(
            next(self._collars), surname, forename, role, area, self._hours(role), start, end, self._student(role)
        )

    def long_ago(self) -> date:
        """A start date before the sample begins."""
        return OLDEST + timedelta(days=7 * int(self.rng.integers(0, self._weeks)))

    def _hours(self, role: str) -> float:
        part_time = role in ("PC", "PCSO") and self.rng.random() < PART_TIME_SHARE
        return float(self.rng.choice(PART_TIME)) if part_time else 1.0

    def _student(self, role: str) -> bool:
        return bool(role == "PC" and self.rng.random() < STUDENT_SHARE)


def staff(
    rng: np.random.Generator,
    force: Force,
    span: Span,
    fixed: Sequence[Posting],
    recruiter: Recruiter | None = None,
    changes: tuple[int, int] = (SLOTS_THAT_CHANGE_HANDS, MOVERS),
) -> People:
    """Fill every established post; people of `fixed` (with hand-made rows) take theirs first.

    recruiter: of a force for which a county's names do not do. changes: how many leave and are replaced, and how many move.
    """
    recruiter = recruiter or Recruiter(rng, {posting.collar for posting in fixed})
    supervisors, sergeant_of, inspector_of = _supervisors(recruiter, force)
    teams = list(fixed) + _fill_posts(recruiter, force, fixed)
    teams = _change_hands(recruiter, teams, span, {posting.collar for posting in fixed}, changes)
    boss = {**sergeant_of, **inspector_of}
    supervised = [
        replace(one, supervisor=inspector_of[one.area] if one.role == "PS" else boss[one.area]) for one in teams
    ]
    return People(supervisors + supervised, span, force, frozenset(posting.collar for posting in fixed))


def _supervisors(recruiter: Recruiter, force: Force) -> tuple[list[Posting], dict[str, str], dict[str, str]]:
    """Chief inspectors, inspectors and sergeants; for each beat its sergeant and its inspector."""
    postings: list[Posting] = []
    sergeant_of: dict[str, str] = {}
    inspector_of: dict[str, str] = {}
    chiefs: dict[str, str] = {}
    inspectors: dict[str, str] = {}
    waiting: Posting | None = None
    for beat in force.beats:
        if beat.lpa not in chiefs:
            postings.append(recruiter.someone("CI", beat.lpa, recruiter.long_ago()))
            chiefs[beat.lpa] = postings[-1].collar
        if beat.sector not in inspectors:
            inspector = recruiter.someone("Insp", beat.sector, recruiter.long_ago())
            postings.append(replace(inspector, supervisor=chiefs[beat.lpa]))
            inspectors[beat.sector] = inspector.collar
            waiting = None
        inspector_of[beat.code] = inspectors[beat.sector]
        small = beat.pcs + beat.pcsos <= SMALL_BEAT
        if small and waiting is not None:
            sergeant_of[beat.code], waiting = waiting.collar, None
            continue
        sergeant = recruiter.someone("PS", beat.code, recruiter.long_ago())
        postings.append(replace(sergeant, supervisor=inspectors[beat.sector]))
        sergeant_of[beat.code] = sergeant.collar
        waiting = sergeant if small else None
    return postings, sergeant_of, inspector_of


def _fill_posts(recruiter: Recruiter, force: Force, fixed: Sequence[Posting]) -> list[Posting]:
    """New people for every established post that nobody of `fixed` holds from the first day."""
    held: dict[tuple[str, str], int] = {}
    for collar in dict.fromkeys(posting.collar for posting in fixed):
        first = next(posting for posting in fixed if posting.collar == collar)
        held[first.area, first.role] = held.get((first.area, first.role), 0) + 1
    postings = []
    for beat in force.beats:
        for role, established in (("PC", beat.pcs), ("PCSO", beat.pcsos)):
            for _ in range(established - held.get((beat.code, role), 0)):
                postings.append(recruiter.someone(role, beat.code, recruiter.long_ago()))
    return postings


def _change_hands(
    recruiter: Recruiter, postings: list[Posting], span: Span, keep: set[str], changes: tuple[int, int]
) -> list[Posting]:
    """Let some leave and be replaced some weeks later, and let others move to another beat of their LPA."""
    leave, move = changes
    free = [place for place, one in enumerate(postings) if one.collar not in keep and one.role in ("PC", "PCSO")]
    chosen = recruiter.rng.choice(free, leave + move, replace=False)
    weeks = span.days // 7
    for order, place in enumerate(chosen):
        monday = span.first + timedelta(days=7 * int(recruiter.rng.integers(6, weeks - 6)))
        leaves = replace(postings[place], end=monday - timedelta(days=1))
        if order < leave:
            joins = monday + timedelta(days=7 * int(recruiter.rng.integers(2, 6)))
            follower = recruiter.someone(leaves.role, leaves.area, joins)
        else:
            others = [one for one in postings if one.area[:3] != leaves.area[:3] and one.role == leaves.role]
            there = others[int(recruiter.rng.integers(0, len(others)))].area
            follower = replace(postings[place], area=there, start=monday)
        postings[place] = leaves
        postings.append(follower)
    return postings
