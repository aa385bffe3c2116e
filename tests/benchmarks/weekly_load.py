"""Loading one week of the whole force: from bytes to confirmed, against the fastest reader alone on the same files."""

from __future__ import annotations

import datetime as dt
import io
import os
import tempfile
from pathlib import Path
from statistics import median

import pandas as pd
import python_calamine

from metrics import intake, loading
from metrics.store.connection import Store
from metrics.store.files import StoreFiles
from metrics.terms import LONDON
from tests.benchmarks.measure import Line, in_turn, milliseconds

WEEK = Path(__file__).parents[2] / "sample_data" / "weeks" / "2026-11-22_next_week"
LOADED_AT = dt.datetime(2026, 11, 23, 9, tzinfo=LONDON)
COVERED = loading.Choice(days=(dt.date(2026, 11, 16), dt.date(2026, 11, 22)))
TURNS = 15
PANDAS_TURNS = 5
MOST_TIMES_THE_READER = 6
"""A week's load at most 6x the fastest reader alone (issue 2)."""
TIMES_AS_FAST_AS_PANDAS = 2.5
"""And at least 2.5x as fast as pandas.read_excel with openpyxl followed by the same load (issue 3)."""

Files = list[tuple[str, bytes]]


def lines(sample_store: Path) -> list[Line]:
    """The lines of the table about loading."""
    files = [(path.name, path.read_bytes()) for path in sorted(WEEK.glob("*.xlsx"))]
    with tempfile.TemporaryDirectory() as folder, intake.Reader() as reader:
        copies = (fresh(sample_store, Path(folder), turn) for turn in range(2 * TURNS + PANDAS_TURNS + 4))
        load(next(copies), files, reader)
        pairs = [(load(next(copies), files, reader), milliseconds(lambda: read_alone(files))) for _ in range(TURNS)]
        as_page = median(load(next(copies), files, reader, planned=True) for _ in range(TURNS))
        by_pandas = [
            (milliseconds(lambda: read_by_pandas(files)), load(next(copies), files, reader))
            for _ in range(PANDAS_TURNS)
        ]
        stored = median(load(next(copies), files, reader, read_before=True) for _ in range(3))
    start_up = median(milliseconds(lambda: start_reader(files)) for _ in range(3))
    ms, floor = in_turn(pairs)
    reach = f"at most {MOST_TIMES_THE_READER} x the reader alone"
    pandas_alone, ours = in_turn(by_pandas)
    with_pandas = pandas_alone + stored
    return [
        Line(f"Load one week of the force ({len(files)} workbooks)", ms, floor, reach, ms <= MOST_TIMES_THE_READER * floor,
             "bytes to checkpoint, reader warm; floor: calamine alone"),
        Line("The same as Uploads does it, with the plan shown before it", as_page, floor, "", None,
             "read, areas, plan, then load"),
        Line("pandas.read_excel with openpyxl, followed by the same load", with_pandas, ours,
             f"at least {TIMES_AS_FAST_AS_PANDAS} x our load", with_pandas >= TIMES_AS_FAST_AS_PANDAS * ours,
             f"{pandas_alone:,.0f} reading, {stored:,.0f} from sheets read to checkpoint; floor: our load beside it"),
        Line("Start-up of the guarded reader", start_up, None, "", None, "once a call, apart from the load"),
    ]  # fmt: skip


def fresh(sample_store: Path, folder: Path, turn: int) -> Path:
    """A copy of the sample force's store."""
    copy = folder / f"{turn}.duckdb"
    StoreFiles(sample_store).copy_to(StoreFiles(copy))
    os.sync()  # else the load's first write to the disk waits for all of the copy
    return copy


def load(copy: Path, files: Files, reader: intake.Reader, planned: bool = False, read_before: bool = False) -> float:
    """Milliseconds of loading the files into a store that is open; of storing alone, where they are read before."""
    store = Store.open(copy)
    try:
        sheets = loading.read(files, reader=reader) if read_before else None
        return milliseconds(lambda: walk(store, files, reader, planned, sheets))
    finally:
        store.close()
        StoreFiles(copy).remove()


def walk(
    store: Store, files: Files, reader: intake.Reader, planned: bool, sheets: list[intake.Read] | None = None
) -> None:
    """What metrics.loading.read and load do, with a reader that is warm already."""
    sheets = sheets or loading.read(files, reader=reader)
    if planned:
        loading.areas_known(store, sheets, LOADED_AT)
        loading.plan(store, sheets, LOADED_AT, every=COVERED)
    results = loading.load(store, sheets, LOADED_AT, "bench", every=COVERED)
    bad = [result for result in results if result.status not in ("accepted", "unchanged")]
    if bad:
        raise SystemExit(f"the week did not load: {bad[0].outcome.file} {bad[0].status}")


def read_alone(files: Files) -> None:
    """Every cell of every sheet, by the fastest reader there is, in this process."""
    for _, data in files:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name).to_python()


def read_by_pandas(files: Files) -> None:
    """Every sheet as a frame, as pandas reads it unless told otherwise."""
    for _, data in files:
        pd.read_excel(io.BytesIO(data), sheet_name=None, engine="openpyxl")


def start_reader(files: Files) -> None:
    """A reader from nothing to its first answer, on the smallest of the files."""
    with intake.Reader() as reader:
        reader.read(*min(files, key=lambda file: len(file[1])))
