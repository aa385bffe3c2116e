"""What our records say of the five things that residents asked for, as far as a measure of ours speaks of them."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import pandas as pd

from metrics.question import area_key
from metrics.store.connection import Store
from metrics.store.schema import sql
from metrics.store.snapshot import bit, snapshot
from metrics.terms import Area

FOOT_PATROL = "Foot patrol"
EVENING, MORNING = 18, 6
"""Hours from 6pm to 6am are the evening and night that residents speak of: half of all hours."""
SATURDAY = 5
EVEN_LATE, EVEN_WEEKEND = 12 / 24, 2 / 7
"""What an even spread over the week would give: no aim, only something to read a share against."""


class Patrolled(NamedTuple):
    """A dedicated place, and the last day with a foot patrol in it. None: none is recorded in the days that are loaded.

    loaded_from, loaded_to: first and last day by then whose Duties are loaded for its beat; None: none are.
    """

    place: str
    beat: str
    last: dt.date | None
    loaded_from: dt.date | None
    loaded_to: dt.date | None


class Hours(NamedTuple):
    """Hours outside the station on neighbourhood work, and how many of them lie after 6pm or before 6am, and at weekends."""

    total: float
    late: float
    weekend: float


def foot_patrols(store: Store, area: Area, day: dt.date, known_at: dt.datetime | None = None) -> tuple[Patrolled, ...]:
    """The dedicated places of an area's beats, or of those of a sergeant's people, as they are on a day, in list order."""
    asked = {"area": area_key(area), "day": day, "state": FOOT_PATROL, "duties": bit("duties")}
    return tuple(Patrolled(*row) for row in store.rows(sql("foot_patrols"), snapshot(store, known_at), **asked))


def by_the_clock(clock: pd.DataFrame) -> Hours:
    """What of the hours on view lies late and at weekends. clock: as `time_in_place.clock` gives it."""
    on_view = clock["on_view"]
    late = (clock["hour"] >= EVENING) | (clock["hour"] < MORNING)
    return Hours(float(on_view.sum()), float(on_view[late].sum()), float(on_view[clock["weekday"] >= SATURDAY].sum()))
