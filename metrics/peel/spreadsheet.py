"""A set of questions as a spreadsheet that people edit, and back: one row a question, the set itself in the first columns."""

from __future__ import annotations

from typing import cast

from metrics import set_sheets
from metrics.kept_sets import Status
from metrics.peel.framework import KINDS, Kind, Question, QuestionSet, faults
from metrics.set_sheets import Row, cell, points

HEADINGS = (
    "Set", "Edition", "Status", "Wording", "Question ID", "Question", "Kind", "Graded", "Characteristics", "KPIs", "Records",
    "Source", "Note on the set",
)  # fmt: skip
"""Characteristics and Records hold one line each point; KPIs are ids, with commas between."""
NEEDED = ("Set", "Edition", "Question ID", "Question")


def set_workbook(found: QuestionSet) -> bytes:
    """The bytes of an xlsx file with the set."""
    rows = [_row(found, question) for question in found.questions]
    return set_sheets.workbook([("Questions", HEADINGS, rows)], HELP)


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
    sheet = set_sheets.sheet_with(set_sheets.read_sheets(name, data), ("Question ID", "Question"))
    rows = set_sheets.rows_of(sheet, NEEDED, "question")
    first = set_sheets.of_one_set(rows, ("Set", "Edition", "Status"))
    found = QuestionSet(
        cell(first, "Set"), cell(first, "Edition"), cast(Status, cell(first, "Status").lower() or "not verified"),
        cell(first, "Wording"), tuple(_question(number, row) for number, row in rows), cell(first, "Note on the set"),
    )  # fmt: skip
    for fault in faults(found):
        raise ValueError(fault)
    return found


def _question(number: int, row: Row) -> Question:
    set_sheets.filled(number, row, "Question ID", "Question")
    return Question(
        cell(row, "Question ID"), cell(row, "Question"), cast(Kind, cell(row, "Kind").lower() or "question"),
        points(cell(row, "Characteristics")), points(cell(row, "KPIs"), comma=True), points(cell(row, "Records")),
        cell(row, "Source"), set_sheets.yes_no(number, row, "Graded"),
    )  # fmt: skip
