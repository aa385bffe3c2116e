"""People's rates beside their role's: per 100 available hours, drawn towards the role's rate by as much as luck could explain.

An interval and no word: a person's rate is a prompt to look at the record, not a verdict (statistics.md, Officers).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from metrics import parts
from metrics.amounts import counted, wholly
from metrics.parts import Amounts, Rows
from metrics.question import Ask, Period
from metrics.settled import settled_for
from metrics.signals.people import PER_HOURS, shrink
from metrics.store.connection import Store

LEAST_HOURS = 40.0
"""About a week and a half of one person: on fewer no rate is shown."""


@dataclass(frozen=True)
class Rate:
    """One person's figure of one KPI over settled days. rate, low, high: per PER_HOURS hours, NaN where too little is known."""

    count: float
    hours: float
    rate: float
    low: float
    high: float


@dataclass(frozen=True)
class RoleRates:
    """One KPI of one role. role_rate: of all its people; people: those asked about, by collar number."""

    days: Period
    role_rate: float
    people: dict[str, Rate]


def rates(
    store: Store,
    names: tuple[str, ...],
    days: Period,
    known_at: dt.datetime | None = None,
    collars: tuple[str, ...] | None = None,
) -> dict[str, RoleRates]:
    """By KPI of a role (id:role) the rates of everybody in that role, or of some of them, over the settled part of some days.

    Only what is counted has a rate: not hours, and not what stands open. Where none of the days is settled, the latest
    settled ones of the same length are taken.
    """
    ask = Ask(names, "officer", (_settled_part(store, names, days, known_at),), known_at=known_at)
    asked = [one for one in ask.declared if one.kpi.unit == "count" and not one.kpi.is_stock]
    if not asked:
        return {}
    spine = parts.spine(store, ask)
    of = counted(spine, asked)
    whole = wholly(of, "loaded_days") & wholly(of, "hours_days")
    counts = np.where(whole, of["value"], np.nan)
    hours = np.where(whole & (of["exposure_hours"] >= LEAST_HOURS), of["exposure_hours"], np.nan)
    wanted = set(spine.keys if collars is None else collars)
    whose = [place for place, key in enumerate(spine.keys) if key in wanted]
    found = shrink(counts, hours, whose)
    shown = [each[:, whose] for each in (counts, of["exposure_hours"])]
    told = np.stack([*shown, found.rate, found.low, found.high], axis=-1)
    mine, there = [spine.keys[place] for place in whose], of["unit_days"][:, whose] > 0
    return {
        one.name: RoleRates(
            spine.periods[0], float(found.role_rate[number]), _people(mine, told[number], there[number])
        )
        for number, one in enumerate(asked)
    }


def _people(collars: Sequence[str], told: Amounts, there: Rows) -> dict[str, Rate]:
    places = np.flatnonzero(there)
    return {collars[place]: Rate(*row) for place, row in zip(places.tolist(), told[places].tolist(), strict=True)}


def _settled_part(store: Store, names: tuple[str, ...], days: Period, known_at: dt.datetime | None) -> Period:
    known = settled_for(store, names, known_at)
    start, end = days
    until = min([*known.values(), end])
    if start <= until:
        return start, until
    return until - (end - start), until


__all__ = ["LEAST_HOURS", "PER_HOURS", "Rate", "RoleRates", "rates"]
