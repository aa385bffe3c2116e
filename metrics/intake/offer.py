"""What is offered to somebody who matches the headings of one sheet: its lines, the likeliest export, a start for each."""

from __future__ import annotations

from collections.abc import Mapping

from metrics.catalogue import exports
from metrics.export import Export
from metrics.intake.guessing import Guess, guesses
from metrics.intake.matching import Known, names_in
from metrics.intake.outcome import SheetOutcome
from metrics.intake.parse import ReadSheet
from metrics.intake.reader import Sheet
from metrics.intake.source_lines import SourceLine, lines_offered


class Offer:
    """The offer for one sheet. What takes time is worked out once for each line that is asked for.

    known: what was matched before, of this source or of others.
    """

    def __init__(self, sheet: ReadSheet | SheetOutcome, known: Known) -> None:
        self.sheet, self.known = sheet, known
        self.head: Sheet | None = sheet.head
        self.lines: list[SourceLine] = lines_offered(self.head, sheet.file, known) if self.head else []
        self._guesses: dict[int, list[Guess]] = {}

    def guesses(self, number: int) -> list[Guess]:
        """A guess for each export from one of the lines, the nearest first."""
        if number not in self._guesses and self.head:
            self._guesses[number] = guesses(self.head, self.lines[number], self.sheet.file, self.known)
        return self._guesses[number]

    def likeliest(self, number: int) -> Export:
        """The export that the sheet is or was meant to be; else the nearest."""
        meant = self.sheet.export.id if isinstance(self.sheet, ReadSheet) else self.sheet.export_id
        return exports()[meant] if meant else self.guesses(number)[0].export

    def start(self, number: int, export: Export) -> dict[str, str]:
        """Heading of ours -> name in the sheet: as it is read now, and a guess where that leaves a heading open.

        Where somebody has matched it already, nothing is guessed beside their choice.
        """
        now = self.read_now(number, export)
        if now and isinstance(self.sheet, ReadSheet) and self.sheet.matching:
            return now
        guessed: Mapping[str, str] = next(one.columns for one in self.guesses(number) if one.export.id == export.id)
        return now | {
            heading: name for heading, name in guessed.items() if heading not in now and name not in now.values()
        }

    def read_now(self, number: int, export: Export) -> dict[str, str]:
        """The same as the sheet is read now; nothing where it is not read by that line as that export."""
        sheet, line = self.sheet, self.lines[number].line
        if not isinstance(sheet, ReadSheet) or sheet.export.id != export.id or sheet.header != line.row:
            return {}
        names = names_in(line)
        return {heading: names[x] for heading, x in sheet.columns.items()}
