"""The faults sent back: the sender's own workbook with each faulty cell marked and explained, and a sheet that lists them."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from xlsxwriter import Workbook as NewWorkbook

from metrics.intake.outcome import SheetOutcome
from metrics.intake.reader import KEPT, Reader, Sheet
from metrics.problems import Problem

CHILD = Path(__file__).with_name("reply_child.py")
SECONDS = 40.0
TITLE = "Beatboard faults"
HEADINGS = ["Sheet", "Cell", "What is wrong, and what to do", "So"]
SO = {"refused": "sheet refused", "set_aside": "row set aside", "warning": "loaded, please check"}
ADDRESS = re.compile(r"[A-Z]{1,3}[1-9][0-9]*")


def has_faults(outcomes: Iterable[SheetOutcome]) -> bool:
    """True if there is anything to send back."""
    return any(outcome.problems for outcome in outcomes)


def faults_workbook(name: str, data: bytes, outcomes: Sequence[SheetOutcome]) -> bytes:
    """An xlsx file: that of the sender with marks, or (for csv and old formats) its cells as they were read, with marks.

    outcomes: those of the file's sheets. Raises Unreadable where the file itself cannot be read at all.
    """
    faults = [(outcome.sheet, found) for outcome in outcomes for found in outcome.problems]
    summary = [HEADINGS, *([sheet, found.cell, found.message, SO[found.severity]] for sheet, found in faults)]
    marks = _marks(faults)
    if data.startswith(b"PK"):
        own = _in_child(data, marks, summary)
        if own:
            return own
    with Reader() as reader:
        sheets = reader.read(name, data).sheets
    return _anew(sheets, marks, summary)


def _marks(faults: Iterable[tuple[str, Problem]]) -> dict[str, dict[str, str]]:
    """Sheet -> cell -> everything that is wrong there."""
    marks: dict[str, dict[str, str]] = {}
    for sheet, found in faults:
        if ADDRESS.fullmatch(found.cell):
            cells = marks.setdefault(sheet, {})
            cells[found.cell] = "\n".join(filter(None, [cells.get(found.cell), found.message]))
    return marks


def _in_child(data: bytes, marks: dict[str, dict[str, str]], summary: list[list[str]]) -> bytes:
    """The sender's workbook, marked by a child with limits; nothing if it could not."""

    request = json.dumps({"bytes": len(data), "marks": marks, "summary": summary, "title": TITLE})
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-X", "utf8", str(CHILD)],
            input=request.encode() + b"\n" + data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            env={name: os.environ[name] for name in KEPT if name in os.environ},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return b""
    return done.stdout if done.returncode == 0 else b""


def _anew(sheets: Sequence[Sheet], marks: dict[str, dict[str, str]], summary: list[list[str]]) -> bytes:
    """A new workbook of the cells as they were read, each as text, so that nothing is turned into something else."""
    out = io.BytesIO()
    book = NewWorkbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    fault, bold = book.add_format({"bg_color": "#FFD9A0"}), book.add_format({"bold": True})
    for sheet in sheets:
        page = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", sheet.name)[:31] or "Sheet")
        for x, texts in enumerate(sheet.columns):
            for y, text in enumerate(texts):
                if text:
                    page.write_string(y, x, text)
        for address, words in marks.get(sheet.name, {}).items():
            letters, digits = re.fullmatch(r"([A-Z]+)([0-9]+)", address).groups()  # type: ignore[union-attr]
            x = sum((ord(letter) - 64) * 26**place for place, letter in enumerate(reversed(letters))) - 1
            y = int(digits) - 1
            shown = sheet.columns[x][y] if x < len(sheet.columns) and y < sheet.height else ""
            page.write(y, x, shown, fault) if not shown else page.write_string(y, x, shown, fault)
            page.write_comment(y, x, words, {"author": "Beatboard", "width": 320, "height": 140})
    page = book.add_worksheet(TITLE)
    page.set_column(2, 2, 90)
    for y, row in enumerate(summary):
        for x, text in enumerate(row):
            page.write_string(y, x, text, bold if y == 0 else None)
    book.close()
    return out.getvalue()
