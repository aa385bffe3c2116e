"""The reasons for which somebody sees people, and whom these open on which days, from the postings as they are known now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from metrics.access.roles import AccessRole
from metrics.people import Stint, stints, teams_of
from metrics.question import Period
from metrics.store.connection import Store
from metrics.store.snapshot import snapshot

Kind = Literal["own", "team", "area", "everybody"]


@dataclass(frozen=True)
class Part:
    """One reason for seeing people. key: a collar number, a sergeant's, or level:key of an area; "" for everybody."""

    role: AccessRole
    kind: Kind
    key: str


@dataclass(frozen=True)
class Runs:
    """Of one person the runs of days posted, each with whether it is theirs to see."""

    of: tuple[tuple[dt.date, dt.date, bool], ...]

    def are_open(self, days: Period) -> bool:
        """True where somebody was posted on the days to where they may be seen, on each day that they were posted at all."""
        found = [mine for first, last, mine in self.of if first <= days[1] and last >= days[0]]
        return all(found) if found else any(mine for *_, mine in self.of)

    @property
    def is_open_now(self) -> bool:
        """True where their latest posting may be seen."""
        return bool(self.of) and self.of[-1][2]


def stints_of(store: Store | None, collar: str) -> tuple[Stint, ...]:
    """Somebody's postings, the latest last; none without a store or a number."""
    return () if store is None or not collar else _by_collar(store, snapshot(store)).get(collar, ())


@lru_cache(maxsize=8)
def _by_collar(store: Store, catalog: str) -> dict[str, tuple[Stint, ...]]:
    """Everybody's postings by collar number, the latest last."""
    found: dict[str, list[Stint]] = {}
    for one in stints(store, catalog):
        found.setdefault(one.collar, []).append(one)
    return {collar: tuple(sorted(mine)) for collar, mine in found.items()}


@lru_cache(maxsize=256)
def opened_by(store: Store, catalog: str, parts: tuple[Part, ...]) -> dict[str, Runs]:
    """Everybody whom some parts open on some day, with all the days on which they were posted."""
    led = {part.key for part in parts if part.kind == "team"}
    teams = frozenset().union(*(teams_of(store, catalog, part.key) for part in parts if part.kind == "area"))
    own = {part.key for part in parts if part.kind == "own"}
    found = {}
    for collar, mine in _by_collar(store, catalog).items():
        runs = tuple(
            (one.from_day, one.to_day, one.supervisor in led or one.team in teams or collar in own) for one in mine
        )
        if any(open_ for *_, open_ in runs):
            found[collar] = Runs(runs)
    return found


@lru_cache(maxsize=256)
def led_by(store: Store, catalog: str, parts: tuple[Part, ...]) -> frozenset[str]:
    """The sergeants who led somebody on a day on which that person may be seen."""
    led = {part.key for part in parts if part.kind == "team"}
    teams = frozenset().union(*(teams_of(store, catalog, part.key) for part in parts if part.kind == "area"))
    known = stints(store, catalog)
    return frozenset(led | {one.supervisor for one in known if one.supervisor and one.team in teams})
