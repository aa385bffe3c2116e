"""What every area, sergeant's team and person did week by week, as arrays: what a verdict calls usual, and what an area's figures
of whole weeks are added up from.

A snapshot never changes, so its weeks are asked for once and serve every page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property, lru_cache

import numpy as np

from metrics import parts, target_amounts
from metrics.amounts import amounts as asked_for
from metrics.amounts import counted, counted_again, wholly
from metrics.catalogue import kpis
from metrics.parts import Amounts, Spine
from metrics.question import DAY, Ask, Asked, Period, asked_kpi, weeks_known
from metrics.store.connection import Store
from metrics.store.snapshot import snapshot
from metrics.terms import LEVELS, TEAM, Area
from metrics.together import inside, is_several_forces

WIDE = ("force", "lpa")
"""Levels whose areas are always compared with all of their level, also where a store holds several forces."""


@dataclass(frozen=True, eq=False)
class History:
    """Weeks of KPIs (first axis, by name: id, or id:role) and areas or people (second), the latest week last.

    of: what `amounts.amounts` gives of each cell; of areas `own` too, the target that was set for the area itself.
    """

    asked: tuple[Asked, ...]
    keys: tuple[str, ...]
    weeks: tuple[Period, ...]
    of: dict[str, Amounts]

    def __getstate__(self) -> dict[str, object]:
        """What is worked out from it, when first asked for, is no part of it."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @cached_property
    def value(self) -> Amounts:
        """What was counted; NaN in a week of which it is not wholly loaded."""
        return np.where(wholly(self.of, "loaded_days"), self.of["value"], np.nan)

    @cached_property
    def hours(self) -> Amounts:
        """The hours behind it; NaN in a week of which Duties are not wholly loaded."""
        return np.where(wholly(self.of, "hours_days"), self.of["exposure_hours"], np.nan)

    @property
    def target(self) -> Amounts:
        """The target of the week; NaN where there is none."""
        return self.of["target"]

    def place(self, name: str, key: str) -> tuple[int, int]:
        """Where a KPI and an area stand. KeyError where they do not."""
        return self.names[name], self.places[key]

    @cached_property
    def names(self) -> dict[str, int]:
        """Where each KPI stands."""
        return {one.name: number for number, one in enumerate(self.asked)}

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each area or person stands."""
        return {key: number for number, key in enumerate(self.keys)}

    @cached_property
    def levels(self) -> dict[str, tuple[int, ...]]:
        """Where the areas of each level stand; under "" people."""
        found: dict[str, list[int]] = {}
        for number, key in enumerate(self.keys):
            found.setdefault(level_of(key), []).append(number)
        return {level: tuple(places) for level, places in found.items()}

    @cached_property
    def _ends(self) -> np.ndarray:
        return np.array([end for _, end in self.weeks], dtype="datetime64[D]")

    def until(self, day: dt.date) -> int:
        """How many of the weeks end by a day."""
        return int(np.searchsorted(self._ends, np.datetime64(day), "right"))

    def span(self, days: Period) -> tuple[int, int] | None:
        """The first week of a period and the one after its last; None where it is not made of weeks known."""
        start, end = days
        if start.weekday() or end.weekday() != 6 or not self.weeks:
            return None
        if start < self.weeks[0][0] or end > self.weeks[-1][1]:
            return None
        return self.until(start - DAY), self.until(end)


def every_name() -> tuple[str, ...]:
    """Each KPI, and those of both roles also for each role."""
    apart = [f"{kpi.id}:{role}" for kpi in kpis().values() if len(kpi.roles) > 1 for role in kpi.roles]
    return (*kpis(), *apart)


def stands_as(one: Asked) -> str:
    """The name under which its weeks are known."""
    return f"{one.kpi.id}:{one.role}" if one.role and len(one.kpi.roles) > 1 else one.kpi.id


def of_areas(store: Store, known_at: dt.datetime | None = None) -> History:
    """Every area's weeks, all KPIs."""
    return known_by(store, snapshot(store, known_at))


def of_teams(store: Store, known_at: dt.datetime | None = None, within: Area | None = None) -> History:
    """The weeks of every sergeant's team, or of those with people in an area, all KPIs."""
    return _led_by(store, snapshot(store, known_at), known_at, within)


def of_levels(
    store: Store, levels: Sequence[str], known_at: dt.datetime | None = None, within: Area | None = None
) -> History:
    """The weeks of sergeants' teams or of every area, for questions of some levels.

    within: of one force among several only those with people in it, or that lie in it; whole forces are always among them.
    """
    if levels[0] == TEAM:
        return of_teams(store, known_at, within)
    if within is None and not (set(levels) <= set(WIDE) and is_several_forces(store, known_at)):
        return of_areas(store, known_at)
    return _cut(store, snapshot(store, known_at), known_at, within)


@lru_cache(maxsize=8)
def _cut(store: Store, catalog: str, known_at: dt.datetime | None, within: Area | None) -> History:
    """Of every area's weeks those of whole forces and of what lies in an area: what is worked out of them costs no more."""
    known, theirs = known_by(store, catalog), inside(store, within, known_at) if within else frozenset()
    places = [place for place, key in enumerate(known.keys) if level_of(key) in WIDE or key in theirs]
    keys = tuple(known.keys[place] for place in places)
    return replace(known, keys=keys, of={name: each[:, places] for name, each in known.of.items()})


