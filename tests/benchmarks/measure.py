"""Timing: the thing and its floor turn by turn, so that a busy machine is busy for both; medians of both."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

Spent = tuple[float, float]
"""Milliseconds of processor time, and by the clock."""


@dataclass(frozen=True)
class Line:
    """One line of the table. `reach` is the figure to reach in words, `reached` whether it was (None: there is none)."""

    what: str
    ms: float | None
    floor: float | None = None
    reach: str = ""
    reached: bool | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times its floor."""
        return None if self.ms is None or not self.floor else self.ms / self.floor


def milliseconds(do: Callable[[], object]) -> float:
    """How long one call takes."""
    gc.collect()
    started = time.perf_counter()
    do()
    return (time.perf_counter() - started) * 1000


def spent(do: Callable[[], object]) -> Spent:
    """What one call takes of this process's processor time, in which other work of the machine is not, and by the clock."""
    begun = time.process_time(), time.perf_counter()
    do()
    return (time.process_time() - begun[0]) * 1000, (time.perf_counter() - begun[1]) * 1000


def in_turn(pairs: list[tuple[float, float]]) -> tuple[float, float]:
    """Medians of what was measured turn by turn: the thing, the floor."""
    return median(thing for thing, _ in pairs), median(floor for _, floor in pairs)


def load_now() -> str:
    """How busy the machine is, over 1, 5 and 15 minutes, and how many processors it has."""
    one, five, fifteen = os.getloadavg()
    return f"{one:.1f} / {five:.1f} / {fifteen:.1f} on {os.cpu_count()} processors"


COLUMNS = ("What", "ms", "Floor, ms", "Ratio", "To reach", "Reached", "Note")


def cells(line: Line) -> tuple[str, ...]:
    """A line of the table as texts."""
    reached = {True: "yes", False: "NO", None: ""}[line.reached]
    ratio = "" if line.ratio is None else f"{line.ratio:.1f}"
    return line.what, number(line.ms), number(line.floor), ratio, line.reach, reached, line.note


def number(value: float | None) -> str:
    """Whole milliseconds; tenths where they are few."""
    return "" if value is None else f"{value:,.0f}" if value >= 10 else f"{value:.1f}"


def table(lines: list[Line]) -> str:
    """The lines as a Markdown table whose columns also stand under each other."""
    rows = [COLUMNS, *map(cells, lines)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(COLUMNS))]
    right = {1, 2, 3}

    def say(row: tuple[str, ...]) -> str:
        padded = [
            text.rjust(width) if place in right else text.ljust(width)
            for place, (text, width) in enumerate(zip(row, widths, strict=True))
        ]
        return f"| {' | '.join(padded)} |"

    rule = (
        "|" + "|".join("-" * (width + 1) + (":" if place in right else "-") for place, width in enumerate(widths)) + "|"
    )
    return "\n".join([say(rows[0]), rule, *map(say, rows[1:])])
