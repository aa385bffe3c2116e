"""The days on which what a KPI counts happened, for events too rare for a week's figure to say much."""

from __future__ import annotations

import datetime as dt

from metrics.question import of_area
from metrics.store.connection import Store
from metrics.store.schema import sql
from metrics.store.snapshot import snapshot
from metrics.terms import Area, Role


def event_days(
    store: Store,
    kpi: str,
    roles: tuple[Role, ...],
    area: Area,
    start: dt.date,
    end: dt.date,
    known_at: dt.datetime | None = None,
) -> list[dt.date]:
    """One day an event credited to the area or sergeant's team in these roles, the earliest first."""
    catalog = snapshot(store, known_at)
    text, whose = of_area(store, catalog, area, sql("event_days"))
    rows = store.rows(text, catalog, **whose, kpi=kpi, roles=list(roles), start=start, end=end)
    return [day for day, number in rows for _ in range(number)]
