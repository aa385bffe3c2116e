"""Loads from the archive back into a database, with the numbers and moments that they had; and a whole store from it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from metrics import catalogue
from metrics.export import Export
from metrics.store import archive, content
from metrics.store.archive import ArchiveDamagedError, Kept
from metrics.store.base import Base, Records
from metrics.store.database import filled
from metrics.store.deleting import delete_rows
from metrics.store.entries import DISPOSAL, DISPOSED, ENTRIES, EntryKind, typed
from metrics.store.files import StoreFiles
from metrics.store.ledger import Ledger, disposed_in, plain
from metrics.store.schema import NOTES, table_columns
from metrics.store.taking import take_again

LOAD_COLUMNS = (
    "load_id", "recorded_at", "loaded_by", "export", "replaces", "file", "file_hash", "sheet", "content_hash", "area",
    "days_from", "days_to", "rows", "set_aside", "identical", "identity", "result_hash", "proposed_because", "attempt",
    "rows_hash",
)  # fmt: skip
LOAD_TYPES = {"recorded_at": "timestamp", "days_from": "date", "days_to": "date"}
Confirmed = dict[str, dict[int, dict[str, Any]]]
"""Records of the ledger: kind ("load", or of an entry) -> number -> record."""


def records(cursor: duckdb.DuckDBPyConnection, kind: EntryKind | None = None) -> dict[int, dict[str, Any]]:
    """The records of loads, or of a kind of entry, by number, as the ledger keeps them."""
    table, columns = (kind.table, tuple(kind.columns)) if kind else ("loads", LOAD_COLUMNS)
    named = ", ".join(f'"{column}"' for column in columns)
    rows = cursor.execute(f"select {named} from {table} order by {columns[0]}").fetchall()
    return {row[0]: plain(dict(zip(columns, row, strict=True))) for row in rows}


def everything(cursor: duckdb.DuckDBPyConnection) -> Confirmed:
    """The records of all loads and entries."""
    return {"load": records(cursor)} | {kind.name: records(cursor, kind) for kind in ENTRIES}


def confirmed_in(ledger: Ledger, stored: Confirmed | None = None) -> Confirmed:
    """The records that the ledger has, without those that a disposal record, there or in the database, says are gone."""
    gone = ledger.disposed() | disposed_in((stored or {}).get(DISPOSED.name, {}).values())
    return {
        name: {number: record for number, record in ledger.records(name).items() if (name, number) not in gone}
        for name in ("load", *(kind.name for kind in ENTRIES))
    }


def as_stored(export: Export, load_id: int, rows: pa.Table) -> pa.Table:
    """The rows of one load as its table holds them, from the form in which the intake gives them."""
    columns: dict[str, Any] = {name: rows[name] for name in rows.column_names}
    columns["load_id"] = pa.repeat(pa.scalar(load_id, pa.int64()), rows.num_rows)
    if "team" in columns:
        columns["team"] = pc.binary_join_element_wise(rows["team_level"], rows["team"], ":")
    in_order = {name: columns.get(name) for name in table_columns(export)}
    return pa.table({name: pa.nulls(rows.num_rows) if found is None else found for name, found in in_order.items()})


def insert_rows(cursor: duckdb.DuckDBPyConnection, export: Export, rows: pa.Table) -> None:
    """Add rows in the form in which they are stored."""
    if rows.num_rows:
        cursor.from_arrow(rows).insert_into(export.id)  # half the time of a view and a statement of text


def insert_records(cursor: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]]) -> None:
    """Add records to one of the store's own tables in one statement, because a statement takes longer than its rows."""
    if rows:
        cursor.register("noted", pa.Table.from_pylist(rows))
        cursor.execute(f"insert into {table} by name select * from noted")


def replay(base: Base, connection: duckdb.DuckDBPyConnection, files: StoreFiles, confirmed: Confirmed) -> None:
    """Put loads and entries of the ledger into the database, all or none.

    Raises ArchiveDamagedError where the archive does not hold a load as the ledger has it.
    """
    filled(base, connection, lambda cursor: _put_back(cursor, files, confirmed))


def lines(found: Confirmed) -> list[tuple[str, dict[str, Any]]]:
    """Records as the ledger takes them."""
    return [(kind, record) for kind, records_of in found.items() for record in records_of.values()]


