"""Workbooks as somebody exported them: a title perhaps, the headings, the records, a total perhaps; the same bytes each time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter

MADE_AT = dt.datetime(2026, 11, 16, 8)
COLUMN_WIDTH = 18  # in the usual width, dates show as ####


@dataclass(frozen=True)
class Sheet:
    """One sheet as somebody exported it: rows, and what people put around them."""

    name: str
    frame: pd.DataFrame
    title: str | None = None
    total_of: str | None = None


def write_workbook(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write the sheets to one xlsx file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"author": "Beatboard sample force", "created": MADE_AT})
        formats = {
            "heading": book.add_format({"bold": True}),
            "day": book.add_format({"num_format": "dd/mm/yyyy"}),
            "minute": book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
        }
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.name), sheet, formats)


def visible(frame: pd.DataFrame) -> pd.DataFrame:
    """The columns that go into a file: all but those that start with an underscore."""
    return frame[[heading for heading in frame.columns if not heading.startswith("_")]]


def only_days(values: pd.Series) -> bool:
    """Whether a column of times holds no time of day."""
    known = values.dropna()
    return bool((known == known.dt.normalize()).all())


def _write_sheet(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    frame = visible(sheet.frame)
    page.set_column(0, frame.shape[1] - 1, COLUMN_WIDTH)
    first = 0
    if sheet.title:
        page.write_string(0, 0, sheet.title, formats["heading"])
        first = 2
    page.write_row(first, 0, list(frame.columns), formats["heading"])
    for place, (_, values) in enumerate(frame.items()):
        _write_column(page, first + 1, place, values, formats)
    if sheet.total_of:
        last = first + 1 + len(frame)
        page.write_string(last, 0, "Total", formats["heading"])
        page.write_number(last, list(frame.columns).index(sheet.total_of), frame[sheet.total_of].sum())


def _write_column(page: Any, first: int, place: int, values: pd.Series, formats: dict[str, Any]) -> None:
    """The cells of one column, blank ones left out."""
    if pd.api.types.is_datetime64_any_dtype(values):
        style = formats["day" if only_days(values) else "minute"]
        known = values.dropna()
        moments = known.to_numpy().astype("datetime64[s]").tolist()
        for row, moment in zip(values.notna().to_numpy().nonzero()[0].tolist(), moments, strict=True):
            page.write_datetime(first + row, place, moment, style)
        return
    write = page.write_number if pd.api.types.is_numeric_dtype(values) else page.write_string
    for row, (value, empty) in enumerate(zip(values.tolist(), values.isna().tolist(), strict=True)):
        if not empty:
            write(first + row, place, value if write == page.write_number else str(value))
