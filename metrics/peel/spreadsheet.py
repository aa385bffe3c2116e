"""A set of questions as a spreadsheet that people edit, and back: one row a question, the set itself in the first columns."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import cast

from xlsxwriter import Workbook

from metrics.intake.guard import Unreadable
from metrics.intake.reader import Reader, Sheet
from metrics.passport_workbook import OPTIONS, add_sheet
from metrics.peel.framework import KINDS, Kind, Question, QuestionSet, Status, faults

HEADINGS = (
    "Set", "Edition", "Status", "Wording", "Question ID", "Question", "Kind", "Graded", "Characteristics", "KPIs", "Records",
    "Source", "Note on the set",
)  # fmt: skip
"""Characteristics and Records hold one line each point; KPIs are ids, with commas between."""
NEEDED = ("Set", "Edition", "Question ID", "Question")
YES = ("yes", "y", "true", "1", "")


def set_workbook(found: QuestionSet) -> bytes:
    """The bytes of an xlsx file with the set."""
    out = io.BytesIO()
    book = Workbook(out, OPTIONS)
    add_sheet(book, "Questions", HEADINGS, [_row(found, question) for question in found.questions])
    add_sheet(book, "How to edit", ("What", "How"), HELP)
    book.close()
    return out.getvalue()


HELP = (
    ("Rows", "One row is one question. Add, change or take out rows; the set is replaced by what stands here"),
    ("Set and edition", "The same on every row. Another edition is another set beside this one"),
    ("Status", "current, superseded or not verified"),
    ("Kind", f"{', '.join(KINDS)}"),
    ("KPIs", "Ids of the Definitions page with commas between: arrests, warrants"),
    ("Characteristics, Records", "One point a line"),
    ("Graded", "yes or no"),
)


def _row(found: QuestionSet, question: Question) -> tuple[str, ...]:
    return (
        found.name, found.edition, found.status, found.wording, question.id, question.title, question.kind,
        "yes" if question.graded else "no", "\n".join(question.characteristics), ", ".join(question.kpis),
        "\n".join(question.records), question.source, found.note,
    )  # fmt: skip


def read_set(name: str, data: bytes) -> QuestionSet:
    """The set of a file that somebody gives, read as guardedly as an export.

    Raises ValueError with one plain sentence: what is wrong, in which row, what to do.
    """
    try:
        with Reader() as reader:
            book = reader.read(name, data)
    except Unreadable as error:
        raise ValueError(error.problem.message) from None
    for sheet in book.sheets:
        if not sheet.hidden and sheet.height and {"Question ID", "Question"} <= set(map(str.strip, sheet.row(0))):
            return _set(sheet)
    raise ValueError("No sheet has the headings Question ID and Question in its first row: start from an exported set.")


def _set(sheet: Sheet) -> QuestionSet:
    heads = [head.strip() for head in sheet.row(0)]
    missing = [head for head in NEEDED if head not in heads]
    if missing:
        raise ValueError(f"The sheet {sheet.name} has no column {', '.join(missing)}: start from an exported set.")
    rows = [(y + 1, dict(zip(heads, sheet.row(y), strict=True))) for y in range(1, sheet.height) if any(sheet.row(y))]
    if not rows:
        raise ValueError(f"The sheet {sheet.name} has no question.")
    first = rows[0][1]
    for number, row in rows:
        for head in ("Set", "Edition", "Status"):
            if _cell(row, head) != _cell(first, head):
                raise ValueError(f"Row {number}: {head} is not the same as on the first row. A file holds one set.")
    found = QuestionSet(
        _cell(first, "Set"), _cell(first, "Edition"), cast(Status, _cell(first, "Status").lower() or "not verified"),
        _cell(first, "Wording"), tuple(_question(number, row) for number, row in rows), _cell(first, "Note on the set"),
    )  # fmt: skip
    for fault in faults(found):
        raise ValueError(fault)
    return found


def _cell(row: Mapping[str, str], head: str) -> str:
    return row.get(head, "").strip()


def _question(number: int, row: Mapping[str, str]) -> Question:
    if not _cell(row, "Question ID") or not _cell(row, "Question"):
        raise ValueError(f"Row {number}: Question ID and Question must both be filled in.")
    graded = _cell(row, "Graded").lower()
    if graded not in (*YES, "no", "n", "false", "0"):
        raise ValueError(f"Row {number}: write yes or no under Graded, and not “{graded}”.")
    return Question(
        _cell(row, "Question ID"), _cell(row, "Question"), cast(Kind, _cell(row, "Kind").lower() or "question"),
        _points(_cell(row, "Characteristics")), tuple(_points(_cell(row, "KPIs").replace(",", "\n"))),
        _points(_cell(row, "Records")), _cell(row, "Source"), graded in YES,
    )  # fmt: skip


def _points(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
