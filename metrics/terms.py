"""The words and calendar of neighbourhood policing that every other module shares.

Depends on nothing else here. Source of the structure, roles and principles: the force's Neighbourhood Policing Blueprint.
"""

from __future__ import annotations

import calendar
import datetime as dt
import os
from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

Role = Literal["PC", "PCSO"]
Level = Literal["force", "lpa", "sector", "beat"]
Team = Literal["team"]
Publisher = Literal["publisher"]
Per = Literal["week", "month", "quarter", "year", "total"]

FORCE = "Force"
FORCE_NAME = "Northamptonshire Police"
"""Whose dashboard it is, as files that leave it say."""
PUBLISHER: Publisher = "publisher"
"""The level of an area outside our own: a force whose published rows are loaded. None of LEVELS, so that no figure has it."""
LEVELS: tuple[Level, ...] = ("force", "lpa", "sector", "beat")
TEAM: Team = "team"
"""The level of a sergeant's team: everyone whose supervisor they are, which may span beats. None of LEVELS: no area holds it,
and nothing is loaded or set for it."""
PERS: tuple[Per, ...] = ("week", "month", "quarter", "year", "total")
RANKS = ("PC", "PCSO", "PS", "Insp", "CI", "SC")
KPI_ROLES: tuple[Role, ...] = ("PC", "PCSO")

SHIFTS: dict[str, int] = {"early": 5, "late": 12, "night": 20}
"""The shift kinds, and the hour (local time) from which a segment that starts is of that kind; nights last to 5am.

An officer's day is of the kind in which most of its rostered hours start: early shifts run into the afternoon and late ones
into the night, so single segments would be told apart only as well as 88%. Days are 99.9% the shift they lie in (sample
force), and stay 99.6% or more with any of the kinds beginning an hour or two earlier or later.
"""

PRINCIPLES = (
    "Fighting crime and working in partnership",
    "Engagement and culture",
    "Problem solving, analysing and using best practice",
)
INTELLIGENCE_SOURCES = ("Community", "Partnership", "Police activity", "Observations")
TARGET_TYPES = ("Standard", "Ambition", "Expected range", "Monitored")
TARGET_PERIODS = ("week", "4 weeks", "month", "quarter", "year")

NOT_LOADED = "Not loaded"
PARTLY_LOADED = "Partly loaded"
CHECK_THE_RECORD = "Check the record"

TOO_EARLY_TO_SAY = "Too early to say"
UNUSUAL_WORDS = ("Unusually low", "Usual range", "Unusually high")
CHANGED_WORDS = ("Running lower", "No clear change", "Running higher")
TARGET_WORDS = ("Below target", "Around target", "Above target")
SPREAD_WORDS = ("Outside the usual spread", "Within the usual spread", "Outside the usual spread")
ASSURANCE_WORDS = ("Consistently missed", "Hit and miss", "Consistently met")
"""The fixed vocabulary of verdicts (statistics.md): each question's words for low, within and high."""
TOO_SMALL_FOR_QUIET = "too small to tell a quiet week"

WITHIN_MARK, HIGH_MARK, LOW_MARK, RECORD_MARK, EARLY_MARK = "●", "▲", "▼", "◆", "○"
"""The shape of a verdict (look.md): it says the same as the word and the colour."""
MARKS = {
    CHECK_THE_RECORD: RECORD_MARK,
    TOO_EARLY_TO_SAY: EARLY_MARK,
    **{
        word: mark
        for low, within, high in (UNUSUAL_WORDS, CHANGED_WORDS, TARGET_WORDS, ASSURANCE_WORDS)
        for word, mark in ((low, LOW_MARK), (within, WITHIN_MARK), (high, HIGH_MARK))
    },
    SPREAD_WORDS[1]: WITHIN_MARK,
}
VERDICT_WORDS = frozenset({*MARKS, *SPREAD_WORDS, NOT_LOADED, PARTLY_LOADED})
"""Every word that may stand as a verdict, and no other."""

FULL_TIME_HOURS_PER_WEEK = 28.0
"""Usual available hours a week of one full-time person, used until 8 weeks of Duties are known (product.md, Targets)."""

MARKING = os.environ.get("BEATBOARD_MARKING") or "OFFICIAL-SENSITIVE"
"""The protective marking of every printed sheet and every file that leaves Beatboard: the force's, in BEATBOARD_MARKING."""

PURPOSE = (
    "To help supervisors support their people and account for neighbourhood policing. Not for misconduct, promotion or "
    "pay, nor as sole evidence of unsatisfactory performance. PCSOs are police staff under staff policy; the Police "
    "(Performance) Regulations cover constables only."
)


@dataclass(frozen=True, order=True)
class Area:
    """A force, LPA, sector or beat. `key` is the beat code, or the name of the sector or LPA, or "Force".

    A sergeant's team has its events credited once, as an area has: `key` is the sergeant's collar number. A publisher is no
    area of ours: it is the force that published rows are about.
    """

    level: Level | Team | Publisher
    key: str

    def __str__(self) -> str:
        return self.key


WHOLE_FORCE = Area("force", FORCE)


Moving = Literal["foot", "vehicle", "other"]
MOVING_WORDS: dict[Moving, str] = {"foot": "on foot or cycle", "vehicle": "by vehicle", "other": "other"}
"""How somebody moves in a state, as far as its name says so: on beat or at an engagement it does not."""
MOVING: dict[str, Moving] = {"Foot patrol": "foot", "Cycle patrol": "foot", "Mobile patrol": "vehicle"}


