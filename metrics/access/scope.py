"""Whom somebody may see, and on which days: from the Officers list as it is known now and the access table, never from a page.

A person is seen on the days on which they were one's own: a sergeant sees whoever named them as supervisor on that day, an
inspector whoever was posted in the sector. What is asked of days on which somebody was another's is not answered.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from metrics.access.parts import Part, Runs, led_by, opened_by, stints_of
from metrics.access.roles import BY_RANK, POWERS, AccessRole, Power
from metrics.access.table import OWN, Grant, grants
from metrics.people import latest, postings, stints
from metrics.question import Period
from metrics.store.connection import Store
from metrics.store.schema import sql
from metrics.store.snapshot import NOW, snapshot
from metrics.terms import TEAM, WHOLE_FORCE, Area

EVER = dt.date.min, dt.date.max


@dataclass(frozen=True)
class Scope:
    """What one person may see. who: sign-in name; shown: as it is written; collar: their own number, "" where they have none.

    people_until: the last day of which people see their week and their supervisors do too; None: no such day. The store's
    postings are those known now, whatever moment a page shows.
    """

    who: str
    shown: str
    collar: str
    parts: tuple[Part, ...]
    people_until: dt.date | None = None
    store: Store | None = field(default=None, repr=False, compare=False)

    @cached_property
    def roles(self) -> frozenset[AccessRole]:
        """Every role that they have."""
        return frozenset(part.role for part in self.parts)

    @cached_property
    def seen_as(self) -> str:
        """What tells what they may see from what others may, with a version of the store: answers are remembered by it."""
        if self.on_desk:
            return "everybody"
        return hashlib.sha256(repr((self.collar, self.parts, self.people_until)).encode()).hexdigest()

    @property
    def on_desk(self) -> bool:
        """True for the local user of a desk, who signs in nowhere: names are typed there."""
        return self.store is None and self.everybody

    @cached_property
    def everybody(self) -> bool:
        """True where they see all people."""
        return any(part.kind == "everybody" for part in self.parts)

    def may(self, power: Power) -> bool:
        """True where a role of theirs may do something."""
        return any(power in POWERS[role] for role in self.roles)

    def sees(self, collar: str, days: Period = EVER) -> bool:
        """True where they may see somebody's figures of these days (EVER: of any day)."""
        if self.everybody or collar == self.collar != "":
            return True
        if days != EVER and self.people_until is not None and days[1] > self.people_until:
            return False
        return self.knows(collar, days)

    def knows(self, collar: str, days: Period = EVER) -> bool:
        """As `sees`, whatever the days that people are ahead of their supervisors; EVER: on some day."""
        if self.everybody or collar == self.collar != "":
            return True
        mine = self._people.get(collar)
        if mine is None:
            return False
        return any(open_ for *_, open_ in mine.of) if days == EVER else mine.are_open(days)

    def opened(self, collar: str, days: Period) -> Period | None:
        """The first run of some days on which somebody was one's own, as far as it is open; None where there is none."""
        mine = self._people.get(collar)
        until = min(days[1], self.people_until or days[1])
        runs = [(max(first, days[0]), min(last, until)) for first, last, open_ in (mine.of if mine else ()) if open_]
        return next((run for run in runs if run[0] <= run[1]), None)

    def knows_now(self, collar: str) -> bool:
        """True where somebody's latest posting may be seen: then their name stands in lists."""
        mine = self._people.get(collar)
        return self.everybody or collar == self.collar != "" or (mine is not None and mine.is_open_now)

    def supervised(self, collar: str, days: Period) -> bool:
        """True where they were somebody's supervisor on the days, or stood in for them: what is between two people is theirs."""
        led = {part.key for part in self.parts if part.kind == "team"}
        found = [one for one in stints_of(self.store, collar) if one.from_day <= days[1] and one.to_day >= days[0]]
        return bool(found) and all(one.supervisor in led for one in found)

    def holds(self, area: Area | None, days: Period) -> bool:
        """True where everybody posted to an area or sergeant's team (None: the force) on a day of these may be seen."""
        if self.everybody:
            return True
        if self.store is None or not self.may("see_areas"):
            return False
        return all(self.sees(collar, days) for collar in _members(self.store, snapshot(self.store), area, days))

    def leads(self, supervisor: str) -> bool:
        """True of a sergeant's team that they may see: their own, one they cover, or one in their area."""
        if self.everybody or supervisor in self._sergeants:
            return True
        return self.collar != "" and supervisor == self.collar

    @cached_property
    def own_supervisors(self) -> frozenset[str]:
        """Collar number of whoever supervises them in their latest posting: whose name stands on their own page."""
        mine = stints_of(self.store, self.collar)
        return frozenset(one.supervisor for one in mine[-1:] if one.supervisor)

    @property
    def home(self) -> Area | None:
        """Where they land: their team, sector or LPA; None where that is the whole force or only themselves."""
        places = sorted((part for part in self.parts if part.kind in ("area", "team")), key=lambda part: part.kind)
        if self.everybody or not places:
            return None
        level, _, key = places[0].key.partition(":") if places[0].kind == "area" else (TEAM, ":", places[0].key)
        return Area(level, key)  # type: ignore[arg-type]

    @property
    def people(self) -> frozenset[str]:
        """Everybody whom they may see on some day."""
        if self.everybody and self.store is not None:
            return frozenset(postings(self.store, snapshot(self.store)).latest)
        mine = {collar for collar, runs in self._people.items() if any(open_ for *_, open_ in runs.of)}
        return frozenset(mine | ({self.collar} if self.collar else set()))

    @cached_property
    def _people(self) -> dict[str, Runs]:
        return {} if self.store is None else opened_by(self.store, snapshot(self.store), self.parts)

    @cached_property
    def _sergeants(self) -> frozenset[str]:
        return frozenset() if self.store is None else led_by(self.store, snapshot(self.store), self.parts)


