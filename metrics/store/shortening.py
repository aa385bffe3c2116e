"""The archive without what was deleted: a file that holds such rows is written anew without them, and the old one goes.

A marker beside the files says that a deletion has begun, so that a start goes on with what was stopped half way: what the
database says was deleted, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from metrics.store import archive, content
from metrics.store.archive import Kept
from metrics.store.files import sync_folder, write_lasting
from metrics.store.replaying import kept_load, records

MARKER = "deleting"


def begin(folder: Path) -> None:
    """Say that a deletion has begun. Raises OSError."""
    folder.mkdir(exist_ok=True)
    write_lasting(folder / MARKER, b"")


def has_begun(folder: Path) -> bool:
    """True where a deletion has begun and is not finished."""
    return (folder / MARKER).exists()


def finish(folder: Path, cursor: duckdb.DuckDBPyConnection) -> bool:
    """Take what was deleted out of the archive; False where no deletion has begun. Raises OSError: a start then goes on."""
    if not has_begun(folder):
        return False
    stored, disposed = records(cursor), set(content.remaining(cursor))
    for path in archive.files(folder):
        _shorten(folder, path, cursor, stored, disposed)
    (folder / MARKER).unlink()
    sync_folder(folder)
    return True


def _shorten(
    folder: Path,
    path: Path,
    cursor: duckdb.DuckDBPyConnection,
    stored: Mapping[int, dict[str, Any]],
    disposed: set[int],
) -> None:
    """The file without what the database no longer has: also without loads that were archived and never confirmed."""
    kept = list(archive.loads_in(path))
    ours = [load for load in kept if _is_stored(load, stored)]
    left = [_as_left(load, cursor, stored) if load.load_id in disposed else load for load in ours]
    if len(left) < len(kept) or any(mine is not other for mine, other in zip(left, kept, strict=True)):
        if left:
            archive.write(folder, left)
        path.unlink()


def _is_stored(load: Kept, stored: Mapping[int, dict[str, Any]]) -> bool:
    record = stored.get(load.load_id, {})
    return all(record.get(name) == value for name, value in load.record.items())


def _as_left(load: Kept, cursor: duckdb.DuckDBPyConnection, stored: Mapping[int, dict[str, Any]]) -> Kept:
    """The load as the database still has it; the same where it has all of it."""
    left = kept_load(cursor, stored[load.load_id])
    mine = (load.table().num_rows, *map(len, load.notes.values()))
    theirs = (left.table().num_rows, *(len(left.notes.get(name, ())) for name in load.notes))
    return load if mine == theirs else left
