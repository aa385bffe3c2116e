"""Which rows below the headings are records. What is none is named and left out, and a row that may be one stays in."""

from __future__ import annotations

import re

from metrics.intake.gather import Parsing
from metrics.intake.headings import UNIT, normal
from metrics.intake.recognise import letters, listed
from metrics.problems import problem

TOTALS = re.compile(r"(?:grand |sub[- ]?)?totals?\b", re.IGNORECASE)
NOTE_MARK = re.compile(
    r"[(\[]?(?:[0-9]{1,2}|[a-z]|[*\u2020\u2021\u00a7\u00b9\u00b2\u00b3]+)[)\].:]?|(?:foot)?notes?\b.*|source\b.*",
    re.I,
)
"""What stands before a footnote, in a cell of its own: 1, (a), *."""
DIGIT = re.compile("[0-9]")
ROWS_NAMED = 6
"""Rows that a sentence names before it says "others"."""


def choose_rows(work: Parsing) -> None:
    """The rows below the headings that are records."""
    first = work.found.row + 1
    left_out: dict[int, str] = {}
    odd = sorted(odd_rows(work, first))
    headings = lines_of_headings(work)
    for y in odd:
        kind = kind_of_row(work, y, headings)
        if kind:
            left_out[y] = kind
    note_footnotes(work, odd, left_out)
    for y, kind in left_out.items():
        if kind == "totals_row":
            work.problems.append((y, 0, problem("totals_row", work.sheet.name, f"A{y + 1}", row=y + 1)))
    for kind in ("unit_row", "repeated_headings", "group_row", "footnote"):
        name_rows(work, kind, [y for y, found in sorted(left_out.items()) if found == kind])
    work.rows = [y for y in range(first, work.sheet.height) if y not in left_out]


def name_rows(work: Parsing, code: str, rows: list[int]) -> None:
    """One sentence for all rows of one kind, at the first of them."""
    if not rows:
        return
    named = [str(y + 1) for y in rows[:ROWS_NAMED]] + (["others"] if len(rows) > ROWS_NAMED else [])
    words = f"{'row' if len(rows) == 1 else 'rows'} {listed(named)}"
    x, text = next((x, text) for x, text in enumerate(work.sheet.row(rows[0])) if text)
    shown = text if len(text) <= 60 else text[:60] + "…"
    found = problem(code, work.sheet.name, f"{letters(x)}{rows[0] + 1}", rows=words, text=shown)
    work.problems.append((rows[0], x, found))


def odd_rows(work: Parsing, first: int) -> set[int]:
    """Rows with a needed cell blank, rows whose key reads like a total or a heading, and the first: all others are records."""
    found: set[int] = {first} if first < work.sheet.height else set()
    for column in work.export.needed:
        kinds = work.sheet.kinds[work.found.columns[column.heading]]
        y = kinds.find("e", first)
        while y >= 0:
            found.add(y)
            y = kinds.find("e", y + 1)
    keys = work.sheet.columns[key_column(work)]
    heading = keys[work.found.row]
    found.update(y for y in range(first, len(keys)) if keys[y][:1] in "TtGgSs" and TOTALS.fullmatch(keys[y]))
    if heading and heading in keys[first:]:
        found.update(y for y in range(first, len(keys)) if keys[y] == heading)
    return found


def key_column(work: Parsing) -> int:
    """The column of the cell that stands for a row."""
    return work.found.columns[work.export.stands_for_row]


def kind_of_row(work: Parsing, y: int, headings: set[tuple[str, ...]]) -> str:
    """Why a row is no record; "" where it may be one."""
    filled = [(x, text) for x, text in enumerate(work.sheet.row(y)) if text]
    if any(kinds[y] == "x" for kinds in work.sheet.kinds):
        return ""
    if not filled:
        return "blank"
    if y == work.found.row + 1 and all(UNIT.fullmatch(text) for _, text in filled) and says_units(work, y):
        return "unit_row"
    if TOTALS.match(filled[0][1]) or TOTALS.fullmatch(work.sheet.columns[key_column(work)][y]):
        return (
            "totals_row" if is_incomplete(work, y) or TOTALS.fullmatch(work.sheet.columns[key_column(work)][y]) else ""
        )
    if repeats_headings(work, y, headings):
        return "repeated_headings"
    return "group_row" if is_group(work, filled, y) else ""


def is_incomplete(work: Parsing, y: int) -> bool:
    """True if a needed cell of the row is blank."""
    return any(work.sheet.kinds[work.found.columns[column.heading]][y] == "e" for column in work.export.needed)


def says_units(work: Parsing, y: int) -> bool:
    """True where no needed cell could be a record's: a row of texts that are all units, and more than the key alone."""
    return all(kinds[y] in "se" for kinds in work.sheet.kinds) and (
        is_incomplete(work, y) or UNIT.fullmatch(work.sheet.columns[key_column(work)][y]) is not None
    )


def lines_of_headings(work: Parsing) -> set[tuple[str, ...]]:
    """What the rows of headings say, each as texts and in normal form; a row with one heading is like a group's."""
    rows = [work.sheet.row(y) for y in range(work.found.top, work.found.row + 1)]
    return {tuple(line) for row in rows if sum(map(bool, row)) > 1 for line in (row, map(normal, row))}


def repeats_headings(work: Parsing, y: int, headings: set[tuple[str, ...]]) -> bool:
    """True for a row that says what one of the rows of headings says, as at the top of each printed page."""
    row = work.sheet.row(y)
    return tuple(row) in headings or tuple(map(normal, row)) in headings


def is_group(work: Parsing, filled: list[tuple[int, str]], y: int) -> bool:
    """True for a text alone in its row that cannot be a record's reference."""
    x, text = filled[0]
    if len(filled) > 1 or work.sheet.kinds[x][y] != "s":
        return False
    return x != key_column(work) or not DIGIT.search(text)


def note_footnotes(work: Parsing, odd: list[int], left_out: dict[int, str]) -> None:
    """The texts below the last record: no group, since nothing comes after them."""
    records = set(odd) - set(left_out)
    for y in reversed(odd):
        if not follows_on(work, y, left_out):
            return
        filled = [(x, text) for x, text in enumerate(work.sheet.row(y)) if text]
        if y in records and not is_footnote(work, filled, y):
            return
        if filled and left_out.get(y, "group_row") == "group_row":
            left_out[y] = "footnote"


def follows_on(work: Parsing, y: int, left_out: dict[int, str]) -> bool:
    """True if every row below is left out."""
    return y + 1 >= work.sheet.height or y + 1 in left_out


def is_footnote(work: Parsing, filled: list[tuple[int, str]], y: int) -> bool:
    """True for words alone in a row, or after a footnote's mark: more than a reference, and no number or date."""
    if any(work.sheet.kinds[x][y] not in "s" for x, _ in filled[1:]) or not 1 <= len(filled) <= 2:
        return False
    if len(filled) == 2:
        return NOTE_MARK.fullmatch(filled[0][1]) is not None and " " in filled[1][1]
    return work.sheet.kinds[filled[0][0]][y] == "s" and " " in filled[0][1]
