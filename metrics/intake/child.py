"""The guarded child: reads one file after another from standard input and answers with its cells as JSON.

Run as a script of its own (`python -I child.py`), never imported: it may use the standard library and calamine only, so
that it starts in a few hundredths of a second and nothing of ours is in reach of a hostile file.

A request is a line of JSON {"type": "xlsx" or "csv", "bytes": n, "flagged": [parts of the zip to scan]} and n bytes.
An answer is a line with the number of bytes that follow, and that many bytes of JSON: {"sheets": [...]} or
{"error": code, "detail": words}.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import python_calamine as calamine

resource: Any
try:
    import resource
except ImportError:  # not on Windows: there the parent's clock is the only limit
    resource = None

MEMORY = 1 << 30
CPU_SECONDS = 20
OPEN_FILES = 32
CSV_ROWS = 200_000
XLSX_ROWS = 100_000
COLUMNS = 200
CELLS = 5_000_000

Answer = dict[str, Any]


class TooLargeError(Exception):
    """More rows or columns than one sheet may have."""


def limit_memory_and_files() -> None:
    """Leave room for one file's cells and take away the right to write any file."""
    if resource is None:
        return
    try:
        base = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:
        base = MEMORY
    for kind, amount in (
        (resource.RLIMIT_AS, base + MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(kind, (amount, amount))
        except (ValueError, OSError):
            continue


def limit_seconds() -> None:
    """Give the next file its own seconds of processor time."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + CPU_SECONDS, hard))


def text_of_number(value: float) -> str:
    """1234.0 is "1234": the shortest text that is the same number."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def text_of_moment(value: dt.datetime | dt.date) -> str:
    """ISO text, to the second; a date alone at midnight."""
    if not isinstance(value, dt.datetime):
        return value.isoformat()
    if value.microsecond:
        value = (value + dt.timedelta(microseconds=500_000)).replace(microsecond=0)
    return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")


def text_and_kind(value: object) -> tuple[str, str]:
    """One cell as text and the letter of its kind: e empty, s text, n number, d date, t time, b yes or no."""
    if isinstance(value, str):
        text = value.strip()
        return text, "s" if text else "e"
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), "b"
    if isinstance(value, int | float):
        return text_of_number(value), "n"
    if isinstance(value, dt.date):
        return text_of_moment(value), "d"
    return str(value), "t"


class Memo(dict[Any, Any]):
    """Works each distinct value out once."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        self.work = work

    def __missing__(self, value: Any) -> Any:
        self[value] = found = self.work(value)
        return found


def column(cells: tuple[Any, ...]) -> tuple[list[str], str]:
    """A column of cells as texts and a string of kinds, worked out by type where it has only one."""
    types = set(map(type, cells))
    if types == {str}:
        texts = [text.strip() for text in cells]
        return texts, "s" * len(texts) if all(texts) else "".join(["s" if text else "e" for text in texts])
    if bool in types and (int in types or float in types):  # True == 1: no memory shared between them
        pairs = [text_and_kind(cell) for cell in cells]
    else:
        pairs = list(map(Memo(text_and_kind).__getitem__, cells))
    return [text for text, _ in pairs], "".join([kind for _, kind in pairs])


def sheet_answer(name: str, hidden: bool, rows: list[list[Any]]) -> Answer:
    """A sheet as columns of texts and kinds. Row 0 is row 1 of the sheet."""
    columns = [column(cells) for cells in zip(*rows, strict=True)]
    return {
        "name": name,
        "hidden": hidden,
        "columns": [texts for texts, _ in columns],
        "kinds": [k for _, k in columns],
    }


def check_size(height: int, width: int, most_rows: int, where: str) -> None:
    """Refuse a sheet with more rows, columns or cells than any export has."""
    if height > most_rows or width > COLUMNS or height * width > CELLS:
        raise TooLargeError(f"{height:,} rows and {width:,} columns{where}")


def read_xlsx(data: bytes, flagged: list[str]) -> list[Answer]:
    """Every sheet of cells in a workbook, with error cells and formulas without a saved result marked x."""
    workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    marks = dict(flagged_sheets(data, flagged)) if flagged else {}
    answers = []
    for meta in workbook.sheets_metadata:
        if meta.typ is not calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_name(meta.name)
        check_size(sheet.total_height, sheet.total_width, XLSX_ROWS, f" on the sheet {meta.name}")
        hidden = meta.visible is not calamine.SheetVisibleEnum.Visible
        answer = sheet_answer(meta.name, hidden, sheet.to_python(skip_empty_area=False))
        if meta.name in marks:
            mark(answer, marks[meta.name])
        answers.append(answer)
    return answers


CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\bhidden=[\"'](?:1|true)[\"']")
HIDDEN_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*?\bhidden=[\"'](?:1|true)[\"']")
ADDRESS = re.compile(rb"\br=[\"']([A-Z]{1,3})([0-9]+)[\"']")
FORMULA = re.compile(rb"<(?:\w+:)?f\b")
RESULT = re.compile(rb"<(?:\w+:)?v\b[^>]*[^/]?>[^<]")


def flagged_sheets(data: bytes, flagged: list[str]) -> Iterator[tuple[str, bytes]]:
    """Name and XML of the sheets that the parent saw errors, formulas or hidden rows in."""
    import posixpath
    import zipfile
    from xml.etree import ElementTree

    with zipfile.ZipFile(io.BytesIO(data)) as parts:
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


def mark(answer: Answer, xml: bytes) -> None:
    """Mark the sheet's error cells and formulas without a saved result, and count what is hidden in it."""
    marks: dict[int, list[int]] = {}
    for attributes, inner in CELL.findall(xml):
        address = ADDRESS.search(attributes)
        if address and is_without_value(attributes, inner):
            marks.setdefault(column_number(address[1].decode()), []).append(int(address[2]) - 1)
    for x, rows in marks.items():
        mark_column(answer, x, rows)
    answer["hidden_rows"] = len(HIDDEN_ROW.findall(xml))
    answer["hidden_columns"] = len(HIDDEN_COLUMN.findall(xml))


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


def mark_column(answer: Answer, x: int, rows: list[int]) -> None:
    """Give cells of one column the kind x, widening the sheet if the reader saw nothing so far out."""
    columns, kinds = answer["columns"], answer["kinds"]
    height = max(max(rows) + 1, len(columns[0]) if columns else 0)
    while len(columns) <= x:
        columns.append([])
        kinds.append("")
    for i, texts in enumerate(columns):
        kinds[i] += "e" * (height - len(texts))
        texts.extend([""] * (height - len(texts)))
    marked = list(kinds[x])
    for y in rows:
        marked[y] = "x"
        columns[x][y] = ""
    kinds[x] = "".join(marked)


def decode(data: bytes) -> str:
    """UTF-8, UTF-16 by its byte order mark, else the Windows code page."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def delimiter(text: str) -> str:
    """Comma, semicolon or tab: the one that gives most of the first rows the same number of cells."""

    def regularity(mark: str) -> int:
        rows = csv.reader(io.StringIO(text[:20_000], newline=""), delimiter=mark)
        widths = [len(row) for row in itertools.islice(rows, 30) if row]
        usual = max(widths, key=widths.count, default=0)
        return widths.count(usual) * (usual - 1)

    return max(",;\t", key=regularity)


def read_csv(data: bytes) -> list[Answer]:
    """The one sheet of a CSV file; its name is the parent's to give."""
    text = decode(data).replace("\0", "")
    csv.field_size_limit(1 << 20)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text)))
    width = max(map(len, rows), default=0)
    check_size(len(rows), width, CSV_ROWS, "")
    for row in rows:
        if len(row) < width:
            row.extend([""] * (width - len(row)))
    return [sheet_answer("", False, rows)]


def answer_to(request: Answer, data: bytes) -> Answer:
    """The sheets, or which sentence to say."""
    try:
        if request["type"] == "csv":
            return {"sheets": read_csv(data)}
        return {"sheets": read_xlsx(data, request["flagged"])}
    except TooLargeError as large:
        return {"error": "too_large", "detail": str(large)}
    except calamine.PasswordError:
        return {"error": "old_or_protected", "detail": ""}
    except MemoryError:
        return {"error": "could_not_read", "detail": ""}
    except BaseException as error:  # calamine's PanicException is not an Exception
        return {"error": "damaged", "detail": "its cells cannot be read", "was": type(error).__name__}


def serve() -> None:
    """Answer until standard input ends."""
    limit_memory_and_files()
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while line := source.readline():
        request = json.loads(line)
        data = source.read(request["bytes"])
        limit_seconds()
        answer = json.dumps(answer_to(request, data), ensure_ascii=False).encode("utf-8", "replace")
        sink.write(b"%d\n" % len(answer) + answer)
        sink.flush()


if __name__ == "__main__":
    serve()
