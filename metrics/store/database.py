"""The embedded file of a store, attached locked down, and in a sentence why it could not be."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import duckdb

from metrics.store.base import SAFE, Base, Connection, Records, StoreUnavailableError, lock_down, prepared, quoted
from metrics.store.files import StoreFiles, set_aside, sync_folder

LOG_BYTES = {True: "1KB", False: "16MB"}
"""What a commit may leave in DuckDB's log, by whether it is to last in the file itself. Above it the commit goes into the
file at once and nothing into the log: one way to the disk in place of two, a fifth less (measured, DECISIONS.md D40)."""

BLOCK_SIZE = 65536
"""Bytes of a new store's blocks. A load adds a few rows to many tables: smaller blocks than DuckDB's 256 KB made the load
1.3 times as fast and the file a fifth smaller (measured). A store that exists keeps the size it was made with."""
STORAGE_VERSION = "v1.5.0"
"""Form of a new store's file. In the form that DuckDB 0.10 can read, which is what it writes unless told, a checkpoint takes
twice as long, because what is known of each column is turned into an old form, and the file is half as large again."""
SLOW_COMPRESSION = "fsst"
"""Trying it on every column of text takes half of a checkpoint, for a file that is a hundredth smaller. Only a statement
sets it: as a setting of the connection it is not heard."""
REWRITING = "rewriting"
"""Ending of a new file, and its name while it is filled."""
HELD = (
    "set lock on file",
    "conflicting lock",
    "being used by another process",
    "already attached",
    "file handle conflict",
)
"""Words of DuckDB's and of Windows'; a lone "lock" would be found in every damaged "block"."""


class FileBase(Base):
    """A DuckDB file of one process; path None: in memory."""

    def __init__(self, path: Path | None) -> None:
        self.path = path

    @property
    def files(self) -> StoreFiles:
        """The file and what lies beside it."""
        if self.path is None:
            raise ValueError("a store in memory has no files")
        return StoreFiles(self.path)

    def attached(self) -> Connection:
        """See Base."""
        connection = duckdb.connect(":memory:", config=SAFE)
        try:
            self._attach(connection)
            prepared(connection)
            lock_down(connection, self.path.absolute().parent if self.path else None)
            connection.execute(f"set disabled_compression_methods = '{SLOW_COMPRESSION}'")
        except BaseException:
            connection.close()
            raise
        return connection

    def _attach(self, connection: Connection, name: str = "store") -> None:
        target = quoted(self.path) if self.path else ":memory:"
        is_new = self.path is not None and not self.path.exists()
        blocks = f" (block_size {BLOCK_SIZE}, storage_version '{STORAGE_VERSION}')" if is_new else ""
        connection.execute(f"attach '{target}' as {name}{blocks}")

    def is_there(self) -> bool:
        """See Base."""
        return self.path is not None and self.path.exists()

    def is_checked(self) -> bool:
        """See Base."""
        return self.files.is_sealed()

    def put_checked(self) -> None:
        """See Base."""
        self.files.put_seal()

    def begin(self, cursor: Connection, lasting: bool) -> None:
        """See Base. lasting: the commit writes to the file itself where nobody else reads at that moment."""
        if self.path is not None:
            cursor.execute(f"set checkpoint_threshold = '{LOG_BYTES[lasting]}'")
        cursor.execute("begin")

    def commit(self, cursor: Connection, added: Records) -> None:
        """See Base."""
        cursor.execute("commit")

    def settle(self, cursor: Connection) -> None:
        """See Base."""
        cursor.execute("checkpoint store")

    def anew(self, fill: Callable[[Connection], Records], because: str) -> Connection:
        """See Base. The file that is there is renamed, never deleted."""
        files = self.files
        building = FileBase(files.path.with_name(f"{files.path.name}.building"))
        for left in (building.files.path, building.files.wal):
            left.unlink(missing_ok=True)  # of a rebuild that was stopped
        connection = building.attached()
        try:
            filled(building, connection, fill)
        finally:
            connection.close()
        set_aside(files.path, files.wal, files.seal, because=because)
        building.files.path.replace(files.path)
        connection = self.attached()
        self.put_checked()
        return connection

    def rewritten(self, connection: Connection) -> Connection:
        """See Base. A deleted row stays in a file's pages until they happen to be used again: a new file takes its place."""
        files = self.files
        new = FileBase(files.path.with_name(f"{files.path.name}.{REWRITING}"))
        new.files.remove()  # of one that was stopped
        try:
            with connection.cursor() as cursor:
                cursor.execute("use memory")
                self.settle(cursor)
                new._attach(cursor, REWRITING)
                try:
                    cursor.execute(f"copy from database store to {REWRITING}")
                    # Else a full disk leaves all of it in a log, and is not heard as the new file is detached.
                    cursor.execute(f"checkpoint {REWRITING}")
                finally:
                    with suppress(duckdb.Error):
                        cursor.execute(f"detach {REWRITING}")
        except (duckdb.Error, OSError) as error:
            new.files.remove()
            raise StoreUnavailableError(
                "What was deleted is still in the pages of the database file: make room on its disk, then run "
                "`python -m metrics purge --finish`."
            ) from error
        connection.close()
        files.wal.unlink(missing_ok=True)
        new.files.path.replace(files.path)
        new.files.remove()
        sync_folder(files.path.parent)
        again = self.attached()
        self.put_checked()
        return again

    def kept_as(self) -> str:
        """See Base."""
        return f" The damaged file is kept beside it as {self.files.path.name}.damaged-..."

    def reason(self, error: Exception) -> str:
        """See Base."""
        if is_held(error):
            return f"The store {self.path} is in use by a running dashboard or another load. Close it, then try again."
        if is_denied(error):
            return f"The store {self.path} cannot be opened: check that the folder exists and that you may write to it."
        return (
            f"The store {self.path} is damaged or is not a Beatboard store. Restore it from a backup, or choose another "
            "store."
        )

    def is_out_of_reach(self, error: Exception) -> bool:
        """See Base."""
        return is_held(error) or is_denied(error)

    def compact(self, cursor: Connection, keep_days: int) -> None:
        """See Base: a file needs nothing of the kind."""

    def assure(self) -> None:
        """See Base: a file is its process's own."""

    def close(self) -> None:
        """See Base: nothing is."""


def filled(base: Base, connection: Connection, fill: Callable[[Connection], Records]) -> None:
    """Run `fill` in one transaction, all or nothing."""
    base.begin(connection, lasting=True)
    try:
        base.commit(connection, fill(connection))
    except BaseException:
        connection.execute("rollback")
        raise
    base.settle(connection)


def is_held(error: Exception) -> bool:
    """True where another process has the store open."""
    return any(words in str(error).casefold() for words in HELD)


def is_denied(error: Exception) -> bool:
    """True where the file cannot be reached or written, whatever is in it."""
    text = str(error)
    return isinstance(error, OSError) or "Permission denied" in text or "Cannot open file" in text
