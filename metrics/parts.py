"""The parts of figures: days that are loaded, hours worked, what was credited, targets and fair shares.

Each part is one short query of a snapshot, for all KPIs at once, so that every question of the same people or areas and
days shares it: a snapshot never changes. What a part's rows mean is said in its file in `store/sql/`.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics import asides, everybody, fair_share, teams
from metrics.question import DAY, SINGLE, Ask, Asked, Period, keys, kpi_values, scoped, weeks_known
from metrics.store.connection import Store
from metrics.store.schema import sql
from metrics.store.snapshot import bit, list_exports, snapshot
from metrics.terms import TEAM

Places = npt.NDArray[np.intp]
Amounts = npt.NDArray[np.float64]
Rows = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Spine:
    """The people or areas of a question and its periods: what was done, worked and loaded is joined onto them.

    keys: collar numbers, or areas as level:key. A cell is one key in one period; those of a key follow each other.
    """

    store: Store
    catalog: str
    by: str
    keys: tuple[str, ...]
    periods: tuple[Period, ...]

    @property
    def cells(self) -> int:
        """How many cells there are."""
        return len(self.keys) * len(self.periods)

    @property
    def grain(self) -> str:
        """week where every period is made of whole weeks, so that the sums of weeks do; else day, as of sergeants' teams, which
        people may join on any day."""
        whole = self.by != TEAM and all(start.weekday() == 0 and end.weekday() == 6 for start, end in self.periods)
        return "week" if whole else "day"

    @property
    def is_of_known_weeks(self) -> bool:
        """True of people where the periods follow each other and are made of whole weeks, all of them known (`everybody`)."""
        if self.by != "officer" or self.grain != "week" or not self.keys:
            return False
        known = weeks_known(self.store, self.catalog)
        apart = all(last < first for (_, last), (first, _) in itertools.pairwise(self.periods))
        return apart and bool(known) and known[0][0] <= self.periods[0][0] and self.periods[-1][1] <= known[-1][1]

    @property
    def values(self) -> dict[str, Any]:
        """What a query of the spine binds."""
        starts, ends = map(list, zip(*self.periods, strict=True))
        days, numbers, lists = _days(self.store, self.catalog, self.periods)
        return {
            "keys": list(self.keys), "starts": starts, "ends": ends, "first": min(starts), "last": max(ends),
            "days": days, "numbers": numbers, "lists": lists,
        }  # fmt: skip


def spine(store: Store, ask: Ask) -> Spine:
    """The spine of a question."""
    catalog = snapshot(store, ask.known_at)
    return Spine(store, catalog, ask.by, keys(store, catalog, ask), tuple(sorted(ask.periods)))


class Part:
    """Rows of a part, each at its cell of a spine."""

    def __init__(self, where: Spine, columns: dict[str, npt.NDArray[Any]], cell: Places | None = None) -> None:
        """Rows as columns by name. cell: where each stands; else `key` and `period` say it."""
        self.columns = columns
        if cell is None:
            key = pd.Index(where.keys, dtype=object).get_indexer(self.columns["key"])
            cell = key * len(where.periods) + self.columns["period"].astype(np.intp)
        self.cell, self.cells = cell, where.cells

    def of(self, column: str, *wanted: str | None) -> Rows:
        """Which rows have one of these texts in a column; None: have none."""
        values = self.columns[column]
        rows = [pd.isna(values) if text is None else np.asarray(values == text, dtype=bool) for text in wanted]
        return np.asarray(np.any(rows, axis=0))

    def loaded(self, export: str) -> Rows:
        """Of team days: for which rows an export is loaded."""
        return np.asarray(self.columns["mask"] & bit(export) != 0)

    def total(self, column: str, rows: Rows) -> Amounts:
        """The sum of a column by cell, of some rows; 0 in a cell without one."""
        return np.bincount(self.cell[rows], self.columns[column][rows], self.cells).astype(float)

    def totals(self, column: str, names: Sequence[str], rows: Rows | None = None) -> Amounts:
        """The sum of a column by KPI (the names, in their order) and cell, of some rows; 0 in a cell without one."""
        return self._sums(self.columns[column], names, rows)

    def known_totals(self, column: str, names: Sequence[str], rows: Rows | None = None) -> Amounts:
        """As `totals`, of what is known; NaN in a cell where nothing is."""
        amounts = self.columns[column]
        known = ~np.isnan(amounts)
        sums = self._sums(np.nan_to_num(amounts), names, rows)
        return np.where(self._sums(known.astype(float), names, rows) > 0, sums, np.nan)

    def _sums(self, amounts: Amounts, names: Sequence[str], rows: Rows | None) -> Amounts:
        place = pd.Index(names, dtype=object).get_indexer(self.columns["kpi"])
        chosen = place >= 0 if rows is None else (place >= 0) & rows
        flat = place[chosen] * self.cells + self.cell[chosen]
        sums = np.bincount(flat, amounts[chosen], len(names) * self.cells).astype(float)
        return sums.reshape(len(names), self.cells)


@lru_cache(maxsize=64)
def team_days(where: Spine) -> Part:
    """Team days (of people: days posted) by role and by what is loaded: role (None: a beat's), mask, days."""
    return _posted(where) if where.is_of_known_weeks else _part(where, "team_days")


@lru_cache(maxsize=64)
def worked(where: Spine) -> Part:
    """Hours by role: rostered, available, abstraction, not_deployable, outside, in_place; and absent_days."""
    if where.is_of_known_weeks:
        return Part(where, *everybody.of_periods(where.store, where.catalog, "worked", where.keys, where.periods))
    return _part(where, "worked")


@lru_cache(maxsize=16)
def credited(where: Spine) -> Part:
    """What was counted, by KPI and role: amount. Not of KPIs that count distinct values."""
    if not where.is_of_known_weeks:
        return _part(where, "credited")
    asked = where.store, where.catalog
    flows, cell = everybody.of_periods(*asked, "credited", where.keys, where.periods)
    stocks, of_stock = everybody.stocks(*asked, where.keys, where.periods)
    columns = {name: np.concatenate([flows[name], stocks[name]]) for name in ("kpi", "role", "amount")}
    return Part(where, columns, np.concatenate([cell, of_stock]))


@lru_cache(maxsize=16)
def credited_once(where: Spine) -> Part:
    """The same of KPIs that count distinct values: role None counts those of either role, each once."""
    if where.is_of_known_weeks:
        return Part(where, *everybody.distinct(where.store, where.catalog, where.keys, where.periods))
    return _part(where, "credited_once")


def _posted(where: Spine) -> Part:
    """The team days of people, from those of everybody's weeks."""
    of, known = everybody.once(where.store, where.catalog, _posted_weeks), weeks_known(where.store, where.catalog)
    place = {key: number for number, key in enumerate(where.keys)}
    key = np.array([place.get(collar, -1) for collar in of.keys], dtype=np.intp)[of.part.cell // len(known)]
    mondays, _ = everybody.bounds(known)
    period = everybody.period_of(mondays, where.periods)[of.part.cell % len(known)]
    rows = np.flatnonzero((key >= 0) & (period >= 0))
    return Part(
        where,
        {name: column[rows] for name, column in of.part.columns.items()},
        key[rows] * len(where.periods) + period[rows],
    )


class _Posted(NamedTuple):
    keys: tuple[str, ...]
    part: Part


def _posted_weeks(store: Store, catalog: str) -> _Posted:
    weeks = weeks_known(store, catalog)
    keys = tuple(key for (key,) in store.rows("select distinct collar from posted_officer order by collar", catalog))
    where = Spine(store, catalog, "officer", keys, weeks)
    return _Posted(keys, _part(where, "team_days"))


@lru_cache(maxsize=64)
def fair_shares(where: Spine) -> Part:
    """People's fair shares of their beats' targets, by KPI and own role: target."""
    roles, kpis, cells, amounts = [], [], [], []
    for run, role, of, part in fair_share.shares(where.store, where.catalog, where.keys, where.periods):
        roles.append(np.full(len(of) * len(run.kpis), role, dtype=object))
        kpis.append(np.repeat(run.kpis, len(of)))
        cells.append(np.tile(of, len(run.kpis)))
        amounts.append(np.outer(run.amounts, part).ravel())
    none = np.empty(0, dtype=object)
    columns = {"role": np.concatenate([none, *roles]), "kpi": np.concatenate([none, *kpis])}
    target = np.concatenate([np.empty(0), *amounts])
    return Part(where, columns | {"target": target}, np.concatenate([np.empty(0, dtype=np.intp), *cells]))


def targets(where: Spine, asked: Sequence[Asked]) -> Amounts:
    """Of each KPI asked for, the area's or sergeant's team's target or each person's fair share, by cell; NaN: none."""
    if where.by == TEAM:
        return team_targets(where, asked)
    if where.by != "officer":
        return _area_targets(where, asked)
    part, ids = fair_shares(where), list(dict.fromkeys(one.kpi.id for one in asked))
    by_roles = {
        roles: dict(zip(ids, part.known_totals("target", ids, part.of("role", *roles)), strict=True))
        for roles in {one.roles for one in asked}
    }
    return np.stack([by_roles[one.roles][one.kpi.id] for one in asked])


def _area_targets(where: Spine, asked: Sequence[Asked]) -> Amounts:
    """Of each KPI asked for the area's own target, else the sum of its beats' if all of them have one (F8)."""
    areas = with_beats(where)
    own = own_targets(replace(where, keys=areas), asked)
    return beats_for_areas(where, areas, own).reshape(len(asked), where.cells)


def team_targets(where: Spine, asked: Sequence[Asked]) -> Amounts:
    """Of each KPI asked for what the beats of each sergeant's team are to reach together, by cell: on the days on which it has
    people, where on each of these all of its beats have a target and nobody else's people are posted to them; else NaN."""
    runs = [teams.beats_alone(where.store, where.catalog, key, days) for key in where.keys for days in where.periods]
    areas = {
        beat: place for place, beat in enumerate(sorted({beat for of in runs for _, beats in of for beat in beats}))
    }
    found = np.full((len(asked), len(runs)), np.nan)
    if not areas:
        return found
    days_of = {days: number for number, days in enumerate(sorted({days for of in runs for days, _ in of}))}
    own = own_targets(replace(where, keys=tuple(areas), periods=tuple(days_of)), asked)
    stocks, nothing = np.array([one.kpi.is_stock for one in asked]), np.full(len(asked), np.nan)
    for cell, of in enumerate(runs):
        if of and all(beats for _, beats in of):
            each = [own[:, [areas[beat] for beat in beats], days_of[days]].sum(axis=1) for days, beats in of]
            is_there = of[-1][0][1] == where.periods[cell % len(where.periods)][1]
            found[:, cell] = np.where(stocks, each[-1] if is_there else nothing, np.sum(each, axis=0))
    return np.round(found, TARGET_DIGITS)


def with_beats(where: Spine) -> tuple[str, ...]:
    """The areas of a spine, then the beats of those that are more than one."""
    beats = _beats_of(where.store, where.catalog)
    return tuple(dict.fromkeys([*where.keys, *(beat for key in where.keys for beat in beats.get(key, ()))]))


def own_targets(where: Spine, asked: Sequence[Asked]) -> Amounts:
    """Of each KPI asked for (first axis), area and period the area's own target; NaN where it has none."""
    known = _part(where, "own_targets", {**kpi_values(asked), "areas": list(where.keys)})
    own = known.known_totals("target", [one.name for one in asked])
    return own.reshape(len(asked), len(where.keys), len(where.periods))


def beats_for_areas(where: Spine, areas: Sequence[str], own: Amounts) -> Amounts:
    """Targets of the areas of a spine by period. own: of `areas`, which are those and their beats."""
    beats = _beats_of(where.store, where.catalog)
    place = {area: number for number, area in enumerate(areas)}
    found = own[:, [place[key] for key in where.keys]]
    for number, key in enumerate(where.keys):
        if of_beats := beats.get(key):
            summed = own[:, [place[beat] for beat in of_beats]].sum(axis=1)
            found[:, number] = np.where(np.isnan(found[:, number]), summed, found[:, number])
    return np.round(found, TARGET_DIGITS)


TARGET_DIGITS = 9
"""Daily amounts are shares of a week, month or year: added up over a period they shall come to what was set."""


@lru_cache(maxsize=16)
def _beats_of(store: Store, catalog: str) -> dict[str, list[str]]:
    """The beats of each area that is more than one."""
    text = (
        "select containment.area, list(team order by team) from containment join areas on areas.area = team "
        "where level = 'beat' and containment.area <> team group by containment.area"
    )
    return dict(store.rows(text, catalog))


def set_aside(where: Spine, values: dict[str, Any]) -> Future[Part] | None:
    """Rows set aside that could change each figure, asked for beside others: kpi, set_aside. None where none stand.

    values: of the KPIs asked for, as `kpi_values` gives them.
    """
    if not asides.any_stand(where.store, where.catalog):
        return None
    return SINGLE.submit(_part, where, "asides_counted", values)


def _part(where: Spine, name: str, values: dict[str, Any] | None = None) -> Part:
    text = scoped(sql(name), where.by).replace("{grain}", where.grain)
    return Part(where, where.store.columns(text, where.catalog, **where.values, **(values or {})))


@lru_cache(maxsize=64)
def _days(store: Store, catalog: str, periods: tuple[Period, ...]) -> tuple[list[dt.date], list[int], list[int]]:
    """Each day of each period, the number of its period, and the mask of the lists that speak of it."""
    through = dict(store.rows("select export, through from list_through", catalog))
    bits = [(through[export], bit(export)) for export in list_exports() if export in through]
    days = [
        (start + DAY * place, number)
        for number, (start, end) in enumerate(periods)
        for place in range((end - start).days + 1)
    ]
    masks = [sum(mask for until, mask in bits if day <= until) for day, _ in days]
    return [day for day, _ in days], [number for _, number in days], masks
