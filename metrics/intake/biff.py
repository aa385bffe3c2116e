"""What calamine does not tell of an old Excel workbook (.xls): error cells, formulas without a result, what is hidden.

Loaded by the guarded child by its path: standard library only.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

SHEET_HERE, SHEET_NAME_AT = 0x0085, 6
BEGIN, END = 0x0809, 0x000A
FORMULA, YES_NO_OR_ERROR, ROW, COLUMN = 0x0006, 0x0205, 0x0208, 0x007D
MARKED_FORMULAS = {2}
"""A formula's saved result that is no number: 0 text, 1 yes or no, 2 an error, 3 an empty text."""

Marks = dict[str, object]


def records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Number and content of each record from an offset to the end of its part."""
    while at + 4 <= len(stream):
        number, size = struct.unpack_from("<HH", stream, at)
        yield number, stream[at + 4 : at + 4 + size]
        if number == END:
            return
        at += 4 + size


def marks(stream: bytes) -> list[Marks]:
    """Of each worksheet in order: its cells to mark (column -> rows), and how many rows and columns are hidden."""
    found = []
    for number, content in records(stream, 0):
        if number == SHEET_HERE and len(content) > SHEET_NAME_AT and content[5] == 0:
            found.append(marks_of_sheet(stream, struct.unpack_from("<I", content)[0]))
    return found


def marks_of_sheet(stream: bytes, at: int) -> Marks:
    """One sheet's."""
    cells: dict[int, list[int]] = {}
    hidden_rows = hidden_columns = 0
    for number, content in records(stream, at):
        if number == ROW and len(content) >= 16:
            hidden_rows += bool(content[12] & 0x20)
        elif number == COLUMN and len(content) >= 10 and content[8] & 1:
            first, last = struct.unpack_from("<HH", content)
            hidden_columns += max(0, min(last, 255) - first + 1)
        elif is_error(number, content):
            y, x = struct.unpack_from("<HH", content)
            cells.setdefault(x, []).append(y)
    return {"cells": cells, "hidden_rows": hidden_rows, "hidden_columns": hidden_columns}


def is_error(number: int, content: bytes) -> bool:
    """True for an error, typed or the result of a formula."""
    if number == YES_NO_OR_ERROR:
        return len(content) >= 8 and content[7] == 1
    return number == FORMULA and len(content) >= 14 and content[12:14] == b"\xff\xff" and content[6] in MARKED_FORMULAS
