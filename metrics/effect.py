"""What a change of available hours did: those of the last settled weeks against the weeks before, and each KPI's rate in them.

The latest 12 settled weeks of the days shown against the 40 before (statistics.md, "Has it changed?"), with the same words as
wherever else the figure stands. Only weeks count of which all is loaded: one without its hours would look like a change of pace.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from metrics import history as weekly
from metrics.history import History
from metrics.kpi import Kpi
from metrics.parts import Amounts
from metrics.question import Ask, Period, area_key
from metrics.rebases import Rebase
from metrics.signals.changed import LEVEL
from metrics.store.connection import Store
from metrics.terms import Area, Role
from metrics.together import force_of
from metrics.verdict_questions import sums
from metrics.verdict_words import Told, told
from metrics.verdicts import Judged, Row, judged

MAIN = (
    "arrests", "stop_searches", "ppn_submissions", "incidents_attended", "intelligence_reports", "referrals",
    "engagement_returns",
)  # fmt: skip
"""The KPIs that hours are compared for: whole counts of events read against available hours, often enough to judge."""
AVAILABLE, ABSTRACTION = "time_in_place", "abstraction"
"""KPIs that are read against available and against rostered hours of both roles: their hours are those compared."""
LEAST_BASE = 10
"""No percentage on a base under 10 (statistics.md)."""


@dataclass(frozen=True)
class Rate:
    """One KPI per 100 available hours of its roles, now and before, and whether that is more than luck."""

    kpi: Kpi
    now: float
    before: float
    told: Told


@dataclass(frozen=True)
class Hours:
    """days: the first and the last compared; weeks: how many are wholly loaded; available: hours a week in those; abstraction: of
    rostered hours (0 to 1)."""

    days: Period
    weeks: int
    available: float
    abstraction: float


@dataclass(frozen=True)
class Effect:
    """What the hours of an area or sergeant's team were lately and before, and the rates."""

    recent: Hours
    past: Hours
    rates: tuple[Rate, ...]

    @property
    def percent(self) -> float | None:
        """The change of available hours a week, in percent; None where the base is under 10."""
        return None if self.past.available < LEAST_BASE else 100 * (self.recent.available / self.past.available - 1)

    @property
    def by_luck(self) -> float:
        """How many of the rates would be said to run higher or lower by luck alone."""
        return LEVEL * len(self.rates)


def effect(
    store: Store,
    area: Area,
    days: Period,
    role: Role | None = None,
    known_at: dt.datetime | None = None,
    rebases: tuple[Rebase, ...] = (),
) -> Effect | None:
    """The effect, as far as settled in some days; None where nothing settled is loaded of either side. Else as of `judged`."""
    key = str(area_key(area))
    within = force_of(store, area, known_at)
    found = judged(store, (*MAIN, ABSTRACTION), (area.level,), days, role, known_at, rebases, within)
    known, row = weekly.of_levels(store, (area.level,), known_at, within), found.rows.get(ABSTRACTION)
    if row is None or row.recent is None or row.before is None or key not in found.place:
        return None
    asked = Ask((AVAILABLE, ABSTRACTION), area.level, (days,), role).declared
    available, rostered = (known.hours[known.place(weekly.stands_as(one), key)] for one in asked)
    taken = known.value[known.place(weekly.stands_as(asked[1]), key)]
    recent, past = (_hours(known, span, available, taken, rostered) for span in (row.recent, row.before))
    return Effect(recent, past, tuple(_rates(found, key))) if recent.weeks and past.weeks else None


def _hours(known: History, days: Period, available: Amounts, taken: Amounts, rostered: Amounts) -> Hours:
    first, last = known.span(days) or (0, 0)
    spent, abstracted, whole = (weeks[first:last] for weeks in (available, taken, rostered))
    weeks = int((~np.isnan(spent)).sum())
    share = np.nansum(abstracted) / np.nansum(whole) if np.nansum(whole) else np.nan
    return Hours(days, weeks, float(np.nansum(spent) / weeks) if weeks else np.nan, float(share))


def _rates(found: Judged, key: str) -> Iterator[Rate]:
    """The KPIs of which both sides have weeks with hours; others have nothing to say."""
    for name, row in found.rows.items():
        if name != ABSTRACTION:
            now, before = _per_100(row, found.place[key])
            for answer in told(found, name, key, only="changed"):
                yield Rate(row.asked.kpi, now, before, answer)


def _per_100(row: Row, place: int) -> tuple[float, float]:
    given = row.given.at(place)
    sides = (sums(weeks[0], weeks[1]) for weeks in (given.recent, given.before))
    now, before = (float(100 * count / hours) if hours else np.nan for count, hours, _ in sides)
    return now, before
