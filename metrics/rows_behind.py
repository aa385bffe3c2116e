"""The rows behind a figure."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd

from metrics import catalogue
from metrics.kpi import Kpi
from metrics.question import area_key, ask_known
from metrics.store.connection import Store
from metrics.store.credit import credited_to
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

    For a person the rows that credit them; for an area the rows counted for it. A stock's rows are those open at `end`.
    """
    kpi = catalogue.kpis()[kpi_id]
    by = "officer" if collar else "area"
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


def of_figure(kpi: Kpi, by: str) -> str:
    """SQL: which credited rows a figure of `$collar` (by officer) or of `$area` counts, of its days and of `$roles`."""
    who = "credited_team in (select team from containment where area = $area)"
    if by == "officer":
        who = "credited_collar = $collar"
    return f"{who} and {days_of(kpi)} and list_contains($roles::varchar[], credited_role)"


def days_of(kpi: Kpi) -> str:
    """SQL: the days of the period; of a stock, what is open at its end."""
    if kpi.is_stock:
        return f"day <= $end and coalesce({kpi.stock_until} > $end, true)"
    return "day between $start and $end"
