"""Headings as they stand in a sheet, in one row or over two or three, and how well an export fits them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from metrics.catalogue import exports
from metrics.export import Export
from metrics.intake.reader import Sheet

ROWS_SCANNED = 30
"""Titles, filters and notes above the headings have never been seen to be longer."""
DEEPEST = 3
"""Headings over more rows than this have never been seen."""
SHARED_BY_FEW = 3
"""A heading of more exports than this (Date, Officer, Beat) says nothing about which export is meant."""
SHARE_OF_SHEET = 0.5
"""A sheet of which fewer headings are ours is somebody else's, whatever it shares."""
LONGEST = 80
"""No heading of ours is longer, line breaks included."""

NOTES_AT_MOST = 3

SHORTENED = {"number": "no", "numbers": "nos", "num": "no", "reference": "ref", "identifier": "id"}
UNITS = (
    r"hours?|hrs?|hh:mm(?::ss)?|min(?:ute)?s?|numbers?|no\.?|nos\.?|count|n|%|per ?cent|£|dates?|times?|date and time|"
    r"dd/mm/yy(?:yy)?(?: hh:mm(?::ss)?)?|yes/no|y/n|y or n|yes or no|text|codes?|fte|people|persons?|names?|refs?"
)
UNIT = re.compile(rf"(?:{UNITS})|\((?:{UNITS})\)|\[(?:{UNITS})\]", re.IGNORECASE)
"""A cell that says in what a column is measured."""
NOTE = re.compile(
    rf"\s*(?:[*\u2020\u2021\u00a7\u00b9\u00b2\u00b3\u2070-\u2079]{{1,6}}|(?<![0-9])[0-9]{{1,2}}|"
    rf"[(\[](?:(?:foot)?note )?[0-9a-z]{{1,2}}[)\]]|[(\[](?:{UNITS})[)\]])\s*\Z",
    re.IGNORECASE,
)
"""A footnote's mark or a unit at the end of a heading: Outcome¹, Outcome 1, Outcome*, Outcome [note 1], Length (minutes)."""


@lru_cache(maxsize=4096)
def normal(text: str) -> str:
    """A heading without case, spaces, line breaks and punctuation; number is no, reference is ref."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ").replace("#", " no ")
    words = re.split(r"[^a-z0-9]+", re.sub(r"[\u2018\u2019']", "", plain))
    return "".join(SHORTENED.get(word, word) for word in words)


def without_note(text: str) -> str:
    """A heading without its footnote's mark, its unit in brackets and its normal form; "" where it has neither."""
    plain = text
    for _ in range(
        NOTES_AT_MOST
    ):  # one after another: a pattern that repeats itself can take for ever on a row of digits
        plain = NOTE.sub("", plain)
    return normal(plain) if plain and plain != text else ""


def names_of(export: Export) -> dict[str, tuple[str, bool]]:
    """Normal heading -> (heading, True if it is the declared one and not a synonym)."""
    return names_of_all()[export.sheet]


@cache
def names_of_all() -> dict[str, dict[str, tuple[str, bool]]]:
    """The same by the export's sheet name: asked for every line of every sheet, and an export is slow to hash."""
    found: dict[str, dict[str, tuple[str, bool]]] = {}
    for export in exports().values():
        names = {normal(synonym): (column.heading, False) for column in export.columns for synonym in column.synonyms}
        found[export.sheet] = names | {normal(column.heading): (column.heading, True) for column in export.columns}
    return found


@cache
def needed_names() -> dict[str, list[frozenset[str]]]:
    """By the export's sheet name: for each heading that it needs, every normal form that stands for it."""
    needed = {export.sheet: {column.heading for column in export.needed} for export in exports().values()}
    return {
        sheet: [frozenset(name for name, (known, _) in names.items() if known == heading) for heading in needed[sheet]]
        for sheet, names in names_of_all().items()
    }


@cache
def shared_by() -> dict[str, int]:
    """Normal heading -> number of exports that have it."""
    counts: dict[str, int] = {}
    for export in exports().values():
        for name in names_of(export):
            counts[name] = counts.get(name, 0) + 1
    return counts


