"""A passport as a workbook of values: the figure, its loads, its records. No formulas, links, comments or hidden sheets."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from xlsxwriter import Workbook

from metrics.catalogue import exports
from metrics.frames import rows_of
from metrics.noted import NOTE_HEADINGS, Row
from metrics.passport import Passport
from metrics.quality import fixed_by
from metrics.source_totals import Reconciled
from metrics.terms import LONDON, MARKING, local, say_date, say_days, say_number

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
WIDTH = 18


def passport_workbook(
    found: Passport,
    since: pd.DataFrame,
    theirs: Reconciled | None,
    noted: Sequence[Row],
    name: str,
    made_at: dt.datetime,
) -> bytes:
    """The bytes of an xlsx file.

    since: corrections (`metrics.corrections`). theirs: the source system's own total, if any. noted: notes and closed flags
    (`metrics.noted`). name: whose figure it is. made_at: printed on the first sheet.
    """
    out = io.BytesIO()
    book = Workbook(out, OPTIONS)
    add_sheet(book, "Figure", ("What", "Value"), _figure(found, since, name, made_at))
    add_sheet(book, "Notes", NOTE_HEADINGS, noted)
    add_sheet(book, "Set aside", ASIDE_HEADINGS, aside_rows(found))
    add_sheet(book, "Loads", LOAD_HEADINGS, load_rows(found))
    add_sheet(book, "Source total", SOURCE_HEADINGS, source_rows(theirs))
    add_sheet(book, "Coverage", COVERAGE_HEADINGS, coverage_rows(found))
    add_sheet(book, "Corrections", CORRECTION_HEADINGS, correction_rows(since))
    add_sheet(book, "Records", tuple(found.records.columns), found.records.itertuples(index=False, name=None))
    book.close()
    return out.getvalue()


def _figure(found: Passport, since: pd.DataFrame, name: str, made_at: dt.datetime) -> list[tuple[str, Any]]:
    kpi = found.kpi
    known = found.known_at.isoformat(timespec="minutes") if found.known_at else "now"
    return [
        ("Marking", MARKING),
        ("Figure", kpi.label),
        ("Of", name),
        ("Role", found.role or "all roles of the KPI"),
        ("Days", say_days(*found.period)),
        ("As known at", known),
        ("Value", found.value),
        ("Reads", value_words(found)),
        ("Rows set aside that could change it", found.set_aside),
        (kpi.hours_words.capitalize(), found.hours),
        ("Target or fair share", found.target),
        *(("Why there is a target", words) for words in found.why),
        ("Verdict", found.verdict),
        ("Not loaded", found.missing or "nothing is missing"),
        *(("Deleted", one.words) for one in found.deleted),
        ("Definition", kpi.meaning),
        ("Version of the definition", kpi.version),
        ("Definition reviewed", kpi.reviewed),
        ("Corrections since it was first stated", len(since)),
        ("SQL condition", kpi.where),
        ("Made", made_at.isoformat(timespec="minutes")),
    ]


def value_words(found: Passport) -> str:
    """31 (+2 set aside)."""
    aside = f" (+{found.set_aside:,} set aside)" if found.set_aside else ""
    return f"{say_number(found.value, 0 if found.kpi.unit == 'count' else 1)}{aside}"


ASIDE_HEADINGS = (
    "Export",
    "File",
    "Sheet",
    "Row",
    "Reference",
    "Why",
    "Put right by",
    "Load",
    "Loaded at",
    "Loaded by",
)


def aside_rows(found: Passport) -> list[tuple[Any, ...]]:
    """The rows set aside that could change the figure, under ASIDE_HEADINGS."""
    return [
        (
            exports()[row["export"]].sheet, row["file"], row["sheet"], row["row"], row["reference"], row["why"],
            fixed_by(row["export"], row["code"]), row["load_id"], row["loaded_at"].replace(tzinfo=dt.UTC), row["loaded_by"],
        )
        for row in rows_of(found.asides)
    ]  # fmt: skip


LOAD_HEADINGS = (
    "Export", "Load", "File", "SHA-256", "Sheet", "Loaded at", "Loaded by", "Area", "From", "To", "Rows", "Set aside",
    "Team days that count", "Rows used",
)  # fmt: skip


def load_rows(found: Passport) -> list[tuple[Any, ...]]:
    """The loads that speak of the figure, under LOAD_HEADINGS."""
    return [
        (
            exports()[load.export].sheet, load.load_id, load.file, load.hash, load.sheet, load.loaded_at.replace(tzinfo=dt.UTC),
            load.loaded_by, load.area, load.start, load.end, load.rows, load.set_aside, load.team_days, load.used,
        )
        for load in found.loads
    ]  # fmt: skip


COVERAGE_HEADINGS = ("Export", "Team", "Days", "Days loaded", "Days not loaded")


def coverage_rows(found: Passport) -> list[tuple[Any, ...]]:
    """Which days of which team are loaded, under COVERAGE_HEADINGS."""
    return [(exports()[row["export"]].sheet, *list(row.values())[1:]) for row in rows_of(found.coverage)]


CORRECTION_HEADINGS = ("When", "What", "Loads", "Files", "By", "Rows new", "Rows changed", "Rows gone")


def correction_rows(since: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Loads and withdrawals that changed the figure's rows since, under CORRECTION_HEADINGS."""
    return [
        (
            row["event_at"].replace(tzinfo=dt.UTC), "withdrawal" if row["is_withdrawal"] else "load",
            row["loads"], row["files"], row["by"], row["new"], row["changed"], row["gone"],
        )
        for row in rows_of(since)
    ]  # fmt: skip


