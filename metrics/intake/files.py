"""The files of one call: read through one guarded child, recognised, parsed, put in the order of loading."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from metrics.catalogue import exports
from metrics.export import Export
from metrics.intake.archives import expanded
from metrics.intake.check import check_sheet
from metrics.intake.coverage import Days
from metrics.intake.guard import Unreadable
from metrics.intake.lists import references_after
from metrics.intake.matching import Known, head_of
from metrics.intake.outcome import References, SheetOutcome, Status
from metrics.intake.parse import ReadSheet, parse
from metrics.intake.reader import Reader, Sheet, Workbook
from metrics.intake.recognise import NotRecognised
from metrics.intake.tables import tables_of
from metrics.problems import Problem, problem
from metrics.terms import Area

Read = ReadSheet | SheetOutcome
CAN_BE_MATCHED = ("not_ours", "missing_heading")
"""Problems of headings that somebody can put right by saying which column is which."""
Progress = Callable[[int, int, str], None]
"""Called with the number of files done, how many there are, and the name of the next."""


def read_files(
    files: Sequence[tuple[str, bytes]],
    progress: Progress | None = None,
    reader: Reader | None = None,
    by_hand: Known | None = None,
) -> list[Read]:
    """Every sheet of the files, recognised and parsed; what is refused or ignored as its outcome. Needs no lists.

    by_hand: headings matched by hand, by source.
    """
    if reader is None:
        with Reader() as own:
            return read_files(files, progress, own, by_hand)
    found: list[Read] = []
    given, asked = itertools.tee(expanded(files))
    answers = reader.read_all(file for _, file in asked)
    begun = -1
    for place, (name, data) in given:
        if progress and place > begun:
            progress(place, len(files), files[place][0])
        begun = place
        found += read_file(name, data, next(answers), by_hand)
    if progress:
        progress(len(files), len(files), "")
    return found


def read_file(
    name: str, data: bytes | Unreadable, workbook: Workbook | Unreadable, by_hand: Known | None = None
) -> list[Read]:
    """Every sheet of one file, and where none is ours the refusal of the file."""
    file_hash = hashlib.sha256(b"" if isinstance(data, Unreadable) else data).hexdigest()
    if isinstance(workbook, Unreadable):
        left_out: Status = "refused" if workbook.problem.severity == "refused" else "ignored"
        return [SheetOutcome(name, file_hash, "", left_out, problems=(workbook.problem,))]
    found, nearest = [], ""
    for sheet in workbook.sheets:
        for read, near in read_sheet(name, file_hash, sheet, by_hand):
            found.append(read)
            nearest = nearest or near
    if not any(isinstance(read, ReadSheet) or read.status == "refused" for read in found):
        nothing = problem("nothing_recognised", "", file=name, nearest=nearest)
        found.append(SheetOutcome(name, file_hash, "", "refused", problems=(nothing,)))
    return noted(found, workbook.notes)


def noted(found: list[Read], notes: tuple[Problem, ...]) -> list[Read]:
    """What there is to know of the file, told with the first of its sheets that is ours."""
    first = next((i for i, read in enumerate(found) if isinstance(read, ReadSheet)), 0)
    if notes and found:
        read = found[first]
        if isinstance(read, ReadSheet):
            read.problems[:0] = [(-1, -1, note) for note in notes]
        else:
            found[first] = replace(read, problems=(*notes, *read.problems))
    return found


def read_sheet(name: str, file_hash: str, sheet: Sheet, by_hand: Known | None = None) -> Iterator[tuple[Read, str]]:
    """Each table of one sheet, and words for the export it is nearest to where it is none."""
    if sheet.hidden:
        hidden = problem("hidden_sheet", sheet.name)
        yield SheetOutcome(name, file_hash, sheet.name, "ignored", problems=(hidden,)), ""
        return
    for table, found in tables_of(sheet, name, by_hand):
        if isinstance(found, NotRecognised):
            export_id = found.export.id if found.export else None
            status: Status = "refused" if found.export else "ignored"
            head = head_of(table) if any(fault.code in CAN_BE_MATCHED for fault in found.problems) else None
            left = SheetOutcome(name, file_hash, sheet.name, status, export_id, problems=found.problems, head=head)
            yield left, found.nearest
        elif found.extra or found.matching:
            yield replace(parse(name, file_hash, table, found), matching=found.matching, head=head_of(table)), ""
        else:
            yield parse(name, file_hash, table, found), ""


def export_of(read: Read) -> Export | None:
    """The export that a sheet is or was meant to be."""
    if isinstance(read, ReadSheet):
        return read.export
    return exports().get(read.export_id or "")


def order(sheets: Iterable[Read]) -> list[Read]:
    """In the order of loading: beats, officers, places, then the rest; what is none of ours last."""
    return sorted(sheets, key=lambda read: found.rank if (found := export_of(read)) else 1000)


def examine(
    files: Sequence[tuple[str, bytes]],
    references: References,
    *,
    area: Area | None = None,
    days: Days | None = None,
    today: dt.date,
    secret: bytes,
    progress: Progress | None = None,
) -> list[SheetOutcome]:
    """Every sheet's outcome in the order of loading, each list of the call used for the sheets after it."""
    outcomes = []
    for read in order(read_files(files, progress)):
        if isinstance(read, SheetOutcome):
            outcomes.append(read)
            continue
        outcome = check_sheet(read, references, area=area, days=days, today=today, secret=secret)
        references = references_after(outcome, references)
        outcomes.append(outcome)
    return outcomes
