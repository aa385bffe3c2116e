"""What was deleted, out of every file of a store: ledger, the database's own pages, archive, and stores set aside beside it."""

from __future__ import annotations

import shutil
from pathlib import Path

from metrics.store import shortening
from metrics.store.base import LoadFailedError
from metrics.store.connection import Store
from metrics.store.files import StoreFiles
from metrics.store.ledger import Ledger, bury


def scrub(store: Store) -> None:
    """Take what was deleted out of archive, ledger and database file, and delete the stores set aside beside it.

    Raises LoadFailedError where a disk is full: it is gone from every page, and `purge --finish` or a start goes on.
    """
    if store.files is None:
        return
    try:
        with store.writing:
            if bury(store.files.ledger):
                store.ledger = Ledger.read(store.files.ledger)
                store.ledger.entries.clear()
            store.rewrite()
            with store.cursor() as cursor:
                shortening.finish(store.files.archive, cursor)
            for path in set_aside_beside(store.files):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
    except OSError as error:
        raise LoadFailedError(
            "It is gone from every page, but not yet from every file: the disk is full or cannot be written to. Make room, "
            "then run `python -m metrics purge --finish`."
        ) from error


def set_aside_beside(files: StoreFiles) -> list[Path]:
    """Files and folders of the store that were damaged or replaced once, and kept under another name."""
    folder, name = files.path.parent, files.path.name
    marks = (".damaged-", ".replaced-")
    return sorted(
        path for path in folder.iterdir() if path.name.startswith(f"{name}.") and any(mark in path.name for mark in marks)
    ) if folder.exists() else []  # fmt: skip
