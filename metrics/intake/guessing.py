"""A guess for headings that nobody has matched yet: the nearest export, and for each of its headings the likeliest column.

By how alike the names are, and by what the cells hold. It is only ever offered: somebody looks at it and says yes.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from metrics.catalogue import exports
from metrics.export import Column, Export
from metrics.intake.headings import Line, named_like, names_of, normal
from metrics.intake.matching import Known, Matching, names_in, source_of
from metrics.intake.reader import Sheet
from metrics.intake.recognise import listed
from metrics.intake.source_lines import SourceLine, cells
from metrics.intake.values import Fault, reading_of, wall_time

NAME_COUNTS = 0.65
"""What the name counts in a guess; the rest is what the cells hold."""
GOOD_ENOUGH = 0.48
GOOD_ENOUGH_WHERE_NEEDED = 0.4
"""Below these nothing is guessed: a blank to fill in is seen, a wrong guess is not."""
NAMED_COUNTS = 0.2
"""What it counts that sheet, file or title bear the export's name, or a word that no other export has."""
SURE = 1.0
"""A heading of ours, or one that somebody matched before: more than any guess."""
UNLIKE = 0.5
"""Where a smaller share of the cells can be read, the column is not guessed whatever its name."""
COLLAR = re.compile(r"[A-Za-z]{0,3}[0-9]{3,6}(?:\.0)?")
TELLING = ("date", "moment", "number", "whole", "yes_no", "choice")
"""Types that say no to most cells, so that what can be read says something."""
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")


@dataclass(frozen=True)
class Guess:
    """An export with the likeliest column for each of its headings (heading of ours -> name in the sheet)."""

    export: Export
    columns: Mapping[str, str]
    likeness: float


def guesses(sheet: Sheet, source: SourceLine, file: str, known: Known) -> list[Guess]:
    """A guess for each export, the nearest first. known: what was matched before, also of other sources."""
    held = {name: cells(sheet, source.line, x) for x, name in enumerate(names_in(source.line)) if name}
    found = [guess(export, source, held, known) for export in exports().values()]
    about = words_of(" ".join([sheet.name, file, *titles_above(sheet, source.line), *source.texts.values()]))

    def nearness(one: Guess) -> float:
        named = named_like(one.export, sheet.name, file) / 2
        return one.likeness + NAMED_COUNTS * max(named, bool(about & words_only_of(one.export.sheet)))

    return sorted(found, key=nearness, reverse=True)


def titles_above(sheet: Sheet, line: Line) -> list[str]:
    """The texts above a line of headings."""
    return [text for row in range(line.row - line.depth + 1) for text in sheet.row(row) if text]


@cache
def words_only_of(name: str) -> frozenset[str]:
    """The words of an export's names and headings that hardly any other export has: custody, warrant, meeting."""
    words = {export.sheet: words_of_export(export) for export in exports().values()}
    counts = Counter(word for found in words.values() for word in found)
    return frozenset(word for word in words[name] if counts[word] == 1 and len(word) > 3)


def words_of_export(export: Export) -> frozenset[str]:
    """Every word of an export's names and headings."""
    names = [export.sheet, *export.synonyms, *(name for c in export.columns for name in (c.heading, *c.synonyms))]
    return words_of(" ".join(names))


def guess(export: Export, source: SourceLine, held: Mapping[str, list[tuple[str, str]]], known: Known) -> Guess:
    """The likeliest columns of one export, the surest first, each used once."""
    before = matched_before(export, known)
    sure = sorted(scores(export, source, held, before), reverse=True)
    columns: dict[str, str] = {}
    total = 0.0
    needed = {column.heading for column in export.needed}
    for score, heading, name in sure:
        if heading not in columns and name not in columns.values():
            columns[heading] = name
            total += score if heading in needed else 0
    optional = (len(columns) - len(needed & columns.keys())) / max(len(source.texts), 1)
    return Guess(export, columns, total / max(len(needed), 1) + 0.2 * optional)


def scores(
    export: Export, source: SourceLine, held: Mapping[str, list[tuple[str, str]]], before: Mapping[str, set[str]]
) -> Iterator[tuple[float, str, str]]:
    """How well each column would do for each heading, where it would at all."""
    own = names_of(export)
    for column in export.columns:
        enough = GOOD_ENOUGH_WHERE_NEEDED if column.needed else GOOD_ENOUGH
        names = (column.heading, *column.synonyms)
        for name, text in source.texts.items():
            ours, is_declared = own.get(name, ("", False))
            if ours == column.heading or name.partition("#")[0] in before.get(column.heading, ()):
                yield SURE + is_declared, column.heading, name
                continue
            fits = fit(column, held[name])
            score = NAME_COUNTS * max(alike(text, one) for one in names) + (1 - NAME_COUNTS) * fits
            if fits >= UNLIKE and score >= enough:
                yield score, column.heading, name


def matched_before(export: Export, known: Known) -> dict[str, set[str]]:
    """Heading of ours -> the headings that were matched to it in any source."""
    found: dict[str, set[str]] = {}
    for matching in known.values():
        if matching.export_id == export.id:
            for name, heading in matching.columns.items():
                found.setdefault(heading, set()).add(name.partition("#")[0])
    return found


@lru_cache(maxsize=32_768)
def alike(text: str, ours: str) -> float:
    """How alike two headings are, 0 to 1: by their letters, or by their words in any order."""
    one, other = normal(text), normal(ours)
    letters = difflib.SequenceMatcher(None, one, other)
    near = letters.ratio() if letters.quick_ratio() > 0.5 else 0.0
    words, theirs = words_of(text), words_of(ours)
    shared = len(words & theirs) / max(len(words), len(theirs), 1)
    return max(near, shared)


def words_of(text: str) -> frozenset[str]:
    """The words of a heading, each in normal form; RefNumber is two."""
    return frozenset(map(normal, WORD.findall(text)))


def fit(column: Column, held: list[tuple[str, str]]) -> float:
    """How well a column's cells would do, 0 to 1; a half where they say nothing."""
    if not held:
        return 0.5
    read = reading_of(column)
    share = sum(not isinstance(read(text, kind), Fault) for text, kind in held) / len(held)
    if column.type in TELLING:
        return share
    if column.type in ("collar", "collars"):
        return sum(COLLAR.fullmatch(re.split("[;,]", text)[0].strip()) is not None for text, _ in held) / len(held)
    if any(wall_time(text) for text, _ in held):
        return 0.0
    return share * 0.5


def matching_of(source: SourceLine, export: Export, chosen: Mapping[str, str]) -> Matching:
    """The choice as it is used and remembered. chosen: heading of ours -> name in the sheet."""
    headings = tuple(source.texts.values())
    return Matching(
        source_of(names_in(source.line)), export.id, {name: ours for ours, name in chosen.items()}, headings
    )


def faults_of(export: Export, chosen: Mapping[str, str], texts: Mapping[str, str]) -> list[str]:
    """Why a choice cannot be used yet, each in one sentence. chosen: heading of ours -> heading of the source.

    texts: the source's headings as they stand.
    """
    lacking = [column.heading for column in export.needed if column.heading not in chosen]
    found = []
    if lacking:
        found.append(f"{export.sheet} needs {listed(lacking)}: choose the column of each.")
    for name, count in Counter(chosen.values()).items():
        if count > 1:
            twice = [heading for heading, other in chosen.items() if other == name]
            found.append(f"“{texts.get(name, name)}” is chosen for {listed(twice)}: a column can be only one of them.")
    return found
