"""Sergeants' teams: who leads them, where their people are posted, and which beats are theirs alone.

A sergeant's team is everyone whose supervisor they are, day by day (product.md); its key is `team:` and their collar number.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache

from metrics import together
from metrics.people import Stint, postings, stints
from metrics.question import DAY, Period, area_key
from metrics.store.connection import Store
from metrics.store.snapshot import snapshot
from metrics.terms import KPI_ROLES, TEAM, Area


def posted_to(store: Store, key: str, days: Period, known_at: dt.datetime | None = None) -> tuple[str, ...]:
    """The teams (level:key) to which people of a sergeant's team were posted on any of the days, in order of their keys."""
    led = postings(store, snapshot(store, known_at)).led_by(key.removeprefix(f"{TEAM}:"))
    return tuple(sorted({one.team for one in _during(led, days)}))


def teams_in(store: Store, catalog: str, area: Area) -> list[str]:
    """The teams (level:key) that lie in an area, or to which people of a sergeant's team were ever posted."""
    text = "select team from containment where area = $area union select team from led where led = $area"
    return [team for (team,) in store.rows(text, catalog, area=area_key(area))]


def beats_alone(store: Store, catalog: str, key: str, days: Period) -> tuple[tuple[Period, tuple[str, ...]], ...]:
    """Runs of some days on which a sergeant's team has people, and its beats on each.

    No beats where somebody is posted above them only, or where somebody under another supervisor, or under none, was posted to
    one of them: then what such a beat is to reach is not this team's alone.
    """
    supervisor = key.removeprefix(f"{TEAM}:")
    posted = _on(store, catalog, days)
    theirs = {one.team for one in posted if one.supervisor == supervisor}
    there = [one for one in posted if one.team in theirs]
    turns = {edge for one in there for edge in (one.from_day, one.to_day + DAY)}
    starts = [days[0], *sorted(edge for edge in turns if days[0] < edge <= days[1])]
    runs = zip(starts, [*(start - DAY for start in starts[1:]), days[1]], strict=True)
    found = ((run, _alone(there, supervisor, run)) for run in runs)
    return tuple((run, beats) for run, beats in found if beats is not None)


def is_alone(store: Store, key: str, days: Period, known_at: dt.datetime | None = None) -> bool:
    """True where a sergeant's team has beats, and nobody else's people were posted to them, on all of its days."""
    runs = beats_alone(store, snapshot(store, known_at), key, days)
    return bool(runs) and all(beats for _, beats in runs)


def _alone(there: Iterable[Stint], supervisor: str, days: Period) -> tuple[str, ...] | None:
    """The beats of a team on days on which no posting begins or ends; None where it has nobody."""
    now = [one for one in there if one.from_day <= days[1] and one.to_day >= days[0]]
    mine = {one.team for one in now if one.supervisor == supervisor}
    beats = {team for team in mine if team.startswith("beat:")}
    shared = any(one.team in beats and one.supervisor != supervisor for one in now)
    return None if not mine else () if shared else tuple(sorted(beats))


@lru_cache(maxsize=512)
def _on(store: Store, catalog: str, days: Period) -> tuple[Stint, ...]:
    """The postings of constables and PCSOs that apply on any of the days."""
    return tuple(_during(stints(store, catalog), days))


def _during(known: Iterable[Stint], days: Period) -> Iterator[Stint]:
    """Of some postings those of constables and PCSOs that apply on any of the days."""
    first, last = days
    return (one for one in known if one.role in KPI_ROLES and one.from_day <= last and one.to_day >= first)


def names(store: Store, known_at: dt.datetime | None = None) -> dict[str, str]:
    """What the team of everybody who ever led a constable or PCSO is called, by key and alphabetical: Team of Hollis, Wren; of
    somebody who is not in the Officers list, Team of collar number 0901."""
    return named(store, snapshot(store, known_at))


@lru_cache(maxsize=16)
def named(store: Store, catalog: str) -> dict[str, str]:
    """As `names`, of a snapshot."""
    known = stints(store, catalog)
    called = {one.collar: one.name for one in known}
    led = {one.supervisor for one in known if one.supervisor is not None and one.role in KPI_ROLES}
    named = sorted((called.get(collar) or f"collar number {collar}", collar) for collar in led)
    return {f"{TEAM}:{collar}": f"Team of {name}" for name, collar in named}


def sizes(
    store: Store, start: dt.date, end: dt.date, known_at: dt.datetime | None = None, within: Area | None = None
) -> dict[str, tuple[str, int]]:
    """Each sergeant's team that somebody was in on a day of the period, in the order of names: by key its name and how many.

    within: those whose people were ever posted in an area."""
    catalog = snapshot(store, known_at)
    if within is None:
        found = _on(store, catalog, (start, end))
    else:
        led = [key.removeprefix(f"{TEAM}:") for key in together.inside(store, within, known_at)]
        found = tuple(_during(postings(store, catalog).led_by(*led), (start, end)))
    people: dict[str, set[str]] = {}
    for one in found:
        people.setdefault(f"{TEAM}:{one.supervisor}", set()).add(one.collar)
    return {key: (name, len(people[key])) for key, name in named(store, catalog).items() if key in people}
