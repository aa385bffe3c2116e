"""An edition of a plan as a spreadsheet that people edit, and back: a sheet of priorities, of commitments, and the map."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, cast

from metrics import set_sheets
from metrics.intake.reader import Sheet
from metrics.kept_sets import Status
from metrics.priorities.edition import OWNERS, TIED, Commitment, Edition, Owner, Priority, Tie, faults
from metrics.set_sheets import Row, cell, points

R = TypeVar("R")

PRIORITIES = ("Plan", "Edition", "Status", "Source", "Note on the edition", "Priority ID", "Priority")
COMMITMENTS = (
    "Commitment ID", "Of priority", "Commitment", "Owner", "Owner is a guess", "Why the owner is read so", "Other records",
)  # fmt: skip
MAP = ("Tied to priority", "What", "Value", "Commitments", "Why")
HELP = (
    ("Plan and edition", "The same on every row of Priorities. Another edition is another set beside this one"),
    ("Status", "current, superseded or not verified"),
    ("Owner", ", ".join(OWNERS)),
    ("Owner is a guess", "yes or no; blank is yes"),
    ("Other records", "What else speaks to a commitment, one point a line"),
    *((f"Map, What: {what}", words) for what, words in TIED.items()),
    ("Map, Commitments", "Ids with commas between; blank ties to the priority only"),
)


def edition_workbook(found: Edition) -> bytes:
    """The bytes of an xlsx file with the edition."""
    about = (found.name, found.edition, found.status, found.source, found.note)
    priorities = [(*about, one.id, one.title) for one in found.priorities]
    commitments = [
        (one.id, one.priority, one.words, one.owner, "yes" if one.guessed else "no", one.reason, "\n".join(one.records))
        for one in found.commitments
    ]
    ties = [(tie.priority, tie.what, tie.value, ", ".join(tie.commitments), tie.why) for tie in found.ties]
    sheets: list[set_sheets.Laid] = [
        ("Priorities", PRIORITIES, priorities), ("Commitments", COMMITMENTS, commitments), ("Map", MAP, ties),
    ]  # fmt: skip
    return set_sheets.workbook(sheets, HELP)


def read_edition(name: str, data: bytes) -> Edition:
    """The edition of a file that somebody gives, read as guardedly as an export.

    Raises ValueError with one plain sentence: what is wrong, in which sheet and row, what to do.
    """
    sheets = set_sheets.read_sheets(name, data)
    about, rows = _sheet(sheets, ("Priority ID", "Priority"), _priorities)
    found = Edition(
        cell(about, "Plan"), cell(about, "Edition"), cast(Status, cell(about, "Status").lower() or "not verified"),
        cell(about, "Source"), rows, _sheet(sheets, ("Commitment ID", "Commitment"), _commitments),
        _sheet(sheets, ("Tied to priority", "What"), _ties), cell(about, "Note on the edition"),
    )  # fmt: skip
    for fault in faults(found):
        raise ValueError(fault)
    return found


def _sheet(sheets: Sequence[Sheet], marks: tuple[str, str], read: Callable[[Sheet], R]) -> R:
    """What one sheet says; what is wrong in it is said with its name."""
    sheet = set_sheets.sheet_with(sheets, marks)
    try:
        return read(sheet)
    except ValueError as error:
        raise ValueError(f"Sheet {sheet.name}: {error}") from None


def _priorities(sheet: Sheet) -> tuple[Row, tuple[Priority, ...]]:
    rows = set_sheets.rows_of(sheet, ("Plan", "Edition"), "priority")
    about = set_sheets.of_one_set(rows, PRIORITIES[:5])
    for number, row in rows:
        set_sheets.filled(number, row, "Priority ID", "Priority")
    return about, tuple(Priority(cell(row, "Priority ID"), cell(row, "Priority")) for _, row in rows)


def _commitments(sheet: Sheet) -> tuple[Commitment, ...]:
    return tuple(_commitment(*row) for row in set_sheets.rows_of(sheet, COMMITMENTS[:4], "commitment"))


def _commitment(number: int, row: Row) -> Commitment:
    set_sheets.filled(number, row, *COMMITMENTS[:4])
    guessed = set_sheets.yes_no(number, row, "Owner is a guess")
    first = (cell(row, "Commitment ID"), cell(row, "Of priority"), cell(row, "Commitment"))
    reason, records = cell(row, "Why the owner is read so"), points(cell(row, "Other records"))
    return Commitment(*first, cast(Owner, cell(row, "Owner")), guessed, reason, records)


def _ties(sheet: Sheet) -> tuple[Tie, ...]:
    return tuple(_tie(*row) for row in set_sheets.rows_of(sheet, MAP[:3], "line"))


def _tie(number: int, row: Row) -> Tie:
    set_sheets.filled(number, row, *MAP[:3], "Why")
    what = next((one for one in TIED if one.casefold() == cell(row, "What").casefold()), None)
    if what is None:
        raise ValueError(f"Row {number}: write {', '.join(TIED)} under What, and not “{cell(row, 'What')}”.")
    commitments = points(cell(row, "Commitments"), comma=True)
    return Tie(cell(row, "Tied to priority"), what, cell(row, "Value"), commitments, cell(row, "Why"))
