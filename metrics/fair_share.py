"""People's fair shares of their beats' targets: target rate (weekly target over the team's usual hours) x own available hours,
day by day (product.md, Targets; DECISIONS.md F9, F10).

Targets, usual hours, strength and everybody's days are read once per snapshot: a question needs no query.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from metrics.everybody import Days, Places, bounds, everybody, once
from metrics.people import stints
from metrics.question import DAY, Period
from metrics.store.connection import Store
from metrics.targets import days_of
from metrics.terms import FULL_TIME_HOURS_PER_WEEK, KPI_ROLES, TARGET_PERIODS

Amounts = npt.NDArray[np.float64]
Group = tuple[str, str]
"""A team (level:key) and a role."""
LEAST_WEEKS = 8
"""Weeks of Duties from which a team has usual hours; until then its established strength stands in for them."""


class Run(NamedTuple):
    """Targets of a beat that hold over the same days for the same roles (of: constables, PCSOs): amount a `per`, by KPI."""

    first: np.datetime64
    last: np.datetime64
    per: str
    of: tuple[bool, bool]
    kpis: npt.NDArray[Any]
    amounts: Amounts


@dataclass(frozen=True, eq=False)
class ByDay:
    """Two amounts of a team, of constables and PCSOs, that hold from one of some days to another, and the weeks behind them."""

    first: Days
    last: Days
    amounts: Amounts
    weeks: Amounts

    def on(self, days: Days) -> tuple[Amounts, Amounts]:
        """The amounts (first axis: days) and the weeks; NaN and 0 on a day on which none holds."""
        place = np.searchsorted(self.first, days, "right") - 1
        holds = (place >= 0) & (days <= self.last[place])
        return np.where(holds[:, None], self.amounts[place], np.nan), np.where(holds, self.weeks[place], 0)


@dataclass(frozen=True, eq=False)
class Known:
    """What a snapshot knows: runs of targets by team and role; usual hours and strength by team."""

    runs: dict[Group, tuple[Run, ...]]
    usual: dict[str, ByDay]
    strength: dict[str, ByDay]


def known(store: Store, catalog: str) -> Known:
    """Read from a snapshot."""
    amounts: dict[int, list[tuple[str, float]]] = {}
    for run, kpi, amount in store.rows("select run, kpi, amount from share_targets order by kpi", catalog):
        amounts.setdefault(run, []).append((kpi, amount))
    runs: dict[Group, list[Run]] = {}
    columns = "run, team, role, from_day, to_day, per, of_pc, of_pcso"
    for run, team, role, first, last, per, of_pc, of_pcso in store.rows(f"select {columns} from share_runs", catalog):
        kpis, of_kpis = zip(*amounts[run], strict=True)
        shared = np.array(kpis, dtype=object), np.array(of_kpis, dtype=float)
        runs.setdefault((team, role), []).append(Run(_day(first), _day(last), per, (of_pc, of_pcso), *shared))
    usual = "select team, from_day, to_day, pc, pcso, weeks from usual_hours order by from_day"
    strength = "select team, from_day, to_day, pc, pcso, 0 from strength order by from_day"
    return Known(
        {group: tuple(of) for group, of in runs.items()},
        *(_by_team(store, catalog, text) for text in (usual, strength)),
    )


def _by_team(store: Store, catalog: str, text: str) -> dict[str, ByDay]:
    found: dict[str, list[tuple[Any, ...]]] = {}
    for team, *row in store.rows(text, catalog):
        found.setdefault(team, []).append(tuple(row))
    return {team: _by_day(rows) for team, rows in found.items()}


def _by_day(rows: list[tuple[Any, ...]]) -> ByDay:
    first, last, pc, pcso, weeks = zip(*rows, strict=True)
    ends = [end or start - DAY for start, end in zip(first, last, strict=True)]
    amounts = np.array([pc, pcso], dtype=float).T
    return ByDay(
        np.array(first, "datetime64[D]"), np.array(ends, "datetime64[D]"), amounts, np.array(weeks, dtype=float)
    )


@dataclass(frozen=True, eq=False)
class Spells:
    """Runs of days that people spent in a team and role, each within one period: a day of duty with its hours, or a posting.

    cell: a key in a period; those of a key follow each other. is_duty: false of a posting, which has no hours.
    """

    cell: Places
    first: Days
    last: Days
    available: Amounts
    is_duty: npt.NDArray[np.bool_]


def shares(
    store: Store, catalog: str, keys: Sequence[str], periods: Sequence[Period]
) -> Iterator[tuple[Run, str, Places, Amounts]]:
    """For people (keys) and periods each run of targets, the role, the cells that have a part in it, and how much of it: how many
    weeks' worth. NaN where nothing says what a team's usual hours are; 0 for somebody posted there without duty."""
    found, (starts, ends) = once(store, catalog, known), bounds(periods)
    outer = starts.min().item(), ends.max().item()
    week = {per: _shares_of_week(per, *outer) for per in TARGET_PERIODS}
    for (team, role), spells in _spells(store, catalog, keys, starts, ends).items():
        cells, place = np.unique(spells.cell, return_inverse=True)
        day = (spells.first - np.datetime64(outer[0])).astype(np.intp)
        worth = {per: spells.available * share[day] for per, share in week.items()}
        usual, weeks = found.usual[team].on(starts) if team in found.usual else _nothing(len(starts))
        period = cells % len(starts)
        old = weeks[period] >= LEAST_WEEKS
        for run in found.runs.get((team, role), ()):
            inside = (spells.first <= run.last) & (spells.last >= run.first)
            is_in = np.bincount(place, inside) > 0
            part = np.bincount(place, worth[run.per] * inside) / _of_roles(usual, run)[period]
            if not old.all():
                part = np.where(old, part, _young(found.strength.get(team), run, spells, worth[run.per], place, inside))
            if is_in.any():
                yield run, role, cells[is_in], part[is_in]


def _young(
    strength: ByDay | None, run: Run, spells: Spells, worth: Amounts, place: Places, inside: npt.NDArray[np.bool_]
) -> Amounts:
    """The parts where a team has no usual hours yet: its established strength of each day stands in for them."""
    posts, _ = strength.on(spells.first) if strength else _nothing(len(spells.first))
    posts = np.where(spells.is_duty[:, None], FULL_TIME_HOURS_PER_WEEK * posts, 1.0)
    over = worth / _of_roles(posts, run)
    told = inside & ~np.isnan(over)
    return np.where(np.bincount(place, told) > 0, np.bincount(place, np.where(told, over, 0.0)), np.nan)


def _of_roles(amounts: Amounts, run: Run) -> Amounts:
    """What the target's roles have together; NaN where that is nothing."""
    found = np.where(run.of, amounts, 0.0).sum(axis=1)
    return np.where(found > 0, found, np.nan)


