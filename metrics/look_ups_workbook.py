"""Lines of the look-up log as a workbook of values. No formulas, links or hidden sheets: what a person typed stays text."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook

from metrics.access.looked import Looked
from metrics.access.unusual_looks import RULES, Unusual
from metrics.passport_workbook import OPTIONS, add_sheet
from metrics.terms import MARKING

HEADINGS = (
    "Number", "When", "Signed in as", "Name", "Own collar number", "Role", "Looked as", "Whom", "How many", "What", "First day",
    "Last day", "Why", "Outcome", "At one officer",
)  # fmt: skip


def workbook(looks: Sequence[Looked], unusual: Sequence[Unusual], days: str, made_at: dt.datetime) -> bytes:
    """The bytes of an xlsx file. days: which, in words."""
    out = io.BytesIO()
    book = Workbook(out, OPTIONS)
    about = [("Marking", MARKING), ("Days", days), ("Made at", made_at.isoformat(timespec="minutes"))]
    add_sheet(book, "About", ("What", "Value"), [*about, *(("Rule", words) for words in RULES)])
    add_sheet(book, "Worth asking", ("Rule", "Signed in as", "Name", "What was counted"), unusual)
    add_sheet(book, "Looks", HEADINGS, [_row(one) for one in looks])
    book.close()
    return out.getvalue()


def _row(one: Looked) -> tuple[Any, ...]:
    first, last = one.days or (None, None)
    return (
        one.number, one.at.isoformat(timespec="seconds"), one.who, one.name, one.own, one.access, one.role, ", ".join(one.whom),
        len(one.whom), one.what, first, last, one.why, one.outcome, "yes" if one.opened else "no",
    )  # fmt: skip
