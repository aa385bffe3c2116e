"""The guarded child: reads one file after another from standard input and answers with its cells as JSON.

Run as a script of its own (`python -I child.py`), never imported: it may use the standard library and calamine only, so
that it starts in a few hundredths of a second and nothing of ours is in reach of a hostile file. What only some formats
need lies in files beside it that keep the same rule and are loaded by their path when such a file comes.

A request is a line of JSON {"type": xlsx, xlsb, xls, ods or csv, "bytes": n, "flagged": [parts to scan for marks]} and n
bytes. An answer is a line with the number of bytes that follow, and that many bytes of JSON: {"sheets": [...]} or
{"error": code, "detail": words}.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import python_calamine as calamine

resource: Any
try:
    import resource
except ImportError:  # not on Windows: there the parent's clock is the only limit
    resource = None

OPEN_FILES = 32
COLUMNS = 200

Answer = dict[str, Any]
LIMITS: Answer = {}
"""What the parent says when it starts the child (`limits.Limits`): rows of a sheet; cells in all sheets of a file together, which
the parent can take over beside its other work; answer_bytes, since a few cells can share one long text; memory; cpu_seconds."""


class TooLargeError(Exception):
    """More rows or columns than one sheet may have."""


def limit_memory_and_files() -> None:
    """Leave room for one file's cells and take away the right to write any file."""
    if resource is None:
        return
    try:
        base = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:
        base = LIMITS["memory"]
    for kind, amount in (
        (resource.RLIMIT_AS, base + LIMITS["memory"]),
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
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + LIMITS["cpu_seconds"], hard))


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
        text = value.translate(HARD_SPACES).strip()
        return text, "s" if text else "e"
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), "b"
    if isinstance(value, int | float):
        return text_of_number(value), "n"
    if isinstance(value, dt.date):
        return text_of_moment(value), "d"
    return str(value), "t"


HARD_SPACES: dict[int, str] = dict.fromkeys(map(ord, "\u00a0\u2007\u202f"), " ") | dict.fromkeys(
    [0x061C, 0x200B, 0x200E, 0x200F, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], ""
)
"""Spaces at which no line breaks: they look like spaces, and "16/06/2026 09:00" with one is the same moment. And what is not
seen at all: marks that turn the direction of writing, with which a text shows itself as another."""


def has_hard_spaces(cells: tuple[str, ...]) -> bool:
    """True if any of the texts holds one; asked of all at once, since hardly any does."""
    joined = "".join(cells)
    return not joined.isascii() and any(chr(space) in joined for space in HARD_SPACES)


def plain_spaces(cells: tuple[str, ...]) -> list[str]:
    """The texts with plain spaces."""
    return [text.translate(HARD_SPACES) for text in cells]


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
        texts = [text.strip() for text in (plain_spaces(cells) if has_hard_spaces(cells) else cells)]
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


def beside(name: str) -> Any:
    """A module that lies beside this one, loaded by its path: the child knows no folder of ours."""
    import importlib.util  # here and not above: nine files of ten need nothing from beside

    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


class Room:
    """How many cells a file may still bring."""

    def __init__(self) -> None:
        self.cells: int = LIMITS["cells"]

    def take(self, height: int, width: int, where: str) -> None:
        """Refuse a sheet with more rows or columns, or a file with more cells, than any export has."""
        self.cells -= height * width
        if height > LIMITS["rows"] or width > COLUMNS:
            raise TooLargeError(f"{height:,} rows and {width:,} columns{where}")
        if self.cells < 0:
            raise TooLargeError(f"over {LIMITS['cells']:,} cells")


def marks_in(kind: str, data: bytes, flagged: list[str]) -> dict[str, Answer] | list[Answer]:
    """What calamine does not tell, by the sheet's name or, in an old workbook, in the order of its worksheets."""
    if kind == "xls":
        stream = beside("ole").Compound(data).stream("Workbook", "Book")
        return beside("biff").marks(stream or b"")  # type: ignore[no-any-return]
    if kind == "xlsx" and not flagged:
        return {}
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        if kind == "xlsb":
            return beside("biff12").marks(parts)  # type: ignore[no-any-return]
        if kind == "ods":
            return beside("opendocument").marks(parts.read("content.xml")) if flagged else {}
        return beside("sheet_xml").marks(parts, flagged)  # type: ignore[no-any-return]


