"""Figures and hours as frames: the spine of people or areas and periods, with what was done, worked and loaded joined onto it.

Every answer is for one moment (`known_at`; None is now) and comes from that moment's snapshot. Missing stays missing: a
value is NaN where nothing is loaded, and 0 only where somebody was on strength and the export is loaded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Any

import numpy as np
import pandas as pd

from metrics import catalogue, parts, people, teams
from metrics.history import amounts
from metrics.judge import record_word
from metrics.parts import Part, Places, Spine
from metrics.question import Ask, Asked, Period, ask_known, kpi_values, scope_of
from metrics.store.connection import Store
from metrics.terms import KPI_ROLES, TEAM, Area, Role

FIGURE_COLUMNS = (
    "kpi", "by", "key", "name", "role", "period_start", "period_end", "value", "exposure_hours", "target", "verdict",
    "missing", "set_aside",
)  # fmt: skip
HOURS = ("rostered", "available", "abstraction", "not_deployable", "outside", "in_place", "absent_days")
HOURS_OF_DUTIES: dict[str, Any] = {
    "kpis": ["hours"], "exports": ["duties"], "pc": [True], "pcso": [True], "stocks": [False], "credits": ["lead"],
}  # fmt: skip


def figures(store: Store, ask: Ask) -> pd.DataFrame:
    """One row per KPI, key and period, zeros and Not loaded included, ordered by KPI, key and period.

    Columns FIGURE_COLUMNS: key is the area's key or the collar number; role the person's (latest in the answer; None for
    areas); value a count or hours; exposure_hours available hours (rostered where the KPI is declared so); target the
    area's target, for a person the fair share; verdict one of the fixed words or ""; missing says how much is not loaded;
    set_aside how many rows set aside could change the value.
    """
    asked = ask.declared
    if not asked or not ask.periods:
        return pd.DataFrame(columns=list(FIGURE_COLUMNS))
    spine = parts.spine(store, ask)
    aside = parts.set_aside(spine, kpi_values(asked))
    of = amounts(spine, asked)
    kpi, cell = np.nonzero(of["unit_days"] > 0 if ask.of_people else np.ones_like(of["unit_days"]))
    of = {name: values[kpi, cell] for name, values in of.items()}
    loaded, hours_known = of["loaded_days"] > 0, of["hours_days"] > 0
    names = [one.name for one in asked]
    frame = _keyed(spine, cell).assign(
        kpi=[names[place] for place in kpi],
        value=np.where(loaded, of["value"], np.nan),
        exposure_hours=np.where(hours_known, of["exposure_hours"], np.nan),
        target=np.where(hours_known, of["target"], np.nan) if ask.of_people else of["target"],
    )
    days_of = list(
        zip(*(of[name].astype(int).tolist() for name in ("unit_days", "loaded_days", "hours_days")), strict=True)
    )
    counts = zip(days_of, of["value"].tolist(), of["exposure_hours"].tolist(), strict=True)
    frame["verdict"] = [
        record_word(unit, loaded, hours, value, exposure) for (unit, loaded, hours), value, exposure in counts
    ]
    frame["missing"] = [
        _missing(asked[place], unit, known) for place, (unit, known, _) in zip(kpi, days_of, strict=True)
    ]
    return _with_asides(frame, spine, cell, aside, kpi, names)[list(FIGURE_COLUMNS)]


def _missing(one: Asked, unit_days: int, loaded_days: int) -> str:
    if loaded_days == unit_days and unit_days:
        return ""
    sheet = catalogue.exports()[one.kpi.export].sheet
    if not loaded_days:
        return f"{sheet}: nothing loaded"
    return f"{sheet}: {unit_days - loaded_days:,} of {unit_days:,} team days not loaded"


def _with_asides(
    frame: pd.DataFrame, spine: Spine, cell: Places, aside: Future[Part] | None, kpi: Places, names: list[str]
) -> pd.DataFrame:
    """The frame with `set_aside`: how many rows set aside could change each figure. kpi, cell: where each row stands."""
    found = aside.result() if aside else None
    if found is None or not len(found.cell):
        return frame.assign(set_aside=0)
    return frame.assign(set_aside=found.totals("set_aside", names)[kpi, cell].astype(int))


def areas_set_aside(store: Store, ask: Ask) -> dict[tuple[str, str], int]:
    """How many rows set aside could change each area's figures, by KPI and key; of those that none could change nothing."""
    asked = ask.declared
    spine = parts.spine(store, ask)
    aside = parts.set_aside(spine, kpi_values(asked))
    if aside is None:
        return {}
    names = [one.name for one in asked]
    found = aside.result().totals("set_aside", names).reshape(len(names), len(spine.keys), -1).sum(axis=2)
    kpi, key = np.nonzero(found)
    return {(names[k], spine.keys[a].partition(":")[2]): int(found[k, a]) for k, a in zip(kpi, key, strict=True)}