def _put_back(cursor: duckdb.DuckDBPyConnection, files: StoreFiles, confirmed: Confirmed) -> Records:
    """Add loads and entries in the transaction that is open, and give their records."""
    loads = confirmed["load"]
    notes: dict[str, list[dict[str, Any]]] = {name: [] for name in NOTES}
    for kept in archive.read(files.archive, loads):
        export = catalogue.exports()[kept.record["export"]]
        insert_rows(cursor, export, as_stored(export, kept.load_id, kept.table()))
        for name, rows in kept.notes.items():
            # A load archived before a column was added lacks it, and the first row decides the columns.
            notes[name] += [{"load_id": kept.load_id, **dict.fromkeys(NOTES[name]), **row} for row in rows]
    for name, rows in notes.items():
        insert_records(cursor, name, rows)
    insert_records(cursor, "loads", [typed(record, LOAD_TYPES) for record in loads.values()])
    for kind in ENTRIES:
        entries = confirmed[kind.name].values()
        insert_records(cursor, kind.table, [typed(record, kind.columns) for record in entries])
    delete_rows(cursor, confirmed[DISPOSAL.name].values())
    for record in confirmed[DISPOSED.name].values():
        take_again(cursor, record)
    wrong = content.damaged(cursor, loads)
    if wrong:
        raise ArchiveDamagedError(f"the archive holds load {wrong[0]} with other rows than the ledger says")
    return lines(confirmed)


def archive_from(connection: duckdb.DuckDBPyConnection, files: StoreFiles, load_ids: Iterable[int]) -> None:
    """Write the loads that stand in the database into the archive: of a store that has none of them there yet."""
    loads = records(connection)
    kept = [kept_load(connection, loads[load_id]) for load_id in sorted(load_ids)]
    for first in range(0, len(kept), 50):
        archive.write(files.archive, kept[first : first + 50])


def kept_load(connection: duckdb.DuckDBPyConnection, record: dict[str, Any]) -> Kept:
    """A load as the archive keeps it, from what stands in the database."""
    return Kept(_without_hash(record), _notes(connection, record["load_id"]), _rows(connection, record))


def _without_hash(record: dict[str, Any]) -> dict[str, Any]:
    """The archive is written beside the hash and before it is known; the ledger has it."""
    return {name: value for name, value in record.items() if name != "rows_hash"}


def _notes(connection: duckdb.DuckDBPyConnection, load_id: int) -> dict[str, list[dict[str, Any]]]:
    found = {}
    for name, columns in NOTES.items():
        text = f"select {', '.join(columns)} from {name} where load_id = $load_id"
        rows = connection.execute(text, {"load_id": load_id}).fetchall()
        found[name] = [plain(dict(zip(columns, row, strict=True))) for row in rows]
    return found


def _rows(connection: duckdb.DuckDBPyConnection, record: dict[str, Any]) -> memoryview:
    """The rows in the form in which the intake gave them: a team as its level and its key."""
    text = (
        "select * exclude (load_id) replace (substr(team, length(split_part(team, ':', 1)) + 2) as team), "
        f"split_part(team, ':', 1) as team_level from {record['export']} where load_id = $load_id order by source_row"
    )
    found = connection.execute(text, {"load_id": record["load_id"]})
    return archive.stream(found.to_arrow_table())


def rebuild(files: StoreFiles, base: Base, ledger: Ledger, because: str) -> duckdb.DuckDBPyConnection:
    """Make the database anew from archive and ledger, and give the connection to the new one.

    The one that is there is kept, as its base keeps it. Raises ArchiveDamagedError, and then all is as it was.
    """

    def fill(cursor: duckdb.DuckDBPyConnection) -> Records:
        put_back = _put_back(cursor, files, confirmed_in(ledger))
        _restore_secret(cursor, files)
        return put_back

    return base.anew(fill, because)


def _restore_secret(connection: duckdb.DuckDBPyConnection, files: StoreFiles) -> None:
    """Locations are kept as hashes under the store's own key: with another one, later repeats would not be seen."""
    secret = secret_file(files)
    if secret.exists():
        value = {"v": secret.read_text(encoding="utf-8").strip()}
        connection.execute("update meta set value = $v where name = 'secret'", value)


def secret_file(files: StoreFiles) -> Path:
    """Where the archive keeps the store's own key."""
    return files.archive / "secret"