SOURCE_HEADINGS = ("What", "Reference", "File", "Sheet", "Row", "Number")


def source_rows(theirs: Reconciled | None) -> list[tuple[Any, ...]]:
    """The source system's own total, ours, and what may explain the difference, under SOURCE_HEADINGS."""
    if theirs is None:
        return [("Nobody has entered the source system's own total",)]
    said = theirs.theirs
    at = local(said.at)
    return [
        ("The source system counts", *[None] * 4, said.total),
        ("We count", *[None] * 4, theirs.ours),
        ("Difference", *[None] * 4, theirs.difference),
        *(tuple(line) for line in theirs.lines.itertuples(index=False, name=None)),
        ("Remains unexplained", *[None] * 4, theirs.unexplained),
        (theirs.words,),
        (f"Entered by {said.by} on {say_date(at.date())} at {at:%H:%M}. {said.note}".strip(),),
    ]


def add_sheet(book: Workbook, name: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """One sheet of values under headings: text stays text, whatever it begins with."""
    sheet = book.add_worksheet(name)
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    sheet.set_column(0, max(len(headings) - 1, 0), WIDTH)
    sheet.write_row(0, 0, headings, bold)
    sheet.freeze_panes(1, 0)
    for y, row in enumerate(rows, 1):
        for x, value in enumerate(row):
            plain = _plain(value)
            if isinstance(plain, dt.datetime):
                sheet.write_datetime(y, x, plain, moment)
            elif isinstance(plain, dt.date):
                sheet.write_datetime(y, x, plain, day)
            elif isinstance(plain, bool):
                sheet.write_boolean(y, x, plain)
            elif isinstance(plain, int | float):
                sheet.write_number(y, x, plain)
            elif plain is not None:
                sheet.write_string(y, x, plain)


def _plain(value: Any) -> Any:
    """A value that a cell can hold; moments in local time; None for nothing known."""
    if isinstance(value, list | tuple | np.ndarray):
        return "; ".join(map(str, value))
    if value is None or pd.isna(value):
        return None
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, dt.datetime):  # pandas' own moments are datetimes too
        aware = pd.Timestamp(value).tz_convert(LONDON).tz_localize(None) if value.tzinfo else pd.Timestamp(value)
        return aware.to_pydatetime(warn=False)
    if isinstance(value, dt.date) and value.year < 1900:
        return "the whole list"
    return value if isinstance(value, bool | int | float | dt.date) else str(value)
