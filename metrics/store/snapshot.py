"""Everything known at one moment, laid out in memory so that any page's question is a short query over small tables.

A snapshot is made from the `<export>_known_at` macros once per moment and version of the store, and thrown away when the
store changes. Nothing in it is stored: the loads are the only truth.
"""

from __future__ import annotations

import datetime as dt
import itertools

from metrics import catalogue
from metrics.export import Export
from metrics.kpi import Kpi
from metrics.store.connection import Store, named
from metrics.store.schema import sql
from metrics.terms import LONDON

NOW = dt.datetime(9999, 1, 1)
KEPT = 3
"""Snapshots kept at once: now, and two earlier moments to compare with."""
_numbers = itertools.count(1)


def weekly_exports() -> list[str]:
    """Ids of the exports that cover days; place i (from 1) is bit i of every coverage mask."""
    return [export.id for export in catalogue.exports().values() if export.replaces == "days"]


def list_exports() -> list[str]:
    """Ids of the lists, whose bits follow those of the weekly exports."""
    return [export.id for export in catalogue.exports().values() if export.is_list]


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


def _build(store: Store, at: dt.datetime) -> str:
    catalog = f"known_{next(_numbers)}"
    with store.cursor() as cursor:
        cursor.execute(f"attach ':memory:' as {catalog}")

        def keep(name: str, select: str, **values: object) -> None:
            cursor.execute(f"create table {catalog}.{name} as {select}", named(select, {"t": at, **values}))

        bits = {"exports": weekly_exports()}
        keep("containment", "select * from containment_known_at($t)")
        keep("areas", sql("areas"))
        keep("stints", "select * from stints_known_at($t)")
        keep("cover", sql("coverage_masks"), **bits)
        keep("list_through", sql("list_through"))
        for export in catalogue.exports().values():
            select = sql("duty_hours") if export.id == "duties" else f"select * from {export.id}_known_at($t)"
            keep(export.id, select)
        keep("target_stints", sql("target_stints"))
        cursor.execute(f"use {catalog}")
        keep("hours_day", sql("hours_day"))
        keep("team_week", sql("team_week"), **bits)
        keep("credit_day", " union all ".join(credits_of(kpi) for kpi in catalogue.kpis().values()))
    return catalog


def credits_of(kpi: Kpi) -> str:
    """SQL: one row per KPI, scope (officer or area), person, team, role and day, with the amount credited.

    Where distinct values are counted, `ref` carries the value and the amount is one row each.
    """
    officer = f"select '{kpi.id}' as kpi, 'officer' as scope, collar, team, role, day, amount, ref from ({officer_credits(kpi)})"
    area = f"select '{kpi.id}', 'area', null, team, role, day, amount, ref from ({area_credits(kpi)})"
    both = f"{officer} union all {area}"
    return f"select kpi, scope, collar, team, role, day, sum(amount)::double as amount, ref from ({both}) group by all"


def _credited(kpi: Kpi) -> str:
    """The rows that a KPI counts, each with its amount; a stock row also leaves the stock again."""
    ref = kpi.distinct or "null::varchar"
    rows = f"select *, ({kpi.counts})::double as amount, {ref} as ref from {kpi.export} where not waiting and ({kpi.where})"
    if not kpi.is_stock:
        return rows
    gone = f"select * replace ((day_left)::date as day, -amount as amount) from (select *, {kpi.stock_until} as day_left from ({rows})) where day_left is not null"
    return f"select *, null::date as day_left from ({rows}) union all {gone}"


def officer_credits(kpi: Kpi) -> str:
    """SQL: one row per person credited, with their own role and team on that day."""
    source = _credited(kpi)
    if kpi.credit == "lead":
        return f"select collar_no as collar, team, role, day, amount, ref, load_id, source_row from ({source})"
    chosen = f"({source})"
    if kpi.credit == "actioner":
        index = "case when actioned_by is null then 1 else list_position(named_collars, actioned_by) end"
        return (
            f"select named_collars[place] as collar, named_teams[place] as team, named_roles[place] as role, day, amount, ref, load_id, "
            f"source_row from (select *, {index} as place from {chosen}) where place >= 1"
        )
    return (
        "select unnest(named_collars) as collar, unnest(named_teams) as team, unnest(named_roles) as role, day, amount, ref, "
        f"load_id, source_row from {chosen}"
    )


def area_credits(kpi: Kpi) -> str:
    """SQL: one row per event, for the team that counts it: the lead's, or the first named officer's with a role of the KPI."""
    source = _credited(kpi)
    roles = ", ".join(f"'{role}'" for role in kpi.roles)
    if kpi.credit == "lead":
        return f"select collar_no as collar, team, role, day, amount, ref, load_id, source_row from ({source}) where role in ({roles})"
    first = f"list_position(list_transform(named_roles, lambda role: role in ({roles})), true)"
    team = "team" if kpi.credit == "actioner" else "named_teams[place]"
    return (
        f"select named_collars[place] as collar, {team} as team, named_roles[place] as role, day, amount, ref, load_id, source_row "
        f"from (select *, {first} as place from ({source})) where place >= 1"
    )


def covers(export: Export) -> bool:
    """True where coverage of the export says when a figure is known."""
    return export.replaces != "repeated"
