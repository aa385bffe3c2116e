"""OSARA plans of an area or a sergeant's team: the stage and age of each on a day, and where its assessment stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from metrics.catalogue import kpis
from metrics.question import of_area
from metrics.store.connection import Store
from metrics.store.schema import sql
from metrics.store.snapshot import snapshot
from metrics.terms import Area, say_count, say_date

KPI = "problem_plans"
SOON_DAYS = 28
"""An assessment due within so many days is due soon."""
CLOSED = "Closed"
EARLIER = "Earlier stage"
"""On a day before the plan reached the stage that the list has: the list keeps no stage but the latest."""
STAGES = ("Objective", "Scanning", "Analysis", "Response", "Assessment", EARLIER, CLOSED)
State = Literal["on time", "late", "undated", "overdue", "soon", "due", "no day", "not assessed"]


@dataclass(frozen=True)
class Clock:
    """Where a plan's assessment stands. undated: assessed, with no day set; not assessed: closed without. words: for a cell."""

    state: State
    words: str


@dataclass(frozen=True)
class Plan:
    """One plan as it stood on a day, as far as the list says; what lies after that day is left out.

    collar: of the owner; role: the owner's on the day it was opened. stage_on: None where the list does not say since when.
    closed: the day it was closed.
    """

    ref: str
    title: str
    objective: str | None
    collar: str
    role: str
    beat: str
    beat_name: str
    opened: dt.date
    stage: str
    stage_on: dt.date | None
    response: dt.date | None
    due: dt.date | None
    assessed: dt.date | None
    result: str | None
    closed: dt.date | None
    day: dt.date

    @property
    def is_open(self) -> bool:
        """True where it is not closed by the day."""
        return self.closed is None

    @property
    def is_counted(self) -> bool:
        """True where the KPI counts it: its owner was a constable."""
        return self.role in kpis()[KPI].roles

    @property
    def days_open(self) -> int:
        """Days since it was opened; of a closed plan how long it was open."""
        return ((self.closed or self.day) - self.opened).days

    @property
    def days_in_stage(self) -> int | None:
        """Days since it reached its stage; of a closed plan since it was closed."""
        since = self.closed or self.stage_on
        return None if since is None else (self.day - since).days

    @property
    def is_due(self) -> bool:
        """True where it is open and to be assessed within SOON_DAYS, or overdue."""
        return self.clock.state in ("soon", "overdue")

    @property
    def clock(self) -> Clock:
        """Where its assessment stands on the day."""
        if self.assessed is not None:
            return _done(self.assessed, self.due)
        if not self.is_open:
            return Clock("not assessed", "closed, no day of assessment")
        if self.due is None:
            return Clock("no day", "nobody has set a day")
        left = (self.due - self.day).days
        if left < 0:
            return Clock("overdue", f"overdue by {say_count(-left, 'day')}")
        if left <= SOON_DAYS:
            return Clock("soon", f"due in {say_count(left, 'day')}" if left else "due today")
        return Clock("due", f"due {say_date(self.due)}")


def _done(assessed: dt.date, due: dt.date | None) -> Clock:
    if due is None:
        return Clock("undated", f"assessed {say_date(assessed)}; nobody had set a day")
    late = (assessed - due).days
    if late > 0:
        return Clock("late", f"assessed {say_count(late, 'day')} late, {say_date(assessed)}")
    return Clock("on time", f"assessed on time, {say_date(assessed)}")


def plans(store: Store, area: Area, day: dt.date, known_at: dt.datetime | None = None) -> tuple[Plan, ...]:
    """Every plan opened by a day, by the team that its owner had when it was opened, in the order of beats, then of references.

    Those whose owner was no constable are among them; the KPI does not count these (`is_counted`).
    """
    catalog, plans_sql = snapshot(store, known_at), sql("osara_plans").replace("{closed_on}", kpis()[KPI].stock_until)
    text, whose = of_area(store, catalog, area, plans_sql, team="owned.team", led="owned.led")
    return tuple(_as_of(Plan(*row)) for row in store.rows(text, catalog, **whose, day=day))


def _as_of(listed: Plan) -> Plan:
    """The plan as it stood on its day: of a later stage only what its other days say of the earlier ones."""
    day = listed.day
    known = listed.response, listed.assessed, listed.closed
    then = response, assessed, closed = tuple(on if on is not None and on <= day else None for on in known)
    plan = listed if then == known else replace(listed, response=response, assessed=assessed, closed=closed)  # most are
    if plan.stage_on is None or plan.stage_on <= day:
        return plan
    stage, since = _stage_then(plan.response, plan.assessed)
    return replace(plan, stage=stage, stage_on=since, result=plan.result if plan.assessed else None)


def _stage_then(response: dt.date | None, assessed: dt.date | None) -> tuple[str, dt.date | None]:
    if assessed is not None:
        return "Assessment", assessed
    return ("Response", response) if response is not None else (EARLIER, None)


def on_time(found: Iterable[Plan]) -> tuple[int, int]:
    """Of the plans whose assessment was due by the day how many were assessed by then, and how many there are."""
    due = [plan for plan in found if plan.due is not None and plan.due <= plan.day]
    return sum(plan.clock.state == "on time" for plan in due), len(due)
