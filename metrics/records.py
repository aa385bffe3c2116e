"""One record by its reference: its fields as stored, where it came from, whom it names, and what it counts towards."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from metrics import catalogue
from metrics.export import Export
from metrics.kpi import Kpi
from metrics.store.connection import Store
from metrics.store.credit import credited_to_areas, credited_to_officers
from metrics.store.snapshot import moment, snapshot
from metrics.terms import LEVELS, WHOLE_FORCE, Area


@dataclass(frozen=True)
class Counted:
    """One KPI that a record counts towards: the people it credits (in order of naming) and the team that counts it."""

    kpi: str
    collars: tuple[str, ...]
    team: Area | None


@dataclass(frozen=True)
class Record:
    """A row of a file as it is known.

    fields: heading and value of every stored column, None where the cell was blank. day: the day it speaks of.
    loaded_at: UTC. waiting: known, and counted nowhere, because no load covers its team and day.
    """

    export: str
    fields: tuple[tuple[str, Any], ...]
    file: str
    sheet: str
    row: int
    loaded_at: dt.datetime
    loaded_by: str
    day: dt.date | None
    team: Area | None
    waiting: bool
    counts: tuple[Counted, ...]


def numbers_in(value: Any) -> list[str]:
    """The collar numbers of a stored value: of one, or of a list."""
    if isinstance(value, str):
        return [value]
    return [str(one) for one in value] if isinstance(value, list | tuple | np.ndarray) else []


def people_in(record: Record) -> dict[str, list[str]]:
    """Whom a record names: the collar numbers under each heading that holds any, in the order of the sheet."""
    export = catalogue.exports()[record.export]
    return {
        heading: numbers_in(value)
        for heading, value in record.fields
        if export.column(heading).type in ("collar", "collars")
    }


def everybody_in(record: Record) -> tuple[str, ...]:
    """Everybody whom a record names, each once, in the order of the sheet."""
    return tuple(dict.fromkeys(collar for collars in people_in(record).values() for collar in collars))


@dataclass(frozen=True)
class SetAside:
    """A row with the reference that a load set aside. why: the load's own sentence, where it named this row.

    areas: the smallest areas whose figures it could change, as it is known (none: it stands no more, or could change none).
    """

    export: str
    file: str
    sheet: str
    row: int
    loaded_at: dt.datetime
    loaded_by: str
    why: str | None
    code: str
    areas: tuple[Area, ...]


@dataclass(frozen=True)
class Found:
    """What carries a reference: records as known, and rows set aside."""

    records: tuple[Record, ...] = ()
    set_aside: tuple[SetAside, ...] = ()


def reference_heading(export: Export) -> str | None:
    """The heading that holds an export's own reference: a text that is its key, alone or with the officer."""
    if not export.key:
        return None
    first, *rest = export.key
    column = export.column(first)
    own = column.type == "text" and not column.refers and set(rest) <= {export.lead}
    return first if own else None


def referenced_exports() -> list[Export]:
    """The exports whose rows can be found by a reference."""
    return [export for export in catalogue.exports().values() if reference_heading(export)]


def found_by_reference(store: Store, ref: str, known_at: dt.datetime | None = None) -> Found:
    """What has this reference, in capitals or not, spaces around it left out, as known at a moment (None: now)."""
    catalog = snapshot(store, known_at)
    values = {"ref": ref.strip(), "t": moment(known_at)}
    if not values["ref"]:
        return Found()
    text = " union ".join(
        f"select '{export.id}' as export from {export.id} where {_has_reference(export)}"
        for export in referenced_exports()
    )
    holding = {name for (name,) in store.rows(text, catalog, **values)}
    records = [
        record
        for export in referenced_exports()
        if export.id in holding
        for record in _records(store, catalog, export, values)
    ]
    return Found(tuple(records), _set_aside(store, catalog, values))


def _has_reference(export: Export) -> str:
    return f'lower("{export.key_names[0]}") = lower($ref)'


