"""Which of a person's stop-searches are looked at together: a draw that nobody can pick by hand, and that comes out the same
for everybody who makes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from metrics.lots import lot

DRAWN = 3


class Search(NamedTuple):
    """One stop-search: its reference, its day, and whether its grounds have been reviewed."""

    ref: str
    day: dt.date
    reviewed: bool


def draw(
    searches: Iterable[Search], collar: str, start: dt.date, end: dt.date, number: int = DRAWN
) -> tuple[Search, ...]:
    """Some of a person's searches of a period, those not reviewed yet first. Person and period are the seed (`metrics.lots`)."""
    seed = f"{collar} {start} {end}"
    return tuple(sorted(searches, key=lambda one: (one.reviewed, lot(seed, one.ref)))[:number])
