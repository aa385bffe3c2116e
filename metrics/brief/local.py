"""What residents raised and were told, the beats' OSARA plans that are open and due, and dedicated places not visited lately."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from metrics import problem_solving
from metrics.brief.week import Week, beats_of
from metrics.calculate import figures
from metrics.catalogue import kpis
from metrics.frames import rows_of
from metrics.problem_solving import Plan
from metrics.question import DAY, Ask
from metrics.recognition_words import RECENTLY
from metrics.rows_behind import of_figure, scope_of_figure
from metrics.store.connection import Store
from metrics.store.credit import credited_to
from metrics.store.schema import sql
from metrics.store.snapshot import snapshot
from metrics.terms import NOT_LOADED, WHOLE_FORCE
from metrics.time_in_place import places_visited

RETURNS = "engagement_returns"


@dataclass(frozen=True)
class Raised:
    """A priority that residents raised: at how many engagements, and after how many of these they were told what was done."""

    priority: str
    returns: int
    told: int


@dataclass(frozen=True)
class Priorities:
    """raised: the most often raised first. returns, told: all engagements, and those with feedback. record: Not loaded, Partly
    loaded or ""."""

    raised: tuple[Raised, ...]
    returns: int
    told: int
    record: str


@dataclass(frozen=True)
class Unvisited:
    """A dedicated place that nobody was at in the week. last: when somebody was."""

    place: str
    beat: str
    last: dt.date | None


def priorities(store: Store, week: Week, weeks: int = 1) -> Priorities:
    """What residents raised in so many weeks that end with the week, as the KPI of engagement returns counts them."""
    kpi, by = kpis()[RETURNS], scope_of_figure(None, week.area)
    start = week.end - (7 * weeks - 1) * DAY
    text = (
        sql("priorities_counted").replace("{counted}", credited_to(kpi, by)).replace("{of_figure}", of_figure(kpi, by))
    )
    asked = {"start": start, "end": week.end, "area": week.key, "roles": list(kpi.roles)}
    found = store.rows(text, snapshot(store, week.known_at), **asked)
    ask = Ask((RETURNS,), week.area.level, ((start, week.end),), None, week.known_at, week.area)
    record = next((row["verdict"] for row in rows_of(figures(store, ask)) if row["key"] == week.area.key), NOT_LOADED)
    return Priorities(
        tuple(Raised(*row) for row in found if row[0] is not None),
        sum(row[1] for row in found), sum(row[2] for row in found), record,
    )  # fmt: skip


def plans(store: Store, week: Week) -> tuple[Plan, ...]:
    """The open plans on the beats, whoever owns them; the assessment due first, those without a day last."""
    beats = beats_of(store, week)
    every = problem_solving.plans(store, WHOLE_FORCE, week.end, week.known_at)
    mine = (one for one in every if one.is_open and one.beat in beats)
    return tuple(sorted(mine, key=lambda one: (one.due or dt.date.max, one.ref)))


def unvisited(store: Store, week: Week) -> tuple[Unvisited, ...]:
    """Dedicated places of the area's beats, in list order, without a visit in the last seven days; of places whose Duties are
    loaded for the week."""
    found = places_visited(store, *week.days, known_at=week.known_at, within=week.area)
    since = week.end - (RECENTLY - 1) * DAY
    return tuple(
        Unvisited(row["place_name"], row["beat_name"] or row["beat"], row["last_visit"])
        for row in rows_of(found)
        if row["loaded_days"] == row["days"] and (row["last_visit"] is None or row["last_visit"] < since)
    )
