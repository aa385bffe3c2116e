"""Which export a sheet is, where its headings are, and which column is which. By headings only; names break ties."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from metrics.catalogue import exports
from metrics.export import Export
from metrics.intake.reader import Sheet
from metrics.problems import Problem, problem

ROWS_SCANNED = 30
"""Titles, filters and notes above the headings have never been seen to be longer."""
SHARED_BY_FEW = 3
"""A heading of more exports than this (Date, Officer, Beat) says nothing about which export is meant."""
SHARE_OF_SHEET = 0.5
"""A sheet of which fewer headings are ours is somebody else's, whatever it shares."""

LONGEST = 80
"""No heading of ours is longer, line breaks included."""

SHORTENED = {"number": "no", "numbers": "nos", "num": "no", "reference": "ref", "identifier": "id"}


def normal(text: str) -> str:
    """A heading without case, spaces, line breaks and punctuation; number is no, reference is ref."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ").replace("#", " no ")
    words = re.split(r"[^a-z0-9]+", re.sub(r"[\u2018\u2019']", "", plain))
    return "".join(SHORTENED.get(word, word) for word in words)


@dataclass(frozen=True)
class Recognised:
    """A sheet that is one of ours. `row` is the row of its headings (from 0); `columns` heading -> column (from 0)."""

    export: Export
    row: int
    columns: Mapping[str, int]
    extra: tuple[int, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class NotRecognised:
    """A sheet that cannot be read as an export: refused where one was meant, else none of ours."""

    export: Export | None
    problems: tuple[Problem, ...]
    nearest: str = ""


@cache
def names_of(export: Export) -> dict[str, tuple[str, bool]]:
    """Normal heading -> (heading, True if it is the declared one and not a synonym)."""
    found: dict[str, tuple[str, bool]] = {}
    for column in export.columns:
        found.update({normal(synonym): (column.heading, False) for synonym in column.synonyms})
    found.update({normal(column.heading): (column.heading, True) for column in export.columns})
    return found


@cache
def shared_by() -> dict[str, int]:
    """Normal heading -> number of exports that have it."""
    counts: dict[str, int] = {}
    for export in exports().values():
        for name in names_of(export):
            counts[name] = counts.get(name, 0) + 1
    return counts


@dataclass(frozen=True)
class Match:
    """How well one export fits the headings of one row."""

    export: Export
    row: int
    headings: tuple[str, ...]
    columns: dict[str, int]
    named: int

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """Needed headings that the row does not have."""
        return tuple(column.heading for column in self.export.needed if column.heading not in self.columns)

    @property
    def share(self) -> float:
        """Share of the needed headings that the row has."""
        return 1 - len(self.missing) / len(self.export.needed)

    @property
    def filled(self) -> int:
        """Headings of the row, ours or not."""
        return sum(1 for heading in self.headings if heading)

    @property
    def is_meant(self) -> bool:
        """True where the sender meant this export, though a needed heading is missing."""
        if not self.columns:
            return False
        held = [self.headings[x] for x in self.columns.values()]
        keys = {self.headings[self.columns[key]] for key in self.export.key if key in self.columns}
        whole_key = len(keys) == len(self.export.key)
        if self.named == 2 or (whole_key and any(shared_by()[key] == 1 for key in keys)):
            return True
        told = any(shared_by()[name] <= SHARED_BY_FEW for name in held)
        return self.share >= 0.5 and told and len(held) >= SHARE_OF_SHEET * self.filled


def match(export: Export, row: int, headings: tuple[str, ...], named: int) -> Match:
    """Fit an export to a row. The declared heading goes before a synonym, the first column before a later one."""
    names = names_of(export)
    columns: dict[str, int] = {}
    for declared in (True, False):
        for x, heading in enumerate(headings):
            known = names.get(heading)
            if known and known[1] is declared:
                columns.setdefault(known[0], x)
    return Match(export, row, headings, columns, named)


def named_like(export: Export, sheet: str, file: str) -> int:
    """2 where the sheet bears the export's name, 1 where the file does, else 0."""
    own = normal(export.sheet)
    names = {own, *(normal(synonym) for synonym in export.synonyms)}
    for points, name in ((2, normal(sheet)), (1, normal(file))):
        if own in name or name in names:
            return points
    return 0


