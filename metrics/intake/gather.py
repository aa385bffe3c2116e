"""What is gathered while one sheet is parsed: its rows, its values, its problems."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from metrics.export import Export, Severity
from metrics.intake.reader import Sheet
from metrics.intake.recognise import Recognised, letters
from metrics.problems import Problem, problem

Located = tuple[int, int, Problem]
"""Row and column (from 0; -1 for the whole sheet) of a problem."""


MANY = 20_000
"""Faults in one sheet from which on nobody reads each of them, and all of them would fill the memory."""


class Memo(dict[Any, Any]):
    """Works each distinct value out once."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        self.work = work

    def __missing__(self, value: Any) -> Any:
        self[value] = found = self.work(value)
        return found


@dataclass
class Parsing:
    """What is gathered while one sheet is parsed."""

    sheet: Sheet
    found: Recognised
    rows: list[int] = field(default_factory=list)
    values: dict[str, list[Any]] = field(default_factory=dict)
    aside: dict[int, str] = field(default_factory=dict)
    problems: list[Located] = field(default_factory=list)

    @property
    def export(self) -> Export:
        """What the sheet is."""
        return self.found.export

    def meet(self, code: str, i: int, heading: str, severity: Severity | None = None, /, **slots: Any) -> None:
        """Note a problem at a cell; the row is set aside where that is its severity.

        Of a sheet with very many faults a row that is set aside already is told of once: that is enough to find it.
        """
        if i in self.aside and len(self.problems) > MANY:
            return
        x, y = self.found.columns[heading], self.rows[i]
        met = problem(code, self.sheet.name, f"{letters(x)}{y + 1}", severity, **slots)
        self.problems.append((y, x, met))
        if met.severity == "set_aside":
            self.aside.setdefault(i, code)