def hours(
    store: Store,
    by: str,
    periods: Sequence[Period],
    role: Role | None = None,
    known_at: dt.datetime | None = None,
    within: Area | None = None,
    collars: tuple[str, ...] = (),
) -> pd.DataFrame:
    """One row per key and period: hours rostered, available, abstraction, not_deployable, outside, in_place; absent_days,
    posted_days and covered_days (team days for areas) of the constables and PCSOs; hours are missing where nothing is loaded;
    set_aside: rows of Duties set aside that could change them."""
    ask = Ask((), by, tuple(periods), role, known_at, within, collars)
    spine = parts.spine(store, ask)
    aside = parts.set_aside(spine, HOURS_OF_DUTIES)
    days, worked = parts.team_days(spine), parts.worked(spine)
    roles = (role,) if role else KPI_ROLES
    reporting = days.of("role", *roles, None)
    posted = days.total("days", reporting)
    covered = days.total("days", reporting & days.loaded("duties"))
    cell = np.flatnonzero(posted > 0 if ask.of_people else np.ones_like(posted))
    frame = _keyed(spine, cell).assign(posted_days=posted[cell].astype(int), covered_days=covered[cell].astype(int))
    for name in HOURS:
        spent = worked.total(name, worked.of("role", *roles))
        frame[name] = np.where(covered > 0, spent, np.nan)[cell]
    return _with_asides(frame, spine, cell, aside, np.zeros_like(cell), HOURS_OF_DUTIES["kpis"])


def _keyed(spine: Spine, cell: Places) -> pd.DataFrame:
    """One row per cell: by, key, name, role, period_start and period_end."""
    named = _named(spine)
    who = np.array([named[key] for key in spine.keys], dtype=object).reshape(-1, 4)
    when = np.array(spine.periods, dtype=object)
    key, period = np.divmod(cell, len(spine.periods))
    columns = {name: who[:, place][key] for place, name in enumerate(("by", "key", "name", "role"))}
    columns |= {name: when[:, place][period] for place, name in enumerate(("period_start", "period_end"))}
    return pd.DataFrame(columns)


def _named(spine: Spine) -> dict[str, tuple[str, str, str, Role | None]]:
    """The people, sergeants' teams or areas asked about, by key: level, plain key, name and role."""
    if scope_of(spine.by) == "officer":
        latest = people.postings(spine.store, spine.catalog).latest
        return {key: ("officer", key, latest[key].name or key, latest[key].role) for key in spine.keys}
    names = (teams.named if spine.by == TEAM else people.named_areas)(spine.store, spine.catalog)
    parted = ((key, key.partition(":")) for key in spine.keys)
    return {key: (level, plain, names[key], None) for key, (level, _, plain) in parted}


def hours_by_state(
    store: Store,
    by: str,
    start: dt.date,
    end: dt.date,
    role: Role | None = None,
    known_at: dt.datetime | None = None,
    within: Area | None = None,
    collars: tuple[str, ...] = (),
) -> pd.DataFrame:
    """One row per key and state: kind (neighbourhood, abstraction, other duties) and hours, rostered states only."""
    ask = Ask((), by, ((start, end),), role, known_at, within, collars)
    spine = parts.spine(store, ask)
    text = spine.asking("hours_by_state", collar="collar_no")
    frame = ask_known(store, spine.catalog, text, spine.values | {"role": role})
    named = _named(spine)
    for place, column in enumerate(("by", "plain", "name", "role")):
        frame[column] = [named[key][place] for key in frame["key"]]
    return frame.assign(key=frame["plain"]).drop(columns="plain")
