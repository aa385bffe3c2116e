"""Corrections since: the loads and withdrawals that changed a figure's rows after its days were first stated."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd

from metrics import catalogue
from metrics.calculate import area_key
from metrics.export import Export
from metrics.kpi import Kpi
from metrics.store.connection import Store
from metrics.store.credit import credited_to
from metrics.store.schema import sql
from metrics.store.snapshot import moment, snapshot
from metrics.terms import Area, Role

COLUMNS = ("event_at", "new", "changed", "gone", "loads", "is_withdrawal", "files", "by")


def corrections(
    store: Store,
    kpi: Kpi,
    start: dt.date,
    end: dt.date,
    collar: str | None = None,
    area: Area | None = None,
    role: Role | None = None,
    known_at: dt.datetime | None = None,
) -> pd.DataFrame:
    """One row per moment (UTC) with COLUMNS: how many of the figure's rows came new, changed or went, and by which loads.

    What first states a day is no correction. Of hours the rows are those of Duties, whatever their state.
    """
    export = catalogue.exports()[kpi.export]
    by = "officer" if collar else "area"
    values = {
        "export": export.id, "is_list": export.is_list, "t": moment(known_at), "start": start, "end": end,
        "collar": collar, "area": area_key(area) or "force:Force", "roles": [role] if role else list(kpi.roles),
    }  # fmt: skip
    found = store.frame(_sql(kpi, export, by), snapshot(store, known_at), **values)
    return found[list(COLUMNS)]


def _sql(kpi: Kpi, export: Export, by: str) -> str:
    key = f"concat_ws(' / ', {', '.join(f'({name})::varchar' for name in export.key_names)})"
    content = ", ".join(f"'{column.name}=' || \"{column.name}\"::varchar" for column in export.stored_columns)
    return (
        sql("corrections")
        .replace("{credited}", _credited(kpi, by))
        .replace("{content}", f"concat_ws(chr(31), {content})")
        .replace("{key}", key)
        .replace("{export}", export.id)
    )


def _credited(kpi: Kpi, by: str) -> str:
    """The rows of all loads, standing or not, that the figure counts or would have counted."""
    where = "true" if kpi.export == "duties" else kpi.where
    counts = "1" if kpi.export == "duties" else kpi.counts
    every = f"(select *, false as waiting from store.main.{kpi.export})"
    days = "day between $start and $end"
    if kpi.is_stock:
        days = f"day <= $end and coalesce({kpi.stock_until} > $end, true)"
    whole = replace(kpi, export=every, where=where, counts=counts, stock_until="", distinct="")
    who = "credited_collar = $collar"
    if by == "area":
        who = "credited_team in (select team from containment where area = $area)"
    return f"select * from ({credited_to(whole, by)}) where {who} and {days} and list_contains($roles::varchar[], credited_role)"
