"""Everything known at one moment, laid out in memory so that any page's question is a short query over small tables.

A snapshot is made from the `<export>_known_at` macros once per moment and version of the store, and thrown away when the
store changes. Nothing in it is stored: the loads are the only truth.
"""

from __future__ import annotations

import datetime as dt
import itertools
from functools import cache
from typing import get_args

from metrics import catalogue
from metrics.kpi import Kpi
from metrics.store.asides import asides
from metrics.store.connection import Store, named
from metrics.store.credit import Scope, credits_of
from metrics.store.schema import sql
from metrics.terms import LONDON, SHIFTS

NOW = dt.datetime(9999, 1, 1)
KEPT = 3
"""Snapshots kept at once: now, and two earlier moments to compare with."""
_numbers = itertools.count(1)


@cache
def weekly_exports() -> list[str]:
    """Ids of the exports that cover days; place i (from 1) is bit i of every coverage mask."""
    return [export.id for export in catalogue.exports().values() if export.replaces == "days"]


@cache
def list_exports() -> list[str]:
    """Ids of the lists, whose bits follow those of the weekly exports."""
    return [export.id for export in catalogue.exports().values() if export.is_list]


@cache
def bit(export_id: str) -> int:
    """The coverage bit of an export; 0 for one without coverage."""
    order = ["", *weekly_exports(), *list_exports()]
    return 1 << order.index(export_id) if export_id in order else 0


def moment(known_at: dt.datetime | None) -> dt.datetime:
    """The stored (UTC) form of a moment; a time without an offset is local."""
    if known_at is None:
        return NOW
    aware = known_at if known_at.tzinfo else known_at.replace(tzinfo=LONDON)
    return aware.astimezone(dt.UTC).replace(tzinfo=None)


def snapshot(store: Store, known_at: dt.datetime | None = None) -> str:
    """The catalog that holds what was known at a moment (None: now); made if it is not there yet."""
    key = (store.version, moment(known_at))
    with store.snapshot_lock:
        if key not in store.snapshots:
            _forget_old(store)
            store.snapshots[key] = _build(store, key[1])
        return str(store.snapshots[key])


def _forget_old(store: Store) -> None:
    stale = [key for key in store.snapshots if key[0] != store.version]
    fresh = [key for key in store.snapshots if key[0] == store.version]
    for key in stale + fresh[: max(0, len(fresh) - KEPT + 1)]:
        catalog = store.snapshots.pop(key)
        with store.cursor() as cursor:
            cursor.execute(f"detach {catalog}")


CREDITED = {"amount": "credit_{scope}_day", "distinct": "credit_distinct_{scope}", "stock": "credit_stock_{scope}"}
"""How what is credited is added up (amounts; distinct values, each once; what is open, from all days before) and its table."""


ABOVE_BEATS = "stints where team not like 'beat:%' and role in ('PC', 'PCSO')"


def _kind(kpi: Kpi) -> str:
    return "stock" if kpi.is_stock else "distinct" if kpi.distinct else "amount"


def _shared() -> dict[str, object]:
    """The KPIs whose targets are shared among people, and whether each counts what constables and what PCSOs do."""
    kpis = [kpi for kpi in catalogue.kpis().values() if not kpi.is_stock]
    return {
        "kpis": [kpi.id for kpi in kpis],
        "of_pc": ["PC" in kpi.roles for kpi in kpis],
        "of_pcso": ["PCSO" in kpi.roles for kpi in kpis],
    }


def _build(store: Store, at: dt.datetime) -> str:
    kpis = catalogue.kpis().values()
    catalog = f"known_{next(_numbers)}"
    with store.cursor() as cursor:
        cursor.execute(f"attach ':memory:' as {catalog}")

        def keep(name: str, select: str, **values: object) -> None:
            cursor.execute(f"create table {catalog}.{name} as {select}", named(select, {"t": at, **values}))

        bits = {"exports": weekly_exports()}
        keep("containment", "select * from containment_known_at($t)")
        keep("areas", sql("areas"))
        keep("stints", "select * from stints_known_at($t)")
        keep("led", sql("led").replace("{known}", catalog))
        keep("cover", sql("coverage_masks"), **bits)
        keep("list_through", sql("list_through"))
        duties = sql("duty_hours").replace("{known}", catalog)
        for export in catalogue.exports():
            keep(export, duties if export == "duties" else f"select * from {export}_known_at($t)")
        keep("target_stints", sql("target_stints"))
        aside, values = asides(cursor, catalog)
        keep("aside", aside, **values)
        cursor.execute(f"use {catalog}")
        late = (
            f"select '{export}' as export, team, day, count(*) as late from {export} where waiting group by all"
            for export in weekly_exports()
        )
        keep("waiting", " union all ".join(late))
        keep("aside_area", sql("asides_area"))
        keep("aside_officer", sql("asides_officer"))
        keep("aside_team", sql("asides_team"))
        keep("duties_week", sql("duties_week"))
        keep("hours_day", sql("hours_day"), **SHIFTS)
        keep("hours_week", sql("hours_week"))
        keep("usual_hours", sql("usual_hours"), **bits)
        keep("strength", sql("strength"))
        keep("share_targets", sql("share_targets"), **_shared())
        keep("share_runs", "select distinct run, team, role, from_day, to_day, per, of_pc, of_pcso from share_targets")
        for scope in get_args(Scope):
            keep(f"posted_{scope}", _posted(scope))
            for kind, name in CREDITED.items():
                counted = [credits_of(kpi, scope) for kpi in kpis if _kind(kpi) == kind]
                keep(name.format(scope=scope), f"{' union all '.join(counted)} order by day")
            if scope != "team":
                keep(f"credit_{scope}_week", sql("credit_week").replace("{scope}", scope))
    return catalog


def _posted(scope: Scope) -> str:
    """SQL: who has to report, and when."""
    who, stints = ("led, team, role", "led") if scope == "team" else ("team, role", ABOVE_BEATS)
    runs = sql("scope_posted").strip().replace("{who}", who).replace("{stints}", stints)
    return sql(f"posted_{scope}").replace("{runs}", runs)
