"""The guarded child of `reply`: marks cells of one workbook and answers with it.

Run as a script of its own (`python -I reply_child.py`), never imported. Standard input: a line of JSON {"bytes": n, "marks":
{sheet: {cell: words}}, "summary": [[text, ...], ...], "title": name} and n bytes of xlsx. Standard output: the workbook.
"""

from __future__ import annotations

import io
import json
import sys
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

resource: Any
try:
    import resource
except ImportError:  # not on Windows: there the parent's clock is the only limit
    resource = None

MEMORY, CPU_SECONDS = 2 << 30, 30
FILE_BYTES = 100 << 20
"""openpyxl writes each sheet into a temporary file of its own before it packs them."""
FILL = PatternFill("solid", fgColor="FFD9A0")
WIDTHS = (22, 10, 90, 24)


def limit() -> None:
    """Room for one workbook, some seconds, and files no larger than a workbook's."""
    if resource is None:
        return
    for kind, amount in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (amount, amount))


def marked(data: bytes, request: dict[str, Any]) -> bytes:
    """The workbook with its marks and one more sheet, all else as it was."""
    book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
    for name, cells in request["marks"].items():
        for address, words in cells.items():
            cell = book[name][address]
            cell.fill = FILL
            cell.comment = Comment(words, "Beatboard", height=140, width=320)
    sheet = book.create_sheet(request["title"])
    for y, row in enumerate(request["summary"], 1):
        for x, text in enumerate(row, 1):
            cell = sheet.cell(y, x, text)
            cell.data_type = "s"  # a text that begins with = is a text
            cell.font = Font(bold=y == 1)
    for x, width in enumerate(WIDTHS):
        sheet.column_dimensions["ABCD"[x]].width = width
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


if __name__ == "__main__":
    limit()
    asked = json.loads(sys.stdin.buffer.readline())
    sys.stdout.buffer.write(marked(sys.stdin.buffer.read(asked["bytes"]), asked))
