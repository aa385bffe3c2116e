"""A store shared by several servers: its tables in DuckLake, whose catalog is in PostgreSQL and whose rows are in a folder.

DuckLake has no keys. What a key holds in a file, here hold two things: one writer at a time (an advisory lock of PostgreSQL,
gone with the connection of whoever held it), and, should that lock be lost unnoticed, the row of `turns`, which every
transaction changes: of two that overlap, PostgreSQL lets one commit.
"""

from __future__ import annotations

import importlib.util
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import psycopg
from psycopg.conninfo import make_conninfo

from metrics.store import schema
from metrics.store.base import SAFE, Base, Connection, LoadFailedError, StoreUnavailableError, prepared, tables
from metrics.store.database import filled
from metrics.store.engine import Engine
from metrics.store.turns import Turns

EXTENSIONS = ("postgres_scanner", "ducklake")
"""DuckDB's extensions, each a package of Python's that brings its file: nothing is fetched while Beatboard runs."""
INLINED_ROWS = 500
"""A load that adds up to so many rows to a table adds them to PostgreSQL, and more to a Parquet file: a file for each table
and load makes a year's snapshot slow to read. `python -m metrics compact` moves them into files."""
REACHED_WITHIN = 5
"""Seconds after which PostgreSQL counts as not answering."""
WAITED_FOR = "60s"
"""How long another server's load is waited for before one sentence says so."""
ALIVE = "-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"
"""PostgreSQL lets go of what a machine held that has gone without a word after a minute."""
GONE = ("postgres", "ducklake metadata", "connection", "server closed", "most recent snapshot", "ssl syscall")
"""Words of an error that comes from not reaching PostgreSQL, or not any more."""
CONFLICT = "transaction conflict"
TURNS = "create table if not exists turns (turn bigint, records bigint, epoch varchar)"
"""One row: how often the store was written, how many records the ledger should hold, and since when numbers count."""
KEYS = re.compile(r",\s*primary key \([^)]*\)| primary key")


