"""Sets as spreadsheets that people edit: a file read as guardedly as an export, its rows by heading, and what a cell may hold."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence

from xlsxwriter import Workbook

from metrics.intake.guard import Unreadable
from metrics.intake.reader import Reader, Sheet
from metrics.passport_workbook import OPTIONS, add_sheet

YES, NO = ("yes", "y", "true", "1", ""), ("no", "n", "false", "0")
Row = Mapping[str, str]
Laid = tuple[str, Sequence[str], Sequence[Sequence[str]]]


def workbook(sheets: Iterable[Laid], help_rows: Sequence[tuple[str, str]]) -> bytes:
    """The bytes of an xlsx file: sheets as (name, headings, rows), and one on how to edit them."""
    out = io.BytesIO()
    book = Workbook(out, OPTIONS)
    for name, headings, rows in sheets:
        add_sheet(book, name, headings, rows)
    add_sheet(book, "How to edit", ("What", "How"), help_rows)
    book.close()
    return out.getvalue()


def read_sheets(name: str, data: bytes) -> list[Sheet]:
    """The sheets of a file that somebody gives, hidden and empty ones left out.

    Raises ValueError with one plain sentence where the file cannot be read.
    """
    try:
        with Reader() as reader:
            book = reader.read(name, data)
    except Unreadable as error:
        raise ValueError(error.problem.message) from None
    return [sheet for sheet in book.sheets if not sheet.hidden and sheet.height]


def sheet_with(sheets: Iterable[Sheet], marks: Sequence[str]) -> Sheet:
    """The first sheet that has these headings in its first row. Raises ValueError where none has."""
    for sheet in sheets:
        if set(marks) <= set(map(str.strip, sheet.row(0))):
            return sheet
    words = ", ".join(marks[:-1]) + f" and {marks[-1]}"
    raise ValueError(f"No sheet has the headings {words} in its first row: start from an exported set.")


def rows_of(sheet: Sheet, needed: Sequence[str], what: str) -> list[tuple[int, Row]]:
    """The rows that hold something, by heading, each with its number in the sheet. what: one row in a word, for its absence.

    Raises ValueError where a column is missing or there is no row.
    """
    heads = [head.strip() for head in sheet.row(0)]
    missing = [head for head in needed if head not in heads]
    if missing:
        raise ValueError(f"The sheet {sheet.name} has no column {', '.join(missing)}: start from an exported set.")
    rows: list[tuple[int, Row]] = [
        (y + 1, dict(zip(heads, sheet.row(y), strict=True))) for y in range(1, sheet.height) if any(sheet.row(y))
    ]
    if not rows:
        raise ValueError(f"The sheet {sheet.name} has no {what}.")
    return rows


def of_one_set(rows: Sequence[tuple[int, Row]], heads: Sequence[str]) -> Row:
    """The first row, whose cells under these headings every row repeats. Raises ValueError at the row that does not."""
    first = rows[0][1]
    for number, row in rows:
        for head in heads:
            if cell(row, head) != cell(first, head):
                raise ValueError(f"Row {number}: {head} is not the same as on the first row. A file holds one set.")
    return first


def cell(row: Row, head: str) -> str:
    """The text of a cell; "" where there is no such column."""
    return row.get(head, "").strip()


def filled(number: int, row: Row, *heads: str) -> None:
    """Raises ValueError where one of these cells is blank."""
    if not all(cell(row, head) for head in heads):
        raise ValueError(
            f"Row {number}: {' and '.join(heads)} must {'both' if len(heads) == 2 else 'all'} be filled in."
        )


def yes_no(number: int, row: Row, head: str) -> bool:
    """Whether a cell says yes; blank is yes. Raises ValueError for any other text."""
    text = cell(row, head).lower()
    if text not in (*YES, *NO):
        raise ValueError(f"Row {number}: write yes or no under {head}, and not “{text}”.")
    return text in YES


def points(text: str, comma: bool = False) -> tuple[str, ...]:
    """What a cell lists, a line each, or (comma) with commas between."""
    lines = text.replace(",", "\n") if comma else text
    return tuple(line.strip() for line in lines.splitlines() if line.strip())
