"""The store's tables and `<export>_known_at` macros, made from the export declarations."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path

import duckdb

from metrics import catalogue
from metrics.export import SQL_TYPES, Export
from metrics.store.entries import ENTRIES
from metrics.terms import STATES

SQL = Path(__file__).parent / "sql"
VERSION = "3"
"""1: no withdrawals, and no hash of what a load holds. 2: no entries but withdrawals, whose tables are only added."""

ROW_COLUMNS = {
    "load_id": "bigint",
    "source_row": "integer",
    "day": "date",
    "late": "boolean",
    "team": "varchar",
    "role": "varchar",
}
"""What every fact row carries. `team` is `level:key`, decided when the load was accepted (DECISIONS.md D2)."""
NAMED_COLUMNS = {"named_collars": "varchar[]", "named_roles": "varchar[]", "named_teams": "varchar[]"}
UTC_COLUMNS = {"duties": ("start_utc", "end_utc"), "queries": ("received_at_utc", "answered_at_utc")}
"""Exports whose hours are counted: their two moments as instants too, so that a clock change counts."""
NOTES = {
    "set_aside": ["source_row", "key", "code", "day", "collar_no", "also_named"],
    "problems": ["code", "severity", "cell", "message"],
    "dropped": ["message"],
}
"""What is noted of a load beside its rows: table -> columns, each after load_id."""


@cache
def sql(name: str) -> str:
    """The text of a file in `store/sql/`."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def table_columns(export: Export) -> dict[str, str]:
    """Name -> SQL type of every column of an export's table, in order."""
    columns = dict(ROW_COLUMNS)
    if export.also:
        columns |= NAMED_COLUMNS
    columns |= {column.name: SQL_TYPES[column.type] for column in export.stored_columns}
    return columns | dict.fromkeys(UTC_COLUMNS.get(export.id, ()), "timestamp")


def _create_table(name: str, columns: Mapping[str, str]) -> str:
    text = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
    return f"create table if not exists {name} ({text})"


def for_export(name: str, export: Export) -> str:
    """The text of a file in `store/sql/` that is written for any export, for this one."""
    columns = (column.name for column in export.stored_columns)
    return (
        sql(name)
        .replace("{export}", export.id)
        .replace("{key}", listed(export.key_names))
        .replace("{columns}", listed(columns))
    )


def listed(names: Iterable[str]) -> str:
    """Columns as SQL."""
    return ", ".join(f'"{name}"' for name in names)


def known_at_macro(export: Export) -> str:
    """The macro that gives an export's live rows at a moment."""
    return for_export(f"known_at_{export.replaces}", export)


def ensure(connection: duckdb.DuckDBPyConnection, write: Callable[[str], str] = str) -> bool:
    """Create what is not there yet and bring an older store up to date; False where all was as it should be: then nothing is
    written. write: each statement as the engine wants it. Raises duckdb.Error for a file that is no store of ours.
    """
    meta = _meta(connection)
    if meta.get("layout") == _layout():
        return False
    connection.execute("begin")
    try:
        if meta.get("schema_version") == "1":
            _from_version_1(connection)
        make(connection, write)
        connection.execute("commit")
    except BaseException:
        connection.execute("rollback")
        raise
    return True


def make(connection: duckdb.DuckDBPyConnection, write: Callable[[str], str] = str) -> None:
    """Create what is not there yet, in the transaction that is open. write: each statement as the engine wants it."""
    for statement, values in _statements():
        connection.execute(write(statement), values)
    secret = "insert into meta select 'secret', $v where not exists (from meta where name = 'secret')"
    connection.execute(secret, {"v": secrets.token_hex(32)})
    for name, value in (("schema_version", VERSION), ("layout", _layout())):
        named = {"name": name, "value": value}
        connection.execute("update meta set value = $value where name = $name", named)
        there = "insert into meta select $name, $value where not exists (from meta where name = $name)"
        connection.execute(there, named)


def _layout() -> str:
    return hashlib.sha256(repr((VERSION, _statements())).encode()).hexdigest()


def _meta(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    try:
        return dict(connection.execute("select name, value from meta").fetchall())
    except duckdb.CatalogException:  # of a store that is made now
        return {}


def table_names() -> list[str]:
    """Every table of a store."""
    own = re.findall(r"create table if not exists (\w+)", sql("tables"))
    return [*own, *(kind.table for kind in ENTRIES), *catalogue.exports()]


def _from_version_1(connection: duckdb.DuckDBPyConnection) -> None:
    """The key of loads cannot be changed in place. The hashes are worked out when the store is opened (`starting`)."""
    connection.execute("create table loads_of_version_1 as from loads")
    connection.execute("drop table loads")
    for statement in _split(sql("tables")):
        connection.execute(statement)
    connection.execute("insert into loads by name select *, 1 as attempt from loads_of_version_1")
    connection.execute("drop table loads_of_version_1")


def _split(text: str) -> list[str]:
    return [statement for statement in text.split(";") if statement.strip()]


def _statements() -> list[tuple[str, list[object]]]:
    """Everything that makes a store, in order, with the values bound."""
    exports = catalogue.exports().values()
    rows = [
        (s.name, s.rostered, s.abstraction, s.not_deployable, s.outside, s.can_be_in_place) for s in STATES.values()
    ]
    marks = ", ".join("(?, ?, ?, ?, ?, ?)" for _ in rows)
    found: list[tuple[str, list[object]]] = [(text, []) for text in _split(sql("tables"))]
    found += [(_create_table(kind.table, kind.columns), []) for kind in ENTRIES]
    found += [(_create_table(export.id, table_columns(export)), []) for export in exports]
    found += [("delete from states", []), (f"insert into states values {marks}", [v for row in rows for v in row])]
    macros = [sql("standing"), sql("containment"), sql("cover"), *map(known_at_macro, exports), sql("stints")]
    return found + [(macro, []) for macro in macros]
