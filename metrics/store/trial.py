"""A store to try a load in: a copy in memory that shares nothing with the file and is gone afterwards."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from metrics.store.connection import Store
from metrics.store.database import FileBase

_numbers = itertools.count(1)


class Trial(Store):
    """A copy of a store on the same connection, without archive or ledger: what is loaded here is known here only."""

    def __init__(self, store: Store, catalog: str) -> None:
        self._store, self._base = store, catalog
        self.path = self.files = self.ledger = None
        self.base = FileBase(None)
        self._counting, self._made_anew = threading.Lock(), store._made_anew
        self.noticed = ()
        self.unconfirmed = []
        self.writing, self.snapshot_lock = threading.Lock(), threading.Lock()
        self.snapshots = {}
        self.lists = None
        self.held = False
        self.version, self.entered = store.version, store.entered

    @contextmanager
    def cursor(self, catalog: str = "store") -> Iterator[duckdb.DuckDBPyConnection]:
        """As of the store, but looking in the copy."""
        with self._store.cursor(self._base if catalog == "store" else catalog) as cursor:
            yield cursor


@contextmanager
def trying(store: Store) -> Iterator[Trial]:
    """A copy of the store as it is now (a quarter of a second for a year of a force), and its end."""
    catalog = f"trial_{next(_numbers)}"
    with store.cursor() as cursor:
        cursor.execute(f"attach ':memory:' as {catalog}")
        cursor.execute(f"copy from database store to {catalog}")
    trial = Trial(store, catalog)
    try:
        yield trial
    finally:
        with store.cursor() as cursor:
            for made in (*trial.snapshots.values(), catalog):
                cursor.execute(f"detach {made}")
