"""Pixels of a grid of tiles: a block per sector at its place, its tiles in rows of so many, as high as the fullest of its row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from metrics.county_layout import Place


class Shape(NamedTuple):
    """How a grid is laid out. across: tiles beside each other. head: room above them. tile: height of one with its gap. gap: room
    under a block."""

    across: int
    head: int
    tile: int
    gap: int = 14


WIDE, NARROW = Shape(3, 40, 62), Shape(2, 44, 38, 10)
"""In a block of at least LEAST_WIDE pixels a tile has its beat's name and the verdict's word, else code and shape."""
LEAST_WIDE = 204


class Laid(NamedTuple):
    """tops: of each block. heights: of the whole grid."""

    tops: tuple[int, ...]
    height: int


def laid(places: Sequence[Place], counts: Sequence[int], shape: Shape) -> Laid:
    """The top of each block and the height of the grid. counts: tiles of each block."""
    rows = max((place.row for place in places), default=-1) + 1
    lines = [0] * rows
    for place, count in zip(places, counts, strict=True):
        lines[place.row] = max(lines[place.row], -(-count // shape.across))
    heights = [shape.head + line * shape.tile + shape.gap for line in lines]
    tops = [0, *accumulate(heights)]
    return Laid(tuple(tops[place.row] for place in places), tops[-1])


def of_tile(number: int, top: int, shape: Shape) -> tuple[int, int]:
    """The place of a block's tile among those beside it, and its top. number: from 0, in list order."""
    down, beside = divmod(number, shape.across)
    return beside, top + shape.head + down * shape.tile
