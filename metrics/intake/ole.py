"""The outermost layer of an old Excel file (.xls): a compound file, a small file system with streams of its own.

Used by the guard for the names of its streams, and by the guarded child, which loads this file by its path: so it may
use the standard library only.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAST_SECTOR = 0xFFFFFFFA
"""Sector numbers from here on mean "free", "end of chain" and the like."""
ENTRY = 128
MOST_ENTRIES = 4_096
HEADER_FAT = 109
"""Sectors of the allocation table that the header itself lists; a file with more holds over 6 MB."""
STREAM = 2


class NotCompoundError(Exception):
    """A file whose compound structure does not hold together."""


class Compound:
    """A compound file: `names` of its streams and storages, and the bytes of a stream."""

    def __init__(self, data: bytes) -> None:
        """Read the header, the allocation table and the directory. Raises NotCompoundError."""
        if not data.startswith(SIGNATURE) or len(data) < 512:
            raise NotCompoundError("no header")
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise NotCompoundError("sectors of an odd size")
        self._data, self._size = data, 1 << shift
        directory, self._cutoff, small_table = struct.unpack_from("<I4xII", data, 48)
        self._table = self._allocation()
        self._entries = list(self._directory(self._chain(directory)))
        self._small_table = self._chain(small_table) if small_table < LAST_SECTOR else b""

    @property
    def names(self) -> frozenset[str]:
        """Names of everything in the file, in lower case."""
        return frozenset(name.casefold() for name, _, _, _ in self._entries)

    def stream(self, *names: str) -> bytes | None:
        """The first stream with one of the names; None where there is none. Raises NotCompoundError."""
        wanted = [name.casefold() for name in names]
        for name, kind, start, size in self._entries:
            if kind == STREAM and name.casefold() in wanted:
                return self._small(start, size) if size < self._cutoff else self._chain(start)[:size]
        return None

    def _sector(self, number: int) -> bytes:
        found = self._data[(number + 1) * self._size : (number + 2) * self._size]
        if number >= LAST_SECTOR or not found:
            raise NotCompoundError("a sector beyond the end")
        return found

    def _allocation(self) -> list[int]:
        """The next sector of each sector."""
        listed = list(struct.unpack_from(f"<{HEADER_FAT}I", self._data, 76))
        further, seen = struct.unpack_from("<I", self._data, 68)[0], 0
        while further < LAST_SECTOR:
            *more, further = struct.unpack(f"<{self._size // 4}I", self._sector(further).ljust(self._size, b"\xff"))
            listed += more
            seen += 1
            if seen * self._size > len(self._data):
                raise NotCompoundError("a chain without end")
        tables = [self._sector(number).ljust(self._size, b"\xff") for number in listed if number < LAST_SECTOR]
        joined = b"".join(tables)
        return list(struct.unpack(f"<{len(joined) // 4}I", joined))

    def _chain(self, start: int) -> bytes:
        """Every sector of a chain, in order."""
        found: list[bytes] = []
        number = start
        while number < LAST_SECTOR:
            found.append(self._sector(number))
            if number >= len(self._table) or len(found) > len(self._table):
                raise NotCompoundError("a chain without end")
            number = self._table[number]
        return b"".join(found)

    def _directory(self, listed: bytes) -> Iterator[tuple[str, int, int, int]]:
        """Name, kind, first sector and size of each entry."""
        for at in range(0, min(len(listed), MOST_ENTRIES * ENTRY) - ENTRY + 1, ENTRY):
            length, kind = struct.unpack_from("<HB", listed, at + 64)
            if kind and 2 <= length <= 64:
                start, size = struct.unpack_from("<II", listed, at + 116)
                yield listed[at : at + length - 2].decode("utf-16-le", "replace"), kind, start, size

    def _small(self, start: int, size: int) -> bytes:
        """A stream so short that it lies in the root's own stream, in pieces of 64 bytes."""
        root = self._chain(self._entries[0][2])
        links = struct.unpack(f"<{len(self._small_table) // 4}I", self._small_table)
        found: list[bytes] = []
        number = start
        while number < LAST_SECTOR:
            if number >= len(links) or len(found) > len(links):
                raise NotCompoundError("a chain without end")
            found.append(root[number * 64 : number * 64 + 64])
            number = links[number]
        return b"".join(found)[:size]
