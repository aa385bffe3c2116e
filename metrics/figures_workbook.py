"""The figures of a page as a workbook of values, and where all of them come from. No formulas, links or hidden sheets."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import pandas as pd
from xlsxwriter import Workbook

from metrics.catalogue import exports
from metrics.frames import rows_of
from metrics.noted import NOTE_HEADINGS, Row
from metrics.passport import Passport
from metrics.passport_workbook import (
    ASIDE_HEADINGS,
    CORRECTION_HEADINGS,
    COVERAGE_HEADINGS,
    LOAD_HEADINGS,
    OPTIONS,
    add_sheet,
    aside_rows,
    correction_rows,
    coverage_rows,
    load_rows,
)
from metrics.question import asked_kpi
from metrics.terms import MARKING, say_number

MOST_ROWS = 50_000
"""Rows behind the figures that one workbook names; of more the first, and it says so."""
Origin = tuple[Passport, pd.DataFrame]
"""A KPI's passport over all that the page shows, and its corrections."""


def figures_workbook(
    title: str,
    words: str,
    figures: pd.DataFrame,
    noted: Sequence[Row],
    origins: Sequence[Origin],
    made_at: dt.datetime,
) -> bytes:
    """The bytes of an xlsx file. title, words: the page and its view. figures: as `metrics.calculate.figures` gives them.

    noted: notes and closed flags that bear on them (`metrics.noted`).
    """
    out = io.BytesIO()
    book = Workbook(out, OPTIONS)
    add_sheet(book, "Figures", FIGURE_HEADINGS, map(_figure, rows_of(figures)))
    add_sheet(book, "Notes", NOTE_HEADINGS, noted)
    add_sheet(book, "Where it comes from", ORIGIN_HEADINGS, _origins(title, words, origins, made_at))
    for name, headings, rows in (
        ("Set aside", ASIDE_HEADINGS, [row for found, _ in origins for row in aside_rows(found)]),
        (
            "Loads",
            ("KPI", *LOAD_HEADINGS),
            [(found.kpi.label, *row) for found, _ in origins for row in load_rows(found)],
        ),
        ("Coverage", COVERAGE_HEADINGS, [row for found, _ in origins for row in coverage_rows(found)]),
    ):
        add_sheet(book, name, headings, list(dict.fromkeys(rows)))
    corrected = [(found.kpi.label, *row) for found, since in origins for row in correction_rows(since)]
    add_sheet(book, "Corrections", ("KPI", *CORRECTION_HEADINGS), corrected)
    add_sheet(book, "Rows", ROW_HEADINGS, _rows(origins))
    book.close()
    return out.getvalue()


FIGURE_HEADINGS = (
    "Of", "Key", "KPI", "From", "To", "Value", "Reads", "Hours", "Which hours", "Target or fair share",
    "Rows set aside that could change it", "Verdict", "Not loaded",
)  # fmt: skip


def _figure(row: dict[str, Any]) -> tuple[Any, ...]:
    asked = asked_kpi(row["kpi"])
    label = f"{asked.kpi.label}, {asked.role}s" if asked.role else asked.kpi.label
    aside = f" (+{row['set_aside']:,} set aside)" if row["set_aside"] else ""
    value = None if pd.isna(row["value"]) else row["value"]
    reads = "not loaded" if value is None else f"{say_number(value, 0 if asked.kpi.unit == 'count' else 1)}{aside}"
    return (
        row["name"], row["key"], label, row["period_start"], row["period_end"], value, reads, row["exposure_hours"],
        asked.kpi.hours_words, row["target"], row["set_aside"], row["verdict"], row["missing"],
    )  # fmt: skip


ORIGIN_HEADINGS = (
    "KPI", "Export", "Version", "Reviewed", "Definition", "SQL condition", "From", "To", "Value over all of it", "Hours",
    "Rows counted", "Rows set aside", "Corrections since", "Not loaded", "Why there is a target",
)  # fmt: skip


def _origins(title: str, words: str, origins: Sequence[Origin], made_at: dt.datetime) -> list[tuple[Any, ...]]:
    lines: list[tuple[Any, ...]] = [_origin(found, since) for found, since in origins]
    about = [("Marking", MARKING), ("Page", title), ("View", words), ("Made", made_at)]
    return [*lines, (), *about]


def _origin(found: Passport, since: pd.DataFrame) -> tuple[Any, ...]:
    kpi = found.kpi
    return (
        kpi.label, exports()[kpi.export].sheet, kpi.version, kpi.reviewed, kpi.meaning, kpi.where, *found.period,
        found.value, found.hours, len(found.records), found.set_aside, len(since), found.missing or "nothing",
        " ".join(one.words for one in found.rationales) or None,
    )  # fmt: skip


ROW_HEADINGS = ("KPI", "Reference", "Officer", "File", "Sheet", "Row", "Loaded at", "Loaded by", "Load")


def _rows(origins: Sequence[Origin]) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    for passport, _ in origins:
        key = exports()[passport.kpi.export].key_names[0]
        for row in rows_of(passport.records):
            if len(found) == MOST_ROWS:
                return [*found, (f"The first {MOST_ROWS:,} rows. Choose fewer days to have them all.",)]
            at = row["loaded_at"].replace(tzinfo=dt.UTC)
            found.append((
                passport.kpi.label, row[key], row.get("collar_no"), row["file"], row["sheet"], row["row"], at,
                row["loaded_by"], row["load_id"],
            ))  # fmt: skip
    return found
