"""Several tables on one sheet, below or beside each other: each is read as if it stood alone, at its own addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from metrics.catalogue import exports
from metrics.intake.headings import Match, is_of_words, line_at, match, names_of, normal, shared_by, without_note
from metrics.intake.matching import Known
from metrics.intake.reader import Sheet
from metrics.intake.recognise import NotRecognised, Recognised, recognise
from metrics.problems import problem

WITHOUT_DIGITS = re.compile(r"^[^\d\n]{3,80}\d?$", re.MULTILINE)
"""Among references, which have digits, a heading is found by having none (a footnote's mark apart)."""
HEADINGS_AT_LEAST = 3
"""A row with fewer headings of an export is a record that happens to hold one."""

ROWS_TRIED = 1_000
"""Different rows that begin like headings, in one sheet: more than any that is not made to keep us busy."""

Table = tuple[Sheet, Recognised | NotRecognised]


def tables_of(sheet: Sheet, file: str, by_hand: Known | None = None) -> list[Table]:
    """The sheet's tables, mostly one, each recognised. by_hand: what was matched by hand."""
    found: list[Table] = []
    for part, recognised in below_each_other(sheet, file, by_hand):
        found += beside_each_other(part, recognised, file, by_hand)
    known = [table for _, table in found if isinstance(table, Recognised)]
    if len({table.export.id for table in known}) < len(known):
        twice = next(t for i, t in enumerate(known) if t.export.id in {other.export.id for other in known[:i]})
        fault = problem("table_twice", sheet.name, f"A{twice.top + 1}", export=twice.export.sheet, row=twice.top + 1)
        return [(sheet, NotRecognised(twice.export, (fault,)))]
    return found


def below_each_other(sheet: Sheet, file: str, by_hand: Known | None = None) -> Iterator[Table]:
    """The table at the top, and those that begin further down."""
    recognised = recognise(sheet, file, by_hand)
    titles = recognised.top if isinstance(recognised, Recognised) else 0
    met: set[str] = set()
    while isinstance(recognised, Recognised) and recognised.export.id not in met:  # met twice, all is refused anyway
        met.add(recognised.export.id)
        begins = next_table(sheet, recognised)
        if begins is None:
            break
        above = cut(sheet, sheet.start, begins, range(len(sheet.columns)), titles)
        yield above, recognise(above, file, by_hand)
        sheet = cut(sheet, begins, sheet.height, range(len(sheet.columns)), titles)
        recognised = recognise(sheet, file, by_hand)
    yield sheet, recognised


def next_table(sheet: Sheet, found: Recognised) -> int | None:
    """The row with which another table's titles and headings begin. None where there is none."""
    seen: set[tuple[str, ...]] = set()
    for y in sorted(rows_to_look_at(sheet, found)):
        row = tuple(sheet.row(y))
        if row not in seen and begins_another(sheet, y, found):
            return with_titles(sheet, y, found.row)
        seen.add(row)
        if len(seen) > ROWS_TRIED:
            break
    return None


def begins_another(sheet: Sheet, y: int, found: Recognised) -> bool:
    """True where a row holds the headings of another table."""
    line = line_at(sheet, y)
    if not is_of_words(sheet, y) or len(line.held) < HEADINGS_AT_LEAST:
        return False
    fitting = (match(export, line, 0) for export in exports().values() if not line.held.isdisjoint(names_of(export)))
    return any(begins_table(other) and not is_repeated(other, found) for other in fitting)


def rows_to_look_at(sheet: Sheet, found: Recognised) -> set[int]:
    """Rows that may hold headings: those whose key reads like one, and those that lack a needed cell and begin like one."""
    rows: set[int] = set()
    keys = sheet.columns[found.columns[found.export.stands_for_row]]
    below = keys[found.row + 1 :]
    if WITHOUT_DIGITS.search("\n".join(below)):
        wanted = {text for text in set(below) if is_heading(text)}
        rows.update(y for y, text in enumerate(below, found.row + 1) if text in wanted)
    for column in found.export.needed:
        kinds = sheet.kinds[found.columns[column.heading]]
        y = kinds.find("e", found.row + 1)
        while y >= 0:
            if y not in rows and is_heading(next((text for text in sheet.row(y) if text), "")):
                rows.add(y)
            y = kinds.find("e", y + 1)
    return rows


def is_heading(text: str) -> bool:
    """True for a heading of any export."""
    return 0 < len(text) <= 80 and (normal(text) in shared_by() or without_note(text) in shared_by())


def begins_table(other: Match) -> bool:
    """True where a row within the sheet is meant as an export's headings."""
    enough = len(other.columns) >= min(HEADINGS_AT_LEAST, len(other.export.columns))
    return enough and (not other.missing or other.is_meant) and 2 * len(other.columns) >= other.filled


def is_repeated(other: Match, found: Recognised) -> bool:
    """True for the same headings in the same columns, as at the top of each printed page."""
    return other.export.id == found.export.id and all(
        found.columns.get(heading) == x for heading, x in other.columns.items()
    )


def with_titles(sheet: Sheet, y: int, header: int) -> int:
    """The first of the title lines and blank rows directly above a row of headings."""
    while y - 1 > header and sum(1 for text in sheet.row(y - 1) if text) <= 1:
        y -= 1
    return y


def cut(sheet: Sheet, first: int, last: int, columns: Iterable[int], titles: int) -> Sheet:
    """Some rows and columns of a sheet at their own addresses, below the sheet's titles; everything else is blank."""
    inside = set(columns)
    kept = min(titles, first)
    texts, kinds = [], []
    for x in range(len(sheet.columns)):
        rest = slice(first, last if x in inside else first)
        gap = first - kept
        below = last - first if x not in inside else 0
        texts.append([*sheet.columns[x][:kept], *[""] * gap, *sheet.columns[x][rest], *[""] * below])
        kinds.append(sheet.kinds[x][:kept] + "e" * gap + sheet.kinds[x][rest] + "e" * below)
    return Sheet(sheet.name, sheet.hidden, texts, kinds, sheet.hidden_rows, sheet.hidden_columns, start=first)


def beside_each_other(
    sheet: Sheet, whole: Recognised | NotRecognised, file: str, by_hand: Known | None = None
) -> list[Table]:
    """The tables that blank columns keep apart, if at least two are ours; else the sheet as it stands."""
    if not may_be_several(whole):
        return [(sheet, whole)]
    blocks = list(blocks_of(sheet))
    if len(blocks) > 1:
        top = top_of_headings(sheet, whole)
        parts = [cut(sheet, top, sheet.height, block, top) for block in blocks]
        found: list[Table] = [(part, recognise(part, file, by_hand)) for part in parts]
        if sum(isinstance(table, Recognised) for _, table in found) > 1:
            return found
    return [(sheet, whole)]


def may_be_several(whole: Recognised | NotRecognised) -> bool:
    """True where one export does not explain every column of the sheet."""
    if isinstance(whole, Recognised):
        return bool(whole.extra) or any(found.code == "heading_twice" for found in whole.problems)
    return any(found.code in ("heading_twice", "missing_heading") for found in whole.problems)


def top_of_headings(sheet: Sheet, whole: Recognised | NotRecognised) -> int:
    """Where the titles end: the first row of headings, or the first with more than two cells where that is not known."""
    if isinstance(whole, Recognised):
        return whole.top
    rows = range(sheet.start, sheet.height)
    return next((y for y in rows if sum(1 for text in sheet.row(y) if text) > 2), sheet.start)


def blocks_of(sheet: Sheet) -> Iterator[list[int]]:
    """Runs of columns between blank ones; above the headings a title may reach over them."""
    block: list[int] = []
    for x, texts in enumerate(sheet.columns):
        if any(texts[sheet.start :]):
            block.append(x)
        elif block:
            yield block
            block = []
    if block:
        yield block
