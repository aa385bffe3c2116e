"""What people, areas and sergeants' teams are to reach: an area's own target, the sum of its beats', a person's fair share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from metrics import parts, teams
from metrics.parts import Amounts, Spine
from metrics.question import Asked, kpi_values
from metrics.store.connection import Store
from metrics.terms import TEAM


def targets(where: Spine, asked: Sequence[Asked]) -> Amounts:
    """Of each KPI asked for, the area's or sergeant's team's target or each person's fair share, by cell; NaN: none."""
    if where.by == TEAM:
        return team_targets(where, asked)
    if where.by != "officer":
        return _area_targets(where, asked)
    part, ids = parts.fair_shares(where), list(dict.fromkeys(one.kpi.id for one in asked))
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
    known = parts.read_part(where, "own_targets", {**kpi_values(asked), "areas": list(where.keys)})
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
