"""Every way in which an upload can be wrong: a code, a severity, and one plain sentence with the remedy.

Severity is by consequence: the sheet is refused, the row is set aside, or everything counts and somebody is warned.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Literal

from metrics.export import Severity

COUNTS_WITHOUT = "; the row counts without this cell"
"""Ends the sentence where a fault that can set a row aside was met in a cell that the row can do without."""


Whose = Literal["lead", "anyone", "nobody"]


@dataclass(frozen=True)
class ProblemKind:
    """One kind of fault. `words` has slots in braces, filled when it is met at a cell.

    could_change: whose figures a row set aside with it could change once it is put right: its lead's and those of the
    lead's areas (anyone's of the load's area where the lead is not known); anyone's, where the lead is what is in
    question; or nobody's.
    """

    code: str
    severity: Severity
    words: str
    could_change: Whose = "lead"


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault met in a file: which kind, where, and what to do.

    `cell` is an address such as "C7", or "" for a sheet.
    """

    code: str
    severity: Severity
    sheet: str
    cell: str
    message: str

    def as_dict(self) -> dict[str, str]:
        """For `--json`."""
        return asdict(self)


OF_A_FILE = (
    ProblemKind("empty_file", "refused", "{file} is empty: export it again and send the new file."),
    ProblemKind("wrong_type", "refused", "{file} is not a spreadsheet that can be read: save it as .xlsx or .csv."),
    ProblemKind(
        "old_or_protected",
        "refused",
        "{file} is protected by a password, or is too old to be read: remove the password and save it as .xlsx.",
    ),
    ProblemKind(
        "damaged",
        "refused",
        "{file} is damaged and cannot be read ({detail}): open it in Excel and save it again as .xlsx.",
    ),
    ProblemKind(
        "unsafe",
        "refused",
        "{file} holds {detail}, which Beatboard does not open: save it without as a plain .xlsx or .csv.",
    ),
    ProblemKind("too_large", "refused", "{file} is too large ({detail}): split it, for example into one file a month."),
    ProblemKind(
        "could_not_read",
        "refused",
        "{file} could not be read within the limits for one file: copy its rows into a new workbook and save it as "
        ".xlsx.",
    ),
    ProblemKind(
        "not_tried",
        "refused",
        "{file} was not tried, because {detail} files of the same upload could not be read: give it again without those.",
    ),
    ProblemKind(
        "nothing_recognised",
        "refused",
        "Nothing in {file} has the headings of an export{nearest}: compare it with the template on the Uploads page, or match "
        "its headings there.",
    ),
)

OF_WHAT_A_FILE_IS = (
    ProblemKind(
        "old_format",
        "warning",
        "{file} is in the old format .xls, which has no check against damage: it was read, but save it as .xlsx from now on.",
    ),
    ProblemKind("macros_not_run", "warning", "{file} holds macros, which were not run: nothing needs doing."),
    ProblemKind(
        "left_out_of_zip",
        "warning",
        "{file} is not a spreadsheet and was left out: nothing needs doing.",
    ),
)