def of_people(
    store: Store, names: tuple[str, ...], collars: tuple[str, ...], known_at: dt.datetime | None = None
) -> History:
    """The weeks of some people, or of everybody, and some KPIs."""
    weeks = weeks_known(store, snapshot(store, known_at))
    return _asked(store, Ask(names, "officer", weeks, known_at=known_at, collars=collars))


@lru_cache(maxsize=3)
def _led_by(store: Store, catalog: str, known_at: dt.datetime | None, within: Area | None) -> History:
    return _asked(store, Ask(every_name(), TEAM, weeks_known(store, catalog), known_at=known_at, within=within))


def _asked(store: Store, ask: Ask) -> History:
    """The weeks of people or of sergeants' teams."""
    asked = ask.declared
    if not ask.periods:
        return History(tuple(asked), (), (), dict.fromkeys(("value", "target"), np.empty((len(asked), 0, 0))))
    where = parts.spine(store, ask)
    return _laid(where, asked, asked_for(where, asked))


@lru_cache(maxsize=3)
def known_by(store: Store, catalog: str) -> History:
    """Every area's weeks of a snapshot."""
    asked = [asked_kpi(name) for name in every_name()]
    keys = tuple(key for (key,) in store.rows("select area from areas order by position, area", catalog))
    where = Spine(store, catalog, "+".join(LEVELS), keys, weeks_known(store, catalog))
    if not where.periods:
        nothing = np.empty((len(asked), len(keys), 0))
        names = ("unit_days", "loaded_days", "hours_days", "value", "exposure_hours", "target", "own")
        return History(tuple(asked), keys, (), dict.fromkeys(names, nothing))
    own = target_amounts.own_targets(where, asked)
    found = counted(where, asked) | {"target": target_amounts.beats_for_areas(where, keys, own), "own": own}
    return _laid(where, asked, found)


def _laid(where: Spine, asked: Sequence[Asked], found: dict[str, Amounts]) -> History:
    shape = len(asked), len(where.keys), len(where.periods)
    return History(tuple(asked), where.keys, where.periods, {name: each.reshape(shape) for name, each in found.items()})


def amounts(where: Spine, asked: Sequence[Asked]) -> dict[str, Amounts]:
    """As `amounts.amounts`, of areas and whole weeks added up from the weeks that are known."""
    known = known_by(where.store, where.catalog) if where.by not in ("officer", TEAM) else None
    spans = [known.span(days) for days in where.periods] if known else [None]
    if known is None or None in spans or not set(where.keys) <= set(known.places):
        return asked_for(where, asked)
    weeks = [span for span in spans if span]
    found = _added(known, [known.names[stands_as(one)] for one in asked], where, asked, weeks)
    return found | _distinct(where, asked, weeks, found["value"])


def _added(
    known: History, names: list[int], where: Spine, asked: Sequence[Asked], weeks: Sequence[tuple[int, int]]
) -> dict[str, Amounts]:
    start, end = min(first for first, _ in weeks), max(last for _, last in weeks)
    weeks = [(first - start, last - start) for first, last in weeks]

    def shown(name: str, keys: Sequence[str]) -> Amounts:
        """The weeks asked about, of what is known: of the others nothing is copied."""
        return known.of[name][..., start:end][np.ix_(names, [known.places[key] for key in keys])]

    def added(name: str) -> Amounts:
        return _of_spans(shown(name, where.keys), weeks, lambda of: of.sum(axis=-1)).reshape(cells)

    cells = len(names), where.cells
    found = {name: added(name) for name in ("unit_days", "loaded_days", "hours_days", "value", "exposure_hours")}
    stocks = [number for number, one in enumerate(asked) if one.kpi.is_stock]
    level = _at_the_end(shown("value", where.keys)[stocks], weeks)
    found["value"][stocks] = level.reshape(len(stocks), where.cells)
    areas = target_amounts.with_beats(where)
    own = shown("own", areas)
    targets = _of_spans(own, weeks, _sum_of_known)
    targets[stocks] = _at_the_end(own[stocks], weeks)
    return found | {"target": target_amounts.beats_for_areas(where, areas, targets).reshape(cells)}


def _of_spans(weeks_of: Amounts, spans: Sequence[tuple[int, int]], add: Callable[[Amounts], Amounts]) -> Amounts:
    """What the weeks (last axis) of each span add up to; single weeks are that already."""
    if all(last - first == 1 for first, last in spans):
        return _at_the_end(weeks_of, spans)
    return np.stack([add(weeks_of[..., first:last]) for first, last in spans], axis=-1)


def _at_the_end(weeks_of: Amounts, weeks: Sequence[tuple[int, int]]) -> Amounts:
    return weeks_of[..., [last - 1 for _, last in weeks]]


def _sum_of_known(weeks_of: Amounts) -> Amounts:
    """The sum along the last axis of what is known; NaN where nothing is."""
    known = ~np.isnan(weeks_of)
    return np.where(known.any(axis=-1), np.where(known, weeks_of, 0).sum(axis=-1), np.nan)


def _distinct(
    where: Spine, asked: Sequence[Asked], weeks: Sequence[tuple[int, int]], value: Amounts
) -> dict[str, Amounts]:
    """Values of which some count each thing once within a period, also where it was counted in several of its weeks."""
    places = [number for number, one in enumerate(asked) if one.kpi.distinct]
    if places and any(last - first > 1 for first, last in weeks):
        value[places] -= counted_again(where, [asked[number] for number in places])
    return {"value": value}


def level_of(key: str) -> str:
    """The level of an area's key; "" of a collar number."""
    level, colon, _ = key.partition(":")
    return level if colon else ""
