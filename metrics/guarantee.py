"""What the Neighbourhood Policing Guarantee asks of each neighbourhood, and how it stands on a day: facts, and no score.

The government's guarantee was announced on 10 April 2025, with a performance framework. How each part is read here is ours: an
assumption that the force confirms or changes.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from metrics.named_contacts import Contact, named_contacts
from metrics.question import Period
from metrics.store.connection import Store
from metrics.store.schema import sql
from metrics.store.snapshot import moment, snapshot
from metrics.terms import KPI_ROLES, Role

REVIEW_MONTHS = 3
"""Calendar months within which a local priority is looked at anew: the framework's measure is priorities that are up to date,
within the last three months."""
ANSWER_HOURS = 72
"""Hours within which a query is answered: the guarantee's own number. Hours on the clock, at night and at weekends too."""
COURSES = ("Community engagement", "Problem solving", "Tackling antisocial behaviour")
"""Courses that everybody on a neighbourhood team is expected to hold. Ours, after what the College of Policing's Neighbourhood
Policing Pathway is about; a force puts the names of its own courses here."""
EXPORTS = ("local_priorities", "queries", "meetings", "training")
"""Ids of the exports that feed the strip, beside Beats, Officers and Duties."""

ReviewState = Literal["in time", "overdue", "not known"]


class Priority(NamedTuple):
    """A local priority that was set by the day. reviewed: its latest review by then. later: a review after the day, where that is
    all that is known of its reviews. closed: None while it stands on the day."""

    what: str
    set_on: dt.date
    reviewed: dt.date | None
    later: dt.date | None
    closed: dt.date | None
    done: str | None
    day: dt.date

    @property
    def due(self) -> dt.date:
        """The last day by which it is to be looked at anew: three months after it was set or reviewed."""
        return months_after(self.reviewed or self.set_on, REVIEW_MONTHS)

    @property
    def state(self) -> ReviewState:
        """Whether that day has passed. Setting a priority counts as looking at it."""
        if self.due >= self.day:
            return "in time"
        return "not known" if self.later else "overdue"


class Queries(NamedTuple):
    """A beat's queries. until (UTC): the moment up to which answers are known. received: in the period. over: of these, those
    whose 72 hours were over by then; in_time: of these, those answered within them; unanswered: of these, those that wait.

    waiting: queries of any day up to the period's end that wait for more than 72 hours; ages: for how many days, longest first.
    """

    until: dt.datetime
    received: int
    over: int
    in_time: int
    unanswered: int
    waiting: int
    ages: tuple[int, ...]

    @property
    def early(self) -> int:
        """Queries of the period whose 72 hours were not over yet: too early to say."""
        return self.received - self.over


class Meeting(NamedTuple):
    """A public meeting. held: None while nobody has said. attendance: residents who came."""

    on: dt.date
    kind: str
    held: bool | None
    attendance: int | None


class Meetings(NamedTuple):
    """A beat's meetings as seen from a day. next: the first after it that was not called off. last: the last that was held by
    then. listed: every one, in the order of days."""

    next: Meeting | None
    last: Meeting | None
    listed: tuple[Meeting, ...]


class Training(NamedTuple):
    """The training of those posted to a beat on a day. recorded: of how many of these people any course is recorded. complete:
    how many hold every expected course, valid on the day. holders: by course, expected ones first, how many hold it; lapsed: by
    course how many held it once."""

    people: int
    recorded: int
    complete: int
    holders: Mapping[str, int]
    lapsed: Mapping[str, int]


class Neighbourhood(NamedTuple):
    """One beat's strip; None where an export holds no row about it."""

    beat: str
    name: str
    sector: str
    contact: Contact
    priorities: tuple[Priority, ...] | None
    queries: Queries | None
    meetings: Meetings | None
    training: Training


