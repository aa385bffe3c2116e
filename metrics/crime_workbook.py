"""Recorded crime of two periods as a workbook of values. No formulas, links or hidden sheets."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import pandas as pd
from xlsxwriter import Workbook

from metrics.crime_change import Line
from metrics.passport_workbook import OPTIONS, add_sheet
from metrics.terms import MARKING, PURPOSE

HEADINGS = (
    "Category", "Counted", "First day", "Last day", "Count", "First day before", "Last day before", "Count before", "Difference",
    "Percent", "Percent, low", "Percent, high", "Verdict", "Probability by luck", "Dispersion of months", "Missing",
)  # fmt: skip


def workbook(lines: Sequence[Line], origins: pd.DataFrame, words: str, made_at: dt.datetime) -> bytes:
    """The bytes of an xlsx file. words: the view. origins: where each figure comes from, as the page has it."""
    out = io.BytesIO()
    book = Workbook(out, OPTIONS)
    about = [("Marking", MARKING), ("Public accountability", words), ("Made at", made_at), ("Purpose", PURPOSE)]
    add_sheet(book, "About", ("What", "Value"), about)
    add_sheet(book, "Recorded crime", HEADINGS, [_row(line) for line in lines])
    add_sheet(book, "Where from", tuple(map(str, origins.columns)), origins.itertuples(index=False, name=None))
    book.close()
    return out.getvalue()


def _row(line: Line) -> tuple[Any, ...]:
    luck = line.luck
    told = (
        (luck.low, luck.high, luck.word, luck.probability, luck.dispersion)
        if luck
        else (None, None, line.word, None, None)
    )
    return (
        line.category, "crimes" if line.counted == "count" else "victims", *line.now.days, line.now.count, *line.before.days,
        line.before.count, line.difference, line.percent, *told, "; ".join((*line.now.missing, *line.before.missing)),
    )  # fmt: skip