@dataclass(frozen=True)
class State:
    """What a state of duty means for the hours (exports.md, States of duty), and how somebody moves in it."""

    name: str
    rostered: bool
    abstraction: bool = False
    not_deployable: bool = False
    outside: bool = False
    can_be_in_place: bool = False
    moving: Moving = "other"

    @property
    def absence(self) -> bool:
        """Leave, sickness and rest days: not rostered."""
        return not self.rostered


ABSENCE = "Absence"
"""What leave, sickness and other absence are stored as: nothing computes with the difference."""
STORED_AS_ABSENCE = ("Annual leave", "Sick", "Other absence")
STATE_NOT_KNOWN = "State not known"

STATES: dict[str, State] = {
    state.name.casefold(): state
    for state in [
        *(
            State(name, rostered=True, outside=True, can_be_in_place=True, moving=MOVING.get(name, "other"))
            for name in (
                "On beat",
                "Foot patrol",
                "Cycle patrol",
                "Mobile patrol",
                "Hotspot patrol",
                "Engagement",
                "Enquiries",
            )
        ),
        *(State(name, rostered=True) for name in ("Station", "Briefing", "Paperwork", "Front office", "Custody")),
        *(
            State(name, rostered=True, abstraction=True, outside=True)
            for name in ("Response cover", "Event", "Scene guard", "Football", "Night-time economy", "Constant watch")
        ),
        *(State(name, rostered=True, abstraction=True) for name in ("Court", "Training")),
        *(
            State(name, rostered=True, not_deployable=True)
            for name in ("Adjusted duties", "Tutoring", "Federation duties")
        ),
        *(State(name, rostered=False) for name in (*STORED_AS_ABSENCE, "Rest day", ABSENCE)),
        State(STATE_NOT_KNOWN, rostered=True),
    ]
}


def week_start(day: dt.date) -> dt.date:
    """Monday of the ISO week that holds `day`."""
    return day - dt.timedelta(days=day.weekday())


def week_end(day: dt.date) -> dt.date:
    """Sunday of the ISO week that holds `day`."""
    return week_start(day) + dt.timedelta(days=6)


def sunday_before(day: dt.date) -> dt.date:
    """The last Sunday strictly before `day`: the day up to which a list loaded on `day` speaks."""
    return week_start(day) - dt.timedelta(days=1)


def month_start(day: dt.date) -> dt.date:
    """First day of the calendar month."""
    return day.replace(day=1)


def month_end(day: dt.date) -> dt.date:
    """Last day of the calendar month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def quarter_start(day: dt.date) -> dt.date:
    """First day of the calendar quarter."""
    return dt.date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def financial_year_start(day: dt.date) -> dt.date:
    """1 April on or before `day`."""
    return dt.date(day.year if day.month >= 4 else day.year - 1, 4, 1)


def _next_month(first: dt.date, months: int) -> dt.date:
    number = first.year * 12 + first.month - 1 + months
    return dt.date(number // 12, number % 12 + 1, 1)


def period_bounds(day: dt.date, per: Per) -> tuple[dt.date, dt.date]:
    """First and last day of the week, calendar month, calendar quarter or financial year that holds `day`."""
    if per == "week":
        return week_start(day), week_end(day)
    first, months = {
        "month": (month_start(day), 1),
        "quarter": (quarter_start(day), 3),
        "year": (financial_year_start(day), 12),
    }[per]
    return first, _next_month(first, months) - dt.timedelta(days=1)


def periods(start: dt.date, end: dt.date, per: Per) -> list[tuple[dt.date, dt.date]]:
    """The periods that cover start to end (inclusive), clipped to them; `total` is one period."""
    if per == "total":
        return [(start, end)]
    found = []
    day = start
    while day <= end:
        _, last = period_bounds(day, per)
        found.append((day, min(last, end)))
        day = last + dt.timedelta(days=1)
    return found


def local(stored: dt.datetime) -> dt.datetime:
    """A moment as it is stored (UTC, without an offset) in local time."""
    return stored.replace(tzinfo=dt.UTC).astimezone(LONDON)


def say_date(day: dt.date) -> str:
    """12 June 2026."""
    return f"{day.day} {day:%B %Y}"


def say_moment(stored: dt.datetime) -> str:
    """A stored (UTC) moment on our clocks: 12 June 2026 09:00."""
    here = local(stored)
    return f"{say_date(here.date())} {here:%H:%M}"


def say_days(start: dt.date, end: dt.date) -> str:
    """9 to 15 November 2026, with no more months and years than needed."""
    if start == end:
        return say_date(end)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {say_date(end)}"
    if start.year == end.year:
        return f"{start.day} {start:%B} to {say_date(end)}"
    return f"{say_date(start)} to {say_date(end)}"


def say_number(value: float | None, digits: int = 0) -> str:
    """1,234 or 12.5; a dash for nothing known."""
    return "–" if value is None else f"{value:,.{digits}f}"


def say_count(number: int, one: str, many: str = "") -> str:
    """1 day, 20 days; many: where that is more than an s at the end."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def capital(words: str) -> str:
    """The words as a sentence begins."""
    return f"{words[:1].upper()}{words[1:]}"
