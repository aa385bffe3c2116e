"""A store shared by several servers: its tables in DuckLake, whose catalog is in PostgreSQL and whose rows are in a folder.

Each table asked of DuckLake costs milliseconds of questions to PostgreSQL, and a page asks hundreds: so every server answers
from a copy in its memory (catalog `store`) that follows the lake (catalog `lake`), where whatever is written is written first.

DuckLake has no keys. What a key holds in a file, here hold two things: one writer at a time (an advisory lock of PostgreSQL,
gone with the connection of whoever held it), and, should that lock be lost unnoticed, the one row of `turns` (how often the
store was written, how many records the ledger should hold, and a word that changes when the tables are made anew), which every
transaction changes: of two that overlap, PostgreSQL lets one commit. `written` names what each turn has added.
"""

from __future__ import annotations

import importlib.util
import re
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import duckdb
import psycopg
from psycopg.conninfo import make_conninfo

from metrics.store import schema
from metrics.store.base import (
    SAFE,
    Base,
    Connection,
    LoadFailedError,
    Records,
    Seen,
    StoreUnavailableError,
    lock_down,
    prepared,
    quoted,
)
from metrics.store.engine import Engine
from metrics.store.mirror import Numbers, copy_everything, copy_records, damaged, numbers_of
from metrics.store.postgresql import PostgreSQL
from metrics.store.schema import table_names
from metrics.store.turns import Turns

EXTENSIONS = ("postgres_scanner", "ducklake")
"""DuckDB's extensions, each a package of Python's that brings its file: nothing is fetched while Beatboard runs."""
INLINED_ROWS = 500
"""A load that adds up to so many rows to a table adds them to PostgreSQL, and more to a Parquet file: a file for each table
and load makes a year's snapshot slow to read. `python -m metrics compact` moves them into files."""
REACHED_WITHIN = 5
"""Seconds after which PostgreSQL counts as not answering."""
GONE = ("postgres", "ducklake metadata", "connection", "server closed", "most recent snapshot", "ssl syscall")
"""Words of an error that comes from not reaching PostgreSQL, or not any more."""
CONFLICT = "transaction conflict"
LOST = (
    "The shared store does not answer for the moment. Try again when its PostgreSQL is back: what was stored is safe, and "
    "loading the same files again counts them once."
)
OWN = ("meta", "states")
"""Tables that lake and copy have each for itself."""
HISTORY_DAYS = 7
"""Days that files which nothing names are kept: longer than any load or start takes."""
SECRET = "select value from lake.meta where name = 'secret'"
KEYS = re.compile(r",\s*primary key \([^)]*\)| primary key")


