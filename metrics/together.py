"""Which areas stand together on a page: those of the force; of several forces in one store, each an LPA, those of one of them.

A list of fourteen thousand beats is read by nobody, and beats of one force are usual or unusual among each other. So in a store
with more beats than any one force has, the whole shows its LPAs, and what lies in an LPA is read and compared within it.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from metrics.question import area_key
from metrics.store.connection import Store
from metrics.store.snapshot import snapshot
from metrics.terms import WHOLE_FORCE, Area

MOST_BEATS = 1_000
"""Beats that stand together. A force of 1,500 officers has 144 by our generator, an average one of England and Wales 335."""


def is_several_forces(store: Store, known_at: dt.datetime | None = None) -> bool:
    """True where there are more beats than stand together: each LPA is then looked at by itself."""
    return _beats(store, store.version, known_at) > MOST_BEATS


def together(store: Store, area: Area, known_at: dt.datetime | None = None) -> Area:
    """The area whose beats stand together with those of an area, or of a sergeant's team: the whole force; of several forces the
    LPA that holds it."""
    if area.level == "force" or not is_several_forces(store, known_at):
        return WHOLE_FORCE
    lpa = _lpa(store, snapshot(store, known_at), str(area_key(area)))
    return Area("lpa", lpa) if lpa else WHOLE_FORCE


def of_key(store: Store, key: str, known_at: dt.datetime | None = None) -> Area:
    """The same of an area or sergeant's team by its key (level:key). It says nothing of a team but the force it is in."""
    level, _, name = key.partition(":")
    return together(store, Area(level, name), known_at)  # type: ignore[arg-type]


def force_of(store: Store, area: Area | None, known_at: dt.datetime | None = None) -> Area | None:
    """Of several forces the one that an area, or a sergeant's team, lies in: what a question of it is narrowed to. None where
    nothing is to be narrowed."""
    found = together(store, area, known_at) if area else WHOLE_FORCE
    return None if found == WHOLE_FORCE else found


def inside(store: Store, area: Area, known_at: dt.datetime | None = None) -> frozenset[str]:
    """The areas in an area, itself too, and the sergeants' teams whose people were ever posted there, as level:key."""
    return _inside(store, snapshot(store, known_at), area_key(area))


@lru_cache(maxsize=64)
def _inside(store: Store, catalog: str, area: str | None) -> frozenset[str]:
    text = (
        "select team from containment where area = $area union "
        "select led from led join containment using (team) where area = $area"
    )
    return frozenset(key for (key,) in store.rows(text, catalog, area=area))


@lru_cache(maxsize=16)
def _beats(store: Store, version: int, known_at: dt.datetime | None) -> int:
    ((beats,),) = store.rows("select count(*) from areas where level = 'beat'", snapshot(store, known_at))
    return int(beats)


@lru_cache(maxsize=256)
def _lpa(store: Store, catalog: str, key: str) -> str | None:
    """The LPA of an area, or that in which most of a sergeant's people were posted last."""
    rows = store.rows("select lpa from areas where area = $key and lpa is not null", catalog, key=key)
    if not rows:
        text = (
            "select areas.lpa from led join areas on areas.area = led.team where led = $key and areas.lpa is not null "
            "group by 1 order by max(to_day) desc, count(*) desc, 1 limit 1"
        )
        rows = store.rows(text, catalog, key=key)
    return str(rows[0][0]) if rows else None
