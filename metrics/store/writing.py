"""The one transaction that writes, and its confirmation: database, then ledger, then it may be said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import duckdb

from metrics.store.base import UNWRITTEN, LoadFailedError
from metrics.store.connection import Store


@contextmanager
def writing(store: Store, lasting: bool = True) -> Iterator[duckdb.DuckDBPyConnection]:
    """The cursor of the one transaction that writes: committed at the end, or nothing of it is kept.

    What is to be confirmed is added to `store.unconfirmed` inside. lasting: False where many follow each other before
    `settle`. Raises LoadFailedError when it could not be written.
    """
    with store.writing:
        waiting = len(store.unconfirmed)
        try:
            with store.cursor() as cursor:
                store.base.begin(cursor, lasting)
                try:
                    yield cursor
                    store.base.commit(cursor, store.unconfirmed[waiting:])
                except BaseException:
                    with suppress(duckdb.Error):  # of a database that has stopped itself, or has rolled back already
                        cursor.execute("rollback")
                    raise
        except BaseException as error:
            del store.unconfirmed[waiting:]
            if isinstance(error, UNWRITTEN):
                store.renew_if_useless()
                raise LoadFailedError(store.base.unwritten(error)) from error
            raise
        store.changed()


def settle(store: Store) -> None:
    """Write everything to the file itself, then confirm it in the ledger; only then is a load said to be loaded.

    Raises LoadFailedError where that could not be done: the loads are whole in the database, and the next load or start
    confirms them.
    """
    if store.files is None or store.ledger is None:
        return
    with store.writing:
        try:
            with store.cursor() as cursor:
                store.base.settle(cursor)
        except UNWRITTEN:
            store.renew_if_useless()  # what was committed stands in the log, which the ledger and the archive watch over
        store.base.assure()
        try:
            store.ledger.add(store.unconfirmed)
        except OSError as error:
            raise LoadFailedError(
                "The files are stored, but the disk is full and it could not be confirmed. Make room: the next load, or "
                "the next start, confirms it."
            ) from error
        store.unconfirmed.clear()
