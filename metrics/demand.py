"""Incidents attended by hour of the week, to stand beside the hours on duty: the part of demand that our exports know.

An incident is attended only while somebody is on duty, and a call that nobody attended is in no export: so these are not all
that was asked for, and where nobody is on duty none can be (DECISIONS.md).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from metrics import parts
from metrics.intervals import FEW, wilson
from metrics.question import Ask, Period, area_key, of_area
from metrics.store.connection import Store
from metrics.store.schema import sql
from metrics.store.snapshot import snapshot
from metrics.terms import KPI_ROLES, Area, Role
from metrics.time_in_place import DAYS, HOURS

EXPORTS = ("incidents", "duties")
EVENING = (18, 2)
"""6pm to 2am, across midnight: fixed beforehand, and not chosen because of what it shows."""
BAND = 3
"""Hours of a band of the day."""

Slot = tuple[int, int]
"""A weekday (0 is Monday) and an hour of the clock (0 to 23)."""


@dataclass(frozen=True)
class Attended:
    """Incidents by slot. at_midnight: those stamped at midnight to the second. team_days: how many had to report; loaded: of
    these, for how many each of EXPORTS is loaded."""

    by_slot: Mapping[Slot, int]
    at_midnight: int
    team_days: int
    loaded: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many incidents."""
        return sum(self.by_slot.values())

    def is_known(self, export: str) -> bool:
        """True where something of an export is loaded."""
        return self.loaded[export] > 0


class Share(NamedTuple):
    """What lies in some hours of the day. low, high: of the share of incidents its 95% Wilson interval; None: too few.

    Hours are all that there were, so their share has no interval.
    """

    start: int
    end: int
    incidents: int
    of_incidents: int
    hours: float
    of_hours: float
    low: float | None
    high: float | None

    @property
    def of_all_incidents(self) -> float | None:
        """The share of incidents; None where there are too few."""
        return self.incidents / self.of_incidents if self.low is not None else None

    @property
    def of_all_hours(self) -> float | None:
        """The share of hours; None where there are none."""
        return self.hours / self.of_hours if self.of_hours > 0 else None


def attended(
    store: Store, area: Area, days: Period, role: Role | None = None, known_at: dt.datetime | None = None
) -> Attended:
    """The incidents that constables and PCSOs of an area or a sergeant's team attended, or those of one role."""
    start, end = days
    catalog = snapshot(store, known_at)
    text, whose = of_area(store, catalog, area, sql("incidents_by_hour"), team="attended.team", led="attended.led")
    roles: Sequence[Role] = (role,) if role else KPI_ROLES
    rows = store.rows(text, catalog, **whose, start=start, end=end, roles=list(roles))
    spine = parts.spine(store, Ask((), area.level, (days,), role, known_at, area))
    days_of, place = parts.team_days(spine), spine.keys.index(str(area_key(area)))
    posted = days_of.of("role", *roles, None)
    loaded = {export: int(days_of.total("days", posted & days_of.loaded(export))[place]) for export in EXPORTS}
    by_slot = {(day, hour): number for day, hour, number, _ in rows}
    return Attended(by_slot, sum(row[3] for row in rows), int(days_of.total("days", posted)[place]), loaded)


def inside(hour: int, start: int, end: int) -> bool:
    """True of an hour of the clock from start to before end, across midnight where end is not after start."""
    return start <= hour < end if start < end else hour >= start or hour < end


def share(incidents: Mapping[Slot, int], hours: Mapping[Slot, float], start: int, end: int) -> Share:
    """What of incidents and of hours lies in some hours of every day."""
    of_incidents, of_hours = sum(incidents.values()), sum(hours.values())
    x = sum(number for (_, hour), number in incidents.items() if inside(hour, start, end))
    low, high = wilson(x, of_incidents) if of_incidents >= FEW else (None, None)
    spent = sum(amount for (_, hour), amount in hours.items() if inside(hour, start, end))
    return Share(start, end, x, of_incidents, spent, of_hours, low, high)


def bands(incidents: Mapping[Slot, int], hours: Mapping[Slot, float]) -> list[Share]:
    """The same of every band of three hours, from midnight: each day's eight add up to the whole."""
    return [share(incidents, hours, start, (start + BAND) % HOURS) for start in range(0, HOURS, BAND)]


def whole_week(found: Mapping[Slot, int]) -> dict[Slot, int]:
    """Every slot of the week, with 0 where nothing was attended."""
    return {(day, hour): found.get((day, hour), 0) for day in range(DAYS) for hour in range(HOURS)}
