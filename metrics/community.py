"""Watch and Citizens in Policing schemes, engagement, and what residents raised and were told: of an area or a sergeant's team.

By the team of who established the scheme or made the return, as the KPIs count them, so that the sums agree with Beats.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from metrics.catalogue import kpis
from metrics.kpis.citizens_schemes import CITIZENS
from metrics.kpis.engagement_returns import RAISED
from metrics.question import Period, asked_kpi, of_area
from metrics.store.connection import Store
from metrics.store.schema import sql
from metrics.store.snapshot import snapshot
from metrics.terms import Area, Role

CITIZENS_KPI, WATCH_KPI, ENGAGEMENT_KPI = "citizens_schemes", "new_watch_schemes", "engagement_returns"


class Schemes(NamedTuple):
    """Schemes of one kind that people of one team (level:key) established, as they stood at a period's end.

    counted: by a KPI; others were established by somebody of another role. members: of those running; without_members: how
    many of these have no number of members.
    """

    kind: str
    team: str
    counted: bool
    established: int
    running: int
    members: int
    without_members: int


class Engagement(NamedTuple):
    """Returns of one kind that people of one team (level:key) made in a period.

    not_counted: returns without a number of attendees. raised: with a priority that residents raised; answered: of these, with
    feedback given. feedback: returns with feedback given. last_feedback: the last day of one, up to the period's end.
    """

    activity: str
    team: str
    returns: int
    attendees: int
    not_counted: int
    raised: int
    answered: int
    feedback: int
    last_feedback: dt.date | None


class Priority(NamedTuple):
    """A priority that residents raised at an engagement. beat: where it took place. told: None where that is not recorded."""

    ref: str
    day: dt.date
    beat: str | None
    activity: str
    attendees: int | None
    priority: str
    told: bool | None


def schemes(
    store: Store, area: Area, days: Period, role: Role | None = None, known_at: dt.datetime | None = None
) -> tuple[Schemes, ...]:
    """The schemes ever established, by kind and team, teams in list order."""
    roles = {"citizens": list(kpis()[CITIZENS_KPI].roles), "watches": list(kpis()[WATCH_KPI].roles)}
    text = sql("schemes_of").replace("{citizens}", CITIZENS)
    rows = _asked(store, text, area, days, known_at, role=role, **roles)
    return tuple(Schemes(*row) for row in rows)


def engagement(
    store: Store, area: Area, days: Period, role: Role | None = None, known_at: dt.datetime | None = None
) -> tuple[Engagement, ...]:
    """The returns by kind and team, teams in list order; also of kinds and teams that had some before the period only."""
    text = sql("engagement_of").replace("{raised}", RAISED)
    return tuple(Engagement(*row) for row in _asked(store, text, area, days, known_at, roles=_roles(role)))


def priorities(
    store: Store, area: Area, days: Period, most: int, role: Role | None = None, known_at: dt.datetime | None = None
) -> tuple[Priority, ...]:
    """What residents raised in a period, the latest first, at most so many."""
    text = sql("priorities_raised").replace("{raised}", RAISED)
    return tuple(Priority(*row) for row in _asked(store, text, area, days, known_at, roles=_roles(role), most=most))


def _roles(role: Role | None) -> list[Role]:
    return list(asked_kpi(ENGAGEMENT_KPI, role).roles)


def _asked(
    store: Store, text: str, area: Area, days: Period, known_at: dt.datetime | None, **values: Any
) -> list[tuple[Any, ...]]:
    catalog, (start, end) = snapshot(store, known_at), days
    asked, whose = of_area(store, catalog, area, text, team="led_by.team", led="led_by.led")
    return store.rows(asked, catalog, **whose, start=start, end=end, **values)
