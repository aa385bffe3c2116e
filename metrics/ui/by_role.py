"""A target is judged against the figure of its own role only: where targets are set by role, so is the figure shown.

A KPI of both roles that has no target for both, and one for a role, stands once for each of its roles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from metrics.catalogue import kpis
from metrics.kpi import Kpi
from metrics.terms import KPI_ROLES, Role
from metrics.ui import data
from metrics.ui.selection import Period, Selection

SEPARATOR = ":"


def of_role(kpi: Kpi, role: Role) -> Kpi:
    """The KPI as it stands for one of its roles."""
    return replace(kpi, id=f"{kpi.id}{SEPARATOR}{role}", label=f"{kpi.label}, {role}s", roles=(role,))


def parse(name: str | None) -> tuple[Kpi | None, Role | None]:
    """The KPI, and the role if it stands for one, of an id as it is in the address."""
    plain, _, role = (name or "").partition(SEPARATOR)
    return kpis().get(plain), next((known for known in KPI_ROLES if known == role), None)


def figures(
    chosen: Sequence[Kpi], by: str, periods: Sequence[Period], view: Selection, **more: Any
) -> tuple[list[Kpi], pd.DataFrame]:
    """The KPIs, by role where their targets are, and their figures; as asked where the view has a role."""
    both = data.figures(chosen, by, periods, view, role=view.role, **more)
    shared = [kpi for kpi in chosen if len(kpi.roles) > 1]
    if view.role or not shared:
        return list(chosen), both
    parts = {role: data.figures(shared, by, periods, view, role=role, **more) for role in KPI_ROLES}
    targeted = _with_target(both)
    split = {kpi.id for kpi in shared if kpi.id in set().union(*map(_with_target, parts.values())) - targeted}
    shown, frames = [], [both[~both["kpi"].isin(split)]]
    for kpi in chosen:
        shown += [of_role(kpi, role) for role in kpi.roles] if kpi.id in split else [kpi]
    for role, frame in parts.items():
        mine = frame[frame["kpi"].isin(split)]
        frames.append(mine.assign(kpi=mine["kpi"] + SEPARATOR + role))
    return shown, pd.concat(frames, ignore_index=True)


def _with_target(frame: pd.DataFrame) -> set[str]:
    return set(frame.loc[frame["target"].notna(), "kpi"])