@cache
def yielding() -> dict[str, frozenset[str]]:
    """Sheet name -> normal headings with which a sheet is the export that this one yields to: its key and its lead."""
    found = dict.fromkeys(names_of_all(), frozenset[str]())
    for export in exports().values():
        if export.yields_to:
            other = next(one for one in exports().values() if one.sheet == export.yields_to)
            own = {*other.key, other.lead}
            found[export.sheet] = frozenset(name for name, (heading, _) in names_of(other).items() if heading in own)
    return found


def is_of_words(sheet: Sheet, row: int) -> bool:
    """True for a row of texts and blanks, not all blank: headings are never numbers or dates."""
    present = {kinds[row] for kinds in sheet.kinds}
    return "s" in present and present <= {"s", "e"}


@dataclass(frozen=True)
class Line:
    """One to three rows as a line of headings: for each column its normal form, none where it is blank or too long.

    row: the lowest of the rows. loose: the same without footnote marks and units, "" where there are none.
    """

    row: int
    depth: int
    columns: tuple[tuple[str, ...], ...]
    loose: tuple[str, ...]

    @cached_property
    def held(self) -> frozenset[str]:
        """Every normal form."""
        return frozenset(name for names in (*self.columns, self.loose) for name in names if name)


def line_at(sheet: Sheet, row: int, depth: int = 1) -> Line:
    """The headings that a row and the rows above it make together."""
    texts = sheet.row(row)
    if depth == 1:
        columns: tuple[tuple[str, ...], ...] = tuple(
            (normal(text),) if text and len(text) <= LONGEST else () for text in texts
        )
    else:
        above = [sheet.row(y) for y in range(row - depth + 1, row)]
        columns = tuple(readings([*above, texts], x) for x in range(len(texts)))
    loose = tuple(without_note(text) if 0 < len(text) <= LONGEST else "" for text in texts)
    return Line(row, depth, columns, loose)


def readings(rows: list[list[str]], x: int) -> tuple[str, ...]:
    """What a column is headed: its own cells, below the merged headings that reach over it.

    A merged heading stands in the first of its columns, and the cells beside it are blank. What stands below it is never
    read without it: Collar No below Supervisor is not the Collar No.
    """
    own = [row[x] for row in rows]
    above = [reaching_over(rows[i:], x) for i in range(len(rows) - 1)]
    words = [*above, own[-1]] if own[-1] else own
    joined = " ".join(word for word in words if word)
    return (normal(joined),) if 0 < len(joined) <= LONGEST else ()


def reaching_over(rows: list[list[str]], x: int) -> str:
    """The heading in the first of the rows that stands above a column: its own, or one merged over it from the left.

    A heading with nothing below it is merged downwards and reaches over no other column.
    """
    source = next((i for i in range(x, -1, -1) if rows[0][i]), None)
    if source is None:
        return ""
    return rows[0][source] if source == x or any(row[source] for row in rows[1:]) else ""


@dataclass(frozen=True)
class Match:
    """How well one export fits the headings of one row."""

    export: Export
    row: int
    depth: int
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


def match(export: Export, line: Line, named: int) -> Match:
    """Fit an export to a line. The declared heading goes before a synonym, the first column before a later one.

    A heading less its footnote's mark counts where no other column has the heading, marked or not. An export that yields to
    another fits no line with that one's key or lead.
    """
    names = names_of(export) if line.held.isdisjoint(yielding()[export.sheet]) else {}
    columns: dict[str, int] = {}
    held = [next((name for name in ways if name in names), ways[0] if ways else "") for ways in line.columns]
    for declared in (True, False):
        for x, heading in enumerate(held):
            known = names.get(heading)
            if known and known[1] is declared:
                columns.setdefault(known[0], x)
    for x, heading in enumerate(line.loose):
        known = names.get(heading)
        if known and held[x] not in names and known[0] not in columns and line.loose.count(heading) == 1:
            columns[known[0]] = x
            held[x] = heading
    return Match(export, line.row, line.depth, tuple(held), columns, named)


def named_like(export: Export, sheet: str, file: str) -> int:
    """2 where the sheet bears the export's name, 1 where the file does, else 0."""
    own = normal(export.sheet)
    names = {own, *(normal(synonym) for synonym in export.synonyms)}
    for points, name in ((2, normal(sheet)), (1, normal(file))):
        if own in name or name in names:
            return points
    return 0
