"""Corrections since: the loads and withdrawals that changed a figure's rows after its days were first stated."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd

from metrics import catalogue
from metrics.export import Export
from metrics.kpi import Kpi
from metrics.question import area_key
from metrics.rows_behind import of_figure, scope_of_figure
from metrics.store.connection import Store
from metrics.store.credit import Scope, credited_to
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
    by = scope_of_figure(collar, area)
    values = {
        "export": export.id, "is_list": export.is_list, "t": moment(known_at), "start": start, "end": end,
        "collar": collar, "area": area_key(area) or "force:Force", "roles": [role] if role else list(kpi.roles),
    }  # fmt: skip
    found = store.frame(_sql(kpi, export, by), snapshot(store, known_at), **values)
    return found[list(COLUMNS)]


def _sql(kpi: Kpi, export: Export, by: Scope) -> str:
    content = ", ".join(f"'{column.name}=' || \"{column.name}\"::varchar" for column in export.stored_columns)
    return (
        sql("corrections")
        .replace("{credited}", credited_rows(kpi, by, every_row(export.id)))
        .replace("{content}", f"concat_ws(chr(31), {content})")
        .replace("{key}", key_of(export))
        .replace("{export}", export.id)
    )


def credited_rows(kpi: Kpi, by: Scope, rows: str) -> str:
    """SQL: those of some rows of the KPI's export that a figure of `$collar` or `$area` and of the days counts or would count."""
    where = "true" if kpi.export == "duties" else kpi.where
    counts = "1" if kpi.export == "duties" else kpi.counts
    whole = replace(kpi, export=f"({rows})", where=where, counts=counts, stock_until="", distinct="")
    return f"select * from ({credited_to(whole, by)}) where {of_figure(kpi, by)}"


def key_of(export: Export) -> str:
    """SQL: a row's reference in words."""
    return f"concat_ws(' / ', {', '.join(f'({name})::varchar' for name in export.key_names)})"


def every_row(export: str) -> str:
    """SQL: the rows of all loads, whether they stand or not."""
    return f"select *, false as waiting from store.main.{export}"
