"""Headings matched by hand: which headings of a source are ours, as somebody chose once and the store remembers.

A source is known by its line of headings and by nothing else: the same system's export of next week is the same source,
whatever its file, sheet and order of columns, and with one heading more or less it is another one.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from metrics.catalogue import exports
from metrics.export import Export
from metrics.intake.headings import DEEPEST, ROWS_SCANNED, Line, Match, is_of_words, line_at, names_of
from metrics.intake.reader import Sheet
from metrics.problems import Problem, problem
from metrics.terms import say_date

HEAD_ROWS = 60
"""Rows that are kept of a sheet whose headings can be matched: enough to show what its columns hold."""


@dataclass(frozen=True)
class Matching:
    """One choice. columns: heading of the source, as `names_in` has it -> heading of ours. headings: the line as it stood.

    number, by, at: the entry in the store; None and "" while it is not stored.
    """

    source: str
    export_id: str
    columns: Mapping[str, str]
    headings: tuple[str, ...] = ()
    number: int | None = None
    by: str = ""
    at: dt.datetime | None = None

    def is_same(self, other: Matching | None) -> bool:
        """True for the same choice, whoever made it and when."""
        return other is not None and (self.source, self.export_id, dict(self.columns)) == (
            other.source,
            other.export_id,
            dict(other.columns),
        )


Known = Mapping[str, Matching]
"""By source."""


@dataclass(frozen=True)
class Matched:
    """A sheet's line of headings that is a known source's, and how its export fits by that choice."""

    matching: Matching
    match: Match
    note: Problem = field(compare=False)


def names_in(line: Line) -> tuple[str, ...]:
    """Each column's heading in normal form, "" where it has none; the second of the same is `date#2`, and so on."""
    met: Counter[str] = Counter()
    names = []
    for ways in line.columns:
        name = ways[0] if ways else ""
        met[name] += 1
        names.append(f"{name}#{met[name]}" if name and met[name] > 1 else name)
    return tuple(names)


def source_of(names: Sequence[str]) -> str:
    """What a line of headings is known by, in any order; where a heading stands twice, only in this one."""
    present = [name for name in names if name]
    if not any("#" in name for name in present):
        present.sort()
    return hashlib.sha256("|".join(present).encode()).hexdigest()


def lines_in(sheet: Sheet) -> Iterator[Line]:
    """Every line near the top of a sheet that can be one of headings: single rows first, then two and three together."""
    rows = range(sheet.start, min(sheet.start + ROWS_SCANNED, sheet.height))
    words = [is_of_words(sheet, row) for row in rows]
    for depth in range(1, DEEPEST + 1):
        for row in rows[depth - 1 :]:
            if all(words[row - sheet.start - back] for back in range(depth)):
                yield line_at(sheet, row, depth)


def remembered(sheet: Sheet, known: Known) -> Matched | None:
    """The first line that is a known source's, with the choice made for it."""
    for line in lines_in(sheet):
        names = names_in(line)
        matching = known.get(source_of(names))
        export = exports().get(matching.export_id) if matching else None
        if matching and export:
            return matched(sheet, line, names, matching, export)
    return None


def matched(sheet: Sheet, line: Line, names: tuple[str, ...], matching: Matching, export: Export) -> Matched:
    """The choice put to use. A heading that the export no longer has is passed over."""
    ours = {column.heading for column in export.columns}
    places = {name: x for x, name in enumerate(names) if name}
    columns = {
        heading: places[name] for name, heading in matching.columns.items() if name in places and heading in ours
    }
    match = Match(export, line.row, line.depth, names, columns, 2)
    return Matched(matching, match, note_of(sheet, match, matching))


def note_of(sheet: Sheet, found: Match, matching: Matching) -> Problem:
    """What was read otherwise than its heading says, and by whose choice."""
    own = names_of(found.export)
    pairs = [
        f"“{text_at(sheet, found, x)}” as {heading}"
        for heading, x in found.columns.items()
        if own.get(found.headings[x], ("",))[0] != heading
    ]
    unused = [own[name][0] for x, name in enumerate(found.headings) if name in own and x not in found.columns.values()]
    left_out = [f"without {heading}" for heading in dict.fromkeys(unused) if heading not in found.columns]
    when = f"by {matching.by} on {say_date(matching.at.date())}" if matching.at else "by hand for this load"
    return problem("matched_headings", sheet.name, when=when, pairs=", ".join([*pairs, *left_out]) or "as they stand")


def text_at(sheet: Sheet, found: Match | Line, x: int) -> str:
    """A column's heading as it stands in the sheet, all of its rows."""
    return " ".join(text for text in sheet.columns[x][found.row - found.depth + 1 : found.row + 1] if text)


def head_of(sheet: Sheet) -> Sheet:
    """The first rows of a sheet (of a table further down, of that table), to choose its headings by."""
    last = sheet.start + ROWS_SCANNED + HEAD_ROWS
    columns = [texts[:last] for texts in sheet.columns]
    return Sheet(sheet.name, sheet.hidden, columns, [kinds[:last] for kinds in sheet.kinds], start=sheet.start)
