"""Where hours went on the clock, in dedicated places, by state and by reason: answers from a snapshot, as frames."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from metrics import parts
from metrics.question import SINGLE, Ask, area_key, ask_known
from metrics.store.connection import Store
from metrics.store.schema import sql
from metrics.store.snapshot import bit, snapshot
from metrics.terms import LONDON, STATES, Area, Role

KINDS = ("in_place", "outside", "abstraction", "available", "on_view")
"""What an hour on duty can be asked as; `outside` and `in_place` overlap with the others. on_view: outside the station on
neighbourhood work, so outside and not abstracted."""
HOUR = 3600
DAYS, HOURS = 7, 24


class Spent:
    """The three answers of one view, asked at once beside what else a page asks, each waited for when it is looked at."""

    def __init__(self, store: Store, by: str, start: dt.date, end: dt.date, **who: Any) -> None:
        """by, start, end, who: as of `clock`."""
        self._asks: dict[str, Callable[[], pd.DataFrame]] = {
            "clock": lambda: clock(store, by, start, end, **who),
            "places": lambda: places_visited(store, start, end, **who),
            "spread": lambda: hours_spread(store, by, start, end, **who),
        }
        self._started = {name: SINGLE.submit(ask) for name, ask in self._asks.items()}

    def _of(self, name: str) -> pd.DataFrame:
        """The answer; asked anew where it failed, since this is remembered and a failure should not be."""
        started = self._started[name]
        return started.result() if started.exception() is None else self._asks[name]()

    @property
    def clock(self) -> pd.DataFrame:
        """See `clock`."""
        return self._of("clock")

    @property
    def places(self) -> pd.DataFrame:
        """See `places_visited`."""
        return self._of("places")

    @property
    def spread(self) -> pd.DataFrame:
        """See `hours_spread`."""
        return self._of("spread")


def clock(store: Store, by: str, start: dt.date, end: dt.date, **who: Any) -> pd.DataFrame:
    """Hours on duty by hour of the week on our clocks: one row per weekday (0 is Monday) and hour, a column per kind.

    Each segment that starts in the period is spread over the clock hours that it really covers, to its end, also beyond the
    period's last midnight: so the sum is the period's hours. Overlaps count once; a clock change moves nothing, because
    it is counted in elapsed time. who: role, known_at, within, as of an Ask.
    """
    spine = parts.spine(store, Ask((), by, ((start, end),), **who))
    text = spine.asking("clock", collar="collar_no")
    found = store.columns(text, spine.catalog, **spine.values, role=who.get("role"))
    return by_hour_of_week(found.pop("moment"), found)


def by_hour_of_week(moments: Any, turns: dict[str, Any]) -> pd.DataFrame:
    """Hours by weekday and hour in London from how many more people there are from each moment on.

    moments: UTC, in order, without an offset. London's clocks are whole hours from UTC, so an hour there is an hour here.
    """
    sums = np.zeros((DAYS * HOURS, len(KINDS)))
    if len(moments):
        seconds = np.asarray(moments).astype("datetime64[s]").astype(np.int64)
        first, last = seconds[0] // HOUR * HOUR, -(-seconds[-1] // HOUR) * HOUR
        bounds = np.arange(first, last + HOUR, HOUR)
        here = pd.DatetimeIndex(bounds[:-1].astype("datetime64[s]"), tz="UTC").tz_convert(LONDON)
        place = np.asarray(here.day_of_week * HOURS + here.hour)
        for number, kind in enumerate(KINDS):
            people = np.cumsum(turns[kind])[:-1]
            spent = np.concatenate(([0.0], np.cumsum(people * np.diff(seconds))))
            between = np.diff(np.interp(bounds, seconds, spent)) / HOUR
            sums[:, number] = np.bincount(place, between, DAYS * HOURS)
    day, hour = np.divmod(np.arange(DAYS * HOURS), HOURS)
    return pd.DataFrame({"weekday": day, "hour": hour, **dict(zip(KINDS, sums.T, strict=True))})


def places_visited(
    store: Store,
    start: dt.date,
    end: dt.date,
    role: Role | None = None,
    known_at: dt.datetime | None = None,
    within: Area | None = None,
) -> pd.DataFrame:
    """One row per dedicated place of the area's beats, or of those of a sergeant's people, in the order of the lists.

    Columns place_code, place_name, place_type, beat, beat_name; days (on which it was a dedicated place), loaded_days; hours:
    planned (NaN: no plan), delivered by anybody, by_others (teams other than its beat's), on_foot, by_vehicle; last_visit.
    """
    moving = {way: [state.name for state in STATES.values() if state.moving == way] for way in ("foot", "vehicle")}
    asked = {"start": start, "end": end, "role": role, "area": area_key(within)}
    values = asked | {"on_foot": moving["foot"], "by_vehicle": moving["vehicle"], "duties": bit("duties")}
    found = ask_known(store, snapshot(store, known_at), sql("places_visited"), values)
    visits = [None if pd.isna(day) else pd.Timestamp(day).date() for day in found["last_visit"]]
    return found.assign(last_visit=pd.Series(visits, dtype=object, index=found.index))


def hours_spread(store: Store, by: str, start: dt.date, end: dt.date, **who: Any) -> pd.DataFrame:
    """Rostered hours by part: columns part (role, abstraction), of, week, state and hours; see `hours_spread.sql`."""
    spine = parts.spine(store, Ask((), by, ((start, end),), **who))
    text = spine.asking("hours_spread", collar="collar_no")
    return ask_known(store, spine.catalog, text, spine.values | {"role": who.get("role")})


def places_covered(
    store: Store,
    start: dt.date,
    end: dt.date,
    known_at: dt.datetime | None = None,
    within: Area | None = None,
) -> tuple[int, int] | None:
    """How many dedicated places an area or team has on the last day, and how many were visited on any of these days.

    None where Duties are not loaded for all of them.
    """
    values = {"start": start, "end": end, "area": area_key(within), "duties": bit("duties")}
    ((places, visited, loaded),) = store.rows(sql("places_covered"), snapshot(store, known_at), **values)
    return (places, visited) if loaded else None