class SharedBase(Base):
    """The tables of a shared store, in the PostgreSQL schema and the folder that are its own."""

    is_shared = True

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self.schema = engine.schema_of(path)
        self.reach = make_conninfo(engine.catalog, connect_timeout=REACHED_WITHIN, application_name="beatboard")
        self.rows = path.with_name(f"{path.name}.rows")
        self.postgresql = PostgreSQL(self.reach, self.schema)
        self._seen = -1
        self._catching_up = threading.RLock()
        self._epoch, self._turn, self._records = "", 0, 0

    def attached(self) -> Connection:
        """See Base."""
        connection = self._connected()
        try:
            self._copy_lake(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _connected(self) -> Connection:
        """The lake and an empty copy. Locked down once both are attached: then no other file can be read or written."""
        self.rows.mkdir(parents=True, exist_ok=True)
        connection = duckdb.connect(":memory:", config=SAFE)
        try:
            for name in EXTENSIONS:
                connection.execute(f"load '{quoted(extension(name))}'")
            self._attach_lake(connection)
            connection.execute("attach ':memory:' as store")
            prepared(connection)
            lock_down(connection, self.rows)
            connection.execute("set allowed_configs = ['streaming_buffer_size']")  # which every cursor sets for itself
            connection.execute("set lock_configuration = true")
        except BaseException:
            connection.close()
            raise
        return connection

    def _attach_lake(self, connection: Connection) -> None:
        options = (
            f"data_path '{quoted(self.rows)}/', override_data_path true, metadata_schema '{self.schema}', "
            f"data_inlining_row_limit {INLINED_ROWS}"
        )
        connection.execute(f"attach 'ducklake:postgres:{quoted(self.reach)}' as lake ({options})")
        connection.execute("use lake")
        try:
            connection.execute("from turns limit 0")
        except duckdb.CatalogException:  # of a store that is made now
            connection.execute("begin")
            connection.execute("create table turns (turn bigint, records bigint, epoch varchar)")
            connection.execute("create table written (turn bigint, kind varchar, number bigint)")
            connection.execute("insert into turns values (0, 0, $epoch)", {"epoch": secrets.token_hex(8)})
            connection.execute("commit")
        schema.ensure(connection, without_keys)

    def _copy_lake(self, cursor: Connection) -> None:
        """The copy in memory made anew from the lake."""
        cursor.execute("begin")
        try:
            epoch, turn, records = cursor.execute("select epoch, turn, records from lake.turns").fetchall()[0]
            for name in table_names():
                if name not in OWN:
                    cursor.execute(f'delete from store."{name}"')
            copy_everything(cursor, "lake", "store", _kinds(cursor))
            cursor.execute(f"update store.meta set value = ({SECRET}) where name = 'secret'")
            cursor.execute("commit")
        except BaseException:
            cursor.execute("rollback")
            raise
        self._epoch, self._turn, self._records = epoch, turn, records

    def is_there(self) -> bool:
        """See Base."""
        try:
            return self.postgresql.is_there()
        except psycopg.Error as error:
            raise StoreUnavailableError(self.reason(error)) from error

    def is_checked(self) -> bool:
        """See Base: others may have written, and files lie where others can reach them."""
        return False

    def put_checked(self) -> None:
        """See Base."""

    def begin(self, cursor: Connection, lasting: bool) -> None:
        """See Base. Whatever is committed lasts."""
        cursor.execute("begin")

    def commit(self, cursor: Connection, added: Records) -> None:
        """See Base. First in the lake, then in the copy; fails where another transaction has been committed meanwhile."""
        with self._catching_up, self._lake(cursor) as lake:
            copy_records(cursor, lake, numbers_of(added))
            turn = self._write_turn(lake, added)
            lake.execute("commit")
            cursor.execute("commit")
            self._turn, self._records = turn, self._records + len(added)

    def _write_turn(self, lake: Connection, added: Records) -> int:
        values = {"turn": self._turn, "epoch": self._epoch, "records": len(added)}
        text = "update turns set turn = turn + 1, records = records + $records where turn = $turn and epoch = $epoch"
        if lake.execute(text, values).fetchall()[0][0] != 1:
            raise duckdb.TransactionException(CONFLICT)
        turn = self._turn + 1
        numbers = [(kind, number) for kind, found in numbers_of(added).items() for number in found]
        values = {"turn": turn, "kinds": [kind for kind, _ in numbers], "numbers": [number for _, number in numbers]}
        lake.execute("insert into written select $turn, unnest($kinds::varchar[]), unnest($numbers::bigint[])", values)
        return turn

    @contextmanager
    def _lake(self, cursor: Connection) -> Iterator[Connection]:
        """A cursor on the lake with a transaction, to be committed by whoever asks for it."""
        lake = cursor.cursor()
        try:
            lake.execute("use lake")
            lake.execute("begin")
            yield lake
        finally:
            lake.close()

    def settle(self, cursor: Connection) -> None:
        """See Base: nothing is left to be done."""

    def catch_up(self, connection: Connection) -> Seen:
        """See Base. Rows that are not what was stored are not let in."""
        with self._catching_up:
            snapshot = self._snapshot()  # one short question to PostgreSQL, where the lake itself asks several
            seen: Seen = "nothing" if snapshot == self._seen else self._follow_lake(connection)
            self._seen = snapshot
        return seen

    def _follow_lake(self, connection: Connection) -> Seen:
        with self._lake(connection) as lake:
            epoch, turn, records = lake.execute("select epoch, turn, records from turns").fetchall()[0]
            if (epoch, turn) == (self._epoch, self._turn):
                return "nothing"
            if epoch != self._epoch:
                lake.execute("rollback")
                self._copy_lake(connection)
                return "another"
            text = "select kind, list(number) from written where turn > $turn and turn <= $last group by kind"
            numbers = dict(lake.execute(text, {"turn": self._turn, "last": turn}).fetchall())
            self._take(lake, connection, numbers)
            self._turn, self._records = turn, records
        return "more"

    def _take(self, lake: Connection, cursor: Connection, numbers: Numbers) -> None:
        """Let what others have written into the copy."""
        cursor.execute("begin")
        try:
            copy_records(lake, cursor, numbers)
            if wrong := damaged(cursor, numbers.get("load", [])):
                raise StoreUnavailableError(
                    f"Load {wrong[0]} of the shared store is not what was stored. Run `python -m metrics rebuild`: it makes "
                    "the tables anew from the archive."
                )
            cursor.execute("commit")
        except BaseException:
            cursor.execute("rollback")
            raise

    def compact(self, cursor: Connection, keep_days: int) -> None:
        """See Base. Rows that PostgreSQL holds go into files, small files and those with deleted rows are written anew, and the
        engine's history goes with what only it needs. Files that a stopped load has left go after a week, and no sooner:
        another server may be writing one."""
        then = f"now() - interval {keep_days} day"
        for call in (
            "ducklake_flush_inlined_data('lake')",
            "ducklake_rewrite_data_files('lake', delete_threshold => 0)",
            "ducklake_merge_adjacent_files('lake')",
            f"ducklake_expire_snapshots('lake', older_than => {then})",
            f"ducklake_cleanup_old_files('lake', older_than => {then})",
            f"ducklake_delete_orphaned_files('lake', older_than => now() - interval {HISTORY_DAYS} day)",
        ):
            cursor.execute(f"select count(*) from {call}").fetchall()

    def rewritten(self, connection: Connection) -> Connection:
        """See Base: the connection stays."""
        try:
            with connection.cursor() as cursor:
                self.compact(cursor, keep_days=0)
        except duckdb.Error as error:
            raise StoreUnavailableError(
                "What was deleted is gone from every page, but is still in the history of the shared store: run "
                "`python -m metrics purge --finish`."
            ) from error
        return connection

    @property
    def records(self) -> int | None:
        """See Base."""
        return self._records

    @contextmanager
    def checking(self, connection: Connection) -> Iterator[str]:
        """See Base: all that the lake holds of what was ever written, copied for the purpose."""
        connection.execute("attach ':memory:' as checked")
        try:
            connection.execute("use checked")
            schema.ensure(connection)
            connection.execute("begin")
            copy_everything(connection, "lake", "checked", _kinds(connection))
            connection.execute("commit")
            yield "checked"
        finally:
            connection.execute("use store")
            connection.execute("detach checked")

    def anew(self, fill: Callable[[Connection], Records], because: str) -> Connection:
        """See Base. In one transaction: other servers see the tables as they were, then as they are."""
        connection = self._connected()  # what is in the lake may be damaged: it is not even read
        try:
            connection.execute("begin")
            added = fill(connection)
            connection.execute("commit")
            self._replace_lake(connection, added)
        except BaseException:
            connection.close()
            raise
        return connection

    def _replace_lake(self, connection: Connection, added: Records) -> None:
        """Everything in the lake as it is in the copy."""
        with self._lake(connection) as lake:
            self._turn = int(lake.execute("select turn from turns").fetchall()[0][0])
            for name in table_names():
                lake.execute(f'drop table if exists "{name}"')
            schema.make(lake, without_keys)
            lake.execute("delete from written")
            copy_everything(lake, "store", "lake", numbers_of(added))
            secret = connection.execute(SECRET.replace("lake.", "store.")).fetchall()[0][0]
            lake.execute("update meta set value = $secret where name = 'secret'", {"secret": secret})
            self._epoch = secrets.token_hex(8)
            lake.execute("update turns set records = 0, epoch = $epoch", {"epoch": self._epoch})
            self._turn = self._write_turn(lake, added)
            lake.execute("commit")
        self._records = len(added)

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
        return LOST

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
            with self.postgresql.alone():
                yield
        except psycopg.Error as error:
            raise StoreUnavailableError(self.reason(error)) from error

    def assure(self) -> None:
        """See Base."""
        if not self.postgresql.is_alone():
            raise LoadFailedError(
                "The files are stored, but PostgreSQL was lost and they could not be confirmed. The next load, or the next "
                "start, confirms them."
            )

    def close(self) -> None:
        """See Base."""
        self.postgresql.close()

    def _snapshot(self) -> int:
        try:
            return self.postgresql.snapshot()
        except psycopg.Error as error:
            raise StoreUnavailableError(LOST) from error


def _kinds(cursor: Connection) -> list[str]:
    """The kinds of record that were ever written; tables of others are empty, and each costs a question."""
    return [kind for (kind,) in cursor.execute("select distinct kind from lake.written order by kind").fetchall()]


def extension(name: str) -> str:
    """Where the file of an extension lies. Raises StoreUnavailableError."""
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
