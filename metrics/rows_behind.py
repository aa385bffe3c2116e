"""The rows behind a figure."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd

from metrics import catalogue
from metrics.kpi import Kpi
from metrics.question import area_key, ask_known, scope_of
from metrics.store.connection import Store
from metrics.store.credit import Scope, credited_to
from metrics.store.snapshot import snapshot
from metrics.terms import Area, Role


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
    """The rows behind a figure: the export's columns, then file, sheet, row, loaded_at (UTC), loaded_by and load_id.

    For a person the rows that credit them; for an area or a sergeant's team the rows counted for it. A stock's rows are those
    open at `end`.
    """
    kpi = catalogue.kpis()[kpi_id]
    by = scope_of_figure(collar, area)
    roles = [role] if role else list(kpi.roles)
    columns = [column.name for column in catalogue.exports()[kpi.export].stored_columns]
    picked = ", ".join(f'credited."{name}"' for name in columns)
    hours = ", credited.hours" if kpi.export == "duties" else ""
    text = f"""
select distinct {picked}{hours}, loads.file, loads.sheet, credited.source_row as row, loads.recorded_at as loaded_at,
    loads.loaded_by, load_id, credited.day
from ({credited_to(replace(kpi, stock_until="", distinct=""), by)}) credited join store.main.loads using (load_id)
where {of_figure(kpi, by)}
order by credited.day, loads.file, row
"""
    values = {"start": start, "end": end, "collar": collar, "area": area_key(area), "roles": roles}
    return ask_known(store, snapshot(store, known_at), text, values).drop(columns="day")


WHOSE: dict[Scope, str] = {
    "officer": "credited_collar = $collar",
    "team": "credited_led = $area",
    "area": "credited_team in (select team from containment where area = $area)",
}


def scope_of_figure(collar: str | None, area: Area | None) -> Scope:
    """Whom the rows of a figure of a person, of a sergeant's team or of an area are credited to."""
    return "officer" if collar else scope_of(area.level if area else "force")


def of_figure(kpi: Kpi, by: Scope) -> str:
    """SQL: which credited rows a figure of `$collar` (by officer) or of `$area` counts, of its days and of `$roles`."""
    return f"{WHOSE[by]} and {days_of(kpi)} and list_contains($roles::varchar[], credited_role)"


def days_of(kpi: Kpi) -> str:
    """SQL: the days of the period; of a stock, what is open at its end."""
    if kpi.is_stock:
        return f"day <= $end and coalesce({kpi.stock_until} > $end, true)"
    return "day between $start and $end"
