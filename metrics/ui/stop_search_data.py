"""Reads of the Stop and search page: the same way to the store as `data`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from metrics.catalogue import kpis
from metrics.frames import rows_of
from metrics.question import Period
from metrics.stop_and_search import CUTS, KPI, OF_FORCES, Cut, Group, nothing
from metrics.terms import Area
from metrics.ui import areas, data
from metrics.ui.data import read
from metrics.ui.selection import Selection

Cuts = dict[Cut, tuple[Group, ...]]


def searches(view: Selection) -> Cuts:
    """By cut the searches of the view's area or team and days."""
    return of_days(view.area, view.days, OF_FORCES if areas.is_of_several(view) else CUTS, view)


def of_days(area: Area, days: Period, cuts: Sequence[Cut], view: Selection) -> Cuts:
    """By cut the searches of an area on some days, as known at the view's moment."""
    return cast(Cuts, read("searches", area=area, days=days, cuts=tuple(cuts), known_at=view.known_at))


def whole(view: Selection) -> Group:
    """All searches of the view as one."""
    found = searches(view)["whole"]
    return found[0] if found else nothing("whole", "")


def figure(view: Selection, days: Period | None = None) -> dict[str, Any] | None:
    """The KPI's own figure of the view, or of other days: what is loaded, and what was set aside."""
    found = data.figures([kpis()[KPI]], view.area.level, (days or view.days,), view)
    mine = [row for row in rows_of(found) if row["key"] == view.area.key]
    return mine[0] if mine else None
