"""What differs between two states of knowledge: rows that are new, changed, gone or unchanged, and the figures they move.

The same answer serves a load that is not accepted yet (now, and a trial of it) and two moments side by side.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from metrics import catalogue, loading
from metrics.calculate import figures
from metrics.export import Export
from metrics.intake import Read
from metrics.loading import Choice
from metrics.question import Ask, ask_known
from metrics.store.connection import Store
from metrics.store.schema import for_export, sql
from metrics.store.snapshot import snapshot
from metrics.store.trial import trying
from metrics.teams import teams_in
from metrics.terms import Area, Role

KINDS = ("new", "changed", "gone", "unchanged")
MOST_WEEKS = 6
"""Weeks whose figures are compared: those with differing rows, the latest first."""
ROW_COLUMNS = (
    "export",
    "change",
    "key",
    "day",
    "week",
    "sector",
    "late",
    "changes",
    "old_row",
    "new_row",
    "old_load",
    "new_load",
)
FIGURE_COLUMNS = (
    "kpi",
    "by",
    "key",
    "name",
    "period_start",
    "period_end",
    "before",
    "after",
    "said_before",
    "said_after",
    "aside_before",
    "aside_after",
)


@dataclass(frozen=True)
class Changes:
    """rows: one a differing row, with ROW_COLUMNS; `changes` holds (heading, old, new) of a changed row, as text.

    counts: one row per export, week and sector with a column for each of KINDS, and late (new or changed rows dated outside
    the covered days). Of lists the week is missing. figures: FIGURE_COLUMNS, only figures that differ; same: how many do not.
    """

    rows: pd.DataFrame
    counts: pd.DataFrame
    figures: pd.DataFrame
    same: int


def of_load(
    store: Store, sheets: Sequence[Read], at: dt.datetime, choices: Mapping[int, Choice] | None = None
) -> Changes:
    """What accepting the sheets would change, all that needs confirming confirmed. Nothing is stored."""
    before = snapshot(store)
    with trying(store) as trial:
        results = loading.load(trial, sheets, at, "", choices, confirm=True, checkpoint=False)
        loaded = {str(result.outcome.export_id) for result in results if result.status == "accepted"}
        return _between(store, before, None, trial, snapshot(trial), None, loaded)


def between(
    store: Store,
    earlier: dt.datetime | None,
    later: dt.datetime | None,
    within: Area | None = None,
    days: tuple[dt.date, dt.date] | None = None,
    role: Role | None = None,
) -> Changes:
    """What was learnt from one moment to another (None: now), of an area and of days."""
    return _between(
        store,
        snapshot(store, earlier),
        earlier,
        store,
        snapshot(store, later),
        later,
        within=within,
        days=days,
        role=role,
    )


def _between(
    store: Store,
    before: str,
    known_before: dt.datetime | None,
    other: Store,
    after: str,
    known_after: dt.datetime | None,
    exports: set[str] | None = None,
    within: Area | None = None,
    days: tuple[dt.date, dt.date] | None = None,
    role: Role | None = None,
) -> Changes:
    asked = [export for export in catalogue.exports().values() if exports is None or export.id in exports]
    rows = pd.concat(
        [_rows(store, before, after, export, within, days) for export in asked] or [_none()], ignore_index=True
    )
    periods = (days,) if days else _weeks(rows)
    by = "force+sector" if within is None or within.level == "force" else within.level
    moved, same = _figures(store, known_before, other, known_after, by, periods, within, role)
    return Changes(rows, _counts(rows), moved, same)


def _none() -> pd.DataFrame:
    return pd.DataFrame(columns=list(ROW_COLUMNS))


def _rows(
    store: Store, before: str, after: str, export: Export, within: Area | None, days: tuple[dt.date, dt.date] | None
) -> pd.DataFrame:
    frame = ask_known(store, after, _sql(export, before, after), {})
    if frame.empty:
        return _none()
    if within is not None and within.level != "force":
        frame = frame[frame.team.isin(teams_in(store, after, within)) | frame.team.isna()]
    if days and not export.is_list:
        frame = frame[[day is not None and not pd.isna(day) and days[0] <= day <= days[1] for day in frame.day]]
    week = [None if export.is_list or pd.isna(day) else day - dt.timedelta(days=day.weekday()) for day in frame.day]
    return frame.assign(export=export.id, week=week)[list(ROW_COLUMNS)]


def _sql(export: Export, before: str, after: str) -> str:
    def change(name: str, heading: str) -> str:
        old, new = f'before_only."{name}"', f'after_only."{name}"'
        return (
            f"case when {old} is distinct from {new} then "
            f"{{'heading': '{heading}', 'old': ({old})::varchar, 'new': ({new})::varchar}} end"
        )

    if export.is_published:
        return _sql_of_published(export, before, after)
    names = [(column.name, column.heading.replace("'", "''")) for column in export.stored_columns]
    return (
        sql("differences")
        .replace("{export}", export.id)
        .replace("{before}", before)
        .replace("{after}", after)
        .replace(
            "{key_pairs}",
            ", ".join(f'coalesce(after_only."{key}", before_only."{key}") as "{key}"' for key in export.key_names),
        )
        .replace("{same_key}", " and ".join(f'before_only."{key}" = after_only."{key}"' for key in export.key_names))
        .replace("{keys}", ", ".join(f'("{key}")::varchar' for key in export.key_names))
        .replace("{column_changes}", ",\n            ".join(change(name, heading) for name, heading in names))
    )


def _sql_of_published(export: Export, before: str, after: str) -> str:
    same = (f'before_only."{c.name}" is not distinct from after_only."{c.name}"' for c in export.stored_columns)
    text = for_export("differences_published", export).replace("{before}", before).replace("{after}", after)
    return text.replace("{same_columns}", " and ".join(same))


def _counts(rows: pd.DataFrame) -> pd.DataFrame:
    if rows.empty:
        return pd.DataFrame(columns=["export", "week", "sector", *KINDS, "late"])
    keys = ["export", "week", "sector"]
    found = rows.assign(
        **{kind: rows.change == kind for kind in KINDS}, late=rows.late & rows.change.isin(["new", "changed"])
    )
    return found.groupby(keys, dropna=False, sort=False)[[*KINDS, "late"]].sum().reset_index()


def _weeks(rows: pd.DataFrame) -> tuple[tuple[dt.date, dt.date], ...]:
    elsewhere = [
        export.id for export in catalogue.exports().values() if export.is_published
    ]  # no figure of ours counts these
    moved = rows[(rows.change != "unchanged") & rows.week.notna() & ~rows.export.isin(elsewhere)]
    starts = sorted(set(moved.week))[-MOST_WEEKS:]
    return tuple((start, start + dt.timedelta(days=6)) for start in starts)


def _figures(
    store: Store,
    known_before: dt.datetime | None,
    other: Store,
    known_after: dt.datetime | None,
    by: str,
    periods: tuple[tuple[dt.date, dt.date], ...],
    within: Area | None,
    role: Role | None,
) -> tuple[pd.DataFrame, int]:
    """Figures that differ, and how many do not."""
    if not periods:
        return pd.DataFrame(columns=list(FIGURE_COLUMNS)), 0
    kpis = tuple(kpi.id for kpi in catalogue.kpis().values() if not kpi.part_of)
    frames = [
        figures(source, Ask(kpis, by, periods, role, moment, within))
        for source, moment in ((store, known_before), (other, known_after))
    ]
    key = ["kpi", "by", "key", "period_start", "period_end"]
    columns = [*key, "name", "value", "verdict", "set_aside"]
    both = frames[1][columns].merge(frames[0][columns], on=key, how="outer", suffixes=("", "_before"))
    both["name"] = both.name.where(both.name.notna(), both.name_before)
    differs = ~((both.value == both.value_before) | (both.value.isna() & both.value_before.isna()))
    differs |= both.verdict.fillna("") != both.verdict_before.fillna("")
    names = {"value": "after", "verdict": "said_after", "set_aside": "aside_after"}
    names |= {f"{name}_before": after.replace("after", "before") for name, after in names.items()}
    moved = both[differs].rename(columns=names)
    return moved[list(FIGURE_COLUMNS)].reset_index(drop=True), int((~differs).sum())


def texts(changes: Any) -> list[tuple[str, str, str]]:
    """(heading, old, new) of a changed row; nothing for any other, which has nothing there in one of pandas' three ways."""
    if not pd.api.types.is_list_like(changes):
        return []
    return [(change["heading"], change["old"] or "blank", change["new"] or "blank") for change in changes]
