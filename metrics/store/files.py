"""The files of one store: the database, and beside it what lets it be checked and rebuilt.

`<store>.ledger` (what was confirmed, one line each), `<store>.archive/` (the rows of every load), `<store>.seal` (what
the database file was when its content was last checked); and `<store>.lookups/` (who looked at whom).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class StoreFiles:
    """Where each file of the store at `path` lies."""

    path: Path

    def _beside(self, ending: str) -> Path:
        return self.path.with_name(f"{self.path.name}.{ending}")

    @property
    def wal(self) -> Path:
        """DuckDB's write-ahead log: there while the store is open, or after it was killed."""
        return self._beside("wal")

    @property
    def ledger(self) -> Path:
        """The chained list of what was confirmed."""
        return self._beside("ledger")

    @property
    def archive(self) -> Path:
        """The folder of the rows of every load."""
        return self._beside("archive")

    @property
    def seal(self) -> Path:
        """What the database file was when its content was last checked."""
        return self._beside("seal")

    @property
    def is_taken(self) -> bool:
        """True where a store lies: a shared one has no file of its own, and every store that was written to has a ledger."""
        return self.path.exists() or self.ledger.exists()

    @property
    def look_ups(self) -> Path:
        """The folder of the look-up log. It is not one of the store's files: it stays where a store is replaced or rebuilt."""
        return self._beside("lookups")

    @property
    def all(self) -> tuple[Path, ...]:
        """Every file and folder of the store, the database last: where it stands, the others do."""
        return self.wal, self.seal, self.ledger, self.archive, self.path

    def move_to(self, other: StoreFiles) -> None:
        """Put the whole, closed store in the place of another one, which is gone."""
        other.remove()
        for mine, theirs in zip(self.all, other.all, strict=True):
            if mine.exists():
                mine.replace(theirs)

    def copy_to(self, other: StoreFiles) -> None:
        """Copy the whole, closed store to another place, where there is none."""
        other.path.parent.mkdir(parents=True, exist_ok=True)
        for mine, theirs in zip(self.all, other.all, strict=True):
            if mine.is_dir():
                shutil.copytree(mine, theirs)
            elif mine.exists():
                shutil.copy2(mine, theirs)

    def remove(self) -> None:
        """Delete the whole store."""
        for path in self.all:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    def is_sealed(self) -> bool:
        """True where the database file is, to the byte, the one whose content was checked last, and was closed well."""
        if self.wal.exists() or not self.path.exists():
            return False
        try:
            return bool(json.loads(self.seal.read_text(encoding="utf-8")) == _described(self.path))
        except (OSError, ValueError):
            return False

    def put_seal(self) -> None:
        """Remember the database file as it is: call it only after its content was checked and while nobody writes."""
        if not self.wal.exists() or not self.wal.stat().st_size:
            self.seal.write_text(json.dumps(_described(self.path)), encoding="utf-8")


def _described(path: Path) -> dict[str, object]:
    return {"bytes": path.stat().st_size, "sha256": sha256_of(path)}


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def stamp() -> str:
    """The moment, fit for a file's name."""
    return f"{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%S%fZ}"


def set_aside(*paths: Path, because: str) -> list[Path]:
    """Rename the files that are there, with the reason and the moment in their names. Nothing is deleted."""
    moment, moved = stamp(), []
    for path in paths:
        if path.exists():
            moved.append(path.replace(path.with_name(f"{path.name}.{because}-{moment}")))
    return moved


def sync_folder(folder: Path) -> None:
    """Make the names in a folder as lasting as their files: without it a new file may be gone after a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_lasting(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: beside its place, down to the disk, then into place."""
    beside = path.with_name(f"{path.name}.part")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
