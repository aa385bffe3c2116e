"""Delimited text to rows of cells: its encoding, its delimiter, and what in it cannot be read.

Loaded by the guarded child by its path: standard library only.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator

LOOKED_AT = 4_096
MOSTLY = 0.4
"""Share of the odd (or even) bytes that are NUL in UTF-16 of western text; half of it would be enough to tell."""
LONGEST_FIELD = 1 << 20
NAMED_DELIMITER = re.compile(r'"?sep=(.)"?[ \t]*(?:\r\n|\r|\n|\Z)', re.IGNORECASE)


class BrokenQuotesError(Exception):
    """Quotation marks that leave open where a cell ends: what follows could be read in two ways."""


def utf_16(data: bytes) -> str:
    """The name of the UTF-16 that a text without a byte order mark is in, by its pattern of NULs; "" for none."""
    start = data[: LOOKED_AT & ~1]
    even, odd = start[::2].count(0), start[1::2].count(0)
    half = max(1, len(start) // 2)
    if odd >= MOSTLY * half > even:
        return "utf-16-le"
    return "utf-16-be" if even >= MOSTLY * half > odd else ""


def decode(data: bytes) -> tuple[str, bool]:
    """UTF-8 or UTF-16, with or without byte order mark, else the Windows code page; True if it had to be replaced in."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16"), False
    if wide := utf_16(data):
        return data.decode(wide), False
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding), False
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", errors="replace"), True


def delimiter(text: str) -> str:
    """Comma, semicolon or tab: the one that gives most of the first rows the same number of cells."""

    def regularity(mark: str) -> int:
        rows = csv.reader(io.StringIO(text[:20_000], newline=""), delimiter=mark)
        widths = [len(row) for row in itertools.islice(rows, 30) if row]
        usual = max(widths, key=widths.count, default=0)
        return widths.count(usual) * (usual - 1)

    return max(",;\t", key=regularity)


def rows_of(data: bytes) -> tuple[list[list[str]], dict[int, list[int]]]:
    """Rows of cells, all of one width, and the cells that hold what cannot be read (column -> rows).

    Raises UnicodeDecodeError, and BrokenQuotesError with the record it happened in.
    """
    text, replaced = decode(data)
    csv.field_size_limit(LONGEST_FIELD)
    named = NAMED_DELIMITER.match(text)
    before: list[list[str]] = [[]] if named else []  # the line keeps its number
    body = text[named.end() :] if named else text
    mark = named[1] if named else delimiter(body)
    rows = before + list(strictly(body.replace("\0", "\ufffd") if "\0" in body else body, mark))
    width = max(map(len, rows), default=0)
    for row in rows:
        if len(row) < width:
            row.extend([""] * (width - len(row)))
    return rows, unreadable(rows) if replaced or "\0" in body else {}


def strictly(text: str, mark: str) -> Iterator[list[str]]:
    """Every record. A quotation mark that is never closed would swallow the rest of the file: that is an error."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise BrokenQuotesError(reader.line_num) from error


def unreadable(rows: list[list[str]]) -> dict[int, list[int]]:
    """Column -> rows of the cells that hold a character that was lost."""
    found: dict[int, list[int]] = {}
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            if "\ufffd" in cell:
                found.setdefault(x, []).append(y)
    return found
