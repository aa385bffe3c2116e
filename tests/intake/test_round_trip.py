"""What is written is read: every export, in every format that we can write, whatever its cells say."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics.catalogue import exports
from metrics.export import Column, Export
from metrics.intake import ReadSheet, read_files
from metrics.intake.values import EPOCH, MICROSECOND, as_day
from tests.effort import TIMES
from tests.intake.books import Grid, book, with_part
from tests.intake.writers import ods, shared, xls, xlsb, zipped
from tests.warm_reader import READER

SAID_OF_A_FILE = {"old_format", "macros_not_run"}
LETTERS = st.characters(exclude_categories=["C", "Z"])
TEXT = st.lists(st.text(LETTERS, min_size=1, max_size=10), min_size=1, max_size=3).map(" ".join)
DAY = st.dates(dt.date(2001, 1, 1), dt.date(2090, 1, 1))
MOMENT = st.datetimes(dt.datetime(2001, 1, 1), dt.datetime(2090, 1, 1)).map(lambda found: found.replace(microsecond=0))
COLLAR = st.integers(0, 99_999).map(lambda number: f"{number:04}")
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": TEXT,
    "collar": COLLAR,
    "collars": st.lists(COLLAR, min_size=1, max_size=3, unique=True).map("; ".join),
    "date": DAY,
    "moment": MOMENT,
    "number": st.floats(0, 1e9).map(lambda found: round(found, 3)) | st.integers(0, 10**9),
    "whole": st.integers(0, 10**9),
    "yes_no": st.sampled_from(["Y", "N", "Yes", "no", True, False, 1, 0]),
}


def as_csv(mark: str, encoding: str) -> Callable[[dict[str, Grid]], bytes]:
    def written(sheets: dict[str, Grid]) -> bytes:
        stream = io.StringIO(newline="")
        csv.writer(stream, delimiter=mark).writerows(
            [[as_typed(value) for value in row] for cells in sheets.values() for row in cells]
        )
        return stream.getvalue().encode(encoding)

    return written


def as_typed(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.strftime("%d/%m/%Y %H:%M:%S")
    return value.strftime("%d/%m/%Y") if isinstance(value, dt.date) else value


FORMATS: dict[str, tuple[str, Callable[[dict[str, Grid]], bytes]]] = {
    "xlsx": ("w.xlsx", book),
    "xlsx with shared texts": ("w.xlsx", shared),
    "xlsm": ("w.xlsm", lambda sheets: with_part(book(sheets), "xl/vbaProject.bin")),
    "xlsb": ("w.xlsb", xlsb),
    "xls": ("w.xls", xls),
    "ods": ("w.ods", ods),
    "comma": ("w.csv", as_csv(",", "utf-8")),
    "semicolon, UTF-8 with mark": ("w.csv", as_csv(";", "utf-8-sig")),
    "tab, UTF-16 with mark": ("w.csv", as_csv("\t", "utf-16")),
    "zip": ("w.zip", lambda sheets: zipped({"week/w.xlsx": book(sheets), "read me.txt": "hello"})),
}


def cell_of(column: Column, key: bool) -> st.SearchStrategy[Any]:
    found = st.sampled_from(column.choices) if column.choices else VALUES[column.type]
    return found if key or column.needed else st.none() | found


@st.composite
def rows_of(draw: st.DrawFn, export: Export) -> Grid:
    count = draw(st.integers(1, 5))
    rows: Grid = []
    for i in range(count):
        row = {column.heading: draw(cell_of(column, column.heading in export.key)) for column in export.columns}
        own = dict.fromkeys(export.key[:1], f"{i}000")
        rows.append(list({**row, **own}.values()))
    return [[column.heading for column in export.columns], *rows]


def meant(column: Column, value: Any) -> Any:
    """What the intake makes of a value, said anew: nothing here is shared with it but its units of time."""
    if value is None:
        return None
    if column.type == "collars":
        return value.split("; ")
    if column.type == "moment":
        return (value - EPOCH) // MICROSECOND
    if column.type == "date":
        return as_day(value)
    if column.type == "yes_no":
        return value in ("Y", "Yes", True)
    return float(value) if column.type == "number" else value


@pytest.mark.parametrize("written", FORMATS)
@settings(max_examples=30 * TIMES, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_is_written_is_read(written: str, data: st.DataObject) -> None:
    export = data.draw(st.sampled_from(list(exports().values())))
    cells = data.draw(rows_of(export))
    name, write = FORMATS[written]
    read = next(
        one for one in read_files([(name, write({export.sheet: cells}))], reader=READER) if isinstance(one, ReadSheet)
    )
    assert read.export is export
    assert {found.code for _, _, found in read.problems} <= SAID_OF_A_FILE | {"end_before_start"}
    for x, column in enumerate(export.columns):
        got = [value.local if column.type == "moment" and value else value for value in read.values[column.heading]]
        assert got == [meant(column, row[x]) for row in cells[1:]], column.heading
