"""A second opinion on the file of all that is held: every column of every table, every line of the ledger and the whole archive,
looked through for one collar number, sharing nothing with `metrics.subject` or `metrics.store.naming`."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl

from metrics.store.archive import files, loads_in
from metrics.store.connection import Store

Hit = tuple[str, str, str]
"""Table, what tells the row from others, and the column where the number stands."""
OWN_KEYS = {
    "loads": ("load_id",),
    "set_aside": ("load_id", "source_row"),
    "problems": ("load_id", "message"),
    "dropped": ("load_id", "message"),
}


def in_text(value: Any, number: re.Pattern[str]) -> bool:
    if isinstance(value, list | tuple):
        return any(in_text(one, number) for one in value)
    return isinstance(value, str) and number.search(value) is not None


def pattern(collar: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![0-9A-Za-z]){re.escape(collar)}(?![0-9A-Za-z])")


def of_store(store: Store, collar: str) -> Iterator[Hit]:
    """Every row in which the number stands as a word, whatever the column."""
    number = pattern(collar)
    text = "select table_name, column_name, data_type from information_schema.columns where table_catalog = 'store'"
    columns: dict[str, list[str]] = {}
    every: dict[str, list[str]] = {}
    for table, column, kind in store.rows(text):
        every.setdefault(table, []).append(column)
        if "CHAR" in kind or "JSON" in kind:
            columns.setdefault(table, []).append(column)
    for table, names in columns.items():
        keys: list[str] = [key for key in ("load_id", "source_row", "entry_id") if key in every[table]] or ["rowid"]
        keys = list(OWN_KEYS.get(table, keys))
        somewhere = " or ".join(f"contains(\"{name}\"::varchar, '{collar}')" for name in names)
        picked = ", ".join(f'"{name}"' for name in [*keys, *names])
        for row in store.rows(f"select {picked} from {table} where {somewhere}"):
            for name, value in zip(names, row[len(keys) :], strict=True):
                if in_text(value, number):
                    yield table, key(row[: len(keys)]), name


def key(values: Any) -> str:
    return "/".join(map(str, values))


def of_ledger(path: Path, collar: str) -> Iterator[Hit]:
    """Every line of the ledger in which the number stands."""
    number = pattern(collar)
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        kind = record["kind"]
        for name, value in record[kind].items():
            if in_text(value, number):
                yield kind, str(record[kind].get("entry_id") or record[kind].get("load_id")), name


WORDS = re.compile(r"[0-9A-Za-z]+")


def words_in(value: Any) -> set[str]:
    """Every word of letters and figures in a text or in a list of texts."""
    if isinstance(value, list | tuple):
        return set().union(*map(words_in, value))
    return set(WORDS.findall(value)) if isinstance(value, str) else set()


def of_archive(folder: Path, collars: set[str]) -> dict[str, list[Hit]]:
    """By number, every row of the archive in which it stands, with its load and row."""
    found: dict[str, list[Hit]] = {collar: [] for collar in collars}

    def look(table: str, row: str, name: str, value: Any) -> None:
        for collar in words_in(value) & collars:
            found[collar].append((table, row, name))

    for path in files(folder):
        for load in loads_in(path):
            export, number = load.record["export"], str(load.load_id)
            for name, value in load.record.items():
                look("load", number, name, value)
            for row in load.table().to_pylist():
                for name, value in row.items():
                    look(export, f"{number}/{row['source_row']}", name, value)
            for table, notes in load.notes.items():
                for note in notes:
                    for name, value in note.items():
                        look(table, key([number, note.get("source_row") or note.get("message")]), name, value)
    return found


class File:
    """A file that was made, read back: its sheets, each a set of what tells its rows apart."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            self.cover = parts.read("cover.html").decode()
            book = openpyxl.load_workbook(io.BytesIO(parts.read("everything-held.xlsx")), read_only=True)
        self.rows: dict[str, list[dict[str, Any]]] = {}
        for sheet in book.worksheets:
            head, *rows = sheet.iter_rows(values_only=True)
            self.rows[sheet.title] = [dict(zip(head, row, strict=False)) for row in rows]
        self.keys = {name: set(map(_told, rows)) for name, rows in self.rows.items()}

    def lacks(self, table: str, row: str) -> bool:
        """True where no sheet has the row."""
        sheet = SHEETS.get(table, table.replace("_", " ").capitalize())
        return row not in self.keys.get(sheet, self.keys.get(sheet.title(), set()))


SHEETS = {
    "ppns": "PPNs", "set_aside": "Rows set aside", "problems": "Said of loads", "dropped": "Left out of loads",
    "loads": "Files loaded", "load": "Files loaded",
}  # fmt: skip


def _told(row: dict[str, Any]) -> str:
    if "Entry id" in row:
        return str(row["Entry id"])
    if "Words" in row and "Load" in row:
        return key([row["Load"], row["Words"]])
    return key([row[name] for name in ("Load", "Row") if name in row])
