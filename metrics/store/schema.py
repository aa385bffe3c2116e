"""The store's tables and `<export>_known_at` macros, made from the export declarations."""

from __future__ import annotations

import secrets
from functools import cache
from pathlib import Path

import duckdb

from metrics import catalogue
from metrics.export import SQL_TYPES, Export
from metrics.terms import STATES

SQL = Path(__file__).parent / "sql"
VERSION = "1"

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
UTC_COLUMNS = {"start_utc": "timestamp", "end_utc": "timestamp"}


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
    if export.id == "duties":
        columns |= UTC_COLUMNS
    return columns


def _create_table(export: Export) -> str:
    columns = ", ".join(f'"{name}" {kind}' for name, kind in table_columns(export).items())
    return f"create table if not exists {export.id} ({columns})"


def for_export(name: str, export: Export) -> str:
    """The text of a file in `store/sql/` that is written for any export, for this one."""
    return sql(name).replace("{export}", export.id).replace("{key}", ", ".join(f'"{key}"' for key in export.key_names))


def known_at_macro(export: Export) -> str:
    """The macro that gives an export's live rows at a moment."""
    return for_export(
        {"days": "known_at_days", "list": "known_at_list", "repeated": "known_at_repeated"}[export.replaces], export
    )


def ensure(connection: duckdb.DuckDBPyConnection) -> None:
    """Create what is not there yet. Raises duckdb.Error for a file that is no store of ours."""
    for statement in sql("tables").split(";"):
        if statement.strip():
            connection.execute(statement)
    connection.execute("insert or ignore into meta values ('schema_version', $v)", {"v": VERSION})
    connection.execute("insert or ignore into meta values ('secret', $v)", {"v": secrets.token_hex(32)})
    for export in catalogue.exports().values():
        connection.execute(_create_table(export))
    connection.execute("delete from states")
    rows = [
        (s.name, s.rostered, s.abstraction, s.not_deployable, s.outside, s.can_be_in_place) for s in STATES.values()
    ]
    marks = ", ".join("(?, ?, ?, ?, ?, ?)" for _ in rows)
    connection.execute(f"insert into states values {marks}", [value for row in rows for value in row])
    connection.execute(sql("containment"))
    connection.execute(sql("cover"))
    for export in catalogue.exports().values():
        connection.execute(known_at_macro(export))
    connection.execute(sql("stints"))
