"""Rows set aside that still stand, in a snapshot: which figures each could change once it is put right (DECISIONS.md S1)."""

from __future__ import annotations

from typing import Any

import duckdb

from metrics import catalogue
from metrics.export import Export
from metrics.problems import KINDS
from metrics.store.schema import sql

NONE_REPEATED = "select null::varchar as export, null::varchar as key, null::bigint as load_id where false"


def asides(cursor: duckdb.DuckDBPyConnection, known: str) -> tuple[str, dict[str, Any]]:
    """SQL of the snapshot's rows set aside, and the values that it binds: what each code means for figures, and which
    exports have such rows and are counted by a KPI. known: the snapshot, with postings and areas laid out already."""
    there = cursor.execute(
        "select distinct export from set_aside join loads using (load_id) order by export"
    ).fetchall()
    counted = {kpi.export for kpi in catalogue.kpis().values()}
    exports = [export for (export,) in there if export in counted]
    repeated = " union all ".join(_repeated(catalogue.exports()[export]) for export in exports) or NONE_REPEATED
    codes = [kind for kind in KINDS.values() if kind.severity == "set_aside"]
    values = {
        "codes": [kind.code for kind in codes],
        "whose": [kind.could_change for kind in codes],
        "exports": exports,
    }
    return sql("asides").replace("{known}", known).replace("{repeated}", repeated), values


def _repeated(export: Export) -> str:
    """SQL: the latest load that accepted a row with the reference of one set aside."""
    key = f"concat_ws(' / ', {', '.join(f'({name})::varchar' for name in export.key_names)})"
    return (
        f"select '{export.id}' as export, {key} as key, max(load_id) as load_id from {export.id} "
        f"where {key} in (select key from noted where export = '{export.id}') "
        "and load_id in (select load_id from load) group by all"
    )
