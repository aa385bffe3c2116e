"""Which week of whom, as known when; and the beats and people that it is about."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from metrics import people, teams
from metrics.people import Stint
from metrics.question import Period, area_key
from metrics.store.connection import Store
from metrics.store.snapshot import snapshot
from metrics.terms import KPI_ROLES, TEAM, Area, say_date, week_end, week_start

ISO_WEEK = re.compile(r"(\d{4})-?W(\d{2})", re.IGNORECASE)
FORMATS = "Give its Monday or its Sunday, or write it as 2026-W46"


@dataclass(frozen=True)
class Week:
    """A week, Monday to Sunday, of an area or a sergeant's team, as known at a moment (None: now)."""

    area: Area
    days: Period
    known_at: dt.datetime | None = None

    @property
    def key(self) -> str:
        """The area as it is stored: level:key."""
        return str(area_key(self.area))

    @property
    def end(self) -> dt.date:
        """Its Sunday."""
        return self.days[1]


def week_of(text: str) -> Period:
    """The Monday and Sunday of a week given as one of the two (2026-11-09) or as 2026-W46.

    Raises ValueError with one plain sentence.
    """
    if iso := ISO_WEEK.fullmatch(text.strip()):
        try:
            monday = dt.date.fromisocalendar(int(iso[1]), int(iso[2]), 1)
        except ValueError:
            raise ValueError(f"There is no week {text.strip()}. {FORMATS}.") from None
        return monday, week_end(monday)
    try:
        day = dt.date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"'{text}' is not a week. {FORMATS}.") from None
    if day.weekday() not in (0, 6):
        raise ValueError(f"{say_date(day)} is a {day:%A}, and a week runs from Monday to Sunday. {FORMATS}.")
    return week_start(day), week_end(day)


def name_of(store: Store, week: Week) -> str:
    """Corby 2, Force, or Team of Hollis, Wren; the key where it is not known."""
    if week.area.level == TEAM:
        return teams.names(store, week.known_at).get(week.key, week.area.key)
    text = "select name from areas where area = $area"
    found = store.rows(text, snapshot(store, week.known_at), area=week.key)
    return str(found[0][0]) if found else week.area.key


BEATS = """
select key, name from areas
where level = 'beat' and (area in (select team from containment where area = $area)
    or area in (select team from led where led = $area and from_day <= $end and to_day >= $start))
order by position
"""


def beats_of(store: Store, week: Week) -> dict[str, str]:
    """The beats of an area, or those to which a sergeant's people are posted in the week: code and name, in list order."""
    start, end = week.days
    return dict(store.rows(BEATS, snapshot(store, week.known_at), area=week.key, start=start, end=end))


def people_of(store: Store, week: Week) -> list[Stint]:
    """The constables and PCSOs of the area or team in the week, alphabetical."""
    found = people.latest(store, *week.days, week.area, week.known_at)
    return [one for one in found if one.role in KPI_ROLES]


def spoken(one: Stint) -> str:
    """A person as one speaks of them: PC Tolu Adeyemi."""
    named = " ".join(part for part in (one.forename, one.surname) if part)
    return f"{one.role} {named or one.collar}"
