"""The rows that deletions have taken, out of the database: by the deletion itself, and whenever it is made anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import duckdb

NOTED = {"set_aside": "coalesce(day, $days_to) <= $through", "problems": "$days_to <= $through"}
"""What is noted of a load and may name somebody: table -> which of it goes with the rows."""


def delete_rows(cursor: duckdb.DuckDBPyConnection, disposals: Iterable[Mapping[str, Any]]) -> None:
    """Delete what deletions have taken, of loads that the database holds. disposals: records with load_id and through."""
    loads = dict(cursor.execute("select load_id, [export, days_to::varchar] from loads").fetchall())
    for one in disposals:
        export, days_to = loads[one["load_id"]]
        values = {"load_id": one["load_id"], "through": str(one["through"])}
        cursor.execute(f"delete from {export} where load_id = $load_id and day <= $through::date", values)
        for table, which in NOTED.items():
            clause = which.replace("$days_to", "$days_to::date").replace("$through", "$through::date")
            cursor.execute(f"delete from {table} where load_id = $load_id and {clause}", {**values, "days_to": days_to})
