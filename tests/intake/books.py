"""Small workbooks for the intake's tests: rows are given by what matters, defaults fill the rest. All invented."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook

from metrics.catalogue import exports
from metrics.export import Export
from metrics.intake import References, SheetOutcome, examine
from metrics.intake.template import example
from metrics.terms import Area

TODAY = dt.date(2026, 6, 22)
KPIS = frozenset({"arrests", "ppn_submissions", "stop_searches"})
MOMENT = dt.datetime(2026, 6, 10, 14, 30)

Row = Mapping[str, Any]
Grid = list[list[Any]]

BEATS: list[Row] = [
    {"LPA": "North", "Sector": "Corby", "Beat": "N01", "Beat Name": "Alder"},
    {"LPA": "North", "Sector": "Corby", "Beat": "N02", "Beat Name": "Birch"},
    {"LPA": "West", "Sector": "Daventry", "Beat": "W01", "Beat Name": "Cedar"},
]
OFFICERS: list[Row] = [
    {"Collar No": "0101", "Surname": "Exampleby", "Role": "PC", "Beat": "N01"},
    {"Collar No": "0102", "Surname": "Testwick", "Role": "PCSO", "Beat": "N01"},
    {"Collar No": "0103", "Surname": "Sampleson", "Role": "PC", "Beat": "W01"},
    {"Collar No": "0104", "Surname": "Latecome", "Role": "PC", "Beat": "N02", "Start Date": dt.date(2026, 6, 12)},
]
PLACES: list[Row] = [{"Place Code": "PL1", "Place Name": "Market square", "Beat": "N01"}]

DEFAULTS: dict[str, Row] = {
    "Officers": {"Supervisor Collar No": None, "Start Date": dt.date(2025, 1, 6)},
    "Duties": {
        "Place Code": None,
        "Authorised By": None,
    },
    "Targets": {"Area": "N01", "Rationale": None},
    "Crime Figures": {"Area": "N01"},
}
OURS = {"Collar No": "0101", "Beat": "N01", "Place Code": "PL1", "Grounds Reviewed By": None}


def export_of(sheet: str) -> Export:
    """The export with this sheet name."""
    return next(export for export in exports().values() if export.sheet == sheet)


def full_row(sheet: str, given: Row, number: int = 1) -> dict[str, Any]:
    """Every heading of the export: given, else the default, else an invented example."""
    export = export_of(sheet)
    row: dict[str, Any] = {}
    for column in export.columns:
        value = example(export, column)
        if column.type == "moment" and sheet != "Duties":
            value = MOMENT
        elif column.type in ("collar", "collars") and column.heading not in OURS:
            value = None
        elif column.heading in OURS and not (sheet in ("Beats", "Places") and column.heading in export.key):
            value = OURS[column.heading]
        row[column.heading] = value
    if export.key and export.key[0] != "Area" and export.key[0] not in OURS:
        row[export.key[0]] = f"R{number}"
    shift = duty_hours(number) if sheet == "Duties" else {}
    return {**row, **DEFAULTS.get(sheet, {}), **shift, **given}


def duty_hours(number: int) -> dict[str, dt.datetime]:
    """A shift of its own for each row, an hour after the one before, so that no two overlap."""
    start = dt.datetime(2026, 6, 10, 8) + dt.timedelta(hours=9 * (number - 1))
    return {"Start": start, "End": start + dt.timedelta(hours=8)}


def grid(sheet: str, rows: Sequence[Row], without: Sequence[str] = ()) -> Grid:
    """Headings and rows as cells."""
    full = [full_row(sheet, row, i) for i, row in enumerate(rows, 1)]
    headings = [column.heading for column in export_of(sheet).columns if column.heading not in without]
    return [list(headings), *([row[heading] for heading in headings] for row in full)]


def lists() -> dict[str, Grid]:
    """The lists that the other sheets are checked against."""
    return {"Beats": grid("Beats", BEATS), "Officers": grid("Officers", OFFICERS), "Places": grid("Places", PLACES)}


def book(sheets: Mapping[str, Grid], hidden: Sequence[str] = (), hidden_rows: Sequence[int] = ()) -> bytes:
    """A workbook. Text stays text, also where it begins with =; a formula is given as ("=", "A1+1")."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, cells in sheets.items():
        sheet = made.create_sheet(name)
        for y, row in enumerate(cells, 1):
            for x, value in enumerate(row, 1):
                write(sheet.cell(y, x), value)
        if name in hidden:
            sheet.sheet_state = "hidden"
    for y in hidden_rows:
        made.worksheets[-1].row_dimensions[y].hidden = True
    stream = io.BytesIO()
    made.save(stream)
    return timeless(stream.getvalue())


def timeless(workbook: bytes) -> bytes:
    """The workbook without the moment at which it was made, so that the same cells give the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if part == "docProps/core.xml":
                content = re.sub(rb"[0-9-]{10}T[0-9:]{8}Z", b"2026-06-22T09:00:00Z", content)
            new.writestr(zipfile.ZipInfo(part), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def write(cell: Any, value: Any) -> None:
    """One cell; an error is given as its text (#REF!)."""
    cell.value = f"={value[1]}" if isinstance(value, tuple) else value
    if isinstance(value, str) and value != "#REF!":
        cell.data_type = "s"


def with_lists(sheets: Mapping[str, Grid], **options: Any) -> bytes:
    """A workbook of the lists and the sheets."""
    return book({**lists(), **sheets}, **options)


def with_part(workbook: bytes, name: str, content: bytes = b"x") -> bytes:
    """The workbook with one more part, or with a part replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(zipfile.ZipInfo(part), old.read(part), zipfile.ZIP_DEFLATED)
        new.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def csv_text(cells: Grid, mark: str = ",") -> str:
    """Cells as CSV."""
    return "".join(mark.join(csv_cell(value) for value in row) + "\r\n" for row in cells)


def csv_cell(value: Any) -> str:
    """One value as it would be typed."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.strftime("%d/%m/%Y %H:%M:%S")
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y")
    text = str(value)
    return f'"{text}"' if any(mark in text for mark in ',;\t\n"') else text


def outcomes(
    *files: tuple[str, bytes], area: Area | None = None, days: tuple[dt.date, dt.date] | None = None
) -> list[SheetOutcome]:
    """What the intake makes of the files, knowing no list but theirs."""
    return examine(files, References(kpis=KPIS), area=area, days=days, today=TODAY, secret=b"test")


def outcome(sheet: str, rows: Sequence[Row], **options: Any) -> SheetOutcome:
    """The outcome of one sheet, sent in one workbook with the lists."""
    return of(sheet, outcomes(("week.xlsx", with_lists({sheet: grid(sheet, rows)})), **options))


def of(sheet: str, found: Sequence[SheetOutcome]) -> SheetOutcome:
    """The outcome of the sheet with this name."""
    return next(one for one in found if one.sheet == sheet)


def met(one: SheetOutcome) -> list[tuple[str, str]]:
    """Codes and cells of a sheet's problems."""
    return [(problem.code, problem.cell) for problem in one.problems]
