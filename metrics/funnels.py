"""Is any beat different from the others? What each beat recorded, against what its hours would give at the rate of all.

Standardised by role and shift kind (statistics.md): the expected of a beat is what all beats together recorded per hour in
the same role and kind of shift, times its own hours there.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics import catalogue, parts
from metrics.kpi import Kpi
from metrics.parts import Spine
from metrics.question import SINGLE, Ask, Asked
from metrics.signals.funnel import LEAST_EXPECTED, LEAST_UNITS, Funnel, funnel, standardised
from metrics.store.connection import Store
from metrics.store.credit import credited_to_areas
from metrics.store.schema import sql
from metrics.terms import SHIFTS, Area, Role

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class BeatFunnel:
    """The beats of the force against each other.

    keys: the beats that take part, by sector and code: those whose export and Duties are loaded on every day asked for.
    left_out: the others. observed: what each recorded. hours: its hours of the KPI's kind. placed: the share of all that was
    counted whose shift kind is known (the rest is standardised by role only); NaN where nothing was counted.
    """

    keys: tuple[str, ...]
    left_out: tuple[str, ...]
    observed: Numbers
    hours: Numbers
    verdict: Funnel
    placed: float

    @property
    def enough_expected(self) -> int:
        """How many beats have enough expected to be compared."""
        return int((self.verdict.expected >= LEAST_EXPECTED).sum())

    @property
    def shows(self) -> bool:
        """True where enough beats have enough expected for a usual spread to show."""
        return self.enough_expected >= LEAST_UNITS

    @property
    def times_longer(self) -> float:
        """How many times longer a period would need to be at the same rates; NaN where no length would do."""
        if len(self.keys) < LEAST_UNITS:
            return np.nan
        last = float(np.sort(self.verdict.expected)[-LEAST_UNITS])
        return LEAST_EXPECTED / last if last > 0 else np.nan


def comparable(kpi: Kpi) -> bool:
    """True for counts of what happened: luck in hours, and in what is open on one day, is not that of counts."""
    return kpi.unit == "count" and not kpi.is_stock


def funnel_of(
    store: Store,
    kpi_id: str,
    start: dt.date,
    end: dt.date,
    role: Role | None = None,
    known_at: dt.datetime | None = None,
    within: Area | None = None,
) -> BeatFunnel:
    """All beats of the force, or of an area, over the days from start to end. Raises ValueError for a KPI that is not
    `comparable`."""
    ask = Ask((kpi_id,), "beat", ((start, end),), role, known_at, within)
    if not ask.declared or not comparable(ask.declared[0].kpi):
        raise ValueError(f"{kpi_id} is no count of what happened: beats cannot be compared by it")
    asked, spine = ask.declared[0], parts.spine(store, ask)
    taking_part = _wholly_loaded(spine, asked)
    counts, hours = _by_stratum(spine, asked, start, end)
    counts, hours = _told(counts[taking_part], hours[taking_part])
    observed = counts.sum(axis=(1, 2))
    flat = (len(observed), math.prod(counts.shape[1:]))
    expected = standardised(counts.reshape(flat), hours.reshape(flat))
    keys = np.array([key.partition(":")[2] for key in spine.keys], dtype=object)
    total = observed.sum()
    return BeatFunnel(
        tuple(keys[taking_part]),
        tuple(keys[~taking_part]),
        observed,
        hours[:, :, UNKNOWN].sum(axis=1),
        funnel(observed, expected),
        float(counts[:, :, :UNKNOWN].sum() / total) if total else np.nan,
    )


UNKNOWN = len(SHIFTS)
"""The place, behind the shift kinds, of what was counted in a shift that is not known: it rests on all hours of the role."""


def _wholly_loaded(spine: Spine, asked: Asked) -> npt.NDArray[np.bool_]:
    days = parts.team_days(spine)
    export, duties = days.loaded(asked.kpi.export), days.loaded("duties")
    whole = days.total("days", export & duties)
    return np.asarray((whole > 0) & (whole == days.total("days", np.full(len(export), True))))


def _by_stratum(spine: Spine, asked: Asked, start: dt.date, end: dt.date) -> tuple[Numbers, Numbers]:
    """What each beat (first axis) recorded and worked, by role and shift kind (UNKNOWN last)."""
    kpi, export = asked.kpi, catalogue.exports()[asked.kpi.export]
    day = export.column(export.day)
    counted = (
        sql("counted_by_shift")
        .replace("{credited}", credited_to_areas(kpi))
        .replace("{who}", "collar_no" if kpi.credit == "actioner" else "credited_collar")
        .replace("{happened}", day.name if day.type == "moment" else "null::timestamp")
    )
    values: dict[str, Any] = {
        "start": start,
        "end": end,
        "roles": list(asked.roles),
        "once": bool(kpi.distinct),
        "keys": list(spine.keys),
        **SHIFTS,
    }
    worked = SINGLE.submit(spine.store.columns, sql("hours_by_shift"), spine.catalog, **values)
    return (
        _cells(spine, asked, spine.store.columns(counted, spine.catalog, **values), "amount"),
        _cells(spine, asked, worked.result(), kpi.exposure),
    )


def _cells(spine: Spine, asked: Asked, rows: dict[str, npt.NDArray[Any]], column: str) -> Numbers:
    found = np.zeros((len(spine.keys), len(asked.roles), UNKNOWN + 1))
    key = pd.Index(spine.keys, dtype=object).get_indexer(rows["key"])
    role = pd.Index(asked.roles, dtype=object).get_indexer(rows["role"])
    shift = pd.Index(list(SHIFTS), dtype=object).get_indexer(rows["shift"])  # none: -1, the last place
    here = key >= 0
    np.add.at(found, (key[here], role[here], shift[here]), rows[column][here])
    return found


def _told(counts: Numbers, hours: Numbers) -> tuple[Numbers, Numbers]:
    """What was counted in a shift kind in which nobody has hours is of an unknown one, which has all hours of the role."""
    empty = hours[:, :, :UNKNOWN].sum(axis=0) == 0
    stray = np.where(empty, counts[:, :, :UNKNOWN], 0)
    counts = np.concatenate(
        [counts[:, :, :UNKNOWN] - stray, counts[:, :, UNKNOWN:] + stray.sum(axis=2, keepdims=True)], 2
    )
    return counts, np.concatenate([hours[:, :, :UNKNOWN], hours[:, :, :UNKNOWN].sum(axis=2, keepdims=True)], 2)
