"""One store, opened once per process; a cursor for every query.

A connection shared by threads gives silently wrong rows; a cursor per query does not (measured, see DECISIONS.md D1).
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from metrics.intake.outcome import References
from metrics.store.base import Base, LoadFailedError, StoreUnavailableError
from metrics.store.bases import base_of
from metrics.store.entries import CHANGE_FIGURES, ENTRIES
from metrics.store.files import StoreFiles
from metrics.store.ledger import Ledger
from metrics.store.process import settle_in
from metrics.store.starting import Started, start, whole_ledger

__all__ = ["LoadFailedError", "Store", "StoreUnavailableError", "named"]

pd.set_option("mode.string_storage", "python")
"""Pages read texts one by one, which takes five times as long from Arrow's strings as from Python's."""

PATIENCE = 30.0
"""Seconds that other queries are waited for before the database is opened anew."""
LOOKED_EVERY = 1.0
"""Seconds after which a shared store is looked at again for what other servers have written."""
PURGED = "(select coalesce(sum(rows), 0)::bigint from disposed where what = 'entries')"
"""SQL: how many entries purges have taken."""
WHOLE_ANSWER = "16GB"
"""An answer is taken whole, so it may be as large as it comes: with DuckDB's own buffer of a megabyte a question over the weeks
of 1,500 people waited for ever, its sums for room in the buffer and the buffer for the sums (DuckDB 1.5.5; DECISIONS.md)."""
Column = npt.NDArray[Any]
PARAMETER = re.compile(r"\$([a-z_0-9]+)")


class Store:
    """An open store. `version` grows with each load, each withdrawal and each deletion; cached reads are keyed by it. held: while
    true it stands as it is (`holding`).

    entered: grows with each other entry, which changes no figure. noticed: what was found and put right when it was opened,
    in plain sentences. unconfirmed: records of loads and entries (kind, record) that are in the database and not yet in the
    ledger.
    """

    def __init__(self, path: Path | None, started: Started, base: Base) -> None:
        self.path, self.base = path, base
        self.files = StoreFiles(path) if path else None
        self._connection = started.connection
        self._idle = threading.Condition()
        self._cursors = 0
        self.ledger: Ledger | None = started.ledger
        self.noticed: tuple[str, ...] = started.noticed
        self.unconfirmed: list[tuple[str, dict[str, Any]]] = []
        self.writing = base.writing(self._follow)
        self.snapshots: dict[Any, Any] = {}
        self.snapshot_lock = threading.Lock()
        self.lists: tuple[int, References] | None = None
        self.version = self.entered = 0
        self.held = False
        self._counting, self._looking = threading.Lock(), threading.Lock()
        self._looked, self._made_anew, self._short = 0.0, 0, 0
        self.changed()

    @classmethod
    def open(cls, path: Path | str | None, must_exist: bool = False, base: Base | None = None) -> Store:
        """Open (or create) the store at `path`; None gives an empty store in memory that is gone with the process.

        base: where its tables lie, of a copy that is a file wherever it lies; None: where the engine says.
        A store that was damaged or killed is brought back to all that was confirmed, and `noticed` says so. Raises
        StoreUnavailableError with one plain sentence.
        """
        settle_in()
        path = Path(path) if path else None
        base = base or base_of(path)
        if path is None:
            return cls(None, Started(base.attached(), None, ()), base)
        if must_exist and not StoreFiles(path).is_taken:
            raise StoreUnavailableError(f"There is no store at {path}. Load the force's exports first.")
        return cls(path, start(StoreFiles(path), base), base)

    def close(self) -> None:
        """Release the file."""
        self._connection.close()
        self.base.close()

    def renew_if_useless(self) -> None:
        """Open the database again where an error, such as of a full disk, has made the connection useless.

        Only while nobody else asks it: one file opened twice in a process is not safe. Raises StoreUnavailableError.
        """
        if self.path is None or self._answers():
            return
        with self._idle:
            if not self._idle.wait_for(lambda: self._cursors == 0, PATIENCE):
                raise StoreUnavailableError(f"The store {self.path} cannot be written. Start the dashboard again.")
            self._connection.close()
            try:
                self._connection = self.base.attached()
            except (duckdb.Error, OSError) as error:
                raise StoreUnavailableError(self.base.reason(error)) from error
        with self.snapshot_lock:
            self.snapshots.clear()
        self.changed()

    def rewrite(self) -> None:
        """Make the tables anew where they lie: a file is copied into a new one that takes its place, and a shared store's history
        goes, so that no page of it holds what was deleted.

        Waits for other queries where it is a file. Raises StoreUnavailableError, and then the store is as it was.
        """
        if self.files is None:
            return
        if self.base.is_shared:  # every server answers from its own copy, which has no history
            self.base.rewritten(self._connection)
            return
        with self._idle:
            if not self._idle.wait_for(lambda: self._cursors == 0, PATIENCE):
                raise StoreUnavailableError(
                    "The database is in use. What was deleted leaves its file at the next start."
                )
            self._connection = self.base.rewritten(self._connection)
        with self.snapshot_lock:
            self.snapshots.clear()
        self.changed()

    def _answers(self) -> bool:
        try:
            self.changed()
        except duckdb.Error:
            return False
        return True

    @contextmanager
    def cursor(self, catalog: str = "store") -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of its own for one query or one transaction, looking first in `catalog`."""
        with self._idle:
            cursor = self._connection.cursor()
            self._cursors += 1
        try:
            cursor.execute(f"use {catalog}; set streaming_buffer_size = '{WHOLE_ANSWER}'")
            yield cursor
        except duckdb.Error as error:
            if words := self.base.lost(error):
                raise StoreUnavailableError(words) from error
            raise
        finally:
            cursor.close()
            with self._idle:
                self._cursors -= 1
                self._idle.notify_all()

    def frame(self, sql: str, catalog: str = "store", **values: Any) -> pd.DataFrame:
        """The result of a query as a pandas frame; of the values those that the query names are bound."""
        with self.cursor(catalog) as cursor:
            return cursor.execute(sql, named(sql, values)).df()

    def columns(self, sql: str, catalog: str = "store", **values: Any) -> dict[str, npt.NDArray[Any]]:
        """The result of a query as arrays by name, in half the time of a frame; nothing is NaN or, among texts, None."""
        with self.cursor(catalog) as cursor:
            found = cursor.execute(sql, named(sql, values)).fetchnumpy()
        return {name: _filled(column) for name, column in found.items()}

    def rows(self, sql: str, catalog: str = "store", **values: Any) -> list[tuple[Any, ...]]:
        """The result of a query as tuples; of the values those that the query names are bound."""
        with self.cursor(catalog) as cursor:
            return cursor.execute(sql, named(sql, values)).fetchall()

    def coded(self, sql: str, catalog: str = "store", **values: Any) -> tuple[dict[str, Column], dict[str, Column]]:
        """The result of a query as arrays by name, texts as numbers; and by name of these what each number stands for."""
        with self.cursor(catalog) as cursor:
            table = cursor.execute(sql, named(sql, values)).to_arrow_table()
        columns: dict[str, Column] = {}
        known: dict[str, Column] = {}
        for name in table.column_names:
            column = table[name].combine_chunks()
            if pa.types.is_string(column.type):
                column = column.dictionary_encode()
                known[name] = np.array(column.dictionary.to_pylist(), dtype=object)
                column = column.indices
            columns[name] = column.to_numpy(zero_copy_only=False)
        return columns, known

    def changed(self) -> None:
        """Count again what the store holds: what a purge took is counted on, so the numbers only grow.

        Of a shared store that was made anew meanwhile they would not: what is counted then is counted on top.
        """
        with self._counting:
            latest, self.entered = self._counted()
            if not self.held:
                self.version = latest

    def latest(self) -> int:
        """The version of all that is committed, which is told of once it is not held back."""
        return self._counted()[0]

    def _counted(self) -> tuple[int, int]:
        others, changing = (
            " + ".join(
                f"(select count(*) from {kind.table})" for kind in ENTRIES if (kind in CHANGE_FIGURES) is changes
            )
            for changes in (False, True)
        )
        others += f" + {PURGED}"
        text = f"select (select coalesce(max(load_id), 0) from loads) + {changing}, {others}"
        version, entered = self.rows(text)[0]
        return self._made_anew + version, entered

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Let figures stand as they are while a load is made and what is read once of it is got ready: until the block ends
        nobody is told of another version, so no page waits. Used by the one writer."""
        self.held = True
        try:
            yield
        finally:
            self.held = False
            self.changed()

    def look(self) -> None:
        """See what other servers have written to a shared store, at most once a second. Raises StoreUnavailableError."""
        if not self.base.is_shared or time.monotonic() < self._looked + LOOKED_EVERY:
            return
        if self._looking.acquire(blocking=False):
            try:
                self._catch_up()
                self._looked = time.monotonic()
            finally:
                self._looking.release()

    def _catch_up(self) -> None:
        with self.cursor() as cursor:
            seen = self.base.catch_up(cursor)
        if seen == "another":
            self._made_anew, self._short = self.version + 1, 0
        if seen != "nothing":
            self.lists = None  # also while the version is held back
            self.changed()

    def _follow(self) -> None:
        """Before anything is written: see what other processes have, and confirm what a killed one left unconfirmed."""
        if self.files is None or self.ledger is None:
            return
        self._catch_up()
        self.ledger.follow()
        self.ledger.entries.clear()
        told = self.ledger.lines + len(self.unconfirmed)
        if self.ledger.broken or self.base.records is None or self.base.records - self._short != told:
            with self.cursor() as cursor:
                self._confirm_left(cursor, self.files)

    def _confirm_left(self, cursor: duckdb.DuckDBPyConnection, files: StoreFiles) -> None:
        noticed: list[str] = []
        try:
            self.ledger = whole_ledger(files, cursor, Ledger.read(files.ledger), noticed)
        except OSError as error:
            raise LoadFailedError(
                "What was stored before could not be confirmed, because the disk is full, and nothing more was stored. Make "
                "room: the next load, or the next start, confirms it."
            ) from error
        self.ledger.entries.clear()
        self.unconfirmed.clear()
        # Lines that were emptied stay in the ledger, and are counted no more where tables or ledger were made anew.
        self._short = (self.base.records or 0) - self.ledger.lines
        self.noticed += tuple(noticed)


def _filled(column: Any) -> npt.NDArray[Any]:
    if not isinstance(column, np.ma.MaskedArray):
        return np.asarray(column)
    of_texts = column.dtype == object
    values = np.array(column.data, dtype=object if of_texts else float)
    values[np.ma.getmaskarray(column)] = None if of_texts else np.nan
    return values


def named(sql: str, values: dict[str, Any]) -> dict[str, Any] | None:
    """Those of the values that the query names: one sent and not named is an error in DuckDB."""
    return {name: values[name] for name in set(PARAMETER.findall(sql)) if name in values} or None
