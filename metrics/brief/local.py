"""What residents raised and were told, the beats' OSARA plans that are open and due, and dedicated places not visited lately."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from metrics.brief.week import Week
from metrics.calculate import figures
from metrics.catalogue import kpis
from metrics.charts.words import known
from metrics.frames import rows_of
from metrics.kpis.problem_plans import CLOSED_ON
from metrics.question import DAY, Ask
from metrics.recognition_words import RECENTLY
from metrics.rows_behind import of_figure, scope_of_figure
from metrics.store.connection import Store
from metrics.store.credit import credited_to
from metrics.store.schema import sql
from metrics.store.snapshot import snapshot
from metrics.terms import NOT_LOADED
from metrics.time_in_place import places_visited

RETURNS = "engagement_returns"
DUE_DAYS = 28
"""An assessment is named as due so many days ahead: it takes longer than a week."""


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
class Plan:
    """An OSARA plan that is open at the week's end. due: of its assessment; assessed: it was by then."""

    ref: str
    title: str
    beat: str
    stage: str
    due: dt.date | None
    assessed: bool

    def is_overdue(self, day: dt.date) -> bool:
        """True where it was to be assessed before a day."""
        return not self.assessed and self.due is not None and self.due < day

    def is_due(self, day: dt.date) -> bool:
        """True where it is to be assessed within four weeks of a day, or is overdue then."""
        return not self.assessed and self.due is not None and self.due <= day + DUE_DAYS * DAY


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
    """The beats' open plans, the assessment due first."""
    start, end = week.days
    text = sql("plans_open").replace("{closed_on}", CLOSED_ON)
    found = store.frame(text, snapshot(store, week.known_at), area=week.key, start=start, end=end)
    return tuple(
        Plan(
            row["plan_ref"], row["title"], row["beat_name"], row["stage"],
            row["assessment_due"].date() if known(row["assessment_due"]) else None, bool(row["assessed"]),
        )
        for row in rows_of(found)
    )  # fmt: skip


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
