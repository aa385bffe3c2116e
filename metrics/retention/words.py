"""What is due and what was disposed of, as page, command line and workbook say it."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping
from typing import Any

from xlsxwriter import Workbook

from metrics.passport_workbook import OPTIONS, add_sheet
from metrics.retention.holds import said
from metrics.retention.kinds import AT_EACH_PURGE, BY_HAND, kinds
from metrics.retention.purging import Due, Line
from metrics.store.connection import Store
from metrics.store.entering import entered
from metrics.store.entries import DISPOSED
from metrics.store.taking import FILES, LIST, OF_ENTRIES
from metrics.terms import MARKING, say_date, say_days, say_moment

WORD = re.compile(r"\w+")
MOST_ROWS = 100_000
"""Rows of one table in the workbook; of more the first, and it says so."""


def kept_for(months: int) -> str:
    """3 years, 18 months, or: until the next purge."""
    if months == AT_EACH_PURGE:
        return "Until the next purge"
    years, rest = divmod(months, 12)
    return f"{years} year{'s' if years > 1 else ''}" if years and not rest else f"{months} months"


def due_words(line: Line) -> str:
    """1,234 rows of 1 to 7 June 2020; 7 days read Not loaded after it."""
    if not line.is_due:
        return "Nothing"
    what = f"{line.rows:,} {_things(line)}" + (
        f" of {say_days(line.first, line.last)}" if line.first and line.last else ""
    )
    notes = f", and {line.notes:,} set aside or reported" if line.notes else ""
    days = f"; {line.days:,} days read Not loaded after it" if line.days else ""
    return f"{what}{notes}{days}"


def _things(line: Line) -> str:
    word = "file" if line.kind.files_past else "entry" if line.kind.group == BY_HAND else "row"
    many = {"row": "rows", "file": "files", "entry": "entries"}
    return word if line.rows == 1 else many[word]


def kept_words(found: Due, line: Line) -> str:
    """5 by hold 2 (officer 0101, until it is lifted); "" where no hold keeps anything."""
    by_number = {one.number: one for one in found.holds}
    return "; ".join(f"{rows:,} by hold {number}: {said(by_number[number])}" for number, rows in line.kept.items())


def workbook(found: Due) -> bytes:
    """What would go, row by row, for the analyst: an xlsx file of values. found: asked for with its rows."""
    out = io.BytesIO()
    book = Workbook(out, OPTIONS)
    head = [("Marking", MARKING), ("Counted back from", say_date(found.day)), ("SHA-256 of what is shown", found.shown)]
    lines = [(one.kind.title, f"{kept_for(one.months)}: {due_words(one)}") for one in found.lines]
    add_sheet(book, "What would go", ("What", "Value"), [*head, *lines])
    holds = [(one.number, said(one), one.reason, one.by, say_moment(one.at)) for one in found.holds]
    add_sheet(book, "Holds", ("Hold", "What is kept", "Why", "By", "When"), holds)
    files = [(kinds()[name].title, one.name, one.day, one.size) for name, of in found.files.items() for one in of]
    add_sheet(book, "Files", ("Kind", "File", "Day", "Bytes"), files)
    for place, (_, taken) in enumerate(found.went, start=1):
        if taken.shown and taken.shown[1]:
            headings, rows = taken.shown
            sheet = f"{place} {taken.about}"[:31]
            more = (
                [(f"and {len(rows) - MOST_ROWS:,} more rows", *[""] * (len(headings) - 1))]
                if len(rows) > MOST_ROWS
                else []
            )
            add_sheet(book, sheet, tuple(headings), [*map(_cells, rows[:MOST_ROWS]), *more])
    book.close()
    return out.getvalue()


def named(found: Due, known: Iterable[str]) -> frozenset[str]:
    """Those of some collar numbers that stand in what would go. found: asked for with its rows."""
    cells = (cell for _, taken in found.went if taken.shown for row in taken.shown[1] for cell in row)
    return frozenset(known) & {
        word for cell in cells if isinstance(cell, str | list) for word in WORD.findall(str(cell))
    }


def _cells(row: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(", ".join(map(str, cell)) if isinstance(cell, list) else cell for cell in row)


RECORD_HEADINGS = (
    "Record", "When", "What", "Table", "Up to", "How many", "Kept by holds", "Rule", "Proposed by", "Approved by", "Purge",
    "Hash of what is left",
)  # fmt: skip


def records(store: Store) -> list[tuple[Any, ...]]:
    """The disposal records, the latest first, under RECORD_HEADINGS."""
    return [_record(row) for row in reversed(entered(store, DISPOSED))]


def _record(row: Mapping[str, Any]) -> tuple[Any, ...]:
    kind = kinds().get(row["kind"])
    what = {OF_ENTRIES: "entries", FILES: "files", LIST: "rows of a list"}.get(row["what"], "rows")
    left = row["remains"] if row["remains"] != "{}" else row["gone"] if row["gone"] != "[]" else ""
    return (
        row["entry_id"], say_moment(row["recorded_at"]), kind.title if kind else row["kind"], row["about"],
        say_date(row["through"]), f"{row['rows']:,} {what}", row["kept"] if row["kept"] != "{}" else "", row["rule"],
        row["proposed_by"], row["recorded_by"], row["purge"] or "", left,
    )  # fmt: skip


def records_workbook(store: Store, by: str, at: dt.datetime) -> bytes:
    """The disposal records as an xlsx file. by: who asks for it."""
    out = io.BytesIO()
    book = Workbook(out, OPTIONS)
    add_sheet(
        book,
        "About",
        ("What", "Value"),
        [("Marking", MARKING), ("Drawn for", by), ("Drawn", at.isoformat(timespec="minutes"))],
    )
    rows = [tuple(str(cell)[:32000] for cell in row) for row in records(store)]
    add_sheet(book, "Disposal records", RECORD_HEADINGS, rows)
    book.close()
    return out.getvalue()