def read_workbook(kind: str, data: bytes, flagged: list[str]) -> list[Answer]:
    """Every sheet of cells in a workbook, with error cells and formulas without a saved result marked x."""
    workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    marks = marks_in(kind, data, flagged)
    metas = [meta for meta in workbook.sheets_metadata if meta.typ is calamine.SheetTypeEnum.WorkSheet]
    room = Room()
    answers = []
    for i, meta in enumerate(metas):
        sheet = workbook.get_sheet_by_name(meta.name)
        room.take(sheet.total_height, sheet.total_width, f" on the sheet {meta.name}")
        hidden = meta.visible is not calamine.SheetVisibleEnum.Visible
        answer = sheet_answer(meta.name, hidden, sheet.to_python(skip_empty_area=False))
        found = marks.get(meta.name) if isinstance(marks, dict) else marks[i] if i < len(marks) else None
        if found:
            mark(answer, found)
        answers.append(answer)
    return answers


def mark(answer: Answer, found: Answer) -> None:
    """Mark the sheet's error cells and formulas without a saved result, and say how much is hidden in it."""
    for x, rows in found["cells"].items():
        mark_column(answer, x, rows)
    height = len(answer["columns"][0]) if answer["columns"] else 0
    answer["hidden_rows"] = min(found.get("hidden_rows", 0), height)
    answer["hidden_columns"] = min(found.get("hidden_columns", 0), len(answer["columns"]))


def mark_column(answer: Answer, x: int, rows: list[int]) -> None:
    """Give cells of one column the kind x, widening the sheet if the reader saw nothing so far out."""
    columns, kinds = answer["columns"], answer["kinds"]
    height = max(max(rows) + 1, len(columns[0]) if columns else 0)
    Room().take(height, max(x + 1, len(columns)), f" on the sheet {answer['name']}")
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


def read_csv(data: bytes) -> list[Answer]:
    """The one sheet of a CSV file; its name is the parent's to give."""
    rows, lost = beside("delimited").rows_of(data)
    Room().take(len(rows), len(rows[0]) if rows else 0, "")
    answer = sheet_answer("", False, rows)
    mark(answer, {"cells": lost})
    return [answer]


DAMAGE = {
    "BrokenQuotesError": "a quotation mark stands where none belongs, or is never closed, near line {0}",
    "UnicodeDecodeError": "its text ends in the middle of a character",
}
"""What is wrong with a file, where we know more of it than that its cells cannot be read."""


def answer_to(request: Answer, data: bytes) -> Answer:
    """The sheets, or which sentence to say."""
    try:
        kind = request["type"]
        return {"sheets": read_csv(data) if kind == "csv" else read_workbook(kind, data, request["flagged"])}
    except TooLargeError as large:
        return {"error": "too_large", "detail": str(large)}
    except calamine.PasswordError:
        return {"error": "old_or_protected", "detail": ""}
    except MemoryError:
        return {"error": "could_not_read", "detail": ""}
    except BaseException as error:  # calamine's PanicException is not an Exception
        was = type(error).__name__
        detail = DAMAGE.get(was, "its cells cannot be read").format(*error.args)
        return {"error": "damaged", "detail": detail, "was": was}


def as_bytes(answer: Answer) -> bytes:
    """The answer as JSON, unless there is more of it than the parent should hold."""
    found = json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")
    most = LIMITS["answer_bytes"]
    if len(found) <= most:
        return found
    return json.dumps({"error": "too_large", "detail": f"over {most // 1_000_000} MB of text"}).encode()


def serve() -> None:
    """Answer until standard input ends."""
    sys.dont_write_bytecode = True
    LIMITS.update(json.loads(sys.argv[1]))
    limit_memory_and_files()
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while line := source.readline():
        request = json.loads(line)
        data = source.read(request["bytes"])
        limit_seconds()
        try:
            answer = as_bytes(answer_to(request, data))
        except MemoryError:
            answer = as_bytes({"error": "could_not_read", "detail": ""})
        sink.write(b"%d\n" % len(answer) + answer)
        sink.flush()


if __name__ == "__main__":
    serve()
