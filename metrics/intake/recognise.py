"""Which export a sheet is, where its headings are, and which column is which. By headings only; names break ties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from metrics.catalogue import exports
from metrics.export import Export
from metrics.intake.headings import (
    DEEPEST,
    ROWS_SCANNED,
    Line,
    Match,
    is_of_words,
    line_at,
    match,
    named_like,
    names_of,
    needed_names,
    shared_by,
)
from metrics.intake.matching import Known, Matched, Matching, remembered, text_at
from metrics.intake.reader import Sheet
from metrics.problems import Problem, problem


@dataclass(frozen=True)
class Recognised:
    """A sheet that is one of ours. `row` is the lowest row of its headings (from 0); `columns` heading -> column (from 0).

    depth: how many rows the headings take. matching: the choice by which it was recognised, None where by its own headings.
    """

    export: Export
    row: int
    columns: Mapping[str, int]
    extra: tuple[int, ...]
    problems: tuple[Problem, ...] = ()
    depth: int = 1
    matching: Matching | None = None

    @property
    def top(self) -> int:
        """The highest row of the headings."""
        return self.row - self.depth + 1


@dataclass(frozen=True)
class NotRecognised:
    """A sheet that cannot be read as an export: refused where one was meant, else none of ours."""

    export: Export | None
    problems: tuple[Problem, ...]
    nearest: str = ""


def best_match(sheet: Sheet, file: str) -> Match | None:
    """The export and rows that fit best. None where no row holds a heading of ours."""
    named = {export.id: named_like(export, sheet.name, file) for export in exports().values()}
    rows = range(sheet.start, min(sheet.start + ROWS_SCANNED, sheet.height))
    found: list[Match] = []
    for row in rows:
        found += matches(sheet, row, 1, named)
        if any(not candidate.missing for candidate in found):
            break
    best = max(found, key=fit, default=None)
    if best and not best.missing and not may_go_on(sheet, best):
        return less_overruled(sheet, best)
    near = rows if best is None or best.missing else range(best.row, min(best.row + DEEPEST, sheet.height))
    for depth in range(2, DEEPEST + 1):
        for row in near:
            if row - depth + 1 >= sheet.start and all(is_of_words(sheet, row - back) for back in range(depth)):
                found += matches(sheet, row, depth, named)
    best = max(found, key=fit, default=None)
    return best and less_overruled(sheet, best)


def less_overruled(sheet: Sheet, found: Match) -> Match:
    """The match without headings that a merged heading above makes into others: Collar No below Supervisor is not ours."""
    above = found.row - 1
    if found.depth > 1 or above < sheet.start or not any(sheet.row(above)):
        return found
    together = line_at(sheet, found.row, 2).columns
    names = names_of(found.export)
    kept = {
        heading: x
        for heading, x in found.columns.items()
        if not any(name in shared_by() and names.get(name, ("",))[0] != heading for name in together[x])
    }
    return found if len(kept) == len(found.columns) else replace(found, columns=kept)


def matches(sheet: Sheet, row: int, depth: int, named: Mapping[str, int]) -> Iterator[Match]:
    """Each export that shares a heading with the line; where one has all it needs, only those: no other can fit better."""
    line = line_at(sheet, row, depth)
    whole = [match(export, line, named[export.id]) for export in exports().values() if holds_needed(export, line)]
    if any(not found.missing for found in whole):
        yield from whole
        return
    for export in exports().values():
        if not line.held.isdisjoint(names_of(export)):
            yield match(export, line, named[export.id])


def holds_needed(export: Export, line: Line) -> bool:
    """True where the line has a name for every heading that the export needs."""
    return all(not names.isdisjoint(line.held) for names in needed_names()[export.sheet])


def may_go_on(sheet: Sheet, found: Match) -> bool:
    """True if the row below is no whole record: the headings may go on in it."""
    below = found.row + 1
    needed = (found.columns[column.heading] for column in found.export.needed)
    return below < sheet.height and any(sheet.kinds[x][below] == "e" for x in needed)


def fit(candidate: Match) -> tuple[float, ...]:
    """What makes one candidate better: complete, then meant, then more headings, then its name, then fewer and higher rows."""
    return (
        not candidate.missing,
        candidate.is_meant,
        candidate.share if candidate.missing else 1,
        len(candidate.columns),
        candidate.named,
        -candidate.depth,
        -candidate.row,
    )


def recognise(sheet: Sheet, file: str, known: Known | None = None) -> Recognised | NotRecognised:
    """What the sheet is, with every problem of its headings. known: what was matched by hand, which goes first."""
    if not any(map(any, sheet.columns)):
        return NotRecognised(None, (problem("empty_sheet", sheet.name),))
    matched = remembered(sheet, known) if known else None
    found = matched.match if matched else best_match(sheet, file)
    if found is None:
        return NotRecognised(None, (problem("not_ours", sheet.name, nearest=""),))
    if found.missing and not found.is_meant:
        nearest = f" (nearest: {found.export.sheet}, without {listed(found.missing)})" if found.share >= 0.5 else ""
        return NotRecognised(None, (problem("not_ours", sheet.name, nearest=nearest),), nearest)
    if found.missing:
        lacking = problem("missing_heading", sheet.name, export=found.export.sheet, missing=words_for(found.missing))
        return NotRecognised(found.export, (lacking,))
    return settle(sheet, found, matched)


def settle(sheet: Sheet, found: Match, matched: Matched | None = None) -> Recognised | NotRecognised:
    """Look for headings that stand twice and for columns that are not ours."""
    twice = list(doubled(sheet, found))
    if any(fault.severity == "refused" for fault in twice):
        return NotRecognised(found.export, tuple(twice))
    used = set(found.columns.values())
    doubles = {x for x, heading in enumerate(found.headings) if heading in {found.headings[u] for u in used}}
    extra = tuple(
        x
        for x in range(len(sheet.columns))
        if x not in used | doubles and has_cells(sheet, x, found.row - found.depth + 1)
    )
    problems = [*([matched.note] if matched else []), *twice]
    # A published file may begin with the numbers of its rows, under no heading: nothing that anybody could put right.
    told = [x for x in extra if not found.export.is_published or text_at(sheet, found, x)]
    if told:
        texts = [text_at(sheet, found, x) or f"column {letters(x)}" for x in told]
        words = f"{listed(texts)} {'is' if len(texts) == 1 else 'are'}"
        problems.append(problem("extra_columns", sheet.name, columns=words, export=found.export.sheet))
    by_hand = matched.matching if matched else None
    return Recognised(found.export, found.row, found.columns, extra, tuple(problems), found.depth, by_hand)


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
