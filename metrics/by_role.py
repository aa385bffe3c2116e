"""A target is judged against the figure of its own role only: where targets are set by role, so is the figure shown.

A KPI of both roles that has no target for both, and one for a role, stands once for each of its roles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from metrics.kpi import Kpi
from metrics.terms import Role


def of_role(kpi: Kpi, role: Role) -> Kpi:
    """The KPI as it stands for one of its roles."""
    return replace(kpi, id=f"{kpi.id}:{role}", label=f"{kpi.label}, {role}s", roles=(role,))


def apart(chosen: Sequence[Kpi], role: Role | None = None) -> list[Kpi]:
    """The KPIs to ask for: each as it is, and those of both roles also for each role, unless one role is asked for."""
    shared = [kpi for kpi in chosen if len(kpi.roles) > 1 and not role]
    return [*chosen, *(of_role(kpi, one) for kpi in shared for one in kpi.roles)]


def shown(chosen: Sequence[Kpi], found: pd.DataFrame) -> list[Kpi]:
    """The KPIs to show: by role where targets are set by role and not for both."""
    targeted = set(found.loc[found["target"].notna(), "kpi"])
    result: list[Kpi] = []
    for kpi in chosen:
        parts = [of_role(kpi, role) for role in kpi.roles]
        split = kpi.id not in targeted and any(part.id in targeted for part in parts)
        result += parts if split else [kpi]
    return result
