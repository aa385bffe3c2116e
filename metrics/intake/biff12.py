"""What calamine does not tell of a binary workbook (.xlsb): error cells and what is hidden.

Loaded by the guarded child by its path: standard library only.
"""

from __future__ import annotations

import posixpath
import struct
from collections.abc import Iterator
from xml.etree import ElementTree
from zipfile import ZipFile

ROW, ERROR, FORMULA_ERROR, COLUMN, SHEET_HERE = 0, 3, 11, 60, 156
HIDDEN_ROW, HIDDEN_COLUMN = 0x10, 0x01

Marks = dict[str, object]


def number_at(data: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of up to `most` bytes, seven bits each, and where it ends."""
    value = 0
    for i in range(most):
        byte = data[at + i]
        value |= (byte & 0x7F) << 7 * i
        if byte < 0x80:
            return value, at + i + 1
    return value, at + most


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and content of each record of a part."""
    at = 0
    while at < len(data) - 1:
        number = data[at]
        at += 1
        if number >= 0x80:
            number = (number & 0x7F) | (data[at] & 0x7F) << 7
            at += 1
        size, at = number_at(data, at, 4)
        yield number, data[at : at + size]
        at += size


def sheets(parts: ZipFile) -> Iterator[tuple[str, str]]:
    """Name and part of each sheet."""
    book = next(part for part in parts.namelist() if posixpath.basename(part).casefold() == "workbook.bin")
    folder = posixpath.dirname(book)
    links = ElementTree.fromstring(parts.read(f"{folder}/_rels/{posixpath.basename(book)}.rels".lstrip("/")))
    target = {link.get("Id"): posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))) for link in links}
    for number, content in records(parts.read(book)):
        if number == SHEET_HERE:
            link, at = text_at(content, 8)
            yield text_at(content, at)[0], target.get(link, "").lstrip("/")


def text_at(content: bytes, at: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends."""
    length = struct.unpack_from("<I", content, at)[0]
    end = at + 4 + 2 * length
    return content[at + 4 : end].decode("utf-16-le", "replace"), end


def marks(parts: ZipFile) -> dict[str, Marks]:
    """Sheet -> its cells to mark (column -> rows), and how many rows and columns are hidden."""
    held = set(parts.namelist())
    return {name: marks_of_sheet(parts.read(part)) for name, part in sheets(parts) if part in held}


def marks_of_sheet(data: bytes) -> Marks:
    """One sheet's."""
    cells: dict[int, list[int]] = {}
    y = hidden_rows = hidden_columns = 0
    for number, content in records(data):
        if number == ROW and len(content) >= 12:
            y = struct.unpack_from("<I", content)[0]
            hidden_rows += bool(content[11] & HIDDEN_ROW)
        elif number in (ERROR, FORMULA_ERROR) and len(content) >= 9:
            cells.setdefault(struct.unpack_from("<I", content)[0], []).append(y)
        elif number == COLUMN and len(content) >= 18 and content[16] & HIDDEN_COLUMN:
            first, last = struct.unpack_from("<II", content)
            hidden_columns += max(0, min(last, 16_383) - first + 1)
    return {"cells": cells, "hidden_rows": hidden_rows, "hidden_columns": hidden_columns}
