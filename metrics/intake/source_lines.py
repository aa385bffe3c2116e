"""The lines of a sheet that may be its headings, each with its columns and a few of their values, for somebody to choose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from metrics.intake.headings import Line, line_at
from metrics.intake.matching import Known, lines_in, names_in, text_at
from metrics.intake.reader import Sheet
from metrics.intake.recognise import Recognised, best_match, recognise
from metrics.intake.values import NUMBER, wall_time

LINES_OFFERED = 8
SAMPLES, LONGEST_SAMPLE = 3, 24
CELLS_LOOKED_AT = 40
SHARE_OF_WIDEST, NEARLY_WIDEST = 0.5, 0.75
"""A row of fewer words, beside the row that has most, is a title or a filter; of the fuller ones the first is likeliest."""


@dataclass(frozen=True)
class SourceLine:
    """A line that may be the headings: each column that has one, by its name as `names_in` has it."""

    line: Line
    texts: Mapping[str, str]
    samples: Mapping[str, tuple[str, ...]]

    @property
    def words(self) -> str:
        """Where it stands and how it begins."""
        first = self.line.row - self.line.depth + 2
        rows = f"Row {first}" if self.line.depth == 1 else f"Rows {first} to {self.line.row + 1}"
        return f"{rows}: {', '.join(self.texts.values())}"


def lines_offered(sheet: Sheet, file: str, by_hand: Known | None = None) -> list[SourceLine]:
    """The lines that may be the headings, the likeliest first."""
    lines = [line for line in lines_in(sheet) if may_be_headings(sheet, line)]
    widest = max(map(filled, lines), default=0)
    lines = [line for line in lines if filled(line) >= SHARE_OF_WIDEST * widest]
    lines.sort(key=lambda line: (line.depth > 1, filled(line) < NEARLY_WIDEST * widest, line.row))
    known = line_known(sheet, file, by_hand)
    if known:
        lines = [known, *(line for line in lines if (line.row, line.depth) != (known.row, known.depth))]
    return [source_line(sheet, line) for line in lines[:LINES_OFFERED]]


def line_known(sheet: Sheet, file: str, by_hand: Known | None) -> Line | None:
    """The line by which the sheet is recognised, or nearly."""
    found = recognise(sheet, file, by_hand)
    if isinstance(found, Recognised):
        return line_at(sheet, found.row, found.depth)
    near = best_match(sheet, file)
    return line_at(sheet, near.row, near.depth) if near and 2 * len(near.columns) >= near.filled else None


def filled(line: Line) -> int:
    """Columns that have a heading."""
    return sum(1 for ways in line.columns if ways)


def may_be_headings(sheet: Sheet, line: Line) -> bool:
    """True for a line of at least two words, none a number or a date, with something below it."""
    if filled(line) < 2 or line.row + 1 >= sheet.height:
        return False
    if any(
        not 2 <= len(list(filter(None, sheet.row(line.row - back)))) < filled(line) for back in range(1, line.depth)
    ):
        return False  # a title, or a row that says something of each column by itself
    texts = [text for text in sheet.row(line.row) if text]
    return not any(wall_time(text) or NUMBER.fullmatch(text) for text in texts)


def source_line(sheet: Sheet, line: Line) -> SourceLine:
    """A line with its texts, and a few values of each column."""
    places = {name: x for x, name in enumerate(names_in(line)) if name}
    texts = {name: text_at(sheet, line, x) for name, x in places.items()}
    return SourceLine(line, texts, {name: samples(sheet, line, x) for name, x in places.items()})


def samples(sheet: Sheet, line: Line, x: int) -> tuple[str, ...]:
    """The first different values below a heading."""
    values = dict.fromkeys(text for text, _ in cells(sheet, line, x))
    shown = [text if len(text) <= LONGEST_SAMPLE else text[: LONGEST_SAMPLE - 1] + "…" for text in values]
    return tuple(shown[:SAMPLES])


def cells(sheet: Sheet, line: Line, x: int) -> list[tuple[str, str]]:
    """Text and kind of the cells below a heading that hold anything."""
    below = slice(line.row + 1, line.row + 1 + CELLS_LOOKED_AT)
    found = zip(sheet.columns[x][below], sheet.kinds[x][below], strict=True)
    return [(text, kind) for text, kind in found if kind not in "ex"]
