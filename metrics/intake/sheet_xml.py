"""What calamine does not tell of a workbook (.xlsx): error cells, formulas without a result, what is hidden.

Loaded by the guarded child by its path: standard library only.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from xml.etree import ElementTree
from zipfile import ZipFile

CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\bhidden=[\"'](?:1|true)[\"']")
HIDDEN_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*?\bhidden=[\"'](?:1|true)[\"']")
ADDRESS = re.compile(rb"\br=[\"']([A-Z]{1,3})([0-9]+)[\"']")
FORMULA = re.compile(rb"<(?:\w+:)?f\b")
RESULT = re.compile(rb"<(?:\w+:)?v\b[^>]*[^/]?>[^<]")


Marks = dict[str, object]


def marks(parts: ZipFile, flagged: list[str]) -> dict[str, Marks]:
    """Sheet -> its cells to mark (column -> rows), and how many rows and columns are hidden; of the flagged parts."""
    return {name: marks_of_sheet(xml) for name, xml in flagged_sheets(parts, flagged)}


def flagged_sheets(parts: ZipFile, flagged: list[str]) -> Iterator[tuple[str, bytes]]:
    """Name and XML of the sheets that the parent saw errors, formulas or hidden rows in."""
    book = next(part for part in parts.namelist() if posixpath.basename(part) == "workbook.xml")
    folder = posixpath.join("/", posixpath.dirname(book))
    links = ElementTree.fromstring(parts.read(posixpath.join(folder, "_rels/workbook.xml.rels").lstrip("/")))
    target = {link.get("Id"): posixpath.normpath(posixpath.join(folder, link.get("Target", ""))) for link in links}
    for element in ElementTree.fromstring(parts.read(book)).iter():
        if element.tag.rpartition("}")[2] != "sheet":
            continue
        ids = [value for key, value in element.attrib.items() if key.rpartition("}")[2] == "id"]
        part = target.get(ids[0], "").lstrip("/") if ids else ""
        if part in flagged:
            yield element.get("name", ""), parts.read(part)


def marks_of_sheet(xml: bytes) -> Marks:
    """One sheet's."""
    cells: dict[int, list[int]] = {}
    for attributes, inner in CELL.findall(xml):
        address = ADDRESS.search(attributes)
        if address and is_without_value(attributes, inner):
            cells.setdefault(column_number(address[1].decode()), []).append(int(address[2]) - 1)
    counts = {"hidden_rows": len(HIDDEN_ROW.findall(xml)), "hidden_columns": len(HIDDEN_COLUMN.findall(xml))}
    return {"cells": cells, **counts}


def is_without_value(attributes: bytes, inner: bytes) -> bool:
    """True for an error, and for a formula whose result was never saved (a saved empty text is a blank cell)."""
    if b't="e"' in attributes or b"t='e'" in attributes:
        return True
    saved_text = b't="str"' in attributes or b"t='str'" in attributes
    return FORMULA.search(inner) is not None and not saved_text and not RESULT.search(inner)


def column_number(letters: str) -> int:
    """A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
