"""What every area did week by week, as arrays: what a verdict takes for usual, and what a chart of weeks shows.

A snapshot never changes, so its weeks are added up once and serve every page.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from metrics import parts
from metrics.calculate import amounts
from metrics.catalogue import kpis
from metrics.parts import Amounts
from metrics.question import DAY, Ask, Asked, Period
from metrics.store.connection import Store
from metrics.store.snapshot import snapshot
from metrics.terms import LEVELS, week_start

MOST_WEEKS = 157
"""Three years: 12 months against the 12 before, of a view that lies up to a year back."""
WEEK = dt.timedelta(days=7)


@dataclass(frozen=True, eq=False)
class History:
    """Weeks of KPIs (first axis, by name as asked: id, or id:role) and areas or people (second), the latest week last.

    value, hours: NaN in a week of which they are not wholly known. target: of the week, NaN where there is none. found: how
    much of a week is loaded at all, as a share of the days on which somebody had to report.
    """

    asked: tuple[Asked, ...]
    keys: tuple[str, ...]
    weeks: tuple[Period, ...]
    value: Amounts
    hours: Amounts
    target: Amounts
    found: Amounts

    def place(self, name: str, key: str) -> tuple[int, int]:
        """Where a KPI and an area stand. KeyError where they do not."""
        return self._names[name], self._keys[key]

    @cached_property
    def _names(self) -> dict[str, int]:
        return {one.name: number for number, one in enumerate(self.asked)}

    @cached_property
    def _keys(self) -> dict[str, int]:
        return {key: number for number, key in enumerate(self.keys)}

    def until(self, day: dt.date) -> int:
        """How many of the weeks end by a day."""
        return int(
            np.searchsorted(
                np.array([end for _, end in self.weeks], dtype="datetime64[D]"), np.datetime64(day), "right"
            )
        )


def every_name() -> tuple[str, ...]:
    """Each KPI, and those of both roles also for each role."""
    apart = [f"{kpi.id}:{role}" for kpi in kpis().values() if len(kpi.roles) > 1 for role in kpi.roles]
    return (*kpis(), *apart)


def of_areas(store: Store, known_at: dt.datetime | None = None) -> History:
    """Every area's weeks, all KPIs."""
    return _of_areas(store, snapshot(store, known_at), known_at)


def of_people(
    store: Store, names: tuple[str, ...], collars: tuple[str, ...], known_at: dt.datetime | None = None
) -> History:
    """The weeks of some people, or of everybody, and some KPIs."""
    weeks = weeks_known(store, snapshot(store, known_at))
    return history(store, Ask(names, "officer", weeks, known_at=known_at, collars=collars))


@lru_cache(maxsize=3)
def _of_areas(store: Store, catalog: str, known_at: dt.datetime | None) -> History:
    weeks = weeks_known(store, catalog)
    return history(store, Ask(every_name(), "+".join(LEVELS), weeks, known_at=known_at))


def history(store: Store, ask: Ask) -> History:
    """The weeks of a question, whose periods are whole ISO weeks."""
    asked = tuple(ask.declared)
    if not ask.periods or not asked:
        nothing = np.empty((len(asked), 0, 0))
        return History(asked, (), (), nothing, nothing, nothing, nothing)
    spine = parts.spine(store, ask)
    of = amounts(spine, asked)
    shape = len(asked), len(spine.keys), len(spine.periods)
    days = of["unit_days"]
    whole, timed = ((days > 0) & (of[name] >= days) for name in ("loaded_days", "hours_days"))
    with np.errstate(invalid="ignore", divide="ignore"):
        found = of["loaded_days"] / days
    laid = (np.where(whole, of["value"], np.nan), np.where(timed, of["exposure_hours"], np.nan), of["target"], found)
    return History(asked, spine.keys, spine.periods, *(each.reshape(shape) for each in laid))


def weeks_known(store: Store, catalog: str) -> tuple[Period, ...]:
    """The ISO weeks from the first covered day to the last, at most MOST_WEEKS."""
    ((first, last),) = store.rows("select min(day), max(day) from cover", catalog)
    return weeks_between(first, last)[-MOST_WEEKS:] if first else ()


def weeks_between(first: dt.date, last: dt.date) -> tuple[Period, ...]:
    """The ISO weeks that hold any of these days."""
    monday, number = week_start(first), (week_start(last) - week_start(first)).days // 7 + 1
    return tuple((monday + n * WEEK, monday + n * WEEK + 6 * DAY) for n in range(number))


def level_of(key: str) -> str:
    """The level of an area's key; "" of a collar number."""
    level, colon, _ = key.partition(":")
    return level if colon else ""
