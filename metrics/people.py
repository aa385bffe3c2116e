"""People and areas, as known at a moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from metrics.question import area_key
from metrics.store.connection import Store
from metrics.store.snapshot import snapshot
from metrics.terms import TEAM, Area, Role

MEMBER_COLUMNS = (
    "collar", "surname", "forename", "name", "role", "fte", "student", "team_level", "team", "supervisor", "lent", "posted_to",
)  # fmt: skip


class Stint(NamedTuple):
    """A run of days on which one posting of a person applies; see `stints.sql`."""

    collar: str
    from_day: dt.date
    to_day: dt.date
    role: Role
    team: str
    surname: str | None
    forename: str | None
    supervisor: str | None
    fte: float
    student: bool
    lent: bool

    @property
    def name(self) -> str | None:
        """Adeyemi, Tolu."""
        return None if self.surname is None or self.forename is None else f"{self.surname}, {self.forename}"

    @property
    def placed(self) -> tuple[str, str]:
        """Level and key of the team."""
        level, _, key = self.team.partition(":")
        return level, key


@lru_cache(maxsize=16)
def stints(store: Store, catalog: str) -> list[Stint]:
    """Every stint, the latest last. A snapshot never changes, and a force's stints are a few hundred: asked once."""
    columns = ", ".join(Stint._fields)
    return [Stint(*row) for row in store.rows(f"select {columns} from stints order by from_day, to_day", catalog)]


@dataclass(frozen=True, eq=False)
class Postings:
    """The stints of a snapshot, so that those of some teams or supervisors are found without looking through everybody's.

    known: every stint, the latest last. by_team (level:key), by_supervisor (collar number): places among them. latest: the
    latest of everybody, by collar number, alphabetical by name.
    """

    known: list[Stint]
    by_team: dict[str, list[int]]
    by_supervisor: dict[str, list[int]]
    latest: dict[str, Stint]

    def of_teams(self, teams: Iterable[str]) -> list[Stint]:
        """The stints in some teams, the latest last."""
        return self._at(place for team in teams for place in self.by_team.get(team, ()))

    def led_by(self, *supervisors: str) -> list[Stint]:
        """The stints under some supervisors, the latest last."""
        return self._at(place for one in supervisors for place in self.by_supervisor.get(one, ()))

    def _at(self, places: Iterable[int]) -> list[Stint]:
        return [self.known[place] for place in sorted(places)]


@lru_cache(maxsize=16)
def postings(store: Store, catalog: str) -> Postings:
    """The stints of a snapshot as they are looked up: once."""
    known = stints(store, catalog)
    by_team: dict[str, list[int]] = {}
    by_supervisor: dict[str, list[int]] = {}
    for place, stint in enumerate(known):
        by_team.setdefault(stint.team, []).append(place)
        if stint.supervisor is not None:
            by_supervisor.setdefault(stint.supervisor, []).append(place)
    return Postings(known, by_team, by_supervisor, {stint.collar: stint for stint in _latest(known)})


@lru_cache(maxsize=64)
def teams_of(store: Store, catalog: str, area: str | None) -> frozenset[str]:
    """The teams (level:key) that lie in an area (level:key)."""
    rows = store.rows("select team from containment where area = $area", catalog, area=area)
    return frozenset(team for (team,) in rows)


def members(
    store: Store,
    start: dt.date,
    end: dt.date,
    area: Area | None = None,
    known_at: dt.datetime | None = None,
) -> pd.DataFrame:
    """People posted to the area, or to the sergeant's team, on a day of the period; alphabetical.

    One row per person as in their latest posting in it, MEMBER_COLUMNS; posted_to is their last day in the period.
    """
    return _frame(latest(store, start, end, area, known_at), end)


def _frame(found: Iterable[Stint], end: dt.date) -> pd.DataFrame:
    rows = [
        (one.collar, one.surname, one.forename, one.name, one.role, one.fte, one.student, *one.placed, one.supervisor, one.lent,
         min(one.to_day, end))
        for one in found
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(MEMBER_COLUMNS))


def latest(
    store: Store, start: dt.date, end: dt.date, area: Area | None = None, known_at: dt.datetime | None = None
) -> list[Stint]:
    """The latest posting of each of the people of `members`, alphabetical."""
    catalog = snapshot(store, known_at)
    found = stints(store, catalog) if area is None else _in(store, catalog, area)
    return _latest(stint for stint in found if stint.from_day <= end and stint.to_day >= start)


def _in(store: Store, catalog: str, area: Area) -> list[Stint]:
    """The stints in an area or a sergeant's team, the latest last."""
    known = postings(store, catalog)
    return known.led_by(area.key) if area.level == TEAM else known.of_teams(teams_of(store, catalog, area_key(area)))


def _latest(found: Iterable[Stint]) -> list[Stint]:
    """Of each person the last of some stints, which come in the order of days; alphabetical."""
    return sorted({stint.collar: stint for stint in found}.values(), key=_alphabetical)


def everyone(store: Store, known_at: dt.datetime | None = None, within: Area | None = None) -> list[Stint]:
    """Everyone ever posted, as in their latest posting, alphabetical; those whose latest posting lies in an area."""
    catalog = snapshot(store, known_at)
    latest = postings(store, catalog).latest
    if within is None:
        return list(latest.values())
    return [stint for stint in _latest(_in(store, catalog, within)) if latest[stint.collar] is stint]


def people(store: Store, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """Everyone ever posted, as in their latest posting; alphabetical."""
    return _frame(everyone(store, known_at), dt.date.max)


def areas(store: Store, known_at: dt.datetime | None = None) -> pd.DataFrame:
    """Every area in list order: level, key, name, sector, lpa. It is shared: nobody changes it."""
    return listed_areas(store, snapshot(store, known_at))


@lru_cache(maxsize=4)
def listed_areas(store: Store, catalog: str) -> pd.DataFrame:
    """The same of a snapshot, once: every page has a list to choose from."""
    columns = ("level", "key", "name", "sector", "lpa")
    text = (
        f"select {', '.join(columns)} from areas "
        "order by position, list_position(['force', 'lpa', 'sector', 'beat'], level)"
    )
    return pd.DataFrame(store.rows(text, catalog), columns=list(columns))


def sectors(store: Store, known_at: dt.datetime | None = None) -> list[tuple[str, str, str]]:
    """Key, name and LPA of each sector in list order."""
    found = areas(store, known_at)
    found = found[found["level"] == "sector"]
    return list(zip(found["key"], found["name"], found["lpa"], strict=True))


def area_names(store: Store, known_at: dt.datetime | None = None) -> dict[str, str]:
    """What each area (level:key) is called."""
    return named_areas(store, snapshot(store, known_at))


@lru_cache(maxsize=4)
def named_areas(store: Store, catalog: str) -> dict[str, str]:
    """The same of a snapshot, once."""
    found = listed_areas(store, catalog)
    return dict(zip(found["level"] + ":" + found["key"], found["name"], strict=True))


def _alphabetical(stint: Stint) -> tuple[bool, str, str, str]:
    return stint.name is None, stint.surname or "", stint.forename or "", stint.collar
