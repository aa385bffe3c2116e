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
from metrics.store.schema import sql
from metrics.store.snapshot import area_credits, officer_credits, snapshot
from metrics.terms import Area, Role, say_number

COLUMNS = ("key", "label", "unit", "text", "number", "n", "low", "high")
MIX_SHOWN = 4
"""Parts of a mix that are named before the rest is summed as other."""


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
    found = [_companion(store, catalog, kpi, companion, by, values) for companion in kpi.companions]
    found = [frame for frame in found if len(frame)]
    if not found:
        return pd.DataFrame(columns=list(COLUMNS))
    frame = with_names(store, catalog, by, pd.concat(found, ignore_index=True))
    return frame[list(COLUMNS)]


def _companion(
    store: Store, catalog: str, kpi: Kpi, companion: Companion, by: str, values: dict[str, Any]
) -> pd.DataFrame:
    if companion.value == "planned":
        if by == "officer":
            return pd.DataFrame()
        rows = ask_known(store, catalog, sql("planned"), values)
        rows = rows[rows.key.str.startswith(f"{by}:")]
    else:
        rows = ask_known(store, catalog, _sql(kpi, companion, by), values)
    mixed = _mixed(rows) if companion.unit == "mix" else [_plain(companion, by, row) for row in rows.to_dict("records")]
    return pd.DataFrame(mixed, columns=list(COLUMNS)).assign(label=companion.label, unit=companion.unit)


def _sql(kpi: Kpi, companion: Companion, by: str) -> str:
    """The companion's query: credited rows of the chosen keys, with `counted`, aggregated by key."""
    base = replace(kpi, where="true", counts="1", stock_until="", distinct="")
    credits = officer_credits(base) if by == "officer" else area_credits(base)
    key, join = ("credit.collar", "semi join chosen using (collar)")
    if by != "officer":
        key, join = ("team_area.key", "join team_area using (team)")
    days = "credit.day <= $end" if companion.lookback else "credit.day between $start and $end"
    if kpi.is_stock:
        days = "credit.day <= $end"
    once = (
        f"qualify row_number() over (partition by key, {kpi.distinct}) = 1" if kpi.distinct and by != "officer" else ""
    )
    parts = {"number": companion.value, "n": companion.of, "unknown": companion.unknown}
    picks = ", ".join(f"({expression}) as {name}" for name, expression in parts.items() if expression)
    if companion.unit == "mix":
        picks = f"{companion.value} as part, {companion.weight} as number"
    return f"""
with period as (
    select ($starts::date[])[1] as period_start, ($ends::date[])[1] as period_end
),
{_chosen(by)},
base as (
    select {key} as key, row_of.*, coalesce({kpi.where}, false) as counted
    from ({credits}) credit {join} join {kpi.export} row_of using (load_id, source_row)
    where {days} and ($role is null or credit.role = $role) {once}
)
select key, {picks} from base group by all{" having part is not null order by number desc, part" if companion.unit == "mix" else ""}
"""


def _chosen(by: str) -> str:
    scope = sql("scope_officer" if by == "officer" else "scope_area").strip()
    return scope.split(",\nunit_day")[0] if by == "officer" else scope.split(",\nstaffed")[0]


def _mixed(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """One row per key: its largest parts by name, the rest as other."""
    found = []
    for key, parts in rows.groupby("key", sort=False):
        named = [(str(part), float(number)) for part, number in zip(parts.part, parts.number, strict=True)]
        rest = sum(number for _, number in named[MIX_SHOWN:])
        shown = named[:MIX_SHOWN] + ([("other", rest)] if rest else [])
        text = ", ".join(f"{part} {say_number(number)}" for part, number in shown)
        found.append({"key": key, "text": text, "number": sum(number for _, number in named)})
    return found


def _plain(companion: Companion, by: str, row: dict[str, Any]) -> dict[str, Any]:
    number = None if pd.isna(row["number"]) else float(row["number"])
    if companion.unit == "share":
        return {"key": row["key"], **_share(number or 0.0, float(row["n"] or 0), row.get("unknown") or 0, by)}
    if companion.unit == "share_of_hours":
        whole = 0.0 if pd.isna(row["n"]) else float(row["n"])
        text = f"{(number or 0) / whole:.0%} of {whole:,.0f} hours" if whole else "no hours"
        return {"key": row["key"], "text": text, "number": (number or 0) / whole if whole else None, "n": whole}
    words = {"days": " days", "hours": " hours", "count": ""}[companion.unit]
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
    credits = officer_credits(base) if collar else area_credits(base)
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
from ({credits}) credit join {kpi.export} row_of using (load_id, source_row) join store.main.loads using (load_id)
where {who} and {days} and list_contains($roles::varchar[], credit.role)
order by row_of.day, loads.file, row_of.source_row
"""
    values = {"start": start, "end": end, "collar": collar, "area": area_key(area), "roles": roles}
    return ask_known(store, snapshot(store, known_at), text, values).drop(columns="day")
