"""Time in the community: the plan's promise that neighbourhood officers and PCSOs spend more time in their community, measured.

An hour in the community is an hour of Duties in a state outside the station that is neighbourhood work. So it is the KPI of
time outside the station without abstraction: response cover, events and scene guard are outside, but not in the community.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from metrics import history
from metrics.parts import Amounts
from metrics.question import Period, area_key, of_area
from metrics.signals.hours import changed_share
from metrics.signals.verdict import Verdict
from metrics.store.connection import Store
from metrics.store.schema import sql
from metrics.store.snapshot import snapshot
from metrics.terms import KPI_ROLES, STATES, Area, Role
from metrics.together import force_of

VERSION = "1"
"""Of the definition: told with the figure."""
OF = "time_outside_station"
"""The KPI whose rostered hours, weeks loaded and settled days are those of this measure."""
IN_COMMUNITY = tuple(state.name for state in STATES.values() if state.outside and not state.abstraction)
YEAR = 52
RECENT = 12
"""Weeks compared with the first year until a second whole year is known; then a year, so that seasons cancel out."""


@dataclass(frozen=True, eq=False)
class RoleTime:
    """One role's weeks, the latest last; NaN where Duties of a week are not wholly loaded. fte: full-time posts."""

    in_community: Amounts
    outside: Amounts
    rostered: Amounts
    fte: Amounts

    def share(self) -> Amounts:
        """In the community, of the hours rostered; NaN in a week without any."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(self.in_community / np.where(self.rostered > 0, self.rostered, np.nan))


@dataclass(frozen=True, eq=False)
class CommunityTime:
    """The weeks of an area or a sergeant's team, by role; a role that is not in question or has no hours is left out."""

    weeks: tuple[Period, ...]
    roles: dict[Role, RoleTime]

    def until(self, day: dt.date) -> int:
        """How many of the weeks end by a day."""
        return sum(end <= day for _, end in self.weeks)


@dataclass(frozen=True)
class Spent:
    """What some weeks add up to, of those that are known: hours, and full-time posts by week. days: None where none is known."""

    days: Period | None
    weeks: int
    in_community: float
    rostered: float
    fte_weeks: float

    @property
    def share(self) -> float:
        """In the community, of the hours rostered; NaN where there are none."""
        return self.in_community / self.rostered if self.rostered > 0 else float("nan")

    @property
    def per_fte_week(self) -> float:
        """Hours in the community for each full-time post and week; NaN where nobody is posted."""
        return self.in_community / self.fte_weeks if self.fte_weeks > 0 else float("nan")


@dataclass(frozen=True)
class Compared:
    """The latest settled weeks against the first year loaded (weeks of both left out of it), and the same weeks a year before."""

    recent: Spent
    baseline: Spent
    year_before: Spent
    verdict: Verdict

    @property
    def word(self) -> str:
        """One of the fixed vocabulary; "" where there is nothing to judge."""
        return str(self.verdict.word)


def community_time(
    store: Store, area: Area, role: Role | None = None, known_at: dt.datetime | None = None
) -> CommunityTime:
    """Every week known of an area or a sergeant's team. role: one of them only."""
    catalog = snapshot(store, known_at)
    known = history.of_levels(store, (area.level,), known_at, force_of(store, area, known_at))
    key = str(area_key(area))
    if not known.weeks or key not in known.places:
        return CommunityTime((), {})
    text, whose = of_area(store, catalog, area, sql("community_hours"))
    mondays = [start for start, _ in known.weeks]
    values = {**whose, "weeks": mondays, "first": mondays[0], "last": known.weeks[-1][1]}
    rows = store.rows(text, catalog, **values)
    place = {monday: number for number, monday in enumerate(mondays)}
    found = {}
    for one in KPI_ROLES:
        laid = np.zeros((4, len(mondays)))
        for of, monday, rostered, outside, in_community, fte in rows:
            if of == one:
                laid[:, place[monday]] = in_community, outside, rostered, fte
        loaded = ~np.isnan(known.hours[known.place(f"{OF}:{one}", key)])
        if role in (None, one) and laid.any():
            found[one] = RoleTime(*np.where(loaded, laid, np.nan))
    return CommunityTime(known.weeks, found)


def compared(time: CommunityTime, role: Role, until: dt.date) -> Compared | None:
    """Whether a role's time in the community has changed since the first year loaded. until: the last day that counts.

    None where no week by then is known.
    """
    mine = time.roles.get(role)
    share = mine.share()[: time.until(until)] if mine else np.empty(0)
    known = np.flatnonzero(~np.isnan(share))
    if mine is None or not len(known):
        return None
    first, last = int(known[0]), len(share)
    recent = max(first, last - (YEAR if last - first >= 2 * YEAR else RECENT))
    base = min(first + YEAR, recent)
    verdict = changed_share(share[recent:last], share[first:base])
    before = [
        week - YEAR for week in range(recent, last) if week >= YEAR and not np.isnan(share[[week, week - YEAR]]).any()
    ]
    return Compared(
        _spent(time, mine, range(recent, last)), _spent(time, mine, range(first, base)), _spent(time, mine, before),
        verdict,
    )  # fmt: skip


def _spent(time: CommunityTime, mine: RoleTime, weeks: range | list[int]) -> Spent:
    share = mine.share()
    known = [week for week in weeks if not np.isnan(share[week])]
    if not known:
        return Spent(None, 0, 0.0, 0.0, 0.0)
    sums = (float(part[known].sum()) for part in (mine.in_community, mine.rostered, mine.fte))
    return Spent((time.weeks[known[0]][0], time.weeks[known[-1]][1]), len(known), *sums)
