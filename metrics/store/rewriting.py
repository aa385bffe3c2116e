"""The database in a new file: a deleted row stays in the old one's pages until they happen to be used again."""

from __future__ import annotations

from contextlib import suppress

import duckdb

from metrics.store.database import StoreUnavailableError, attach, attached, checkpoint
from metrics.store.files import StoreFiles

ENDING = "rewriting"


def rewritten(connection: duckdb.DuckDBPyConnection, files: StoreFiles) -> duckdb.DuckDBPyConnection:
    """A connection to a new file with all that the old one holds; the old one is closed and gone.

    Only while nobody else asks. Raises StoreUnavailableError, and then the connection goes on as it was.
    """
    new = StoreFiles(files.path.with_name(f"{files.path.name}.{ENDING}"))
    new.remove()  # of one that was stopped
    try:
        with connection.cursor() as cursor:
            cursor.execute("use memory")
            checkpoint(cursor)
            attach(cursor, new.path, ENDING)
            try:
                cursor.execute(f"copy from database store to {ENDING}")
            finally:
                with suppress(duckdb.Error):
                    cursor.execute(f"detach {ENDING}")
    except (duckdb.Error, OSError) as error:
        new.remove()
        raise StoreUnavailableError(
            "What was deleted is still in the pages of the database file: make room on its disk, then run "
            "`python -m metrics purge --finish`."
        ) from error
    connection.close()
    files.wal.unlink(missing_ok=True)
    new.path.replace(files.path)
    new.remove()
    again = attached(files.path)
    files.put_seal()
    return again