class Guarantee(NamedTuple):
    """The strip of every beat asked about, in list order. loaded: ids of EXPORTS of which any row is known."""

    loaded: frozenset[str]
    beats: tuple[Neighbourhood, ...]


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day of the month so many calendar months later; the month's last day where it has no such day."""
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def guarantee(
    store: Store, days: Period, role: Role | None = None, known_at: dt.datetime | None = None,
    beats: Sequence[str] | None = None,
) -> Guarantee:  # fmt: skip
    """Beats (None: all of the force) as they stood on the period's last day; queries over the whole period. role: of those
    trained."""
    known, (start, end) = snapshot(store, known_at), days
    asked: dict[str, Any] = {
        "day": end, "start": start, "end": end, "hours": ANSWER_HOURS, "t": moment(known_at),
        "roles": [one for one in KPI_ROLES if role in (None, one)], "beats": None if beats is None else list(beats),
    }  # fmt: skip
    loaded = frozenset(export for (export,) in store.rows(sql("guarantee_loaded"), known))
    priorities = _by_beat(store.rows(sql("guarantee_priorities"), known, **asked))
    meetings = _by_beat(store.rows(sql("guarantee_meetings"), known, **asked))
    queries = {
        row[0]: _queries(row[1:]) for row in store.rows(sql("guarantee_queries").replace("{known}", known), **asked)
    }
    training = _by_beat(store.rows(sql("guarantee_training"), known, **asked))
    found = tuple(
        Neighbourhood(
            beat, name, sector, contact,
            tuple(_priority(end, *row) for row in priorities[beat]) if beat in priorities else None,
            queries.get(beat),
            _meetings(end, meetings[beat]) if beat in meetings else None,
            _training(training.get(beat, [])),
        )
        for beat, name, sector, contact, _ in named_contacts(store, end, known_at, beats)
    )  # fmt: skip
    return Guarantee(loaded, found)


def _by_beat(rows: Iterable[tuple[Any, ...]]) -> dict[str, list[tuple[Any, ...]]]:
    """Rows by their first column, without it."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for beat, *rest in rows:
        found.setdefault(beat, []).append(tuple(rest))
    return found


def _priority(
    day: dt.date, what: str, set_on: dt.date, reviewed: dt.date | None, closed: dt.date | None, done: str | None
) -> Priority:
    """The priority as it stood on the day: of its reviews only the latest is known."""
    then = reviewed if reviewed is not None and reviewed <= day else None
    later = reviewed if reviewed is not None and reviewed > day else None
    return Priority(what, set_on, then, later, closed if closed is not None and closed <= day else None, done, day)


def _queries(row: tuple[Any, ...]) -> Queries:
    return Queries._make((*row[:-1], tuple(row[-1])))


def _meetings(day: dt.date, rows: Iterable[tuple[Any, ...]]) -> Meetings:
    listed = tuple(Meeting(*row) for row in rows)
    ahead = (one for one in listed if one.on > day and one.held is not False)
    past = [one for one in listed if one.on <= day and one.held]
    return Meetings(next(ahead, None), past[-1] if past else None, listed)


def _training(rows: list[tuple[Any, ...]]) -> Training:
    """rows: collar number, the course's name in small letters, its name, and whether it is valid."""
    expected = {course.casefold(): course for course in COURSES}
    held = [(collar, name, valid) for collar, name, _, valid in rows if name is not None]
    titles = expected | {name: title for _, name, title, _ in rows if name is not None and name not in expected}
    mine: dict[str, set[str]] = {collar: set() for collar, *_ in rows}
    for collar, name, valid in held:
        if valid:
            mine[collar].add(name)
    holders = Counter(name for names in mine.values() for name in names)
    lapsed = Counter(name for _, name, valid in held if not valid)
    return Training(
        len(mine),
        len({collar for collar, *_ in held}),
        sum(expected.keys() <= names for names in mine.values()),
        {title: holders[name] for name, title in titles.items()},
        {title: lapsed[name] for name, title in titles.items()},
    )
