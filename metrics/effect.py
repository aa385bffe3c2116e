"""What a change of available hours did: the hours of the last weeks against the weeks before, and each KPI's rate in them.

The latest 12 whole weeks against the 40 before (statistics.md, "Has it changed?"). Only weeks count for which all of Duties,
and all of the KPI's own export, is loaded: a week without its hours would look like a change of pace.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.frames import rows_of
from metrics.kpi import Kpi
from metrics.signals.changed import LEVEL, PAST_WEEKS, RECENT_WEEKS, Changed, changed
from metrics.signals.counts import dispersion
from metrics.signals.verdict import UNSAID, Cells, Flags
from metrics.terms import NOT_LOADED, PARTLY_LOADED

MAIN = (
    "arrests", "stop_searches", "ppn_submissions", "incidents_attended", "intelligence_reports", "referrals",
    "engagement_returns",
)  # fmt: skip
"""The KPIs that hours are compared for: whole counts of events read against available hours, often enough to judge."""
LEAST_BASE = 10
"""No percentage on a base under 10 (statistics.md)."""
WEEKS = RECENT_WEEKS + PAST_WEEKS
RECENT, PAST = slice(-RECENT_WEEKS, None), slice(None, -RECENT_WEEKS)


@dataclass(frozen=True)
class Rate:
    """One KPI: its count and hours (available, of its roles) in the last weeks and in the weeks before, and the word."""

    kpi: Kpi
    count: float
    hours: float
    past_count: float
    past_hours: float
    word: str
    low: float
    high: float
    one_in: float

    @property
    def per_100(self) -> tuple[float, float]:
        """Per 100 available hours: in the last weeks, and before."""
        return 100 * self.count / self.hours, 100 * self.past_count / self.past_hours


@dataclass(frozen=True)
class Hours:
    """weeks: how many are wholly loaded; available: hours a week in those; abstraction: of rostered hours (0 to 1)."""

    weeks: int
    available: float
    abstraction: float


@dataclass(frozen=True)
class Effect:
    """recent_days, past_days: first and last day; what the hours were in each; and the rates of an area."""

    recent_days: tuple[dt.date, dt.date]
    past_days: tuple[dt.date, dt.date]
    recent: Hours
    past: Hours
    rates: tuple[Rate, ...]

    @property
    def known(self) -> bool:
        """True where both have a week that is wholly loaded."""
        return self.recent.weeks > 0 and self.past.weeks > 0

    @property
    def percent(self) -> float | None:
        """The change of available hours a week, in percent; None where nothing is known or the base is under 10."""
        if not self.known or self.past.available < LEAST_BASE:
            return None
        return 100 * (self.recent.available / self.past.available - 1)

    @property
    def by_luck(self) -> float:
        """How many of the rates would be said to run higher or lower by luck alone."""
        return LEVEL * len(self.rates)


def counted(kpis: Sequence[Kpi]) -> list[Kpi]:
    """Of these KPIs those whose rate is compared."""
    return [kpi for kpi in kpis if kpi.id in MAIN]


def effect(weekly_hours: pd.DataFrame, weekly: pd.DataFrame, kpis: Sequence[Kpi]) -> Effect:
    """weekly_hours: hours of the last WEEKS weeks (of people: all of theirs); weekly: figures of one area and those weeks."""
    days = sorted(set(zip(weekly_hours["period_start"], weekly_hours["period_end"], strict=True)))
    starts = [start for start, _ in days]
    place = pd.Index(starts, dtype=object).get_indexer(weekly_hours["period_start"])
    of_week: dict[str, Cells] = {
        name: np.bincount(place, np.nan_to_num(weekly_hours[name].to_numpy(dtype=float)), len(days)).astype(float)
        for name in ("available", "abstraction", "rostered", "posted_days", "covered_days")
    }
    whole = (of_week["covered_days"] > 0) & (of_week["covered_days"] == of_week["posted_days"])
    late = np.arange(len(days)) >= len(days) - RECENT_WEEKS
    now, before = (_mean(of_week, whole & part) for part in (late, ~late))
    rates = _rates(weekly, kpis, starts, whole)
    recent, past = (days[-RECENT_WEEKS][0], days[-1][1]), (days[0][0], days[-RECENT_WEEKS - 1][1])
    return Effect(recent, past, now, before, rates)


def _mean(of_week: Mapping[str, Cells], chosen: Flags) -> Hours:
    number = int(chosen.sum())
    sums = {name: float(amounts[chosen].sum()) for name, amounts in of_week.items()}
    taken = sums["abstraction"] / sums["rostered"] if sums["rostered"] else np.nan
    return Hours(number, sums["available"] / number if number else np.nan, taken)


def _rates(weekly: pd.DataFrame, kpis: Sequence[Kpi], starts: Sequence[dt.date], whole: Flags) -> tuple[Rate, ...]:
    """The KPIs of which both parts have weeks with hours; others have nothing to say."""
    y, h = np.full((2, len(kpis), len(starts)), np.nan)
    of = {kpi.id: number for number, kpi in enumerate(kpis)}
    week = {start: number for number, start in enumerate(starts)}
    for row in rows_of(weekly):
        place = of[row["kpi"]], week[row["period_start"]]
        if row["verdict"] not in (NOT_LOADED, PARTLY_LOADED) and whole[place[1]]:
            y[place], h[place] = row["value"], row["exposure_hours"]
    sides = [np.nansum(each[:, part], axis=1) for part in (RECENT, PAST) for each in (y, h)]
    found = changed(sides[0], sides[1], sides[2], sides[3], phi=dispersion(y, h))
    return tuple(_rate(kpi, found, number, sides) for number, kpi in enumerate(kpis) if found.code[number] != UNSAID)


def _rate(kpi: Kpi, found: Changed, place: int, sides: Sequence[Cells]) -> Rate:
    count, hours, past_count, past_hours = (float(amount[place]) for amount in sides)
    low, high, one_in = (float(each[place]) for each in (found.low, found.high, found.one_in))
    return Rate(kpi, count, hours, past_count, past_hours, str(found.word[place]), low, high, one_in)
