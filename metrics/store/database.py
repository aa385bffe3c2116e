"""Attaching the database file of a store, locked down, and saying in a sentence why it could not be."""

from __future__ import annotations

from pathlib import Path

import duckdb

from metrics.store import schema

SAFE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    "threads": 1,
}
"""threads: a question runs on the thread that asks it. Pages ask several at once, each on a thread of its own, and with
more of DuckDB's beside them a week's small inserts took up to three times as long, and a busy machine's pages twice."""
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
HELD = (
    "set lock on file",
    "conflicting lock",
    "being used by another process",
    "already attached",
    "file handle conflict",
)
"""Words of DuckDB's and of Windows'; a lone "lock" would be found in every damaged "block"."""


class StoreUnavailableError(Exception):
    """The store cannot be opened: another process holds it, it is damaged, or it is not there. str() says which."""


class LoadFailedError(StoreUnavailableError):
    """The store could not be written to, because the disk is full, say. str() says what became of the load."""


def attached(path: Path | None) -> duckdb.DuckDBPyConnection:
    """A connection to the store's database (None: in memory), brought up to date. Raises duckdb.Error or OSError."""
    connection = duckdb.connect(":memory:", config=SAFE)
    try:
        attach(connection, path, "store")
        connection.execute("use store")
        schema.ensure(connection)
        connection.execute("create table memory.main.calendar as " + schema.sql("calendar"))
        connection.execute(f"set disabled_compression_methods = '{SLOW_COMPRESSION}'")
    except BaseException:
        connection.close()
        raise
    return connection


def attach(connection: duckdb.DuckDBPyConnection, path: Path | None, name: str) -> None:
    """Attach a database file, made if it is not there, under a name."""
    target = str(path).replace("'", "''") if path else ":memory:"
    blocks = "" if path is None or path.exists() else f" (block_size {BLOCK_SIZE}, storage_version '{STORAGE_VERSION}')"
    connection.execute(f"attach '{target}' as {name}{blocks}")


def begin(connection: duckdb.DuckDBPyConnection, lasting: bool) -> None:
    """Begin a transaction. lasting: its commit writes to the database file itself where nobody else reads at that moment."""
    connection.execute(f"set checkpoint_threshold = '{LOG_BYTES[lasting]}'")
    connection.execute("begin")


def checkpoint(connection: duckdb.DuckDBPyConnection) -> None:
    """Write everything to the database file itself."""
    connection.execute("checkpoint store")


def is_held(error: Exception) -> bool:
    """True where another process has the store open."""
    return any(words in str(error).casefold() for words in HELD)


def is_denied(error: Exception) -> bool:
    """True where the file cannot be reached or written, whatever is in it."""
    text = str(error)
    return isinstance(error, OSError) or "Permission denied" in text or "Cannot open file" in text


def reason(path: Path | None, error: Exception) -> str:
    """Why the store could not be opened, in one sentence, and what to do."""
    if is_held(error):
        return f"The store {path} is in use by a running dashboard or another load. Close it, then try again."
    if is_denied(error):
        return f"The store {path} cannot be opened: check that the folder exists and that you may write to it."
    return (
        f"The store {path} is damaged or is not a Beatboard store. Restore it from a backup, or choose another store."
    )
