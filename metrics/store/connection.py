"""One embedded DuckDB file, opened once per process; a cursor for every query.

A connection shared by threads gives silently wrong rows; a cursor per query does not (measured, see DECISIONS.md D1).
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from metrics.store import schema

pd.set_option("mode.string_storage", "python")
"""Pages read texts one by one, which takes five times as long from Arrow's strings as from Python's."""

SAFE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
}

BLOCK_SIZE = 65536
"""Bytes of a new store's blocks. A load adds a few rows to many tables: smaller blocks than DuckDB's 256 KB made the load
1.3 times as fast and the file a fifth smaller (measured). A store that exists keeps the size it was made with."""
PARAMETER = re.compile(r"\$([a-z_]+)")


class StoreUnavailableError(Exception):
    """The store cannot be opened: another process holds it, it is damaged, or it is not there. str() says which."""


class Store:
    """An open store. `version` grows with each load; cached reads are keyed by it."""

    def __init__(self, path: Path | None, connection: duckdb.DuckDBPyConnection) -> None:
        self.path = path
        self._connection = connection
        self.writing = threading.Lock()
        self.snapshots: dict[Any, Any] = {}
        self.snapshot_lock = threading.Lock()
        self.version = self._count()

    @classmethod
    def open(cls, path: Path | str | None, must_exist: bool = False) -> Store:
        """Open (or create) the store at `path`; None gives an empty store in memory that is gone with the process.

        Raises StoreUnavailableError with one plain sentence.
        """
        path = Path(path) if path else None
        if path and must_exist and not path.exists():
            raise StoreUnavailableError(f"There is no store at {path}. Load the force's exports first.")
        connection = duckdb.connect(":memory:", config=SAFE)
        try:
            if path and must_exist is False:
                path.parent.mkdir(parents=True, exist_ok=True)
            target = str(path).replace("'", "''") if path else ":memory:"
            blocks = "" if path is None or path.exists() else f" (block_size {BLOCK_SIZE})"
            connection.execute(f"attach '{target}' as store{blocks}")
            connection.execute("use store")
            schema.ensure(connection)
            connection.execute("create table memory.main.calendar as " + schema.sql("calendar"))
        except (duckdb.Error, OSError) as error:
            connection.close()
            raise StoreUnavailableError(_reason(path, error)) from error
        return cls(path, connection)

    def close(self) -> None:
        """Release the file."""
        self._connection.close()

    @contextmanager
    def cursor(self, catalog: str = "store") -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of its own for one query or one transaction, looking first in `catalog`."""
        cursor = self._connection.cursor()
        try:
            cursor.execute(f"use {catalog}")
            yield cursor
        finally:
            cursor.close()

    def frame(self, sql: str, catalog: str = "store", **values: Any) -> pd.DataFrame:
        """The result of a query as a pandas frame; of the values those that the query names are bound."""
        with self.cursor(catalog) as cursor:
            return cursor.execute(sql, named(sql, values)).df()

    def rows(self, sql: str, catalog: str = "store", **values: Any) -> list[tuple[Any, ...]]:
        """The result of a query as tuples; of the values those that the query names are bound."""
        with self.cursor(catalog) as cursor:
            return cursor.execute(sql, named(sql, values)).fetchall()

    def _count(self) -> int:
        return int(self.rows("select coalesce(max(load_id), 0) from loads")[0][0])


def named(sql: str, values: dict[str, Any]) -> dict[str, Any] | None:
    """Those of the values that the query names: one sent and not named is an error in DuckDB."""
    return {name: values[name] for name in set(PARAMETER.findall(sql)) if name in values} or None


def _reason(path: Path | None, error: Exception) -> str:
    text = str(error)
    held = ("lock", "being used by another process", "already attached", "file handle conflict")
    if any(words in text.casefold() for words in held):
        return f"The store {path} is in use by a running dashboard or another load. Close it, then try again."
    if isinstance(error, OSError) or "Permission denied" in text or "Cannot open file" in text:
        return f"The store {path} cannot be opened: check that the folder exists and that you may write to it."
    return (
        f"The store {path} is damaged or is not a Beatboard store. Restore it from a backup, or choose another store."
    )
