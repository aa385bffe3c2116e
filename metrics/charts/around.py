"""What stands around a week's figure: the usual range for its hours, whether it is settled, and what happened in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from metrics.charts.figures import NOTHING
from metrics.charts.marks import Mark
from metrics.charts.words import Figure, known
from metrics.kpi import Kpi

Ranges = Mapping[tuple[str, dt.date], tuple[float, float]]
"""KPI and first day of a week -> the first and last figure that is still usual in its hours."""

WEEK = dt.timedelta(days=6)
HALF = 0.5
"""Counts are whole numbers: a band reaches half a one further, so that the last usual count lies in it, not on its edge."""


@dataclass(frozen=True)
class Around:
    """bands: usual ranges. settled: of a KPI, the day up to which its figures are settled. context: no fair shares."""

    bands: Ranges
    settled: Mapping[str, dt.date]
    marks: Sequence[Mark] = ()
    context: bool = False

    def band(self, kpi: Kpi, figure: Figure | None) -> tuple[float, float]:
        """The usual range of a figure; NaN where none is known."""
        nothing = (NOTHING, NOTHING)
        return nothing if figure is None else self.bands.get((kpi.id, figure["period_start"]), nothing)

    def provisional(self, kpi: Kpi, figure: Figure) -> bool:
        """Whether more may still come in for the figure's days."""
        return kpi.id in self.settled and figure["period_end"] > self.settled[kpi.id]

    def target(self, figure: Figure | None) -> Any:
        """The fair share; none for the measures of the other role."""
        return NOTHING if figure is None or self.context else figure["target"]


def drawn_range(kpi: Kpi, low: float, high: float) -> tuple[float, float]:
    """From where to where a usual range is drawn, never below nought; NaN where it is not known."""
    if not known(low) or not known(high):
        return NOTHING, NOTHING
    further = HALF if kpi.unit == "count" else 0.0
    return max(0.0, float(low) - further), float(high) + further
