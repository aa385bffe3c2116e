"""The weekly brief: everything of one week of an area or team that fits one page, as plain values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from metrics.brief.agreed import Agreed, agreed
from metrics.brief.changed import Changed, changes
from metrics.brief.gaps import Gaps, gaps
from metrics.brief.local import Priorities, plans, priorities
from metrics.brief.measured import Measure, measures
from metrics.brief.spent import Spent, spent
from metrics.brief.thanks import Thanks, thanks
from metrics.brief.week import Week, name_of
from metrics.problem_solving import Plan
from metrics.question import Period
from metrics.store.connection import Store
from metrics.terms import Area


@dataclass(frozen=True)
class Brief:
    """A week in the order in which it is told: what is loaded, thanks, changes, hours, KPIs, residents, plans, actions."""

    week: Week
    name: str
    gaps: Gaps
    thanks: Thanks
    changes: Changed
    hours: Spent
    measures: tuple[Measure, ...]
    priorities: Priorities
    plans: tuple[Plan, ...]
    agreed: Agreed


def brief(store: Store, area: Area, days: Period, known_at: dt.datetime | None = None) -> Brief:
    """The brief of a week (Monday and Sunday) of an area or of a sergeant's team, as known at a moment."""
    week = Week(area, days, known_at)
    return Brief(
        week, name_of(store, week), gaps(store, week), thanks(store, week), changes(store, week), spent(store, week),
        measures(store, week), priorities(store, week), plans(store, week), agreed(store, week),
    )  # fmt: skip
