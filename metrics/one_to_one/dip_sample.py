"""Which of a person's stop-searches are looked at together: a draw that nobody can pick by hand, and that comes out the same
for everybody who makes it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import NamedTuple

DRAWN = 3


class Search(NamedTuple):
    """One stop-search: its reference, its day, and whether its grounds have been reviewed."""

    ref: str
    day: dt.date
    reviewed: bool


def draw(
    searches: Iterable[Search], collar: str, start: dt.date, end: dt.date, number: int = DRAWN
) -> tuple[Search, ...]:
    """Some of a person's searches of a period, those not reviewed yet first.

    Person and period alone decide which: each reference is hashed with them, and the smallest hashes are drawn. So the order
    in which rows were loaded changes nothing, and a search that is added later moves at most one other out.
    """

    def place(one: Search) -> tuple[bool, str]:
        return one.reviewed, hashlib.sha256(f"{collar} {start} {end} {one.ref}".encode()).hexdigest()

    return tuple(sorted(searches, key=place)[:number])
