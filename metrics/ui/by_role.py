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
from metrics.question import asked_kpi
from metrics.terms import Role
from metrics.ui import data
from metrics.ui.selection import Period, Selection


def of_role(kpi: Kpi, role: Role) -> Kpi:
    """The KPI as it stands for one of its roles."""
    return replace(kpi, id=f"{kpi.id}:{role}", label=f"{kpi.label}, {role}s", roles=(role,))


def parse(name: str | None) -> tuple[Kpi | None, Role | None]:
    """The KPI, and the role if it stands for one, of an id as it is in the address."""
    if not name or name.partition(":")[0] not in kpis():
        return None, None
    asked = asked_kpi(name)
    return asked.kpi, asked.role


def apart(chosen: Sequence[Kpi], view: Selection) -> list[Kpi]:
    """The KPIs to ask for: each as it is, and those of both roles also for each role, unless the view has a role."""
    shared = [kpi for kpi in chosen if len(kpi.roles) > 1 and not view.role]
    return [*chosen, *(of_role(kpi, role) for kpi in shared for role in kpi.roles)]


def shown(chosen: Sequence[Kpi], found: pd.DataFrame) -> list[Kpi]:
    """The KPIs to show: by role where targets are set by role and not for both."""
    targeted = set(found.loc[found["target"].notna(), "kpi"])
    result: list[Kpi] = []
    for kpi in chosen:
        parts = [of_role(kpi, role) for role in kpi.roles]
        split = kpi.id not in targeted and any(part.id in targeted for part in parts)
        result += parts if split else [kpi]
    return result


def figures(
    chosen: Sequence[Kpi], by: str, periods: Sequence[Period], view: Selection, **more: Any
) -> tuple[list[Kpi], pd.DataFrame]:
    """The KPIs as they are to be shown, and their figures."""
    found = data.figures(apart(chosen, view), by, periods, view, role=view.role, **more)
    return shown(chosen, found), found