OF_A_SHEET = (
    ProblemKind(
        "not_ours",
        "warning",
        "The sheet {sheet} is none of the exports{nearest} and was left out: nothing needs doing, unless it should be one: then "
        "match its headings on the Uploads page.",
    ),
    ProblemKind("empty_sheet", "warning", "The sheet {sheet} is empty and was left out: nothing needs doing."),
    ProblemKind(
        "hidden_sheet",
        "warning",
        "The sheet {sheet} is hidden and was left out: unhide it and send the file again to load it.",
    ),
    ProblemKind(
        "missing_heading",
        "refused",
        "This looks like {export}, but {missing}: add what is missing and send the sheet again, or match its "
        "headings on the Uploads page.",
    ),
    ProblemKind(
        "heading_twice",
        "refused",
        "Two columns are headed {heading} and hold different values: keep the right one and send the sheet again.",
    ),
    ProblemKind(
        "no_rows",
        "refused",
        "{export} has headings and no rows, and an empty list would leave nothing to count for: send the whole list.",
    ),
    ProblemKind(
        "no_days",
        "refused",
        "{export} has headings and no row with a date, and nothing says which days it is about: choose the days "
        "that it covers "
        "(--from and --to on the command line).",
    ),
    ProblemKind(
        "extra_columns",
        "warning",
        "{columns} not used by {export} and not kept: nothing needs doing unless a heading is misspelt.",
    ),
    ProblemKind(
        "matched_headings",
        "warning",
        "Read with the headings matched {when}: {pairs}; match them again on the Uploads page if that is not right.",
    ),
    ProblemKind(
        "hidden_rows",
        "warning",
        "{count} hidden in the sheet and read like the others: delete what should not count and send the file again.",
    ),
    ProblemKind("totals_row", "warning", "Row {row} is a row of totals and was left out: nothing needs doing."),
    ProblemKind(
        "unit_row",
        "warning",
        "Left out as units below the headings (“{text}”): {rows}; nothing needs doing.",
    ),
    ProblemKind(
        "repeated_headings",
        "warning",
        "Left out as headings said again: {rows}; nothing needs doing.",
    ),
    ProblemKind(
        "group_row",
        "warning",
        "Left out as one text alone (“{text}”), which is no record: {rows}; give it a column of its own if it says something "
        "of the rows below it.",
    ),
    ProblemKind(
        "footnote",
        "warning",
        "Left out as notes below the records (“{text}”): {rows}; nothing needs doing.",
    ),
    ProblemKind(
        "table_twice",
        "refused",
        "A second table of {export} begins in row {row} of the sheet, with its columns in other places: put all rows under "
        "one line of headings and send the sheet again.",
    ),
    ProblemKind(
        "late_rows",
        "warning",
        "{count} dated outside {days}, added as late records: check the days that the file covers if that is not "
        "meant.",
    ),
    ProblemKind(
        "takes_away_more_than_half",
        "refused",
        "This file would take away {gone:,} of the {known:,} {export} rows {where}: if that is right, confirm the load; if "
        "not, check that the file is complete.",
    ),
)

OF_A_CELL = (
    ProblemKind("blank_cell", "set_aside", "{heading} is blank: fill it in and send the row again."),
    ProblemKind(
        "error_cell",
        "set_aside",
        "{heading} holds an error, a formula with no saved result, or a character that was lost: put the value there and send "
        "the row again",
    ),
    ProblemKind(
        "not_a_date", "set_aside", "{heading} holds “{value}”, which is not a date: write it like 12/06/2026{time}"
    ),
    ProblemKind(
        "became_a_date",
        "set_aside",
        "{heading} holds the date {value} where text is expected, as Excel makes of some codes: format the cell as "
        "text "
        "and write the value again",
    ),
    ProblemKind("not_a_number", "set_aside", "{heading} holds “{value}”, which is not a number: write figures only"),
    ProblemKind("not_whole", "set_aside", "{heading} holds “{value}”, which is not a whole number: correct it"),
    ProblemKind("too_small", "set_aside", "{heading} holds “{value}”, which is less than {minimum}: correct it"),
    ProblemKind("not_yes_no", "set_aside", "{heading} holds “{value}”, which is neither yes nor no: write Y or N"),
    ProblemKind("not_a_choice", "set_aside", "{heading} holds “{value}”: write one of {choices}"),
)

