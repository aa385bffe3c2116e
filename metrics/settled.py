"""Which weeks are settled: so long ago that nearly all of their records have arrived. Only those are judged.

Source: product.md, Late records. A record's delay runs from the day it speaks of to the first load that held it. Weeks that
were first stated long after they ended were filled in later: how late they came says nothing of how late records come.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from metrics import catalogue
from metrics.question import DAY, Asked, asked_kpi
from metrics.store.connection import Store
from metrics.store.schema import sql
from metrics.store.snapshot import moment, weekly_exports
from metrics.terms import say_date, sunday_before

ARRIVED = 0.95
"""The share of records that must have arrived."""
LEAST_DAYS, MOST_DAYS = 7, 28
UNKNOWN_DAYS, LEAST_WEEKS = 14, 8
"""The lag until so many weeks are known."""
LAST_WEEKS = 26


@lru_cache(maxsize=8)
def settled(store: Store, version: int, known_at: dt.datetime | None = None) -> dict[str, dt.date]:
    """By weekly export the Sunday that ends its latest settled week, as far as loads had come at that moment.

    version: the store's, by which the answer is remembered. Exports without a load are left out.
    """
    found = {}
    for export in weekly_exports():
        last, covered = _last_load(store, export, known_at)
        if last is not None and covered is not None:
            until = min(last - lag(store, export, known_at) * DAY, covered)
            found[export] = sunday_before(until + DAY)
    return found


def settled_to(one: Asked, last: Mapping[str, dt.date]) -> dt.date | None:
    """The day to which a KPI's figures are settled: its export's and that of Duties; of a list that of Duties."""
    found = [last[export] for export in (one.kpi.export, "duties") if export in last]
    return min(found) if "duties" in last else None


def settled_for(store: Store, names: tuple[str, ...], known_at: dt.datetime | None = None) -> dict[str, dt.date]:
    """By KPI (id, or id:role) the day to which its figures are settled; none where Duties are not loaded."""
    last = settled(store, store.version, known_at)
    found = {name: settled_to(asked_kpi(name), last) for name in names}
    return {name: day for name, day in found.items() if day is not None}


def provisional(days: Iterable[dt.date], end: dt.date) -> str:
    """What of the days up to `end` is provisional, and to which day verdicts speak; "" where all is settled.

    days: to which the figures of each KPI are settled.
    """
    known = set(days)
    if not known or end <= min(known):
        return ""
    first, last = min(known), max(known)
    to = say_date(first) if first == last else f"{say_date(first)} or {say_date(last)}, by export"
    return f"Figures are provisional after {to}: some records still arrive. Verdicts are for settled days, to {to}."


def lag(store: Store, export: str, known_at: dt.datetime | None = None) -> int:
    """The days within which nearly all records of an export arrive."""
    last, _ = _last_load(store, export, known_at)
    if last is None:
        return UNKNOWN_DAYS
    declared = catalogue.exports()[export]
    text = (
        sql("arrivals")
        .replace("{export}", export)
        .replace("{key}", ", ".join(f'"{name}"' for name in declared.key_names))
    )
    since = sunday_before(last) - dt.timedelta(days=7 * LAST_WEEKS - 1)
    values: dict[str, Any] = {"t": moment(known_at), "since": since, "last": last, "share": ARRIVED, "export": export}
    ((weeks, days),) = store.rows(text, **values)
    if weeks < LEAST_WEEKS or days is None:
        return UNKNOWN_DAYS
    return min(MOST_DAYS, max(LEAST_DAYS, int(days)))


def _last_load(store: Store, export: str, known_at: dt.datetime | None) -> tuple[dt.date | None, dt.date | None]:
    """The day of the latest load, as nothing that came after it can be known; and the last day that any load covers."""
    text = (
        "select max(recorded_at)::date, max(days_to) from loads left join withdrawals using (load_id) "
        "where export = $export and recorded_at <= $t and (withdrawn_at is null or withdrawn_at > $t)"
    )
    ((day, covered),) = store.rows(text, export=export, t=moment(known_at))
    return day, covered
