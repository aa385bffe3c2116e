"""The ledger: one line for each load and each entry that was confirmed, each with the hash of the line before.

It is written after the database and before anybody is told, so whatever was said to be loaded stands in it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from metrics.store import chain
from metrics.store.chain import FIRST
from metrics.store.entries import IDS
from metrics.store.files import write_lasting

GONE = "gone"
"""Of a line whose record was disposed of: the record's number, in the place of the record. It keeps the hash that it had, so that
the chain still holds; that it may be so is for a disposal record further on to say, which names it and its hash."""
Entry = dict[str, Any]
"""kind: load (with `load`, its record) or the name of an entry's kind (with the same); previous and hash: the chain."""
Number = tuple[str, int]
"""The kind of a record, and its number."""


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
                emptied = ledger._read(file.read(there.st_size))
            named = ledger.disposed()
            ledger.broken += [line for one, (found, line) in emptied.items() if named.get(one) != found]
            ledger.broken.sort()
        return ledger

    def _read(self, text: bytes) -> dict[Number, tuple[str, int]]:
        """Take what follows the last whole line, and give the lines among it that are emptied: their hashes and where they
        stand."""
        whole = text.rfind(b"\n") + 1
        emptied: dict[Number, tuple[str, int]] = {}
        for number, line in enumerate(text[:whole].splitlines(), start=self.lines + 1):
            entry = _entry(line)
            if entry is None or entry["previous"] != self.last:
                self.broken.append(number)
            if entry is not None:
                self.entries.append(entry)
                self.last, self.lines = entry["hash"], self.lines + 1
                if GONE in entry:
                    emptied[entry["kind"], entry[GONE]] = entry["hash"], number
        self.whole += whole
        if whole < len(text) and _entry(text[whole:]):
            self.broken.append(self.lines + 1)  # a whole line without its end was not written so
        return emptied

    def follow(self) -> None:
        """See the lines that other processes have added since; read all of it again where it is another file."""
        there = self.path.stat() if self.path.exists() else None
        if there is None or self.broken or self.file != there.st_ino or there.st_size < self.whole:
            self._become(Ledger.read(self.path))
        elif there.st_size > self.whole:
            with self.path.open("rb") as file:
                file.seek(self.whole)
                emptied = self._read(file.read())
            if emptied:  # a line is emptied where it stands, never added so
                self._become(Ledger.read(self.path))

    def _become(self, other: Ledger) -> None:
        self.last, self.lines, self.entries, self.broken = other.last, other.lines, other.entries, other.broken
        self.whole, self.file = other.whole, other.file

    def disposed(self) -> dict[Number, str]:
        """The entries that disposal records say are gone, each with the hash of its line."""
        return disposed_in(self.records("disposed").values())

    def still_told(self) -> set[str]:
        """The hashes of the lines that are not emptied yet, though a disposal record names them."""
        named = self.disposed()
        return {one["hash"] for one in self.entries if GONE not in one and (one["kind"], _number(one)) in named}

    def hashes(self) -> dict[Number, str]:
        """The hash of the line of each record."""
        return {(entry["kind"], _number(entry)): entry["hash"] for entry in self.entries}

    def records(self, kind: str) -> dict[int, dict[str, Any]]:
        """The records of a kind, by number (of the load, or of the entry)."""
        mine = (entry for entry in self.entries if entry["kind"] == kind and GONE not in entry)
        return {entry[kind][IDS[kind]]: entry[kind] for entry in mine}

    def add(self, records: Sequence[tuple[str, dict[str, Any]]]) -> None:
        """Add a line for each record, given with its kind, and see them down to the disk. Raises OSError: none is added then."""
        if not records:
            return
        last, lines = self.last, []
        for kind, record in records:
            entry = chain.chained({"kind": kind, kind: record}, last)
            last = entry["hash"]
            lines.append(chain.text(entry) + "\n")
        self._write("".join(lines).encode())
        self.last, self.lines = last, self.lines + len(lines)

    def _write(self, data: bytes) -> None:
        self.file = chain.append(self.path, self.whole, data)
        self.whole += len(data)


def plain(record: dict[str, Any]) -> dict[str, Any]:
    """A record as JSON can keep it: days and moments as ISO text."""
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in record.items()}


def written_anew(path: Path, records: Sequence[tuple[str, dict[str, Any]]]) -> Ledger:
    """A new ledger at a path where there is none, of records given with their kinds."""
    ledger = Ledger(path)
    ledger.add(records)
    return ledger


def disposed_in(records: Iterable[dict[str, Any]]) -> dict[Number, str]:
    """The entries that disposal records name, each with the hash of its line. records: as the ledger keeps them."""
    return {
        (record["about"], number): line
        for record in records
        if record["what"] == "entries"
        for number, line in json.loads(record["gone"])
    }


def bury(path: Path) -> bool:
    """Empty the lines of which a disposal record says that they are gone; False where none is left to empty.

    The file is written anew, whole or not at all. Raises OSError.
    """
    ledger = Ledger.read(path)
    full = ledger.still_told()
    if not full or ledger.broken:
        return False
    lines = [_emptied(entry) if entry["hash"] in full else entry for entry in ledger.entries]
    write_lasting(path, "".join(chain.text(entry) + "\n" for entry in lines).encode())
    return True


def _emptied(entry: Entry) -> Entry:
    return {"kind": entry["kind"], GONE: _number(entry), "previous": entry["previous"], "hash": entry["hash"]}


def _number(entry: Entry) -> int:
    return int(entry[GONE] if GONE in entry else entry[entry["kind"]][IDS[entry["kind"]]])


def _entry(line: bytes) -> Entry | None:
    """The line's entry; None where it is not what was written."""
    try:
        entry = json.loads(line)
        given = entry.pop("hash")
        is_whole = (set(entry) == {"kind", GONE, "previous"} and type(entry[GONE]) is int) or chain.digest(
            entry
        ) == given
        sound = is_whole and entry["kind"] in IDS and "previous" in entry
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return {**entry, "hash": given} if sound else None
