"""Where each sector's block of tiles stands, so that the blocks lie as the county does: declared data, no name in code.

A diagram and no map: rows run from north to south and columns from west to east, and nothing is to scale. `county_layout.csv`
says it; another force changes that file and nothing else.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_name("county_layout.csv")
MOST_COLUMNS = 4
"""Blocks beside each other where nothing is declared: at 400 px a block has room for two tiles."""


class Place(NamedTuple):
    """Where a block stands: rows from the north, columns from the west, both from 0."""

    row: int
    column: int


@cache
def declared() -> dict[str, Place]:
    """The declared place of each sector, by its name in small letters."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines)
        return {_plain(row["sector"]): Place(int(row["row"]), int(row["column"])) for row in rows}


def is_declared(sector: str) -> bool:
    """True where the layout has a place for a sector of this name."""
    return _plain(sector) in declared()


def places(sectors: Sequence[str]) -> list[Place]:
    """A place for each sector of a Beats list, in its order, no two alike.

    Rows and columns in which no sector of the list stands are left out. Sectors without a declared place follow below, in list
    order, from the west.
    """
    known = [place for sector in sectors if (place := declared().get(_plain(sector)))]
    rows, columns = (sorted({place[axis] for place in known}) for axis in (0, 1))
    wide = len(columns) or min(MOST_COLUMNS, max(1, len(sectors)))
    found: list[Place] = []
    taken: set[Place] = set()
    below = 0
    for sector in sectors:
        place = declared().get(_plain(sector))
        mine = Place(rows.index(place.row), columns.index(place.column)) if place else None
        if mine is None or mine in taken:
            mine = Place(len(rows) + below // wide, below % wide)
            below += 1
        taken.add(mine)
        found.append(mine)
    return found


def _plain(sector: str) -> str:
    return " ".join(sector.split()).casefold()
