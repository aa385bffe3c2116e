"""The template workbook, from the declarations: one sheet an export, blank or with one invented row."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from metrics.catalogue import exports
from metrics.export import Column, Export
from metrics.intake.recognise import letters

if TYPE_CHECKING:  # openpyxl is slow to import, and only a template needs it
    from openpyxl.worksheet.worksheet import Worksheet

DAY = dt.date(2026, 6, 12)
BY_TYPE: dict[str, Any] = {
    "text": "Example",
    "collar": "0123",
    "collars": "0124; 0125",
    "date": DAY,
    "moment": dt.datetime(2026, 6, 12, 14, 30),
    "number": 1.5,
    "whole": 3,
    "yes_no": "Y",
}
BY_HEADING: dict[tuple[str, str], Any] = {
    ("beats", "LPA"): "North",
    ("beats", "Sector"): "Example sector",
    ("beats", "Beat"): "EX1",
    ("beats", "Beat Name"): "Example beat",
    ("beats", "Population"): 8000,
    ("officers", "Surname"): "Example",
    ("officers", "Forename"): "Alex",
    ("officers", "Start Date"): dt.date(2026, 1, 1),
    ("officers", "End Date"): None,
    ("officers", "FTE"): 1,
    ("officers", "Email"): "alex@example.org",
    ("places", "Start Date"): None,
    ("places", "End Date"): None,
    ("duties", "End"): dt.datetime(2026, 6, 12, 18, 0),
    ("duties", "State"): "Foot patrol",
    ("stop_searches", "Outcome"): "Community resolution",
    ("warrants", "Issued On"): dt.date(2026, 6, 10),
    ("watch_schemes", "Ended On"): None,
    ("targets", "KPI"): "ppn_submissions",
    ("targets", "To"): None,
    ("targets", "From"): dt.date(2026, 4, 1),
    ("targets", "Area"): "EX1",
    ("crime_figures", "Area"): "EX1",
    ("crime_figures", "Period Start"): dt.date(2026, 6, 1),
    ("crime_figures", "Period End"): dt.date(2026, 6, 30),
}
WIDEST = 30


def template_workbook(examples: bool) -> bytes:
    """The workbook as bytes of an .xlsx file. Needed headings are bold; each heading's note says what it means.

    Published files are left out: nobody fills them in.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for export in (export for export in exports().values() if not export.is_published):
        sheet = book.create_sheet(export.sheet)
        write_headings(sheet, export)
        if examples:
            write_row(sheet, export)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def write_headings(sheet: Worksheet, export: Export) -> None:
    """The first row, kept in view."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Font

    for x, column in enumerate(export.columns, 1):
        cell = sheet.cell(1, x, column.heading)
        cell.font = Font(bold=column.needed)
        cell.comment = Comment(describe(column), "Beatboard", width=300, height=120)
        sheet.column_dimensions[letters(x - 1)].width = min(WIDEST, len(column.heading) + 6)
    sheet.freeze_panes = "A2"


def describe(column: Column) -> str:
    """What a column is for, in words."""
    needed = "Needed; a blank cell is unknown." if column.blank_counts else "Needed."
    words = [column.meaning, needed if column.needed else "May be blank."]
    if column.choices:
        words.append(f"One of: {', '.join(column.choices)}.")
    return " ".join(words)


def write_row(sheet: Worksheet, export: Export) -> None:
    """One invented record. Text stays text, also where it looks like a number."""
    for x, column in enumerate(export.columns, 1):
        value = example(export, column)
        if value is None:
            continue
        cell = sheet.cell(2, x, value)
        if isinstance(value, str):
            cell.data_type = "s"
            cell.number_format = "@"
        elif isinstance(value, dt.date):
            cell.number_format = "dd/mm/yyyy hh:mm" if isinstance(value, dt.datetime) else "dd/mm/yyyy"


def example(export: Export, column: Column) -> Any:
    """A value that the column accepts."""
    if (export.id, column.heading) in BY_HEADING:
        return BY_HEADING[export.id, column.heading]
    if column.choices:
        return column.choices[0]
    if column.refers in ("beat", "area"):
        return "EX1"
    if column.heading in export.key and column.type == "text":
        return f"{export.sheet.split()[0].upper()[:3]}-0001"
    if column.refers == "place":
        return "PLA-0001"
    return BY_TYPE[column.type]