NOBODY = Scope("", "", "", ())
"""Somebody who is not known, or has no role: sees nothing."""


def scope_of(
    store: Store, who: str, shown: str, today: dt.date, administrators: Iterable[str] = (), until: dt.date | None = None
) -> Scope:
    """What somebody who signed in may see today. who: sign-in name, in lower case. administrators: by the configuration.

    until: the last day of which supervisors see people's figures.
    """
    given = [one for one in _grants(store, store.version, store.entered) if one.who == who and one.holds(today)]
    collar = next((one.key for one in given if one.level == OWN), "") or _names(store, snapshot(store)).get(who, "")
    parts = [*_by_posting(store, collar, today), *map(_part, given)]
    parts += [Part("administrator", "own", "")] if who in {name.casefold() for name in administrators} else []
    return Scope(who, shown, collar, tuple(dict.fromkeys(parts)), until, store)


def of_desk(who: str, shown: str) -> Scope:
    """What the local user of a desk sees, who may open the file anyway: everybody, as the analyst; and what is for
    administrators and auditors, so that the access table can be made ready before the first person signs in."""
    alone = (Part("analyst", "everybody", ""), Part("administrator", "own", ""), Part("auditor", "own", ""))
    return Scope(who, shown, "", alone)


def _by_posting(store: Store, collar: str, today: dt.date) -> Iterable[Part]:
    """Parts by the posting that somebody has today. Whoever is named as supervisor today is one, whatever their rank."""
    now = next((one for one in stints_of(store, collar) if one.from_day <= today <= one.to_day), None)
    if now is None:
        return
    yield Part("officer", "own", collar)
    role = BY_RANK.get(now.role, "officer")
    if role == "officer" and collar in _supervisors(store, snapshot(store), today):
        role = "sergeant"
    if role != "officer":
        yield Part(role, "team", collar)
    level = {"inspector": "sector", "chief_inspector": "lpa"}.get(role)
    area = _area_above(store, now.team, level) if level else None
    if area:
        yield Part(role, "area", area)


@lru_cache(maxsize=8)
def _supervisors(store: Store, catalog: str, day: dt.date) -> frozenset[str | None]:
    return frozenset(one.supervisor for one in stints(store, catalog) if one.from_day <= day <= one.to_day)


def _part(grant: Grant) -> Part:
    if grant.role == "analyst":
        return Part(grant.role, "everybody", "")
    if grant.role == "officer":
        return Part(grant.role, "own", grant.key)
    if grant.role == "sergeant":
        return Part(grant.role, "team", grant.key)
    if grant.role in ("inspector", "chief_inspector"):
        return Part(grant.role, "area", f"{grant.level}:{grant.key}")
    return Part(grant.role, "own", "")


def _area_above(store: Store, team: str, level: str) -> str | None:
    """The sector or LPA in which a team (level:key) lies, or which it is; None where it lies above."""
    text = "select area from containment where team = $team and area like $level || ':%'"
    rows = store.rows(text, snapshot(store), team=team, level=level)
    return rows[0][0] if len(rows) == 1 else None


@lru_cache(maxsize=8)
def _grants(store: Store, *_state: int) -> tuple[Grant, ...]:
    return grants(store)


@lru_cache(maxsize=8)
def _names(store: Store, catalog: str) -> dict[str, str]:
    return dict(store.rows(sql("sign_in_names"), t=NOW))


@lru_cache(maxsize=512)
def _members(store: Store, catalog: str, area: Area | None, days: Period) -> tuple[str, ...]:
    return tuple(one.collar for one in latest(store, *days, None if area == WHOLE_FORCE else area))
