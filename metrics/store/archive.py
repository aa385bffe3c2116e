"""The archive: the rows of every load as they were accepted, with all that is needed to load them again.

One file a call, named for its first and last load and for the hash of its bytes; written before the database commits, so
that a file more than needed does no harm and a file less cannot be. After a first line, for each load a line of JSON and
its rows, Arrow's stream format under zstd.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from metrics.store.files import sync_folder, write_lasting

FIRST_LINE = b"Beatboard archive 1\n"
NAME = re.compile(r"(\d+)-(\d+)-([0-9a-f]{64})\.loads")
ZSTD_LEVEL = 1
"""The quickest: a week's load waits for it, and higher levels save a tenth."""


@dataclass(frozen=True)
class Kept:
    """One load as archived: its record, its notes by table, and its rows in Arrow's stream format."""

    record: dict[str, Any]
    notes: dict[str, list[dict[str, Any]]]
    rows: bytes | memoryview

    @property
    def load_id(self) -> int:
        """The load's number."""
        return int(self.record["load_id"])

    def table(self) -> pa.Table:
        """The rows, in the form in which the intake gives them."""
        return pa.ipc.open_stream(pa.py_buffer(self.rows)).read_all()


class ArchiveDamagedError(Exception):
    """A file of the archive is not what was written, or a load is in none; str() says which."""


def stream(rows: pa.Table) -> memoryview:
    """Rows in Arrow's stream format."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as writer:
        writer.write_table(rows.combine_chunks())
    return memoryview(sink.getvalue())


def write(folder: Path, loads: Sequence[Kept]) -> None:
    """Write the loads of a call into one file, down to the disk. Raises OSError."""
    codec = pa.Codec("zstd", compression_level=ZSTD_LEVEL)
    parts = [FIRST_LINE]
    for load in loads:
        packed = codec.compress(load.rows, asbytes=True)
        head = {"record": load.record, "notes": load.notes, "packed": len(packed), "bytes": len(load.rows)}
        parts += [json.dumps(head, ensure_ascii=False).encode(), b"\n", packed]
    data = b"".join(parts)
    name = f"{loads[0].load_id:06}-{loads[-1].load_id:06}-{hashlib.sha256(data).hexdigest()}.loads"
    if not folder.exists():
        folder.mkdir()
        sync_folder(folder.parent)
    write_lasting(folder / name, data)


def files(folder: Path) -> dict[Path, tuple[int, int]]:
    """The archive's files with the first and last load in each."""
    if not folder.exists():
        return {}
    named = ((path, NAME.fullmatch(path.name)) for path in sorted(folder.iterdir()))
    return {path: (int(match[1]), int(match[2])) for path, match in named if match}


def lacking(folder: Path, load_ids: Collection[int]) -> list[int]:
    """The loads that no file of the archive claims to hold. Looks at names only."""
    held: set[int] = set()
    for first, last in files(folder).values():
        held.update(range(first, last + 1))
    return sorted(set(load_ids) - held)


def damaged_files(folder: Path) -> list[Path]:
    """The files that are not what was written."""
    return [path for path in files(folder) if not _is_whole(path, path.read_bytes())]


def read(folder: Path, records: dict[int, dict[str, Any]]) -> Iterator[Kept]:
    """The loads of these records (by load, as the ledger has them), in order of load.

    A call that was stopped leaves a file of which nothing was stored, and its numbers are given again: a load is the one
    whose record is the same. Raises ArchiveDamagedError for one that no sound file holds.
    """
    found: dict[int, Kept] = {}
    for path, (first, last) in files(folder).items():
        wanted = {load_id for load_id in records if first <= load_id <= last and load_id not in found}
        if wanted:
            found |= {kept.load_id: kept for kept in loads_in(path) if _is_of(kept, wanted, records)}
    missing = sorted(set(records) - set(found))
    if missing:
        raise ArchiveDamagedError(f"the archive lacks load {', '.join(map(str, missing[:5]))}")
    for load_id in sorted(found):
        yield found[load_id]


def _is_of(kept: Kept, wanted: set[int], records: dict[int, dict[str, Any]]) -> bool:
    if kept.load_id not in wanted:
        return False
    record = records[kept.load_id]
    return all(record.get(name) == value for name, value in kept.record.items())


def _is_whole(path: Path, data: bytes) -> bool:
    match = NAME.fullmatch(path.name)
    return match is not None and hashlib.sha256(data).hexdigest() == match[3]


def loads_in(path: Path) -> Iterator[Kept]:
    """The loads in a file; none where the file is damaged."""
    data = path.read_bytes()
    if not _is_whole(path, data):
        return
    codec, at = pa.Codec("zstd"), len(FIRST_LINE)
    while at < len(data):
        end = data.index(b"\n", at)
        head = json.loads(data[at:end])
        at = end + 1 + head["packed"]
        rows = codec.decompress(data[end + 1 : at], head["bytes"], asbytes=True)
        yield Kept(head["record"], head["notes"], rows)
