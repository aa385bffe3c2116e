"""What a click on a mark opens, and the address that says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from urllib.parse import urlencode

from metrics.terms import FORCE, Area
from metrics.ui import selection
from metrics.ui.selection import Selection


@dataclass(frozen=True)
class Opener:
    """What a click on a mark does: the page goes to the view that `to` makes of what was chosen, and the address says so."""

    to: Callable[[dict[str, Any]], Selection]

    def __call__(self, chosen: dict[str, Any]) -> None:
        """Put the view into the address."""
        selection.write(self.to(chosen))

    def address(self, chosen: dict[str, Any]) -> str:
        """The same page with that view."""
        return f"?{urlencode(self.to(chosen).params())}"


def opener(view: Selection, by: str | Mapping[str, str]) -> Opener:
    """The opener of a view's figures, each in the side panel: of officers, of areas of a level, or of areas by key with the level
    of each."""
    return Opener(partial(_figure, view, by))


def _figure(view: Selection, by: str | Mapping[str, str], chosen: dict[str, Any]) -> Selection:
    week = str(chosen.get("week_start") or "")
    changed = replace(view, kpi=str(chosen.get("kpi") or view.kpi), opened=True)
    changed = replace(changed, week=dt.date.fromisoformat(week) if week else None)
    key = str(chosen.get("key") or "")
    if by == "officer" and key:
        return replace(changed, officer=key)
    if key:
        level = str(chosen.get("level") or (by if isinstance(by, str) else by[key]))
        area = Area(level if key != FORCE else "force", key)  # type: ignore[arg-type]
        return replace(changed, area=area, officer=None)
    return changed
