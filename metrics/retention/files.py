"""Files past their period: backups, damaged stores, and whatever lies in folders that the settings name."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from metrics.store.backups import backups_in
from metrics.store.connection import Store
from metrics.store.scrubbing import set_aside_beside


class Found(NamedTuple):
    """A file that is past its period. name: as it is shown. size: in bytes."""

    path: Path
    name: str
    day: dt.date
    size: int


def backups_past(folders: Iterable[str], through: dt.date) -> list[Found]:
    """The backups that were made by a day."""
    found = [one for folder in folders for one in backups_in(Path(folder))]
    return [Found(one.folder, one.folder.name, one.day, _size(one.folder)) for one in found if one.day <= through]


def set_aside(store: Store) -> list[Found]:
    """The stores kept beside a store since they were damaged or replaced."""
    found = set_aside_beside(store.files) if store.files else []
    return [Found(path, path.name, _written(path), _size(path)) for path in found]


def older(folders: Iterable[str], through: dt.date) -> list[Found]:
    """The files in folders, and in folders within them, last written by a day."""
    found = (path for folder in folders for path in sorted(Path(folder).rglob("*")) if path.is_file())
    return [Found(path, path.name, day, path.stat().st_size) for path in found if (day := _written(path)) <= through]


def delete(found: Iterable[Found]) -> None:
    """Delete files and folders; one that is gone already is no fault. Raises OSError."""
    for path in (one.path for one in found):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _written(path: Path) -> dt.date:
    return dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC).date()


def _size(path: Path) -> int:
    return sum(one.stat().st_size for one in path.rglob("*") if one.is_file()) if path.is_dir() else path.stat().st_size
