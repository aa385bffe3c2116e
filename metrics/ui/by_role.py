"""Figures of a view's KPIs, by role where targets are set by role."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from metrics.by_role import apart, of_role, shown
from metrics.catalogue import kpis
from metrics.kpi import Kpi
from metrics.question import asked_kpi
from metrics.terms import Role
from metrics.ui import data
from metrics.ui.selection import Period, Selection


def parse(name: str | None) -> tuple[Kpi | None, Role | None]:
    """The KPI, and the role if it stands for one, of an id as it is in the address."""
    if not name or name.partition(":")[0] not in kpis():
        return None, None
    asked = asked_kpi(name)
    return asked.kpi, asked.role


def figures(
    chosen: Sequence[Kpi], by: str, periods: Sequence[Period], view: Selection, **more: Any
) -> tuple[list[Kpi], pd.DataFrame]:
    """The KPIs as they are to be shown, and their figures."""
    found = data.figures(apart(chosen, view.role), by, periods, view, role=view.role, **more)
    return shown(chosen, found), found


__all__ = ["apart", "figures", "of_role", "parse", "shown"]