OF_A_ROW = (
    ProblemKind(
        "overlapping_segments",
        "warning",
        "{state} of collar number {collar} overlaps {other} in row {row}: the time is counted once; correct the times if that "
        "is not what happened.",
    ),
    ProblemKind(
        "unknown_collar_number",
        "set_aside",
        "Collar number {value} is not in the Officers list{hint}: correct the number, or load an Officers list that "
        "has it.",
    ),
    ProblemKind(
        "not_posted",
        "set_aside",
        "Collar number {value} was not posted on {day}: correct the number or the date, or load an Officers list "
        "with that posting.",
    ),
    ProblemKind(
        "pcso_power",
        "set_aside",
        "Collar number {value} was a PCSO on {day}, and a PCSO has no power of arrest or of stop and search: ask "
        "the sender "
        "which officer it was.",
        could_change="anyone",
    ),
    ProblemKind(
        "named_unknown",
        "warning",
        "{heading} names collar number {value}, which is not in the Officers list: the row counts, that credit "
        "does not; "
        "correct the number.",
    ),
    ProblemKind(
        "named_not_posted",
        "warning",
        "{heading} names collar number {value}, who was not posted on {day}: the row counts, that credit does not; "
        "correct "
        "the number or load the posting.",
    ),
    ProblemKind(
        "named_pcso",
        "warning",
        "{heading} names collar number {value}, a PCSO, who has no power of arrest or of stop and search: the row "
        "counts, that "
        "credit does not; ask the sender which officer it was.",
    ),
    ProblemKind(
        "unknown_beat",
        "warning",
        "{heading} “{value}” is not in the Beats list: the row counts, its beat does not; correct the beat.",
    ),
    ProblemKind(
        "beat_not_listed",
        "set_aside",
        "{heading} “{value}” is not in the Beats list, and without it nobody knows what the row is about: correct the beat, or "
        "load a Beats list that has it.",
    ),
    ProblemKind(
        "unknown_place",
        "warning",
        "{heading} “{value}” is not in the Places list: the row counts, its place does not; correct the code or "
        "load the place.",
    ),
    ProblemKind(
        "unknown_state",
        "warning",
        "{heading} “{value}” is not a known state: its hours count as rostered, state not known; correct it or "
        "have the "
        "word added.",
    ),
    ProblemKind(
        "unknown_area",
        "set_aside",
        "{heading} “{value}” is not a beat, sector or LPA of the Beats list, nor Force: correct it, or load a "
        "Beats list "
        "that has it.",
    ),
    ProblemKind(
        "unknown_kpi",
        "set_aside",
        "{heading} “{value}” is not the id of a KPI: write an id of the Definitions page, for example ppn_submissions.",
    ),
    ProblemKind(
        "end_before_start", "set_aside", "{then} lies before {first}: correct one of them and send the row again."
    ),
    ProblemKind(
        "same_reference",
        "set_aside",
        "{key} stands in rows {rows}: same reference, different content; find out which is right and send only "
        "that row.",
    ),
    ProblemKind(
        "outside_area",
        "set_aside",
        "Collar number {value} was with {team} on {day}, outside what this file covers ({area}): choose a larger "
        "area, or "
        "leave the row to that team's file.",
        could_change="nobody",
    ),
    ProblemKind(
        "outside_days",
        "set_aside",
        "This row is of {day}, outside what this file covers ({days}): choose days that hold it, or leave the row to the file "
        "of its month.",
    ),
    ProblemKind(
        "needs_rationale",
        "warning",
        "A target for {value} needs a written rationale, because targets on arrests and searches can skew "
        "priorities: fill "
        "in Rationale.",
    ),
)

KINDS: dict[str, ProblemKind] = {
    kind.code: kind for kind in (*OF_A_FILE, *OF_WHAT_A_FILE_IS, *OF_A_SHEET, *OF_A_CELL, *OF_A_ROW)
}


def problem(
    code: str, sheet: str, cell: str = "", severity: Severity | None = None, /, more: int = 0, **slots: object
) -> Problem:
    """The fault as met at a cell, and in `more` cells of the column that say the same.

    A gentler `severity` than the kind's own says that the row counts without the cell.
    """
    met = severity or KINDS[code].severity
    return Problem(code, met, sheet, cell, sentence(code, met, sheet, more, tuple(slots.items())))


@lru_cache(maxsize=1024)
def sentence(code: str, met: Severity, sheet: str, more: int, slots: tuple[tuple[str, object], ...]) -> str:
    """The words of a fault. Kept, because a file can hold a hundred thousand cells of which the same is to be said."""
    kind = KINDS[code]
    words = kind.words.format(**{"sheet": sheet, **dict(slots)}).rstrip(".")
    gentler = met == "warning" and kind.severity == "set_aside"
    again = f" (and {more:,} more cells like it)" if more else ""
    return f"{words}{COUNTS_WITHOUT if gentler else ''}{again}."
