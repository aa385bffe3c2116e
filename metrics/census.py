"""The resident population that searches are set against: Census 2021, of the councils whose areas our LPAs are declared to be."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from metrics.terms import Area

FILE = Path(__file__).with_name("census.csv")
SOURCE = "Office for National Statistics, Census 2021, Open Government Licence v3.0"
FROM_AGE = 10
"""Residents from this age: a younger child cannot be charged with an offence, and groups differ most in their young children."""
MOST_SUPPRESSED = 9
"""The most that a suppressed cell may hold: the smallest count that the file prints is 10."""


@dataclass(frozen=True)
class Residents:
    """Residents by ethnic group of a council, or of several together.

    suppressed: by group how many cells of the census table are not published, so that their residents are missing here.
    """

    name: str
    residents: dict[str, int]
    suppressed: dict[str, int]

    def most(self, group: str) -> int:
        """The most residents that a group may have, were every suppressed cell as large as it can be."""
        return self.residents[group] + MOST_SUPPRESSED * self.suppressed[group]


@cache
def councils() -> dict[Area, Residents]:
    """By area the residents of its council, in the order of the file."""
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    found: dict[Area, Residents] = {}
    for row in csv.DictReader(lines):
        level, _, key = row["area"].partition(":")
        council = found.setdefault(Area(level, key), Residents(row["council"], {}, {}))  # type: ignore[arg-type]
        council.residents[row["ethnic_group"]] = int(row["residents"])
        council.suppressed[row["ethnic_group"]] = int(row["suppressed_cells"])
    return found


def together(name: str, parts: Iterable[Residents]) -> Residents:
    """Several councils as one."""
    all_ = list(parts)
    return Residents(
        name,
        {group: sum(one.residents[group] for one in all_) for group in all_[0].residents},
        {group: sum(one.suppressed[group] for one in all_) for group in all_[0].suppressed},
    )
