"""What a load holds, as one hash that can be worked out again from the store's own rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection

import duckdb

from metrics import catalogue
from metrics.store.schema import NOTES, sql, table_columns


def tables() -> dict[str, list[str]]:
    """Every table that holds something of a load, with the columns that count; one that is null counts as not there."""
    of_exports = {export.id: table_columns(export) for export in catalogue.exports().values()}
    return {
        name: [column for column in columns if column != "load_id"] for name, columns in (of_exports | NOTES).items()
    }


def hashes(
    cursor: duckdb.DuckDBPyConnection, load_ids: Collection[int], among: Collection[str] | None = None
) -> dict[int, str]:
    """The hash of each load's rows and notes, worked out from the tables as the cursor sees them.

    load_ids: of each of them; a load without rows has one too. among: the tables that hold anything of them; None: all.
    """
    parts: dict[int, list[str]] = {load_id: [] for load_id in load_ids}
    chosen = {name: columns for name, columns in tables().items() if among is None or name in among}
    if not parts or not chosen:
        return {load_id: joined(found) for load_id, found in parts.items()}
    values = {"first": min(parts), "last": max(parts)}
    lines = " union all ".join(_lines_of(name, columns) for name, columns in chosen.items())
    for load_id, part, found in cursor.execute(sql("content").replace("{lines}", lines), values).fetchall():
        if load_id in parts:
            parts[load_id].append(f"{part} {found}")
    return {load_id: joined(found) for load_id, found in parts.items()}


def _lines_of(name: str, columns: list[str]) -> str:
    """SQL: the MD5 of each row of the loads asked for, as a number."""
    named = ", ".join(f"'{column}=' || \"{column}\"::varchar" for column in columns)
    return (
        f"select load_id, '{name}' as part, md5_number(concat_ws(chr(31), {named})) as number from {name} "
        "where load_id between $first and $last"
    )


def joined(parts: list[str]) -> str:
    """One hash of several parts, whatever their order."""
    return hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()


def remaining(cursor: duckdb.DuckDBPyConnection) -> dict[int, str]:
    """The hash of what the last deletion left of each load that lost something."""
    by_rule = "select recorded_at, load_id, rows_hash from disposals order by entry_id"
    left = [(at, {load_id: rows_hash}) for at, load_id, rows_hash in cursor.execute(by_rule).fetchall()]
    by_purge = "select recorded_at, remains from disposed order by entry_id"
    for at, remains in cursor.execute(by_purge).fetchall():
        left.append((at, {int(load_id): rows_hash for load_id, rows_hash in json.loads(remains).items()}))
    found: dict[int, str] = {}
    for _, hashes_of in sorted(left, key=lambda one: one[0]):
        found |= hashes_of
    return found


def damaged(cursor: duckdb.DuckDBPyConnection, records: dict[int, dict[str, object]]) -> list[int]:
    """The loads whose rows are not those that were stored, or those that a deletion left. records: by load, with rows_hash."""
    found, left = hashes(cursor, records), remaining(cursor)
    return [load_id for load_id, record in records.items() if found[load_id] != left.get(load_id, record["rows_hash"])]


def strays(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    """The tables with rows that belong to no load."""
    texts = (
        f"select '{name}' as name where exists (from {name} where load_id not in (select load_id from loads))"
        for name in tables()
    )
    return [name for (name,) in cursor.execute(" union all ".join(texts)).fetchall()]