def _shares_of_week(per: str, first: dt.date, last: dt.date) -> Amounts:
    """How much of a target's amount each day is, seven times over: of a weekly one all of it."""
    return np.array([7 / days_of(per, first + DAY * place) for place in range((last - first).days + 1)])


def _spells(store: Store, catalog: str, keys: Sequence[str], starts: Days, ends: Days) -> dict[Group, Spells]:
    """The spells of some people in beat teams."""
    place = {key: number for number, key in enumerate(keys)}
    found: dict[Group, list[Spells]] = {}
    for one in stints(store, catalog):
        if one.collar in place and one.role in KPI_ROLES and one.team.startswith("beat:"):
            first, last = np.maximum(starts, _day(one.from_day)), np.minimum(ends, _day(one.to_day))
            period = np.flatnonzero(first <= last)
            cell, nothing = place[one.collar] * len(starts) + period, np.zeros(len(period))
            spell = Spells(cell, first[period], last[period], nothing, nothing > 0)
            found.setdefault((one.team, one.role), []).append(spell)
    for group, spells in _duty(store, catalog, keys, starts, ends):
        found.setdefault(group, []).append(spells)
    return {
        group: Spells(*(np.concatenate([getattr(one, each.name) for one in of]) for each in fields(Spells)))
        for group, of in found.items()
    }


def _duty(store: Store, catalog: str, keys: Sequence[str], starts: Days, ends: Days) -> Iterator[tuple[Group, Spells]]:
    """Days of duty, in each of the periods that hold them."""
    rows = everybody(store, catalog, "duty")
    found, key = rows.of(keys, starts.min(), ends.max())
    days = found["day"]
    spans = zip(np.searchsorted(days, starts), np.searchsorted(days, ends, "right"), strict=True)
    of_period = [np.arange(first, last) for first, last in spans]
    row, period = np.concatenate(of_period), np.repeat(np.arange(len(starts)), [len(of) for of in of_period])
    cell, group = key[row] * len(starts) + period, 2 * found["team"][row] + (found["role"][row] == KPI_ROLES[1])
    for number in np.unique(group).tolist():
        mine = np.flatnonzero(group == number)
        day = days[row[mine]]
        spells = Spells(cell[mine], day, day, found["available"][row[mine]], np.ones(len(mine), dtype=bool))
        yield (rows.known["team"][number // 2], KPI_ROLES[number % 2]), spells


def _nothing(number: int) -> tuple[Amounts, Amounts]:
    return np.full((number, 2), np.nan), np.zeros(number)


def _day(day: dt.date) -> np.datetime64:
    return np.datetime64(day, "D")
