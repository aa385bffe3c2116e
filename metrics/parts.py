"""The parts of figures: days that are loaded, hours worked, what was credited, and fair shares.

Each part is one short query of a snapshot, for all KPIs at once, so that every question of the same people or areas and
days shares it: a snapshot never changes. What a part's rows mean is said in its file in `store/sql/`.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics import asides, fair_share
from metrics.everybody import Rows as People
from metrics.everybody import bounds, distinct, everybody, of_periods, once
from metrics.everybody import stocks as stocks_of
from metrics.question import DAY, SINGLE, Ask, Period, keys, scoped, teams_named, weeks_known
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

    def asking(self, name: str, **columns: str) -> str:
        """SQL of `store/sql/` about this spine. columns: those that say whose a row is, as of `scoped`."""
        rows = "duties_week" if self.grain == "week" else "duties"
        text = scoped(sql(name), self.by, **columns, among=self.among)
        return text.replace("{grain}", self.grain).replace("{rows}", rows)

    @property
    def among(self) -> dict[str, str]:
        """The teams within its areas, where they are named one by one."""
        return {} if self.by in ("officer", TEAM) else teams_named(self.store, self.catalog, self.keys)

    @property
    def values(self) -> dict[str, Any]:
        """What a query of the spine binds."""
        starts, ends = map(list, zip(*self.periods, strict=True))
        days, numbers, lists = _days(self.store, self.catalog, self.periods)
        return {
            "keys": list(self.keys), "starts": starts, "ends": ends, "first": min(starts), "last": max(ends),
            "days": days, "numbers": numbers, "lists": lists, **self.among,
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
    if where.is_of_known_weeks:
        return _of_everybody(where, once(where.store, where.catalog, _posted_weeks))
    return read_part(where, "team_days")


@lru_cache(maxsize=64)
def worked(where: Spine) -> Part:
    """Hours by role: rostered, available, abstraction, not_deployable, outside, in_place; and absent_days."""
    if where.is_of_known_weeks:
        return _of_everybody(where, everybody(where.store, where.catalog, "worked"))
    return read_part(where, "worked")


@lru_cache(maxsize=16)
def credited(where: Spine) -> Part:
    """What was counted, by KPI and role: amount. Not of KPIs that count distinct values."""
    if not where.is_of_known_weeks:
        return read_part(where, "credited")
    flows = _of_everybody(where, everybody(where.store, where.catalog, "credited"))
    stocks, cell = stocks_of(where.store, where.catalog, where.keys, where.periods)
    columns = {name: np.concatenate([flows.columns[name], stocks[name]]) for name in ("kpi", "role", "amount")}
    return Part(where, columns, np.concatenate([flows.cell, cell]))


@lru_cache(maxsize=16)
def credited_once(where: Spine) -> Part:
    """The same of KPIs that count distinct values: role None counts those of either role, each once."""
    if where.is_of_known_weeks:
        return Part(where, *distinct(where.store, where.catalog, where.keys, where.periods))
    return read_part(where, "credited_once")


@lru_cache(maxsize=16)
def credited_again(where: Spine) -> Part:
    """Of KPIs that count distinct values, how many more the counts of an area's weeks add up to than there are values."""
    return read_part(where, "credited_again")


def _of_everybody(where: Spine, rows: People) -> Part:
    """The part of some people in whole weeks, of everybody's rows."""
    return Part(where, *of_periods(rows, where.keys, where.periods))


def _posted_weeks(store: Store, catalog: str) -> People:
    """Everybody's team days, week by week."""
    keys = tuple(key for (key,) in store.rows("select distinct collar from posted_officer order by collar", catalog))
    weeks = weeks_known(store, catalog)
    part = read_part(Spine(store, catalog, "officer", keys, weeks), "team_days")
    role, roles = pd.factorize(part.columns["role"])
    collar, week = np.divmod(part.cell, len(weeks))
    columns = {"collar": collar, "day": bounds(weeks)[0][week], "role": role}
    return People.by_day(
        columns | {name: part.columns[name] for name in ("mask", "days")}, {"collar": np.array(keys), "role": roles}
    )


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


def set_aside(where: Spine, values: dict[str, Any]) -> Future[Part] | None:
    """Rows set aside that could change each figure, asked for beside others: kpi, set_aside. None where none stand.

    values: of the KPIs asked for, as `kpi_values` gives them.
    """
    if not asides.any_stand(where.store, where.catalog):
        return None
    return SINGLE.submit(read_part, where, "asides_counted", values)


def read_part(where: Spine, name: str, values: dict[str, Any] | None = None) -> Part:
    """A part asked of the snapshot. name: of its file in `store/sql/`; values: what it binds beside those of a spine."""
    return Part(where, where.store.columns(where.asking(name), where.catalog, **where.values, **(values or {})))


@lru_cache(maxsize=64)
def _days(store: Store, catalog: str, periods: tuple[Period, ...]) -> tuple[list[dt.date], list[int], list[int]]:
    """Each day of each period, the number of its period, and the mask of the lists that speak of it."""
    rows = store.rows("select export, through, since from list_through", catalog)
    spoken = {export: (until, since) for export, until, since in rows}
    bits = [(*spoken[export], bit(export)) for export in list_exports() if export in spoken]
    purged = any(since for _, since, _ in bits)
    loaded = {day for (day,) in store.rows("select distinct day from cover", catalog)} if purged else set()
    days = [
        (start + DAY * place, number)
        for number, (start, end) in enumerate(periods)
        for place in range((end - start).days + 1)
    ]
    masks = [
        sum(mask for until, since, mask in bits if day <= until and (since is None or day > since or day in loaded))
        for day, _ in days
    ]
    return [day for day, _ in days], [number for _, number in days], masks
