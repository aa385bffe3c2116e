"""What calamine does not tell of an OpenDocument spreadsheet (.ods): errors, formulas without a result, what is hidden.

Loaded by the guarded child by its path: standard library only.
"""

from __future__ import annotations

from xml.parsers import expat

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 value-type"
EXTENDED = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 p"
ERROR_BEGINS = ("#", "Err:")
WIDEST, HIGHEST = 1_024, 200_000
"""Marks beyond the sheets that are read at all are of no use, and a repeated cell may claim millions."""

Marks = dict[str, object]


class Walk:
    """One pass over content.xml, counting rows and columns without laying any of them out."""

    def __init__(self) -> None:
        """Nothing seen yet."""
        self.found: dict[str, Marks] = {}
        self.name, self.depth = "", 0
        self.x = self.y = self.rows = self.hidden_rows = self.hidden_columns = 0
        self.cells: dict[int, list[int]] = {}
        self.cell: dict[str, str] | None = None
        self.in_text, self.text = False, ""

    def begin(self, tag: str, given: dict[str, str]) -> None:
        """An element begins."""
        if tag == TABLE + "table":
            self.depth += 1
            if self.depth == 1:
                self.name, self.cells = given.get(TABLE + "name", ""), {}
                self.x = self.y = self.rows = self.hidden_rows = self.hidden_columns = 0
        if self.depth != 1:
            return
        if tag == TABLE + "table-row":
            self.x, self.rows = 0, times(given, "rows")
            self.hidden_rows += self.rows if given.get(TABLE + "visibility", "visible") != "visible" else 0
        elif tag == TABLE + "table-column" and given.get(TABLE + "visibility", "visible") != "visible":
            self.hidden_columns += times(given, "columns")
        elif tag in (TABLE + "table-cell", TABLE + "covered-table-cell"):
            self.cell, self.text = given, ""
        self.in_text = tag == TEXT and self.cell is not None

    def say(self, words: str) -> None:
        """The text that a cell shows, as far as it tells an error."""
        if self.in_text and len(self.text) < 8:
            self.text += words

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag == TABLE + "table":
            self.depth -= 1
            if self.depth == 0:
                counts = {"hidden_rows": self.hidden_rows, "hidden_columns": self.hidden_columns}
                self.found[self.name] = {"cells": self.cells, **counts}
        if self.depth != 1:
            return
        if tag == TEXT:
            self.in_text = False
        elif tag == TABLE + "table-row":
            self.y += self.rows
        elif tag in (TABLE + "table-cell", TABLE + "covered-table-cell") and self.cell is not None:
            wide = times(self.cell, "columns")
            if is_without_value(self.cell, self.text):
                self.mark(wide)
            self.x, self.cell = self.x + wide, None

    def mark(self, wide: int) -> None:
        """Note the cell, and the cells that it stands for."""
        for x in range(self.x, min(self.x + wide, WIDEST)):
            self.cells.setdefault(x, []).extend(range(self.y, min(self.y + self.rows, HIGHEST)))


def times(given: dict[str, str], what: str) -> int:
    """How often a row, column or cell is repeated."""
    text = given.get(f"{TABLE}number-{what}-repeated", "1")
    return int(text[:9]) if text.isdecimal() else 1


def is_without_value(cell: dict[str, str], text: str) -> bool:
    """True for an error, and for a formula whose result was never saved."""
    if cell.get(EXTENDED) == "error":
        return True
    if TABLE + "formula" not in cell:
        return False
    return OFFICE not in cell or text.startswith(ERROR_BEGINS)


def marks(content: bytes) -> dict[str, Marks]:
    """Sheet -> its cells to mark (column -> rows), and how many rows and columns are hidden."""
    walk, parser = Walk(), expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = walk.begin, walk.end
    parser.CharacterDataHandler = walk.say
    parser.Parse(content, True)
    return walk.found
