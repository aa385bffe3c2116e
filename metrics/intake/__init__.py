"""From bytes to accepted rows: guard, read, recognise, parse, check. Knows no database and no Streamlit."""

from metrics.intake.check import check_sheet
from metrics.intake.files import Read, examine, export_of, order, read_files
from metrics.intake.guard import Unreadable
from metrics.intake.lists import REFERRED_TO, references_after
from metrics.intake.outcome import Coverage, Posting, References, SheetOutcome
from metrics.intake.parse import ReadSheet
from metrics.intake.reader import Reader, Sheet, Workbook
from metrics.intake.schema import derived_names, row_schema
from metrics.intake.template import template_workbook

__all__ = [
    "REFERRED_TO",
    "Coverage",
    "Posting",
    "Read",
    "ReadSheet",
    "Reader",
    "References",
    "Sheet",
    "SheetOutcome",
    "Unreadable",
    "Workbook",
    "check_sheet",
    "derived_names",
    "examine",
    "export_of",
    "order",
    "read_files",
    "references_after",
    "row_schema",
    "template_workbook",
]
