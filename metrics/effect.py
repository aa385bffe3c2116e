"""What a change of available hours did: the hours of the last weeks against the weeks before, and each KPI's rate in them.

The latest 12 whole weeks against the 40 before (statistics.md, "Has it changed?"). Only weeks count for which all of Duties,
and all of the KPI's own export, is loaded: a week without its hours would look like a change of pace.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from metrics.kpi import Kpi
from metrics.signals.changed import LEVEL, PAST_WEEKS, RECENT_WEEKS, Changed, changed
from metrics.signals.counts import dispersion
from metrics.signals.verdict import UNSAID, Cells
from metrics.terms import NOT_LOADED, PARTLY_LOADED

MAIN = (
    "arrests", "stop_searches", "ppn_submissions", "incidents_attended", "intelligence_reports", "referrals",
    "engagement_returns",
)  # fmt: skip
"""The KPIs that hours are compared for: whole counts of events read against available hours, often enough to judge."""
LEAST_BASE = 10
"""No percentage on a base under 10 (statistics.md)."""
WEEKS = RECENT_WEEKS + PAST_WEEKS


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
class Effect:
    """recent, past: first and last day; weeks, past_weeks: how many weeks of them are wholly loaded; hours a week in those."""

    recent: tuple[dt.date, dt.date]
    past: tuple[dt.date, dt.date]
    weeks: int
    past_weeks: int
    available: float
    past_available: float
    abstraction: float
    past_abstraction: float
    rates: tuple[Rate, ...]

    @property
    def known(self) -> bool:
        """True where both have a week that is wholly loaded."""
        return self.weeks > 0 and self.past_weeks > 0

    @cached_property
    def percent(self) -> float | None:
        """The change of available hours a week, in percent; None where nothing is known or the base is under 10."""
        if not self.known or self.past_available < LEAST_BASE:
            return None
        return 100 * (self.available / self.past_available - 1)

    @property
    def by_luck(self) -> float:
        """How many of the rates would be said to run higher or lower by luck alone."""
        return LEVEL * len(self.rates)


def counted(kpis: Sequence[Kpi]) -> list[Kpi]:
    """Of these KPIs those whose rate is compared."""
    return [kpi for kpi in kpis if kpi.id in MAIN]


def effect(weekly_hours: pd.DataFrame, weekly: pd.DataFrame, kpis: Sequence[Kpi]) -> Effect:
    """weekly_hours: hours of the last WEEKS weeks (of people: all of theirs); weekly: figures of one area and those weeks."""
    by_week = weekly_hours.groupby(["period_start", "period_end"])[
        ["available", "abstraction", "rostered", "posted_days", "covered_days"]
    ].sum()
    days = sorted(by_week.index)
    whole = ((by_week["covered_days"] > 0) & (by_week["covered_days"] == by_week["posted_days"])).to_numpy()
    late = np.arange(len(days)) >= len(days) - RECENT_WEEKS
    mean = {
        (name, recent): float(
            by_week[name].to_numpy()[whole & (late == recent)].mean() if (whole & (late == recent)).any() else np.nan
        )
        for name in ("available", "abstraction", "rostered")
        for recent in (True, False)
    }
    return Effect(
        (days[-RECENT_WEEKS][0], days[-1][1]),
        (days[0][0], days[-RECENT_WEEKS - 1][1]),
        int((whole & late).sum()),
        int((whole & ~late).sum()),
        mean["available", True],
        mean["available", False],
        _share(mean["abstraction", True], mean["rostered", True]),
        _share(mean["abstraction", False], mean["rostered", False]),
        _rates(weekly, kpis, [start for start, _ in days], whole),
    )


def _share(part: float, whole: float) -> float:
    return part / whole if whole > 0 else np.nan


def _rates(weekly: pd.DataFrame, kpis: Sequence[Kpi], starts: Sequence[dt.date], whole: np.ndarray) -> tuple[Rate, ...]:
    """The KPIs of which both parts have weeks with hours; others have nothing to say."""
    if not len(weekly):
        return ()
    loaded = ~weekly["verdict"].isin([NOT_LOADED, PARTLY_LOADED])
    shape = {"index": "kpi", "columns": "period_start"}
    wanted = {"index": [kpi.id for kpi in kpis], "columns": list(starts)}
    count = weekly.assign(value=weekly["value"].where(loaded)).pivot(**shape, values="value").reindex(**wanted)
    hours = weekly.pivot(**shape, values="exposure_hours").reindex(**wanted)
    y = np.where(whole, count.to_numpy(dtype=float), np.nan)
    h = np.where(np.isnan(y), np.nan, hours.to_numpy(dtype=float))
    recent = [np.nansum(side, axis=1) for side in (y[:, -RECENT_WEEKS:], h[:, -RECENT_WEEKS:])]
    past = [np.nansum(side, axis=1) for side in (y[:, :-RECENT_WEEKS], h[:, :-RECENT_WEEKS])]
    found = changed(*recent, *past, phi=dispersion(y, h))
    return tuple(
        _rate(kpi, found, place, *recent, *past) for place, kpi in enumerate(kpis) if found.code[place] != UNSAID
    )


def _rate(kpi: Kpi, found: Changed, place: int, *amounts: Cells) -> Rate:
    numbers = (float(amount[place]) for amount in amounts)
    told = (float(each[place]) for each in (found.low, found.high, found.one_in))
    return Rate(kpi, *numbers, str(found.word[place]), *told)
