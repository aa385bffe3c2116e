"""What a KPI is never shown without, and the records behind a figure."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pandas as pd

from metrics import catalogue
from metrics.calculate import Ask, area_key, ask_known, when_asked, who_asked, with_names
from metrics.intervals import FEW, wilson
from metrics.kpi import Companion, Kpi
from metrics.store.connection import Store
from metrics.store.credit import area_credits, officer_credits
from metrics.store.schema import sql
from metrics.store.snapshot import snapshot
from metrics.terms import Area, Role, say_number

COLUMNS = ("key", "label", "unit", "text", "number", "n", "low", "high")
PLANNED = "planned"
"""A companion that is not in the KPI's rows: what was planned for the area's dedicated places."""
MIX_SHOWN = 4
"""Parts of a mix that are named before the rest is summed."""


def companions(
    store: Store,
    kpi_id: str,
    by: str,
    start: dt.date,
    end: dt.date,
    role: Role | None = None,
    known_at: dt.datetime | None = None,
    within: Area | None = None,
    supervisor: str | None = None,
    collars: tuple[str, ...] = (),
) -> pd.DataFrame:
    """One row per key and companion of the KPI, with COLUMNS; text is ready to print, low and high are the 95% interval.

    A key without a row has nothing to show. Shares of unknown cases are bounded both ways in the text.
    """
    kpi = catalogue.kpis()[kpi_id]
    catalog = snapshot(store, known_at)
    ask = Ask((kpi_id,), by, ((start, end),), role, known_at, within, supervisor, collars)
    values = {**who_asked(ask), **when_asked(ask), "role": role, "start": start, "end": end, "period_end": end}
    rows = ask_known(store, catalog, _sql(kpi, by), values) if kpi.companions else pd.DataFrame({"place": []})
    found = [
        {**row, "label": companion.label, "unit": companion.unit}
        for place, companion in enumerate(kpi.companions)
        for row in _worded(companion, by, _rows_of(store, catalog, companion, place, by, rows, values))
    ]
    frame = with_names(store, catalog, by, pd.DataFrame(found, columns=list(COLUMNS)))
    return frame[list(COLUMNS)]


def _rows_of(
    store: Store,
    catalog: str,
    companion: Companion,
    place: int,
    by: str,
    rows: pd.DataFrame,
    values: dict[str, Any],
) -> pd.DataFrame:
    if companion.value != PLANNED:
        return rows[rows.place == place]
    planned = ask_known(store, catalog, sql("planned"), values)
    return planned[planned.key.str.startswith(f"{by}:")]


def _worded(companion: Companion, by: str, rows: pd.DataFrame) -> list[dict[str, Any]]:
    return _mixed(rows) if companion.unit == "mix" else [_plain(companion, by, row) for row in rows.to_dict("records")]


def _sql(kpi: Kpi, by: str) -> str:
    """One query for all companions: the credited rows of the chosen keys, with `counted`, then one step a companion."""
    base = replace(kpi, where="true", counts="1", stock_until="", distinct="")
    credited = officer_credits(base) if by == "officer" else area_credits(base)
    key, join = ("credit.collar", "semi join chosen using (collar)")
    if by != "officer":
        key, join = ("team_area.key", "join team_area using (team)")
    looks_back = kpi.is_stock or any(companion.lookback for companion in kpi.companions)
    days = "credit.day <= $end" if looks_back else "credit.day between $start and $end"
    once = (
        f"qualify row_number() over (partition by key, {kpi.distinct}) = 1" if kpi.distinct and by != "officer" else ""
    )
    steps = [
        _step(place, companion, looks_back and not (kpi.is_stock or companion.lookback))
        for place, companion in enumerate(kpi.companions)
        if companion.value != PLANNED
    ]
    return f"""
