"""A pack as a workbook: values only, one table a sheet, charts drawn by the spreadsheet itself, marked on every printed page."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from metrics.pack.contents import Charted, Pack, Value
from metrics.pack.sheets import MOST_SIGNS, Sheet, sheets
from metrics.pack.words import known_to_xml
from metrics.passport_workbook import OPTIONS, add_sheet

CUT = " … (the rest does not fit into a cell)"
WIDEST, NARROWEST = 80, 9
LINE, TALLEST = 15, 405
"""Points of a line of a cell, and the most that a row may have."""
COLOURS = ("#12436D", "#F46A25", "#801650", "#28A197", "#3D3D3D", "#A285D1")
KIND = {"bar": "column", "line": "line"}


def workbook(pack: Pack) -> bytes:
    """The bytes of an xlsx file: the same pack gives the same bytes."""
    out = io.BytesIO()
    book = Workbook(out, OPTIONS)
    book.set_properties({
        "title": known_to_xml(pack.title), "author": "Beatboard", "company": "", "comments": "",
        "created": pack.known_at.astimezone(dt.UTC).replace(microsecond=0, tzinfo=None),
    })  # fmt: skip
    for sheet in sheets(pack):
        _add(book, sheet, pack.marking)
    book.close()
    return out.getvalue()


def _add(book: Workbook, sheet: Sheet, marking: str) -> None:
    sheet = replace(sheet, headings=_headings(sheet.headings), rows=list(_filled(sheet.rows)))
    add_sheet(book, sheet.name, sheet.headings, sheet.rows)
    page = book.get_worksheet_by_name(sheet.name)
    _dress(book, page, sheet)
    _print(page, sheet.name, marking)
    if sheet.charted is not None and sheet.rows:
        _chart(book, page, sheet, sheet.charted)


def _dress(book: Workbook, page: Worksheet, sheet: Sheet) -> None:
    """Words wrap and stand left, numbers right, headings as their columns; rows as high as their words need."""
    widths = [_width(sheet, column) for column in range(len(sheet.headings))]
    for column, width in enumerate(widths):
        words = not sheet.rows or any(isinstance(row[column], str) for row in sheet.rows)
        look = {"text_wrap": True, "valign": "top"} | ({"align": "left", "indent": 1} if words else {"align": "right"})
        page.set_column(column, column, width, book.add_format(look))
        page.write_string(0, column, sheet.headings[column], book.add_format(look | {"bold": True, "bottom": 1}))
    day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "right"})
    for line, row in enumerate((sheet.headings, *sheet.rows)):
        for column, value in enumerate(row):
            if isinstance(value, dt.date):
                page.write_datetime(line, column, value, day)
        high = max(_lines(value, width) for value, width in zip(row, widths, strict=True))
        if high > 1:
            page.set_row(line, min(TALLEST, LINE * high))


def _lines(value: Value, width: int) -> int:
    """How many lines of a cell some words take."""
    words = value.split("\n") if isinstance(value, str) else [""]
    return sum(max(1, math.ceil(len(part) / (1.1 * width))) for part in words)


def _filled(rows: Sequence[Sequence[Value]]) -> Iterator[list[Any]]:
    """The rows as cells hold them, those alone that hold something: an empty one would read as the end of the table."""
    for row in rows:
        cells = [_fits(value) for value in row]
        if any(value is not None for value in cells):
            yield cells


def _headings(headings: Sequence[str]) -> list[str]:
    """Headings that are all there and all different, as a table has them."""
    found = list[str]()
    for heading in headings:
        name, number = (_fits(heading) or "").strip() or "Column", 1
        while (chosen := name if number == 1 else f"{name} ({number})") in found:
            number += 1
        found.append(chosen)
    return found


def _fits(value: Any) -> Any:
    """A value that a cell holds: text of a length and of signs that it takes, no number without an end; None for nothing."""
    if isinstance(value, str):
        words = known_to_xml(value)
        return (words or None) if len(words) <= MOST_SIGNS else f"{words[:MOST_SIGNS]}{CUT}"
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _width(sheet: Sheet, column: int) -> int:
    """Signs across, by the first rows; less where there are many columns, so that they can be printed."""
    cells = [sheet.headings[column], *(_as_read(row[column]) for row in sheet.rows[:200] if row[column] is not None)]
    widest = WIDEST if len(sheet.headings) <= 5 else WIDEST // 2
    return min(widest, max(NARROWEST, *(min(len(cell), widest) + 4 for cell in cells)))


def _as_read(value: Value) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else str(value)


def _print(page: Worksheet, name: str, marking: str) -> None:
    """How it prints: marked, named and numbered, its head on every page, across one page."""
    page.set_header(f"&C{_as_is(marking)}")
    page.set_footer(f"&L{_as_is(name)}&C{_as_is(marking)}&RPage &P of &N")
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _as_is(words: str) -> str:
    return words.replace("&", "&&")


def _chart(book: Workbook, page: Worksheet, sheet: Sheet, charted: Charted) -> None:
    """A chart beside the table, with what it shows in words for whoever cannot see it."""
    chart, last = book.add_chart({"type": KIND[charted.kind]}), len(sheet.rows)
    for number, column in enumerate(charted.values):
        colour = COLOURS[number % len(COLOURS)]
        drawn = {"line": {"color": colour, "width": 2}} if charted.kind == "line" else {"fill": {"color": colour}}
        chart.add_series({
            "name": [sheet.name, 0, column],
            "categories": [sheet.name, 1, charted.categories, last, charted.categories],
            "values": [sheet.name, 1, column, last, column],
            "gap": 60,
            **drawn,
        })  # fmt: skip
    chart.set_title({"none": True})
    days = any(isinstance(row[charted.categories], dt.date) for row in sheet.rows)
    dated = {"num_format": "d mmm yyyy", "text_axis": True} if days else {}
    chart.set_x_axis({"name": [sheet.name, 0, charted.categories], **dated})
    chart.set_y_axis(
        {
            "name": _as_words(charted.unit),
            "min": 0 if _from_zero(sheet, charted) else None,
            "major_gridlines": {"visible": True},
        }
    )
    chart.set_legend({"none": True} if len(charted.values) == 1 else {"position": "bottom"})
    chart.set_size({"width": 720, "height": 380})
    options = {"description": describe(sheet, charted), "object_position": 1}
    page.insert_chart(1, len(sheet.headings) + 1, chart, options)


def _as_words(name: str) -> str:
    """An axis' name: the writer takes one with ! in it for the place of a cell, whosever workbook it is in."""
    return name.replace("!", " ")


def _from_zero(sheet: Sheet, charted: Charted) -> bool:
    return all(
        value >= 0 for column in charted.values for row in sheet.rows if isinstance(value := row[column], int | float)
    )


def describe(sheet: Sheet, charted: Charted) -> str:
    """What a chart shows, in words."""
    kind = "Line chart" if charted.kind == "line" else "Column chart"
    names = ", ".join(sheet.headings[column] for column in charted.values)
    found = [value for column in charted.values for row in sheet.rows if isinstance(value := row[column], int | float)]
    spread = f" from {min(found):,} to {max(found):,} {charted.unit}" if found else ""
    by = sheet.headings[charted.categories]
    return f"{kind} of {names} by {by}: {len(found):,} values{spread}. The table beside it has them all."
