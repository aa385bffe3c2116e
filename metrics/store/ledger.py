"""The ledger: one line for each load and each entry that was confirmed, each with the hash of the line before.

It is written after the database and before anybody is told, so whatever was said to be loaded stands in it.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from metrics.store.entries import IDS
from metrics.store.files import sync_folder

FIRST = "0" * 64
Entry = dict[str, Any]
"""kind: load (with `load`, its record) or the name of an entry's kind (with the same); previous and hash: the chain."""


@dataclass
class Ledger:
    """An open ledger. `entries` holds the readable lines as they were when it was read."""

    path: Path
    last: str = FIRST
    lines: int = 0
    entries: list[Entry] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    """Numbers of the lines that are not what was written, or do not follow the line before."""
    whole: int = 0
    """Bytes up to the end of the last whole line: a kill may leave half a line after it."""
    file: int = 0
    """Which file it was (its inode): one put in its place is another ledger."""

    @classmethod
    def read(cls, path: Path) -> Ledger:
        """The ledger at a path; an empty one where there is none."""
        ledger = cls(path)
        if path.exists():
            with path.open("rb") as file:
                there = os.fstat(file.fileno())
                ledger.file = there.st_ino
                ledger._read(file.read(there.st_size))
        return ledger

    def _read(self, text: bytes) -> None:
        """Take what follows the last whole line."""
        whole = text.rfind(b"\n") + 1
        for number, line in enumerate(text[:whole].splitlines(), start=self.lines + 1):
            entry = _entry(line)
            if entry is None or entry["previous"] != self.last:
                self.broken.append(number)
            if entry is not None:
                self.entries.append(entry)
                self.last, self.lines = entry["hash"], self.lines + 1
        self.whole += whole
        if whole < len(text) and _entry(text[whole:]):
            self.broken.append(self.lines + 1)  # a whole line without its end was not written so

    def follow(self) -> None:
        """See the lines that other processes have added since; read all of it again where it is another file."""
        there = self.path.stat() if self.path.exists() else None
        if there is None or self.broken or self.file != there.st_ino or there.st_size < self.whole:
            self._become(Ledger.read(self.path))
        elif there.st_size > self.whole:
            with self.path.open("rb") as file:
                file.seek(self.whole)
                self._read(file.read())

    def _become(self, other: Ledger) -> None:
        self.last, self.lines, self.entries, self.broken = other.last, other.lines, other.entries, other.broken
        self.whole, self.file = other.whole, other.file

    def records(self, kind: str) -> dict[int, dict[str, Any]]:
        """The records of a kind, by number (of the load, or of the entry)."""
        return {entry[kind][IDS[kind]]: entry[kind] for entry in self.entries if entry["kind"] == kind}

    def append(self, kind: str, records: Sequence[dict[str, Any]]) -> None:
        """Add a line for each record of a kind and see them down to the disk. Raises OSError, and then none is added."""
        self.add([(kind, record) for record in records])

    def add(self, records: Sequence[tuple[str, dict[str, Any]]]) -> None:
        """Add a line for each record, given with its kind, all of them or none. Raises OSError."""
        if not records:
            return
        last, lines = self.last, []
        for kind, record in records:
            entry = {"kind": kind, kind: record, "previous": last}
            last = _hash(entry)
            lines.append(_text({**entry, "hash": last}) + "\n")
        self._write("".join(lines).encode())
        self.last, self.lines = last, self.lines + len(lines)

    def _write(self, data: bytes) -> None:
        is_new = not self.path.exists()
        with self.path.open("r+b" if not is_new else "x+b") as file:
            fcntl.lockf(file, fcntl.LOCK_EX)
            file.seek(self.whole)
            if b"\n" in file.read(max(0, os.fstat(file.fileno()).st_size - self.whole)):
                raise OSError(f"{self.path} was written by another process meanwhile")
            file.truncate(self.whole)
            file.seek(self.whole)
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                os.ftruncate(file.fileno(), self.whole)
                raise
            self.file = os.fstat(file.fileno()).st_ino
        self.whole += len(data)
        if is_new:
            sync_folder(self.path.parent)


def plain(record: dict[str, Any]) -> dict[str, Any]:
    """A record as JSON can keep it: days and moments as ISO text."""
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in record.items()}


def written_anew(path: Path, records: Sequence[tuple[str, dict[str, Any]]]) -> Ledger:
    """A new ledger at a path where there is none, of records given with their kinds."""
    ledger = Ledger(path)
    ledger.add(records)
    return ledger


def _text(entry: Entry) -> str:
    return json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _hash(entry: Entry) -> str:
    return hashlib.sha256(_text(entry).encode()).hexdigest()


def _entry(line: bytes) -> Entry | None:
    """The line's entry; None where it is not what was written."""
    try:
        entry = json.loads(line)
        given = entry.pop("hash")
        sound = _hash(entry) == given and entry["kind"] in IDS and "previous" in entry
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return {**entry, "hash": given} if sound else None
