"""How much of each KPI there is in every cell of a spine: days, days loaded, what was counted, the hours, the target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from metrics import parts, target_amounts
from metrics.parts import Amounts, Part, Rows, Spine
from metrics.question import SINGLE, Asked
from metrics.terms import Role


def amounts(spine: Spine, asked: Sequence[Asked]) -> dict[str, Amounts]:
    """Of each KPI (first axis) in every cell: unit_days, loaded_days and hours_days (how many days there are, and on how many
    the KPI's export and Duties are loaded), value, exposure_hours, and target (of a person the fair share; NaN: none)."""
    targets = SINGLE.submit(target_amounts.targets, spine, asked)
    return counted(spine, asked) | {"target": targets.result()}


def wholly(of: Mapping[str, Amounts], loaded: str) -> Rows:
    """In which cells there are days, and on all of them an export is loaded. loaded: loaded_days, or hours_days for Duties."""
    return np.asarray((of["unit_days"] > 0) & (of[loaded] >= of["unit_days"]))


def counted(spine: Spine, asked: Sequence[Asked]) -> dict[str, Amounts]:
    """The same without the targets."""
    distinct = {one.kpi.distinct != "" for one in asked}
    plain = SINGLE.submit(parts.credited, spine) if False in distinct else None
    once = SINGLE.submit(parts.credited_once, spine) if True in distinct else None
    days, worked = parts.team_days(spine), parts.worked(spine)
    credited = [part.result() for part in (plain, once) if part]
    return _known(asked, days, worked, credited)


def counted_again(spine: Spine, asked: Sequence[Asked]) -> Amounts:
    """Of KPIs that count distinct values, how many too many the sum of an area's weeks is in each cell: a value of several weeks
    is counted in each of them."""
    part, ids = parts.credited_again(spine), list(dict.fromkeys(one.kpi.id for one in asked))
    done = {
        roles: dict(
            zip(ids, part.totals("amount", ids, part.of("role", None if len(roles) > 1 else roles[0])), strict=True)
        )
        for roles in {one.roles for one in asked}
    }
    return np.stack([done[one.roles][one.kpi.id] for one in asked])


def _known(asked: Sequence[Asked], days: Part, worked: Part, credited: Sequence[Part]) -> dict[str, Amounts]:
    """Of each KPI in every cell: how many days there are, how many are loaded, what was counted, and the hours behind it."""
    ids = list(dict.fromkeys(one.kpi.id for one in asked))
    nothing = np.zeros((len(ids), days.cells))
    done = {
        role: dict(
            zip(
                ids, sum((part.totals("amount", ids, part.of("role", role)) for part in credited), nothing), strict=True
            )
        )
        for role in {role for one in asked for role in _sides(one)}
    }

    @cache
    def reporting(roles: tuple[Role, ...], loaded: str = "") -> Amounts:
        rows = days.of("role", *roles, None)
        return days.total("days", rows & days.loaded(loaded) if loaded else rows)

    @cache
    def spent(roles: tuple[Role, ...], kind: str) -> Amounts:
        return worked.total(kind, worked.of("role", *roles))

    def value(one: Asked) -> Amounts:
        return sum((done[role][one.kpi.id] for role in _sides(one)), np.zeros(days.cells))

    return {
        "unit_days": np.stack([reporting(one.roles) for one in asked]),
        "loaded_days": np.stack([reporting(one.roles, one.kpi.export) for one in asked]),
        "hours_days": np.stack([reporting(one.roles, "duties") for one in asked]),
        "value": np.stack([value(one) for one in asked]),
        "exposure_hours": np.stack([spent(one.roles, one.kpi.exposure) for one in asked]),
    }


def _sides(one: Asked) -> tuple[Role | None, ...]:
    """By which role's rows a KPI is counted: by each of its own; None where what either did counts once."""
    return (None,) if one.kpi.distinct and len(one.roles) > 1 else one.roles
