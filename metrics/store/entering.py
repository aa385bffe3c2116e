"""Adding entries, in the one transaction that writes, and reading them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import duckdb

from metrics.store.connection import Store
from metrics.store.entries import EntryKind
from metrics.store.ledger import plain
from metrics.store.replaying import insert_records
from metrics.store.snapshot import moment
from metrics.store.taking import next_number
from metrics.store.writing import settle, writing


def enter(
    store: Store,
    cursor: duckdb.DuckDBPyConnection,
    kind: EntryKind,
    values: Sequence[Mapping[str, Any]],
    at: dt.datetime,
    by: str,
) -> list[int]:
    """Number and add entries inside the transaction of `writing` or `accepting`, and give their numbers.

    values: of the columns after who and when. They are confirmed by `settle`, which the caller calls after it.
    """
    first = next_number(cursor, kind)
    own = {"recorded_at": moment(at), "recorded_by": by}
    records = [{"entry_id": first + n, **own, **value} for n, value in enumerate(values)]
    add(store, cursor, kind, records)
    return [record["entry_id"] for record in records]


def add(store: Store, cursor: duckdb.DuckDBPyConnection, kind: EntryKind, records: Sequence[dict[str, Any]]) -> None:
    """Add whole records of a kind inside the transaction that writes, to be confirmed by `settle`."""
    insert_records(cursor, kind.table, [{name: record.get(name) for name in kind.columns} for record in records])
    store.unconfirmed += [(kind.name, plain({name: record.get(name) for name in kind.columns})) for record in records]


def keep(store: Store, kind: EntryKind, values: Sequence[Mapping[str, Any]], at: dt.datetime, by: str) -> list[int]:
    """Add entries in a transaction of their own, confirmed before this returns, and give their numbers.

    Raises LoadFailedError where they could not be written.
    """
    with writing(store) as cursor:
        numbers = enter(store, cursor, kind, values, at, by)
    settle(store)
    return numbers


def entered(store: Store, kind: EntryKind) -> list[dict[str, Any]]:
    """Every entry of a kind, the latest last; moments are UTC without an offset."""
    columns = ", ".join(f'"{name}"' for name in kind.columns)
    rows = store.rows(f"select {columns} from {kind.table} order by {kind.id}")
    return [dict(zip(kind.columns, row, strict=True)) for row in rows]


def last_entered(store: Store, kind: EntryKind) -> dt.datetime | None:
    """The moment (UTC without an offset) of the latest entry of a kind; None while there is none."""
    last: dt.datetime | None = store.rows(f"select max(recorded_at) from {kind.table}")[0][0]
    return last
