"""The ledger: one line for each load and each entry that was confirmed, each with the hash of the line before.

It is written after the database and before anybody is told, so whatever was said to be loaded stands in it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from metrics.store import chain
from metrics.store.chain import FIRST
from metrics.store.entries import IDS

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

    @classmethod
    def read(cls, path: Path) -> Ledger:
        """The ledger at a path; an empty one where there is none."""
        ledger = cls(path)
        if not path.exists():
            return ledger
        text = path.read_bytes()
        ledger.whole = text.rfind(b"\n") + 1
        for number, line in enumerate(text[: ledger.whole].splitlines(), start=1):
            entry = _entry(line)
            if entry is None or entry["previous"] != ledger.last:
                ledger.broken.append(number)
            if entry is not None:
                ledger.entries.append(entry)
                ledger.last = entry["hash"]
        ledger.lines = len(ledger.entries)
        if ledger.whole < len(text) and _entry(text[ledger.whole :]):
            ledger.broken.append(ledger.lines + 1)  # a whole line without its end was not written so
        return ledger

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
            last = chain.digest(entry)
            lines.append(chain.text({**entry, "hash": last}) + "\n")
        self._write("".join(lines).encode())
        self.last, self.lines = last, self.lines + len(lines)

    def _write(self, data: bytes) -> None:
        chain.append(self.path, self.whole, data)
        self.whole += len(data)


def plain(record: dict[str, Any]) -> dict[str, Any]:
    """A record as JSON can keep it: days and moments as ISO text."""
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in record.items()}


def written_anew(path: Path, records: Sequence[tuple[str, dict[str, Any]]]) -> Ledger:
    """A new ledger at a path where there is none, of records given with their kinds."""
    ledger = Ledger(path)
    ledger.add(records)
    return ledger


def _entry(line: bytes) -> Entry | None:
    """The line's entry; None where it is not what was written."""
    try:
        entry = json.loads(line)
        given = entry.pop("hash")
        sound = chain.digest(entry) == given and entry["kind"] in IDS and "previous" in entry
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return {**entry, "hash": given} if sound else None
