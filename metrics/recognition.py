"""What deserves thanks: people and areas whose work has grown more than luck explains, and quality above the force's.

Nobody is ranked: what is found stands in the order of names and of KPIs. Powers are left out: more of them is not better.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import isnan
from typing import Any

import numpy as np

from metrics import parts
from metrics.amounts import counted, wholly
from metrics.catalogue import kpis
from metrics.companions import companions_of
from metrics.intervals import FEW
from metrics.kpi import Companion, Kpi, Shown
from metrics.parts import Amounts
from metrics.question import DAY, Ask, Period, area_key, areas_of
from metrics.settled import settled_for
from metrics.signals.changed import PAST_WEEKS, RECENT_WEEKS, changed
from metrics.signals.many import stand_out
from metrics.signals.verdict import HIGH, Flags
from metrics.store.connection import Store
from metrics.store.snapshot import snapshot
from metrics.terms import FORCE, Area, Level


@dataclass(frozen=True)
class Improved:
    """A person whose rate of a KPI (id, or id:role) has grown more than luck explains; expected: at the rate before."""

    collar: str
    kpi: str
    count: float
    hours: float
    expected: float


@dataclass(frozen=True)
class Grown:
    """Who has grown, of how many figures judged, over which days (None where none is settled)."""

    people: tuple[Improved, ...]
    judged: int
    days: Period | None


@dataclass(frozen=True)
class Quality:
    """An area's share of good work that lies above the force's by more than luck; text: part of whole, share and interval."""

    level: str
    key: str
    kpi: str
    label: str
    text: str
    force_share: float


def weeks_compared(
    store: Store, names: Sequence[str], known_at: dt.datetime | None = None
) -> tuple[Period, Period] | None:
    """The latest 12 settled weeks of some KPIs and the 40 before; None where none is settled."""
    known = settled_for(store, tuple(names), known_at)
    if not known:
        return None
    until = min(known.values())
    start = until - (7 * RECENT_WEEKS - 1) * DAY
    return (start, until), (start - 7 * PAST_WEEKS * DAY, start - DAY)


def improved(store: Store, collars: tuple[str, ...], known_at: dt.datetime | None = None) -> Grown:
    """Of some people those whose last 12 settled weeks stand out from the 40 before.

    Of those found one in ten is luck on average (a false discovery rate of 10%).
    """
    found = _everybody(store, snapshot(store, known_at), known_at)
    if found is None:
        return Grown((), 0, None)
    asked = set(collars)
    places = [place for place, collar in enumerate(found.collars) if collar in asked]
    grown = stand_out(found.tested[:, places]).listed & found.higher[:, places]
    people = tuple(
        Improved(found.collars[places[person]], found.names[kpi], *map(float, found.told[kpi, places[person]]))
        for person, kpi in np.argwhere(grown.T).tolist()
    )
    return Grown(people, int((~np.isnan(found.tested[:, places])).sum()), found.days)


@dataclass(frozen=True, eq=False)
class _Everybody:
    """Everybody's last weeks against those before, by KPI and person. told: count, hours, expected."""

    names: tuple[str, ...]
    collars: tuple[str, ...]
    days: Period
    tested: Amounts
    higher: Flags
    told: Amounts


@lru_cache(maxsize=3)
def _everybody(store: Store, catalog: str, known_at: dt.datetime | None) -> _Everybody | None:
    """A snapshot never changes, so this is asked once for all teams."""
    names = tuple(_of_people())
    weeks = weeks_compared(store, names, known_at)
    if weeks is None:
        return None
    recent, before = weeks
    ask = Ask(names, "officer", (before, recent), known_at=known_at)
    where, asked = parts.spine(store, ask), ask.declared
    of = {name: each.reshape(len(asked), len(where.keys), 2) for name, each in counted(where, asked).items()}
    whole = wholly(of, "loaded_days") & wholly(of, "hours_days")
    count, hours = (np.where(whole, of[name], np.nan) for name in ("value", "exposure_hours"))
    found = changed(count[..., 1], hours[..., 1], count[..., 0], hours[..., 0], ranges=False)
    told = np.stack([count[..., 1], hours[..., 1], found.expected], axis=-1)
    return _Everybody(tuple(one.name for one in asked), where.keys, recent, found.tested, found.code == HIGH, told)


def _of_people() -> list[str]:
    """What counts for a person: each KPI of each role that is counted and no power, and not what is a part of another."""
    return [
        f"{kpi.id}:{role}" if len(kpi.roles) > 1 else kpi.id
        for kpi in kpis().values()
        if kpi.unit == "count" and not (kpi.is_stock or kpi.power or kpi.part_of or kpi.direction == "fewer")
        for role in kpi.roles
    ]


def good_quality(
    store: Store, level: Level, within: Area | None = None, known_at: dt.datetime | None = None
) -> tuple[Quality, ...]:
    """The areas of a level with a share of good work above the whole force's, over the last 12 settled weeks."""
    catalog = snapshot(store, known_at)
    wanted = set(areas_of(store, catalog, area_key(within), level))
    return tuple(one for one in _quality(store, catalog, level, known_at) if f"{one.level}:{one.key}" in wanted)


@lru_cache(maxsize=8)
def _quality(store: Store, catalog: str, level: Level, known_at: dt.datetime | None) -> tuple[Quality, ...]:
    """Of all areas of a level: asked once for a snapshot."""
    marked = [
        (kpi, one) for kpi in kpis().values() if not kpi.part_of for one in kpi.companions if one.quality != "neutral"
    ]
    names = tuple(dict.fromkeys(kpi.id for kpi, _ in marked))
    weeks = weeks_compared(store, names, known_at)
    if weeks is None:
        return ()
    asked: dict[str, Any] = {"kpi_ids": names, "start": weeks[0][0], "end": weeks[0][1], "known_at": known_at}
    force = companions_of(store, by="force", **asked)
    areas = force if level == "force" else companions_of(store, by=level, **asked)
    return tuple(found for kpi, one in marked for found in _above(kpi, one, force[kpi.id], areas[kpi.id], level))


def _above(kpi: Kpi, companion: Companion, force: Sequence[Shown], areas: Sequence[Shown], level: str) -> list[Quality]:
    common = next((one.number for one in force if one.key == FORCE and one.label == companion.label), float("nan"))
    if isnan(common):
        return []
    return [
        Quality(level, one.key, kpi.id, companion.label, one.text, common)
        for one in areas
        if one.label == companion.label and one.n >= FEW
        and (one.low > common if companion.quality == "more" else one.high < common)
    ]  # fmt: skip


__all__ = ["Grown", "Improved", "Quality", "good_quality", "improved", "weeks_compared"]