def best_match(sheet: Sheet, file: str) -> Match | None:
    """The export and row that fit best. None where no row holds a heading of ours."""
    found: list[Match] = []
    names = {export.id: named_like(export, sheet.name, file) for export in exports().values()}
    for row in range(min(ROWS_SCANNED, sheet.height)):
        headings = tuple(normal(text) if 0 < len(text) <= LONGEST else "" for text in sheet.row(row))
        held = set(headings)
        for export in exports().values():
            if not held.isdisjoint(names_of(export)):
                found.append(match(export, row, headings, names[export.id]))
        if any(not candidate.missing for candidate in found):
            break
    return max(found, key=fit, default=None)


def fit(candidate: Match) -> tuple[float, ...]:
    """What makes one candidate better: complete, then meant, then more headings, then its name, then the higher row."""
    return (
        not candidate.missing,
        candidate.is_meant,
        candidate.share if candidate.missing else 1,
        len(candidate.columns),
        candidate.named,
        -candidate.row,
    )


def recognise(sheet: Sheet, file: str) -> Recognised | NotRecognised:
    """What the sheet is, with every problem of its headings."""
    if not any(map(any, sheet.columns)):
        return NotRecognised(None, (problem("empty_sheet", sheet.name),))
    found = best_match(sheet, file)
    if found is None:
        return NotRecognised(None, (problem("not_ours", sheet.name, nearest=""),))
    if found.missing and not found.is_meant:
        nearest = f" (nearest: {found.export.sheet}, without {listed(found.missing)})" if found.share >= 0.5 else ""
        return NotRecognised(None, (problem("not_ours", sheet.name, nearest=nearest),), nearest)
    if found.missing:
        lacking = problem("missing_heading", sheet.name, export=found.export.sheet, missing=words_for(found.missing))
        return NotRecognised(found.export, (lacking,))
    return settle(sheet, found)


def settle(sheet: Sheet, found: Match) -> Recognised | NotRecognised:
    """Look for headings that stand twice and for columns that are not ours."""
    twice = list(doubled(sheet, found))
    if any(fault.severity == "refused" for fault in twice):
        return NotRecognised(found.export, tuple(twice))
    used = set(found.columns.values())
    doubles = {x for x, heading in enumerate(found.headings) if heading in {found.headings[u] for u in used}}
    extra = tuple(x for x in range(len(sheet.columns)) if x not in used | doubles and has_cells(sheet, x, found.row))
    problems = [*twice]
    if extra:
        texts = [sheet.columns[x][found.row] or f"column {letters(x)}" for x in extra]
        words = f"{listed(texts)} {'is' if len(texts) == 1 else 'are'}"
        problems.append(problem("extra_columns", sheet.name, columns=words, export=found.export.sheet))
    return Recognised(found.export, found.row, found.columns, extra, tuple(problems))


def doubled(sheet: Sheet, found: Match) -> Iterable[Problem]:
    """A problem for each heading of ours that stands twice: refused where the columns differ."""
    for heading, x in found.columns.items():
        others = [i for i, text in enumerate(found.headings) if text == found.headings[x] and i != x]
        if any(sheet.columns[i][found.row :] != sheet.columns[x][found.row :] for i in others):
            yield problem("heading_twice", sheet.name, f"{letters(others[0])}{found.row + 1}", heading=heading)


def has_cells(sheet: Sheet, x: int, row: int) -> bool:
    """True if a column holds anything at or below the headings."""
    return any(sheet.columns[x][row:])


def letters(x: int) -> str:
    """0 is A, 26 is AA."""
    found = ""
    x += 1
    while x:
        x, rest = divmod(x - 1, 26)
        found = chr(65 + rest) + found
    return found


def listed(words: Sequence[str]) -> str:
    """A, B and C."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def words_for(missing: Sequence[str]) -> str:
    """The heading A is missing; the headings A and B are missing."""
    return (
        f"the heading{'s' if len(missing) > 1 else ''} {listed(missing)} {'are' if len(missing) > 1 else 'is'} missing"
    )
