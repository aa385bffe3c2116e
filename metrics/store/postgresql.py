"""What PostgreSQL itself is asked, beside what DuckLake asks it: who may write, and whether anything is new."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

import psycopg
from psycopg import sql

from metrics.store.base import StoreUnavailableError

WAITED_FOR = "60s"
"""How long another server's load is waited for before one sentence says so."""
ALIVE = "-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"
"""PostgreSQL lets go of what a machine held that has gone without a word after a minute."""


class PostgreSQL:
    """Two connections for one store: one holds the right to write, so that it can wait; another answers at once.

    Every method raises psycopg.Error where PostgreSQL does not answer.
    """

    def __init__(self, reach: str, schema: str) -> None:
        """reach: a libpq connection string. schema: where the lake keeps its catalog."""
        self._reach, self._schema = reach, schema
        self._key = int.from_bytes(sha256(schema.encode()).digest()[:8], "big", signed=True)
        self._writing: psycopg.Connection[Any] | None = None
        self._asking: psycopg.Connection[Any] | None = None

    def snapshot(self) -> int:
        """The number of the lake's latest snapshot: another one, and something was written."""
        text = sql.SQL("select max(snapshot_id) from {}.ducklake_snapshot").format(sql.Identifier(self._schema))
        return int(self._ask(text)[0])

    def is_there(self) -> bool:
        """True where the lake has a catalog."""
        name = sql.Literal(f"{self._schema}.ducklake_metadata")
        return bool(self._ask(sql.SQL("select to_regclass({}) is not null").format(name))[0])

    def _ask(self, text: sql.Composed) -> tuple[Any, ...]:
        """The one row that answers, from a connection that is made anew, once, where it was lost."""
        for again in (True, False):
            if self._asking is None or self._asking.closed:
                self._asking = psycopg.connect(self._reach, autocommit=True, options=ALIVE)
            try:
                found: tuple[Any, ...] = self._asking.execute(text).fetchall()[0]
            except psycopg.OperationalError:
                if not again or not self._asking.closed:
                    raise
            else:
                return found
        raise AssertionError("it answers or raises")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """The right to write to this store, which no other process has meanwhile."""
        try:
            connection = self._locked()
        except psycopg.errors.LockNotAvailable as error:
            raise StoreUnavailableError("Another server has been writing for a minute. Try again.") from error
        try:
            yield
        finally:
            try:
                connection.execute("select pg_advisory_unlock(%s)", [self._key])
            except psycopg.Error:
                connection.close()  # with which the lock goes, if it has not gone already

    def _locked(self) -> psycopg.Connection[Any]:
        connection = self._connected()
        try:
            connection.execute("select pg_advisory_lock(%s)", [self._key])
        except psycopg.OperationalError:
            if not connection.closed:
                raise
            connection = self._connected()
            connection.execute("select pg_advisory_lock(%s)", [self._key])
        return connection

    def _connected(self) -> psycopg.Connection[Any]:
        if self._writing is None or self._writing.closed:
            self._writing = psycopg.connect(self._reach, autocommit=True, options=ALIVE)
            self._writing.execute(f"set lock_timeout = '{WAITED_FOR}'")
        return self._writing

    def is_alone(self) -> bool:
        """True where the right to write is still held."""
        held = "select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid() and granted"
        try:
            return self._writing is not None and self._writing.execute(held).fetchall()[0][0] > 0
        except psycopg.Error:
            return False

    def close(self) -> None:
        """Give both connections back."""
        for connection in (self._writing, self._asking):
            if connection is not None:
                connection.close()
        self._writing = self._asking = None
