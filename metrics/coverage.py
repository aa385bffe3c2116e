"""What is loaded: which weeks of which export and area, which lists, and by which loads."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

import numpy as np
import pandas as pd

from metrics import catalogue, parts
from metrics.question import DAY, Ask, area_key, ask_known
from metrics.store.connection import Store
from metrics.store.schema import sql
from metrics.store.snapshot import list_exports, snapshot, weekly_exports
from metrics.terms import Area, sunday_before

COLUMNS = ["export", "label", "area", "week_start", "state", "late_waiting"]


def coverage(
    store: Store, weeks: int, known_at: dt.datetime | None = None, level: str = "sector", until: dt.date | None = None,
    within: Area | None = None,
) -> pd.DataFrame:  # fmt: skip
    """One row per weekly export, sector (or beat, or LPA) and week: state loaded, partly or missing, and late records that wait.

    weeks: how many complete weeks up to a Sunday, or else to the last one known; no rows where nothing weekly is loaded.
    """
    last = last_week(store, known_at)
    if last is None:
        return pd.DataFrame(columns=COLUMNS)
    last = until or last
    starts = [last - dt.timedelta(days=6 + 7 * back) for back in range(weeks - 1, -1, -1)]
    spine = parts.spine(
        store, Ask((), level, tuple((start, start + 6 * DAY) for start in starts), known_at=known_at, within=within)
    )
    known = parts.team_days(spine)
    of_beats = known.of("role", None)
    days = known.total("days", of_beats).astype(int).tolist()
    cells, names = np.flatnonzero(days).tolist(), [key.partition(":")[2] for key in spine.keys]
    late = _waiting(store, spine.catalog, starts[0], last, level)
    rows = []
    for export in sorted(weekly_exports()):
        loaded = known.total("days", of_beats & known.loaded(export)).astype(int).tolist()
        label = catalogue.exports()[export].sheet
        for cell in cells:
            key, week = divmod(cell, len(starts))
            state, area = _state(days[cell], loaded[cell]), spine.keys[key]
            rows.append((export, label, names[key], starts[week], state, late.get((export, area, starts[week]), 0)))
    return pd.DataFrame(rows, columns=COLUMNS)


@lru_cache(maxsize=64)
def _waiting(
    store: Store, catalog: str, start: dt.date, end: dt.date, level: str
) -> dict[tuple[str, str, dt.date], int]:
    """How many late records wait for their week, by export, area and week."""
    rows = store.rows(sql("late_waiting"), catalog, start=start, end=end, level=level)
    return {(export, area, week): count for export, area, week, count in rows}


def waiting(
    store: Store, export: str, area: Area, start: dt.date, end: dt.date, known_at: dt.datetime | None = None
) -> int:
    """How many late records of an export wait for their week's own file, of an area and the weeks of some days."""
    found = _waiting(store, snapshot(store, known_at), start, end, area.level)
    return sum(count for (of, key, _), count in found.items() if (of, key) == (export, area_key(area)))


def _state(days: int, loaded: int) -> str:
    if loaded == 0:
        return "missing"
    return "loaded" if loaded == days else "partly"


def last_week(store: Store, known_at: dt.datetime | None = None) -> dt.date | None:
    """The Sunday that ends the last complete week known (DECISIONS.md F12), or None."""
    ((last,),) = store.rows("select max(day) from cover", snapshot(store, known_at))
    if last is None:
        return None
    day = last + DAY
    return sunday_before(day if known_at is None else min(day, known_at.date()))


def lists_loaded(store: Store, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """One row per list export: label, the day through which it speaks (None where not loaded)."""
    frame = ask_known(store, snapshot(store, known_at), "select * from list_through", {}).set_index("export")
    rows = [
        (export, catalogue.exports()[export].sheet, frame.through[export] if export in frame.index else None)
        for export in list_exports()
    ]
    return pd.DataFrame(rows, columns=["export", "label", "through"])


def loads(store: Store) -> pd.DataFrame:
    """Every load, the latest first, with who took it back, when (both empty while it stands) and why; times are UTC.

    matching: the choice of headings with which it was read, empty where they are ours.
    """
    columns = (
        "load_id, recorded_at, loaded_by as by, export, file, file_hash, sheet, area, days_from as start, "
        'days_to as "end", rows, set_aside, identical, withdrawn_at, withdrawn_by, reason, matching'
    )
    joined = "loads left join withdrawals using (load_id) left join matched_loads using (load_id)"
    return store.frame(f"select {columns} from {joined} order by load_id desc")
