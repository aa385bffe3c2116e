"""Everything known at one moment, laid out in memory so that any page's question is a short query over small tables.

A snapshot is made from the `<export>_known_at` macros once per moment and version of the store, and thrown away when the
store changes. Nothing in it is stored: the loads are the only truth.
"""

from __future__ import annotations

import datetime as dt
import itertools
from bisect import bisect_right
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import get_args

import duckdb

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
COMPRESSED_FROM = 1_000_000
"""Segments of duty from which on a snapshot is compressed: half as long again to lay out, a ninth of the memory, and no longer
to ask (measured at 500,000). Below, the memory is not worth the time: a county has 300,000 a year."""
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
    """The catalog that holds what was known at a moment (None: now); made if it is not there yet.

    Moments between which nothing was loaded or withdrawn share one.
    """
    key = (store.version, last_change(store, known_at))
    with store.snapshot_lock:
        if key not in store.snapshots:
            _forget_old(store)
            store.snapshots[key] = _build(store, key[1])
        return str(store.snapshots[key])


def prepare(store: Store) -> str:
    """The catalog of what is known by now, also while the store holds its version back (`Store.holding`): laid out beside the one
    that pages ask, which none of them waits for."""
    key = (store.latest(), _last_of(_changes_now(store), NOW))
    with store.snapshot_lock:
        there = store.snapshots.get(key)
    if there is None:
        there = _build(store, key[1])
        with store.snapshot_lock:
            _forget_old(store)
            store.snapshots[key] = there
    return str(there)


def last_change(store: Store, known_at: dt.datetime | None = None) -> dt.datetime:
    """The moment (UTC) of the last load or withdrawal by a moment; the beginning of time where there was none."""
    return _last_of(_changes(store, store.version), moment(known_at))


def _last_of(changes: list[dt.datetime], at: dt.datetime) -> dt.datetime:
    number = bisect_right(changes, at)
    return changes[number - 1] if number else dt.datetime.min


@lru_cache(maxsize=16)
def _changes(store: Store, version: int) -> list[dt.datetime]:
    return _changes_now(store)


def _changes_now(store: Store) -> list[dt.datetime]:
    text = "select recorded_at from loads union select withdrawn_at from withdrawals order by 1"
    return [at for (at,) in store.rows(text)]


def _forget_old(store: Store) -> None:
    """Make room for one more: those of earlier versions go, then of this one what was known longest ago. That of now, which every
    page asks, and that of a version that is not told of yet stay."""
    stale = [key for key in store.snapshots if key[0] < store.version]
    fresh = sorted(key for key in store.snapshots if key[0] >= store.version)
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
    catalog = f"known_{next(_numbers)}"
    with store.cursor() as cursor:
        cursor.execute(f"attach ':memory:' as {catalog}{' (compress)' if is_large(store) else ''}")
    tables = _Tables(store, catalog, at)
    try:
        tables.lists()
        _side_by_side(tables.duties, tables.other_exports)
        _side_by_side(tables.hours, tables.credits)
        tables.settle()
    except BaseException:
        with suppress(duckdb.Error), store.cursor() as cursor:
            cursor.execute(f"detach {catalog}")
        raise
    return catalog


def is_large(store: Store) -> bool:
    """True of a store whose snapshots are compressed."""
    ((rows,),) = store.rows("select count(*) from duties")
    return bool(rows >= COMPRESSED_FROM)


def _side_by_side(*jobs: Callable[[], None]) -> None:
    """Tables that do not rest on each other, each on a thread of its own. Every table is made by one thread, so that sums
    come out the same to the last digit whenever they are made."""
    with ThreadPoolExecutor(len(jobs)) as pool:
        for done in [pool.submit(job) for job in jobs]:
            done.result()


@dataclass(frozen=True)
class _Tables:
    """The tables of a snapshot, made from the store as known at a moment."""

    store: Store
    catalog: str
    at: dt.datetime

    def keep(self, name: str, select: str, of: str = "store", **values: object) -> None:
        """Make a table of a query. of: the catalog that the query looks in first."""
        with self.store.cursor(of) as cursor:
            cursor.execute(f"create table {self.catalog}.{name} as {select}", named(select, {"t": self.at, **values}))

    def derive(self, name: str, select: str, **values: object) -> None:
        """Make a table of tables that are there already."""
        self.keep(name, select, self.catalog, **values)

    def settle(self) -> None:
        """Compress what is not compressed yet, where the snapshot is."""
        if is_large(self.store):
            with self.store.cursor() as cursor:
                cursor.execute(f"checkpoint {self.catalog}")

    def lists(self) -> None:
        """What the others rest on: areas, who was posted where and led by whom, and what is loaded."""
        self.keep("containment", "select * from containment_known_at($t)")
        self.keep("areas", sql("areas"))
        self.keep("stints", "select * from stints_known_at($t)")
        self.keep("led", sql("led").replace("{known}", self.catalog))
        self.keep("cover", sql("coverage_masks"), exports=weekly_exports())
        self.keep("list_through", sql("list_through"))

    def duties(self) -> None:
        """Segments of duty with the hours that are their own."""
        self.keep("duties", sql("duty_hours").replace("{known}", self.catalog))

    def other_exports(self) -> None:
        """What the other exports hold, and rows set aside."""
        for export in catalogue.exports():
            if export != "duties":
                self.keep(export, f"select * from {export}_known_at($t)")
        self.keep("target_stints", sql("target_stints"))
        with self.store.cursor() as cursor:
            aside, values = asides(cursor, self.catalog)
        self.keep("aside", aside, **values)
        for scope in get_args(Scope):
            self.derive(f"aside_{scope}", sql(f"asides_{scope}"))

    def hours(self) -> None:
        """Hours by day and week, what is usual, and the targets that are shared by them."""
        self.derive("duties_week", sql("duties_week"))
        self.derive("community_week", sql("community_week"))
        self.derive("patrols", sql("patrols"))
        self.derive("hours_day", sql("hours_day"), **SHIFTS)
        self.derive("hours_week", sql("hours_week"))
        self.derive("usual_hours", sql("usual_hours"), exports=weekly_exports())
        self.derive("strength", sql("strength"))
        self.derive("share_targets", sql("share_targets"), **_shared())
        runs = "select distinct run, team, role, from_day, to_day, per, of_pc, of_pcso from share_targets"
        self.derive("share_runs", runs)

    def credits(self) -> None:
        """What waits for its week; who has to report, and what is credited to whom."""
        late = (
            f"select '{export}' as export, team, day, count(*) as late from {export} where waiting group by all"
            for export in weekly_exports()
        )
        self.derive("waiting", " union all ".join(late))
        for scope in get_args(Scope):
            self.derive(f"posted_{scope}", _posted(scope))
            for kind, name in CREDITED.items():
                counted = [credits_of(kpi, scope) for kpi in catalogue.kpis().values() if _kind(kpi) == kind]
                self.derive(name.format(scope=scope), f"{' union all '.join(counted)} order by day")
            if scope == "area":
                self.derive("credit_again_area", sql("credit_again"))
            if scope != "team":
                self.derive(f"credit_{scope}_week", sql("credit_week").replace("{scope}", scope))


def _posted(scope: Scope) -> str:
    """SQL: who has to report, and when."""
    who, stints = ("led, team, role", "led") if scope == "team" else ("team, role", ABOVE_BEATS)
    runs = sql("scope_posted").strip().replace("{who}", who).replace("{stints}", stints)
    return sql(f"posted_{scope}").replace("{runs}", runs)
