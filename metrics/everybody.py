"""What everybody did week by week, and worked day by day, as arrays read once per snapshot, which never changes.

A question of some people and whole weeks is then a choice of rows and needs no query. The rows are those of the parts of
figures; `parts` says what they mean.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.question import Period
from metrics.store.connection import Store

T = TypeVar("T")
Places = npt.NDArray[np.intp]
Days = npt.NDArray[np.datetime64]
Columns = dict[str, npt.NDArray[Any]]
TEXTS: dict[str, str] = {
    "worked": (
        "select collar, day, role, rostered, available, abstraction, not_deployable, outside, in_place, "
        "absent_days::double as absent_days from hours_week where role in ('PC', 'PCSO')"
    ),
    "credited": "select collar, day, role, kpi, amount from credit_officer_week",
    "stock": "select collar, day, role, kpi, amount from credit_stock_officer",
    "credited_once": "select collar, day, role, kpi, ref from credit_distinct_officer where role in ('PC', 'PCSO')",
    "duty": (
        "select collar, day, role, team, available from hours_day where role in ('PC', 'PCSO') and team like 'beat:%'"
    ),
}
"""Queries of all rows of a kind. stock: what entered one or left it. day: of weeks their Monday."""


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows of one kind, day after day. Texts stand as numbers; `known` says by column what for."""

    columns: Columns
    known: dict[str, npt.NDArray[Any]]

    @classmethod
    def by_day(cls, columns: Columns, known: dict[str, npt.NDArray[Any]]) -> Rows:
        """Rows in any order."""
        days = columns["day"].astype("datetime64[D]")
        order = np.argsort(days, kind="stable")
        return cls({name: column[order] for name, column in {**columns, "day": days}.items()}, known)

    @cached_property
    def collars(self) -> pd.Index:
        """Whose rows these are, as they are looked up."""
        return pd.Index(self.known["collar"], dtype=object)

    def of(self, keys: Sequence[str], first: np.datetime64, last: np.datetime64) -> tuple[Columns, Places]:
        """The rows of some people from one day to another, and each one's place among the keys; role and KPI as texts."""
        there = self.collars.get_indexer(pd.Index(keys, dtype=object))
        of_collar = np.full(len(self.collars), -1, dtype=np.intp)
        of_collar[there[there >= 0]] = np.flatnonzero(there >= 0)
        days = self.columns["day"]
        during = slice(np.searchsorted(days, first, "left"), np.searchsorted(days, last, "right"))
        rows = np.flatnonzero(of_collar[self.columns["collar"][during]] >= 0)
        found = {name: column[during][rows] for name, column in self.columns.items()}
        found |= {name: self.known[name][found[name]] for name in ("role", "kpi") if name in found}
        return found, of_collar[found["collar"]]


@lru_cache(maxsize=15)
def everybody(store: Store, catalog: str, kind: str) -> Rows:
    """All rows of a kind of TEXTS in a snapshot."""
    return Rows.by_day(*store.coded(TEXTS[kind], catalog))


@lru_cache(maxsize=6)
def once(store: Store, catalog: str, read: Callable[[Store, str], T]) -> T:
    """What is read of a snapshot, once."""
    return read(store, catalog)


def bounds(periods: Sequence[Period]) -> tuple[Days, Days]:
    """The first and the last day of each period."""
    starts, ends = (np.array(side, dtype="datetime64[D]") for side in zip(*periods, strict=True))
    return starts, ends


def period_of(days: Days, periods: Sequence[Period]) -> Places:
    """Of days the number of the period that holds each; -1 where none does. The periods follow each other in time."""
    starts, ends = bounds(periods)
    place = np.searchsorted(starts, days, "right") - 1
    return np.where((place >= 0) & (days <= ends[place]), place, -1)


def of_periods(rows: Rows, keys: Sequence[str], periods: Sequence[Period]) -> tuple[Columns, Places]:
    """The rows of some people in periods of whole weeks, which follow each other, and each one's cell: a key in a period."""
    found, key = rows.of(keys, *outer(periods))
    period = period_of(found["day"], periods)
    inside = np.flatnonzero(period >= 0)
    return {name: column[inside] for name, column in found.items()}, key[inside] * len(periods) + period[inside]


def stocks(store: Store, catalog: str, keys: Sequence[str], periods: Sequence[Period]) -> tuple[Columns, Places]:
    """What entered or left some people's stocks since ever, to the end of each period."""
    found, key = everybody(store, catalog, "stock").of(keys, np.datetime64("0001-01-01"), outer(periods)[1])
    _, ends = bounds(periods)
    row, period = np.nonzero(found["day"][:, None] <= ends)
    return {name: column[row] for name, column in found.items()}, key[row] * len(periods) + period


def distinct(store: Store, catalog: str, keys: Sequence[str], periods: Sequence[Period]) -> tuple[Columns, Places]:
    """How many different values some people were credited with by KPI and role (None: either), each once in a period."""
    found, cell = of_periods(everybody(store, catalog, "credited_once"), keys, periods)
    sides = [_counted(found, cell, found["role"]), _counted(found, cell, np.full(len(cell), None, dtype=object))]
    columns = {name: np.concatenate([side[0][name] for side in sides]) for name in ("kpi", "role", "amount")}
    return columns, np.concatenate([side[1] for side in sides])


def _counted(found: Columns, cell: Places, role: npt.NDArray[Any]) -> tuple[Columns, Places]:
    """The rows that bring a value for the first time to their cell, KPI and role: each counts one."""
    what = cell.astype(np.int64)
    for each in (found["kpi"], role, found["ref"]):
        number, known = pd.factorize(each, use_na_sentinel=False)
        what = what * len(known) + number
    rows = np.flatnonzero(~pd.Index(what).duplicated())
    return {"kpi": found["kpi"][rows], "role": role[rows], "amount": np.ones(len(rows))}, cell[rows]


def outer(periods: Sequence[Period]) -> tuple[np.datetime64, np.datetime64]:
    """The first and the last day of all."""
    return np.datetime64(periods[0][0], "D"), np.datetime64(periods[-1][1], "D")
