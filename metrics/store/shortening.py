"""The archive without what was deleted: a file that holds such rows is written anew without them, and the old one goes.

A marker beside the files says that a deletion has begun, so that a start goes on with what was stopped half way: what the
database says was deleted, and nothing else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from metrics.store import archive
from metrics.store.archive import Kept
from metrics.store.files import sync_folder, write_lasting

MARKER = "deleting"


def begin(folder: Path) -> None:
    """Say that a deletion has begun. Raises OSError."""
    folder.mkdir(exist_ok=True)
    write_lasting(folder / MARKER, b"")


def finish(folder: Path, cursor: duckdb.DuckDBPyConnection) -> bool:
    """Take what was deleted out of the archive; False where no deletion has begun. Raises OSError: a start then goes on."""
    if not (folder / MARKER).exists():
        return False
    through = dict(cursor.execute("select load_id, max(through) from disposals group by load_id").fetchall())
    for path, (first, last) in archive.files(folder).items():
        if any(first <= load_id <= last for load_id in through):
            _shorten(folder, path, through)
    (folder / MARKER).unlink()
    sync_folder(folder)
    return True


def _shorten(folder: Path, path: Path, through: Mapping[int, dt.date]) -> None:
    kept = list(archive.loads_in(path))
    shorter = [_without(load, through.get(load.load_id)) for load in kept]
    if any(mine is not other for mine, other in zip(shorter, kept, strict=True)):
        archive.write(folder, shorter)
        path.unlink()


def _without(load: Kept, through: dt.date | None) -> Kept:
    """The load without the rows of days up to a day; the same where it has none."""
    if through is None:
        return load
    rows = load.table()
    left = rows.filter(pc.greater(rows["day"], pa.scalar(through)))
    notes = {
        **load.notes,
        "set_aside": [row for row in load.notes.get("set_aside", []) if _stays(row.get("day"), load, through)],
        "problems": [row for row in load.notes.get("problems", []) if _stays(None, load, through)],
    }
    same = left.num_rows == rows.num_rows and notes == load.notes
    return load if same else Kept(load.record, notes, archive.stream(left))


def _stays(day: str | None, load: Kept, through: dt.date) -> bool:
    """What is noted of a row goes with its day, and without one with the last day of the load."""
    return (day or str(load.record["days_to"])) > through.isoformat()
