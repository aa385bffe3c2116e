"""What two catalogs of the same tables tell each other: whole records, with the rows and notes of loads.

A server answers from a copy in its memory, as fast as from a file of its own; the truth is in the lake. Everything that is
ever written is a load or an entry, so what one has and the other lacks is named by kinds and numbers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from metrics.store import content
from metrics.store.base import Connection
from metrics.store.deleting import delete_rows
from metrics.store.entries import DISPOSAL, DISPOSED, ENTRIES, IDS
from metrics.store.schema import NOTES

Numbers = dict[str, list[int]]
"""Kind of record -> numbers."""
TABLES = {"load": "loads"} | {kind.name: kind.table for kind in ENTRIES}


def numbers_of(records: Iterable[tuple[str, Mapping[str, Any]]]) -> Numbers:
    """The numbers of records that are given with their kinds."""
    found: Numbers = {}
    for kind, record in records:
        found.setdefault(kind, []).append(int(record[IDS[kind]]))
    return found


def copy_everything(cursor: Connection, source: str, target: str, kinds: Iterable[str]) -> None:
    """Every row of every table from one catalog into another, whose tables are empty. kinds: of record that there are."""
    names = [TABLES[kind] for kind in kinds]
    if "loads" in names:
        exports = cursor.execute(f"select distinct export from {source}.loads order by export").fetchall()
        names += [*NOTES, *(export for (export,) in exports)]
    for name in names:
        cursor.execute(f'insert into {target}."{name}" by name select * from {source}."{name}"')


def copy_records(source: Connection, target: Connection, numbers: Numbers) -> None:
    """Records, rows and notes from the catalog that one cursor looks in to that of another, and what deletions take there."""
    for kind, wanted in numbers.items():
        _copy(source, target, TABLES[kind], IDS[kind], wanted)
    if loads := numbers.get("load"):
        exports = "select distinct export from loads where load_id in (select unnest($numbers))"
        for (export,) in source.execute(exports, {"numbers": loads}).fetchall():
            _copy(source, target, export, "load_id", loads)
        for name in NOTES:
            _copy(source, target, name, "load_id", loads)
    if taken := numbers.get(DISPOSAL.name):
        text = "select load_id, through from disposals where entry_id in (select unnest($numbers))"
        rows = source.execute(text, {"numbers": taken}).fetchall()
        delete_rows(target, [{"load_id": load_id, "through": through} for load_id, through in rows])
    if purged := numbers.get(DISPOSED.name):
        _take_too(source, target, purged)


def _take_too(source: Connection, target: Connection, numbers: Sequence[int]) -> None:
    """What purges have taken from the source already: entries by their numbers, and of the loads that lost something the rows."""
    text = (
        "select what, about, gone, remains from disposed where entry_id in (select unnest($numbers)) order by entry_id"
    )
    for what, about, gone, remains in source.execute(text, {"numbers": list(numbers)}).fetchall():
        if what == "entries":
            taken = {"numbers": [number for number, _ in json.loads(gone)]}
            target.execute(
                f"delete from {TABLES[about]} where {IDS[about]} in (select unnest($numbers::bigint[]))", taken
            )
        elif loads := [int(load_id) for load_id in json.loads(remains)]:
            for table in (about, *NOTES):
                _as_there(source, target, table, loads)


def _as_there(source: Connection, target: Connection, table: str, load_ids: Sequence[int]) -> None:
    """The rows of those loads of which the two have not equally many, as the source has them."""
    text = f"select load_id, count(*) from {table} where load_id in (select unnest($numbers)) group by load_id"
    here, there = (dict(one.execute(text, {"numbers": list(load_ids)}).fetchall()) for one in (target, source))
    if other := [load_id for load_id in here if here[load_id] != there.get(load_id)]:
        target.execute(f"delete from {table} where load_id in (select unnest($numbers))", {"numbers": other})
        _copy(source, target, table, "load_id", other)


def _copy(source: Connection, target: Connection, table: str, column: str, numbers: Sequence[int]) -> None:
    text = f"select * from {table} where {column} in (select unnest($numbers)) order by all"
    rows = source.execute(text, {"numbers": list(numbers)}).to_arrow_table()
    if rows.num_rows:
        target.register("copied", rows)
        target.execute(f"insert into {table} by name select * from copied")
        target.unregister("copied")


def damaged(cursor: Connection, load_ids: Sequence[int]) -> list[int]:
    """Of some loads those that are not, in the catalog that the cursor looks in, what was stored."""
    text = "select load_id, rows_hash from loads where load_id in (select unnest($numbers))"
    rows = cursor.execute(text, {"numbers": list(load_ids)}).fetchall() if load_ids else []
    return content.damaged(cursor, {load_id: {"rows_hash": rows_hash} for load_id, rows_hash in rows})