class SharedBase(Base):
    """The tables of a shared store, in the PostgreSQL schema and the folder that are its own."""

    is_shared = True

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self.schema = engine.schema_of(path)
        self.reach = make_conninfo(engine.catalog, connect_timeout=REACHED_WITHIN, application_name="beatboard")
        self.rows = path.with_name(f"{path.name}.rows")
        self._key = int.from_bytes(sha256(self.schema.encode()).digest()[:8], "big", signed=True)
        self._alone: psycopg.Connection[Any] | None = None

    def attached(self) -> Connection:
        """See Base. Locked down once everything is attached: then no other file can be read or written."""
        self.rows.mkdir(parents=True, exist_ok=True)
        connection = duckdb.connect(":memory:", config=SAFE)
        try:
            for name in EXTENSIONS:
                connection.execute(f"load '{_quoted(extension(name))}'")
            options = (
                f"data_path '{_quoted(str(self.rows))}/', override_data_path true, metadata_schema '{self.schema}', "
                f"data_inlining_row_limit {INLINED_ROWS}"
            )
            connection.execute(f"attach 'ducklake:postgres:{_quoted(self.reach)}' as store ({options})")
            prepared(connection, without_keys)
            connection.execute(TURNS)
            connection.execute(
                "insert into turns select 0, 0, $epoch where not exists (from turns)", {"epoch": secrets.token_hex(8)}
            )
            connection.execute(f"set allowed_directories = ['{_quoted(str(self.rows))}']")
            connection.execute("set enable_external_access = false")
            connection.execute("set lock_configuration = true")
        except BaseException:
            connection.close()
            raise
        return connection

    def is_there(self) -> bool:
        """See Base."""
        found = self._asked("select to_regclass(%s) is not null", f"{self.schema}.ducklake_metadata")
        return bool(found and found[0])

    def is_checked(self) -> bool:
        """See Base: others may have written, and files lie where others can reach them."""
        return False

    def put_checked(self) -> None:
        """See Base."""

    def begin(self, cursor: Connection, lasting: bool) -> None:
        """See Base. Whatever is committed lasts."""
        cursor.execute("begin")

    def commit(self, cursor: Connection, records: int) -> None:
        """See Base. Fails where another transaction has been committed meanwhile."""
        cursor.execute("update turns set turn = turn + 1, records = records + $records", {"records": records})
        cursor.execute("commit")

    def settle(self, cursor: Connection) -> None:
        """See Base: nothing is left to be done."""

    def anew(self, fill: Callable[[Connection], int], because: str) -> Connection:
        """See Base. In one transaction: other servers see the tables as they were, then as they are."""
        connection = self.attached()

        def emptied(connection: Connection) -> int:
            for name in tables(connection):
                if name != "turns":
                    connection.execute(f'drop table "{name}"')
            schema.make(connection, without_keys)
            connection.execute("update turns set records = 0, epoch = $epoch", {"epoch": secrets.token_hex(8)})
            return fill(connection)

        try:
            filled(self, connection, emptied)
        except BaseException:
            connection.close()
            raise
        return connection

    def kept_as(self) -> str:
        """See Base."""
        return " What was there is kept in the engine's own history until it is compacted."

    def reason(self, error: Exception) -> str:
        """See Base."""
        if self.is_out_of_reach(error):
            return (
                f"The shared store {self.path.name} cannot be reached: check that its PostgreSQL answers and that the folder "
                f"{self.path.parent} is there and can be written."
            )
        return (
            f"The shared store {self.path.name} is damaged or is not a Beatboard store. Restore it from a backup, or choose "
            "another store."
        )

    def is_out_of_reach(self, error: Exception) -> bool:
        """See Base."""
        return isinstance(error, OSError | psycopg.Error | StoreUnavailableError) or self.lost(error) is not None

    def lost(self, error: Exception) -> str | None:
        """See Base."""
        text = str(error).casefold()
        if not isinstance(error, duckdb.Error) or CONFLICT in text or not any(words in text for words in GONE):
            return None
        return (
            "The shared store does not answer for the moment. Try again when its PostgreSQL is back: what was stored is safe, "
            "and loading the same files again counts them once."
        )

    def unwritten(self, error: BaseException) -> str:
        """See Base."""
        if CONFLICT in str(error).casefold():
            return "Nothing was stored: another server wrote at the same moment. Load the files again."
        return super().unwritten(error)

    def writing(self, follow: Callable[[], None]) -> AbstractContextManager[object]:
        """See Base."""
        return Turns(self.alone, follow)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """See Base."""
        try:
            connection = self._locked()
        except psycopg.errors.LockNotAvailable as error:
            raise StoreUnavailableError("Another server has been writing for a minute. Try again.") from error
        except psycopg.Error as error:
            self.close()
            raise StoreUnavailableError(self.reason(error)) from error
        try:
            yield
        finally:
            self._unlock(connection)

    def _locked(self) -> psycopg.Connection[Any]:
        """The connection that holds the lock; one that was lost meanwhile is made anew, once."""
        connection = self._connection()
        try:
            connection.execute("select pg_advisory_lock(%s)", [self._key])
        except psycopg.OperationalError:
            if not connection.closed:
                raise
            connection = self._connection()
            connection.execute("select pg_advisory_lock(%s)", [self._key])
        return connection

    def _connection(self) -> psycopg.Connection[Any]:
        if self._alone is None or self._alone.closed:
            self._alone = psycopg.connect(self.reach, autocommit=True, options=ALIVE)
            self._alone.execute(f"set lock_timeout = '{WAITED_FOR}'")
        return self._alone

    def _unlock(self, connection: psycopg.Connection[Any]) -> None:
        try:
            connection.execute("select pg_advisory_unlock(%s)", [self._key])
        except psycopg.Error:
            connection.close()  # with which the lock goes, if it has not gone already

    def assure(self) -> None:
        """See Base."""
        held = "select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid() and granted"
        try:
            if self._alone and self._alone.execute(held).fetchall()[0][0]:
                return
        except psycopg.Error:
            pass
        raise LoadFailedError(
            "The files are stored, but PostgreSQL was lost and they could not be confirmed. The next load, or the next start, "
            "confirms them."
        )

    def mark(self, cursor: Connection) -> tuple[Any, ...]:
        """See Base."""
        return tuple(cursor.execute("select epoch, turn from turns").fetchall()[0])

    def records(self, cursor: Connection) -> int | None:
        """See Base."""
        return int(cursor.execute("select records from turns").fetchall()[0][0])

    def close(self) -> None:
        """See Base."""
        if self._alone is not None:
            self._alone.close()
            self._alone = None

    def _asked(self, text: str, *values: object) -> tuple[Any, ...] | None:
        try:
            with psycopg.connect(self.reach, autocommit=True) as connection:
                return connection.execute(text, values).fetchone()
        except psycopg.Error as error:
            raise StoreUnavailableError(self.reason(error)) from error


def extension(name: str) -> str:
    """Where the file of an extension lies. Raises ImportError."""
    found = importlib.util.find_spec(f"duckdb_extension_{name}")
    for folder in (found.submodule_search_locations or []) if found else []:
        for file in Path(folder).glob(f"extensions/v{duckdb.__version__}/{name}.duckdb_extension"):
            return str(file)
    raise StoreUnavailableError(
        f"A shared store needs DuckDB's extension {name} for version {duckdb.__version__}: run `make shared`."
    )


def without_keys(statement: str) -> str:
    """A statement as DuckLake takes it, which has no keys."""
    return KEYS.sub("", statement)


def _quoted(text: str) -> str:
    return text.replace("'", "''")