def _records(store: Store, catalog: str, export: Export, values: dict[str, Any]) -> list[Record]:
    columns = export.stored_columns
    picked = ", ".join(f'found."{column.name}"' for column in columns)
    text = f"""
select {picked}, loads.file, loads.sheet, found.source_row, loads.recorded_at, loads.loaded_by, found.day, found.team,
    found.waiting, found.load_id
from {export.id} found join store.main.loads using (load_id)
where {_has_reference(export).replace('lower("', 'lower(found."', 1)}
order by found.load_id, found.source_row
"""
    counts = _counts(store, catalog, export, values)
    found = []
    for row in store.rows(text, catalog, **values):
        cells, (file, sheet, at, loaded_at, by, day, team, waiting, load_id) = row[: len(columns)], row[len(columns) :]
        fields = tuple((column.heading, cell) for column, cell in zip(columns, cells, strict=True))
        counted = tuple(counts.get((load_id, at), ()))
        found.append(
            Record(export.id, fields, file, sheet, at, loaded_at, by, day, _area(team), bool(waiting), counted)
        )
    return found


def _area(stored: str | None) -> Area | None:
    level, _, key = (stored or "").partition(":")
    known = next((one for one in LEVELS if one == level), None)
    return (WHOLE_FORCE if known == "force" else Area(known, key)) if known and key else None


def _counts(store: Store, catalog: str, export: Export, values: dict[str, Any]) -> dict[tuple[int, int], list[Counted]]:
    """By load and row, the KPIs that the rows with the reference count towards, in the order of showing."""
    kpis = [kpi for kpi in catalogue.kpis().values() if kpi.export == export.id]
    text = " union all ".join(_credit(kpi, export, by) for kpi in kpis for by in ("officer", "area"))
    if not text:
        return {}
    rows = pd.DataFrame(
        store.rows(f"{text} order by load_id, source_row, place", catalog, **values),
        columns=["kpi", "scope", "load_id", "source_row", "collar", "team", "place"],
    )
    found: dict[tuple[int, int], list[Counted]] = {}
    order = {kpi.id: place for place, kpi in enumerate(kpis)}
    for (load_id, row, kpi_id), part in sorted(
        rows.groupby(["load_id", "source_row", "kpi"], sort=False), key=lambda item: order[item[0][2]]
    ):
        people = tuple(part[part.scope == "officer"].collar)
        teams = [_area(team) for team in part[part.scope == "area"].team]
        found.setdefault((int(load_id), int(row)), []).append(Counted(kpi_id, people, teams[0] if teams else None))
    return found


def _credit(kpi: Kpi, export: Export, by: str) -> str:
    """SQL: for a KPI the rows with the reference that it counts, once for each person or for the team."""
    whole = replace(kpi, stock_until="", distinct="")
    rows = credited_to_officers(whole) if by == "officer" else credited_to_areas(whole)
    roles = ", ".join(f"'{role}'" for role in kpi.roles)
    place = "list_position(named_collars, credited_collar)" if export.also else "1"
    return f"""
select '{kpi.id}' as kpi, '{by}' as scope, load_id, source_row, credited_collar as collar, credited_team as team,
    {place} as place
from ({rows})
where {_has_reference(export)} and credited_role in ({roles}) and amount <> 0
"""


def _set_aside(store: Store, catalog: str, values: dict[str, Any]) -> tuple[SetAside, ...]:
    """Rows that the loads known set aside; their key is kept in words, the officer after the reference."""
    text = f"""
select loads.export, loads.file, loads.sheet, set_aside.source_row, loads.recorded_at, loads.loaded_by,
    min(problems.message) as why, set_aside.code,
    (select list(distinct team order by team) from {catalog}.aside open_row
        where open_row.load_id = set_aside.load_id and open_row.source_row = set_aside.source_row) as teams
from set_aside join loads using (load_id)
left join problems on problems.load_id = set_aside.load_id and problems.code = set_aside.code
    and try_cast(ltrim(problems.cell, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') as integer) = set_aside.source_row
where (lower(set_aside.key) = lower($ref) or starts_with(lower(set_aside.key), lower($ref) || ' / '))
    and loads.recorded_at <= $t and list_contains($names::varchar[], loads.export)
group by all order by loads.recorded_at, set_aside.source_row
"""
    names = [export.id for export in referenced_exports()]
    rows = store.rows(text, **values, names=names)
    return tuple(SetAside(*[*row[:-1], _areas(row[-1])]) for row in rows)


def _areas(teams: list[str] | None) -> tuple[Area, ...]:
    return tuple(area for team in teams or () if (area := _area(team)))
