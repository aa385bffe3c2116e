"""What a click on a mark opens: the side panel of that figure, and the address says so."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from metrics.terms import FORCE, Area
from metrics.ui import selection
from metrics.ui.selection import Selection


@dataclass(frozen=True)
class Opener:
    """What a click on a bar or dot does: the panel opens for that figure, and the address says so."""

    view: Selection
    by: str

    def __call__(self, chosen: dict[str, Any]) -> None:
        """Put the figure into the address."""
        selection.write(self._opened(chosen))

    def address(self, chosen: dict[str, Any]) -> str:
        """The same view with the figure's panel open."""
        return f"?{urlencode(self._opened(chosen).params())}"

    def _opened(self, chosen: dict[str, Any]) -> Selection:
        week = str(chosen.get("week_start") or "")
        changed = replace(self.view, kpi=str(chosen.get("kpi") or self.view.kpi), opened=True)
        changed = replace(changed, week=dt.date.fromisoformat(week) if week else None)
        key = str(chosen.get("key") or "")
        if self.by == "officer" and key:
            return replace(changed, officer=key)
        if key:
            level = str(chosen.get("level") or self.by)
            area = Area(level if key != FORCE else "force", key)  # type: ignore[arg-type]
            return replace(changed, area=area, officer=None)
        return changed


def opener(view: Selection, by: str) -> Opener:
    """The opener of a view's figures: of officers, or of areas of a level."""
    return Opener(view, by)