with period as (
    select ($starts::date[])[1] as period_start, ($ends::date[])[1] as period_end
),
{_chosen(by)},
base as materialized (
    select {key} as key, row_of.*, credit.day >= $start as in_period, coalesce({kpi.where}, false) as counted
    from ({credited}) credit {join} join {kpi.export} row_of using (load_id, source_row)
    where {days} and ($role::varchar is null or credit.role = $role) {once}
)
{" union all ".join(steps)}
order by place, key, number desc, part
"""


def _step(place: int, companion: Companion, in_period: bool) -> str:
    rows = "base where in_period" if in_period else "base"
    if companion.unit == "mix":
        return (
            f"select {place} as place, key, ({companion.value})::varchar as part, ({companion.weight})::double as number, "
            f"null::double as n, null::double as unknown from {rows} group by key, part having part is not null"
        )
    return (
        f"select {place} as place, key, null::varchar as part, ({companion.value})::double as number, "
        f"({companion.of or 'null'})::double as n, ({companion.unknown or 'null'})::double as unknown from {rows} group by key"
    )


def _chosen(by: str) -> str:
    scope = sql("scope_officer" if by == "officer" else "scope_area").strip()
    return scope.split(",\nunit_day")[0] if by == "officer" else scope.split(",\nstaffed")[0]


def _mixed(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """One row per key: its largest parts by name, the rest as other."""
    found = []
    for key, parts in rows.groupby("key", sort=False):
        named = [(str(part), float(number)) for part, number in zip(parts.part, parts.number, strict=True)]
        rest = sum(number for _, number in named[MIX_SHOWN:])
        shown = named[:MIX_SHOWN] + ([("the rest", rest)] if rest else [])
        text = ", ".join(f"{part} ({say_number(number)})" for part, number in shown)
        found.append({"key": key, "text": text, "number": sum(number for _, number in named)})
    return found


def _plain(companion: Companion, by: str, row: dict[str, Any]) -> dict[str, Any]:
    number = None if pd.isna(row["number"]) else float(row["number"])
    if companion.unit == "share":
        return {
            "key": row["key"],
            **_share(
                number or 0.0, float(row["n"] or 0), 0.0 if pd.isna(row["unknown"]) else float(row["unknown"]), by
            ),
        }
    if companion.unit == "share_of_hours":
        whole = 0.0 if pd.isna(row["n"]) else float(row["n"])
        text = f"{(number or 0) / whole:.0%} of {whole:,.0f} hours" if whole else "no hours"
        return {"key": row["key"], "text": text, "number": (number or 0) / whole if whole else None, "n": whole}
    words = {"days": " day" if number == 1 else " days", "hours": " hours", "count": ""}[companion.unit]
    text = "not known" if number is None else f"{say_number(number, 1 if number % 1 else 0)}{words}"
    return {"key": row["key"], "text": text, "number": number}


def _share(part: float, whole: float, unknown: float, by: str) -> dict[str, Any]:
    if not whole:
        return {"text": "none", "number": None, "n": 0}
    low, high = wilson(part, whole)
    text = f"{part:,.0f} of {whole:,.0f}"
    if by == "officer" and whole < FEW:
        text += " (too few for a rate)"
    else:
        text += f", {part / whole:.0%} ({low:.0%} to {high:.0%})"
    if unknown:
        text += f"; {unknown:,.0f} not recorded, so between {part / whole:.0%} and {(part + unknown) / whole:.0%}"
    return {"text": text, "number": part / whole, "n": whole, "low": low, "high": high}


def records(
    store: Store,
    kpi_id: str,
    start: dt.date,
    end: dt.date,
    collar: str | None = None,
    area: Area | None = None,
    role: Role | None = None,
    known_at: dt.datetime | None = None,
) -> pd.DataFrame:
    """The rows behind a figure: the export's columns, then file, sheet, row, loaded_at (UTC) and loaded_by.

    For a person the rows that credit them; for an area the rows counted for it. A stock's rows are those open at `end`.
    """
    kpi = catalogue.kpis()[kpi_id]
    base = replace(kpi, stock_until="", distinct="")
    credited = officer_credits(base) if collar else area_credits(base)
    roles = [role] if role else list(kpi.roles)
    days = (
        f"credit.day <= $end and coalesce({kpi.stock_until} > $end, true)"
        if kpi.is_stock
        else "credit.day between $start and $end"
    )
    who = "credit.collar = $collar" if collar else "credit.team in (select team from containment where area = $area)"
    columns = [column.name for column in catalogue.exports()[kpi.export].stored_columns]
    picked = ", ".join(f'row_of."{name}"' for name in columns)
    hours = ", row_of.hours" if kpi.export == "duties" else ""
    text = f"""
select distinct {picked}{hours}, loads.file, loads.sheet, row_of.source_row as row, loads.recorded_at as loaded_at,
    loads.loaded_by, row_of.day
from ({credited}) credit join {kpi.export} row_of using (load_id, source_row) join store.main.loads using (load_id)
where {who} and {days} and list_contains($roles::varchar[], credit.role)
order by row_of.day, loads.file, row_of.source_row
"""
    values = {"start": start, "end": end, "collar": collar, "area": area_key(area), "roles": roles}
    return ask_known(store, snapshot(store, known_at), text, values).drop(columns="day")
